"""The page model: what stands where, in points from the top left. Boxes are laid out once and placed afterwards.

A line's fragments stand relative to the left edge of their column; lines relative to the top of their box; placed nodes
relative to the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from generator.model import TextPlace
from generator.typeset.layout.gaps import Obstacle
from generator.typeset.layout.shaping import TextStyle
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.content import Float, Link
from generator.typeset.ooxml.document import LineNumbers, ListLabel, Paragraph
from generator.typeset.ooxml.graphics import Graphic
from generator.typeset.ooxml.table_properties import Edges


@dataclass(frozen=True, slots=True)
class Fragment:
    """Letters in one style at one spot of a line.

    Attributes:
        x: From the left edge of the column.
        width: As set, stretched spaces included.
        stretch: Added to each space to justify the line.
    """

    x: float
    width: float
    text: str
    style: TextStyle
    link: Link | None = None
    stretch: float = 0.0


@dataclass(frozen=True, slots=True)
class Leader:
    """The dots or line that fill a tab; no text for readers."""

    x: float
    width: float
    sign: str
    style: TextStyle
    sign_width: float


@dataclass(frozen=True, slots=True)
class InlineGraphic:
    """A picture or shape in the line, standing on the baseline.

    Attributes:
        width: Of the room that it takes: all that it covers where it is turned.
        body: The laid-out text of a shape.
        frame_at: Where its frame, as it is before it is turned, stands in that room: across and down.
        shown: How much of it a line of exact height shows above its baseline; None for all.
    """

    x: float
    width: float
    height: float
    content: Graphic
    body: Body | None = None
    rise: float = 0.0
    frame_at: tuple[float, float] = (0.0, 0.0)
    shown: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph.

    Attributes:
        top: From the top of the paragraph's box.
        baseline: From the line's own top.
        notes: Foot- and endnotes called in it, as (kind, identity).
        bookmarks: Names of bookmarks that begin in it.
    """

    top: float
    height: float
    baseline: float
    fragments: tuple[Fragment, ...] = ()
    leaders: tuple[Leader, ...] = ()
    graphics: tuple[InlineGraphic, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    bookmarks: tuple[str, ...] = ()
    links_inward: bool = False
    """Something in it leads to a bookmark of the document."""
    break_after: str | None = None
    """``page`` or ``column`` where the author breaks behind it."""
    hyphenated: bool = False


@dataclass(frozen=True, slots=True)
class LabelBox:
    """The number or bullet of a list item: its fragments in the first line."""

    label: ListLabel
    fragments: tuple[Fragment, ...]


_DOWNWARDS = 90
"""Text that reads from top to bottom is turned so far."""


@dataclass(frozen=True, slots=True)
class Decoration:
    """A rectangle or line behind or around text, an artifact. ``fill`` and ``stroke`` in ``RRGGBB``."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    thickness: float = 0.0
    dash: str = "solid"
    geometry: str = "rect"

    def moved(self, x: float, y: float) -> Decoration:
        """The same elsewhere."""
        return Decoration(
            self.x + x,
            self.y + y,
            self.width,
            self.height,
            self.fill,
            self.stroke,
            self.thickness,
            self.dash,
            self.geometry,
        )

    def turned(self, turn: int, x: float, y: float) -> Decoration:
        """The same in a flow that is turned about (x, y), by degrees clockwise."""
        if not turn:
            return self.moved(x, y)
        left, top = (
            (x - self.y - self.height, y + self.x) if turn == _DOWNWARDS else (x + self.y, y - self.x - self.width)
        )
        return replace(self, x=left, y=top, width=self.height, height=self.width)


@dataclass(frozen=True, slots=True)
class Joins:
    """Whether a paragraph shares its frame with the one above and below; ``gap`` is the space to the one below."""

    above: bool = False
    below: bool = False
    gap: float = 0.0


ALONE = Joins()


@dataclass(frozen=True, slots=True)
class ParagraphBox:
    """A paragraph, or the part of one that stands on one page. ``floats`` are anchored to its first line.

    Attributes:
        width: Of the column that it was set for.
        joins: The neighbours with which it shares its frame.
    """

    paragraph: Paragraph
    lines: tuple[Line, ...]
    height: float
    label: LabelBox | None = None
    decorations: tuple[Decoration, ...] = ()
    floats: tuple[Float, ...] = ()
    continued: bool = False
    """It is the rest of a paragraph that began on an earlier page."""
    width: float = 0.0
    joins: Joins = ALONE

    def of(self, paragraph: Paragraph) -> ParagraphBox:
        """The same lines for another paragraph of the same content."""
        if paragraph is self.paragraph:
            return self
        return ParagraphBox(
            paragraph,
            self.lines,
            self.height,
            self.label,
            self.decorations,
            self.floats,
            self.continued,
            self.width,
            self.joins,
        )


@dataclass(frozen=True, slots=True)
class FlowItem:
    """A box at its place in a flow."""

    x: float
    y: float
    box: ParagraphBox | TableBox


@dataclass(frozen=True, slots=True)
class AnchoredFloat:
    """A float of a flow: where its anchor stands in the flow, and the column that it counts from. ``body`` is its text."""

    anchored: Float
    anchor_y: float
    column_x: float
    column_width: float
    body: Body | None
    place: TextPlace


@dataclass(frozen=True, slots=True)
class FlowBox:
    """Boxes below each other: the content of a cell, text box, header or note.

    Attributes:
        ends: How far below its top it is cut off, where its box has a fixed size and it does not fit.
        hidden: The paragraphs of which something is cut off.
        turn: How far it is turned about its top left corner, in degrees clockwise: 0, 90 or 270.
        kept_free: Around its frames and floating tables, from the page's top left, where it was laid out on a page.
    """

    items: tuple[FlowItem, ...] = ()
    height: float = 0.0
    floats: tuple[AnchoredFloat, ...] = ()
    ends: float | None = None
    hidden: tuple[Paragraph, ...] = ()
    turn: int = 0
    kept_free: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupBody:
    """The text of each member of a group of shapes, None for a member without."""

    members: tuple[FlowBox | None, ...]


Body = FlowBox | GroupBody
"""The laid-out text of a shape or group."""


@dataclass(frozen=True, slots=True)
class CellEdges:
    """What a cell leaves free within its part of the grid, in points, and the frame around the rest."""

    left: float = 0.0
    right: float = 0.0
    above: float = 0.0
    below: float = 0.0
    frame: Edges | None = None


@dataclass(frozen=True, slots=True)
class CellBox:
    """A cell. Measures within its row: the text at (x, y), the cell itself from ``left``.

    Attributes:
        row_span: Rows that it covers; 0 for a cell that is covered by one above.
        room: Height that its text may take, over all its rows.
        heads_row: It says what stands beside it, to readers without sight.
    """

    flow: FlowBox
    x: float
    y: float
    left: float
    width: float
    column: int
    span: int
    fill: str | None = None
    row_span: int = 1
    heads_row: bool = False
    padding_bottom: float = 0.0
    edges: CellEdges = CellEdges()
    down: Border | None = None
    """From its top left to its bottom right."""
    up: Border | None = None
    """From its bottom left to its top right."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A stretch of a horizontal or vertical edge, from ``start`` to ``end``; a vertical one stands at ``start``."""

    start: float
    end: float
    border: Border


@dataclass(frozen=True, slots=True)
class RowBox:
    """A row of a table.

    Attributes:
        header: It says what stands below it, to readers without sight.
        repeats: Each page that the table goes on on begins with it (``w:tblHeader``).
        repeated: A row shown again on a later page so: an artifact.
        continued: The rest of a row that began on an earlier page.
        can_split: A page may end within it; one that no page can hold is split all the same, unless ``exact``.
        index: Its number in the table, the same for all parts of a row.
        bottom_edges: Below it, where a page or the table ends behind it.
        cut_edges: Above it, where a page begins with it.
    """

    cells: tuple[CellBox, ...]
    height: float
    header: bool = False
    repeats: bool = False
    repeated: bool = False
    continued: bool = False
    can_split: bool = True
    exact: bool = False
    keep_next: bool = False
    index: int = 0
    top_edges: tuple[Edge, ...] = ()
    bottom_edges: tuple[Edge, ...] = ()
    side_edges: tuple[Edge, ...] = ()
    cut_edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBox:
    """A table, or the part of one that stands on one page; ``rows`` stand below each other from its top."""

    rows: tuple[RowBox, ...]
    height: float
    columns: int
    place: TextPlace
    description: str = ""
    continued: bool = False
    frame: Edges | None = None
    """Around all of it, where its cells have edges of their own."""

    @property
    def width(self) -> float:
        """How far its widest row reaches to the right."""
        return max((cell.left + cell.width for row in self.rows for cell in row.cells), default=0.0)


@dataclass(frozen=True, slots=True)
class PlacedFloat:
    """A floating picture or shape where it stands on its page.

    Attributes:
        part: ``all`` of it; or only its ``drawing``, where its ``text`` is read elsewhere in the order.
    """

    x: float
    y: float
    width: float
    height: float
    content: Graphic
    behind: bool
    order: int
    body: Body | None = None
    place: TextPlace | None = None
    part: Literal["all", "drawing", "text"] = "all"


@dataclass(frozen=True, slots=True)
class Placed:
    """A box at its place on a page; ``line_numbers`` where its lines are numbered in the margin."""

    page: int
    x: float
    y: float
    box: ParagraphBox | TableBox
    line_numbers: LineNumbers | None = None


@dataclass(frozen=True, slots=True)
class PageStart:
    """From here on the nodes stand on page ``page`` (from 0)."""

    page: int


Node = Placed | PlacedFloat | PageStart


@dataclass(slots=True)
class Page:
    """A page with what is no part of the document's text: headers, footers, frames.

    Attributes:
        behind: What the text anchors and is drawn behind it.
        furniture: What headers and footers anchor.
        margin: The numbers of lines.
    """

    width: float
    height: float
    number: int
    label: str
    section: int
    header: list[tuple[float, float, FlowBox]] = field(default_factory=list)
    footer: list[tuple[float, float, FlowBox]] = field(default_factory=list)
    background: list[Decoration] = field(default_factory=list)
    foreground: list[Decoration] = field(default_factory=list)
    behind: list[PlacedFloat] = field(default_factory=list)
    furniture: list[PlacedFloat] = field(default_factory=list)
    margin: list[tuple[float, float, FlowBox]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pages:
    """A document on its pages. ``nodes`` are in reading order; ``hidden`` is what frames of a fixed height cut off."""

    pages: Sequence[Page]
    nodes: Sequence[Node]
    hidden: Sequence[tuple[Paragraph, ...]] = ()
