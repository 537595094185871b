"""The lists: nothing in them is a formula, they print well, and the same content gives the same bytes."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.mailing.sheets import Column, ListSheet, list_workbook
from generator.model import CellValue

CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
COLUMNS = (Column("Gemeente", 20), Column("Exemplaren", 12, align="right", total=True))


def written(
    rows: Sequence[Sequence[CellValue]], title: str = "Paklijst", marked: frozenset[int] = frozenset()
) -> bytes:
    content = ListSheet(
        sheet="Paklijst",
        title=title,
        subtitle="alle brieven",
        columns=COLUMNS,
        rows=rows,
        marked_rows=marked,
        total_word="Totaal",
        page_word="blz. &P van &N",
    )
    return list_workbook(content, clock=CLOCK, language="nl")


def read(workbook: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(workbook)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_the_list_stands_below_its_title_with_the_sums_at_the_end() -> None:
    sheet = read(written([["Gouda", 2], ["Delft", 1234]]))
    assert [
        ("Paklijst", None),
        ("alle brieven", None),
        ("Gemeente", "Exemplaren"),
        ("Gouda", 2),
        ("Delft", 1234),
        ("Totaal", 1236),
    ] == [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_the_heading_stays_in_sight_on_screen_and_on_every_page() -> None:
    sheet = read(written([["Gouda", 2]]))
    assert ("A4", "$3:$3", "A3:B4") == (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref)


def test_it_prints_on_a4_as_wide_as_a_page() -> None:
    sheet = read(written([["Gouda", 2]]))
    assert ("landscape", 9, 1, 0) == (
        sheet.page_setup.orientation,
        sheet.page_setup.paperSize,
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
    )


def test_rows_to_look_at_are_coloured() -> None:
    sheet = read(written([["Gouda", 2], ["Delft", 1]], marked=frozenset({1})))
    assert ["00000000", "00FFF2CC"] == [sheet.cell(row, 1).fill.fgColor.rgb for row in (4, 5)]


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=40))
def test_any_text_is_text_and_never_a_formula(text: str) -> None:
    sheet = read(written([[f"={text}", 1]], title=f"={text}"))
    assert {"s"} == {sheet.cell(row, 1).data_type for row in (1, 4)}


def test_the_same_content_gives_the_same_bytes_and_no_time_of_writing() -> None:
    first = written([["Gouda", 2]])
    assert first == written([["Gouda", 2]])
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in package.infolist()}
        core = package.read("docProps/core.xml").decode()
    assert 2 == core.count("2018-06-28T00:00:00Z")


def test_windows_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    here = written([["Gouda", 2]])
    monkeypatch.setattr(sys, "platform", "win32" if sys.platform != "win32" else "linux")
    assert here == written([["Gouda", 2]])
