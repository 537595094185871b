"""The order of councils in a list."""

from __future__ import annotations

import re
import unicodedata

_ELIDED_ARTICLE = re.compile(r"^\s*['’‘`][st][\s-]+", re.IGNORECASE)
_NOT_A_LETTER = re.compile(r"[^0-9a-z]+")


def sort_key(name: str) -> str:
    """The text on which a council's name sorts.

    's- and 't do not count ('s-Gravenhage under G), De and Den do; nor do accents, capitals and signs.
    """
    plain = unicodedata.normalize("NFKD", _ELIDED_ARTICLE.sub("", name)).casefold()
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return _NOT_A_LETTER.sub(" ", letters).strip()
