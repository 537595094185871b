"""Fills pages with the blocks of a document: sections, columns, headers, and where Word lets a page end (docs/word/pages.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.typeset.layout import floats, splitting
from generator.typeset.layout.boxes import (
    Decoration,
    FlowBox,
    Node,
    Page,
    Pages,
    PageStart,
    ParagraphBox,
    Placed,
    PlacedFloat,
    TableBox,
)
from generator.typeset.layout.flow import FlowSetter, floats_of, format_of, space_after
from generator.typeset.layout.paragraphs import Obstacle, PageFacts
from generator.typeset.ooxml import numbers
from generator.typeset.ooxml.document import Block, Document, PageField, Paragraph, Section, Story, Table

_TOLERANCE = 0.05
_MOST_PASSES = 3


@dataclass(frozen=True, slots=True)
class _Totals:
    """What is only known once all pages are: their number, and that of each section."""

    pages: int = 1
    sections: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Column:
    """A text column of the page being filled, in points from the page's top left."""

    left: float
    width: float
    top: float
    bottom: float


def lay_out(document: Document, flows: FlowSetter) -> Pages:
    """Set a document on pages; once more where fields show how many pages there are."""
    totals = _Totals()
    for _ in range(_MOST_PASSES):
        paginator = Paginator(document, flows, totals)
        pages = paginator.pages()
        known = paginator.totals()
        if known == totals or not _counts_pages(document):
            break
        totals = known
    return pages


def _counts_pages(document: Document) -> bool:
    stories = [story.blocks for section in _sections(document) for each in (section.headers, section.footers) for story in each.values()]
    return any(
        isinstance(inline, PageField) and inline.kind in {"NUMPAGES", "SECTIONPAGES"}
        for blocks in (document.blocks, *stories)
        for paragraph in paragraphs_of(blocks)
        for inline in paragraph.content.inlines
    )


def paragraphs_of(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """All paragraphs, those in tables and text boxes included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            for inline in block.content.inlines:
                inner = getattr(getattr(inline, "content", None), "blocks", ())
                yield from paragraphs_of(inner)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.blocks)


def _sections(document: Document) -> list[Section]:
    found = [block.ends_section for block in document.blocks if isinstance(block, Paragraph) and block.ends_section]
    return [*found, document.section]


class Paginator:
    """Fills pages from top to bottom.

    Args:
        document: What to set.
        flows: Sets paragraphs, tables, headers.
        totals: Numbers of pages of an earlier pass.
    """

    def __init__(self, document: Document, flows: FlowSetter, totals: _Totals) -> None:
        self._document = document
        self._flows = flows
        self._totals = totals
        self._pages: list[Page] = []
        self._nodes: list[Node] = []
        self._section = document.section
        self._section_index = 0
        self._section_pages: dict[int, int] = {}
        self._first_of_section = True
        self._number = 0
        self._columns: list[_Column] = []
        self._column = 0
        self._y = 0.0
        self._at_top = True
        self._after_hard_break = True
        self._obstacles: list[Obstacle] = []
        self._styles: dict[str, str] = {}

    def totals(self) -> _Totals:
        """What the next pass needs to know."""
        return _Totals(len(self._pages), dict(self._section_pages))

    def pages(self) -> Pages:
        """Set everything."""
        blocks: list[Block] = []
        section_blocks: list[tuple[Section, list[Block]]] = []
        for block in self._document.blocks:
            blocks.append(block)
            if isinstance(block, Paragraph) and block.ends_section is not None:
                section_blocks.append((block.ends_section, blocks))
                blocks = []
        section_blocks.append((self._document.section, blocks))
        for index, (section, content) in enumerate(section_blocks):
            self._begin_section(section, index)
            self._fill(content)
        return Pages(self._pages, self._nodes)

    # Sections and pages --------------------------------------------------------------------------------------

    def _begin_section(self, section: Section, index: int) -> None:
        before = self._section
        self._section, self._section_index = section, index
        continuous = index > 0 and section.start == "continuous" and _same_paper(before, section)
        self._first_of_section = True
        if section.page_number_start is not None and not continuous:
            self._number = section.page_number_start - 1
        if continuous:
            self._continue_below(section)
            return
        if index > 0 or not self._pages:
            parity = {"evenPage": 0, "oddPage": 1}.get(section.start)
            if parity is not None and index > 0 and (self._number + 1) % 2 != parity:
                self._start_page(blank=True)
            self._start_page()

    def _continue_below(self, section: Section) -> None:
        """The columns of a section that goes on on the same page."""
        lowest = self._y
        bottom = self._columns[0].bottom
        self._columns = self._columns_of(section, lowest, bottom)
        self._column, self._y = 0, lowest
        self._first_of_section = False

    def _columns_of(self, section: Section, top: float, bottom: float) -> list[_Column]:
        made, left = [], section.margin_left
        for column in section.columns:
            made.append(_Column(left, column.width, top, bottom))
            left += column.width + column.gap
        if not made:
            made.append(_Column(left, section.width - left - section.margin_right, top, bottom))
        return made

    def _facts(self) -> PageFacts:
        section = self._section
        return PageFacts(
            number=self._number,
            label=numbers.written(self._number, section.page_number_format),
            pages=self._totals.pages,
            section=self._section_index + 1,
            section_pages=self._totals.sections.get(self._section_index, 1),
            styles=dict(self._styles),
        )

    def _start_page(self, *, blank: bool = False) -> None:
        section = self._section
        self._number += 1
        self._section_pages[self._section_index] = self._section_pages.get(self._section_index, 0) + 1
        page = Page(section.width, section.height, self._number, numbers.written(self._number, section.page_number_format), self._section_index)
        self._pages.append(page)
        self._nodes.append(PageStart(len(self._pages) - 1))
        self._obstacles = []
        if blank:
            return
        facts = self._facts()
        top, bottom = self._header(page, facts), self._footer(page, facts)
        self._columns = self._columns_of(section, top, max(top + 1.0, bottom))
        self._column, self._y = 0, top
        self._at_top = True
        self._first_of_section = False
        self._frame_page(page)

    def _story(self, stories: Mapping[str, Story]) -> Story | None:
        if self._section.title_page and self._first_of_section:
            return stories.get("first")
        if self._document.settings.even_and_odd_headers and self._number % 2 == 0:
            return stories.get("even")
        return stories.get("default")

    def _geometry(self) -> floats.Geometry:
        section = self._section
        return floats.Geometry(
            section.width, section.height, section.margin_left, section.margin_right, abs(section.margin_top), abs(section.margin_bottom)
        )

    def _header(self, page: Page, facts: PageFacts) -> float:
        """Set the header; where the text begins: below it where it is higher than the margin."""
        section = self._section
        story = self._story(section.headers)
        if story is None:
            return abs(section.margin_top)
        origin = (section.margin_left, section.header_distance)
        flow = self._flows.flow(story.blocks, self._text_width(), facts, page=self._geometry(), origin=origin)
        page.header.append((*origin, flow))
        self._place_floats(page, flow, origin)
        if section.margin_top < 0:
            return -section.margin_top
        return max(section.margin_top, section.header_distance + flow.height)

    def _footer(self, page: Page, facts: PageFacts) -> float:
        """Set the footer; where the text ends."""
        section = self._section
        lowest = section.height - abs(section.margin_bottom)
        story = self._story(section.footers)
        if story is None:
            return lowest
        flow = self._flows.flow(story.blocks, self._text_width(), facts)
        top = section.height - section.footer_distance - flow.height
        if flow.floats:
            origin = (section.margin_left, top)
            flow = self._flows.flow(story.blocks, self._text_width(), facts, page=self._geometry(), origin=origin)
            top = section.height - section.footer_distance - flow.height
        page.footer.append((section.margin_left, top, flow))
        self._place_floats(page, flow, (section.margin_left, top))
        return lowest if section.margin_bottom < 0 else min(lowest, top)

    def _text_width(self) -> float:
        section = self._section
        return max(1.0, section.width - section.margin_left - section.margin_right)

    def _place_floats(self, page: Page, flow: FlowBox, origin: tuple[float, float]) -> None:
        """Floats of headers and footers: drawn with them, and text gives way to them."""
        for each in flow.floats:
            placed = floats.placed(each, self._geometry(), *origin)
            page.behind.append(placed)
            kept_free = floats.obstacle(each.anchored, placed)
            if kept_free is not None:
                self._obstacles.append(kept_free)

    def _frame_page(self, page: Page) -> None:
        borders = self._section.borders
        if borders is None or (borders.display == "firstPage" and self._section_pages[self._section_index] > 1):
            return
        section = self._section
        edges = {"top": borders.top, "left": borders.left, "bottom": borders.bottom, "right": borders.right}
        x0, x1, y0, y1 = 0.0, section.width, 0.0, section.height
        if not borders.from_page:
            x0, x1 = section.margin_left, section.width - section.margin_right
            y0, y1 = abs(section.margin_top), section.height - abs(section.margin_bottom)
        inward = 1.0 if borders.from_page else -1.0
        offset = {name: (edge.space + edge.width / 2) * inward if edge is not None else 0.0 for name, edge in edges.items()}
        x0, x1, y0, y1 = x0 + offset["left"], x1 - offset["right"], y0 + offset["top"], y1 - offset["bottom"]
        lines = {"top": (x0, y0, x1 - x0, 0.0), "bottom": (x0, y1, x1 - x0, 0.0), "left": (x0, y0, 0.0, y1 - y0), "right": (x1, y0, 0.0, y1 - y0)}
        for name, edge in edges.items():
            if edge is not None and edge.drawn:
                colour = "000000" if edge.colour == "auto" else edge.colour
                page.background.append(Decoration(*lines[name], stroke=colour, thickness=max(0.25, edge.width), geometry="line"))

    def _next_column(self) -> None:
        if self._column + 1 < len(self._columns):
            self._column += 1
            self._y = self._columns[self._column].top
            self._at_top = True
        else:
            self._start_page()
        self._after_hard_break = False

    # Blocks --------------------------------------------------------------------------------------------------

    def _fill(self, blocks: Sequence[Block]) -> None:
        before: Block | None = None
        for at, block in enumerate(blocks):
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            if isinstance(block, Paragraph):
                if block.content.format.page_break_before and not self._at_top:
                    self._start_page()
                    self._after_hard_break = True
                    before = None
                self._keep_together(blocks, at, before)
                self._paragraph(block, before, after)
                self._styles[block.content.style_name] = _plain_text(block)
            else:
                self._keep_together(blocks, at, before)
                self._table(block, before)
            before = block
        self._y += space_after(before) if blocks else 0.0

    def _room(self) -> float:
        return self._columns[self._column].bottom - self._y

    def _gap(self, before: Block | None, block: Block) -> float:
        """The space above a block: none at the top of a page that Word began by itself."""
        if self._at_top:
            format_ = format_of(block)
            if format_ is None or not self._after_hard_break:
                return 0.0
            return self._flows.gap(None, block)
        return self._flows.gap(before, block)

    def _keep_together(self, blocks: Sequence[Block], at: int, before: Block | None) -> None:
        """Go to the next column where a chain of kept paragraphs and what it is kept with would be torn apart."""
        if self._at_top or not _keeps_next(blocks[at]) or (before is not None and _keeps_next(before)):
            return
        needed, previous = 0.0, before
        for number, block in enumerate(blocks[at:]):
            needed += self._flows.gap(previous, block)
            last = not _keeps_next(block)
            needed += self._least_height(block) if last else self._whole_height(block)
            previous = block
            column = self._columns[self._column]
            if needed > column.bottom - column.top:
                return
            if last or number > 60:
                break
        if needed > self._room() + _TOLERANCE:
            self._next_column()

    def _whole_height(self, block: Block) -> float:
        width = self._columns[self._column].width
        if isinstance(block, Paragraph):
            return self._flows.paragraphs.box(block, width, self._facts()).height
        return self._flows.tables.box(block, width, self._facts()).box.height

    def _least_height(self, block: Block) -> float:
        """What of a block must stand with the kept paragraph before it: two lines, or a row."""
        width = self._columns[self._column].width
        if isinstance(block, Table):
            box = self._flows.tables.box(block, width, self._facts()).box
            headers = sum(1 for row in box.rows if row.header)
            return sum(row.height for row in box.rows[: headers + 1])
        paragraph = self._flows.paragraphs.box(block, width, self._facts())
        count = 2 if block.content.format.widow_control else 1
        if len(paragraph.lines) <= count + (1 if count == 2 else 0) or block.content.format.keep_lines:
            return paragraph.height
        line = paragraph.lines[count - 1]
        return line.top + line.height

    def _paragraph(self, block: Paragraph, before: Block | None, after: Block | None) -> None:
        joins = self._flows.joins(before if not self._at_top else None, block, after)
        for _ in range(2):
            gap = self._gap(before, block)
            column = self._columns[self._column]
            top = self._y + gap
            own = self._own_floats(block, column, top)
            obstacles = [*self._obstacles, *(free for each, placed in own if (free := floats.obstacle(each, placed)))]
            seen = floats.seen_from(obstacles, column.left, top) if obstacles else ()
            box = self._flows.paragraphs.box(block, column.width, self._facts(), joins=joins, obstacles=seen)
            if self._at_top or self._fits_somewhat(box, column.bottom - top):
                break
            self._next_column()
            joins = self._flows.joins(None, block, after)
        self._obstacles = obstacles
        for _each, placed in own:
            (self._pages[-1].behind if placed.behind else self._nodes).append(placed)  # type: ignore[attr-defined]
        self._place_lines(box, top, block)

    def _own_floats(self, block: Paragraph, column: _Column, top: float) -> list[tuple[object, PlacedFloat]]:
        made = []
        for each in floats_of(block):
            body = self._flows.body(each, self._facts())
            size = floats.size_of(each, body)
            x, y = floats.position(each, self._geometry(), (column.left, column.width), top, size)
            made.append((each, PlacedFloat(x, y, *size, each.content, each.behind, each.order, body, block.place)))
        return made

    def _fits_somewhat(self, box: ParagraphBox, room: float) -> bool:
        """Whether as much of it stands here as Word asks for."""
        if box.height <= room + _TOLERANCE:
            return True
        fitting = splitting.lines_that_fit(box, room)
        if fitting >= len(box.lines):
            return True
        return splitting.allowed_lines(box, fitting) > 0

    def _place_lines(self, box: ParagraphBox, top: float, block: Paragraph) -> None:
        """Put a paragraph on as many columns as it takes."""
        while True:
            column = self._columns[self._column]
            room = column.bottom - top
            forced = next((at + 1 for at, line in enumerate(box.lines) if line.break_after), None)
            count = splitting.lines_that_fit(box, room)
            if count < len(box.lines):
                count = splitting.allowed_lines(box, count)
                if count == 0 and self._at_top:
                    count = max(1, splitting.lines_that_fit(box, room))
            kind = None
            if forced is not None and forced <= count:
                count, kind = forced, box.lines[forced - 1].break_after
            if count == 0:
                self._next_column()
                top = self._y
                continue
            rest: ParagraphBox | None = None
            if count < len(box.lines):
                box, rest = splitting.split_paragraph(box, count, column.width)
            self._nodes.append(Placed(len(self._pages) - 1, column.left, top, box))
            self._y = top + box.height
            self._at_top = False
            if kind is not None:
                self._break(kind)
            elif rest is not None:
                self._next_column()
            if rest is None:
                return
            box, top = self._rewrapped(rest, block), self._y

    def _rewrapped(self, rest: ParagraphBox, block: Paragraph) -> ParagraphBox:
        """The rest of a paragraph; in a column of another width it would need other lines, which Word sets anew."""
        del block
        return rest

    def _break(self, kind: str) -> None:
        if kind == "column":
            self._next_column()
        else:
            self._start_page()
        # Since Word 2013 the space above the first paragraph behind a page break is not set; before, it was.
        self._after_hard_break = self._document.settings.compatibility < 15

    def _table(self, block: Table, before: Block | None) -> None:
        column = self._columns[self._column]
        at = self._flows.tables.box(block, column.width, self._facts())
        rest: TableBox | None = at.box
        top = self._y + self._gap(before, block)
        while rest is not None:
            column = self._columns[self._column]
            head, tail = splitting.split_table(rest, column.bottom - top, force=self._at_top)
            if head is None:
                self._next_column()
                top = self._y
                continue
            self._nodes.append(Placed(len(self._pages) - 1, column.left + at.x, top, head))
            self._y = top + head.height
            self._at_top = False
            rest = tail
            if rest is not None:
                self._next_column()
                top = self._y


def _keeps_next(block: Block) -> bool:
    """Whether a block stays with the next: a paragraph that says so, or a table whose every row does."""
    if isinstance(block, Paragraph):
        return block.content.format.keep_next
    return False


def _same_paper(one: Section, other: Section) -> bool:
    return (one.width, one.height) == (other.width, other.height)


def _plain_text(block: Paragraph) -> str:
    return "".join(getattr(inline, "text", "") for inline in block.content.inlines).strip()


