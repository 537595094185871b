"""Files of every format, and what is no workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import P

from generator.errors import ExitStatus, WorkbookUnreadable
from generator.language import Reader
from generator.model import Shipment
from generator.settings import Settings
from generator.workbook import read_shipment
from generator.workbook.ods_walk import SpreadsheetWalk
from generator.workbook.sheets import ErrorValue

SHEETS = {
    "Zending": [
        ("Veld", "Waarde"),
        ("Onderwerp", "Rapporten"),
        ("Datum", "28-06-2018"),
        ("Sjabloon", "brief.docx"),
        ("Kenmerk", "COS/U201800494"),
        ("Ondertekenaar", "J. Kriens"),
    ],
    "Gemeenten": [
        ("Code", "Gemeente", "Adres", "Postcode", "Plaats", "Eigen"),
        ("GM1900", "Súdwest-Fryslân", "Postbus 10000", "8600 HA", "Sneek", "00123"),
    ],
}
STYLELESS = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
OLE_OF_A_PASSWORD = (
    bytes.fromhex("d0cf11e0a1b11ae1")
    + bytes(504)
    + "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0")
    + bytes([34, 0]).ljust(64, b"\0")
)
OLE_OF_XLS = (
    bytes.fromhex("d0cf11e0a1b11ae1")
    + bytes(504)
    + "Workbook".encode("utf-16-le").ljust(64, b"\0")
    + bytes([18, 0]).ljust(64, b"\0")
)


def read(path: Path) -> Shipment:
    return read_shipment(path, settings=Settings())


def refusal(path: Path) -> str:
    with pytest.raises(WorkbookUnreadable) as raised:
        read(path)
    assert ExitStatus.UNREADABLE_INPUT == raised.value.exit_status
    return Reader("nl").say(raised.value.message)


def zip_of(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry.filename, change(content) if entry.filename == part else content)
    path.write_bytes(stream.getvalue())
    return path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leeg"),
        (b"zomaar tekst", "geen bestand van Excel"),
        (b"%PDF-1.7", "PDF"),
        (OLE_OF_XLS, ".xls"),
        (OLE_OF_A_PASSWORD, "wachtwoord"),
        (b"PK\x03\x04 afgebroken", "beschadigd"),
        (zip_of(**{"readme.txt": b"x"}), "ZIP"),
    ],
)
def test_what_is_no_workbook_is_named_in_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "brieven.xlsx"
    path.write_bytes(content)
    said = refusal(path)
    assert ("brieven.xlsx" in said, words in said) == (True, True)


def test_a_missing_file_a_folder_and_a_lock_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "~$brieven.xlsx").write_bytes(b"x")
    assert "bestaat niet" in refusal(tmp_path / "weg.xlsx")
    assert "map" in refusal(tmp_path / "map")
    assert "~$" in refusal(tmp_path / "~$brieven.xlsx")


def test_a_word_file_is_no_workbook(tmp_path: Path) -> None:
    from docx import Document

    path = tmp_path / "brief.xlsx"
    Document().save(str(path))
    assert "geen werkmap" in refusal(path)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/workbook.xml", lambda _content: b"<workbook/>x"),
        ("xl/workbook.xml", lambda content: content.replace(b'r:id="rId1"', b'r:id="rId99"')),
        (
            "xl/worksheets/sheet1.xml",
            lambda content: content.replace(b't="inlineStr"><is><t>Veld</t></is>', b't="s"><v>99999</v>'),
        ),
        ("xl/worksheets/sheet1.xml", lambda content: content[: len(content) // 2]),
    ],
)
def test_a_workbook_with_a_broken_part_is_refused(
    workbook: Callable[..., Path], part: str, change: Callable[[bytes], bytes]
) -> None:
    said = refusal(changed_part(workbook(), part, change))
    assert ("proef.xlsx" in said, "beschadigd" in said) == (True, True)


def test_a_workbook_in_strict_form_is_named(workbook: Callable[..., Path]) -> None:
    transitional = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    path = changed_part(workbook(), "xl/workbook.xml", lambda content: content.replace(transitional, strict))
    assert "strikte vorm" in refusal(path)


def test_a_workbook_without_styles_is_read(workbook: Callable[..., Path]) -> None:
    assert 2 == len(read(changed_part(workbook(), "xl/styles.xml", lambda _content: STYLELESS)).recipients)


def test_a_zip_bomb_is_refused(workbook: Callable[..., Path]) -> None:
    path = changed_part(workbook(), "xl/worksheets/sheet1.xml", lambda content: content + b" " * (60 << 20))
    assert "groter" in refusal(path)


def test_a_cell_far_to_the_right_or_a_row_repeated_without_end_is_refused(
    workbook: Callable[..., Path], tmp_path: Path
) -> None:
    path = changed_part(workbook(), "xl/worksheets/sheet2.xml", lambda content: content.replace(b'r="B2"', b'r="XFD2"'))
    assert "kolommen" in refusal(path)
    endless = ods(tmp_path / "eindeloos.ods", repeated=1_000_000)
    assert "rijen" in refusal(endless)


def test_an_empty_formatted_cell_far_away_does_no_harm(workbook: Callable[..., Path]) -> None:
    path = changed_part(
        workbook(),
        "xl/worksheets/sheet2.xml",
        lambda content: content.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
        ),
    )
    assert 2 == len(read(path).recipients)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_folder_of_csv_files_reads_as_a_workbook(tmp_path: Path, separator: str, encoding: str) -> None:
    for name, rows in SHEETS.items():
        with (tmp_path / f"{name.lower()}.csv").open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream, delimiter=separator).writerows(rows)
    by_folder, by_file = read(tmp_path), read(tmp_path / "gemeenten.csv")
    assert (by_folder.recipients, by_folder.mailing) == (by_file.recipients, by_file.mailing)
    assert tmp_path.name == by_folder.mailing.name
    assert [("Súdwest-Fryslân", "00123")] == [(each.council.name, each.row["Eigen"]) for each in by_folder.recipients]
    assert () == by_folder.problems


def test_a_csv_file_alone_lacks_the_other_sheets(tmp_path: Path) -> None:
    (tmp_path / "gemeenten.csv").write_text("Code;Gemeente\n", encoding="utf-8")
    assert "sheet-missing" in [problem.code for problem in read(tmp_path / "gemeenten.csv").problems]


def test_a_csv_file_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gemeenten.csv").write_bytes(b"PK\x03\x04\x00\x00")
    assert "geen tekst" in refusal(tmp_path / "gemeenten.csv")
    assert "bestaat niet" in refusal(tmp_path / "ergens" / "gemeenten.csv")


def ods(path: Path, *, repeated: int = 1) -> Path:
    """The same sheets as OpenDocument, with hidden things, numbers shown with zeros, dates, errors and formulas."""
    document = OpenDocumentSpreadsheet()
    hidden = Style(name="verborgen", family="table")
    hidden.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(hidden)
    for name, rows in SHEETS.items():
        table = Table(name=name)
        table.addElement(TableColumn(numbercolumnsrepeated=5))
        table.addElement(TableColumn(visibility="collapse"))
        for row in rows:
            table.addElement(ods_row(row))
        if name == "Gemeenten":
            table.addElement(special_row(repeated))
        table.addElement(TableRow(numberrowsrepeated=1_000_000))
        document.spreadsheet.addElement(table)
    contacts = Table(name="Contacten", stylename=hidden)
    contacts.addElement(ods_row(("Code", "Functie")))
    contacts.addElement(ods_row(("GM1900", "griffier")))
    document.spreadsheet.addElement(contacts)
    document.save(str(path))
    return path


def ods_row(values: Sequence[str]) -> TableRow:
    row = TableRow()
    for value in values:
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=value))
        row.addElement(cell)
    row.addElement(TableCell(numbercolumnsrepeated=1000))
    return row


def special_row(repeated: int) -> TableRow:
    row = TableRow(visibility="filter", numberrowsrepeated=repeated)
    cells = (
        (TableCell(valuetype="float", value=363), "0363"),
        (TableCell(valuetype="string"), "Amsterdam"),
        (TableCell(formula="of:=[.X1]"), ""),
        (TableCell(valuetype="float", value=1000), "1000"),
        (TableCell(valuetype="string", formula="of:=NA()"), "#N/A"),
        (TableCell(valuetype="percentage", value=0.5), "50%"),
    )
    for cell, shown in cells:
        if shown:
            cell.addElement(P(text=shown))
        row.addElement(cell)
    return row


def test_an_opendocument_spreadsheet_reads_as_a_workbook(tmp_path: Path) -> None:
    shipment = read(ods(tmp_path / "brieven.ods"))
    assert [("Súdwest-Fryslân", "00123", "Geachte griffier,")] == [
        (each.council.name, each.row["Eigen"], each.salutation) for each in shipment.recipients
    ]
    assert [
        ("columns-hidden", "F1"),
        ("rows-hidden", "3:3"),
        ("council-without-contacts", "3:3"),
        ("formula-without-value", "C3"),
        ("postcode-invalid", "D3"),
        ("cell-error", "E3"),
        ("sheet-hidden", ""),
    ] == [(problem.code, problem.place.cell) for problem in shipment.problems]


def test_other_files_named_ods_are_refused(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    OpenDocumentText().save(str(tmp_path / "brief.ods"))
    assert "geen OpenDocument-werkblad" in refusal(tmp_path / "brief.ods")
    assert "geen OpenDocument-werkblad" in refusal(workbook(name="excel.ods"))


def test_a_broken_opendocument_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = changed_part(
        ods(tmp_path / "brieven.ods"), "content.xml", lambda content: content.replace(b'value="363"', b'value="x"')
    )
    changed_part(path, "content.xml", lambda content: content.replace(b'value="1000"', b'value="y"'))
    assert "brieven.ods is beschadigd" in refusal(path)


def test_a_text_in_an_opendocument_cell_has_its_spaces_and_lines_and_not_its_comment() -> None:
    cell = (
        '<table:table-cell office:value-type="string"><text:p>een<text:s text:c="2"/>twee<text:line-break/>drie</text:p>'
        "<text:p><text:span>vier</text:span></text:p>"
        "<office:annotation><text:p>niet dit</text:p></office:annotation></table:table-cell>"
    )
    assert "een  twee\ndrie\nvier" == walked(cell)


@pytest.mark.parametrize(
    ("attributes", "shown", "value"),
    [
        ('office:value-type="date" office:date-value="2018-06-28"', "28-06-18", date(2018, 6, 28)),
        ('office:value-type="date" office:date-value="2018-06-28T00:00:00"', "28-06-18", date(2018, 6, 28)),
        ('office:value-type="boolean" office:boolean-value="true"', "WAAR", True),
        ('office:value-type="float" office:value="12.5"', "12,50", 12.5),
        ('office:value-type="time" office:time-value="PT8H15M"', "08:15", "08:15"),
        ('calcext:value-type="error" office:value-type="string"', "#N/B", ErrorValue("#N/B")),
    ],
)
def test_a_value_in_an_opendocument_cell_has_its_type(attributes: str, shown: str, value: object) -> None:
    assert value == walked(f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>")


def walked(cell: str) -> object:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = f"<office:x{names} {calc}><table:table><table:table-row>{cell}</table:table-row></table:table></office:x>"
    return SpreadsheetWalk(content.encode()).sheets[0].rows[0].values[0]
