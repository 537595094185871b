"""Which reader a path is for: .xlsx, .ods, or a folder of .csv files."""

from __future__ import annotations

from pathlib import Path

from generator.errors import WorkbookUnreadable, message
from generator.workbook.csv_files import csv_sheets, is_csv_workbook
from generator.workbook.ods import ods_sheets
from generator.workbook.sheets import MOST_COLUMNS, MOST_ROWS, Sheet, SheetReader, TooLargeError
from generator.workbook.xlsx import xlsx_sheets


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """All sheets of a workbook, in its order.

    A folder that holds ``Zending.csv`` or ``Gemeenten.csv``, and each .csv file in it, stands for that folder; a file is
    read by its suffix, and as .xlsx where that says nothing.

    Raises:
        WorkbookUnreadable: There is no such file, or it cannot be read.
    """
    try:
        sheets = _reader(path)(path)
    except TooLargeError as error:
        raise _too_large(path) from error
    if any(len(sheet.rows) > MOST_ROWS for sheet in sheets):
        raise _too_large(path)
    return sheets


def _too_large(path: Path) -> WorkbookUnreadable:
    return WorkbookUnreadable(
        message(
            "{name} has a sheet with more than {rows} rows or {columns} columns; remove what is not needed",
            name=path.name,
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        )
    )


def _reader(path: Path) -> SheetReader:
    if is_csv_workbook(path):
        return csv_sheets
    return ods_sheets if path.suffix.lower() == ".ods" else xlsx_sheets


def workbook_home(path: Path) -> tuple[str, Path]:
    """The name that a mailing without one takes, and the folder in which its signature is sought.

    A folder of .csv files is both, whichever of its files was named.
    """
    if is_csv_workbook(path):
        folder = path if path.is_dir() else path.parent
        return folder.resolve().name, folder
    return path.stem, path.parent
