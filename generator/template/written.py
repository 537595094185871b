"""How a value reads as text when no filter says otherwise."""

from __future__ import annotations

import functools
import re
from datetime import date, datetime, time
from decimal import Decimal
from html import unescape
from typing import Any

from babel.dates import format_date, format_datetime
from jinja2 import Undefined
from markupsafe import Markup

from generator.template.values import Listing, RichText, cannot_be_written

LANGUAGE = "nl"
"""The language of the letters; the reader of messages may have another."""

_AS_PYTHON_HAS_IT = (str, bool, int, float, Decimal, Undefined, time)
_BREAKS = re.compile(r"<w:(?:br|cr)/>|</w:p>")
_TABS = re.compile(r"<w:tab/>")
_MARKUP = re.compile(r"<[^>]*>")


def written(value: Any) -> str:
    """The value as text: a date is "28 juni 2018", None is empty, a list has a line for each item.

    Raises:
        RenderFailed: The value is of a kind that has no words, a mapping for instance.
        UndefinedError: It is missing, and that is an error in this letter.
    """
    if isinstance(value, Markup):
        return text_of_markup(value)
    if value is None:
        return ""
    if isinstance(value, _AS_PYTHON_HAS_IT):
        return str(value)
    if isinstance(value, datetime):
        text: str = format_datetime(value, "d MMMM yyyy HH:mm", locale=LANGUAGE)
    elif isinstance(value, date):
        text = _date(value)
    elif isinstance(value, Listing | RichText):
        text = value.text
    elif isinstance(value, list | tuple):
        text = "\n".join(map(written, value))
    else:
        raise cannot_be_written(type(value).__name__)
    return text


@functools.lru_cache(maxsize=1024)
def _date(value: date) -> str:
    # Nearly all letters of a mailing bear the same dates.
    return format_date(value, "d MMMM yyyy", locale=LANGUAGE)


def text_of_markup(markup: Markup) -> str:
    """The words of what a block of the template rendered."""
    text = _TABS.sub("\t", _BREAKS.sub("\n", str(markup)))
    return unescape(_MARKUP.sub("", text))
