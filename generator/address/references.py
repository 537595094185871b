"""References such as ``COS/U201800494``: made from a pattern, and read back by it."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

from generator.errors import SettingsUnreadable, message

DEFAULT_PATTERN = "{department}/U{year}{sequence:05d}"
_HOLES = {
    "department": r"(?P<department>[A-Za-zÀ-ÿ]+)",
    "year": r"(?P<year>[0-9]{4})",
    "short_year": r"(?P<short_year>[0-9]{2})",
    "sequence": r"(?P<sequence>[0-9]+)",
}
_CENTURY = 2000


@dataclass(frozen=True, slots=True, order=True)
class ReferenceParts:
    """What a reference is made of.

    Attributes:
        department: ``COS``.
        year: Four digits.
        sequence: The number within department and year, from 1.
    """

    department: str
    year: int
    sequence: int


def formatted_reference(parts: ReferenceParts, pattern: str = DEFAULT_PATTERN) -> str:
    """``COS/U201800494``.

    Args:
        parts: What fills the pattern.
        pattern: Python's format with ``{department}``, ``{year}`` or ``{short_year}`` (two digits), ``{sequence}``.

    Raises:
        SettingsUnreadable: The pattern has other holes, or formats that these values do not take.
    """
    _judged(pattern)
    return pattern.format(
        department=parts.department, year=parts.year, short_year=parts.year % 100, sequence=parts.sequence
    )


def parsed_reference(reference: str, pattern: str = DEFAULT_PATTERN) -> ReferenceParts | None:
    """The parts of a reference that follows ``pattern``; None for one that does not.

    Raises:
        SettingsUnreadable: The pattern itself is wrong.
    """
    expression, seen = "", set()
    for literal, hole, _format, _conversion in _judged(pattern):
        expression += re.escape(literal)
        if hole:
            expression += f"(?P={hole})" if hole in seen else _HOLES[hole]
            seen.add(hole)
    match = re.fullmatch(expression, reference)
    if match is None:
        return None
    found = match.groupdict()
    year = int(found["year"]) if "year" in found else _CENTURY + int(found.get("short_year", "0"))
    parts = ReferenceParts(found.get("department", ""), year, int(found["sequence"]))
    # 00494 and 494 are the same number, but only one of them is written so.
    return parts if formatted_reference(parts, pattern) == reference else None


def _judged(pattern: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        pieces = list(string.Formatter().parse(pattern))
        holes = {hole for _literal, hole, _format, _conversion in pieces if hole is not None}
        pattern.format(department="COS", year=2018, short_year=18, sequence=494)
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        raise _refusal(pattern) from error
    if not holes <= _HOLES.keys() or "sequence" not in holes:
        raise _refusal(pattern)
    return pieces


def _refusal(pattern: str) -> SettingsUnreadable:
    return SettingsUnreadable(
        message(
            "the reference pattern {pattern} in brieven.toml cannot be used; write it with {holes}, such as {example}",
            pattern=pattern,
            holes=("{department}", "{year}", "{short_year}", "{sequence:05d}"),
            example=DEFAULT_PATTERN,
        )
    )
