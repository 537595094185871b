"""What every spreadsheet format is read into: sheets of rows of values, before anybody asks what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from generator.address import written_date
from generator.model import CellValue


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell that shows an error, ``#N/A``."""

    text: str


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula whose outcome was never saved: written by a program that does not calculate."""


class TooLargeError(Exception):
    """A sheet with more columns or rows than a mailing can have; ``read_sheets`` tells it with the file's name."""


MOST_COLUMNS = 2_000
MOST_ROWS = 100_000

RawValue = CellValue | ErrorValue | Uncalculated


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it stands.

    Attributes:
        number: As the spreadsheet counts, from 1.
        values: From column A on; shorter than the sheet is wide where the rest is empty.
    """

    number: int
    values: tuple[RawValue, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it stands, without its empty rows.

    Attributes:
        name: As the workbook has it.
        hidden_rows: Numbers of rows that the reader of the spreadsheet does not see.
        hidden_columns: Indices of columns from 0, likewise.
    """

    name: str
    rows: tuple[SheetRow, ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)


SheetReader = Callable[[Path], tuple[Sheet, ...]]
"""One spreadsheet format: from a path to its sheets; raises WorkbookUnreadable."""

_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_INVISIBLE_ENDS = " \t\n\r\u00a0\u2007\u202f\u200b\ufeff"


def is_empty(value: RawValue) -> bool:
    """Whether a reader sees nothing there."""
    return value is None or value == ""


def cleaned_text(text: str) -> str:
    """The text trimmed of spaces (hard ones too), with line breaks of one kind and no control characters."""
    one_kind = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL_CHARACTERS.sub("", one_kind).strip(_INVISIBLE_ENDS)


def plain_value(value: object) -> CellValue:
    """A value as the libraries give it, in the types of the contract: whole numbers whole, midnight a date."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case datetime() if value.time() == time():
            return value.date()
        case None | bool() | int() | float() | date():
            return value
        case time() | timedelta():
            return _shown_time(value)
        case _:
            return cleaned_text(str(value))


def _shown_time(value: time | timedelta) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    minutes = int(value.total_seconds() // 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def as_text(value: CellValue) -> str:
    """A value as a Dutch reader writes it; ``""`` for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case float():
            return repr(value).replace(".", ",")
        case date():
            return written_date(value)
        case _:
            return str(value)
