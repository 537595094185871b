"""Boxes of a fixed size hide what does not fit: rows of an exact height, frames, text boxes (docs/word/tables.md)."""

from __future__ import annotations

from dataclasses import replace

from generator.typeset.layout.boxes import FlowBox, FlowItem, ParagraphBox, TableBox
from generator.typeset.layout.splitting import split_paragraph
from generator.typeset.ooxml.document import Paragraph

_SLACK = 2.0
"""What reaches this little further than its box, in points, is not cut: the tails of letters, or a font that runs larger."""


def clipped(flow: FlowBox, room: float) -> FlowBox:
    """What of a flow shows in a box that ends ``room`` points below the flow's top.

    Lines that begin below the end are left out; the one that it goes through stays, and is cut where it is drawn.

    Args:
        flow: Laid out without regard to the box.
        room: In points, from the top of the flow.
    """
    if flow.height <= room + _SLACK or not flow.items:
        return flow
    shown: list[FlowItem] = []
    hidden: list[Paragraph] = []
    for item in flow.items:
        left, cut = _shown(item.box, room - item.y)
        hidden += cut
        if left is not None:
            shown.append(replace(item, box=left))
    if not hidden:
        return flow
    return replace(flow, items=tuple(shown), height=max(0.0, room), ends=max(0.0, room), hidden=(*flow.hidden, *hidden))


def _shown(box: ParagraphBox | TableBox, room: float) -> tuple[ParagraphBox | TableBox | None, list[Paragraph]]:
    """What of a box stands above ``room``, and the paragraphs of which something is cut."""
    if isinstance(box, TableBox):
        return _shown_rows(box, room)
    with_text = [line for line in box.lines if line.fragments or line.graphics]
    cut = any(line.top + line.baseline > room for line in with_text)
    count = sum(1 for line in box.lines if line.top < room)
    if not count:
        return None, [box.paragraph] if cut else []
    if count < len(box.lines):
        box = split_paragraph(box, count)[0]
    return box, [box.paragraph] if cut else []


def _shown_rows(table: TableBox, room: float) -> tuple[TableBox | None, list[Paragraph]]:
    rows, hidden, top = [], [], 0.0
    for row in table.rows:
        cells = []
        for cell in row.cells:
            flow = clipped(cell.flow, room - top - cell.y) if top < room else FlowBox(hidden=_all(cell.flow))
            hidden += [each for each in flow.hidden if each not in cell.flow.hidden]
            cells.append(replace(cell, flow=flow))
        if top < room:
            rows.append(replace(row, cells=tuple(cells)))
        top += row.height
    return (replace(table, rows=tuple(rows)) if rows else None), hidden


def _all(flow: FlowBox) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for item in flow.items:
        if isinstance(item.box, ParagraphBox):
            found += [item.box.paragraph]
        else:
            found += [each for row in item.box.rows for cell in row.cells for each in _all(cell.flow)]
    return tuple(found)
