"""Signs of symbol fonts as Unicode: those fonts are nowhere but on Windows, and their bullets are everywhere."""

from __future__ import annotations

import re

from generator.typeset.fonts import symbol_character

_PRIVATE = range(0xF000, 0xF100)
_IN_PRIVATE = re.compile("[\uf000-\uf0ff]")
_LEFT_BEHIND = dict.fromkeys(map(ord, "\ufeff\u200e\u200f\u202a\u202c\u202d\u2066\u2068\u2069"))
"""Marks that copying leaves behind: a byte order mark, and what holds a telephone number from left to right, as it runs
anyway."""


def in_unicode(text: str, font: str) -> tuple[str, tuple[int, ...]]:
    """The signs of a symbol font in Unicode, and the numbers of those that have none.

    Word files bear them as they are numbered in the font, or moved to the private area U+F000. A text in another font
    that holds signs of the private area is taken to be in Symbol, as Word does. Marks that show nothing are left out.
    """
    if not text.isascii():
        text = text.translate(_LEFT_BEHIND)
    own = symbol_character(font, 0x41) is not None
    if not own and not _IN_PRIVATE.search(text):
        return text, ()
    written, unknown = [], []
    for sign in text:
        number = ord(sign)
        if sign == " " or (number > 0xFF and number not in _PRIVATE) or (not own and number not in _PRIVATE):
            written.append(sign)
            continue
        found = symbol_character(font if own else "Symbol", number)
        if found is None:
            unknown.append(number & 0xFF)
        written.append(found or "□")
    return "".join(written), tuple(unknown)
