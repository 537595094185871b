"""The pages that have begun, and where on them the text has come to; begins and ends pages and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.typeset.layout import floats, notes, sheets
from generator.typeset.layout.boxes import Decoration, FlowBox, Node, Page, PageStart, ParagraphBox, Placed, PlacedFloat
from generator.typeset.layout.flow import FlowSetter, format_of, space_after
from generator.typeset.layout.page_fields import PageFields, Totals
from generator.typeset.layout.paragraphs import PageFacts
from generator.typeset.layout.sheets import Column, Sheet
from generator.typeset.layout.text_lines import closed_below
from generator.typeset.ooxml.document import Block, Document, Paragraph, Section

TOLERANCE = 0.05
"""What is let through over the bottom of a column, in points."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the text had come to, to go back to."""

    sheets: int
    nodes: int
    background: int
    behind: int
    obstacles: int
    columns: Sequence[Column]
    column: int
    y: float
    lowest: float
    at_top: bool
    gap_is_set: bool
    after_hard_break: bool
    space_above_break: float
    previous: Block | None


_SINCE_2013 = 15
"""The compatibility mode of the layout that Word has since 2013."""


class Paper:
    """Pages that fill from top to bottom.

    Args:
        document: What is set.
        flows: Sets paragraphs and tables.
        numbered: The number of each note, by (kind, identity).
        known: What the pass before found.
        recalls_styles: The document has a field STYLEREF.

    Attributes:
        y: Where the text of the column has come to, in points from the top of the page.
        lowest: The same of the longest column.
        at_top: Nothing stands in the column yet.
        after_hard_break: It begins where the document says so, not where Word ended the one before.
        space_above_break: The space after the paragraph with a section break: the first space before behind it is as much less.
        gap_is_set: The space above the next block stands already: it is the first one of columns that begin side by side.
        in_text: The text is being set, not the endnotes behind it.
        previous: The block before the next one.
        waiting_notes: What of footnotes goes on on the next page.
        hidden: What frames of a fixed height cut off.
        shortened: A page to come, counted from 1, and where its columns are to end.
        page_end: Where columns ended when the page was begun.
    """

    def __init__(
        self,
        document: Document,
        flows: FlowSetter,
        numbered: Mapping[tuple[str, str], str],
        known: Totals,
        *,
        recalls_styles: bool,
    ) -> None:
        self.flows = flows
        self.settings = document.settings
        self.notes = notes.NoteSetter(document, flows, numbered)
        self.fields = PageFields(document.section, known, recalls_styles=recalls_styles)
        self.section = document.section
        self.sheets: list[Sheet] = []
        self.nodes: list[Node] = []
        self.hidden: list[tuple[Paragraph, ...]] = []
        self.waiting_notes: list[FlowBox] = []
        self.y = 0.0
        self.lowest = 0.0
        self.at_top = True
        self.after_hard_break = True
        self.space_above_break = 0.0
        self.gap_is_set = False
        self.in_text = True
        self.shortened: tuple[int, float] | None = None
        self.page_end = 0.0
        self.previous: Block | None = None
        self._section_index = 0
        self._first_of_section = True
        self._column = 0
        self._broken_off = False
        self._is_finished = False

    # Where the text stands -----------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        """The page that is being filled."""
        return self.sheets[-1]

    @property
    def columns(self) -> Sequence[Column]:
        """Its columns."""
        return self.sheet.columns

    @property
    def column(self) -> Column:
        """The one that is being filled."""
        return self.columns[self._column]

    @property
    def facts(self) -> PageFacts:
        """What fields say here."""
        return self.fields.facts()

    @property
    def geometry(self) -> floats.Geometry:
        """The page, for what floats on it."""
        return sheets.geometry(self._facing(), self.fields.number)

    def gap(self, block: Block) -> float:
        """The space above a block: none at the top of a page that Word began by itself."""
        if self.gap_is_set:
            return 0.0
        if self.at_top:
            if format_of(block) is None or not self.after_hard_break:
                return 0.0
            return max(0.0, self.flows.gap(None, block) - self.space_above_break)
        return self.flows.gap(self.previous, block)

    def stand_on_grid(self, *, stands: bool) -> None:
        """Let the lines of the text stand on the section's grid; those of headers, notes and tables do not."""
        self.flows.paragraphs.grid_pitch = self.section.grid_pitch if stands else None

    def _facing(self) -> Section:
        """The section as it stands on this page: with mirrored margins, the inner one is on the right of even pages."""
        section = self.section
        if not self.settings.mirror_margins or self.fields.number % 2:
            return section
        return replace(section, margin_left=section.margin_right, margin_right=section.margin_left)

    # Sections, pages and columns -----------------------------------------------------------------------------

    def enter_section(self, section: Section, index: int) -> None:
        """What is placed from now on belongs to this section."""
        self.section, self._section_index = section, index
        self.fields.enter_section(section, index)
        self.stand_on_grid(stands=True)

    def begin_section_on_page(self, unused: float = 0.0) -> None:
        """Begin the section below what stands on the page; notes of the columns above stay where they are.

        ``unused`` is what its columns leave free of text at their end.
        """
        bottom = min(column.foot for column in self.columns)
        for column in self.columns:
            self._place_notes(column)
        self.sheet.columns = sheets.columns_of(self._facing(), self.lowest, bottom, unused)
        self.sheet.ruled = self.section.column_line
        self._column, self.y = 0, self.lowest
        self._first_of_section = False
        self.fields.go_on_with_page()

    def take_back_empty_page(self) -> None:
        """Take back the page that a break at the very end of a section began: the next section begins one of its own."""
        if self._broken_off and isinstance(self.nodes[-1], PageStart) and not self.columns[0].notes:
            self.sheets.pop()
            self.nodes.pop()
            self.fields.take_back_page()
            self._is_finished = True

    def begin_section_on_new_page(self, break_above: Block | None) -> None:
        """Begin the section on a page of its own: an even or odd one, where it asks for that.

        ``break_above`` holds the section break, even if it takes no line.
        """
        section = self.section
        self._first_of_section = True
        if section.page_number_start is not None:
            self.fields.number = section.page_number_start - 1
        parity = {"evenPage": 0, "oddPage": 1}.get(section.start)
        if parity is not None and self._section_index > 0 and (self.fields.number + 1) % 2 != parity:
            self.start_page(blank=True)
        self.start_page()
        self.after_hard_break = True
        if self.settings.compatibility >= _SINCE_2013 and not self.settings.add_space_between_paragraphs:
            self.space_above_break = space_after(break_above)

    def start_page(self, *, blank: bool = False) -> None:
        """Begin a page; a blank one has nothing on it, header and footer included."""
        if self.sheets and not self._is_finished:
            self.finish_page()
        self._broken_off = self._is_finished = False
        facts = self.fields.begin_page()
        sheet = self._new_sheet(facts, blank=blank)
        self.sheets.append(sheet)
        self.nodes.append(PageStart(len(self.sheets) - 1))
        self.stand_on_grid(stands=False)
        sheets.begin(sheet, self.flows, facts)
        self.stand_on_grid(stands=True)
        self.page_end = sheet.columns[0].bottom
        if self.shortened is not None and self.shortened[0] == len(self.sheets):
            self.shorten(self.shortened[1])
        self._begin_column(0)
        self.lowest = self.y
        if blank:
            return
        self._first_of_section = False
        sheet.page.background += self._frame(sheet.section)
        waiting, self.waiting_notes = self.waiting_notes, []
        sheet.columns[0].notes_go_on = bool(waiting)
        for flow in waiting:
            self.waiting_notes += self.notes.put(flow, sheet.columns[0], self.y, facts)

    def _new_sheet(self, facts: PageFacts, *, blank: bool) -> Sheet:
        section, number = self.section, self.fields.number
        page = Page(section.width, section.height, number, facts.label, self._section_index)
        first = section.title_page and self._first_of_section and not blank
        even = self.settings.even_and_odd_headers and number % 2 == 0
        header, footer = (
            None if blank else sheets.story_for(each, first=first, even=even)
            for each in (section.headers, section.footers)
        )
        return Sheet(page, self._facing(), header, footer)

    def _frame(self, section: Section) -> Sequence[Decoration]:
        first_only = section.borders is not None and section.borders.display == "firstPage"
        if first_only and self.fields.pages_of_section > 1:
            return ()
        return sheets.frame(section)

    def finish_page(self) -> None:
        """Set the notes below the text, and what stands in the middle or at the bottom of the page where it belongs."""
        self._align_page()
        sheets.rule_columns(self.sheet, self.lowest)
        for column in self.columns:
            self._place_notes(column)
        self.fields.end_page()

    def _align_page(self) -> None:
        share = {"center": 0.5, "bottom": 1.0}.get(self.sheet.section.vertical)
        if share is None:
            return
        down = max(0.0, self.columns[0].bottom - self.lowest) * share
        for at in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[at]
            if isinstance(node, PageStart):
                break
            self.nodes[at] = replace(node, y=node.y + down)

    def _place_notes(self, column: Column) -> None:
        if not column.notes:
            return
        facts = self.facts
        self.sheet.page.background.append(self.notes.separator(column, facts))
        y = column.foot + self.notes.separator_height(column.width, facts)
        for flow in column.notes:
            for item in flow.items:
                self.nodes.append(Placed(len(self.sheets) - 1, column.left + item.x, y + item.y, item.box))
            y += flow.height
        column.notes = []

    def next_column(self) -> None:
        """Go on in the next column, of the next page where this was the last one."""
        if self._column + 1 < len(self.columns):
            self._begin_column(self._column + 1)
        else:
            self.start_page()

    def shorten(self, end: float) -> None:
        """Let text end earlier in the columns of this page; their notes stay where they are."""
        for column in self.columns:
            kept = min(column.bottom, end)
            column.bottom, column.unused = kept, column.unused + column.bottom - kept

    def use_all(self) -> None:
        """Let text reach down to the notes."""
        for column in self.columns:
            column.bottom, column.unused = column.foot, 0.0

    def _begin_column(self, number: int) -> None:
        self._column, self.y = number, self.columns[number].top
        self.at_top, self.after_hard_break, self.gap_is_set = True, False, False
        self.space_above_break = 0.0

    def break_off(self, kind: str) -> None:
        """End the column or page where the text says so (``w:br``)."""
        if kind == "column":
            self.next_column()
        else:
            self.start_page()
            self._broken_off = True
        # Since Word 2013 the space above the first paragraph behind a page break is not set; before, it was.
        self.after_hard_break = self.settings.compatibility < _SINCE_2013

    # What is placed ------------------------------------------------------------------------------------------

    def put(self, placed: Placed) -> None:
        """Place a box at the end of the column, its notes below."""
        numbers = self.section.line_numbers if self.in_text else None
        self.nodes.append(placed if numbers is None else replace(placed, line_numbers=numbers))
        self.y = placed.y + placed.box.height
        self.lowest = max(self.lowest, self.y)
        self.at_top, self.gap_is_set = False, False
        self.waiting_notes += self.notes.take_in(notes.lines_of(placed.box), self.column, self.y, self.facts)

    def close_last_frame(self) -> None:
        """Draw the border below the last paragraph of the column before, where the text goes on in its frame here."""
        for at in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[at]
            if isinstance(node, Placed):
                if isinstance(node.box, ParagraphBox) and node.box.joins.below:
                    box = closed_below(node.box)
                    self.nodes[at] = replace(node, box=box)
                return

    def put_float(self, placed: PlacedFloat) -> None:
        """Place what floats: before the text, or behind it."""
        behind = self.sheet.page.behind
        if not placed.behind:
            self.nodes.append(placed)
        elif placed.body is None:
            behind.append(placed)
        else:
            # Text in a shape behind the text is read where its anchor stands all the same.
            behind.append(replace(placed, part="drawing", body=None))
            self.nodes.append(replace(placed, part="text"))

    def spot(self) -> Spot:
        """Where the text has come to."""
        sheet = self.sheet
        return Spot(
            len(self.sheets),
            len(self.nodes),
            len(sheet.page.background),
            len(sheet.page.behind),
            len(sheet.obstacles),
            [column.copy() for column in sheet.columns],
            self._column,
            self.y,
            self.lowest,
            self.at_top,
            self.gap_is_set,
            self.after_hard_break,
            self.space_above_break,
            self.previous,
        )

    def return_to(self, spot: Spot) -> None:
        """Take back what was placed since."""
        while len(self.sheets) > spot.sheets:
            self.sheets.pop()
            self.fields.take_back_page()
        del self.nodes[spot.nodes :]
        sheet = self.sheet
        del sheet.page.background[spot.background :], sheet.page.behind[spot.behind :]
        del sheet.obstacles[spot.obstacles :]
        sheet.columns = [column.copy() for column in spot.columns]
        self._column, self.y, self.lowest = spot.column, spot.y, spot.lowest
        self.at_top, self.gap_is_set, self.previous = spot.at_top, spot.gap_is_set, spot.previous
        self.after_hard_break, self.space_above_break = spot.after_hard_break, spot.space_above_break
