"""The edges of a table: shared by neighbours, where the stronger wins, or each cell's own (docs/word/tables.md)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.typeset.layout.boxes import CellEdges, Edge
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.document import Cell, Row, Table
from generator.typeset.ooxml.table_properties import Edges

_WEIGHTS = {"double": 3, "triple": 3, "thick": 2, "dashed": 0, "dotted": 0}


_SHARED = CellEdges()


class JoinedEdges:
    """All edges of a table, conflicts decided: per grid column above each row, per cell boundary beside it."""

    def __init__(self, table: Table, lefts: Sequence[float], spans: dict[tuple[int, int], int]) -> None:
        self._lefts = lefts
        count = max(1, len(lefts) - 1)
        rows = len(table.rows)
        self._above: list[list[Border | None]] = [[None] * count for _ in range(rows + 1)]
        self._beside: list[list[Border | None]] = [[None] * (count + 1) for _ in range(rows)]
        self._within: dict[tuple[int, int], Border | None] = {}
        """What the rows of a merged cell would have between them: it closes the cell where a page ends there."""
        for at, row in enumerate(table.rows):
            for index, cell in enumerate(row.cells):
                last = min(cell.column + cell.span, count)
                span = spans[at, index]
                inside_merge = span == 0
                ends = at + 1 >= rows or not _continues(table.rows[at + 1], cell.column)
                for column in range(min(cell.column, count - 1), last):
                    if inside_merge:
                        self._within[at, column] = cell.borders.top
                    else:
                        self._above[at][column] = stronger(self._above[at][column], cell.borders.top)
                    if ends:
                        self._above[at + 1][column] = stronger(self._above[at + 1][column], cell.borders.bottom)
                self._beside[at][min(cell.column, count)] = stronger(
                    self._beside[at][min(cell.column, count)], cell.borders.left
                )
                self._beside[at][last] = stronger(self._beside[at][last], cell.borders.right)

    def above(self, row: int) -> tuple[Edge, ...]:
        """The edges above a row; below the last one for the row behind it."""
        return self._joined(self._above[row])

    def cut(self, row: int) -> tuple[Edge, ...]:
        """The edges above a row where a page ends there: merged cells are closed as well."""
        return self._joined([border or self._within.get((row, at)) for at, border in enumerate(self._above[row])])

    def _joined(self, borders: Sequence[Border | None]) -> tuple[Edge, ...]:
        made: list[Edge] = []
        for column, border in enumerate(borders):
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

    def aside(self, row: int, cell: Cell) -> float:
        """How far the edge on the left of a cell pushes its text: half of it stands in the cell."""
        sides = self._beside[row]
        return _thickness(sides[min(cell.column, len(sides) - 1)]) / 2

    def top(self, row: int) -> float:
        """How much height the edge above a row takes."""
        return self._thickest(row)

    def bottom(self, row: int) -> float:
        """How much height the edge below a row takes: that of the last one; others belong to the row below them."""
        return self._thickest(row + 1) if row + 2 == len(self._above) else 0.0

    def shape(self, row: int, cell: Cell) -> CellEdges:  # noqa: ARG002  spaced cells have one
        """What a cell leaves free around itself, and its own frame: nothing and none where edges are shared."""
        return _SHARED

    @property
    def frame(self) -> Edges | None:
        """What stands around the table besides the edges of its cells."""
        return None

    def _thickest(self, row: int) -> float:
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


class SpacedEdges:
    """The edges of a table with ``w:tblCellSpacing``: each cell has its own, and the table has its own around them.

    Two cells stand apart by twice what is named, and so does each from the table's edge.
    """

    def __init__(self, table: Table, columns: int) -> None:
        self._table = table
        self._columns = columns
        self._space = table.properties.spacing or 0.0
        self.frame = table.properties.borders

    def above(self, row: int) -> tuple[Edge, ...]:  # noqa: ARG002  joined edges have some
        """No edges are shared."""
        return ()

    def cut(self, row: int) -> tuple[Edge, ...]:  # noqa: ARG002  see above
        """No edges are shared."""
        return ()

    def sides(self, row: int) -> tuple[Edge, ...]:  # noqa: ARG002  see above
        """No edges are shared."""
        return ()

    def aside(self, row: int, cell: Cell) -> float:
        """How far the edge on the left of a cell pushes its text."""
        return _thickness(cell.borders.left) + self.shape(row, cell).left

    def top(self, row: int) -> float:
        """How much height space and edge above the text of a row take."""
        cells = self._table.rows[row].cells
        edge = max((_thickness(cell.borders.top) for cell in cells), default=0.0)
        return edge + self._space + (self._outer("top") if row == 0 else 0.0)

    def bottom(self, row: int) -> float:
        """How much height edge and space below the text of a row take."""
        cells = self._table.rows[row].cells
        edge = max((_thickness(cell.borders.bottom) for cell in cells), default=0.0)
        return edge + self._space + (self._outer("bottom") if row == len(self._table.rows) - 1 else 0.0)

    def shape(self, row: int, cell: Cell) -> CellEdges:
        """What a cell leaves free around itself, and its own frame."""
        first, last = cell.column == 0, cell.column + cell.span >= self._columns
        return CellEdges(
            left=self._space + (self._outer("left") if first else 0.0),
            right=self._space + (self._outer("right") if last else 0.0),
            above=self._space + (self._outer("top") if row == 0 else 0.0),
            below=self._space + (self._outer("bottom") if row == len(self._table.rows) - 1 else 0.0),
            frame=cell.borders,
        )

    def _outer(self, side: str) -> float:
        """The space between a cell and the edge of the table, beyond that between two cells."""
        return self._space + (_thickness(getattr(self.frame, side)) if self.frame is not None else 0.0)


def _thickness(border: Border | None) -> float:
    return border.thickness if border is not None and border.drawn else 0.0
