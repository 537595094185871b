"""Tables: rows and cells with their style's conditional formatting and borders resolved (ECMA-376 part 1, 17.4, 17.7.6)."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from generator.typeset.ooxml import frames, plainer, tracked
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.compatibility import alternatives
from generator.typeset.ooxml.document import Cell, Row, Table
from generator.typeset.ooxml.properties import (
    NO_RUN_PROPERTIES,
    ParagraphProperties,
    RunProperties,
    overlaid,
)
from generator.typeset.ooxml.shades import is_dark
from generator.typeset.ooxml.styles import StyleSheet, TableStyle
from generator.typeset.ooxml.table_properties import (
    Edges,
    Margins,
    TableProperties,
    cell_properties,
    overlaid_cell,
    overlaid_margins,
    overlaid_table,
    row_properties,
    table_properties,
)
from generator.typeset.ooxml.xml import MC, Element, W, local, twips, value

if TYPE_CHECKING:
    from generator.typeset.ooxml.reader import StoryReader

_WALKED = frozenset({W + name for name in ("sdtContent", "customXml", "ins", "moveTo")})
_IGNORED = frozenset(
    {
        W + name
        for name in ("tblPr", "tblGrid", "trPr", "tblPrEx", "proofErr", "bookmarkStart", "bookmarkEnd", "permStart")
    }
    | {W + name for name in ("permEnd", "commentRangeStart", "commentRangeEnd", "sdtPr", "sdtEndPr", "customXmlPr")}
    | {W + name for name in ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")}
    | tracked.GONE
)

TURNS = {"lrTb": 0, "tb": 0, "lrTbV": 0, "tbV": 0, "btLr": 270, "lr": 270, "tbRl": 90, "rl": 90, "tbRlV": 90, "rlV": 90}
"""How far ``w:textDirection`` turns text, in degrees clockwise; with the names of the strict schema (17.18.93)."""

_IDEOGRAPHS = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a cell stands: its row of how many, its grid column, and whether it is the row's last."""

    row: int
    rows: int
    column: int
    last: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a table says of itself as a whole; ``grid`` and ``margins`` in points, ``table`` with what its style says."""

    style: TableStyle
    table: TableProperties
    look: frozenset[str]
    grid: tuple[float, ...]
    margins: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Dress:
    """A cell before anything stands in it.

    Attributes:
        turn: How far its text is turned; None where it asks for what is not known.
        paragraph: What its table's style says of its paragraphs.
        run: The same of their letters; None for nothing.
    """

    cell: Cell
    turn: int | None
    paragraph: ParagraphProperties
    run: RunProperties | None


def _frame(sheet: StyleSheet, element: Element) -> _Frame:
    said = table_properties(element.find(W + "tblPr"))
    style = sheet.table_style(said.style)
    table = overlaid_table(style.table, said)
    return _Frame(
        style=style,
        table=table,
        look=table.look if table.look is not None else frozenset({"firstRow", "firstColumn", "noVBand"}),
        grid=tuple(max(0.0, twips(value(each, "w")) or 0.0) for each in element.iterfind(f"{W}tblGrid/{W}gridCol")),
        margins=_sides(overlaid_margins(Margins(0.0, 5.4, 0.0, 5.4), table.margins)),
    )


class TableReader:
    """Reads one ``w:tbl``.

    Args:
        story: The part that it stands in; reads what the cells hold.
        element: The table.
    """

    def __init__(self, story: StoryReader, element: Element) -> None:
        self._story = story
        self._element = element
        self._frame = story.before.read(
            b"".join(etree.tostring(each) for each in element.iterchildren(W + "tblPr", W + "tblGrid")),
            ("frame",),
            (),
            lambda: _frame(story.sheet, element),
            lasts=lambda _frame: True,
        )

    def table(self) -> Table:
        """The table with resolved cells."""
        place, frame = self._story.place(self._element), self._frame
        if frame.table.right_to_left:
            self._story.findings.unsupported("bidiVisual", place)
        if frame.table.spacing and frame.table.borders is not None:
            around = frame.table.borders
            edges = (around.top, around.left, around.bottom, around.right)
            plainer.tell_borders(edges, self._story.findings, place)
        elements = [each for each in self._children(self._element, "tr") if not tracked.is_deleted(each)]
        rows = tuple(self._row(each, at, len(elements)) for at, each in enumerate(elements))
        return Table(tuple(row for row in rows if row.cells), frame.table, frame.grid, place, frame.margins)

    def _children(self, parent: Element, name: str) -> Iterator[Element]:
        for child in parent:
            if child.tag == W + name:
                yield child
            elif child.tag in _WALKED:
                yield from self._children(child, name)
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    yield from self._children(content, name)
            elif child.tag == MC + "AlternateContent":
                for chosen in alternatives(child):
                    yield from self._children(chosen, name)
            elif child.tag not in _IGNORED:
                self._story.findings.unsupported(local(child), self._story.place(child))

    def _row(self, element: Element, at: int, rows: int) -> Row:
        properties = row_properties(element.find(W + "trPr"))
        exceptions = element.find(W + "tblPrEx")
        table, margins = self._frame.table, self._frame.margins
        if exceptions is not None:
            table = overlaid_table(table, table_properties(exceptions))
            margins = _sides(overlaid_margins(Margins(*margins), table_properties(exceptions).margins))
        cells: list[Cell] = []
        column = properties.grid_before
        said = b"" if exceptions is None else etree.tostring(exceptions)
        elements = [each for each in self._children(element, "tc") if each.find(f"{W}tcPr/{W}cellDel") is None]
        for index, each in enumerate(elements):
            spot = _Spot(at, rows, column, index == len(elements) - 1)
            dress = functools.partial(self._dress, each.find(W + "tcPr"), table, margins, spot)
            read = functools.partial(self._cell, each, (spot, said), dress)
            also = ("cell", spot, said)
            cells.append(self._story.read_once(each, also, (self._frame,), read, lambda cell: cell.blocks))
            column += cells[-1].span
        look, conditions = self._frame.look, self._frame.style.conditions
        header = properties.header or (at == 0 and "firstRow" in look and "firstRow" in conditions)
        return Row(_in_line(cells), properties, header)

    def _cell(self, element: Element, where: tuple[_Spot, bytes], make: Callable[[], _Dress]) -> Cell:
        said = element.find(W + "tcPr")
        dress = self._story.before.read(
            b"" if said is None else etree.tostring(said), ("dress", *where), (self._frame,), make, lasts=lambda _: True
        )
        if dress.turn is None or (dress.turn and not _can_turn(element)):
            self._story.findings.unsupported("textDirection", self._story.place(element))
        plainer.tell_cell(element, dress.cell, self._story)
        return replace(dress.cell, blocks=frames.unframed(self._story.blocks(element, dress.paragraph, dress.run)))

    def _dress(
        self,
        element: Element | None,
        table: TableProperties,
        margins: tuple[float, float, float, float],
        spot: _Spot,
    ) -> _Dress:
        """How a cell looks by its ``w:tcPr`` and by where it stands."""
        said, style = cell_properties(element), self._frame.style
        turn = TURNS.get(said.text_direction or "lrTb")
        paragraph, run, cell = style.paragraph, style.run, style.cell
        edges = _edges_apart(table.borders) if self._frame.table.spacing else _edges_of_table(table.borders, spot)
        layers = self._conditions(spot)
        for name in layers:
            layer = style.conditions[name]
            paragraph, run = overlaid(paragraph, layer.paragraph), overlaid(run, layer.run)
            cell = overlaid_cell(cell, replace(layer.cell, borders=None))
            edges = _over(edges, _edges_of_condition(layer.cell.borders, name, spot))
        edges = _over(edges, said.borders)
        cell = overlaid_cell(cell, replace(said, borders=None))
        fill = self._story.sheet.fill(cell.shading) if cell.shading is not None else None
        if is_dark(fill):
            run = replace(run, backdrop=fill)
        dressed = Cell(
            blocks=(),
            properties=cell,
            column=spot.column,
            span=max(1, said.span or 1),
            borders=edges,
            fill=fill,
            margins=_sides(overlaid_margins(Margins(*margins), cell.margins)),
            turn=turn or 0,
            heads_row="firstCol" in layers and not spot.last,
        )
        return _Dress(
            dressed,
            turn,
            paragraph,
            None if run == NO_RUN_PROPERTIES else run,
        )

    def _conditions(self, spot: _Spot) -> list[str]:
        """The conditional formats that hold for a cell, the weakest first: in Word's order, not that of 17.7.6."""
        look, row, rows, column, last = self._frame.look, spot.row, spot.rows, spot.column, spot.last
        first_row, last_row = row == 0 and "firstRow" in look, row == rows - 1 and "lastRow" in look and rows > 1
        first_column, last_column = column == 0 and "firstColumn" in look, last and "lastColumn" in look
        names = ["wholeTable"]
        if "noHBand" not in look and not first_row and not last_row:
            size = max(1, self._frame.table.row_band or 1)
            band = (row - ("firstRow" in look)) // size
            names.append("band1Horz" if band % 2 == 0 else "band2Horz")
        if "noVBand" not in look and not first_column and not last_column:
            size = max(1, self._frame.table.column_band or 1)
            band = (column - ("firstColumn" in look)) // size
            names.append("band1Vert" if band % 2 == 0 else "band2Vert")
        names += [
            name
            for name, holds in (
                ("firstCol", first_column),
                ("lastCol", last_column),
                ("firstRow", first_row),
                ("lastRow", last_row),
                ("neCell", first_row and last_column),
                ("nwCell", first_row and first_column),
                ("seCell", last_row and last_column),
                ("swCell", last_row and first_column),
            )
            if holds
        ]
        return [name for name in names if name in self._frame.style.conditions]


def _can_turn(cell: Element) -> bool:
    """Pictures stand upright in a cell whose text lies on its side, and so do ideographs: neither is built."""
    drawn = next(cell.iter(W + "drawing", W + "pict", W + "object", W + "tbl"), None)
    return drawn is None and not _IDEOGRAPHS.search("".join(text.text or "" for text in cell.iter(W + "t")))


def _in_line(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a row with the largest of their margins above and below: their texts begin at one height."""
    top = max((cell.margins[0] for cell in cells), default=0.0)
    bottom = max((cell.margins[2] for cell in cells), default=0.0)
    return tuple(replace(cell, margins=(top, cell.margins[1], bottom, cell.margins[3])) for cell in cells)


def _sides(margins: Margins | None) -> tuple[float, float, float, float]:
    chosen = margins or Margins()
    return chosen.top or 0.0, chosen.left or 0.0, chosen.bottom or 0.0, chosen.right or 0.0


def _edges_of_table(borders: Edges | None, spot: _Spot) -> Edges:
    """The edges that a table's borders give to one of its cells."""
    if borders is None:
        return Edges()
    return Edges(
        top=borders.top if spot.row == 0 else borders.inside_h,
        left=borders.left if spot.column == 0 else borders.inside_v,
        bottom=borders.bottom if spot.row == spot.rows - 1 else borders.inside_h,
        right=borders.right if spot.last else borders.inside_v,
    )


def _edges_apart(borders: Edges | None) -> Edges:
    """The same where cells stand apart: those around the table are its own."""
    if borders is None:
        return Edges()
    across, down = borders.inside_h, borders.inside_v
    return Edges(top=across, left=down, bottom=across, right=down)


def _edges_of_condition(
    borders: Edges | None,
    name: str,
    spot: _Spot,
) -> Edges | None:
    """The same of a conditional format, whose own region has an inside and an outside."""
    if borders is None:
        return None
    one_row = name in {"firstRow", "lastRow", "neCell", "nwCell", "seCell", "swCell"} or name.endswith("Horz")
    one_column = name in {"firstCol", "lastCol", "neCell", "nwCell", "seCell", "swCell"} or name.endswith("Vert")
    top = one_row or spot.row == 0
    bottom = one_row or spot.row == spot.rows - 1
    return Edges(
        top=borders.top if top else borders.inside_h,
        bottom=borders.bottom if bottom else borders.inside_h,
        left=borders.left if one_column or spot.column == 0 else borders.inside_v,
        right=borders.right if one_column or spot.last else borders.inside_v,
    )


def _over(base: Edges, over: Edges | None) -> Edges:
    if over is None:
        return base
    chosen: dict[str, Border | None] = {
        side: getattr(over, side) or getattr(base, side) for side in ("top", "left", "bottom", "right")
    }
    return Edges(**chosen)
