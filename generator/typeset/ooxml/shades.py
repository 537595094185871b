"""What shades and highlights make of a background, and which letters stand out from it (ECMA-376 part 1, 17.3.2.6 and 17.3.5)."""

from __future__ import annotations

from generator.typeset.ooxml.borders import Shading
from generator.typeset.ooxml.theme import Theme

HIGHLIGHTS = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0", "black": "000000", "white": "FFFFFF",
}  # fmt: skip
"""ST_HighlightColor."""
_DARKEST = 62
"""Up to this much light, of 255, automatic letters are white (LibreOffice; the standard leaves it open)."""
_ODD_EIGHTHS = {"12": 0.125, "37": 0.375, "62": 0.625, "87": 0.875}
_THIN, _THICK = 0.5, 1 / 3
"""Ink of hatched patterns, thin and thick ones, as LibreOffice mixes them into one colour."""


def fill(shading: Shading, theme: Theme) -> str | None:
    """The colour that a shading makes: its fill, mixed with the pattern's colour for ``pct25``, stripes and ``solid``."""
    paper = theme.colour(shading.fill)
    if shading.pattern in {"clear", "nil", "none"}:
        return paper
    share = _share(shading.pattern)
    ink, paper = theme.colour(shading.colour) or "000000", paper or "FFFFFF"
    mixed = (round(int(ink[at : at + 2], 16) * share + int(paper[at : at + 2], 16) * (1 - share)) for at in (0, 2, 4))
    return "".join(f"{part:02X}" for part in mixed)


def is_dark(colour: str | None) -> bool:
    """Whether automatic letters are white on it."""
    if colour is None:
        return False
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return (red * 76 + green * 151 + blue * 29) // 256 <= _DARKEST


def _share(pattern: str) -> float:
    """How much of a pattern is ink; ``pct12`` is an eighth."""
    if pattern == "solid":
        return 1.0
    if pattern.startswith("pct") and pattern[3:].isdigit():
        return _ODD_EIGHTHS.get(pattern[3:], int(pattern[3:]) / 100)
    return _THIN if pattern.startswith("thin") else _THICK
