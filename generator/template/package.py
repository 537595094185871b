"""The template's package: which parts hold tags, how parts relate, and which bytes stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Final

from lxml import etree

from generator.errors import TemplateUnreadable, message
from generator.opc import Package
from generator.template.letter import Relationship, Styles
from generator.template.ooxml import NAMESPACES, XML_DECLARATION, Element, parse, qn, serialize

CONTENT_TYPES: Final = "[Content_Types].xml"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STORIES: Final = ("header", "footer", "footnotes", "endnotes")
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_DOCUMENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def relationships_name(part: str) -> str:
    """``word/_rels/document.xml.rels``."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


class TemplatePackage:
    """A Word file behind the door, with the changes that the compiler makes to its static parts.

    Attributes:
        main: The main document part.
    """

    def __init__(self, package: Package, name: str) -> None:
        self.package = package
        if package.family != "word":
            raise TemplateUnreadable(
                message("{name} is no Word file, whatever its name says; bring a letter saved as .docx", name=name)
            )
        self.main = package.main_part
        if _STRICT in package.part(self.main)[:4000]:
            raise TemplateUnreadable(
                message(
                    "{name} is saved as “Strict Open XML”; save it in Word as an ordinary Word document (.docx)",
                    name=name,
                )
            )
        self._trees: dict[str, Element] = {}
        self._removed: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self.package and name not in self._removed

    @property
    def names(self) -> list[str]:
        """The parts that are left, content types first as Word has them."""
        kept = [each for each in self.package.names if each not in self._removed]
        return sorted(kept, key=lambda each: each != CONTENT_TYPES)

    def tree(self, name: str) -> Element:
        """The part's tree; once asked for, it is written back from there."""
        if name not in self._trees:
            self._trees[name] = parse(self.package.part(name))
        return self._trees[name]

    def changed(self, name: str) -> bytes | None:
        """The new bytes of a part whose tree was asked for, else None."""
        tree = self._trees.get(name)
        return None if tree is None else (XML_DECLARATION + serialize(tree)).encode()

    def remove(self, name: str) -> None:
        """Leave a part out, with its relationships and its content type."""
        for each in (name, relationships_name(name)):
            if each in self.package:
                self._removed.add(each)
        types = self.tree(CONTENT_TYPES)
        for override in types.findall(qn("ct:Override")):
            if override.get("PartName", "").lstrip("/").casefold() == name.casefold():
                types.remove(override)

    def relationships(self, part: str) -> list[Element]:
        """The ``Relationship`` elements of a part; of the package for ``""``."""
        name = relationships_name(part)
        return list(self.tree(name)) if name in self else []

    def targets(self, part: str, kind: str) -> Iterator[str]:
        """The parts that ``part`` has a relationship of this kind to."""
        for each in self.relationships(part):
            if each.get("Type") == kind and each.get("TargetMode") != "External":
                yield self.target(part, each)

    def target(self, part: str, relationship: Element) -> str:
        """The name of the part that the relationship leads to, as the package spells it."""
        target = relationship.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        return next((each for each in self.package.names if each.casefold() == path.casefold()), path)

    def stories(self) -> list[str]:
        """The parts whose paragraphs may hold tags: the text, headers, footers, footnotes and endnotes."""
        found = [self.main]
        for kind in _STORIES:
            for name in self.targets(self.main, _RELATIONSHIPS + kind):
                if name in self and name not in found:
                    found.append(name)
        return found

    def properties(self) -> list[str]:
        """The parts of document properties that may hold tags."""
        kinds = (_CORE, _RELATIONSHIPS + "metadata/core-properties", _RELATIONSHIPS + "custom-properties")
        return [name for kind in kinds for name in self.targets("", kind) if name in self]

    def settings(self) -> str | None:
        """The part of the document's settings."""
        return next((name for name in self.targets(self.main, _RELATIONSHIPS + "settings") if name in self), None)

    def related(self, kind: str) -> str | None:
        """The main document's ``styles`` or ``numbering`` part, or None."""
        return next((name for name in self.targets(self.main, _RELATIONSHIPS + kind) if name in self), None)

    def become_document(self) -> None:
        """A .dotx makes letters that are .docx."""
        if self.package.content_types.get(self.main) == _TEMPLATE_TYPE:
            for override in self.tree(CONTENT_TYPES).findall(qn("ct:Override")):
                if override.get("ContentType") == _TEMPLATE_TYPE:
                    override.set("ContentType", _DOCUMENT_TYPE)

    def styles(self) -> Styles:
        """The styles by name and by id, both without regard to case."""
        name = self.related("styles")
        if name is None:
            return Styles()
        found: dict[str, dict[str, str]] = {}
        for style in parse(self.package.part(name)).iter(qn("w:style")):
            identifier = style.get(qn("w:styleId"))
            if not identifier:
                continue
            known = found.setdefault(style.get(qn("w:type"), "paragraph"), {})
            called = style.find(qn("w:name"))
            if called is not None:
                known[called.get(qn("w:val"), "").casefold()] = identifier
            known.setdefault(identifier.casefold(), identifier)
        return Styles(found)

    def highest_number(self) -> int:
        """The highest number of a list or of a list's definition; 0 where there are none."""
        name = self.related("numbering")
        if name is None:
            return 0
        found = [
            each.get(attribute, "")
            for each in parse(self.package.part(name))
            for attribute in (qn("w:numId"), qn("w:abstractNumId"))
        ]
        return max((int(each) for each in found if each.isdecimal() and len(each) < 10), default=0)


def with_relationships(xml: bytes | None, added: list[Relationship]) -> bytes:
    """A part's relationships, or new ones, with those that values brought."""
    root = parse(xml) if xml else etree.Element(qn("rel:Relationships"), nsmap={None: NAMESPACES["rel"]})  # type: ignore[dict-item]
    for each in added:
        attributes = {"Id": each.id, "Type": each.type, "Target": each.target}
        if each.external:
            attributes["TargetMode"] = "External"
        etree.SubElement(root, qn("rel:Relationship"), attributes)
    return (XML_DECLARATION + serialize(root)).encode()


def with_content_types(xml: bytes, extensions: dict[str, str], overrides: dict[str, str]) -> bytes:
    """The content types with those of new files, by file extension or for a single part."""
    root = parse(xml)
    known = {each.get("Extension", "").casefold() for each in root.findall(qn("ct:Default"))}
    for extension, kind in sorted(extensions.items()):
        if extension not in known:
            root.insert(0, etree.Element(qn("ct:Default"), {"Extension": extension, "ContentType": kind}))
    for name, kind in sorted(overrides.items()):
        etree.SubElement(root, qn("ct:Override"), {"PartName": "/" + name, "ContentType": kind})
    return (XML_DECLARATION + serialize(root)).encode()
