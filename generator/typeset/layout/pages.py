"""Fills pages with the blocks of a document: sections, columns, and where Word lets a page end (docs/word/pages.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.typeset.layout import floats, notes, sheets, splitting
from generator.typeset.layout.borders import Joins
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
from generator.typeset.layout.flow import FlowSetter, format_of, space_after
from generator.typeset.layout.gaps import Turn
from generator.typeset.layout.line_numbers import number_lines
from generator.typeset.layout.paragraphs import PageFacts
from generator.typeset.layout.sheets import Column, Sheet
from generator.typeset.ooxml import numbers
from generator.typeset.ooxml.document import (
    Block,
    Document,
    Float,
    Framed,
    Paragraph,
    Section,
    Table,
)
from generator.typeset.ooxml.styles import RunFormat
from generator.typeset.ooxml.walk import by_section, page_fields, stories_beside

_TOLERANCE = 0.05
_MOST_PASSES = 3
_LONGEST_CHAIN = 60
_BALANCING_STEPS = 14


@dataclass(frozen=True, slots=True)
class _Totals:
    """What is only known once all pages are: their number, and that of each section."""

    pages: int = 1
    sections: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Setting:
    """A paragraph that is being put on pages, with all that its lines depend on: where it began, and where it went on."""

    block: Paragraph
    joins: Joins
    first: Turn
    turns: list[Turn] = field(default_factory=list)


@dataclass(slots=True)
class _Spot:
    """Where the text has come to, to go back to."""

    nodes: int
    background: int
    behind: int
    obstacles: int
    columns: list[Column]
    column: int
    y: float
    lowest: float
    at_top: bool
    gap_is_set: bool
    previous: Block | None


def lay_out(document: Document, flows: FlowSetter, numbered: dict[tuple[str, str], str]) -> Pages:
    """Set a document on pages; once more where its text says how many pages there are.

    Args:
        document: What to set.
        flows: Sets paragraphs and tables.
        numbered: The number of each note, by (kind, identity); those that begin anew on each page are put right here.
    """
    totals = _Totals()
    fields = page_fields(document.blocks)
    recalls_styles = "STYLEREF" in fields or any("STYLEREF" in flows.fields(each) for each in stories_beside(document))
    for _ in range(_MOST_PASSES):
        paginator = Paginator(document, flows, numbered, totals, recalls_styles=recalls_styles)
        pages = paginator.pages()
        known = paginator.totals()
        renumbered = notes.number_by_page(document, pages.nodes, numbered)
        # Headers are set again at the end of a pass; only the text itself asks for another one.
        if not renumbered and (known == totals or fields.isdisjoint({"NUMPAGES", "SECTIONPAGES"})):
            break
        totals = known
    return pages


class Paginator:
    """Fills pages from top to bottom; see :func:`lay_out`."""

    def __init__(
        self,
        document: Document,
        flows: FlowSetter,
        numbered: Mapping[tuple[str, str], str],
        totals: _Totals,
        *,
        recalls_styles: bool,
    ) -> None:
        self._document = document
        self._flows = flows
        self._numbered = numbered
        self._notes = notes.NoteSetter(document, flows, numbered)
        self._totals = totals
        self._sheets: list[Sheet] = []
        self._page_facts: list[PageFacts] = []
        self._nodes: list[Node] = []
        self._section = document.section
        self._section_index = 0
        self._section_pages: dict[int, int] = {}
        self._first_of_section = True
        self._number = 0
        self._column = 0
        self._y = 0.0
        self._lowest = 0.0
        self._at_top = True
        self._after_hard_break = True
        self._in_text = True
        self._gap_is_set = False
        """The space above the next block stands already: it is the first one of columns that begin side by side."""
        self._previous: Block | None = None
        self._styles: dict[str, str] = {}
        self._recalls_styles = recalls_styles
        self._page_styles: dict[str, str] = {}
        self._known_facts, self._known_format = PageFacts(), ""
        self._waiting_notes: list[FlowBox] = []
        self._hidden: list[tuple[Paragraph, ...]] = []

    def totals(self) -> _Totals:
        """What the next pass needs to know."""
        return _Totals(len(self._sheets), dict(self._section_pages))

    def pages(self) -> Pages:
        """Set everything."""
        parts = by_section(self._document)
        for index, (section, blocks) in enumerate(parts):
            self._begin_section(section, index, blocks)
            following = parts[index + 1][0] if index + 1 < len(parts) else None
            balanced = following is not None and following.start == "continuous" and _same_paper(section, following)
            self._fill_section(blocks, balanced=balanced)
        self._in_text = False
        self._endnotes()
        while self._waiting_notes:
            # Notes that go on behind the last line of the text.
            self._start_page()
        self._finish_page()
        self._finish_furniture()
        if self._document.line_number is not None:
            self._number_lines(self._document.line_number)
        return Pages([sheet.page for sheet in self._sheets], self._nodes, self._hidden)

    # Sections and pages --------------------------------------------------------------------------------------

    @property
    def _columns(self) -> list[Column]:
        return self._sheets[-1].columns

    def _begin_section(self, section: Section, index: int, blocks: Sequence[Block]) -> None:
        before = self._section
        self._section, self._section_index = section, index
        self._grid(section.grid_pitch)
        if index > 0 and section.start == "continuous" and _same_paper(before, section):
            sheets.rule_columns(self._sheets[-1], self._lowest)
            if len(section.columns) > 1:
                # All columns begin below the space that the text above and the first paragraph ask for.
                first = next((each for each in blocks if not isinstance(each, Framed) and not _vanishes(each)), None)
                self._lowest += space_after(self._previous) if first is None else self._flows.gap(self._previous, first)
                self._previous, self._gap_is_set = None, True
            self._sheets[-1].columns = self._continued_columns(section)
            self._sheets[-1].ruled = section.column_line
            self._column, self._y = 0, self._lowest
            self._first_of_section = False
            self._section_pages[index] = 1
            return
        self._first_of_section = True
        if section.page_number_start is not None:
            self._number = section.page_number_start - 1
        parity = {"evenPage": 0, "oddPage": 1}.get(section.start)
        if parity is not None and index > 0 and (self._number + 1) % 2 != parity:
            self._start_page(blank=True)
        self._start_page()
        self._after_hard_break = True

    def _grid(self, pitch: float | None) -> None:
        """Let the lines of the text stand on the section's grid; those of headers, notes and tables do not."""
        self._flows.paragraphs.grid_pitch = pitch

    def _continued_columns(self, section: Section) -> list[Column]:
        """The columns of a section that goes on on the same page; notes of the columns above stay where they are."""
        bottom = min(column.bottom for column in self._columns)
        for column in self._columns:
            self._place_notes(column)
        return sheets.columns_of(self._facing(section), self._lowest, bottom)

    def _facts(self) -> PageFacts:
        """What fields say here; the same object until something of it changes."""
        section = self._section
        known = self._known_facts
        if (
            known.styles is self._styles
            and known.number == self._number
            and known.section == self._section_index + 1
            and self._known_format == section.page_number_format
        ):
            return known
        self._known_format = section.page_number_format
        self._known_facts = PageFacts(
            number=self._number,
            label=numbers.written(self._number, section.page_number_format),
            number_format=section.page_number_format,
            pages=self._totals.pages,
            section=self._section_index + 1,
            section_pages=self._totals.sections.get(self._section_index, 1),
            styles=self._styles,
        )
        return self._known_facts

    def _start_page(self, *, blank: bool = False) -> None:
        if self._sheets:
            self._finish_page()
        section = self._section
        self._number += 1
        self._section_pages[self._section_index] = self._section_pages.get(self._section_index, 0) + 1
        facts = self._facts()
        page = Page(section.width, section.height, self._number, facts.label, self._section_index)
        first = section.title_page and self._first_of_section and not blank
        even = self._document.settings.even_and_odd_headers and self._number % 2 == 0
        header, footer = (
            None if blank else sheets.story_for(each, first=first, even=even)
            for each in (section.headers, section.footers)
        )
        sheet = Sheet(page, self._facing(section), header, footer)
        self._sheets.append(sheet)
        self._page_facts.append(facts)
        self._nodes.append(PageStart(len(self._sheets) - 1))
        self._grid(None)
        sheets.begin(sheet, self._flows, facts)
        self._grid(section.grid_pitch)
        self._column, self._y = 0, sheet.columns[0].top
        self._lowest = self._y
        self._at_top, self._after_hard_break, self._gap_is_set = True, False, False
        if blank:
            return
        self._first_of_section = False
        page.background += self._frame(sheet.section)
        waiting, self._waiting_notes = self._waiting_notes, []
        sheet.columns[0].notes_go_on = bool(waiting)
        for flow in waiting:
            self._waiting_notes += self._notes.put(flow, sheet.columns[0], self._y, facts)

    def _frame(self, section: Section) -> Sequence[Decoration]:
        first_only = section.borders is not None and section.borders.display == "firstPage"
        if first_only and self._section_pages[self._section_index] > 1:
            return ()
        return sheets.frame(section)

    def _finish_page(self) -> None:
        """Set the notes below the text, and what stands in the middle or at the bottom of the page where it belongs."""
        self._align_page()
        sheets.rule_columns(self._sheets[-1], self._lowest)
        for column in self._columns:
            self._place_notes(column)
        self._page_styles = {}

    def _facing(self, section: Section) -> Section:
        """The section as it stands on this page: with mirrored margins, the inner one is on the right of even pages."""
        if not self._document.settings.mirror_margins or self._number % 2:
            return section
        return replace(section, margin_left=section.margin_right, margin_right=section.margin_left)

    def _place_notes(self, column: Column) -> None:
        if not column.notes:
            return
        facts = self._facts()
        self._sheets[-1].page.background.append(self._notes.separator(column, facts))
        y = column.bottom + self._notes.separator_height(column.width, facts)
        for flow in column.notes:
            for item in flow.items:
                self._nodes.append(Placed(len(self._sheets) - 1, column.left + item.x, y + item.y, item.box))
            y += flow.height
        column.notes = []

    def _align_page(self) -> None:
        share = {"center": 0.5, "bottom": 1.0}.get(self._sheets[-1].section.vertical)
        if share is None:
            return
        down = max(0.0, self._columns[0].bottom - self._lowest) * share
        for at in range(len(self._nodes) - 1, -1, -1):
            node = self._nodes[at]
            if isinstance(node, PageStart):
                break
            self._nodes[at] = replace(node, y=node.y + down)

    def _finish_furniture(self) -> None:
        """Set headers and footers again now that the number of pages is known."""
        for sheet, facts in zip(self._sheets, self._page_facts, strict=True):
            if not any(self._flows.fields(story) for story in (sheet.header, sheet.footer) if story is not None):
                continue
            known = replace(facts, pages=len(self._sheets), section_pages=self._section_pages.get(facts.section - 1, 1))
            sheets.set_furniture(sheet, self._flows, known)

    def _number_lines(self, format_: RunFormat) -> None:
        facts = self._facts()
        number_lines(
            self._nodes,
            [sheet.page for sheet in self._sheets],
            format_,
            lambda blocks, width: self._flows.flow(blocks, width, facts),
        )

    def _next_column(self) -> None:
        if self._column + 1 < len(self._columns):
            self._column += 1
            self._y = self._columns[self._column].top
            self._at_top, self._after_hard_break, self._gap_is_set = True, False, False
        else:
            self._start_page()

    # Blocks --------------------------------------------------------------------------------------------------

    def _fill_section(self, blocks: Sequence[Block], *, balanced: bool) -> None:
        """Fill the columns; where another section goes on below, make them equally long as far as lines allow."""
        if not balanced or len(self._columns) < 2:
            self._fill(blocks)
            return
        spot, pages = self._spot(), len(self._sheets)
        self._fill(blocks)
        if len(self._sheets) > pages:
            return
        top = spot.columns[0].top
        low, high = 0.0, spot.columns[0].bottom - top
        for _ in range(_BALANCING_STEPS):
            middle = (low + high) / 2
            if self._fits_within(blocks, spot, top + middle, pages):
                high = middle
            else:
                low = middle
        if not self._fits_within(blocks, spot, top + high, pages):
            self._return_to(spot, pages)
            self._fill(blocks)

    def _fits_within(self, blocks: Sequence[Block], spot: _Spot, bottom: float, pages: int) -> bool:
        self._return_to(spot, pages)
        for column in self._columns:
            column.bottom = min(column.bottom, bottom)
        self._fill(blocks)
        fits = len(self._sheets) == pages
        if fits:
            for column, before in zip(self._columns, spot.columns, strict=True):
                column.bottom = before.bottom - (bottom - column.bottom if column.notes else 0.0)
        return fits

    def _spot(self) -> _Spot:
        return _Spot(
            len(self._nodes),
            len(self._sheets[-1].page.background),
            len(self._sheets[-1].page.behind),
            len(self._sheets[-1].obstacles),
            [column.copy() for column in self._columns],
            self._column,
            self._y,
            self._lowest,
            self._at_top,
            self._gap_is_set,
            self._previous,
        )

    def _return_to(self, spot: _Spot, pages: int) -> None:
        while len(self._sheets) > pages:
            self._sheets.pop()
            self._page_facts.pop()
            self._number -= 1
            self._section_pages[self._section_index] -= 1
        del self._nodes[spot.nodes :]
        sheet = self._sheets[-1]
        del sheet.page.background[spot.background :], sheet.page.behind[spot.behind :]
        del sheet.obstacles[spot.obstacles :]
        sheet.columns = [column.copy() for column in spot.columns]
        self._column, self._y, self._lowest = spot.column, spot.y, spot.lowest
        self._at_top, self._gap_is_set, self._previous = spot.at_top, spot.gap_is_set, spot.previous

    def _fill(self, blocks: Sequence[Block]) -> None:
        for at, block in enumerate(blocks):
            if isinstance(block, Framed):
                self._framed(block)
                continue
            after = next((each for each in blocks[at + 1 :] if not isinstance(each, Framed)), None)
            if isinstance(block, Paragraph):
                if _vanishes(block):
                    continue
                if block.content.format.page_break_before and not self._at_top:
                    self._start_page()
                    self._after_hard_break = True
                self._keep_together(blocks, at)
                self._paragraph(block, after)
                self._remember_style(block)
            else:
                if _breaks_before(block) and not self._at_top:
                    self._start_page()
                self._keep_together(blocks, at)
                self._table(block)
            self._previous = block

    def _remember_style(self, block: Paragraph) -> None:
        """For STYLEREF: the first text of a style on the page, else the last one before it."""
        text = block.content.text.strip() if self._recalls_styles else ""
        if text:
            name = block.content.style_name
            if name not in self._page_styles:
                self._page_styles[name] = text
                self._page_facts[-1] = replace(self._page_facts[-1], styles={**self._page_facts[-1].styles, name: text})
            self._styles = {**self._styles, name: text}

    def _gap(self, block: Block) -> float:
        """The space above a block: none at the top of a page that Word began by itself."""
        if self._gap_is_set:
            return 0.0
        if self._at_top:
            if format_of(block) is None or not self._after_hard_break:
                return 0.0
            return self._flows.gap(None, block)
        return self._flows.gap(self._previous, block)

    def _keep_together(self, blocks: Sequence[Block], at: int) -> None:
        """Go to the next column where a chain of kept paragraphs and what it is kept with would be torn apart."""
        before = self._previous
        if self._at_top or not _keeps_next(blocks[at]) or (before is not None and _keeps_next(before)):
            return
        column = self._columns[self._column]
        needed = 0.0
        for number, block in enumerate(blocks[at:]):
            if isinstance(block, Framed):
                continue
            needed += self._flows.gap(before, block)
            last = not _keeps_next(block)
            needed += self._least_height(block, column) if last else self._whole_height(block, column)
            before = block
            if needed > column.bottom - column.top or number > _LONGEST_CHAIN:
                return
            if last:
                break
        if needed > column.bottom - self._y + _TOLERANCE:
            self._next_column()

    def _whole_height(self, block: Block, column: Column) -> float:
        if isinstance(block, Paragraph):
            box = self._flows.paragraphs.box(block, column.width, self._facts())
            return box.height + self._notes.needed(box.lines, column, self._facts())
        assert isinstance(block, Table)
        return self._flows.tables.box(block, column.width, self._facts()).box.height

    def _least_height(self, block: Block, column: Column) -> float:
        """What of a block must stand with the kept paragraph before it: two lines, or a row."""
        if isinstance(block, Table):
            box = self._flows.tables.box(block, column.width, self._facts()).box
            headers = sum(1 for row in box.rows if row.header)
            return sum(row.height for row in box.rows[: headers + 1])
        assert isinstance(block, Paragraph)
        paragraph = self._flows.paragraphs.box(block, column.width, self._facts())
        count = 2 if block.content.format.widow_control else 1
        if len(paragraph.lines) <= 2 * count - 1 or block.content.format.keep_lines:
            return paragraph.height
        line = paragraph.lines[count - 1]
        return line.top + line.height

    # Paragraphs ----------------------------------------------------------------------------------------------

    def _paragraph(self, block: Paragraph, after: Block | None) -> None:
        joins = self._flows.joins(None if self._at_top else self._previous, block, after)
        while True:
            column = self._columns[self._column]
            top = self._y + self._gap(block)
            own = self._own_floats(block, column, top)
            free = [kept for each, placed in own if (kept := floats.obstacle(each, placed)) is not None]
            obstacles = [*self._sheets[-1].obstacles, *free]
            seen = floats.seen_from(obstacles, column.left, top) if obstacles else ()
            box = self._flows.paragraphs.box(block, column.width, self._facts(), joins=joins, obstacles=seen)
            if self._at_top or self._allowed(box, column, top) > 0:
                break
            self._next_column()
            joins = self._flows.joins(None, block, after)
        self._sheets[-1].obstacles += free
        for _each, placed in own:
            self._put_float(placed)
        self._place_lines(box, top, _Setting(block, joins, Turn(0, column.width, tuple(seen))))

    def _put_float(self, placed: PlacedFloat) -> None:
        behind = self._sheets[-1].page.behind
        if not placed.behind:
            self._nodes.append(placed)
        elif placed.body is None:
            behind.append(placed)
        else:
            # Text in a shape behind the text is read where its anchor stands all the same.
            behind.append(replace(placed, part="drawing", body=None))
            self._nodes.append(replace(placed, part="text"))

    def _own_floats(self, block: Paragraph, column: Column, top: float) -> list[tuple[Float, PlacedFloat]]:
        made = []
        page = sheets.geometry(self._facing(self._section))
        for anchored in block.content.floats:
            each = floats.sized(anchored, page)
            body = self._flows.body(each, self._facts())
            size = floats.size_of(each, body)
            x, y = floats.position(each.horizontal, each.vertical, page, (column.left, column.width), top, size=size)
            made.append((each, PlacedFloat(x, y, *size, each.content, each.behind, each.order, body, block.place)))
        return made

    def _allowed(self, box: ParagraphBox, column: Column, top: float) -> int:
        """How many lines may stand in the column, their notes below it."""
        count = splitting.lines_that_fit(box, column.bottom - top, hanging=True)
        while count and any(line.notes for line in box.lines[:count]):
            last = box.lines[count - 1]
            needed = self._notes.needed(box.lines[:count], column, self._facts())
            if last.top + last.height + needed <= column.bottom - top + _TOLERANCE:
                break
            count -= 1
        return splitting.allowed_lines(box, count)

    def _place_lines(self, box: ParagraphBox, top: float, setting: _Setting) -> None:
        """Put a paragraph on as many columns as it takes; in one of another width its lines are broken anew."""
        rest: ParagraphBox | None = box
        placed = 0
        while rest is not None:
            box, rest = rest, None
            column = self._columns[self._column]
            count = self._allowed(box, column, top)
            if count == 0 and self._at_top:
                count = max(1, splitting.lines_that_fit(box, column.bottom - top, hanging=True))
            if count == 0:
                self._next_column()
                rest, top = self._turned(box, placed, setting), self._y
                continue
            kind = None
            forced = next((at + 1 for at, line in enumerate(box.lines) if line.break_after), None)
            if forced is not None and forced <= count:
                count, kind = forced, box.lines[forced - 1].break_after
            if count < len(box.lines):
                box, rest = splitting.split_paragraph(box, count, column.width)
            self._put(Placed(len(self._sheets) - 1, column.left, top, box))
            if kind is not None:
                self._break(kind)
            elif rest is not None:
                self._next_column()
            placed, top = placed + count, self._y
            if kind == "column" and self._after_hard_break:
                # Before Word 2013 what stands behind a column break begins as a paragraph does.
                top += box.paragraph.content.format.space_before
            if rest is not None:
                rest = self._turned(rest, placed, setting)

    def _turned(self, rest: ParagraphBox, placed: int, setting: _Setting) -> ParagraphBox:
        """The lines behind the first ``placed`` ones as the column has room for them."""
        column, above = self._columns[self._column], setting.turns[-1] if setting.turns else setting.first
        sheet = self._sheets[-1]
        seen = floats.seen_from(sheet.obstacles, column.left, self._y) if sheet.obstacles else ()
        if placed == 0 or not (seen or above.obstacles or abs(column.width - above.width) > _TOLERANCE):
            return rest
        turns = [each for each in setting.turns if each.line < placed]
        setting.turns = [*turns, Turn(placed, column.width, tuple(seen))]
        first = setting.first
        box = self._flows.paragraphs.box(
            setting.block,
            first.width,
            self._facts(),
            joins=setting.joins,
            obstacles=first.obstacles,
            turns=setting.turns,
        )
        return splitting.resumed(box, placed, column.width)

    def _put(self, placed: Placed) -> None:
        """Place a box at the end of the column, its notes below."""
        numbers = self._section.line_numbers if self._in_text else None
        self._nodes.append(placed if numbers is None else replace(placed, line_numbers=numbers))
        self._y = placed.y + placed.box.height
        self._lowest = max(self._lowest, self._y)
        self._at_top, self._gap_is_set = False, False
        column = self._columns[self._column]
        self._waiting_notes += self._notes.take_in(notes.lines_of(placed.box), column, self._y, self._facts())

    def _break(self, kind: str) -> None:
        if kind == "column":
            self._next_column()
        else:
            self._start_page()
        # Since Word 2013 the space above the first paragraph behind a page break is not set; before, it was.
        self._after_hard_break = self._document.settings.compatibility < 15

    # Tables and frames ---------------------------------------------------------------------------------------

    def _table(self, block: Table) -> None:
        self._grid(None)
        at = self._flows.tables.box(block, self._columns[self._column].width, self._facts())
        self._grid(self._section.grid_pitch)
        self._place_rows(at.box, at.x, self._y + self._gap(block))

    def _place_rows(self, box: TableBox, x: float, top: float) -> None:
        """Put a table on as many columns as it takes; ``x`` counts from each column's left edge."""
        rest: TableBox | None = box
        while rest is not None:
            column = self._columns[self._column]
            page = column.bottom - column.top
            head, tail = splitting.split_table(rest, column.bottom - top, force=self._at_top, page=page)
            if head is not None and (needed := self._notes.needed(notes.lines_of(head), column, self._facts())):
                head, tail = splitting.split_table(rest, column.bottom - top - needed, force=self._at_top, page=page)
            if head is None:
                self._next_column()
                top = self._y
                continue
            self._put(Placed(len(self._sheets) - 1, column.left + x, top, head))
            rest = tail
            if rest is not None:
                self._next_column()
                top = self._y

    def _framed(self, block: Framed) -> None:
        """A frame or floating table: beside the text, at the height where the text has come to."""
        column = self._columns[self._column]
        flow, size = self._flows.framed(block, column.width, self._facts())
        if flow.hidden:
            self._hidden.append(flow.hidden)
        anchor = self._y if self._at_top else self._y + space_after(self._previous)
        if (
            block.vertical.relative_to == "paragraph"
            and not self._at_top
            and anchor + block.vertical.distance + size[1] > column.bottom + _TOLERANCE
            and size[1] <= column.bottom - column.top
        ):
            self._next_column()
            column, anchor = self._columns[self._column], self._y
        sheet = self._sheets[-1]
        page = sheets.geometry(self._facing(self._section))
        x, y = floats.position(block.horizontal, block.vertical, page, (column.left, column.width), anchor, size=size)
        first = flow.items[0] if len(flow.items) == 1 else None
        if first is not None and isinstance(first.box, TableBox) and y + size[1] > page.height + _TOLERANCE:
            # A floating table that the page cannot hold goes on over the next ones, as one in the text does.
            self._place_rows(first.box, x + first.x - column.left, max(y, self._y))
            return
        for each in flow.floats:
            self._put_float(floats.placed(each, page, x, y))
        for item in flow.items:
            self._nodes.append(Placed(len(self._sheets) - 1, x + item.x, y + item.y, item.box))
        if block.wraps:
            sheet.obstacles.append(floats.kept_free(x, y, size, block))

    def _endnotes(self) -> None:
        """All endnotes behind the text, below a short line."""
        called = [identity for kind, identity in self._numbered if kind == "endnote"]
        if not called:
            return
        column, facts = self._columns[self._column], self._facts()
        height = self._notes.separator_height(column.width, facts)
        if self._y + 2 * height > column.bottom:
            self._next_column()
            column = self._columns[self._column]
        line = Decoration(
            column.left, self._y + height / 2, 144.0, 0.0, stroke="000000", thickness=0.5, geometry="line"
        )
        self._sheets[-1].page.background.append(line)
        self._y += height
        self._previous = None
        for identity in called:
            story = self._document.endnotes.get(identity)
            if story is not None:
                self._flows.paragraphs.note_number = self._numbered["endnote", identity]
                self._fill(story.blocks)


def _vanishes(block: Block) -> bool:
    """Whether a block only marks where its section ends."""
    return isinstance(block, Paragraph) and block.content.vanishes


def _keeps_next(block: Block) -> bool:
    """Whether a block stays with the next."""
    return isinstance(block, Paragraph) and block.content.format.keep_next


def _breaks_before(table: Table) -> bool:
    """Whether the paragraph that opens a table begins a page; elsewhere in a table Word does not heed it."""
    first = table.rows[0].cells[0].blocks[:1] if table.rows else ()
    return any(isinstance(block, Paragraph) and block.content.format.page_break_before for block in first)


def _same_paper(one: Section, other: Section) -> bool:
    return (one.width, one.height) == (other.width, other.height)
