"""Walks a DOCX into a :class:`Document`: every element is handled, ignorable by name, or a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from lxml import etree

from generator.errors import DocumentUnreadable, message
from generator.model import TextPlace
from generator.opc import Package
from generator.typeset.findings import Findings
from generator.typeset.ooxml import frames, plainer, section_marks, sections, tracked
from generator.typeset.ooxml.bound_data import BoundData
from generator.typeset.ooxml.compatibility import alternatives
from generator.typeset.ooxml.content import Bookmark, Break, Inline
from generator.typeset.ooxml.document import Block, Document, Paragraph, Section, Story, Table
from generator.typeset.ooxml.graphics import Links
from generator.typeset.ooxml.inlines import Surroundings
from generator.typeset.ooxml.list_labels import ListLabels
from generator.typeset.ooxml.open_fields import OpenFields
from generator.typeset.ooxml.paragraphs import ReadParagraph, read_paragraph
from generator.typeset.ooxml.parts import DocxParts, Kept
from generator.typeset.ooxml.properties import NO_RUN_PROPERTIES, ParagraphProperties, RunProperties
from generator.typeset.ooxml.read_before import ReadBefore
from generator.typeset.ooxml.tables import TableReader
from generator.typeset.ooxml.walk import paragraphs_of
from generator.typeset.ooxml.xml import MC, Element, W, local, value

_IGNORED = frozenset(
    {W + name for name in ("proofErr", "permStart", "permEnd", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")}
    | {W + name for name in ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "sdtPr")}
    | {W + name for name in ("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "sdtEndPr")}
    | {W + f"customXmlMove{way}Range{end}" for way in ("From", "To") for end in ("Start", "End")}
    | {
        W + name
        for name in ("customXmlDelRangeEnd", "bookmarkStart", "sectPr", "tblPr", "tblGrid", "tcPr", "customXmlPr")
    }
    | tracked.GONE
)
_WALKED = frozenset({W + name for name in ("sdtContent", "customXml", "ins", "moveTo")})
_SNIPPET = 40

_Read = TypeVar("_Read")


def read_document(package: Package, shared: Kept, findings: Findings, *, name: str) -> Document:
    """Read a package that the door let through.

    Args:
        package: The DOCX.
        shared: Keeps what letters have in common.
        findings: Takes what cannot be set, and warnings.
        name: What the reader of a message knows the document by.

    Raises:
        DocumentUnreadable: It is no Word document, or a part is damaged.
    """
    parts = DocxParts(package, shared)
    if package.family != "word" or parts.main not in package:
        raise DocumentUnreadable(message("{name} is no Word document; save it in Word as .docx", name=name))
    body = parts.root(parts.main).find(W + "body")
    if body is None:
        raise DocumentUnreadable(message("{name} has no text; save it in Word as .docx", name=name))
    return _DocumentReader(parts, shared, findings).document(body)


class _DocumentReader:
    """What is one for the whole document: style sheet, lists, counters, notes."""

    def __init__(self, parts: DocxParts, shared: Kept, findings: Findings) -> None:
        self.parts = parts
        self.findings = findings
        self.settings = parts.settings()
        sections.tell_simplified(self.settings.simplified, findings, TextPlace(parts.main))
        self.sheet = parts.style_sheet(default_style_wins=self.settings.default_style_wins)
        numbering = parts.numbering()
        self.labels = ListLabels(self.sheet, numbering, findings)
        self.before = ReadBefore(shared, findings, self.sheet, numbering)
        self.bound = BoundData(parts)
        self._stories: dict[str, Story] = {}

    def document(self, body: Element) -> Document:
        main = StoryReader(self, self.parts.main)
        blocks = main.blocks(self.bound.fill(body))
        last = body.find(W + "sectPr")
        section = main.section(last, TextPlace(self.parts.main))
        self._note_numbers(TextPlace(self.parts.main))
        core = _core_properties(self.parts)
        styled = self.sheet.run_format(None, NO_RUN_PROPERTIES)
        return Document(
            blocks=blocks,
            section=section,
            settings=self.settings,
            title=core.get("title", ""),
            author=core.get("creator", ""),
            subject=core.get("subject", ""),
            keywords=core.get("keywords", ""),
            language=styled.language or core.get("language") or "",
            footnotes=self._notes("footnotes"),
            endnotes=self._notes("endnotes"),
            warnings=tuple(self.findings.warnings),
            line_number=self.sheet.run_format(None, RunProperties(style="LineNumber"))
            if any(each.line_numbers for each in _sections_of(blocks, section))
            else None,
        )

    def _note_numbers(self, place: TextPlace) -> None:
        """Warn where notes ask for a number format that is not known."""
        for number_format in (
            self.settings.footnotes.format or "decimal",
            self.settings.endnotes.format or "lowerRoman",
        ):
            self.findings.number_format(number_format, None, place)

    def story(self, part: str) -> Story:
        """A header or footer; read once, however many sections and letters show it."""
        if part not in self._stories:
            self._stories[part] = self._kept_story(part)
        return self._stories[part]

    def _kept_story(self, part: str) -> Story:
        rels = self.parts.relationships(part)
        shown = tuple(self.parts.stamp(each.target) for each in rels.values() if each.target in self.parts)
        return self.before.read(
            self.parts.stamp(part),
            ("story", part, shown, self.bound.stamps(part)),
            (rels,),
            lambda: Story(part, StoryReader(self, part).blocks(self.bound.fill(self.parts.root(part)))),
            lasts=lambda story: all(each.label is None for each in paragraphs_of(story.blocks)),
        )

    def _notes(self, kind: str) -> dict[str, Story]:
        part = self.parts.related(self.parts.main, kind)
        if part is None:
            return {}
        reader = StoryReader(self, part)
        return {
            "separator" if value(note, "type") == "separator" else value(note, "id") or "": Story(
                part, reader.blocks(note)
            )
            for note in self.bound.fill(self.parts.root(part))
            if value(note, "type") in {None, "normal", "separator"}
        }


class StoryReader:
    """Reads one part: the body, a header, a footer, the notes.

    Args:
        document: What is one for the whole document.
        part: The part's name.
    """

    def __init__(self, document: _DocumentReader, part: str) -> None:
        self._document = document
        self.part = part
        self._paragraphs = 0
        self._boxes = 0
        """How many text boxes stand around what is read now."""
        self._open_fields = OpenFields()
        self._links = Links()
        self._section: Section | None = None
        self.findings = document.findings
        self.sheet = document.sheet
        self.before = document.before

    def blocks(
        self,
        parent: Element,
        table_paragraph: ParagraphProperties | None = None,
        table_run: RunProperties | None = None,
    ) -> tuple[Block, ...]:
        """The blocks below ``parent``; ``table_*`` is what a table's style gives to all of them."""
        made: list[Block] = []
        for element in tracked.joined(self._unwrapped(parent)):
            if element.tag == W + "p":
                paragraph = self._paragraph(element, table_paragraph, table_run)
                if paragraph is not None:
                    made.append(paragraph)
            else:
                made.append(self._table(element))
        plainer.tell_run_in(made, self.findings)
        return tuple(frames.grouped(section_marks.marked(made)))

    def _boxed(
        self,
        parent: Element,
        table_paragraph: ParagraphProperties | None = None,
        table_run: RunProperties | None = None,
    ) -> tuple[Block, ...]:
        """The blocks of a text box."""
        self._boxes += 1
        try:
            return self.blocks(parent, table_paragraph, table_run)
        finally:
            self._boxes -= 1

    def _unwrapped(self, parent: Element) -> Iterator[Element]:
        """The paragraphs and tables below ``parent``, whatever they are wrapped in."""
        for element in parent:
            tag = element.tag
            if tag in {W + "p", W + "tbl"}:
                yield element
            elif tag in _WALKED:
                yield from self._unwrapped(element)
            elif tag == W + "sdt":
                content = element.find(W + "sdtContent")
                yield from () if content is None else self._unwrapped(content)
            elif tag == MC + "AlternateContent":
                for chosen in alternatives(element):
                    yield from self._unwrapped(chosen)
            elif tag not in _IGNORED:
                self.findings.unsupported(local(element), self.place(element))

    def place(self, element: Element | None = None) -> TextPlace:
        """The spot that is being read, with the text of ``element`` as its snippet."""
        text = "" if element is None else "".join(each.text or "" for each in element.iter(W + "t"))
        snippet = text if len(text) <= _SNIPPET else text[:_SNIPPET].rstrip() + "…"
        return TextPlace(self.part, self._paragraphs or None, snippet)

    def section(self, element: Element | None, place: TextPlace) -> Section:
        """Read a section of this part, headers of the section before taken over."""

        def story(identity: str) -> Story | None:
            relationship = self._document.parts.relationships(self.part).get(identity)
            if relationship is None or relationship.target not in self._document.parts:
                return None
            return self._document.story(relationship.target)

        at_top = self._document.settings.gutter_at_top
        self._section = sections.section(element, self._section, story, self.findings, place, gutter_at_top=at_top)
        return self._section

    def _table(self, element: Element) -> Table:
        return self.read_once(element, ("table",), (), TableReader(self, element).table, lambda table: (table,))

    def read_once(
        self,
        element: Element,
        also: tuple[object, ...],
        around: tuple[object, ...],
        read: Callable[[], _Read],
        blocks: Callable[[_Read], Sequence[Block]],
    ) -> _Read:
        """A table or a cell; one that says the same at the same place of an earlier letter is not read again.

        Args:
            element: The table or cell.
            also: What else it depends on, compared by value.
            around: The same, compared by identity.
            read: Reads it.
            blocks: The blocks in what was read.
        """
        begun = self._paragraphs
        if self._open_fields:
            return read()
        made, paragraphs = self.before.read(
            etree.tostring(element),
            (*also, self.part, begun),
            (self._document.parts.relationships(self.part), *around),
            lambda: (read(), self._paragraphs - begun),
            lasts=lambda made: self._lasts(blocks(made[0])),
        )
        self._paragraphs = begun + paragraphs
        return made

    def _lasts(self, blocks: Sequence[Block]) -> bool:
        """Whether blocks are the same in any letter: nothing in them counts, shows a picture or leaves a field open."""
        if self._open_fields:
            return False
        return not any(
            each.label is not None or each.ends_section is not None or each.content.drawings
            for each in paragraphs_of(blocks)
        )

    def _paragraph(
        self, element: Element, table_paragraph: ParagraphProperties | None, table_run: RunProperties | None
    ) -> Paragraph | None:
        self._paragraphs += 1
        place = TextPlace(self.part, self._paragraphs)
        read = self._read_paragraph(element, table_paragraph, table_run)
        content = read.content
        ends_section = self.section(element.find(f"{W}pPr/{W}sectPr"), place) if read.ends_section else None
        if content.mark.hidden and ends_section is None and not _shows(content.inlines):
            return None
        label = None if read.item is None else self._document.labels.label(read.item, place, in_box=self._boxes > 0)
        return Paragraph(content, place, label, ends_section)

    def _read_paragraph(
        self, element: Element, table_paragraph: ParagraphProperties | None, table_run: RunProperties | None
    ) -> ReadParagraph:
        """The paragraph by itself; equal XML in an equal context was read before and is kept.

        A picture of the same name may be another one in the next letter, a signature for instance, and text boxes hold
        paragraphs of their own, which count numbers and paragraphs: those are read anew in every letter.
        """
        document = self._document

        def read() -> ReadParagraph:
            around = Surroundings(
                parts=document.parts,
                part=self.part,
                sheet=document.sheet,
                findings=self.findings,
                place=self.place(element),
                blocks=self._boxed,
                table_run=table_run,
                open_fields=self._open_fields,
                links=self._links,
            )
            return read_paragraph(element, around, document.labels, table_paragraph)

        if self._open_fields:
            return read()
        return self.before.read(
            etree.tostring(element),
            (table_paragraph, table_run),
            (document.parts.relationships(self.part),),
            read,
            lasts=lambda made: not self._open_fields and not made.content.drawings,
        )


def _sections_of(blocks: tuple[Block, ...], last: Section) -> Iterator[Section]:
    yield from (each.ends_section for each in blocks if isinstance(each, Paragraph) and each.ends_section is not None)
    yield last


def _shows(inlines: tuple[Inline, ...]) -> bool:
    """Whether anything of a paragraph is printed; a paragraph whose mark is hidden as well is not."""
    return any(not isinstance(each, Bookmark | Break) for each in inlines)


def _breaks(inlines: tuple[Inline, ...]) -> bool:
    return any(isinstance(each, Break) for each in inlines)


def _core_properties(parts: DocxParts) -> Mapping[str, str]:
    relationship = next((r for r in parts.relationships("").values() if r.kind == "core-properties"), None)
    if relationship is None or relationship.target not in parts:
        return {}
    return parts.core_properties(relationship.target)
