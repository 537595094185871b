"""Workbooks that look like work: frozen heading, widths that fit, print set-up; the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal, cast

from generator.model import CellValue

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST_MOMENT_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_MADE_ON_UNIX = 3
_HEADING_FILL = "1F4E79"
_FIRST_ROW = 4
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list.

    Attributes:
        heading: What stands above it.
        width: In characters.
        align: Numbers stand to the right.
        wrap: Whether long texts go on below.
        total: Whether a sum stands below it.
    """

    heading: str
    width: float
    align: Literal["left", "right"] = "left"
    wrap: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list to be written.

    Attributes:
        sheet: The sheet's name.
        title: What stands above the list.
        subtitle: What stands below that.
        columns: Its columns.
        rows: Its rows, one value a column.
        marked_rows: Rows that somebody should look at, by number from 0.
        total_word: What stands before the sums; ``""`` where nothing is summed.
        page_word: "page {page} of {pages}" for the foot of each printed page, with Excel's own codes in it.
    """

    sheet: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[CellValue]]
    marked_rows: frozenset[int] = frozenset()
    total_word: str = ""
    page_word: str = ""


def list_workbook(content: ListSheet, *, clock: datetime, language: str) -> bytes:
    """Write ``content`` as an xlsx file.

    Args:
        content: The list.
        clock: The time that the file bears within.
        language: Of its words.
    """
    from openpyxl import Workbook

    content = replace(content, title=_writable(content.title), subtitle=_writable(content.subtitle))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = content.sheet
    _fill(sheet, content)
    _set_up_print(sheet, content)
    properties = book.properties
    properties.title, properties.subject = content.title, content.subtitle
    properties.creator, properties.language = "brieven", language
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue(), clock)


def _fill(sheet: Worksheet, content: ListSheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    for number, (text, font) in enumerate(
        ((content.title, Font(bold=True, size=14)), (content.subtitle, Font(color="595959"))), start=1
    ):
        _put(_cell(sheet, number, 1), text)
        _cell(sheet, number, 1).font = font
    line = Side(style="thin", color="BFBFBF")
    heading_row = _FIRST_ROW - 1
    for number, column in enumerate(content.columns, start=1):
        heading = _cell(sheet, heading_row, number)
        _put(heading, column.heading)
        heading.font = Font(bold=True, color="FFFFFF")
        heading.fill = PatternFill("solid", fgColor=_HEADING_FILL)
        heading.alignment = Alignment(horizontal=column.align, vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[heading_row].height = 20
    alignments = [Alignment(horizontal=each.align, vertical="top", wrap_text=each.wrap) for each in content.columns]
    marked = PatternFill("solid", fgColor="FFF2CC")
    below = Border(bottom=line)
    alike: dict[tuple[int, type, bool], Cell] = {}
    for row_number, row in enumerate(content.rows):
        is_marked = row_number in content.marked_rows
        for number, (value, alignment) in enumerate(zip(row, alignments, strict=True), start=1):
            cell = _cell(sheet, _FIRST_ROW + row_number, number)
            look = (number, type(value), is_marked)
            if look in alike:
                # Each attribute that is set makes openpyxl compare it with all of the book's: most of the time of a list.
                cell._style = copy(alike[look]._style)  # type: ignore[attr-defined]  # noqa: SLF001 -- no public way
                _put(cell, value, styled=True)
                continue
            _put(cell, value)
            cell.alignment, cell.border = alignment, below
            if is_marked:
                cell.fill = marked
            alike[look] = cell
    if content.total_word:
        _put_totals(sheet, content)
    sheet.freeze_panes = f"A{_FIRST_ROW}"
    last = get_column_letter(len(content.columns))
    sheet.auto_filter.ref = f"A{heading_row}:{last}{heading_row + max(1, len(content.rows))}"


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    # Nothing is merged in these sheets.
    return cast("Cell", sheet.cell(row, column))


def _writable(text: str) -> str:
    # XML 1.0, 2.2: these are no characters, escaped or not.
    return _UNWRITABLE.sub("", text)


def _put(cell: Cell, value: CellValue, *, styled: bool = False) -> None:
    if isinstance(value, str):
        cell.value = _writable(value)
        # What begins with "=" is somebody's text, never a formula.
        cell.data_type = "s"
        return
    cell.value = value
    if isinstance(value, int) and not styled:
        cell.number_format = "#,##0"


def _put_totals(sheet: Worksheet, content: ListSheet) -> None:
    from openpyxl.styles import Border, Font, Side

    number = _FIRST_ROW + len(content.rows)
    for column_number, column in enumerate(content.columns, start=1):
        cell = _cell(sheet, number, column_number)
        if column.total:
            amounts = (row[column_number - 1] for row in content.rows)
            _put(cell, sum(each for each in amounts if isinstance(each, int)))
        elif column_number == 1:
            _put(cell, content.total_word)
        cell.font, cell.border = Font(bold=True), Border(top=Side(style="medium"))


def _set_up_print(sheet: Worksheet, content: ListSheet) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_FIRST_ROW - 1}:{_FIRST_ROW - 1}"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    footer = sheet.oddFooter
    assert footer is not None
    footer.left.text, footer.right.text = content.title[:100].replace("&", "&&"), content.page_word


def _timeless(workbook: bytes, clock: datetime) -> bytes:
    """The same file with the moment and the system of writing taken out of it."""
    moment = clock.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MOMENT.sub(rb"\g<1>" + moment + rb"\g<2>", content)
            written = zipfile.ZipInfo(entry.filename, _FIRST_MOMENT_OF_ZIP)
            # zipfile writes down the system that it runs on, so that Windows and Linux would give other bytes.
            written.create_system = _MADE_ON_UNIX
            target.writestr(written, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
