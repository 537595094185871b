"""What stands in a paragraph: runs, links, fields, pictures, marks. Every element is handled, ignorable by name, or a finding."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from generator.errors import message
from generator.model import TextPlace
from generator.typeset.findings import Findings
from generator.typeset.ooxml import drawing, fields, symbols
from generator.typeset.ooxml.capitals import capitals
from generator.typeset.ooxml.compatibility import alternatives
from generator.typeset.ooxml.content import (
    Bookmark,
    Break,
    Inline,
    Link,
    NoteMark,
    NoteNumber,
    PageField,
    SoftHyphen,
    Tab,
    Text,
)
from generator.typeset.ooxml.graphics import Links
from generator.typeset.ooxml.open_fields import OpenFields
from generator.typeset.ooxml.parts import DocxParts
from generator.typeset.ooxml.properties import (
    KNOWN_RUN_PROPERTIES,
    NO_RUN_PROPERTIES,
    RunProperties,
    run_properties,
)
from generator.typeset.ooxml.styles import RunFormat, StyleSheet
from generator.typeset.ooxml.xml import MC, Element, R, W, local, truth, value

_IGNORED = frozenset(
    {W + name for name in ("proofErr", "permStart", "permEnd", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")}
    | {W + name for name in ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "pPr")}
    | {W + name for name in ("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart")}
    | {W + f"customXmlMove{way}Range{end}" for way in ("From", "To") for end in ("Start", "End")}
    | {W + name for name in ("customXmlDelRangeEnd", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")}
)
_IGNORED_IN_RUN = frozenset(
    {
        W + name
        for name in (
            "rPr",
            "lastRenderedPageBreak",
            "annotationRef",
            "delInstrText",
            "separator",
            "continuationSeparator",
        )
    }
)
_LETTERS = frozenset({W + "t", W + "delText"})
"""What is deleted is not read at all, so that ``w:delText`` elsewhere is text like any other."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""Without ``preserve``, Word drops white space at both ends of a text."""
_WALKED = frozenset({W + name for name in ("smartTag", "customXml", "sdtContent", "dir", "bdo")})


@dataclass
class Surroundings:
    """What the inlines of a paragraph stand in.

    Attributes:
        part: The part that is read; its relationships resolve links and pictures.
        table_run: What the table style gives to runs, or None outside tables.
        open_fields: Complex fields that an earlier paragraph left open.
        blocks: Reads the content of a text box.
        links: The text boxes of the part.
    """

    parts: DocxParts
    part: str
    sheet: StyleSheet
    findings: Findings
    place: TextPlace
    blocks: Callable[..., tuple[object, ...]]
    table_run: RunProperties | None = None
    open_fields: OpenFields = field(default_factory=OpenFields)
    links: Links = field(default_factory=Links)


class InlineReader:
    """Reads one paragraph's content.

    Args:
        around: What the paragraph stands in.
        style: The paragraph style's id as the paragraph names it.
    """

    def __init__(self, around: Surroundings, style: str | None) -> None:
        self._around = around
        self._style = style
        self._made: list[Inline] = []
        self._link: Link | None = None

    def read(self, paragraph: Element) -> tuple[Inline, ...]:
        """All inlines of the paragraph, neighbouring texts of one format joined."""
        self._walk(paragraph)
        return tuple(_joined(self._made))

    def format_of(self, properties: RunProperties) -> RunFormat:
        """The format of a run in this paragraph."""
        return self._around.sheet.run_format(self._style, properties, self._around.table_run)

    # Containers ------------------------------------------------------------------------------------------------

    def _walk(self, parent: Element) -> None:
        for element in parent:
            tag = str(element.tag)
            if tag == W + "r":
                self._run(element)
            elif tag in _IGNORED:
                continue
            elif tag in _WALKED:
                self._walk(element)
            else:
                self._container(element, tag)

    def _container(self, element: Element, tag: str) -> None:
        around = self._around
        if tag == W + "hyperlink":
            self._linked(element)
        elif tag == W + "sdt":
            self._content_control(element)
        elif tag == W + "fldSimple":
            self._simple_field(element)
        elif tag in {W + "ins", W + "moveTo"}:
            self._tracked()
            self._walk(element)
        elif tag in {W + "del", W + "moveFrom"}:
            self._tracked()
        elif tag == W + "bookmarkStart":
            self._add(Bookmark(value(element, "name") or ""))
        elif tag == MC + "AlternateContent":
            for chosen in alternatives(element):
                self._walk(chosen)
        else:
            around.findings.unsupported(local(element), around.place)

    def _tracked(self) -> None:
        self._around.findings.warn(
            "tracked-changes-accepted",
            self._around.place,
            message("the document holds tracked changes; they are set as if accepted"),
            message("accept or reject them in Word"),
        )

    def _linked(self, element: Element) -> None:
        outer, address = self._link, ""
        relationship = self._around.parts.relationships(self._around.part).get(element.get(R + "id") or "")
        anchor = value(element, "anchor") or ""
        if relationship is not None:
            address = relationship.target + (f"#{anchor}" if anchor else "")
        if address or anchor:
            self._link = Link(address, "" if address else anchor)
        self._walk(element)
        self._link = outer

    def _content_control(self, element: Element) -> None:
        content = element.find(W + "sdtContent")
        if content is not None:
            self._walk(content)

    def _simple_field(self, element: Element) -> None:
        self._around.open_fields.begin(fields.Field(code=value(element, "instr") or ""))
        self._around.open_fields.begin_result()
        self._walk(element)
        self._end_field()

    # Runs ------------------------------------------------------------------------------------------------------

    def _run(self, element: Element) -> None:
        said = element.find(W + "rPr")
        properties = self._properties(said) if said is not None else NO_RUN_PROPERTIES
        format_ = self.format_of(properties)
        if format_.right_to_left:
            self._around.findings.unsupported("rtl", self._around.place)
        for child in element:
            tag = str(child.tag)
            if tag in _LETTERS:
                self._letters(child, format_)
            elif tag not in _IGNORED_IN_RUN:
                self._in_run(child, tag, format_)

    def _letters(self, child: Element, format_: RunFormat) -> None:
        text = child.text if child.get(_SPACE) == "preserve" else (child.text or "").strip(" \t\r\n")
        if text and self._visible(format_):
            self._tabbed(text, format_)
        elif text:
            self._around.open_fields.store(text)

    def _properties(self, said: Element) -> RunProperties:
        for child in said:
            if child.tag not in KNOWN_RUN_PROPERTIES:
                self._around.findings.unsupported(local(child), self._around.place)
        return run_properties(said)

    def _in_run(self, child: Element, tag: str, format_: RunFormat) -> None:
        around = self._around
        if tag == W + "fldChar":
            self._field_character(child, format_)
        elif tag == W + "instrText":
            around.open_fields.add_code(child.text or "", format_)
        elif tag == MC + "AlternateContent":
            for inner in itertools.chain.from_iterable(alternatives(child)):
                if inner.tag == W + "t":
                    self._letters(inner, format_)
                else:
                    self._in_run(inner, str(inner.tag), format_)
        elif tag == W + "commentReference":
            around.findings.warn(
                "comments-left-out", around.place, message("the document holds comments; they are left out")
            )
        elif self._visible(format_):
            self._shown_in_run(child, tag, format_)

    def _shown_in_run(self, child: Element, tag: str, format_: RunFormat) -> None:
        name = local(child)
        if tag in _PLAIN:
            self._plain(name, child, format_)
        elif tag in {W + "drawing", W + "pict"}:
            self._made += drawing.read(child, format_, self._link, self._around)
        elif tag == W + "object":
            self._object(child, format_)
        elif tag in _NOTE_MARKS:
            identity, custom = value(child, "id") or "", truth(value(child, "customMarkFollows"))
            self._add(NoteMark(_NOTE_MARKS[tag], identity, format_, custom))
        elif tag in _NOTE_NUMBERS:
            self._add(NoteNumber(_NOTE_NUMBERS[tag], format_))
        else:
            self._around.findings.unsupported(name, self._around.place)

    def _object(self, child: Element, format_: RunFormat) -> None:
        """What another program embedded: the picture of it that it left behind."""
        made = list(drawing.read(child, format_, self._link, self._around))
        if not made:
            self._around.findings.unsupported("object", self._around.place)
            return
        self._around.findings.warn_each(
            "object-as-picture",
            self._around.place,
            message("an embedded object is set as the picture of it that the document holds"),
            message("check in Word that the picture shows what the object says now"),
        )
        self._made += made

    def _plain(self, name: str, child: Element, format_: RunFormat) -> None:
        if name == "tab":
            self._add(Tab(format_))
        elif name == "ptab":
            leader = value(child, "leader") or "none"
            self._add(Tab(format_, value(child, "alignment") or "left", value(child, "relativeTo") or "margin", leader))
        elif name in {"br", "cr"}:
            kind = value(child, "type") if name == "br" else None
            clear = value(child, "clear") or "none"
            self._add(Break("page" if kind == "page" else "column" if kind == "column" else "line", format_, clear))
        elif name == "noBreakHyphen":
            self._text("\u2011", format_)
        elif name == "softHyphen":
            self._add(SoftHyphen(format_))
        elif name == "pgNum":
            self._add(PageField("PAGE", format_))
        elif name == "sym":
            self._symbol(child, format_)

    def _symbol(self, child: Element, format_: RunFormat) -> None:
        font = value(child, "font") or format_.font
        try:
            sign = chr(int(value(child, "char") or "", 16))
        except (ValueError, OverflowError):
            self._around.findings.unsupported("sym", self._around.place)
            return
        self._text(sign, replace(format_, font=font))

    def _tabbed(self, text: str, format_: RunFormat) -> None:
        """Word takes a tab character within a text for a ``w:tab``."""
        for at, piece in enumerate(text.split("\t")):
            if at:
                self._add(Tab(format_))
            if piece:
                self._text(piece, format_)

    def _text(self, text: str, format_: RunFormat) -> None:
        text, unknown = symbols.in_unicode(text.replace("\n", " ").replace("\r", "").replace("\t", " "), format_.font)
        if unknown:
            self._around.findings.warn_each(
                "sign-empty",
                self._around.place,
                message(
                    "the font {font} has no sign {number}; it is set as an empty box, as Word does",
                    number=f"{unknown[0]:02X}",
                    font=format_.font,
                ),
                message("choose the sign anew in Word"),
            )
        if format_.caps:
            text = capitals(text)
        if "\u00ad" not in text:
            self._add(Text(text, format_, self._around.open_fields.link or self._link))
            return
        for at, piece in enumerate(text.split("\u00ad")):
            if at:
                self._add(SoftHyphen(format_))
            if piece:
                self._add(Text(piece, format_, self._around.open_fields.link or self._link))

    def _add(self, inline: Inline) -> None:
        self._made.append(inline)

    # Fields ----------------------------------------------------------------------------------------------------

    def _visible(self, format_: RunFormat) -> bool:
        return self._around.open_fields.shows(format_) and not format_.hidden

    def _field_character(self, child: Element, format_: RunFormat) -> None:
        kind, open_fields = value(child, "fldCharType"), self._around.open_fields
        if kind == "begin":
            open_fields.begin(fields.Field(begin_format=format_, check_box=fields.form_field(child)))
        elif kind == "separate":
            open_fields.begin_result()
        elif kind == "end":
            self._end_field()

    def _end_field(self) -> None:
        ended = self._around.open_fields.end()
        if ended is None:
            return
        if ended.check_box is not None:
            self._text(ended.check_box, ended.format or ended.begin_format or self.format_of(NO_RUN_PROPERTIES))
        self._show_button(ended)
        lost = fields.drawn_by_word(ended)
        if lost is not None:
            self._around.findings.unsupported("field", self._around.place, lost)
        if not ended.computed:
            return
        format_ = ended.format or ended.begin_format or self.format_of(NO_RUN_PROPERTIES)
        if not format_.hidden:
            self._tell_format(fields.instruction(ended.code), format_)
            self._add(fields.page_field(ended, format_))

    def _tell_format(self, asked: fields.Instruction, format_: RunFormat) -> None:
        """Warn where what a computed field says is not written as it asks."""
        findings, place = self._around.findings, self._around.place
        unset = fields.unset_switch(asked)
        if unset:
            findings.simplified(unset, place, message("a field in the format {format}", format=unset))
        if fields.number_format(asked):
            findings.number_format(fields.number_format(asked), format_.language, place)

    def _show_button(self, ended: fields.Field) -> None:
        """MACROBUTTON shows the words behind the macro's name; it has no result."""
        asked = fields.instruction(ended.code)
        if asked.name in {"MACROBUTTON", "GOTOBUTTON"} and len(asked.arguments) > 1:
            format_ = ended.begin_format or self.format_of(NO_RUN_PROPERTIES)
            if self._visible(format_):
                self._text(" ".join(asked.arguments[1:]), format_)


_NOTE_MARKS: dict[str, Literal["footnote", "endnote"]] = {
    W + "footnoteReference": "footnote",
    W + "endnoteReference": "endnote",
}
_NOTE_NUMBERS: dict[str, Literal["footnote", "endnote"]] = {W + "footnoteRef": "footnote", W + "endnoteRef": "endnote"}
_PLAIN = frozenset({W + name for name in ("tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "pgNum", "sym")})


def _joined(made: list[Inline]) -> Iterator[Inline]:
    pending: Text | None = None
    for inline in made:
        if isinstance(inline, Text):
            if pending is not None and pending.format == inline.format and pending.link == inline.link:
                pending = replace(pending, text=pending.text + inline.text)
                continue
            if pending is not None:
                yield pending
            pending = inline
            continue
        if pending is not None:
            yield pending
            pending = None
        yield inline
    if pending is not None:
        yield pending
