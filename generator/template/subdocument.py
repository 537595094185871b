"""The body of another Word file set into a letter: its styles, lists, pictures and links come along."""

from __future__ import annotations

import copy
from typing import Final

from lxml import etree

from generator.errors import TemplateUnreadable, message
from generator.opc import open_package
from generator.template.defusing import defuse_part
from generator.template.filters import ValueRefused
from generator.template.findings import Findings
from generator.template.letter import HYPERLINK_TYPE, IMAGE_TYPE, Letter, NoteKind
from generator.template.notes import NOTE_KINDS, reference_tag
from generator.template.ooxml import (
    BODY,
    BOOKMARK_END,
    BOOKMARK_START,
    NAMESPACES,
    SECT_PR,
    Element,
    detach,
    is_element,
    parse,
    qn,
    serialize,
)
from generator.template.package import TemplatePackage
from generator.template.part import Part
from generator.template.values import SubDocument

_STYLE_USES: Final = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
_STYLE_LINKS: Final = (qn("w:basedOn"), qn("w:next"), qn("w:link"))
_VAL, _STYLE_ID, _NUM_ID = qn("w:val"), qn("w:styleId"), qn("w:numId")
_ABSTRACT_NUM_ID = qn("w:abstractNumId")
_LEFT_OUT: Final = tuple(
    qn(name)
    for name in (
        "w:commentRangeStart",
        "w:commentRangeEnd",
        "w:commentReference",
        "w:sectPr",
        "w:headerReference",
        "w:footerReference",
    )
)
_ID = qn("w:id")
_IN_RELATIONSHIP = f"{{{NAMESPACES['r']}}}"


def body_of(letter: Letter, value: SubDocument) -> str:
    """The blocks of the file's body as markup for the letter's part; what they need is noted in ``letter``.

    Raises:
        ValueRefused: The file cannot be read, or holds what cannot come along.
    """
    name = value.name or "sub-document"
    try:
        package = TemplatePackage(open_package(value.data, refuse=TemplateUnreadable, name=name), name)
    except TemplateUnreadable as error:
        raise ValueRefused(error.message) from error
    part = _defused(package, package.main)
    body = part.root.find(BODY)
    if body is None:
        return ""
    letter.budget.spend(1, sum(1 for _ in body.iter()) * 40)
    _Importer(letter, package, body, name).run()
    return "".join(serialize(each) for each in body if is_element(each) and each.tag != SECT_PR)


def _defused(package: TemplatePackage, name: str) -> Part:
    part = Part(name, parse(package.package.part(name)))
    findings = Findings()
    defuse_part(part, package, findings)
    if findings.errors:
        raise ValueRefused(findings.errors[0].message)
    return part


class _Importer:
    """Brings what stands in ``body``, an element of ``part``, along into the letter's current part."""

    def __init__(self, letter: Letter, package: TemplatePackage, body: Element, name: str, *, part: str = "") -> None:
        self.letter = letter
        self.package = package
        self.body = body
        self.name = name
        self.part = part or package.main
        self.numbers: dict[str, str] = {}
        self.styles: dict[str, str] = {}
        self.note_parts: dict[NoteKind, Element] = {}

    def run(self) -> None:
        for kind in NOTE_KINDS:
            for reference in list(self.body.iter(reference_tag(kind))):
                self._note(kind, reference)
        for each in list(self.body.iter(*_LEFT_OUT)):
            detach(each)
        self._relationships()
        self._styles()
        self._lists(self.body)
        self._identifiers()

    def _note(self, kind: NoteKind, reference: Element) -> None:
        """Bring a note along, and let its call lead to it there."""
        if self.letter.part != self.letter.main:
            raise ValueRefused(
                message("{name} has footnotes or endnotes, which only the text itself can have", name=self.name)
            )
        part = self.package.related(f"{kind}s")
        if part is not None and kind not in self.note_parts:
            self.note_parts[kind] = _defused(self.package, part).root
        note = next(
            (each for each in self.note_parts.get(kind, ()) if each.get(_ID) == reference.get(_ID)),
            None,
        )
        if part is None or note is None:
            detach(reference)
            return
        number = str(1_000_000 + self.letter.take_id())
        reference.set(_ID, number)
        copied = copy.deepcopy(note)
        copied.set(_ID, number)
        inner = _Importer(self.letter, self.package, copied, self.name, part=part)
        inner.numbers, inner.styles = self.numbers, self.styles
        self.letter.part = self.letter.note_parts[kind]
        try:
            inner.run()
        finally:
            self.letter.part = self.letter.main
        self.letter.added_notes.setdefault(kind, []).append(serialize(copied))

    def _relationships(self) -> None:
        known = {each.get("Id"): each for each in self.package.relationships(self.part)}
        for element in self.body.iter():
            for attribute, identifier in list(element.attrib.items()):
                if not str(attribute).startswith(_IN_RELATIONSHIP):
                    continue
                relationship = known.get(str(identifier))
                if relationship is None:
                    del element.attrib[attribute]
                    continue
                element.set(attribute, self._related(relationship))

    def _related(self, relationship: Element) -> str:
        kind, target = relationship.get("Type", ""), relationship.get("Target", "")
        if kind == HYPERLINK_TYPE:
            return self.letter.relate(kind, target, external=relationship.get("TargetMode") == "External")
        if kind == IMAGE_TYPE and relationship.get("TargetMode") != "External":
            part = self.package.target(self.part, relationship)
            data = self.package.package.part(part)
            file = self.letter.add_file(part.rpartition(".")[2], self.package.package.content_types.get(part, ""), data)
            return self.letter.relate(kind, "/" + file, external=False)
        raise ValueRefused(
            message(
                "{name} holds a {kind}, which cannot come along into a letter",
                name=self.name,
                kind=kind.rpartition("/")[2],
            )
        )

    def _styles(self) -> None:
        part = self.package.related("styles")
        if part is None:
            return
        source = {each.get(_STYLE_ID, ""): each for each in parse(self.package.package.part(part)).iter(qn("w:style"))}
        for element in self.body.iter(*_STYLE_USES):
            identifier = element.get(_VAL, "")
            if identifier in source:
                element.set(_VAL, self._style(identifier, source))

    def _style(self, identifier: str, source: dict[str, Element]) -> str:
        """The id under which the letter has this style; brought along where it has none of that name."""
        if identifier in self.styles:
            return self.styles[identifier]
        style = source[identifier]
        named = style.find(qn("w:name"))
        name = named.get(_VAL, identifier) if named is not None else identifier
        kind = style.get(qn("w:type"), "paragraph")
        present = self.letter.styles.of(kind).get(name.casefold())
        if present is not None:
            self.styles[identifier] = present
            return present
        wanted = identifier
        while self.letter.styles.has_id(wanted) or self.letter.added_styles.get(wanted, name) != name:
            wanted += "x"
        self.styles[identifier] = wanted
        self.letter.added_styles[wanted] = name
        copied = copy.deepcopy(style)
        copied.set(_STYLE_ID, wanted)
        copied.attrib.pop(qn("w:default"), "")
        for link in list(copied):
            if link.tag in _STYLE_LINKS:
                target = link.get(_VAL, "")
                if target in source:
                    link.set(_VAL, self._style(target, source))
                else:
                    detach(link)
        self._lists(copied)
        self.letter.style_xml[wanted] = serialize(copied)
        return wanted

    def _lists(self, inside: Element) -> None:
        part = self.package.related("numbering")
        numbering = parse(self.package.package.part(part)) if part is not None else None
        for element in inside.iter(_NUM_ID):
            number = element.get(_VAL, "0")
            if numbering is None or number == "0":
                continue
            if number not in self.numbers:
                self.numbers[number] = self._list(numbering, number)
            element.set(_VAL, self.numbers[number])

    def _list(self, numbering: Element, number: str) -> str:
        instance = next((each for each in numbering.findall(qn("w:num")) if each.get(_NUM_ID) == number), None)
        reference = instance.find(_ABSTRACT_NUM_ID) if instance is not None else None
        if instance is None or reference is None:
            return "0"
        wanted = reference.get(_VAL)
        abstract = next(
            (each for each in numbering.findall(qn("w:abstractNum")) if each.get(_ABSTRACT_NUM_ID) == wanted), None
        )
        if abstract is None:
            return "0"
        made = str(self.letter.take_number())
        abstract, instance = copy.deepcopy(abstract), copy.deepcopy(instance)
        for each in list(abstract):
            # Two lists of one nsid are one list to Word; pictures for bullets would need parts of their own.
            if each.tag in (qn("w:nsid"), qn("w:tmpl"), qn("w:styleLink"), qn("w:numStyleLink")):
                detach(each)
        for each in list(abstract.iter(qn("w:lvlPicBulletId"), qn("w:pStyle"))):
            detach(each)
        abstract.set(_ABSTRACT_NUM_ID, made)
        instance.set(_NUM_ID, made)
        inner = instance.find(_ABSTRACT_NUM_ID)
        if inner is not None:
            inner.set(_VAL, made)
        self.letter.added_numbering.append((serialize(abstract), serialize(instance)))
        return made

    def _identifiers(self) -> None:
        for drawing in self.body.iter(qn("wp:docPr")):
            drawing.set("id", str(self.letter.take_id()))
        renumbered: dict[str, str] = {}
        for bookmark in self.body.iter(BOOKMARK_START, BOOKMARK_END):
            old = bookmark.get(qn("w:id"), "")
            renumbered.setdefault(old, str(1_000_000 + self.letter.take_id()))
            bookmark.set(qn("w:id"), renumbered[old])


def with_styles(xml: bytes, added: list[str]) -> bytes:
    """The styles part with those that sub-documents brought."""
    root = parse(xml)
    for each in added:
        root.append(etree.fromstring(each))
    return serialize(root).encode()


def with_numbering(xml: bytes | None, added: list[tuple[str, str]]) -> bytes:
    """The numbering part, or a new one: abstract definitions stand before instances (ECMA-376-1, 17.9.17)."""
    root = parse(xml) if xml else etree.Element(qn("w:numbering"), nsmap={"w": NAMESPACES["w"]})
    first = root.find(qn("w:num"))
    for abstract, instance in added:
        definition = etree.fromstring(abstract)
        if first is None:
            root.append(definition)
            first = etree.fromstring(instance)
            root.append(first)
        else:
            first.addprevious(definition)
            # Before a possible numIdMacAtCleanup, which stands last.
            root.findall(qn("w:num"))[-1].addnext(etree.fromstring(instance))
    return serialize(root).encode()
