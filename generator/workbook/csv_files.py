"""A folder of .csv files as a workbook: each file a sheet, named as the sheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from generator.errors import WorkbookUnreadable, message
from generator.workbook.sheets import Sheet, SheetRow, cleaned_text
from generator.workbook.words import SHEETS, word_key

_SHEET_KEYS = frozenset(word_key(name) for names in SHEETS.values() for name in names)
_LARGEST_BYTES = 64 << 20
_SEPARATORS = ";,\t"


def is_csv_workbook(path: Path) -> bool:
    """Whether the path is a .csv file, or a folder with at least one that is named as a sheet."""
    if path.suffix.lower() == ".csv":
        return True
    return path.is_dir() and bool(_files(path))


def csv_sheets(path: Path) -> tuple[Sheet, ...]:
    """Read the files named as sheets in the folder, or in the folder of the file.

    Text is UTF-8, with or without a mark, or else Windows-1252; columns are parted by semicolons, commas or tabs,
    whichever the first filled line has most of.

    Raises:
        WorkbookUnreadable: A file is missing, cannot be read, is far too large, or is no text.
    """
    files = _files(path if path.is_dir() else path.parent)
    if not path.is_dir() and path not in files:
        files.append(path)
    return tuple(Sheet(each.stem, _rows(each)) for each in files)


def _files(folder: Path) -> list[Path]:
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    return [each for each in found if each.suffix.lower() == ".csv" and word_key(each.stem) in _SHEET_KEYS]


def _rows(path: Path) -> tuple[SheetRow, ...]:
    text = _text(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    rows = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            values = tuple(map(cleaned_text, cells))
            if any(values):
                rows.append(SheetRow(number, values))
    except csv.Error as error:
        raise WorkbookUnreadable(
            message(
                "{name} is no table: {why}; save it again from the program that it comes from, as CSV (UTF-8)",
                name=path.name,
                why=str(error),
            )
        ) from error
    return tuple(rows)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise WorkbookUnreadable(
                message("{name} is far larger than a table of councils; remove what is not needed", name=path.name)
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise WorkbookUnreadable(
            message("{name} does not exist; check the name and the folder", name=path.name)
        ) from error
    except OSError as error:
        raise WorkbookUnreadable(
            message(
                "{name} cannot be read: {why}; close it in other programs and try again",
                name=path.name,
                why=error.strerror or str(error),
            )
        ) from error
    if b"\x00" in data:
        raise WorkbookUnreadable(
            message("{name} is no text; save it as CSV (UTF-8), or bring the workbook itself", name=path.name)
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
