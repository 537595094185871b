"""Mail-merge letters built as Word writes them, for the tests of merge fields."""

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def text(content: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{_properties(properties)}<w:t xml:space="preserve">{escape(content)}</w:t></w:r>'


def code(content: str, properties: str = "") -> str:
    """A run of a field's instruction."""
    return f'<w:r>{_properties(properties)}<w:instrText xml:space="preserve">{escape(content)}</w:instrText></w:r>'


def mark(kind: str, properties: str = "") -> str:
    """A run with a field character."""
    return f'<w:r>{_properties(properties)}<w:fldChar w:fldCharType="{kind}"/></w:r>'


def complex_field(*instruction: str, result: str | None = "«oud»", properties: str = "") -> str:
    """A complex field; pieces of the instruction that start with ``<`` are XML, others text."""
    pieces = "".join(each if each.startswith("<") else code(each, properties) for each in instruction)
    shown = (
        "" if result is None else mark("separate") + (result if result.startswith("<") else text(result, properties))
    )
    return mark("begin", properties) + pieces + shown + mark("end", properties)


def simple_field(instruction: str, result: str = "«oud»", properties: str = "") -> str:
    """A simple field."""
    return f"<w:fldSimple w:instr={quoteattr(instruction)}>{text(result, properties)}</w:fldSimple>"


def merge(name: str, switches: str = "", properties: str = "") -> str:
    """A complex MERGEFIELD as Word inserts it."""
    return complex_field(f' MERGEFIELD "{name}" {switches} ', result=f"«{name}»", properties=properties)


def paragraph(*content: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def letter(
    *paragraphs: str, header: Sequence[str] = (), footer: Sequence[str] = (), footnote: Sequence[str] = ()
) -> bytes:
    """A Word file with these paragraphs."""
    document = docx.Document()
    body = document.element.body
    for each in list(body)[:-1]:
        body.remove(each)
    for each in paragraphs:
        body[-1].addprevious(element(each))
    section = document.sections[0]
    for content, story in ((header, section.header), (footer, section.footer)):
        if content:
            story.is_linked_to_previous = False
            story._element.clear()
            for each in content:
                story._element.append(element(each))
    if footnote:
        notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1">{"".join(footnote)}</w:footnote></w:footnotes>'
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return saved(document)


def element(xml: str) -> object:
    """XML with Word's prefixes as an element."""
    tag = xml[1 : min(xml.index(each) for each in (" ", ">") if each in xml)]
    return parse_xml(xml.replace(f"<{tag}", f"<{tag} {nsdecls('w', 'wp', 'a', 'r')} {_SHAPES}", 1))


_SHAPES = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(document: Document) -> bytes:
    """The document's bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts(docx_bytes: bytes) -> list[str]:
    """The text of each paragraph of the body."""
    return [each.text for each in docx.Document(io.BytesIO(docx_bytes)).paragraphs]


def _properties(properties: str) -> str:
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""
