"""Characters of symbol fonts as Unicode, so that a bullet is drawn, read aloud and found without the font.

``symbols.tsv`` holds what the Unicode standard takes each place of Symbol, Webdings and the three Wingdings for.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from generator.typeset.fonts.twins import folded

SYMBOL_FONTS = frozenset({"symbol", "symbolmt", "webdings", "wingdings", "wingdings2", "wingdings3"})
"""Names as :func:`generator.typeset.fonts.twins.folded` has them."""

_PRIVATE_USE = 0xF000
_NEAREST = {
    "🗹": "☑",
    "🗷": "☒",
    "🗸": "✓",
    "⮚": "➢",
    "🄋": "⓪",
    "🄌": "⓿",
    "〈": "⟨",
    "〉": "⟩",
    "⏐": "│",
    "⎯": "─",
    "⦸": "⊘",
    "⸿": "¶",
    "🕆": "✝",
    "🕇": "✝",
}
"""A better known character that looks the same, or the nearest that a face in ``faces/`` has."""


def symbol_character(font: str, code: int) -> str | None:
    """The Unicode character at a place of a symbol font.

    Args:
        font: The font as Word names it.
        code: The place, 0x20 to 0xFF, or the same in the private use area (0xF020 to 0xF0FF), where Word puts it.

    Returns:
        The character, or its nearest relative that can be drawn; None where the font is no symbol font or the place
        is empty.
    """
    name = folded(font).removesuffix("mt")
    place = code - _PRIVATE_USE if code >= _PRIVATE_USE else code
    character = _table().get((name, place))
    return None if character is None else _NEAREST.get(character, character)


@functools.cache
def _table() -> Mapping[tuple[str, int], str]:
    lines = Path(__file__).with_name("symbols.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {(folded(font), int(place, 16)): chr(int(character, 16)) for font, place, character in rows}
