"""Backgrounds and borders as Typst code: rectangles, lines and marks, all of them artifacts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.typeset.layout.boxes import Decoration, FlowBox, ParagraphBox, TableBox
from generator.typeset.source.markup import colour, dash, length
from generator.typeset.source.tables import edges_of
from generator.typeset.source.text_marks import MARKS


def decoration_code(each: Decoration) -> str:
    """A rectangle or line."""
    if each.geometry == "line":
        stroke = f"{length(each.thickness)} + {colour(each.stroke)}"
        if each.dash != "solid":
            stroke = f"(thickness: {length(each.thickness)}, paint: {colour(each.stroke)}, dash: {dash(each.dash)})"
        return f"V({length(each.x)},{length(each.y)},{length(each.width)},{length(each.height)},{stroke})"
    if each.geometry in MARKS:
        return MARKS[each.geometry](each)
    return f"R({length(each.x)},{length(each.y)},{length(each.width)},{length(each.height)},{colour(each.fill)})"


def decorations_of(box: ParagraphBox | TableBox, x: float, y: float) -> Iterable[Decoration]:
    """Backgrounds and borders of a box, those of what stands in it included."""
    if isinstance(box, ParagraphBox):
        return [each.moved(x, y) for each in box.decorations]
    return edges_of(box, x, y)


def flow_decorations(flow: FlowBox, x: float, y: float) -> list[Decoration]:
    """The same for all that stands in a cell, box or note, turned where that is."""
    if flow.turn:
        return [each.turned(flow.turn, x, y) for each in flow_decorations(replace(flow, turn=0), 0.0, 0.0)]
    return [each for item in flow.items for each in decorations_of(item.box, x + item.x, y + item.y)]
