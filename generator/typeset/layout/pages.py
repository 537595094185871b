"""Fills pages with the blocks of a document, section by section (docs/word/pages.md)."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from generator.typeset.layout import notes, sheets
from generator.typeset.layout.balancing import fill_balanced, fill_columns
from generator.typeset.layout.boxes import Decoration, Pages
from generator.typeset.layout.flow import FlowSetter, space_after
from generator.typeset.layout.keeping import keep_together
from generator.typeset.layout.line_numbers import number_lines
from generator.typeset.layout.page_fields import Totals
from generator.typeset.layout.paper import Paper
from generator.typeset.layout.paragraph_placing import place_paragraph
from generator.typeset.layout.table_placing import place_framed, place_table
from generator.typeset.ooxml.document import Block, Document, Framed, Paragraph, Section, Table
from generator.typeset.ooxml.styles import RunFormat
from generator.typeset.ooxml.walk import by_section, page_fields, stories_beside

_MOST_PASSES = 3


def lay_out(document: Document, flows: FlowSetter, numbered: dict[tuple[str, str], str]) -> Pages:
    """Set a document on pages; once more where its text says how many pages there are.

    Args:
        document: What to set.
        flows: Sets paragraphs and tables.
        numbered: The number of each note, by (kind, identity); those that begin anew on each page are put right here.
    """
    totals = Totals()
    fields = page_fields(document.blocks)
    recalls_styles = "STYLEREF" in fields or any("STYLEREF" in flows.fields(each) for each in stories_beside(document))
    for _ in range(_MOST_PASSES):
        paper = Paper(document, flows, numbered, totals, recalls_styles=recalls_styles)
        pages = Paginator(document, paper, numbered).pages()
        known = paper.fields.totals()
        renumbered = notes.number_by_page(document, pages.nodes, numbered)
        # Headers are set again at the end of a pass; only the text itself asks for another one.
        if not renumbered and (known == totals or fields.isdisjoint({"NUMPAGES", "SECTIONPAGES"})):
            break
        totals = known
    return pages


class Paginator:
    """Fills empty paper with a document, from the first section to the endnotes; see :func:`lay_out`."""

    def __init__(self, document: Document, paper: Paper, numbered: Mapping[tuple[str, str], str]) -> None:
        self._document = document
        self._paper = paper
        self._flows = paper.flows
        self._numbered = numbered

    def pages(self) -> Pages:
        """Set everything."""
        paper = self._paper
        parts = by_section(self._document)
        for index, (section, blocks) in enumerate(parts):
            above = parts[index - 1][1] if index else ()
            self._begin_section(section, index, blocks, above[-1] if above else None)
            following = parts[index + 1][0] if index + 1 < len(parts) else None
            goes_on = following is not None and _goes_on(section, following)
            fill = functools.partial(self._fill, blocks)
            if len(paper.columns) < 2:
                fill()
            elif goes_on:
                fill_balanced(paper, fill)
            else:
                fill_columns(paper, fill)
        paper.in_text = False
        self._endnotes()
        while paper.waiting_notes:
            # Notes that go on behind the last line of the text.
            paper.start_page()
        paper.finish_page()
        self._finish_furniture()
        if self._document.line_number is not None:
            self._number_lines(self._document.line_number)
        return Pages([sheet.page for sheet in paper.sheets], paper.nodes, paper.hidden)

    def _begin_section(self, section: Section, index: int, blocks: Sequence[Block], break_above: Block | None) -> None:
        paper, before = self._paper, self._paper.section
        on_new_page = index == 0 or not _goes_on(before, section)
        if on_new_page:
            paper.take_back_empty_page()
        paper.enter_section(section, index)
        if on_new_page:
            paper.begin_section_on_new_page(break_above)
            return
        sheets.rule_columns(paper.sheet, paper.lowest)
        if len(section.columns) < 2:
            paper.begin_section_on_page()
            return
        # All columns begin below the space that the text above and the first paragraph ask for, and end as much earlier.
        first = next((each for each in blocks if not isinstance(each, Framed) and not _vanishes(each)), None)
        above = paper.previous
        gap = space_after(above) if first is None else self._flows.gap(above, first)
        paper.lowest += gap
        paper.previous, paper.gap_is_set = None, True
        paper.begin_section_on_page(unused=gap)

    def _fill(self, blocks: Sequence[Block]) -> None:
        paper = self._paper
        for at, block in enumerate(blocks):
            if isinstance(block, Framed):
                place_framed(paper, block)
                continue
            after = next((each for each in blocks[at + 1 :] if not isinstance(each, Framed)), None)
            if isinstance(block, Paragraph):
                if block.content.format.page_break_before and not paper.at_top:
                    paper.start_page()
                    paper.after_hard_break = True
                if _vanishes(block):
                    continue
                keep_together(paper, blocks, at)
                place_paragraph(paper, block, after)
                paper.fields.remember_style(block)
            else:
                if _breaks_before(block) and not paper.at_top:
                    paper.start_page()
                keep_together(paper, blocks, at)
                place_table(paper, block)
            paper.previous = block

    def _endnotes(self) -> None:
        """All endnotes behind the text."""
        called = [identity for kind, identity in self._numbered if kind == "endnote"]
        if not called:
            return
        self._rule_off_endnotes()
        for identity in called:
            story = self._document.endnotes.get(identity)
            if story is not None:
                self._flows.paragraphs.note_number = self._numbered["endnote", identity]
                self._fill(story.blocks)

    def _rule_off_endnotes(self) -> None:
        """The paragraph between text and endnotes: one of the text, with a line in its middle."""
        paper, story = self._paper, self._document.endnotes.get(notes.SEPARATOR)
        blocks = () if story is None else story.blocks
        flow = self._flows.flow(blocks, paper.column.width, paper.facts)
        height = flow.items[-1].box.height if flow.items else notes.SEPARATOR_HEIGHT
        gap = space_after(paper.previous)
        if paper.y + gap + 2 * height > paper.column.bottom:
            paper.next_column()
            gap = 0.0
        if flow.items:
            self._fill(blocks)
        else:
            paper.y += gap + height
            paper.previous = None
        width = min(notes.SEPARATOR_LENGTH, paper.column.width)
        paper.sheet.page.background.append(
            Decoration(
                paper.column.left, paper.y - height / 2, width, 0.0, stroke="000000", thickness=0.5, geometry="line"
            )
        )

    def _finish_furniture(self) -> None:
        """Set headers and footers again now that the number of pages is known."""
        fields = self._paper.fields
        for sheet, facts in zip(self._paper.sheets, fields.begun, strict=True):
            if any(self._flows.fields(story) for story in (sheet.header, sheet.footer) if story is not None):
                sheets.set_furniture(sheet, self._flows, fields.final(facts))

    def _number_lines(self, format_: RunFormat) -> None:
        facts = self._paper.facts
        number_lines(
            self._paper.nodes,
            [sheet.page for sheet in self._paper.sheets],
            format_,
            lambda blocks, width: self._flows.flow(blocks, width, facts),
        )


def _vanishes(block: Block) -> bool:
    """Whether a block only marks where its section ends."""
    return isinstance(block, Paragraph) and block.content.vanishes


def _breaks_before(table: Table) -> bool:
    """Whether the paragraph that opens a table begins a page; elsewhere in a table Word does not heed it."""
    first = table.rows[0].cells[0].blocks[:1] if table.rows else ()
    return any(isinstance(block, Paragraph) and block.content.format.page_break_before for block in first)


def _goes_on(one: Section, other: Section) -> bool:
    """Whether a section begins on the page on which the one before it ends: on the same paper only."""
    return other.start == "continuous" and (one.width, one.height) == (other.width, other.height)
