"""Puts tables and frames on pages: in the text row by row, or beside it where they float (docs/word/tables.md)."""

from __future__ import annotations

from generator.typeset.layout import floats, notes, splitting
from generator.typeset.layout.boxes import Placed, TableBox
from generator.typeset.layout.flow import space_after
from generator.typeset.layout.paper import TOLERANCE, Paper
from generator.typeset.ooxml.document import Framed, Table


def place_table(paper: Paper, block: Table) -> None:
    """Put a table at the end of the text, on as many columns as it takes."""
    paper.stand_on_grid(stands=False)
    at = paper.flows.tables.box(block, paper.column.width, paper.facts)
    paper.stand_on_grid(stands=True)
    _place_rows(
        paper, at.box, at.x, _below_obstacles(paper, at.box, paper.column.left + at.x, paper.y + paper.gap(block))
    )


def _below_obstacles(paper: Paper, box: TableBox, left: float, top: float) -> float:
    """Where a table begins: its first row stands below what floats in its way, for rows do not go around it as lines do."""
    right, height = left + box.width, box.rows[0].height if box.rows else 0.0
    for each in sorted(paper.sheet.obstacles, key=lambda obstacle: obstacle.top):
        if each.left < right and each.right > left and each.top < top + height and each.bottom > top:
            top = each.bottom
    return top


def _place_rows(paper: Paper, box: TableBox, x: float, top: float) -> None:
    """Put rows into columns; ``x`` counts from each column's left edge."""
    rest: TableBox | None = box
    while rest is not None:
        column = paper.column
        page = column.bottom - column.top
        head, tail = splitting.split_table(rest, column.bottom - top, force=paper.at_top, page=page)
        if head is not None and (needed := paper.notes.needed(notes.lines_of(head), column, paper.facts)):
            head, tail = splitting.split_table(rest, column.bottom - top - needed, force=paper.at_top, page=page)
        if head is None:
            paper.next_column()
            top = paper.y
            continue
        paper.put(Placed(len(paper.sheets) - 1, column.left + x, top, head))
        rest = tail
        if rest is not None:
            paper.next_column()
            top = paper.y


def place_framed(paper: Paper, block: Framed) -> None:
    """Put a frame or floating table beside the text, at the height where the text has come to."""
    flow, size = paper.flows.framed(block, paper.column.width, paper.facts)
    if flow.hidden:
        paper.hidden.append(flow.hidden)
    anchor = _anchor(paper, block, size[1])
    column, page = paper.column, paper.geometry
    x, y = floats.position(block.horizontal, block.vertical, page, (column.left, column.width), anchor, size=size)
    first = flow.items[0] if len(flow.items) == 1 else None
    bottom = column.bottom if block.vertical.relative_to == "paragraph" else page.height
    if first is not None and isinstance(first.box, TableBox) and y + size[1] > bottom + TOLERANCE:
        # A floating table that the page cannot hold goes on over the next ones, as one in the text does; one that hangs
        # on a paragraph leaves the margin free.
        _place_rows(paper, first.box, x + first.x - column.left, max(y, paper.y))
        return
    for each in flow.floats:
        paper.put_float(floats.placed(each, page, x, y))
    for item in flow.items:
        paper.nodes.append(Placed(len(paper.sheets) - 1, x + item.x, y + item.y, item.box))
    if block.wraps:
        paper.sheet.obstacles.append(floats.kept_free(x, y, size, block))


def _anchor(paper: Paper, block: Framed, height: float) -> float:
    """The height that a frame counts from; what hangs on a paragraph goes to the next column where it would not fit."""
    column = paper.column
    anchor = paper.y if paper.at_top else paper.y + space_after(paper.previous)
    if (
        block.vertical.relative_to == "paragraph"
        and not paper.at_top
        and anchor + block.vertical.distance + height > column.bottom + TOLERANCE
        and height <= column.bottom - column.top
    ):
        paper.next_column()
        return paper.y
    return anchor
