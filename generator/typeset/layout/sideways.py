"""Text on its side in cells (``w:textDirection``): how long its lines are, and where it stands (docs/word/tables.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from generator.typeset.layout.boxes import CellBox, FlowBox
from generator.typeset.layout.clipping import clipped
from generator.typeset.layout.paragraphs import ParagraphSetter
from generator.typeset.ooxml.document import Cell, Paragraph

SHARES = {"center": 0.5, "bottom": 1.0}
"""How much of the spare room stands before the text, by ``w:vAlign``."""

_UPWARDS = 270
_STEPS = 12
"""Halvings in search of the shortest lines: 1/4096 of the way from the longest word to all on one line."""


def extremes(cell: Cell, paragraphs: ParagraphSetter) -> tuple[float, float]:
    """The longest word of a cell and its longest paragraph on one line, in points."""
    both = [paragraphs.extremes(block) for block in cell.blocks if isinstance(block, Paragraph)]
    return max((word for word, _line in both), default=0.0), max((line for _word, line in both), default=0.0)


def shortest_lines(cell: Cell, room: float, paragraphs: ParagraphSetter, set_in: Callable[[float], FlowBox]) -> float:
    """How long lines must be for all of a cell's text to stand beside each other within ``room`` points."""
    low, high = extremes(cell, paragraphs)
    if low >= high or set_in(low).height <= room:
        return low
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if set_in(middle).height <= room:
            high = middle
        else:
            low = middle
    return high


def stood(box: CellBox, cell: Cell, height: float, edges: tuple[float, float], flow: FlowBox) -> CellBox:
    """The cell with its text turned about its first corner: the lower left one where it reads upwards, else the upper right.

    Args:
        box: As if it were empty, before borders.
        cell: Its margins and vertical alignment, which here works along the row.
        height: Of all its rows.
        edges: How far the borders above it and on its left push the text.
        flow: Its text, in lines as long as the cell is high.
    """
    above, left, below, right = cell.margins
    top, side = edges
    wide = across(box, cell)
    before = max(0.0, wide - flow.height) * SHARES.get(cell.properties.vertical or "", 0.0)
    turned = replace(clipped(flow, wide - before), turn=cell.turn)
    if cell.turn == _UPWARDS:
        return replace(box, flow=turned, x=box.left + left + side + before, y=height - below - box.edges.below)
    return replace(box, flow=turned, x=box.left + box.width - right - box.edges.right - before, y=top + above)


def across(box: CellBox, cell: Cell) -> float:
    """How much room the lines of a cell on its side have beside each other."""
    return max(0.0, box.width - cell.margins[1] - cell.margins[3] - box.edges.left - box.edges.right)


def room_along(box: CellBox, cell: Cell, heights: Sequence[float], top: float) -> float:
    """How long the lines of a cell on its side may be in rows of these heights."""
    above, _left, below, _right = cell.margins
    return max(1.0, sum(heights) - top - above - below - box.edges.below)
