"""The theme's two fonts and twelve colours (``word/theme/theme1.xml``; ECMA-376 part 1, 20.1.6)."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.typeset.ooxml.borders import Colour
from generator.typeset.ooxml.xml import A, Element, children, local, rgb

_NAMES = {
    "background1": "lt1",
    "text1": "dk1",
    "background2": "lt2",
    "text2": "dk2",
    "dark1": "dk1",
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
"""ST_ThemeColor of a run -> element of the theme's colour scheme, with Word's usual colour mapping."""


_SCRIPTS = {"latin": ("HAnsi", "Ascii"), "ea": ("EastAsia",), "cs": ("Bidi",)}

_OFFICE_FONTS = {"majorHAnsi": "Cambria", "majorAscii": "Cambria", "minorHAnsi": "Calibri", "minorAscii": "Calibri"}
"""Those of Office's own theme, which stands in where a file has none (docs/word/fonts.md)."""


@dataclass(frozen=True)
class Theme:
    """What ``asciiTheme="minorHAnsi"`` and ``themeColor="accent1"`` stand for; without colours where a file has no theme."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    def font(self, name: str | None) -> str | None:
        """The font that a theme name such as ``majorHAnsi`` stands for, or None."""
        return self.fonts.get(name) if name else None

    def colour(self, colour: Colour) -> str | None:
        """``RRGGBB``, or None for ``auto``."""
        if colour.theme is not None and colour.theme != "none":
            scheme = self.colours.get(_NAMES.get(colour.theme, colour.theme))
            if scheme is not None:
                return _shaded(scheme, colour.tint, colour.shade)
        return None if colour.value == "auto" else rgb(colour.value)


def theme(root: Element | None) -> Theme:
    """Read a theme part."""
    if root is None:
        return Theme(_OFFICE_FONTS)
    fonts: dict[str, str] = {}
    for kind, name in (("majorFont", "major"), ("minorFont", "minor")):
        for face in children(root.find(f".//{A}{kind}")):
            typeface = face.get("typeface")
            for script in _SCRIPTS.get(local(face), ()) if typeface else ():
                fonts[f"{name}{script}"] = typeface or ""
    colours: dict[str, str] = {}
    for entry in children(root.find(f".//{A}clrScheme")):
        for said in children(entry):
            found = rgb(said.get("val") or "") or rgb(said.get("lastClr") or "")
            if found:
                colours[local(entry)] = found
    return Theme(fonts, colours)


def _shaded(colour: str, tint: str | None, shade: str | None) -> str:
    """Lighter by ``tint`` or darker by ``shade``, two hex digits each: the lightness in HSL is scaled (17.3.2.6)."""
    for amount, lighter in ((shade, False), (tint, True)):
        if not amount:
            continue
        try:
            share = int(amount, 16) / 255
        except ValueError:
            continue
        hue, light, saturation = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))
        light = light * share + (1 - share) if lighter else light * share
        colour = "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
    return colour
