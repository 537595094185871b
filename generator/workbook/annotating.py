"""A copy of a workbook in which every problem stands at its cell."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import DiskRefused, Message, WorkbookUnreadable, message
from generator.files import write_whole
from generator.language import Reader
from generator.model import CellPlace, Problem, Severity
from generator.opc import open_package

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_FILLS = {Severity.ERROR: "FFF4B6AE", Severity.WARNING: "FFFCE3A6", Severity.NOTICE: "FFD6E6F5"}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_ROW = re.compile(r"([0-9]+):[0-9]+")


def annotate_workbook(path: Path, problems: Sequence[Problem], target: Path, *, reader: Reader) -> None:
    """Write a copy of an Excel workbook with the cells of the problems filled and commented.

    A problem of a row stands at its first cell, one of a sheet at A1, one of a sheet that is not there nowhere.
    The workbook itself is not touched.

    Args:
        path: The workbook, .xlsx.
        problems: What was found in it; those elsewhere than in a workbook are passed over.
        target: Where the copy goes; replaced when it is there already.
        reader: Who reads the comments.

    Raises:
        WorkbookUnreadable: The workbook cannot be read, or is none of Excel.
        DiskRefused: The copy cannot be written.
    """
    package = open_package(path, refuse=WorkbookUnreadable, name=path.name)
    if package.family != "excel":
        raise WorkbookUnreadable(
            message("{name} cannot be marked; save it in Excel as .xlsx and check that one", name=path.name)
        )
    if target.resolve() == path.resolve():
        raise DiskRefused(message("{name} is the workbook itself; give the copy another name", name=target.name))
    write_whole(target, _annotated(path, problems, reader))


def _annotated(path: Path, problems: Sequence[Problem], reader: Reader) -> bytes:
    from openpyxl import load_workbook

    stream = io.BytesIO()
    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions that a copy loses; the original keeps them.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(path.read_bytes()))
            _mark(workbook, problems, reader)
            workbook.save(stream)
    except Exception as error:
        raise WorkbookUnreadable(
            message("{name} is damaged; open it in Excel, let it repair the file and save it again", name=path.name)
        ) from error
    return stream.getvalue()


def _mark(workbook: Workbook, problems: Sequence[Problem], reader: Reader) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    names = {sheet.title for sheet in workbook.worksheets}
    marked = sorted(
        (problem.place.sheet, _coordinate(problem.place.cell), _ORDER.index(problem.severity), number)
        for number, problem in enumerate(problems)
        if isinstance(problem.place, CellPlace) and problem.place.sheet in names
    )
    for (sheet, coordinate), group in groupby(marked, key=lambda each: each[:2]):
        here = [problems[number] for *_place, number in group]
        cell = _visible_cell(workbook[sheet], coordinate)
        cell.fill = PatternFill("solid", start_color=_FILLS[here[0].severity])
        # What somebody wrote there already stays.
        earlier = [cell.comment.text] if cell.comment is not None else []
        comment = Comment("\n".join([*earlier, *(reader.say(_said(problem)) for problem in here)]), "brieven")
        comment.width, comment.height = 320, 60 + 40 * len(here)
        cell.comment = comment


def _visible_cell(sheet: Worksheet, coordinate: str) -> Cell:
    """The cell, or the first of the merged cells that it lies under."""
    from openpyxl.cell.cell import Cell

    cell = sheet[coordinate]
    if isinstance(cell, Cell):
        return cell
    merged = next(each for each in sheet.merged_cells.ranges if coordinate in each)
    first = sheet.cell(merged.min_row, merged.min_col)
    assert isinstance(first, Cell)
    return first


def _said(problem: Problem) -> Message:
    if problem.remedy is None:
        return problem.cause
    return message("{cause}; {remedy}", cause=problem.cause, remedy=problem.remedy)


def _coordinate(cell: str) -> str:
    if row := _ROW.fullmatch(cell):
        return f"A{row[1]}"
    return cell if _CELL.fullmatch(cell) else "A1"
