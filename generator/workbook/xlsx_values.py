"""What a stored cell of an Excel workbook shows: shared strings, dates and number formats looked up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from generator.workbook.number_formats import shown_number
from generator.workbook.sheets import ErrorValue, RawValue, cleaned_text, plain_value

if TYPE_CHECKING:
    from openpyxl.styles.stylesheet import Stylesheet

_ESCAPED_CHARACTER = re.compile(r"_x([0-9A-Fa-f]{4})_")


class StoredValues:
    """Turns stored cells into values.

    Args:
        strings: The shared strings.
        stylesheet: Number formats by style number; None where the workbook has none.
        epoch: The day from which dates count: 1900, or 1904 in workbooks of old Macs.
    """

    def __init__(self, strings: Sequence[str], stylesheet: Stylesheet | None, epoch: datetime) -> None:
        from openpyxl.styles.numbers import is_date_format, is_timedelta_format

        self._strings = [_text(string) for string in strings]
        self._epoch = epoch
        self._formats = _formats(stylesheet) if stylesheet is not None else []
        self._dates = frozenset(number for number, code in enumerate(self._formats) if is_date_format(code))
        self._durations = frozenset(number for number in self._dates if is_timedelta_format(self._formats[number]))

    def __call__(self, kind: str, style: int, text: str) -> RawValue:
        """The value of a cell of type ``kind`` (ISO/IEC 29500-1, 18.18.11)."""
        match kind:
            case "s":
                return self._strings[int(text)]
            case "n":
                return self._number(style, text)
            case "b":
                return text == "1"
            case "e":
                return ErrorValue(text)
            case "d":
                return plain_value(datetime.fromisoformat(text))
            case _:
                return _text(text)

    def _number(self, style: int, text: str) -> RawValue:
        value = int(text) if text.lstrip("-").isdigit() else float(text)
        if style in self._dates:
            return self._date(value, is_duration=style in self._durations)
        return shown_number(value, self._formats[style] if style < len(self._formats) else "General")

    def _date(self, value: float, *, is_duration: bool) -> RawValue:
        from openpyxl.utils.datetime import from_excel

        try:
            return plain_value(from_excel(value, self._epoch, timedelta=is_duration))
        except (ValueError, OverflowError):
            # Excel shows a row of hashes where a number is no date.
            return ErrorValue("####")


def _formats(stylesheet: Stylesheet) -> list[str]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    custom = list(stylesheet.number_formats)
    return [
        BUILTIN_FORMATS.get(style.numFmtId, "General")
        if style.numFmtId < BUILTIN_FORMATS_MAX_SIZE
        else custom[style.numFmtId - BUILTIN_FORMATS_MAX_SIZE]
        for style in stylesheet.cell_styles
    ]


def _text(stored: str) -> str:
    """``_x000D_`` is how Excel stores characters that XML cannot (ISO/IEC 29500-1, 22.9.2.19)."""
    if "_x" in stored:
        stored = _ESCAPED_CHARACTER.sub(lambda match: chr(int(match[1], 16)), stored)
    return cleaned_text(stored)
