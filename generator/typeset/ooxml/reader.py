"""Walks a DOCX into a :class:`Document`: every element is handled, ignorable by name, or a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from generator.errors import DocumentUnreadable, message
from generator.model import TextPlace
from generator.opc import Package
from generator.typeset.findings import Findings
from generator.typeset.ooxml import frames, section_marks, sections, tracked
from generator.typeset.ooxml.compatibility import alternatives
from generator.typeset.ooxml.content import (
    Bookmark,
    Break,
    Float,
    Inline,
    InlinePicture,
    NoteMark,
    NoteNumber,
    PageField,
    Text,
)
from generator.typeset.ooxml.document import Block, Document, Paragraph, ParagraphContent, Section, Story, Table
from generator.typeset.ooxml.inlines import InlineReader, Surroundings
from generator.typeset.ooxml.list_labels import ListLabels
from generator.typeset.ooxml.open_fields import OpenFields
from generator.typeset.ooxml.parts import DocxParts, Kept
from generator.typeset.ooxml.properties import (
    NO_RUN_PROPERTIES,
    ParagraphProperties,
    RunProperties,
    paragraph_properties,
    run_properties,
)
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
_KNOWN_PARAGRAPH_PROPERTIES = frozenset(
    {W + name for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr")}
    | {
        W + name
        for name in ("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap")
    }
    | {W + name for name in ("overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd")}
    | {
        W + name
        for name in ("snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc")
    }
    | {W + name for name in ("textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr")}
    | {W + name for name in ("pPrChange", "collapsed")}
    | {"{http://schemas.microsoft.com/office/word/2012/wordml}collapsed"}
)
_SNIPPET = 40

_Read = tuple[ParagraphContent, ParagraphProperties, RunProperties]
"""What a paragraph is by itself, what it says of itself, and what it says of its mark."""


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
        self._stories: dict[str, Story] = {}

    def document(self, body: Element) -> Document:
        main = StoryReader(self, self.parts.main)
        blocks = main.blocks(body)
        last = body.find(W + "sectPr")
        section = main.section(last, TextPlace(self.parts.main))
        self._note_numbers(TextPlace(self.parts.main))
        core = _core_properties(self.parts)
        styled = self.sheet.run_format(None, RunProperties())
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
            ("story", part, shown),
            rels,
            lambda: Story(part, StoryReader(self, part).blocks(self.parts.root(part))),
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
            for note in self.parts.root(part)
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
        self._open_fields = OpenFields()
        self._section: Section | None = None
        self.findings = document.findings
        self.sheet = document.sheet

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
        return tuple(frames.grouped(section_marks.marked(made)))

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

        self._section = sections.section(element, self._section, story, self.findings, place)
        return self._section

    def _table(self, element: Element) -> Table:
        """A table; one that says the same at the same place of an earlier letter is not read again."""
        begun = self._paragraphs

        def read() -> tuple[Table, int]:
            return TableReader(self, element).table(), self._paragraphs - begun

        if self._open_fields:
            return read()[0]
        also = ("table", self.part, begun)
        rels = self._document.parts.relationships(self.part)
        table, paragraphs = self._document.before.read(
            etree.tostring(element), also, rels, read, lasts=lambda read: self._lasts(read[0])
        )
        self._paragraphs = begun + paragraphs
        return table

    def _lasts(self, table: Table) -> bool:
        """Whether a table is the same in any letter: nothing in it counts, shows a picture or leaves a field open."""
        if self._open_fields:
            return False
        return not any(
            each.label is not None or each.ends_section is not None or _holds_drawing(each.content.inlines)
            for each in paragraphs_of((table,))
        )

    def _paragraph(
        self, element: Element, table_paragraph: ParagraphProperties | None, table_run: RunProperties | None
    ) -> Paragraph | None:
        self._paragraphs += 1
        said = element.find(W + "pPr")
        place = TextPlace(self.part, self._paragraphs)
        content, direct, mark = self._content(element, said, table_paragraph, table_run)
        ended = None if said is None else said.find(W + "sectPr")
        ends_section = None if ended is None else self.section(ended, place)
        if content.mark.hidden and ends_section is None and not _shows(content.inlines):
            return None
        label = self._document.labels.label(direct, mark, place)
        return Paragraph(content, place, label, ends_section)

    def _content(
        self,
        element: Element,
        said: Element | None,
        table_paragraph: ParagraphProperties | None,
        table_run: RunProperties | None,
    ) -> _Read:
        """The paragraph by itself; equal XML in an equal context was read before and is kept."""

        def read() -> _Read:
            return self._read_content(element, said, table_paragraph, table_run)

        if self._open_fields:
            return read()
        return self._document.before.read(
            etree.tostring(element),
            (table_paragraph, table_run),
            self._document.parts.relationships(self.part),
            read,
            lasts=lambda made: not self._open_fields and not _holds_drawing(made[0].inlines),
        )

    def _read_content(
        self,
        element: Element,
        said: Element | None,
        table_paragraph: ParagraphProperties | None,
        table_run: RunProperties | None,
    ) -> _Read:
        document = self._document
        direct = paragraph_properties(said)
        mark = run_properties(None if said is None else said.find(W + "rPr"))
        numbered = document.labels.level_properties(direct)
        format_ = document.sheet.paragraph_format(direct, numbered, table_paragraph)
        if format_.background is not None:
            table_run = replace(table_run or NO_RUN_PROPERTIES, backdrop=format_.background)
        if table_run is not None and table_run.backdrop is not None:
            mark = replace(mark, backdrop=table_run.backdrop)
        around = Surroundings(
            parts=document.parts,
            part=self.part,
            sheet=document.sheet,
            findings=self.findings,
            place=self.place(element),
            blocks=self.blocks,
            table_run=table_run,
            open_fields=self._open_fields,
        )
        for child in said if said is not None else ():
            if child.tag not in _KNOWN_PARAGRAPH_PROPERTIES:
                self.findings.unsupported(local(child), around.place)
        reader = InlineReader(around, direct.style)
        inlines = reader.read(element)
        if format_.right_to_left and any(isinstance(each, Text) for each in inlines):
            self.findings.unsupported("bidi", around.place)
        content = ParagraphContent(
            format=format_,
            mark=reader.format_of(mark),
            inlines=inlines,
            plain=reader.format_of(RunProperties()),
            heading=self._heading(direct, format_.outline_level),
            page_dependent=any(isinstance(each, PageField | Float | NoteMark | NoteNumber | Break) for each in inlines),
            style_name=document.sheet.style_name(direct.style),
        )
        return content, direct, mark

    def _heading(self, direct: ParagraphProperties, outline_level: int | None) -> int | None:
        name = self.sheet.style_name(direct.style)
        if name.startswith("heading ") and name[8:].isdigit():
            return int(name[8:])
        return outline_level + 1 if outline_level is not None and 0 <= outline_level <= 8 else None


def _sections_of(blocks: tuple[Block, ...], last: Section) -> Iterator[Section]:
    yield from (each.ends_section for each in blocks if isinstance(each, Paragraph) and each.ends_section is not None)
    yield last


def _shows(inlines: tuple[Inline, ...]) -> bool:
    """Whether anything of a paragraph is printed; a paragraph whose mark is hidden as well is not."""
    return any(not isinstance(each, Bookmark | Break) for each in inlines)


def _holds_drawing(inlines: tuple[Inline, ...]) -> bool:
    """Whether a paragraph has to be read anew in every letter.

    A picture of the same name may be another one in the next letter, a signature for instance. Text boxes hold
    paragraphs of their own, which count numbers and paragraphs.
    """
    return any(isinstance(each, Float | InlinePicture) for each in inlines)


def _core_properties(parts: DocxParts) -> dict[str, str]:
    relationship = next((r for r in parts.relationships("").values() if r.kind == "core-properties"), None)
    if relationship is None or relationship.target not in parts:
        return {}
    return {local(each): (each.text or "").strip() for each in parts.root(relationship.target)}
