"""The reader's language: sentences through gettext, dates, numbers and lists through Babel.

Each room has a catalog of its own, ``locale/<language>/LC_MESSAGES/<room>.po``; a reader sees all of them. English is
the language of the sentences in the code, so it needs no catalog.
"""

from __future__ import annotations

import functools
import gettext
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal, get_args

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

from generator.errors import AnyOf, Message, Value

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LOCALE_FOLDER = Path(__file__).parent / "locale"


class Reader:
    """Somebody who reads one language: says any message in it.

    Args:
        language: ``nl`` or ``en``.
    """

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def say(self, said: Message) -> str:
        """Put ``said`` into words.

        A sentence without a translation is said in English rather than not at all.
        """
        catalog = _catalog(self.language)
        if said.plural_text is not None and said.count is not None:
            text = catalog.ngettext(said.text, said.plural_text, said.count)
        else:
            text = catalog.gettext(said.text)
        return text.format(**{name: self._written(value) for name, value in said.values})

    def _written(self, value: Value) -> str:
        match value:
            case Message():
                return self.say(value)
            case AnyOf(choices):
                return format_list(choices, style="or", locale=self.language)
            case tuple():
                return format_list(value, locale=self.language)
            case date():
                return self._written_date(value)
            case int() | float() | Decimal():
                return format_decimal(value, locale=self.language)
            case _:
                return value

    def _written_date(self, value: date) -> str:
        if isinstance(value, datetime):
            return format_datetime(value, "d MMMM yyyy HH:mm", locale=self.language)
        return format_date(value, "d MMMM yyyy", locale=self.language)


@functools.cache
def _catalog(language: Language) -> gettext.NullTranslations:
    folder = LOCALE_FOLDER / language / "LC_MESSAGES"
    merged = gettext.NullTranslations()
    for path in sorted(folder.glob("*.mo")):
        with path.open("rb") as stream:
            room = gettext.GNUTranslations(stream)
        room.add_fallback(merged)
        merged = room
    return merged
