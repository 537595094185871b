"""The language of a field: that of its own text, or Dutch."""

from __future__ import annotations

import functools

from babel import Locale

LETTER_LANGUAGE = "nl"
"""What letters are written in where a field's own text is not marked with another language."""


@functools.lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """The locale of ``nl-NL`` and the like, Dutch where Babel does not know it."""
    for spelling in (language.replace("-", "_"), language.partition("-")[0]):
        try:
            return Locale.parse(spelling)
        except (ValueError, LookupError, TypeError):
            continue
    return Locale(LETTER_LANGUAGE)
