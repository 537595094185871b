"""Dates as a Dutch letter writes them, and as people type them.

Source: taaladvies.net, datumnotatie: day without a leading zero, month in lower case.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_NUMBERS = {
    name: number for names in (_MONTHS, _ENGLISH_MONTHS) for number, name in enumerate(names, start=1)
} | {"mrt": 3, "okt": 10, "oct": 10}
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_IN_WORDS = re.compile(r"([0-9]{1,2})\s+([a-z]+)\.?\s+([0-9]{4})")
_SHORTEST_MONTH = 3


def written_date(day: date) -> str:
    """``28 juni 2018``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def parsed_date(written: str) -> date | None:
    """The date that a Dutch reader sees in ``28 juni 2018``, ``28-06-2018`` or ``2018-06-28``; None for anything else.

    A year of two digits and a month before the day are refused rather than guessed.
    """
    text = " ".join(written.split()).casefold()
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], int(match[2]), match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _date(match[3], int(match[2]), match[1])
    if match := _IN_WORDS.fullmatch(text):
        month = _month_number(match[2])
        return None if month is None else _date(match[3], month, match[1])
    return None


def _month_number(word: str) -> int | None:
    if word in _MONTH_NUMBERS:
        return _MONTH_NUMBERS[word]
    if len(word) < _SHORTEST_MONTH:
        return None
    fitting = {number for name, number in _MONTH_NUMBERS.items() if name.startswith(word)}
    return fitting.pop() if len(fitting) == 1 else None


def _date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
