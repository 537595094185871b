"""What a single cell may hold: texts, whole numbers, dates and closed choices, each refused with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import NamedTuple, TypeVar

from generator.address import parsed_date
from generator.errors import AnyOf, message
from generator.model import CellPlace, CellValue
from generator.workbook.findings import Findings, near_miss
from generator.workbook.sheets import ErrorValue, RawValue, Uncalculated, as_text, is_empty
from generator.workbook.words import word_key

_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_Choice = TypeVar("_Choice")


class Cell(NamedTuple):
    """A value and where it stands; a plain tuple, for a workbook has hundreds of thousands.

    Attributes:
        row: As the spreadsheet counts, from 1; 0 where the sheet as a whole is meant.
        column: Index from 0; None where the sheet lacks the column, and the row stands for it.
    """

    value: RawValue
    sheet: str
    row: int
    column: int | None

    @property
    def place(self) -> CellPlace:
        """Where it stands, in words."""
        if not self.row:
            return CellPlace(self.sheet)
        if self.column is None:
            return CellPlace(self.sheet, f"{self.row}:{self.row}")
        return CellPlace(self.sheet, f"{column_letters(self.column)}{self.row}")

    @property
    def is_empty(self) -> bool:
        """Whether a reader sees nothing there."""
        return is_empty(self.value)


@cache
def column_letters(index: int) -> str:
    """0 is ``A``, 26 is ``AA``."""
    letters = ""
    number = index + 1
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def known_value(cell: Cell, findings: Findings) -> CellValue:
    """The value, or None with an error where the cell shows none."""
    match cell.value:
        case ErrorValue(text):
            findings.error(
                "cell-error",
                cell.place,
                message("the cell shows the error {error}", error=text),
                message("mend the formula, or write the value itself"),
            )
            return None
        case Uncalculated():
            findings.error(
                "formula-without-value",
                cell.place,
                message("the cell holds a formula whose outcome was not saved"),
                message("open the workbook in Excel, let it calculate and save it again"),
            )
            return None
        case value:
            return value


def text_of(cell: Cell, findings: Findings) -> str:
    """The value as text, ``""`` for an empty cell."""
    value = cell.value
    if isinstance(value, str):
        return value
    return as_text(known_value(cell, findings))


def line_of(cell: Cell, findings: Findings) -> str:
    """The same on one line: line breaks and runs of spaces become a single space."""
    if cell.value is None:
        return ""
    return " ".join(text_of(cell, findings).split())


def whole_number_of(cell: Cell, findings: Findings, *, least: int) -> int | None:
    """A whole number of ``least`` or more; None for an empty cell, and with an error for anything else."""
    value = known_value(cell, findings)
    if is_empty(value):
        return None
    if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= least:
        return value
    findings.error(
        "number-invalid",
        cell.place,
        message("“{written}” is not a whole number of {least} or more", written=as_text(value), least=least),
        message("write it in digits, or leave the cell empty"),
    )
    return None


def date_of(cell: Cell, findings: Findings) -> date | None:
    """A date cell, or a date that a Dutch reader reads one way; None, with an error unless the cell is empty."""
    value = known_value(cell, findings)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if is_empty(value):
        return None
    read = parsed_date(value) if isinstance(value, str) else None
    if read is None:
        findings.error(
            "date-invalid",
            cell.place,
            message("“{written}” is not a date", written=as_text(value)),
            message("write it as 28-06-2018 or 28 juni 2018"),
        )
    return read


def choice_of(cell: Cell, choices: Mapping[_Choice, tuple[str, ...]], findings: Findings) -> _Choice | None:
    """One of a closed list, in any of its names; None for an empty cell, and with an error for anything else."""
    written = text_of(cell, findings)
    if not written:
        return None
    key = word_key(written)
    for choice, names in choices.items():
        if any(word_key(name) == key for name in names):
            return choice
    allowed = tuple(names[0] for names in choices.values())
    meant = near_miss(written, (name for names in choices.values() for name in names))
    remedy = (
        message("did you mean {known}? Choose from {choices}", known=meant, choices=AnyOf(allowed))
        if meant
        else message("choose from {choices}", choices=AnyOf(allowed))
    )
    findings.error(
        "choice-unknown", cell.place, message("“{written}” is not one of the choices", written=written), remedy
    )
    return None
