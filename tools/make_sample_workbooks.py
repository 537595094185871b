"""Build the sample workbooks in recipients/ from the table of councils.

    python tools/make_sample_workbooks.py ../shared/data/gemeenten.csv [FOLDER]

The same table gives the same bytes. Addresses are those of May 2026, or the last known.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.address import sort_key

ROOT = Path(__file__).resolve().parent.parent
FIXED_TIME = datetime(2026, 6, 1, 12, 0)  # noqa: DTZ001 -- the document properties hold it without a zone
ZIP_TIME = (2026, 6, 1, 12, 0, 0)
INK, PAPER, PALE, LINE, QUIET = "FF17375E", "FFFFFFFF", "FFEEF3F8", "FFC9D5E2", "FF5B6B7C"
FONT = "Calibri"
DUTCH_DATE = "[$-413]d mmmm yyyy"
EMPTY_ROWS = 200
"""Rows below the data that have the drop-downs already."""


@dataclass(frozen=True)
class Column:
    """A column of a table, and what a reader is told who stands in it."""

    header: str
    width: float
    help: str = ""
    choices: tuple[str, ...] = ()
    least: int | None = None
    is_text: bool = True


@dataclass(frozen=True)
class Field:
    """A row of the sheet Zending."""

    name: str
    value: str | date
    help: str
    choices: tuple[str, ...] = ()


COUNCILS = (
    Column("Code", 10, "De gemeentecode van het CBS: GM en vier cijfers."),
    Column("Gemeente", 30, "De naam zonder het woord ‘Gemeente’; dat komt er in de brief vanzelf voor."),
    Column("Provincie", 17),
    Column("Adres", 30, "Postbus, antwoordnummer of straat met huisnummer."),
    Column("Postcode", 11, "Vier cijfers en twee letters: 2514 JS."),
    Column("Plaats", 26, "De plaats van het postadres. In de brief komt die in hoofdletters."),
    Column("Exemplaren", 13, "Hoeveel exemplaren van elke publicatie: 1 of meer. Leeg is 1.", least=1, is_text=False),
    Column("Versturen", 12, "Kies nee om deze gemeente over te slaan. Leeg is ja.", ("ja", "nee")),
)
CONTACTS = (
    Column("Code", 10, "De code van de gemeente, zoals op het blad Gemeenten."),
    Column("Functie", 22, "Bijvoorbeeld griffier. Zonder naam luidt de aanhef dan ‘Geachte griffier,’."),
    Column("Afdeling", 24, "Komt als regel in het adres."),
    Column("Geslacht", 11, "m, v of x. Leeg is onbekend; het wordt nooit uit de voornaam afgeleid.", ("m", "v", "x")),
    Column("Predicaat", 11, "Voor leden van de adel zonder titel.", ("jhr.", "jkvr.")),
    Column("Titels", 13, "Titels voor de naam, in willekeurige volgorde: drs. mr."),
    Column("Voornaam", 15),
    Column("Voorletters", 12, "Met punten: N.C."),
    Column("Adellijke titel", 15, "Komt na de voorletters: baron, gravin."),
    Column("Tussenvoegsel", 15, "Bijvoorbeeld van der. De hoofdletter in de aanhef komt vanzelf goed."),
    Column("Achternaam", 22),
    Column("Tweede tussenvoegsel", 22, "Van het tweede deel van een dubbele naam."),
    Column("Tweede achternaam", 20, "Het tweede deel van een dubbele naam, zonder streepje."),
    Column("Titels achter", 14, "Titels na de naam: LLM, MSc."),
    Column("Land", 8, "BE: de naam blijft precies zoals hij hier staat."),
    Column("Naamregel", 26, "Alleen voor wie anders aangeschreven wil worden dan de regels geven."),
    Column("Aanhef", 26, "Alleen voor wie een andere aanhef wil. De komma komt er vanzelf achter."),
    Column("E-mail", 28),
    Column("Adres", 28, "Alleen als het afwijkt van dat van de gemeente; vul dan ook Postcode en Plaats in."),
    Column("Postcode", 11, "Alleen samen met Adres en Plaats."),
    Column("Plaats", 20, "Alleen samen met Adres en Postcode."),
    Column("Exemplaren", 13, "Leeg: het aantal van de gemeente.", least=1, is_text=False),
    Column("Versturen", 12, "Kies nee om deze persoon over te slaan. Leeg is ja.", ("ja", "nee")),
)
PUBLICATIONS = (
    Column("Titel", 48, "Zoals de publicatie in de brief en op de paklijst heet."),
    Column("Voorraad", 12, "Aantal exemplaren dat er ligt. Leeg: er wordt niet geteld.", least=0, is_text=False),
    Column("Gewicht", 12, "Van één exemplaar, in grammen.", least=0, is_text=False),
)
ADDRESSED_TO = ("contact", "college", "raad", "college en raad", "burgemeester", "griffier", "gemeentesecretaris")
STYLES = ("modern", "traditioneel", "algemeen")
REPORTS = (("Handreiking Werkende samenwerking", 500, 240), ("Onderzoeksrapport Werkende samenwerking", 500, 410))


def fields(values: Mapping[str, str | date]) -> tuple[Field, ...]:
    """The rows of the sheet Zending with these values; the others stay empty."""
    rows: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("Naam", "Zo heet ook de map met de brieven.", ()),
        ("Onderwerp", "Staat boven de brief en is de titel van de pdf.", ()),
        ("Datum", "De datum die op de brieven staat.", ()),
        ("Sjabloon", "Een Word-bestand uit de map templates.", ()),
        ("Kenmerk", "Een volledig kenmerk, zoals COS/U201800494. Of vul Kenmerkreeks in.", ()),
        ("Kenmerkreeks", "Bijvoorbeeld COS: dan krijgt de zending het volgende nummer.", ()),
        ("Nummering", "zending: één kenmerk voor alle brieven. brief: elk een eigen.", ("zending", "brief")),
        ("Ondertekenaar", "De naam onder de brief.", ()),
        ("Functie", "De functie onder die naam.", ()),
        ("Handtekening", "Een plaatje (.png of .jpg) naast deze werkmap. Leeg: met de pen.", ()),
        ("Namens", "De organisatie boven de naam.", ()),
        ("Adresseren aan", "contact: wie op het blad Contacten staat, en anders de gemeente zelf.", ADDRESSED_TO),
        ("Aanhef", "algemeen: ‘Geachte heer, mevrouw,’ in elke brief.", STYLES),
        ("Bijlagen", "Met puntkomma’s ertussen. Leeg: de titels van het blad Publicaties.", ()),
        ("Contactpersoon", "Bij wie de lezer terecht kan.", ()),
        ("Telefoon", "Het nummer dat in de brief staat.", ()),
        ("E-mail", "Het adres dat in de brief staat.", ()),
    )
    return tuple(Field(name, values.get(name, ""), told, choices) for name, told, choices in rows)


DENKTANK_2018 = fields(
    {
        "Naam": "denktank-2018",
        "Onderwerp": "Rapporten Vierde VNG-Denktank",
        "Datum": date(2018, 6, 28),
        "Sjabloon": "presentexemplaar.docx",
        "Kenmerk": "COS/U201800494",
        "Nummering": "zending",
        "Ondertekenaar": "J. Kriens",
        "Functie": "Algemeen directeur",
        "Namens": "Vereniging van Nederlandse Gemeenten",
        "Adresseren aan": "contact",
        "Aanhef": "algemeen",
        "Contactpersoon": "KCC",
        "Telefoon": "070-3738393",
    }
)
COUNCILS_2026 = fields(
    {
        "Naam": "gemeenten-2026",
        "Onderwerp": "Presentexemplaar ‘Werkende samenwerking’",
        "Datum": date(2026, 6, 1),
        "Sjabloon": "presentexemplaar.docx",
        "Kenmerk": "COS/U202600350",
        "Nummering": "zending",
        "Ondertekenaar": "De directie",
        "Namens": "Vereniging van Nederlandse Gemeenten",
        "Adresseren aan": "college",
        "Aanhef": "modern",
        "Contactpersoon": "KCC",
        "Telefoon": "070-3738393",
    }
)


def main(arguments: Sequence[str]) -> int:
    """Build both workbooks; the arguments are the table of councils and, optionally, the folder."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 2
    with Path(arguments[0]).open(encoding="utf-8", newline="") as stream:
        table = sorted(csv.DictReader(stream), key=lambda row: (sort_key(row["naam_voorkeur"]), row["code"]))
    folder = Path(arguments[1]) if len(arguments) == 2 else ROOT / "recipients"
    for name, mailing, existed in (
        ("denktank-2018.xlsx", DENKTANK_2018, "bestond_2018_06_28"),
        ("gemeenten-2026.xlsx", COUNCILS_2026, "bestaat_2026_05"),
    ):
        rows = [row for row in table if row[existed] == "1"]
        target = folder / name
        target.write_bytes(workbook_bytes(mailing, rows))
        print(f"{target}: {len(rows)} councils")
    return 0


def workbook_bytes(mailing: Sequence[Field], councils: Sequence[Mapping[str, str]]) -> bytes:
    """A workbook of four sheets."""
    workbook = Workbook()
    add_mailing(workbook, mailing)
    add_table(
        workbook,
        "Gemeenten",
        "Een rij per gemeente. Een eigen kolom erbij mag: in het sjabloon staat die als {{ rij.kolomkop }}.",
        COUNCILS,
        [
            (
                *(row["code"], row["naam_voorkeur"], row["provincie"]),
                *(row["post_regel"], row["post_postcode"], row["post_plaats"]),
                *(1, "ja"),
            )
            for row in councils
        ],
        frozen_columns=2,
    )
    add_table(
        workbook,
        "Contacten",
        "Alleen voor brieven aan een persoon of functie: een rij per persoon. Leeg laten mag.",
        CONTACTS,
        [],
        frozen_columns=1,
    )
    add_table(workbook, "Publicaties", "Wat er wordt meegestuurd: een rij per publicatie.", PUBLICATIONS, REPORTS)
    workbook.properties.title = str(mailing[1].value)
    workbook.properties.creator = "brieven"
    workbook.properties.created = FIXED_TIME
    stream = io.BytesIO()
    workbook.save(stream)
    return with_fixed_times(stream.getvalue())


def add_mailing(workbook: Workbook, mailing: Sequence[Field]) -> None:
    """The sheet Zending: fields below each other."""
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Zending"
    write_heading(
        sheet,
        "Vul de kolom Waarde in. Een eigen veld erbij mag: in het sjabloon staat het als {{ zending.veldnaam }}.",
    )
    write_headers(sheet, ("Veld", "Waarde", "Toelichting"), (22, 46, 72))
    for number, field in enumerate(mailing, start=4):
        for index, value in enumerate((field.name, field.value, field.help), start=1):
            cell = sheet.cell(number, index, value or None)
            cell.font = Font(name=FONT, size=11, bold=index == 1, color=QUIET if index == 3 else INK, italic=index == 3)
            cell.alignment = Alignment(vertical="center", wrap_text=index == 2, indent=1 if index == 3 else 0)
            cell.border = Border(bottom=Side("thin", color=LINE))
        value_cell = sheet.cell(number, 2)
        value_cell.fill = PatternFill("solid", start_color=PALE)
        value_cell.number_format = DUTCH_DATE if field.name == "Datum" else "@"
        if field.name == "Datum":
            value_cell.alignment = Alignment(vertical="center", horizontal="left")
        sheet.row_dimensions[number].height = 21
        add_validation(
            sheet, Column(field.name, 0, field.help, field.choices), f"B{number}", is_date=field.name == "Datum"
        )
    sheet.freeze_panes = "A4"
    print_setup(sheet, "A1:C20")


def add_table(
    workbook: Workbook,
    title: str,
    told: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str | int]],
    *,
    frozen_columns: int = 0,
) -> None:
    """A sheet with a row for each thing."""
    sheet = workbook.create_sheet(title)
    write_heading(sheet, told)
    write_headers(sheet, [column.header for column in columns], [column.width for column in columns])
    last = 3 + len(rows) + EMPTY_ROWS
    for number, row in enumerate(rows, start=4):
        for index, value in enumerate(row, start=1):
            cell = sheet.cell(number, index, value)
            cell.font = Font(name=FONT, size=11, color=INK)
            cell.border = Border(bottom=Side("hair", color=LINE))
            if not columns[index - 1].is_text:
                cell.alignment = Alignment(horizontal="center")
    for index, column in enumerate(columns, start=1):
        letter = get_column_letter(index)
        if column.is_text:
            sheet.column_dimensions[letter].number_format = "@"
            for number in range(4, 4 + len(rows)):
                sheet.cell(number, index).number_format = "@"
        else:
            sheet.cell(3, index).alignment = Alignment(vertical="center", horizontal="center")
        add_validation(sheet, column, f"{letter}4:{letter}{last}")
    end = get_column_letter(len(columns))
    sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}4"
    sheet.auto_filter.ref = f"A3:{end}{3 + max(len(rows), 1)}"
    print_setup(sheet, f"A1:{end}{3 + max(len(rows), 1)}")


def write_heading(sheet: Worksheet, told: str) -> None:
    """The sheet's name, and below it in one sentence what to do."""
    sheet["A1"] = sheet.title
    sheet["A1"].font = Font(name=FONT, size=18, bold=True, color=INK)
    sheet["A2"] = told
    sheet["A2"].font = Font(name=FONT, size=11, italic=True, color=QUIET)
    sheet["A2"].alignment = Alignment(vertical="top")
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[2].height = 24
    sheet.sheet_view.showGridLines = False


def write_headers(sheet: Worksheet, headers: Sequence[str], widths: Sequence[float]) -> None:
    """The row that brieven knows the columns by."""
    for index, (header, width) in enumerate(zip(headers, widths, strict=True), start=1):
        cell = sheet.cell(3, index, header)
        cell.font = Font(name=FONT, size=11, bold=True, color=PAPER)
        cell.fill = PatternFill("solid", start_color=INK)
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.row_dimensions[3].height = 24


def add_validation(sheet: Worksheet, column: Column, cells: str, *, is_date: bool = False) -> None:
    """A drop-down or a rule, and the words that show beside the cell."""
    if column.choices:
        rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"')
        rule.error = f"Kies uit: {', '.join(column.choices)}."
    elif column.least is not None:
        rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1=str(column.least))
        rule.error = f"Vul een heel getal in, {column.least} of meer."
    elif is_date:
        rule = DataValidation(type="date", operator="greaterThan", formula1="36526")
        rule.error = "Vul een datum in, zoals 28-6-2018."
    elif column.help:
        rule = DataValidation()
    else:
        return
    rule.allow_blank = True
    rule.showErrorMessage, rule.errorTitle = True, column.header
    if column.help:
        rule.showInputMessage, rule.promptTitle, rule.prompt = True, column.header, column.help
    rule.add(cells)
    sheet.add_data_validation(rule)


def print_setup(sheet: Worksheet, area: str) -> None:
    """On paper: landscape, one page wide, headings on each page."""
    sheet.print_area = area
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&A, bladzijde &P van &N"


def with_fixed_times(data: bytes) -> bytes:
    """The same package with fixed times, in its directory and in its properties."""
    written = FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + written, part)
            info = zipfile.ZipInfo(entry.filename, ZIP_TIME)
            info.external_attr = 0o644 << 16
            target.writestr(info, part, zipfile.ZIP_DEFLATED, 9)
    return stream.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
