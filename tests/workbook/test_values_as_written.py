# ruff: noqa: DTZ001 -- cells of a workbook know no time zone
"""Cells keep their written form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from generator.settings import Settings
from generator.workbook import read_shipment
from generator.workbook.number_formats import shown_number
from generator.workbook.sheets import ErrorValue, as_text, cleaned_text
from generator.workbook.xlsx import xlsx_sheets
from generator.workbook.xlsx_walk import WorksheetWalk, column_index


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (123, "General", 123),
        (123.0, "General", 123),
        (12.5, "General", 12.5),
        (123, "00000", "00123"),
        (123456, "000", "123456"),
        (363, '"GM"0000', "GM0363"),
        (363, r"\G\M0000", "GM0363"),
        (703738393, "000-0000000", "070-3738393"),
        (0.125, "0%", "13%"),
        (0.125, "0.0%", "12,5%"),
        (-0.5, "0.00%", "-50,00%"),
        (5, "0", 5),
        (5, "0.00", 5),
        (1234.5, "#,##0.00", 1234.5),
        (5, '"€" #,##0', 5),
        (-5, "000", -5),
        (1.5, "000", 1.5),
        (7, "00;[Red]-00", "07"),
    ],
)
def test_a_number_is_read_as_the_sheet_shows_it(value: float, number_format: str, shown: object) -> None:
    assert shown == shown_number(value, number_format)


@given(st.integers(0, 10**9), st.integers(2, 12))
def test_leading_zeros_never_change_the_number(value: int, room: int) -> None:
    shown = shown_number(value, "0" * room)
    assert isinstance(shown, str)
    assert (value, max(room, len(str(value)))) == (int(shown), len(shown))


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        ("00123", "@", "00123"),
        (123, "00123", 123),
        (123, "00000", "00123"),
        (0.5, "0%", "50%"),
        (datetime(2018, 6, 28), "d-m-yyyy", date(2018, 6, 28)),
        (datetime(2018, 6, 28), "[$-413]d mmmm yyyy", date(2018, 6, 28)),
        (datetime(2018, 6, 28, 10, 30), "d-m-yyyy h:mm", datetime(2018, 6, 28, 10, 30)),
        (time(8, 15), "h:mm", "08:15"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (True, "General", True),
        ("\u00a0regel 1\r\nregel 2 ", "General", "regel 1\nregel 2"),
        ("tab_x0009_en _x000D_\n", "General", "tab\ten"),
        ("", "General", None),
    ],
)
def test_a_column_of_one_s_own_keeps_what_was_written(
    workbook: Callable[..., Path], value: object, number_format: str, read: object
) -> None:
    path = workbook(
        headers=("Code", "Gemeente", "Adres", "Postcode", "Plaats", "Eigen"),
        councils=[("GM0513", "Gouda", "Postbus 1", "2800 BB", "Gouda")],
    )
    changed = load_workbook(path)
    cell = changed["Gemeenten"]["F2"]
    cell.value = value
    cell.number_format = number_format
    changed.save(path)
    row = read_shipment(path, settings=Settings()).recipients[0].row
    assert (read, type(read)) == (row["Eigen"], type(row["Eigen"]))


def test_dates_of_an_old_mac_count_from_1904(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    changed = load_workbook(workbook())
    changed.epoch = datetime(1904, 1, 1)
    changed["Zending"]["B4"].value = datetime(2018, 6, 28)
    path = tmp_path / "mac.xlsx"
    changed.save(path)
    assert date(2018, 6, 28) == read_shipment(path, settings=Settings()).mailing.letter_date


def test_a_field_of_one_s_own_keeps_its_value_and_enclosures_are_one_text_each(
    workbook: Callable[..., Path],
) -> None:
    path = workbook(
        mailing={"Bijlagen": "Rapport; Handreiking\nKaart", "Bereikbaar": "8.15 uur", "Telefoon": "070-3738393"}
    )
    mailing = read_shipment(path, settings=Settings()).mailing
    assert ("Rapport", "Handreiking", "Kaart") == mailing.enclosures
    assert ({"Bereikbaar": "8.15 uur"}, "070-3738393") == (dict(mailing.fields), mailing.telephone)


@pytest.mark.parametrize(
    ("written", "enclosures"),
    [
        (None, ("A", "B")),
        ("-", ()),
        ("geen", ()),
        (0, ()),
        (2, ("A", "B")),
        (3, ("Bijlage 1", "Bijlage 2", "Bijlage 3")),
    ],
)
def test_enclosures_may_be_counted_or_left_to_the_publications(
    workbook: Callable[..., Path], written: object, enclosures: tuple[str, ...]
) -> None:
    path = workbook(mailing={"Bijlagen": written}, publications=[("Titel",), ("A",), ("B",)])
    assert enclosures == read_shipment(path, settings=Settings()).mailing.enclosures


def test_a_mailing_without_a_name_takes_that_of_its_file(workbook: Callable[..., Path]) -> None:
    path = workbook(mailing={"Naam": None}, name="denktank.xlsx")
    assert "denktank" == read_shipment(path, settings=Settings()).mailing.name


def test_a_signature_is_sought_beside_the_workbook(workbook: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "krul.png").write_bytes(b"\x89PNG")
    path = workbook(mailing={"Handtekening": "krul.png"})
    assert tmp_path / "krul.png" == read_shipment(path, settings=Settings()).mailing.signatory.signature


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (
            '<c r="B1" t="inlineStr"><is><r><t>twee </t></r><r><t>stukken</t></r></is></c>',
            (None, "n/inlineStr:twee stukken"),
        ),
        ('<c t="s"><v>4</v></c><c><v>5</v></c>', ("n/s:4", "n/n:5")),
        ('<c r="A1" t="str"><f>A2</f><v></v></c><c r="B1"><v>1</v></c>', (None, "n/n:1")),
        ('<c r="A1" t="inlineStr"><is><t>東</t><rPh sb="0" eb="1"><t>ひがし</t></rPh></is></c>', ("n/inlineStr:東",)),
    ],
)
def test_stored_cells_are_walked_in_every_form_that_programs_write(cells: str, values: tuple[object, ...]) -> None:
    part = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
        f"{cells}</row></sheetData></worksheet>"
    )
    walk = WorksheetWalk(part.encode(), lambda kind, _style, text: f"n/{kind}:{text}")
    assert [values] == [row.values for row in walk.rows]


@pytest.mark.parametrize(("letters", "index"), [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16_383)])
def test_columns_count_from_a(letters: str, index: int) -> None:
    assert index == column_index(letters)


def test_a_number_that_is_no_date_shows_as_an_error_of_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = 1e12
    sheet["A1"].number_format = "d-m-yyyy"
    book.save(path)
    assert (ErrorValue("####"),) == xlsx_sheets(path)[0].rows[0].values


@given(st.text())
def test_cleaning_a_text_twice_changes_nothing(text: str) -> None:
    once = cleaned_text(text)
    assert once == cleaned_text(once)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "ja"),
        (False, "nee"),
        (12.5, "12,5"),
        (12, "12"),
        (date(2018, 6, 28), "28 juni 2018"),
        ("a", "a"),
    ],
)
def test_a_value_is_written_as_a_dutch_reader_writes_it(value: str | float | date | None, text: str) -> None:
    assert text == as_text(value)
