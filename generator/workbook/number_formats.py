"""Numbers as the sheet shows them: 00123 and 12,5% are what somebody wrote, not 123 and 0.125."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from generator.model import CellValue

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(0+)|([ \-/().+:])|(.)', re.DOTALL)
_BRACKETS = re.compile(r"\[[^\]]*\]|_.|\*.")


def shown_number(value: float, number_format: str) -> CellValue:
    """The number as text where its format says more than its value (leading zeros, literals, percent), else itself.

    Args:
        value: The stored number.
        number_format: As the workbook has it, ``00000`` or ``0.0%`` (ISO/IEC 29500-1, 18.8.31).
    """
    shown = _BRACKETS.sub("", number_format.split(";", 1)[0])
    if "%" in shown:
        return _percentage(value, shown)
    whole = int(value) if float(value).is_integer() else None
    if whole is not None and whole >= 0:
        digits = _fixed_digits(whole, shown)
        if digits is not None:
            return digits
    return value if whole is None else whole


def _percentage(value: float, shown: str) -> str:
    match = re.search(r"\.([0#?]+)", shown)
    places = len(match[1]) if match else 0
    percent = (Decimal(repr(value)) * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{percent:f}".replace(".", ",") + "%"


def _fixed_digits(whole: int, shown: str) -> str | None:
    """Digits filled into a format of zeros and literals; None where the format is anything else."""
    pieces: list[tuple[str, bool]] = []
    for quoted, escaped, zeros, sign, other in _TOKEN.findall(shown):
        if other:
            return None
        pieces.append((zeros, True) if zeros else (quoted or escaped or sign, False))
    room = sum(len(text) for text, is_zeros in pieces if is_zeros)
    literals = any(text.strip() for text, is_zeros in pieces if not is_zeros)
    # A plain 0 is a number like any other, and 0.00 an amount.
    if not room or (room == 1 and not literals) or _has_decimals(shown):
        return None
    digits = str(whole).zfill(room)
    made, taken, first = "", 0, len(digits) - room
    for text, is_zeros in pieces:
        if not is_zeros:
            made += text
            continue
        end = taken + len(text) + (first if taken == 0 else 0)
        made += digits[taken:end]
        taken = end
    return made


def _has_decimals(shown: str) -> bool:
    unquoted = re.sub(r'"[^"]*"|\\.', "", shown)
    return re.search(r"0\.0", unquoted) is not None
