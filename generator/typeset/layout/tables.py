"""Tables: column widths, row heights, merged cells, and which of two borders wins (docs/word/tables.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.typeset.layout import columns, sideways
from generator.typeset.layout.boxes import CellBox, Edge, FlowBox, RowBox, TableBox
from generator.typeset.layout.clipping import clipped
from generator.typeset.layout.paragraphs import PageFacts
from generator.typeset.ooxml.document import Cell, DocumentSettings, Paragraph, Row, Table
from generator.typeset.ooxml.properties import Border

if TYPE_CHECKING:
    from generator.typeset.layout.flow import FlowSetter, Neighbours

_EDGE_ON_MARGIN = 15
_AGREES = 0.01

_WEIGHTS = {"double": 3, "triple": 3, "thick": 2, "dashed": 0, "dotted": 0}


@dataclass(frozen=True, slots=True)
class TableAt:
    """A table's box and its left edge from the column's, in points."""

    x: float
    box: TableBox


class TableSetter:
    """Sets tables; the text of cells is set by ``flows``."""

    def __init__(self, flows: FlowSetter, settings: DocumentSettings) -> None:
        self._flows = flows
        self._settings = settings

    def box(self, table: Table, available: float, facts: PageFacts, *, nested: bool = False) -> TableAt:
        """Set a table in a column of this width, in points; ``nested`` in a cell of another one."""
        widths = columns.widths(table, available, self._flows.paragraphs)
        lefts = [0.0]
        for width in widths:
            lefts.append(lefts[-1] + width)
        spans = _row_spans(table.rows)
        between = _neighbours(table.rows)
        cells = [
            [self._cell(cell, lefts, spans[at, index], facts, next(between)) for index, cell in enumerate(row.cells)]
            for at, row in enumerate(table.rows)
        ]
        edges = _Edges(table, lefts, spans)
        tops = [edges.thickest_above(at) for at in range(len(table.rows))]
        heights = _heights(table.rows, cells, tops, edges.thickest_above(len(table.rows)))
        self._lengthen(table.rows, cells, tops, heights, facts)
        rows = tuple(
            RowBox(
                cells=tuple(
                    self._placed(
                        box,
                        cell,
                        heights[at : at + max(1, box.row_span)],
                        (tops[at], edges.beside(at, box.column)),
                        facts,
                    )
                    for cell, box in zip(row.cells, cells[at], strict=True)
                ),
                height=heights[at],
                header=row.header and all(each.header for each in table.rows[:at]),
                can_split=_may_split(row, heights[at]),
                exact=row.properties.height_rule == "exact",
                keep_next=_keeps_next(row),
                index=at,
                top_edges=edges.above(at),
                bottom_edges=edges.above(at + 1),
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
            description=properties.description or properties.caption or "",
        )
        return TableAt(self._left(table, lefts[-1], available, nested=nested), box)

    def _cell(
        self, cell: Cell, lefts: Sequence[float], row_span: int, facts: PageFacts, neighbours: Neighbours
    ) -> CellBox:
        first = min(cell.column, len(lefts) - 1)
        last = min(cell.column + cell.span, len(lefts) - 1)
        width = max(0.0, lefts[last] - lefts[first])
        top, left, bottom, right = cell.margins
        flow = FlowBox()
        if row_span and not cell.turn:
            flow = self._flows.cell(cell.blocks, max(1.0, width - left - right), facts, neighbours)
        return CellBox(
            flow=flow,
            x=lefts[first] + left,
            y=top,
            left=lefts[first],
            width=width,
            column=cell.column,
            span=cell.span,
            fill=cell.fill,
            row_span=row_span,
            padding_bottom=bottom,
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
                across = box.width - cell.margins[1] - cell.margins[3]
                needed = sideways.shortest_lines(
                    cell,
                    across,
                    self._flows.paragraphs,
                    lambda length, blocks=cell.blocks: self._flows.cell(blocks, max(1.0, length), facts),  # type: ignore[misc]
                )
                heights[end - 1] += max(0.0, needed - sideways.room_along(cell, heights[at:end], tops[at]))

    def _placed(
        self, box: CellBox, cell: Cell, heights: Sequence[float], edges: tuple[float, float], facts: PageFacts
    ) -> CellBox:
        """A cell's text at its place within rows of these heights; ``edges`` are those above it and on its left."""
        if not cell.turn or not box.row_span:
            return _aligned(box, cell, sum(heights), *edges)
        flow = self._flows.cell(cell.blocks, sideways.room_along(cell, heights, edges[0]), facts)
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


def _heights(rows: Sequence[Row], cells: list[list[CellBox]], tops: list[float], last: float) -> list[float]:
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
    if heights:
        heights[-1] += last
    return heights


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
    flow = clipped(box.flow, height - y, box.width) if box.row_span else box.flow
    return replace(box, x=box.x + side / 2, y=y, flow=flow)


def _keeps_next(row: Row) -> bool:
    """A row stays with the next one where the first paragraph of its first cell asks for it."""
    first = row.cells[0].blocks if row.cells else ()
    return bool(first) and isinstance(first[0], Paragraph) and first[0].content.format.keep_next


class _Edges:
    """All edges of a table, conflicts decided: per grid column above each row, per cell boundary beside it."""

    def __init__(self, table: Table, lefts: Sequence[float], spans: dict[tuple[int, int], int]) -> None:
        self._lefts = lefts
        count = max(1, len(lefts) - 1)
        rows = len(table.rows)
        self._above: list[list[Border | None]] = [[None] * count for _ in range(rows + 1)]
        self._beside: list[list[Border | None]] = [[None] * (count + 1) for _ in range(rows)]
        for at, row in enumerate(table.rows):
            for index, cell in enumerate(row.cells):
                last = min(cell.column + cell.span, count)
                span = spans[at, index]
                inside_merge = span == 0
                ends = at + 1 >= rows or not _continues(table.rows[at + 1], cell.column)
                for column in range(min(cell.column, count - 1), last):
                    if not inside_merge:
                        self._above[at][column] = stronger(self._above[at][column], cell.borders.top)
                    if ends:
                        self._above[at + 1][column] = stronger(self._above[at + 1][column], cell.borders.bottom)
                self._beside[at][min(cell.column, count)] = stronger(
                    self._beside[at][min(cell.column, count)], cell.borders.left
                )
                self._beside[at][last] = stronger(self._beside[at][last], cell.borders.right)

    def above(self, row: int) -> tuple[Edge, ...]:
        """The edges above a row; below the last one for the row behind it."""
        made: list[Edge] = []
        for column, border in enumerate(self._above[row]):
            if border is None or not border.drawn:
                continue
            start, end = self._lefts[column], self._lefts[min(column + 1, len(self._lefts) - 1)]
            if made and made[-1].border == border and abs(made[-1].end - start) < 0.01:
                made[-1] = Edge(made[-1].start, end, border)
            else:
                made.append(Edge(start, end, border))
        return tuple(made)

    def sides(self, row: int) -> tuple[Edge, ...]:
        """The edges between and beside the cells of a row."""
        return tuple(
            Edge(self._lefts[column], self._lefts[column], border)
            for column, border in enumerate(self._beside[row])
            if border is not None and border.drawn and column < len(self._lefts)
        )

    def beside(self, row: int, column: int) -> float:
        """The thickness of the edge on the left of a cell."""
        sides = self._beside[row]
        border = sides[min(column, len(sides) - 1)]
        return border.thickness if border is not None and border.drawn else 0.0

    def thickest_above(self, row: int) -> float:
        """How much height the edge above a row takes."""
        return max(
            (border.thickness for border in self._above[row] if border is not None and border.drawn), default=0.0
        )


def _continues(row: Row, column: int) -> bool:
    return any(cell.column == column and cell.properties.merge == "continue" for cell in row.cells)


def stronger(one: Border | None, other: Border | None) -> Border | None:
    """The border that wins where two cells meet: the wider, then the heavier style, then the darker (17.4.66)."""
    if one is None or not one.drawn:
        return other if other is not None and other.drawn else one
    if other is None or not other.drawn:
        return one

    def weight(border: Border) -> tuple[float, int, int]:
        colour = 0 if border.colour == "auto" else int(border.colour, 16) if len(border.colour) == 6 else 0
        return border.thickness, _WEIGHTS.get(border.style, 1), -colour

    return one if weight(one) >= weight(other) else other
