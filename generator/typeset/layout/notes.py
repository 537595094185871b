"""Foot- and endnotes: their numbers, and how much room they take below the text (docs/word/notes.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.typeset.layout import splitting
from generator.typeset.layout.boxes import Decoration, FlowBox, Line, Node, PageStart, ParagraphBox, Placed, TableBox
from generator.typeset.layout.flow import FlowSetter
from generator.typeset.layout.paragraphs import PageFacts
from generator.typeset.layout.sheets import Column
from generator.typeset.ooxml import numbers
from generator.typeset.ooxml.content import NoteMark
from generator.typeset.ooxml.document import Document, NoteNumbering, Section
from generator.typeset.ooxml.walk import by_section, paragraphs_of

SEPARATOR = "separator"
"""Under this name the notes part keeps what Word sets between text and notes."""
SEPARATOR_LENGTH = 144.0
SEPARATOR_HEIGHT = 12.0
"""Where the document has no paragraph for it."""


def labels(document: Document) -> dict[tuple[str, str], str]:
    """The number of each note, by (kind, identity), counted in the order in which the text calls them."""
    found: dict[tuple[str, str], str] = {}
    counted: dict[str, int] = {}
    for section, blocks in by_section(document):
        for kind in ("footnote", "endnote"):
            asked = _numbering(document, section, kind)
            if kind not in counted or asked.restart == "eachSect":
                counted[kind] = (asked.start or 1) - 1
        for paragraph in paragraphs_of(blocks):
            for inline in paragraph.content.inlines:
                if isinstance(inline, NoteMark) and not inline.custom and (inline.kind, inline.identity) not in found:
                    counted[inline.kind] += 1
                    written = _numbering(document, section, inline.kind).format or "decimal"
                    found[inline.kind, inline.identity] = numbers.written(counted[inline.kind], written)
    return found


def _numbering(document: Document, section: Section, kind: str) -> NoteNumbering:
    """How the notes of a section are numbered: what it leaves open the document says."""
    settings = document.settings
    own = section.footnotes if kind == "footnote" else section.endnotes
    general = settings.footnotes if kind == "footnote" else settings.endnotes
    return NoteNumbering(own.format or general.format, own.restart or general.restart, own.start or general.start)


def number_by_page(document: Document, nodes: Sequence[Node], numbered: dict[tuple[str, str], str]) -> bool:
    """Number the footnotes of sections that begin anew on each page, now that it is known where they stand.

    Returns:
        Whether a number changed, so that the document has to be set again.
    """
    sections = {
        ("footnote", inline.identity): section
        for section, blocks in by_section(document)
        for paragraph in paragraphs_of(blocks)
        for inline in paragraph.content.inlines
        if isinstance(inline, NoteMark) and inline.kind == "footnote" and not inline.custom
    }
    if all(_numbering(document, section, "footnote").restart != "eachPage" for section in sections.values()):
        return False
    before, counted = dict(numbered), 0
    for node in nodes:
        if isinstance(node, PageStart):
            counted = 0
        elif isinstance(node, Placed):
            for key in (key for line in lines_of(node.box) for key in line.notes if key in sections):
                asked = _numbering(document, sections[key], "footnote")
                if asked.restart == "eachPage":
                    counted += 1
                    numbered[key] = numbers.written(counted + (asked.start or 1) - 1, asked.format or "decimal")
    return numbered != before


class NoteSetter:
    """Sets the notes of one document below the columns that call them."""

    def __init__(self, document: Document, flows: FlowSetter, numbered: Mapping[tuple[str, str], str]) -> None:
        self._document = document
        self._flows = flows
        self._numbered = numbered

    def flow(self, identity: str, width: float, facts: PageFacts) -> FlowBox:
        """A footnote in a column of this width."""
        story = self._document.footnotes.get(identity)
        if story is None:
            return FlowBox()
        self._flows.paragraphs.note_number = self._numbered.get(("footnote", identity), "")
        return self._flows.flow(story.blocks, width, facts)

    def separator_height(self, width: float, facts: PageFacts) -> float:
        """The height of the line between text and notes."""
        story = self._document.footnotes.get(SEPARATOR)
        return SEPARATOR_HEIGHT if story is None else self._flows.flow(story.blocks, width, facts).height

    def needed(self, lines: Iterable[Line], column: Column, facts: PageFacts) -> float:
        """The room that the notes called in these lines take, with the separator where they are the column's first.

        Of the last note only the beginning counts: it may go on on the next page.
        """
        identities = [identity for line in lines for kind, identity in line.notes if kind == "footnote"]
        if not identities:
            return 0.0
        flows = [self.flow(identity, column.width, facts) for identity in identities]
        height = sum(flow.height for flow in flows[:-1]) + _beginning(flows[-1])
        return height if column.notes else height + self.separator_height(column.width, facts)

    def take_in(self, lines: Iterable[Line], column: Column, y: float, facts: PageFacts) -> list[FlowBox]:
        """Put the notes of these lines below the column, whose text has come to ``y``; what finds no room is returned."""
        left_over: list[FlowBox] = []
        for line in lines:
            for kind, identity in line.notes:
                if kind == "footnote":
                    left_over += self.put(self.flow(identity, column.width, facts), column, y, facts)
        return left_over

    def put(self, flow: FlowBox, column: Column, y: float, facts: PageFacts) -> list[FlowBox]:
        """Put one note below the column; the part that finds no room is returned."""
        if not flow.items:
            return []
        if not column.notes:
            column.bottom -= self.separator_height(column.width, facts)
        head, tail = splitting.split_flow(flow, max(0.0, column.bottom - y))
        if not head.items:
            head, tail = (flow, FlowBox()) if not tail.items or y <= column.top else (FlowBox(), flow)
        if head.items:
            column.notes.append(head)
            column.bottom -= head.height
        elif not column.notes:
            column.bottom += self.separator_height(column.width, facts)
        return [tail] if tail.items else []

    def separator(self, column: Column, facts: PageFacts) -> Decoration:
        """The line between the column's text and its notes; one as wide as the column where they began before."""
        height = self.separator_height(column.width, facts)
        return Decoration(
            column.left,
            column.foot + height / 2,
            column.width if column.notes_go_on else min(SEPARATOR_LENGTH, column.width),
            0.0,
            stroke="000000",
            thickness=0.5,
            geometry="line",
        )


def _beginning(flow: FlowBox) -> float:
    """How much of a note stands on the page of its mark at least: a line, or two under widow control."""
    first = flow.items[0] if flow.items else None
    if first is None or not isinstance(first.box, ParagraphBox):
        return flow.height
    lines = first.box.lines
    count = next((each for each in range(1, len(lines)) if splitting.allowed_lines(first.box, each)), 0)
    return (
        first.y + lines[count - 1].top + lines[count - 1].height
        if count
        else min(flow.height, first.y + first.box.height)
    )


def lines_of(box: ParagraphBox | TableBox) -> Iterable[Line]:
    """All lines of a box, those in cells included."""
    if isinstance(box, ParagraphBox):
        yield from box.lines
        return
    for row in box.rows:
        for cell in row.cells:
            for item in cell.flow.items:
                yield from lines_of(item.box)
