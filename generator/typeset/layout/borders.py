"""Borders and shading of paragraphs, and when neighbours share them (docs/word/paragraphs.md)."""

from __future__ import annotations

from generator.typeset.layout.boxes import Decoration, Joins
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.styles import ParagraphFormat

DASH_DOT_DOTTED = "dash-dot-dotted"
"""A dash followed by two dots; the other dashes bear Typst's own names."""

_BAR = 0.5
"""Thickness of the line that a bar tab draws, in points."""
_THINNEST = 0.25
"""No line is drawn thinner, in points."""


def _edge(border: Border | None) -> float:
    return border.space + border.thickness if border is not None else 0.0


def room_above(format_: ParagraphFormat, joins: Joins) -> float:
    """What the border above the first line takes, in points."""
    if joins.above:
        return _edge(format_.border_between)
    return _edge(format_.border_top)


def room_below(format_: ParagraphFormat, joins: Joins) -> float:
    """What the border below the last line takes, in points."""
    return 0.0 if joins.below else _edge(format_.border_bottom)


def frame_of(format_: ParagraphFormat) -> tuple[object, ...] | None:
    """What two paragraphs must share to stand in one frame; None for one without borders and shading."""
    edges = (
        format_.border_top,
        format_.border_bottom,
        format_.border_left,
        format_.border_right,
        format_.border_between,
    )
    if not any(edges) and format_.background is None:
        return None
    return (*edges, format_.background, format_.indent_left + min(0.0, format_.indent_first), format_.indent_right)


def decorations(format_: ParagraphFormat, width: float, height: float, joins: Joins) -> tuple[Decoration, ...]:
    """Shading and borders around a paragraph box of this size."""
    made = [_bar(stop.position, height) for stop in format_.tabs if stop.alignment == "bar"]
    if frame_of(format_) is None and format_.border_bar is None:
        return tuple(made)
    left = format_.indent_left + min(0.0, format_.indent_first)
    right = width - format_.indent_right
    x0 = left - (format_.border_left.space if format_.border_left else 0.0)
    x1 = right + (format_.border_right.space if format_.border_right else 0.0)
    bottom = height + (joins.gap if joins.below else 0.0)
    if format_.background is not None:
        made.append(Decoration(x0, 0.0, x1 - x0, bottom, fill=format_.background))
    top_border = format_.border_between if joins.above else format_.border_top
    if top_border is not None:
        made += _rule(top_border, x0, 0.0, x1, 0.0)
    if format_.border_bottom is not None and not joins.below:
        made += _rule(
            format_.border_bottom,
            x0,
            height - format_.border_bottom.thickness,
            x1,
            height - format_.border_bottom.thickness,
        )
    if format_.border_left is not None:
        made += _rule(format_.border_left, x0 - format_.border_left.width, 0.0, x0 - format_.border_left.width, bottom)
    if format_.border_right is not None:
        made += _rule(format_.border_right, x1, 0.0, x1, bottom)
    if format_.border_bar is not None:
        made += _rule(format_.border_bar, left - 6.0, 0.0, left - 6.0, bottom)
    return tuple(made)


def _bar(x: float, height: float) -> Decoration:
    """The line that a bar tab draws down the paragraph; no tab goes to it (17.18.84)."""
    return Decoration(x, 0.0, 0.0, height, stroke="000000", thickness=_BAR, geometry="line")


def _rule(border: Border, x0: float, y0: float, x1: float, y1: float) -> list[Decoration]:
    """A straight edge whose top left is at (x0, y0), with each of its lines."""
    return lines(border, x0, y0, across=x1 - x0) if y0 == y1 else lines(border, x0, y0, down=y1 - y0)


def lines(border: Border, x: float, y: float, *, across: float = 0.0, down: float = 0.0) -> list[Decoration]:
    """The lines of an edge from (x, y), below or right of which it stands, ``across`` or ``down`` points long."""
    return [
        Decoration(
            x + (0.0 if across else at + thickness / 2),
            y + (at + thickness / 2 if across else 0.0),
            across,
            down,
            stroke="000000" if border.colour == "auto" else border.colour,
            thickness=max(_THINNEST, thickness),
            dash=border_parts(border)[0],
            geometry="line",
        )
        for at, thickness in border.stripes
    ]


def border_parts(border: Border) -> tuple[str, float]:
    """How an edge is drawn: its dash and its thickness."""
    dash = {"dashed": "dashed", "dashSmallGap": "dashed", "dotted": "dotted", "dotDash": "dash-dotted"}
    dash |= {"dotDotDash": DASH_DOT_DOTTED}
    return dash.get(border.style, "solid"), max(0.25, border.width)
