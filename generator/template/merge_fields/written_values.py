"""Numbers and dates as people write them in a cell: "€ 1.234,50", "28-6-2018", "4/15/2013".

The letter's language decides only where the writing leaves a choice: 1.234 is a thousand in Dutch and a little more than one in
English, 4-5-2018 is a day in May in Dutch and in April in American English; 4/15/2018 is the same day in both.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol

_NUMBER = re.compile(r"\d[\d.,]*|[.,]\d+")
_DIGIT_GROUPS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})+")
_NUMERIC_DATE = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_WORDED_DATE = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:e|ste|de|st|nd|rd|th)?[\s-]+([^\W\d]+)\.?,?[\s-]+(\d{2,4})", re.IGNORECASE
)
_WORDED_DATE_MONTH_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{2,4})", re.IGNORECASE
)
_CLOCK = re.compile(
    r"[T,\s]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(?:(am|pm)|Z|uur|[+-]\d\d:?\d\d)?$", re.IGNORECASE
)
_MONTH_FIRST = frozenset({"en", "en_US"})
_LONGEST_NUMBER = 100
_CENTURY_PIVOT = 30
"""Two-digit years up to 29 are of this century: the rule of Windows that Word follows."""


def decimal_symbol(locale: Locale) -> str:
    """``,`` in Dutch, ``.`` in English."""
    return "," if get_decimal_symbol(locale) == "," else "."


def number_in(value: object, locale: Locale, *, whole: bool = False) -> Decimal | None:
    """The number that ``value`` is or holds; None where it holds none, or more than one.

    Args:
        value: A number, or a text such as ``€180,000.00 EUR``.
        locale: Decides what 1.234 means.
        whole: The text must be a number and nothing else ("10", not "10 stuks").
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(str(value))
        return number if number.is_finite() else None
    return _number_in_text(value.strip(), locale, whole=whole) if isinstance(value, str) else None


def _number_in_text(text: str, locale: Locale, *, whole: bool) -> Decimal | None:
    if not text or len(text) > _LONGEST_NUMBER:
        return None
    joined = _DIGIT_GROUPS.sub(lambda found: re.sub(r"[\u00a0\u202f' ]", "", found[0]), text)
    found = list(_NUMBER.finditer(joined))
    if len(found) != 1:
        return None
    before, after = joined[: found[0].start()].strip(), joined[found[0].end() :].strip()
    negative = before.endswith(("-", "−")) or (before.endswith("(") and after.startswith(")"))
    if whole and (before.strip("-−+(").strip() or after.strip(")").strip()):
        return None
    digits = _with_point(found[0][0].rstrip(".,"), locale)
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return None
    return -number if negative else number


def _with_point(digits: str, locale: Locale) -> str:
    """``digits`` with a point as the decimal symbol and no grouping."""
    symbols = [character for character in digits if character in ".,"]
    if not symbols:
        return digits
    last = symbols[-1]
    if len(set(symbols)) == 2:
        is_decimal = symbols.count(last) == 1
    elif len(symbols) > 1:
        is_decimal = False
    else:
        before, after = digits.split(last)
        looks_grouped = len(after) == 3 and 1 <= len(before) <= 3 and before != "0"
        is_decimal = not looks_grouped or last == decimal_symbol(locale)
    if not is_decimal:
        return re.sub("[.,]", "", digits)
    whole, fraction = digits.rsplit(last, 1)
    return f"{re.sub('[.,]', '', whole) or '0'}.{fraction}"


def date_in(value: object, locale: Locale) -> date | datetime | None:
    """The day, with its time where it has one, that ``value`` is or holds; None where it is no date.

    Args:
        value: A date, or a text such as ``2018-06-28``, ``28-6-18``, ``28 juni 2018`` or ``4/15/2013``.
        locale: Decides which of day and month comes first where both could be.
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    if not text or len(text) > 60:
        return None
    clock = _CLOCK.search(text)
    day = _day_in(text[: clock.start()] if clock else text, locale)
    if day is None or clock is None:
        return day
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        hour = hour % 12 + (12 if clock[4].lower() == "pm" else 0)
    try:
        return datetime.combine(day, time(hour, minute, second))
    except ValueError:
        return None


def _day_in(text: str, locale: Locale) -> date | None:
    numeric = _NUMERIC_DATE.fullmatch(text)
    if numeric:
        return _numeric_day(numeric[1], int(numeric[3]), numeric[4], locale)
    for pattern, day_at, month_at in ((_WORDED_DATE, 1, 2), (_WORDED_DATE_MONTH_FIRST, 2, 1)):
        worded = pattern.fullmatch(text)
        month = _month_named(worded[month_at], locale) if worded else None
        if worded and month:
            return _day(_year(worded[3]), month, int(worded[day_at]))
    return None


def _numeric_day(first: str, middle: int, last: str, locale: Locale) -> date | None:
    if len(first) >= 3:
        return _day(int(first), middle, int(last)) if len(last) <= 2 else None
    year = _year(last)
    month_first = str(locale) in _MONTH_FIRST
    order = [(middle, int(first)), (int(first), middle)]
    for month, day in reversed(order) if month_first else order:
        found = _day(year, month, day)
        if found:
            return found
    return None


def _year(written: str) -> int:
    year = int(written)
    if len(written) > 2:
        return year
    return year + (2000 if year < _CENTURY_PIVOT else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_named(word: str, locale: Locale) -> int | None:
    """The month of ``word``, in the letter's language, Dutch or English, in full or shortened."""
    word = word.casefold()
    for language in dict.fromkeys((str(locale), "nl", "en")):
        for width in ("wide", "abbreviated"):
            for month, name in get_month_names(width, "stand-alone", language).items():
                if name.rstrip(".").casefold() == word:
                    return int(month)
    return None
