"""Tables: column widths, row heights, merged cells, and which of two borders wins (docs/word/tables.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.typeset.layout import columns, sideways
from generator.typeset.layout.boxes import CellBox, CellEdges, FlowBox, RowBox, TableBox
from generator.typeset.layout.clipping import clipped
from generator.typeset.layout.paragraphs import PageFacts
from generator.typeset.layout.table_edges import JoinedEdges, SpacedEdges
from generator.typeset.ooxml.document import Block, Cell, DocumentSettings, Paragraph, Row, Table
from generator.typeset.ooxml.parts import Kept
from generator.typeset.ooxml.walk import stands_anywhere

if TYPE_CHECKING:
    from generator.typeset.layout.flow import FlowSetter, Neighbours

_EDGE_ON_MARGIN = 15
_AGREES = 0.01


@dataclass(frozen=True, slots=True)
class TableAt:
    """A table's box and its left edge from the column's, in points."""

    x: float
    box: TableBox


class TableSetter:
    """Sets tables.

    Args:
        flows: Sets the text of cells.
        settings: Of the document.
        kept: Laid-out tables of this and earlier letters.
    """

    def __init__(self, flows: FlowSetter, settings: DocumentSettings, kept: Kept) -> None:
        self._flows = flows
        self._settings = settings
        self._kept = kept

    def box(self, table: Table, available: float, facts: PageFacts, *, nested: bool = False) -> TableAt:
        """Set a table in a column of this width, in points; ``nested`` in a cell of another one.

        One that says nothing of its page is set once, for this letter and later ones that share it.
        """
        key = ("table", id(table), round(available, 3), nested, self._flows.paragraphs.grid_pitch, id(self._settings))
        kept: tuple[object, TableAt] | None = self._kept.get(key)
        if kept is not None:
            return kept[1]
        made = self._set(table, available, facts, nested=nested)
        if stands_anywhere((table,)):
            # What the key names by its identity is kept as well, so that no other object takes that identity.
            self._kept.put(key, ((table, self._settings), made), len(table.rows))
        return made

    def _set(self, table: Table, available: float, facts: PageFacts, *, nested: bool) -> TableAt:
        widths = columns.widths(table, available, self._flows.paragraphs)
        lefts = [0.0]
        for width in widths:
            lefts.append(lefts[-1] + width)
        spans = _row_spans(table.rows)
        fills = _fills(table.rows, spans)
        edges = SpacedEdges(table, len(widths)) if table.properties.spacing else JoinedEdges(table, lefts, spans)
        between = _neighbours(table.rows)
        cells = [
            [
                self._cell(cell, lefts, spans[at, index], facts, next(between), shape=edges.shape(at, cell))
                for index, cell in enumerate(row.cells)
            ]
            for at, row in enumerate(table.rows)
        ]
        tops = [edges.top(at) for at in range(len(table.rows))]
        bottoms = [edges.bottom(at) for at in range(len(table.rows))]
        heights = _heights(table.rows, cells, tops, bottoms)
        self._lengthen(table.rows, cells, tops, heights, facts)
        rows = tuple(
            RowBox(
                cells=tuple(
                    self._placed(
                        replace(box, fill=fills[at, index]),
                        cell,
                        heights[at : at + max(1, box.row_span)],
                        (tops[at], edges.aside(at, cell)),
                        facts,
                    )
                    for index, (cell, box) in enumerate(zip(row.cells, cells[at], strict=True))
                ),
                height=heights[at],
                header=row.header and all(each.header for each in table.rows[:at]),
                repeats=all(each.properties.header for each in table.rows[: at + 1]),
                can_split=_may_split(row, heights[at]),
                exact=row.properties.height_rule == "exact",
                keep_next=_keeps_next(row),
                index=at,
                top_edges=edges.above(at),
                bottom_edges=edges.cut(at + 1),
                cut_edges=edges.cut(at),
                side_edges=edges.sides(at),
            )
            for at, row in enumerate(table.rows)
        )
        properties = table.properties
        box = TableBox(
            rows=rows,
            height=sum(heights),
            columns=max(1, len(widths)),
            place=table.place,
            description=". ".join(filter(None, (properties.caption, properties.description))),
            frame=edges.frame,
        )
        return TableAt(self._left(table, lefts[-1], available, nested=nested), box)

    def _cell(
        self,
        cell: Cell,
        lefts: Sequence[float],
        row_span: int,
        facts: PageFacts,
        neighbours: Neighbours,
        *,
        shape: CellEdges,
    ) -> CellBox:
        first = min(cell.column, len(lefts) - 1)
        last = min(cell.column + cell.span, len(lefts) - 1)
        width = max(0.0, lefts[last] - lefts[first])
        top, left, bottom, right = cell.margins
        flow = FlowBox()
        if row_span and not cell.turn:
            room = width - left - right - shape.left - shape.right
            flow = self._flows.cell(_shown(cell), max(1.0, room), facts, neighbours)
        return CellBox(
            flow=flow,
            x=lefts[first] + left,
            y=top,
            left=lefts[first],
            width=width,
            column=cell.column,
            span=cell.span,
            row_span=row_span,
            heads_row=cell.heads_row,
            padding_bottom=bottom,
            edges=shape,
            down=cell.properties.down if row_span else None,
            up=cell.properties.up if row_span else None,
        )

    def _lengthen(
        self,
        rows: Sequence[Row],
        cells: list[list[CellBox]],
        tops: list[float],
        heights: list[float],
        facts: PageFacts,
    ) -> None:
        """Make rows high enough for the text that lies on its side in them."""
        for at, row in enumerate(rows):
            for cell, box in zip(row.cells, cells[at], strict=True):
                end = at + box.row_span
                if not cell.turn or not box.row_span or rows[end - 1].properties.height_rule == "exact":
                    continue
                needed = sideways.shortest_lines(
                    cell,
                    sideways.across(box, cell),
                    self._flows.paragraphs,
                    lambda length, blocks=cell.blocks: self._flows.cell(blocks, max(1.0, length), facts),  # type: ignore[misc]
                )
                heights[end - 1] += max(0.0, needed - sideways.room_along(box, cell, heights[at:end], tops[at]))

    def _placed(
        self, box: CellBox, cell: Cell, heights: Sequence[float], edges: tuple[float, float], facts: PageFacts
    ) -> CellBox:
        """A cell's text at its place within rows of these heights; ``edges`` are those above it and on its left."""
        if not cell.turn or not box.row_span:
            return _aligned(box, cell, sum(heights), *edges)
        flow = self._flows.cell(cell.blocks, sideways.room_along(box, cell, heights, edges[0]), facts)
        return sideways.stood(box, cell, sum(heights), edges, flow)

    def _left(self, table: Table, width: float, available: float, *, nested: bool) -> float:
        properties = table.properties
        alignment = properties.alignment or (table.rows[0].properties.alignment if table.rows else None)
        if alignment == "center":
            return (available - width) / 2
        if alignment in {"right", "end"}:
            return available - width
        left = properties.indent or 0.0
        if nested or self._settings.compatibility >= _EDGE_ON_MARGIN:
            return left
        # Up to Word 2010 the text of the first cell stood on the margin, since then the cell's edge does.
        return left - table.margins[1]


def _shown(cell: Cell) -> Sequence[Block]:
    """What of a cell takes room: with ``w:hideMark`` its mark makes no row higher where it stands alone."""
    last = cell.blocks[-1] if cell.blocks else None
    if cell.properties.hide_mark and isinstance(last, Paragraph) and last.label is None and not last.content.inlines:
        return cell.blocks[:-1]
    return cell.blocks


def _neighbours(rows: Sequence[Row]) -> Iterator[Neighbours]:
    """For each cell the last block of the cell before it and the first one of the cell behind it."""
    cells = [cell.blocks for row in rows for cell in row.cells]
    for at in range(len(cells)):
        before = cells[at - 1][-1:] if at else ()
        after = cells[at + 1][:1] if at + 1 < len(cells) else ()
        yield next(iter(before), None), next(iter(after), None)


def _row_spans(rows: Sequence[Row]) -> dict[tuple[int, int], int]:
    """How many rows each cell covers, by row and index; 0 where it is covered by one above."""
    spans: dict[tuple[int, int], int] = {}
    open_cells: dict[int, tuple[int, int]] = {}
    for at, row in enumerate(rows):
        seen: set[int] = set()
        for index, cell in enumerate(row.cells):
            seen.add(cell.column)
            above = open_cells.get(cell.column)
            if cell.properties.merge == "continue" and above is not None:
                spans[above] += 1
                spans[at, index] = 0
                continue
            spans[at, index] = 1
            if cell.properties.merge is not None:
                open_cells[cell.column] = (at, index)
            else:
                open_cells.pop(cell.column, None)
        for column in [each for each in open_cells if each not in seen]:
            del open_cells[column]
    return spans


def _fills(rows: Sequence[Row], spans: dict[tuple[int, int], int]) -> dict[tuple[int, int], str | None]:
    """The fill of each cell, by row and index: a merged one has that of its first row all the way down."""
    fills = {(at, index): cell.fill for at, row in enumerate(rows) for index, cell in enumerate(row.cells)}
    for (at, index), span in spans.items():
        if span < 2:
            continue
        for lower in range(at + 1, at + span):
            for below, cell in enumerate(rows[lower].cells):
                if cell.column == rows[at].cells[index].column and spans[lower, below] == 0:
                    fills[lower, below] = fills[at, index]
    return fills


def _heights(rows: Sequence[Row], cells: list[list[CellBox]], tops: list[float], bottoms: list[float]) -> list[float]:
    """Row heights: the tallest cell, or what the row asks for; a merged cell makes its last row taller where it must."""
    heights: list[float] = []
    for at, row in enumerate(rows):
        needed = max((_needed(box) for box in cells[at] if box.row_span == 1), default=0.0) + tops[at]
        asked = _least(row)
        if row.properties.height_rule == "exact" and asked:
            heights.append(asked)
        else:
            heights.append(max(needed, asked))
    for at, row_cells in enumerate(cells):
        for box in row_cells:
            if box.row_span > 1:
                end = at + box.row_span
                missing = _needed(box) + tops[at] - sum(heights[at:end])
                if missing > 0 and rows[end - 1].properties.height_rule != "exact":
                    heights[end - 1] += missing
    return [height + below for height, below in zip(heights, bottoms, strict=True)]


def _may_split(row: Row, height: float) -> bool:
    """Whether a page may end within a row: Word splits none that ``w:trHeight`` sizes, not its text."""
    sized = row.properties.height_rule == "exact" or height <= _least(row) + _AGREES
    return not (sized or row.properties.cannot_split or any(cell.turn for cell in row.cells))


def _least(row: Row) -> float:
    """What ``w:trHeight`` asks for; a rule that says ``auto`` asks for nothing."""
    return 0.0 if row.properties.height_rule == "auto" else row.properties.height or 0.0


def _needed(box: CellBox) -> float:
    return box.y + box.flow.height + box.padding_bottom


def _aligned(box: CellBox, cell: Cell, height: float, top: float, side: float) -> CellBox:
    """Put the text below the top edge and behind half of the left one, or where the cell's vertical alignment has it."""
    spare = max(0.0, height - top - _needed(box))
    share = sideways.SHARES.get(cell.properties.vertical or "", 0.0)
    y = box.y + top + spare * share
    flow = clipped(box.flow, height - y) if box.row_span else box.flow
    return replace(box, x=box.x + side, y=y, flow=flow)


def _keeps_next(row: Row) -> bool:
    """A row stays with the next one where the first paragraph of its first cell asks for it."""
    first = row.cells[0].blocks if row.cells else ()
    return bool(first) and isinstance(first[0], Paragraph) and first[0].content.format.keep_next
