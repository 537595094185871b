"""Names of WordprocessingML as its schema has them, the hardened parser, and small questions to a tree."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

Element = etree._Element  # noqa: SLF001 -- lxml has no public name for its element type

NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
XML_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def qn(name: str) -> str:
    """``w:p`` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


P, R, T, TAB, BR = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:tab"), qn("w:br")
TBL, TR, TC, TC_PR = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:tcPr")
P_PR, R_PR, SECT_PR = qn("w:pPr"), qn("w:rPr"), qn("w:sectPr")
HYPERLINK, BODY, TXBX_CONTENT = qn("w:hyperlink"), qn("w:body"), qn("w:txbxContent")
DEL, MOVE_FROM, DEL_TEXT, INSTR_TEXT = qn("w:del"), qn("w:moveFrom"), qn("w:delText"), qn("w:instrText")
BOOKMARK_START, BOOKMARK_END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
FALLBACK = qn("mc:Fallback")
SPACE = qn("xml:space")


def parse(xml: bytes) -> Element:
    """Parse a part that the door has judged: no entities, no network, no comments, no processing instructions."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(xml, parser)


def serialize(root: Element) -> str:
    """The tree as text, without declaration."""
    return etree.tostring(root, encoding="unicode")


def is_element(node: Element) -> bool:
    """False for processing instructions, which stand for tags here."""
    return isinstance(node.tag, str)


def detach(node: Element) -> None:
    """Take ``node`` out of its parent and leave the text behind it where it is."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
        node.tail = None
    parent.remove(node)


def ancestor(node: Element, tag: str) -> Element | None:
    """The nearest ancestor with this tag, or None."""
    return next(node.iterancestors(tag), None)


def start_tag(element: Element) -> str:
    """``<w:hyperlink r:id="rId4">``: the element's own start tag, its namespaces declared further up."""
    bare = copy.copy(element)
    for child in list(bare):
        bare.remove(child)
    bare.text = bare.tail = None
    return without_declarations(serialize(bare)).removesuffix("/>") + ">"


def local_name(element: Element) -> str:
    """``tbl`` of ``w:tbl``."""
    return etree.QName(element).localname


def end_tag(element: Element) -> str:
    """``</w:hyperlink>``."""
    local = etree.QName(element).localname
    return f"</{element.prefix}:{local}>" if element.prefix else f"</{local}>"


def fragment(element: Element | None) -> str:
    """A property element such as ``w:rPr`` as text to stand inside the same part; ``""`` for None."""
    if element is None:
        return ""
    bare = copy.deepcopy(element)
    bare.tail = None
    return without_declarations(serialize(bare))


def without_declarations(xml: str) -> str:
    """The text without namespace declarations, which stand on the part's root."""
    return _DECLARATION.sub("", xml)


def paragraphs(root: Element) -> Iterator[Element]:
    """All ``w:p`` in document order."""
    yield from root.iter(P)


_DECLARATION = re.compile(r' xmlns(?::[\w.-]+)?="[^"]*"')
