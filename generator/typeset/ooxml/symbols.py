"""Signs of Symbol, Webdings and Wingdings in Unicode: those fonts are nowhere but on Windows, their bullets everywhere."""

from __future__ import annotations

from generator.typeset.fonts.symbols import symbol_character

_SYMBOL = "Symbol"


def is_symbol_font(font: str) -> bool:
    """Whether the font's letters are signs that have other numbers in Unicode."""
    return symbol_character(font, 0x21) is not None


def in_unicode(text: str, font: str) -> tuple[str, tuple[int, ...]]:
    """The signs of a symbol font in Unicode, and the numbers of those that we do not know.

    Word files bear them as they are numbered in the font, or moved to the private area U+F000. A text in another font
    that holds signs of the private area is taken to be in Symbol, as Word does.
    """
    if not is_symbol_font(font):
        if not any("\uf000" <= sign <= "\uf0ff" for sign in text):
            return text, ()
        font = _SYMBOL
    written, unknown = [], []
    for sign in text:
        number = ord(sign) - 0xF000 if "\uf000" <= sign <= "\uf0ff" else ord(sign)
        known = symbol_character(font, number)
        if known is not None:
            written.append(known)
        elif number == 0x20 or number > 0xFF:
            written.append(chr(number))
        else:
            unknown.append(number)
            written.append("□")
    return "".join(written), tuple(unknown)
