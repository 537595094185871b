"""Direct properties of runs and paragraphs as a file states them: None means "not said here, ask the style".

Measures are points; the sources of the rules are ECMA-376 part 1, 17.3.1 (paragraphs) and 17.3.2 (runs).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeVar

from generator.typeset.ooxml.borders import Border, Colour, Shading, border, colour, shading
from generator.typeset.ooxml.text_effects import Effects, overlaid_effects, text_effects
from generator.typeset.ooxml.xml import (
    W14,
    Element,
    W,
    child_value,
    children,
    half_points,
    is_on,
    local,
    rgb,
    truth,
    twips,
    value,
    whole,
)

LineRule = Literal["auto", "exact", "atLeast"]
_Properties = TypeVar("_Properties", bound="RunProperties | ParagraphProperties")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop; ``alignment`` ``clear`` takes one of the style away. ``position`` from the indent's zero, in points."""

    position: float
    alignment: str = "left"
    leader: str = "none"


@dataclass(frozen=True, slots=True)
class RunProperties:
    """``w:rPr``: None leaves the matter to the style."""

    style: str | None = None
    font_ascii: str | None = None
    font_high_ansi: str | None = None
    font_east_asia: str | None = None
    font_complex: str | None = None
    theme_ascii: str | None = None
    theme_high_ansi: str | None = None
    theme_east_asia: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    small_caps: bool | None = None
    strike: bool | None = None
    double_strike: bool | None = None
    hidden: bool | None = None
    emboss: bool | None = None
    outline: bool | None = None
    shadow: bool | None = None
    imprint: bool | None = None
    underline: str | None = None
    underline_colour: str | None = None
    colour: Colour | None = None
    highlight: str | None = None
    shading: Shading | None = None
    border: Border | None = None
    vertical: str | None = None
    position: float | None = None
    spacing: float | None = None
    scale: float | None = None
    kern_from: float | None = None
    language: str | None = None
    right_to_left: bool | None = None
    no_proof: bool | None = None
    emphasis: str | None = None
    effects: Effects | None = None
    backdrop: str | None = None
    """What fills the paragraph or cell behind it, ``RRGGBB``: letters without a colour of their own stand out from it."""


TOGGLES = (
    "bold",
    "italic",
    "caps",
    "small_caps",
    "strike",
    "double_strike",
    "hidden",
    "emboss",
    "outline",
    "shadow",
    "imprint",
)
"""Properties that a paragraph style and a character style switch on and off against each other (17.7.3)."""


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """``w:pPr``: None leaves the matter to the style. Indents in hundredths of a character where the name says so."""

    style: str | None = None
    alignment: str | None = None
    indent_left: float | None = None
    indent_right: float | None = None
    indent_first: float | None = None
    indent_left_chars: int | None = None
    indent_right_chars: int | None = None
    indent_first_chars: int | None = None
    space_before: float | None = None
    space_after: float | None = None
    before_automatic: bool | None = None
    after_automatic: bool | None = None
    before_lines: int | None = None
    after_lines: int | None = None
    line: float | None = None
    line_rule: LineRule | None = None
    contextual: bool | None = None
    suppress_line_numbers: bool | None = None
    tabs: tuple[TabStop, ...] | None = None
    keep_next: bool | None = None
    keep_lines: bool | None = None
    widow_control: bool | None = None
    page_break_before: bool | None = None
    border_top: Border | None = None
    border_bottom: Border | None = None
    border_left: Border | None = None
    border_right: Border | None = None
    border_between: Border | None = None
    border_bar: Border | None = None
    shading: Shading | None = None
    numbering_id: int | None = None
    numbering_level: int | None = None
    outline_level: int | None = None
    right_to_left: bool | None = None
    mirror_indents: bool | None = None
    frame: Frame | None = None
    text_alignment: str | None = None
    snap_to_grid: bool | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """``w:framePr``: a paragraph that stands in a frame of its own. Measures in points; None where nothing is said."""

    width: float | None = None
    height: float | None = None
    height_rule: str | None = None
    x: float | None = None
    y: float | None = None
    x_align: str | None = None
    y_align: str | None = None
    h_anchor: str | None = None
    v_anchor: str | None = None
    h_space: float | None = None
    v_space: float | None = None
    wrap: str | None = None
    drop_cap: str | None = None
    lines: int | None = None


def what_is_said(properties: Any) -> dict[str, Any]:
    """The properties that are not None, by name."""
    return {name: said for name in _names(properties.__class__) if (said := getattr(properties, name)) is not None}


@functools.cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def overlaid(base: _Properties, over: _Properties) -> _Properties:
    """``base`` with everything that ``over`` says; tab stops add up, the later one deciding at the same position."""
    said = what_is_said(over)
    if not said:
        return base
    if isinstance(base, ParagraphProperties) and isinstance(over, ParagraphProperties):
        if base.tabs and over.tabs:
            stops = {round(stop.position, 2): stop for stop in base.tabs}
            stops.update({round(stop.position, 2): stop for stop in over.tabs})
            said["tabs"] = tuple(stops[at] for at in sorted(stops))
        for measured in ("indent_left", "indent_right", "indent_first"):
            if measured in said and f"{measured}_chars" not in said:
                said[f"{measured}_chars"] = 0
        if base.frame is not None and over.frame is not None:
            said["frame"] = replace(base.frame, **what_is_said(over.frame))
    if isinstance(base, RunProperties) and isinstance(over, RunProperties):
        _overlay_run(base, over, said)
    return replace(base, **said)


def _overlay_run(base: RunProperties, over: RunProperties, said: dict[str, Any]) -> None:
    """What of ``said`` is not simply taken over: effects add up, and a font that is named hides that of the theme."""
    if over.effects is not None:
        said["effects"] = overlaid_effects(base.effects, over.effects)
    for named, themed in (
        ("font_ascii", "theme_ascii"),
        ("font_high_ansi", "theme_high_ansi"),
        ("font_east_asia", "theme_east_asia"),
    ):
        if named in said and themed not in said:
            said[themed] = ""


def run_properties(element: Element | None) -> RunProperties:
    """Read a ``w:rPr``."""
    if element is None or not len(element):
        return NO_RUN_PROPERTIES
    found = {local(child): child for child in children(element) if str(child.tag).startswith(W)}
    fonts, underline, spacing, scale = found.get("rFonts"), found.get("u"), found.get("spacing"), found.get("w")
    language = found.get("lang")
    effects, filled = text_effects(element)
    return RunProperties(
        style=value(found.get("rStyle")),
        font_ascii=value(fonts, "ascii"),
        font_high_ansi=value(fonts, "hAnsi"),
        font_east_asia=value(fonts, "eastAsia"),
        font_complex=value(fonts, "cs"),
        theme_ascii=value(fonts, "asciiTheme"),
        theme_high_ansi=value(fonts, "hAnsiTheme"),
        theme_east_asia=value(fonts, "eastAsiaTheme"),
        size=half_points(value(found.get("sz"))),
        bold=is_on(found.get("b")),
        italic=is_on(found.get("i")),
        caps=is_on(found.get("caps")),
        small_caps=is_on(found.get("smallCaps")),
        strike=is_on(found.get("strike")),
        double_strike=is_on(found.get("dstrike")),
        hidden=is_on(found.get("vanish")),
        emboss=is_on(found.get("emboss")),
        outline=is_on(found.get("outline")),
        shadow=is_on(found.get("shadow")),
        imprint=is_on(found.get("imprint")),
        underline=(value(underline) or "single") if underline is not None else None,
        underline_colour=rgb(value(underline, "color")),
        # Since Word 2010, what fills the letters is their colour; ``w:color`` beside it is for older ones.
        colour=filled or colour(found.get("color")),
        highlight=value(found.get("highlight")),
        shading=shading(found.get("shd")),
        border=border(found.get("bdr")),
        vertical=value(found.get("vertAlign")),
        position=half_points(value(found.get("position"))),
        spacing=twips(value(spacing)),
        scale=_percentage(value(scale)),
        kern_from=half_points(value(found.get("kern"))),
        language=value(language),
        right_to_left=is_on(found.get("rtl")),
        no_proof=is_on(found.get("noProof")),
        emphasis=value(found.get("em")),
        effects=effects,
    )


def paragraph_properties(element: Element | None) -> ParagraphProperties:
    """Read a ``w:pPr``; its ``w:rPr``, ``w:sectPr`` and change marks are for others."""
    if element is None or not len(element):
        return NO_PARAGRAPH_PROPERTIES
    found = {local(child): child for child in children(element) if str(child.tag).startswith(W)}
    indent, spacing, borders, numbering = found.get("ind"), found.get("spacing"), found.get("pBdr"), found.get("numPr")
    edge = {local(child): border(child) for child in children(borders)}
    first, hanging = twips(value(indent, "firstLine")), twips(value(indent, "hanging"))
    first_chars, hanging_chars = whole(value(indent, "firstLineChars")), whole(value(indent, "hangingChars"))
    line = value(spacing, "line")
    rule = (
        _line_rule(value(spacing, "lineRule")) if spacing is not None and (line or value(spacing, "lineRule")) else None
    )
    return ParagraphProperties(
        style=value(found.get("pStyle")),
        alignment=value(found.get("jc")),
        indent_left=_first_of(twips(value(indent, "left")), twips(value(indent, "start"))),
        indent_right=_first_of(twips(value(indent, "right")), twips(value(indent, "end"))),
        indent_first=-hanging if hanging is not None else first,
        indent_left_chars=_first_of(whole(value(indent, "leftChars")), whole(value(indent, "startChars"))),
        indent_right_chars=_first_of(whole(value(indent, "rightChars")), whole(value(indent, "endChars"))),
        indent_first_chars=-hanging_chars if hanging_chars is not None else first_chars,
        space_before=twips(value(spacing, "before")),
        space_after=twips(value(spacing, "after")),
        before_automatic=_said(value(spacing, "beforeAutospacing")),
        after_automatic=_said(value(spacing, "afterAutospacing")),
        before_lines=whole(value(spacing, "beforeLines")),
        after_lines=whole(value(spacing, "afterLines")),
        line=twips(line),
        line_rule=rule,
        contextual=is_on(found.get("contextualSpacing")),
        suppress_line_numbers=is_on(found.get("suppressLineNumbers")),
        tabs=_tab_stops(found.get("tabs")),
        keep_next=is_on(found.get("keepNext")),
        keep_lines=is_on(found.get("keepLines")),
        widow_control=is_on(found.get("widowControl")),
        page_break_before=is_on(found.get("pageBreakBefore")),
        border_top=edge.get("top"),
        border_bottom=edge.get("bottom"),
        border_left=_first_of(edge.get("left"), edge.get("start")),
        border_right=_first_of(edge.get("right"), edge.get("end")),
        border_between=edge.get("between"),
        border_bar=edge.get("bar"),
        shading=shading(found.get("shd")),
        numbering_id=whole(child_value(numbering, "numId")),
        numbering_level=whole(child_value(numbering, "ilvl")),
        outline_level=whole(value(found.get("outlineLvl"))),
        right_to_left=is_on(found.get("bidi")),
        mirror_indents=is_on(found.get("mirrorIndents")),
        frame=_frame(found.get("framePr")),
        text_alignment=value(found.get("textAlignment")),
        snap_to_grid=is_on(found.get("snapToGrid")),
    )


NO_RUN_PROPERTIES = RunProperties()
NO_PARAGRAPH_PROPERTIES = ParagraphProperties()

KNOWN_RUN_PROPERTIES = frozenset(
    {
        W + name
        for name in ("rStyle", "rFonts", "sz", "szCs", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike")
    }
    | {
        W + name
        for name in ("vanish", "emboss", "outline", "shadow", "imprint", "u", "color", "highlight", "shd", "bdr")
    }
    | {W + name for name in ("vertAlign", "position", "spacing", "w", "kern", "lang", "rtl", "noProof", "cs", "em")}
    # These change nothing on paper: hints for the screen, the speller or another script, and change marks.
    | {W + name for name in ("webHidden", "snapToGrid", "effect", "specVanish", "rPrChange", "ins", "del")}
    | {W + name for name in ("moveFrom", "moveTo", "eastAsianLayout", "oMath")}
    | {W14 + name for name in ("ligatures", "numForm", "numSpacing", "stylisticSets", "cntxtAlts", "shadow", "glow")}
    | {W14 + name for name in ("reflection", "textOutline", "textFill", "scene3d", "props3d")}
)
"""What ``w:rPr`` may hold; anything else is a finding."""


def _first_of(one: _Value | None, other: _Value | None) -> _Value | None:
    return other if one is None else one


def _said(text: str | None) -> bool | None:
    return None if text is None else truth(text)


def _percentage(text: str | None) -> float | None:
    number = whole(text.rstrip("%")) if text else None
    return None if number is None or not 1 <= number <= 600 else number / 100


def _line_rule(text: str | None) -> LineRule:
    if text == "exact":
        return "exact"
    return "atLeast" if text == "atLeast" else "auto"


def _tab_stops(element: Element | None) -> tuple[TabStop, ...] | None:
    stops = [
        TabStop(at, _TAB_NAMES.get(value(stop) or "left", value(stop) or "left"), value(stop, "leader") or "none")
        for stop in children(element)
        if (at := twips(value(stop, "pos"))) is not None
    ]
    return tuple(sorted(stops, key=lambda stop: stop.position)) or None


_TAB_NAMES = {"start": "left", "end": "right", "num": "left"}


def _frame(element: Element | None) -> Frame | None:
    if element is None:
        return None
    return Frame(
        width=twips(value(element, "w")),
        height=twips(value(element, "h")),
        height_rule=value(element, "hRule"),
        x=twips(value(element, "x")),
        y=twips(value(element, "y")),
        x_align=value(element, "xAlign"),
        y_align=value(element, "yAlign"),
        h_anchor=value(element, "hAnchor"),
        v_anchor=value(element, "vAnchor"),
        h_space=twips(value(element, "hSpace")),
        v_space=twips(value(element, "vSpace")),
        wrap=value(element, "wrap"),
        drop_cap=value(element, "dropCap"),
        lines=whole(value(element, "lines")),
    )
