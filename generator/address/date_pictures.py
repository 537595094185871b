r"""Date pictures, the argument of ``\@``: ``d MMMM yyyy``, ``dddd d MMMM yyyy``, ``HH:mm``.

ISO/IEC 29500-1 17.16.4.1. ``M`` is the month and ``m`` the minute, ``H`` counts to 24 and ``h`` to 12; of day and year either
case will do. Names of months and days come in the letter's language. Dutch Word also writes ``j`` for the year and ``u``
for the hour; a picture may have either.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from babel import Locale
from babel.dates import get_day_names, get_month_names

_ITEM = re.compile(
    r"'(?P<text>[^']*)'?"
    r"|(?P<noon>am/pm)"
    r"|(?P<month>M{1,4})|(?P<day>[dD]{1,4})|(?P<year>[yYjJ]{1,4})"
    r"|(?P<hour>H{1,2}|[uU]{1,2})|(?P<hour_of_twelve>h{1,2})|(?P<minute>m{1,2})|(?P<second>[sS]{1,2})"
    r"|(?P<other>.)",
    re.DOTALL,
)
_NOON = re.compile("am/pm", re.IGNORECASE)


def written_by_date_picture(moment: date, picture: str, locale: Locale) -> str:
    r"""``moment`` as ``picture`` says.

    Args:
        moment: A day, or a day with its time; a day alone has midnight.
        picture: What stands behind ``\@``, without its quotes.
        locale: Of the names.
    """
    instant = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 -- a wall clock
    picture = _NOON.sub("am/pm", picture)
    return "".join(
        _item(str(found.lastgroup), found[str(found.lastgroup)], instant, locale) for found in _ITEM.finditer(picture)
    )


def _item(kind: str, item: str, instant: datetime, locale: Locale) -> str:
    numbers = {
        "month": instant.month,
        "day": instant.day,
        "hour": instant.hour,
        "hour_of_twelve": instant.hour % 12 or 12,
        "minute": instant.minute,
        "second": instant.second,
    }
    if kind in ("month", "day") and len(item) > 2:
        return _named(kind, len(item), instant, locale)
    if kind in numbers:
        return f"{numbers[kind]:0{len(item)}d}"
    if kind == "year":
        return f"{instant.year:04d}" if len(item) > 2 else f"{instant.year % 100:02d}"
    return ("AM" if instant.hour < 12 else "PM") if kind == "noon" else item


def _named(kind: str, length: int, instant: datetime, locale: Locale) -> str:
    """The name of the month or day; shortened names stand alone and without a point, as Word writes them."""
    full = length == 4
    if kind == "month":
        names = (
            get_month_names("wide", "format", locale) if full else get_month_names("abbreviated", "stand-alone", locale)
        )
        return str(names[instant.month]).rstrip(".")
    names = get_day_names("wide", "format", locale) if full else get_day_names("abbreviated", "stand-alone", locale)
    return str(names[instant.weekday()]).rstrip(".")
