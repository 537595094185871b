"""A Word document with its formatting resolved: what the reader hands to the layout. Measures in points."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model import Problem, TextPlace
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.content import (
    Break,
    Float,
    Inline,
    InlinePicture,
    Offset,
    PageField,
    Text,
    visible_signs,
)
from generator.typeset.ooxml.graphics import Shape, shapes_of
from generator.typeset.ooxml.styles import ParagraphFormat, RunFormat
from generator.typeset.ooxml.table_properties import CellProperties, Edges, RowProperties, TableProperties


@dataclass(frozen=True, slots=True)
class ListLabel:
    """The number or bullet of a list item.

    Attributes:
        text: As printed, ``2.1`` or ``•``.
        suffix: What follows it: ``tab``, ``space`` or ``nothing``.
        alignment: ``left``, ``center`` or ``right`` of the spot where it stands.
        list_id: Items of one list share it.
        level: From 0.
        number_format: An ST_NumberFormat name; ``bullet`` where it is no number.
    """

    text: str
    format: RunFormat
    suffix: str
    alignment: str
    list_id: int
    level: int
    number_format: str = "decimal"


@dataclass(frozen=True)
class ParagraphContent:
    """What a paragraph is by itself, whatever stands around it; equal XML in an equal context shares one.

    It is kept for later letters, and so is what is found out about it.

    Attributes:
        mark: Format of the paragraph mark: the height of an empty paragraph.
        plain: What its style gives to letters: the height of a line without any; None where the mark serves.
        heading: Outline level from 1 where it is a heading, else None.
        page_dependent: Its lines depend on the page it lands on (fields, floats, notes).
    """

    format: ParagraphFormat
    mark: RunFormat
    inlines: tuple[Inline, ...]
    plain: RunFormat | None = None
    heading: int | None = None
    page_dependent: bool = False
    style_name: str = ""
    vanishes: bool = False
    """It takes no room: it only marks where its section ends."""

    @functools.cached_property
    def drawings(self) -> tuple[Float | InlinePicture, ...]:
        """The pictures and shapes in it, floating or in the line."""
        return tuple(each for each in self.inlines if isinstance(each, Float | InlinePicture))

    @functools.cached_property
    def floats(self) -> tuple[Float, ...]:
        """What is anchored in it."""
        return tuple(each for each in self.drawings if isinstance(each, Float))

    @functools.cached_property
    def floats_by_break(self) -> tuple[tuple[Float, ...], ...]:
        """The same, apart for each stretch between breaks of page and column: what stands behind one goes over with it."""
        parts: list[list[Float]] = [[]]
        for each in self.inlines:
            if isinstance(each, Float):
                parts[-1].append(each)
            elif isinstance(each, Break) and each.kind != "line":
                parts.append([])
        return tuple(tuple(part) for part in parts)

    @functools.cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes in it, which may hold paragraphs of their own."""
        return tuple(shape for each in self.drawings for shape in shapes_of(each.content))

    @functools.cached_property
    def fields(self) -> frozenset[str]:
        """The kinds of fields in it whose text depends on the page."""
        return frozenset(each.kind for each in self.inlines if isinstance(each, PageField))

    @functools.cached_property
    def texts(self) -> tuple[Text, ...]:
        """Its letters, by their format."""
        return tuple(each for each in self.inlines if isinstance(each, Text))

    @functools.cached_property
    def text(self) -> str:
        """Its letters."""
        return "".join(each.text for each in self.texts)

    @functools.cached_property
    def fonts(self) -> tuple[str, ...]:
        """The fonts that its letters ask for."""
        return tuple(dict.fromkeys(each.format.font for each in self.texts))

    @functools.cached_property
    def signs(self) -> int:
        """How many signs of its letters can be seen."""
        return sum(visible_signs(each.text) for each in self.texts)

    @functools.cached_property
    def is_ascii(self) -> bool:
        """Whether its letters are such as every font has."""
        return self.text.isascii()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph at its place. ``ends_section`` is set where a section ends with it."""

    content: ParagraphContent
    place: TextPlace
    label: ListLabel | None = None
    ends_section: Section | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its resolved properties; ``column`` is its first grid column."""

    blocks: tuple[Block, ...]
    properties: CellProperties
    column: int
    span: int
    borders: Edges
    fill: str | None
    margins: tuple[float, float, float, float]
    """Top, left, bottom, right."""
    turn: int = 0
    """How far its text is turned, in degrees clockwise."""
    heads_row: bool = False
    """It says what stands beside it: the table's look and style set the first column apart."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    properties: RowProperties
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with resolved cells. ``grid`` holds the widths of ``w:tblGrid`` in points."""

    rows: tuple[Row, ...]
    properties: TableProperties
    grid: tuple[float, ...]
    place: TextPlace
    margins: tuple[float, float, float, float]
    """Top, left, bottom, right: the table's own default for its cells."""


@dataclass(frozen=True, slots=True)
class Framed:
    """Paragraphs in a frame (``w:framePr``), or a floating table (``w:tblpPr``): they stand beside the text.

    Attributes:
        width: Of the frame in points; None where its content decides.
        height: ``atLeast`` or ``exact`` in points, as ``height_rule`` says; None where its content decides.
        distance: Left, top, right, bottom, kept free of text.
        wraps: Whether text gives way to it.
    """

    blocks: tuple[Block, ...]
    horizontal: Offset
    vertical: Offset
    width: float | None = None
    height: float | None = None
    height_rule: str = "auto"
    distance: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    wraps: bool = True
    beside: bool = True
    """Text may stand beside it, not only above and below."""


Block = Paragraph | Table | Framed


@dataclass(frozen=True, slots=True)
class NoteNumbering:
    """How foot- or endnotes are numbered; None leaves the matter to the document.

    Attributes:
        format: An ST_NumberFormat name.
        restart: ``continuous``, ``eachSect`` or ``eachPage``.
        start: The first number.
    """

    format: str | None = None
    restart: str | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class LineNumbers:
    """Lines are numbered in the margin.

    Attributes:
        count_by: Only numbers that it divides are shown.
        start: The first number.
        restart: ``newPage``, ``newSection`` or ``continuous``.
        distance: From the text; None leaves it to Word.
    """

    count_by: int = 1
    start: int = 1
    restart: str = "newPage"
    distance: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A text column: its width and the gap behind it."""

    width: float
    gap: float


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that share a size, margins, headers and footers.

    Attributes:
        start: ``nextPage``, ``continuous``, ``evenPage``, ``oddPage`` or ``nextColumn``.
        margin_top: Negative where the text does not give way to the header.
        headers: By kind, ``default``, ``first``, ``even``; those of earlier sections already taken over.
        page_number_start: None goes on counting.
    """

    start: str = "nextPage"
    width: float = 612.0
    height: float = 792.0
    margin_top: float = 72.0
    margin_right: float = 72.0
    margin_bottom: float = 72.0
    margin_left: float = 72.0
    header_distance: float = 36.0
    footer_distance: float = 36.0
    columns: tuple[Column, ...] = ()
    column_line: bool = False
    title_page: bool = False
    headers: Mapping[str, Story] = field(default_factory=dict)
    footers: Mapping[str, Story] = field(default_factory=dict)
    page_number_start: int | None = None
    page_number_format: str = "decimal"
    vertical: str = "top"
    borders: PageBorders | None = None
    line_numbers: LineNumbers | None = None
    footnotes: NoteNumbering = NoteNumbering()
    endnotes: NoteNumbering = NoteNumbering()
    grid_pitch: float | None = None
    """Line pitch in points where the section sets its lines on a grid, else None."""


@dataclass(frozen=True, slots=True)
class PageBorders:
    """A frame around the page, measured from the text or from the page's edge."""

    top: Border | None
    left: Border | None
    bottom: Border | None
    right: Border | None
    from_page: bool
    display: str = "allPages"


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """The content of a header, footer or note: a text of its own. Compared by identity: it is read once per document."""

    part: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """``word/settings.xml``, as far as it shows on paper. Points."""

    default_tab: float = 36.0
    decimal_symbol: str = ""
    """What parts whole numbers from decimals at decimal tabs; empty where the document does not say."""
    even_and_odd_headers: bool = False
    mirror_margins: bool = False
    gutter_at_top: bool = False
    """Room for binding is kept above the header instead of on the left."""
    compatibility: int = 15
    """The version of Word whose layout rules hold: 12 for 2007, 14 for 2010, 15 since 2013."""
    footnotes: NoteNumbering = NoteNumbering("decimal", "continuous", 1)
    endnotes: NoteNumbering = NoteNumbering("lowerRoman", "continuous", 1)
    background: bool = False
    default_style_wins: bool = True
    """Size and alignment of the default paragraph style stand above those of table styles."""
    simplified: tuple[str, ...] = ()
    """Names of what pages do not show as Word does."""
    add_space_between_paragraphs: bool = False
    """``doNotUseHTMLParagraphAutoSpacing``: space after and space before add up."""
    no_leading: bool = False
    """``noLeading``: lines are as high as their letters, without the gap that fonts ask for."""


@dataclass(frozen=True, slots=True)
class Document:
    """All of a document. ``blocks`` end where their section ends: the last section is ``section``."""

    blocks: tuple[Block, ...]
    section: Section
    settings: DocumentSettings
    title: str
    author: str
    subject: str
    keywords: str
    language: str
    footnotes: Mapping[str, Story]
    endnotes: Mapping[str, Story]
    warnings: tuple[Problem, ...] = ()
    background: str | None = None
    line_number: RunFormat | None = None
    """How the numbers of lines are written."""
