"""What Word 2010 and later do to letters beside their format: ``w14:textFill``, ``w14:glow`` and their like ([MS-DOCX] 2.6).

Word writes most of these with values that show nothing; only what shows is an effect (docs/word/lines.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.errors import Message, message
from generator.typeset.ooxml.borders import Colour
from generator.typeset.ooxml.xml import W14, Element, W, children, local, rgb, truth, value, whole

Effects = tuple[tuple[str, bool], ...]
"""Names of :data:`NAMED`, each with whether it shows."""

NAMED: dict[str, Message] = {
    "relief": message("text with a shadow, or in relief"),
    "glow": message("text with a glow"),
    "reflection": message("text with a reflection"),
    "textOutline": message("letters with an outline of their own"),
    "props3d": message("letters in three dimensions"),
    "textFill": message("letters with a gradient, or that one sees through"),
    "numForm": message("old-style figures"),
    "stylisticSets": message("letters of one of the font's stylistic sets"),
    "eastAsianLayout": message("two lines in one, or letters that lie within an upright line"),
}
"""What a reader calls each effect that is not set."""

_WHOLE = 100_000
_THEMED = {"tx1": "text1", "tx2": "text2", "bg1": "background1", "bg2": "background2"}


def text_effects(element: Element) -> tuple[Effects | None, Colour | None]:
    """What a ``w:rPr`` says of effects, and the one colour that fills the letters; None where it says nothing."""
    said = {local(each): each for each in element if str(each.tag).startswith(W14)}
    east = element.find(W + "eastAsianLayout")
    if not said and east is None:
        return None, None
    found = {_RENAMED.get(name, name): shows(said[name]) for name, shows in _SHOWS.items() if name in said}
    if east is not None:
        found["eastAsianLayout"] = truth(value(east, "combine")) or truth(value(east, "vert"))
    fill = said.get("textFill")
    colour = None if fill is None or found["textFill"] else _colour(next(iter(fill), None))
    return tuple(sorted(found.items())) or None, colour


def overlaid_effects(base: Effects | None, over: Effects) -> Effects:
    """Each effect as the later layer has it."""
    return tuple(sorted({**dict(base or ()), **dict(over)}.items()))


def shown(effects: Effects | None) -> tuple[str, ...]:
    """The names of those that show."""
    return tuple(name for name, shows in effects or () if shows)


def _is_seen(colour: Element | None) -> bool:
    """Whether a colour is not wholly clear; here ``w14:alpha`` says how clear it is."""
    return colour is not None and _clear(colour) < _WHOLE


def _clear(colour: Element) -> int:
    return whole(colour.get(W14 + "val")) or 0 if local(colour) == "alpha" else max(map(_clear, colour), default=0)


def _number(element: Element, name: str, default: int) -> int:
    number = whole(element.get(W14 + name))
    return default if number is None else number


def _glow(element: Element) -> bool:
    return _number(element, "rad", 0) > 0 and _is_seen(next(iter(element), None))


def _shadow(element: Element) -> bool:
    sized = _number(element, "sx", _WHOLE) != 0 and _number(element, "sy", _WHOLE) != 0
    return sized and _is_seen(next(iter(element), None))


def _reflection(element: Element) -> bool:
    # As far as ``endPos`` of the letters' height is mirrored.
    return _number(element, "stA", _WHOLE) > 0 and _number(element, "endPos", 0) > 0


def _outline(element: Element) -> bool:
    return any(local(each) == "gradFill" or (local(each) == "solidFill" and _is_seen(each)) for each in element)


def _solid(element: Element) -> bool:
    sizes = (_number(element, name, 0) for name in ("extrusionH", "contourW"))
    bevels = (_number(each, name, 76_200) for each in children(element) for name in _BEVEL if "bevel" in local(each))
    return any(size > 0 for size in (*sizes, *bevels))


_BEVEL = ("w", "h")


def _filled_otherwise(element: Element) -> bool:
    filled = next(iter(element), None)
    return filled is not None and (local(filled) != "solidFill" or _clear(filled) > 0)


_SHOWS: dict[str, Callable[[Element], bool]] = {
    "glow": _glow,
    "shadow": _shadow,
    "reflection": _reflection,
    "textOutline": _outline,
    "props3d": _solid,
    "textFill": _filled_otherwise,
    "numForm": lambda element: element.get(W14 + "val") == "oldStyle",
    "stylisticSets": lambda element: any(each.get(W14 + "val") != "0" for each in element),
}
_RENAMED = {"shadow": "relief"}


def _colour(solid: Element | None) -> Colour | None:
    for named in children(solid):
        given = named.get(W14 + "val") or ""
        if local(named) == "srgbClr" and rgb(given):
            return Colour(rgb(given) or "auto")
        if local(named) == "schemeClr":
            return Colour(theme=_THEMED.get(given, given), **_lightness(named))
    return None


def _lightness(changes: Iterable[Element]) -> dict[str, str]:
    """The pair ``lumMod`` and ``lumOff`` as the tint or shade that Word writes for it in ``w:color``."""
    amounts = {local(each): whole(each.get(W14 + "val")) or 0 for each in changes}
    if "lumMod" not in amounts:
        return {}
    share = f"{max(0, min(255, round(amounts['lumMod'] * 255 / _WHOLE))):02X}"
    return {"tint" if "lumOff" in amounts else "shade": share}
