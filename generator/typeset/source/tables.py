"""Tables as Typst code: one table for readers, however many pages it stands on; its cells have no size, their text has a place."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.typeset.layout.borders import border_parts, lines
from generator.typeset.layout.boxes import (
    CellBox,
    Decoration,
    FlowBox,
    ParagraphBox,
    Placed,
    RowBox,
    TableBox,
)
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.table_properties import Edges
from generator.typeset.source.markup import END_OF_TABLE, end_of_table
from generator.typeset.table_tags import TableTags

FlowCode = Callable[[FlowBox, float, float], str]


class TableWriter:
    """Writes tables.

    Args:
        content: Writes what a cell holds, at its place.
        artifact: The same for header rows that are shown again.
    """

    def __init__(self, content: FlowCode, artifact: FlowCode) -> None:
        self._content = content
        self._artifact = artifact
        self._tags: list[TableTags] = []

    def tags_in(self, code: str) -> tuple[TableTags, ...]:
        """What the tags of the tables in this code say beyond what Typst lets them, in the order in which the tables end."""
        return tuple(self._tags[int(each)] for each in END_OF_TABLE.findall(code)) if self._tags else ()

    def table(self, parts: Sequence[Placed], turns: Sequence[str]) -> str:
        """A table in its parts; ``turns`` lead from each part's page to the next."""
        if _ends_within_merged_row([part.box for part in parts if isinstance(part.box, TableBox)]):
            # Typst moves merged cells about where pages end within them: each part becomes a table of its own.
            made = []
            for at, part in enumerate(parts):
                if at:
                    made.append(turns[at - 1])
                made.append(self._parts([part], []))
            return "\n".join(made)
        return self._parts(parts, turns)

    def _parts(self, parts: Sequence[Placed], turns: Sequence[str]) -> str:
        first = parts[0].box
        assert isinstance(first, TableBox)
        rows: list[_WrittenRow] = []
        for number, part in enumerate(parts):
            assert isinstance(part.box, TableBox)
            turn = turns[number - 1] if number else ""
            top = part.y
            shown_again = []
            for row in part.box.rows:
                if row.repeated and number:
                    shown_again += [self._artifact(cell.flow, part.x + cell.x, top + cell.y) for cell in row.cells]
                else:
                    codes = [self._content(cell.flow, part.x + cell.x, top + cell.y) for cell in row.cells]
                    turned = "\n".join([turn, *shown_again]) if turn else ""
                    self._append(rows, row, codes, turned)
                    turn, shown_again = "", []
                top += row.height
        return self._written(first, rows)

    def _append(self, rows: list[_WrittenRow], row: RowBox, codes: list[str], turn: str) -> None:
        """Add a row, or what goes on of one; ``turn`` leads to the page on which it does."""
        if row.continued and rows and rows[-1].row.index == row.index:
            for at, (cell, code) in enumerate(zip(rows[-1].codes, codes, strict=True)):
                if turn:
                    _turn(cell, turn if at == 0 else "colbreak()")
                cell.append(code)
            return
        if turn and rows:
            rows[-1].turn = turn
        rows.append(_WrittenRow(row, [[code] for code in codes]))

    def _written(self, table: TableBox, rows: list[_WrittenRow]) -> str:
        spans = safe_spans([each.row for each in rows])
        head: list[str] = []
        body: list[str] = []
        row_heads: list[tuple[bool, ...]] = []
        in_head = True
        for at, each in enumerate(rows):
            if each.turn:
                # No merged cell reaches over the end of a page, so that one of the row's stands alone in it.
                own = [codes for codes, span in zip(each.codes, spans[at], strict=True) if span == 1]
                _turn(own[-1], each.turn)
            in_head = in_head and each.row.header and at < len(rows) - 1
            cells = self._row(each.row, each.codes, spans[at], table.columns)
            row_heads.append(tuple(heads and not in_head for _code, heads in cells))
            (head if in_head else body).extend(code for code, _heads in cells)
        self._tags.append(TableTags(table.description, tuple(row_heads)))
        code = f"table(columns: (0pt,) * {table.columns}"
        if head:
            code += f",table.header(repeat: false,{','.join(head)})"
        return f"{code},{','.join(body)}){end_of_table(len(self._tags) - 1)}"

    def _row(self, row: RowBox, codes: list[list[str]], spans: list[int], columns: int) -> list[tuple[str, bool]]:
        """The cells of a row, and whether each says what stands beside it."""
        made: list[tuple[str, bool]] = []
        column = 0
        for cell, code, span in zip(row.cells, codes, spans, strict=True):
            made += [("[]", False)] * max(0, cell.column - column)
            column = max(column, cell.column) + cell.span
            if span == 0:
                continue
            inner = "{" + "\n".join(part for part in code if part) + "}"
            across = min(cell.span, columns - cell.column)
            arguments = (f"colspan: {across}," if across > 1 else "") + (f"rowspan: {span}," if span > 1 else "")
            made.append((f"table.cell({arguments}{inner})" if arguments else f"[#{inner}]", cell.heads_row))
        made += [("[]", False)] * max(0, columns - column)
        return made


@dataclass(slots=True)
class _WrittenRow:
    """A row and the code of its cells, piece by piece; ``turn`` leads to the page on which the next row stands."""

    row: RowBox
    codes: list[list[str]]
    turn: str = ""


def _ends_within_merged_row(parts: Sequence[TableBox]) -> bool:
    """Whether a page ends within a row that has merged cells."""
    return any(
        row.continued and any(cell.row_span != 1 for cell in row.cells) for part in parts[1:] for row in part.rows
    ) or any(
        after.rows and _first_own(after).continued and any(cell.row_span != 1 for cell in before.rows[-1].cells)
        for before, after in itertools.pairwise(parts)
        if before.rows
    )


def _first_own(part: TableBox) -> RowBox:
    """The first row of a part that is not shown again."""
    return next((row for row in part.rows if not row.repeated), part.rows[0])


def _turn(cell: list[str], turn: str) -> None:
    """Go on on the next page within a cell. Typst looks forever for a page for a row that has nothing before its break."""
    if not any(cell):
        cell.append("place(top + left)[]")
    cell.append(turn)


def safe_spans(rows: Sequence[RowBox]) -> list[list[int]]:
    """Row spans that hold together: a merged cell whose lower parts are not exactly below it counts as single cells."""
    spans = [[1] * len(row.cells) for row in rows]
    for at, row in enumerate(rows):
        for index, cell in enumerate(row.cells):
            if cell.row_span <= 1:
                continue
            below = [
                _covered(rows[lower], cell) if lower < len(rows) else None
                for lower in range(at + 1, at + cell.row_span)
            ]
            if all(each is not None for each in below) and all(
                row.header == rows[lower].header for lower in range(at, at + cell.row_span)
            ):
                spans[at][index] = cell.row_span
                for lower, each in enumerate(below, at + 1):
                    if each is not None:
                        spans[lower][each] = 0
    for at, own in enumerate(spans):
        if own and not any(own):
            # A row that consists of the lower parts of merged cells alone would be no row for readers: one is told apart.
            _undo_span(rows, spans, at, len(own) - 1)
    return spans


def _undo_span(rows: Sequence[RowBox], spans: list[list[int]], row: int, index: int) -> None:
    """Count the merged cell whose part this is as single cells."""
    cell = rows[row].cells[index]
    for upper in range(row - 1, -1, -1):
        for at, each in enumerate(rows[upper].cells):
            if each.column == cell.column and each.row_span > 1:
                for lower in range(upper + 1, upper + each.row_span):
                    part = _covered(rows[lower], each)
                    if part is not None:
                        spans[lower][part] = 1
                spans[upper][at] = 1
                return


def _covered(row: RowBox, above: CellBox) -> int | None:
    for index, cell in enumerate(row.cells):
        if cell.column == above.column and cell.span == above.span and cell.row_span == 0:
            return index
    return None


def edges_of(table: TableBox, x: float, y: float) -> list[Decoration]:
    """Fills and borders of a table whose top left corner is at (x, y), nested tables included."""
    fills: list[Decoration] = []
    drawn: list[Decoration] = []
    inner: list[Decoration] = []
    top = y
    for at, row in enumerate(table.rows):
        for cell in row.cells:
            inset = cell.edges
            left, width = x + cell.left + inset.left, cell.width - inset.left - inset.right
            covered = sum(each.height for each in table.rows[at : at + max(1, cell.row_span)])
            height = covered if inset.frame else row.height
            upper, lower = top + inset.above, top + height - inset.below
            if cell.fill is not None and (cell.row_span or not inset.frame):
                fills.append(Decoration(left, upper, width, lower - upper, fill=cell.fill))
            if inset.frame is not None and cell.row_span:
                drawn += _around(inset.frame, left, upper, left + width, lower)
            drawn += _diagonals(cell, left, top, width, covered)
            inner += [each.turned(cell.flow.turn, x + cell.x, top + cell.y) for each in _within(cell.flow)]
        goes_on = table.continued and not row.repeated and (at == 0 or table.rows[at - 1].repeated)
        for edge in row.cut_edges if goes_on else row.top_edges:
            drawn += _across(edge.border, x + edge.start, x + edge.end, top)
        last = at == len(table.rows) - 1
        for edge in row.side_edges:
            drawn += _down(edge.border, x + edge.start, top, top + row.height)
        if last:
            for edge in row.bottom_edges:
                drawn += _across(edge.border, x + edge.start, x + edge.end, top + row.height - edge.border.thickness)
        top += row.height
    if table.frame is not None:
        right = max((cell.left + cell.width for row in table.rows for cell in row.cells), default=0.0)
        drawn += _around(table.frame, x, y, x + right, top)
    return [*fills, *drawn, *inner]


def _diagonals(cell: CellBox, x: float, y: float, width: float, height: float) -> Iterator[Decoration]:
    """The lines from corner to corner of a cell."""
    for border, start, rise in ((cell.down, y, height), (cell.up, y + height, -height)):
        if border is not None and border.drawn:
            ink = "000000" if border.colour == "auto" else border.colour
            dash, thickness = border_parts(border)
            yield Decoration(x, start, width, rise, stroke=ink, thickness=thickness, dash=dash, geometry="line")


def _around(frame: Edges, x0: float, y0: float, x1: float, y1: float) -> list[Decoration]:
    """The frame of a cell or table that shares its edges with no other, within this rectangle."""
    made: list[Decoration] = []
    if frame.top is not None and frame.top.drawn:
        made += _across(frame.top, x0, x1, y0)
    if frame.bottom is not None and frame.bottom.drawn:
        made += _across(frame.bottom, x0, x1, y1 - frame.bottom.thickness)
    if frame.left is not None and frame.left.drawn:
        made += _down(frame.left, x0 + frame.left.thickness / 2, y0, y1)
    if frame.right is not None and frame.right.drawn:
        made += _down(frame.right, x1 - frame.right.thickness / 2, y0, y1)
    return made


def _within(flow: FlowBox) -> Iterator[Decoration]:
    """What is drawn in a flow, from its top left corner."""
    for item in flow.items:
        if isinstance(item.box, ParagraphBox):
            yield from (each.moved(item.x, item.y) for each in item.box.decorations)
        else:
            yield from edges_of(item.box, item.x, item.y)


def _across(border: Border, x0: float, x1: float, y: float) -> list[Decoration]:
    return lines(border, x0, y, across=x1 - x0)


def _down(border: Border, x: float, y0: float, y1: float) -> list[Decoration]:
    """A vertical edge in the middle of which ``x`` lies."""
    return lines(border, x - border.thickness / 2, y0, down=y1 - y0)
