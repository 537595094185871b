"""Footnotes and endnotes that sub-documents bring into a letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from generator.template.letter import NoteKind
from generator.template.ooxml import NAMESPACES, XML_DECLARATION, Element, P, R, parse, qn, serialize

NOTE_KINDS: Final[tuple[NoteKind, ...]] = ("footnote", "endnote")
NEW_PARTS: Final[Mapping[NoteKind, str]] = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{0}s+xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}s"
# ISO/IEC 29500-1, 17.11.23: what divides notes from the text is a note of its own; Word asks for both of these.
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


def reference_tag(kind: NoteKind) -> str:
    """The element that calls a note."""
    return qn(f"w:{kind}Reference")


def content_type(kind: NoteKind) -> str:
    """Of the part that holds the notes."""
    return _CONTENT_TYPE.format(kind)


def relationship_type(kind: NoteKind) -> str:
    """From the main part to the part that holds the notes."""
    return _RELATIONSHIP.format(kind)


def with_notes(xml: bytes | None, kind: NoteKind, added: Sequence[str]) -> bytes:
    """The part of the notes, or a new one, with those that sub-documents brought."""
    root = parse(xml) if xml else _new_part(kind)
    for each in added:
        root.append(etree.fromstring(each))
    return (XML_DECLARATION + serialize(root)).encode()


def _new_part(kind: NoteKind) -> Element:
    root = etree.Element(qn(f"w:{kind}s"), nsmap={"w": NAMESPACES["w"]})
    for number, separator in _SEPARATORS:
        note = etree.SubElement(root, qn(f"w:{kind}"), {qn("w:type"): separator, qn("w:id"): number})
        etree.SubElement(etree.SubElement(etree.SubElement(note, P), R), qn(f"w:{separator}"))
    return root
