"""Free faces for the fonts that Word documents name, by the name in lower case without blanks and hyphens.

A twin has the same widths, so that every line ends where it does in Word; so has a stand-in, which looks otherwise. A relative
only looks alike. What is none of them is set in :data:`LAST_RESORT`; relatives and last resort are those that LibreOffice takes where these faces are all
that there is (docs/decisions/0002-fonts.md), save where Word's own lines are known to be nearer to another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

LAST_RESORT = "DejaVu Sans"

FALLBACK_FAMILIES = (
    "DejaVu Sans",
    "Carlito",
    "Liberation Sans",
    "DejaVu Serif",
    "Liberation Serif",
    "Noto Sans Symbols2",
    "Noto Emoji",
)
"""Where a glyph is sought that the face itself lacks, in this order."""


def folded(name: str) -> str:
    """The form in which names are compared: ``"Times New Roman"`` and ``TimesNewRoman`` are one."""
    return name.strip().lstrip("@").casefold().replace(" ", "").replace("-", "").replace("_", "")


def called(name: str) -> tuple[str, ...]:
    """The fonts that a name asks for, folded, the wanted one first.

    Of a list, as LibreOffice writes them (``Liberation Sans;Arial``), the first name counts; so LibreOffice reads it. Windows
    knows its old fonts by one more name for each alphabet (``Arial CE``, ``Times New Roman CYR``).
    """
    form = folded(name.partition(";")[0] or name)
    return tuple(dict.fromkeys((form, _ALPHABET.sub(r"\1", form))))


_ALPHABET = re.compile("^(arial|arialblack|couriernew|timesnewroman)(?:ce|cyr|greek|tur|baltic)$")


def _each(families: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({folded(name): family for family, names in families.items() for name in names.split(", ")})


TWINS = _each(
    {
        "Carlito": "Calibri, Carlito",
        "Caladea": "Cambria, Caladea",
        "Gelasio": "Georgia, Gelasio",
        "Liberation Sans": "Arial, ArialMT, Arial Regular, Helvetica, Arimo, Nimbus Sans, Nimbus Sans L, FreeSans, TeX Gyre Heros, Albany, Liberation Sans",
        "Liberation Serif": "Times New Roman, TimesNewRomanPSMT, Times New Roman PSMT, Times, Times Roman, Tinos, Nimbus Roman, Nimbus Roman No9 L, FreeSerif, TeX Gyre Termes, Thorndale, Liberation Serif",
        "Liberation Mono": "Courier New, CourierNewPSMT, Courier, Cousine, Nimbus Mono, Nimbus Mono L, Nimbus Mono PS, FreeMono, TeX Gyre Cursor, Cumberland, Liberation Mono",
        "TeX Gyre Adventor": "Century Gothic, ITC Avant Garde Gothic, TeX Gyre Adventor, URW Gothic, URW Gothic L",
        "TeX Gyre Heros": "Arial Narrow, Helvetica Narrow, Liberation Sans Narrow, Nimbus Sans Narrow, TeX Gyre Heros Cn",
        "DejaVu Sans": "DejaVu Sans, Bitstream Vera Sans",
        "DejaVu Sans Mono": "DejaVu Sans Mono, Bitstream Vera Sans Mono",
        "DejaVu Serif": "DejaVu Serif, Bitstream Vera Serif",
    }
)

STAND_INS = _each(
    {
        "Stand-in for Aptos": "Aptos",
        "Stand-in for Segoe UI": "Segoe UI",
        "Stand-in for Tahoma": "Tahoma",
        "Stand-in for Trebuchet MS": "Trebuchet MS",
        "Stand-in for Verdana": "Verdana",
    }
)
"""Letters of another face at the widths of the font (``tools/make_stand_ins.py``): lines end as in Word, and look otherwise."""

RELATIVES = _each(
    {
        "Carlito": "Calibri Light, Aptos Display, Comic Sans MS, Candara, Corbel",
        "Caladea": "Cambria Math",
        "Liberation Sans": "Arial Unicode MS, Helvetica Neue, Helvetica LT Std, Segoe UI Light, Segoe UI Semibold, Segoe UI Semilight, Gadugi, Tw Cen MT",
        "Liberation Serif": "Garamond, EB Garamond, Bookman Old Style",
        "TeX Gyre Pagella": "Palatino Linotype, Palatino, Book Antiqua, TeX Gyre Pagella, URW Palladio L",
        "DejaVu Sans Mono": "Consolas, Lucida Console, Lucida Sans Typewriter, Andale Mono, Menlo, Monaco, Source Code Pro, Roboto Mono, Cascadia Mono, Cascadia Code, Noto Sans Mono",
        "DejaVu Sans": "Lucida Grande, Lucida Sans Unicode",
        "DejaVu Serif": "Constantia, Century, Century Schoolbook, Baskerville Old Face, Baskerville, Perpetua, Rockwell, Goudy Old Style, Bell MT, Minion Pro, Noto Serif, Merriweather, Playfair Display, Sitka Text, Sylfaen, Lucida Bright",
    }
)
