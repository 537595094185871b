"""Colours, fills and lines of DrawingML (ECMA-376 part 1, 20.1.2.3 and 20.1.8)."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING

from PIL import ImageColor

from generator.errors import message
from generator.typeset.ooxml import blips
from generator.typeset.ooxml.borders import Border, Colour
from generator.typeset.ooxml.graphics import Gradient, Picture
from generator.typeset.ooxml.xml import A, Element, children, emu, local, rgb, whole

if TYPE_CHECKING:
    from generator.typeset.ooxml.inlines import Surroundings

Fill = str | Gradient | Picture

_THEMED = {"tx1": "text1", "tx2": "text2", "bg1": "background1", "bg2": "background2"}
_ABBREVIATED = {"dk": "dark", "lt": "light", "med": "medium"}
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
_DASHES = {"dot": "dotted", "sysDot": "dotted", "dashDot": "dotDash", "lgDashDot": "dotDash", "sysDashDot": "dotDash"}
_WHOLE = 100_000
_MOST_STOPS = 100


def fill(properties: Element | None, around: Surroundings, inherited: Fill | None = None) -> Fill | None:
    """What fills a shape.

    Args:
        properties: ``wps:spPr`` or the like.
        around: Takes what cannot be set.
        inherited: The fill of the group that the shape stands in, for ``a:grpFill``.
    """
    for said in children(properties):
        name = local(said)
        if name == "solidFill":
            return drawing_colour(said, around)
        if name == "gradFill":
            return _gradient(said, around)
        if name == "pattFill":
            return _mixed(said, around)
        if name == "grpFill":
            return inherited
        if name == "blipFill":
            if said.find(A + "tile") is None:
                return blips.picture(said, around)
            around.findings.unsupported("tile", around.place, message("a shape tiled with a picture"))
    return None


def has_fill(properties: Element | None) -> bool:
    """Whether the shape says itself what fills it, or that nothing does."""
    return any(local(each) in _FILLS for each in children(properties))


def _gradient(said: Element, around: Surroundings) -> Fill | None:
    found = sorted(
        (max(0.0, min(1.0, (whole(each.get("pos")) or 0) / _WHOLE)), colour)
        for each in list(children(said.find(A + "gsLst")))[:_MOST_STOPS]
        if (colour := drawing_colour(each, around)) is not None
    )
    if not found:
        return None
    straight = said.find(A + "lin")
    angle = (whole(straight.get("ang")) or 0) / 60_000 % 360 if straight is not None else 0.0
    return gradient(found, None if said.find(A + "path") is not None else angle)


def gradient(stops: list[tuple[float, str]], angle: float | None) -> Fill:
    """Colours from 0 to 1; one colour alone fills by itself."""
    if len({colour for _, colour in stops}) == 1:
        return stops[0][1]
    return Gradient(((0.0, stops[0][1]), *stops[1:-1], (1.0, stops[-1][1])), angle)


def _mixed(pattern: Element, around: Surroundings) -> str:
    """A pattern as the colour that it has from afar."""
    around.findings.warn_each(
        "pattern-as-colour",
        around.place,
        message("a shape is filled with a pattern; it is set in one colour between the two of the pattern"),
        message("choose a plain colour for the shape in Word"),
    )
    front = drawing_colour(pattern.find(A + "fgClr"), around) or "000000"
    back = drawing_colour(pattern.find(A + "bgClr"), around) or "FFFFFF"
    return "".join(f"{(int(front[at : at + 2], 16) + int(back[at : at + 2], 16)) // 2:02X}" for at in (0, 2, 4))


def outline(line: Element | None, reference: Element | None, around: Surroundings) -> Border | None:
    """The line around a picture or shape.

    Args:
        line: ``a:ln``.
        reference: ``a:lnRef`` of the shape's style, which counts where ``line`` says nothing.
        around: Takes what cannot be set.
    """
    number = (whole(reference.get("idx")) or 0) if reference is not None else 0
    colour, width = (drawing_colour(reference, around) or "000000", 0.5 * number) if number else (None, 0.75)
    style = "single"
    if line is not None:
        if line.find(A + "noFill") is not None:
            return None
        solid, run = drawing_colour(line.find(A + "solidFill"), around), line.find(A + "gradFill")
        if run is not None:
            first = next(iter(children(run.find(A + "gsLst"))), None)
            solid = drawing_colour(first, around)
        colour, width = solid or colour, width if (said := emu(line.get("w"))) is None else said
        dash = line.find(A + "prstDash")
        named = "solid" if dash is None else dash.get("val") or "solid"
        style = "single" if named == "solid" else _DASHES.get(named, "dashed")
    return None if colour is None else Border(style, width, colour)


def heads(line: Element | None) -> tuple[str, str]:
    """What stands at the start and the end of a line: ST_LineEndType."""
    if line is None:
        return "none", "none"
    start, end = (
        "none" if (said := line.find(A + name)) is None else said.get("type") or "none"
        for name in ("headEnd", "tailEnd")
    )
    return start, end


def named_colour(name: str) -> str | None:
    """A colour of HTML by its name, or one of ST_PresetColorVal, which abbreviates them (``dkBlue``)."""
    for short, long in _ABBREVIATED.items():
        if name.startswith(short) and name[len(short) :][:1].isupper():
            name = long + name[len(short) :]
    said = ImageColor.colormap.get(name.lower())
    return said.lstrip("#").upper() if isinstance(said, str) else None


def drawing_colour(parent: Element | None, around: Surroundings) -> str | None:
    """The first colour within an element: ``RRGGBB``, with ``AA`` behind it where one sees through."""
    for said in children(parent):
        name, given = local(said), said.get("val") or ""
        if name == "srgbClr":
            base = rgb(given) or "000000"
        elif name == "schemeClr":
            themed = _THEMED.get(given, given)
            base = around.sheet.theme.colour(Colour(theme=themed)) or ("FFFFFF" if themed.startswith("b") else "000000")
        elif name == "sysClr":
            base = rgb(said.get("lastClr")) or ("FFFFFF" if given == "window" else "000000")
        elif name == "prstClr":
            base = named_colour(given) or "000000"
        elif name == "scrgbClr":
            base = "".join(_from_linear(whole(said.get(part)) or 0) for part in ("r", "g", "b"))
        else:
            continue
        return _changed(base, said)
    return None


def _from_linear(share: int) -> str:
    """A part of a colour that counts light, as sRGB counts it."""
    light = max(0.0, min(1.0, share / _WHOLE))
    part = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return f"{round(part * 255):02X}"


def _changed(base: str, said: Element) -> str:
    hue, light, saturation = colorsys.rgb_to_hls(*(int(base[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    seen = ""
    for change in said:
        amount = (whole(change.get("val")) or 0) / _WHOLE
        name = local(change)
        if name in {"lumMod", "shade"}:
            light *= amount
        elif name == "lumOff":
            light += amount
        elif name == "tint":
            light = light * amount + (1 - amount)
        elif name == "satMod":
            saturation = max(0.0, min(1.0, saturation * amount))
        elif name == "alpha":
            seen = "" if amount >= 1 else f"{round(max(0.0, amount) * 255):02X}"
    parts = colorsys.hls_to_rgb(hue, max(0.0, min(1.0, light)), saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts) + seen
