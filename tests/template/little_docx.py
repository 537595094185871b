"""A tiny language for Word files: ``docx("a {{ x }}", ["split ", "runs"], Table([["{{ y }}"]]), header="h")``."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docx import Document
from docx.oxml.ns import qn

Runs = str | Sequence[str]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Table:
    """Rows of cells; a cell is a text, its lines paragraphs."""

    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Xml:
    """A block as it stands in ``w:body``."""

    text: str


Block = Runs | Table | Xml


def docx(
    *blocks: Block,
    header: str = "",
    footer: str = "",
    title: str = "",
    parts: dict[str, bytes] | None = None,
    change: Callable[[str, bytes], bytes] | None = None,
) -> bytes:
    """The bytes of a Word file with these blocks; ``change`` may rewrite any part of it by name."""
    document = Document()
    for block in blocks:
        if isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, Xml):
            from lxml import etree

            element = etree.fromstring(_with_namespaces(block.text))
            document.element.body.insert(len(document.element.body) - 1, element)
        else:
            paragraph = document.add_paragraph()
            for run in [block] if isinstance(block, str) else block:
                paragraph.add_run(run)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    if title:
        document.core_properties.title = title
    stream = io.BytesIO()
    document.save(stream)
    data = stream.getvalue()
    return _changed(data, parts or {}, change) if parts or change else data


def _with_namespaces(xml: str) -> str:
    declared = (
        f' xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    return re.sub(r"^\s*<([\w:]+)", lambda match: f"<{match.group(1)}{declared}", xml, count=1)


def _table(document: object, table: Table) -> None:
    made = document.add_table(len(table.rows), max(map(len, table.rows)))  # type: ignore[attr-defined]
    for row, cells in enumerate(table.rows):
        for column, text in enumerate(cells):
            lines = text.split("\n")
            cell = made.cell(row, column)
            cell.paragraphs[0].add_run(lines[0])
            for line in lines[1:]:
                cell.add_paragraph(line)


def _changed(data: bytes, parts: dict[str, bytes], change: Callable[[str, bytes], bytes] | None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(name, content) if change else content)
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> str:
    """A part as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def paragraphs(data: bytes) -> list[str]:
    """The texts of all paragraphs of the body in document order, those in tables and text boxes too."""
    return [_text(each) for each in Document(io.BytesIO(data)).element.body.iter(qn("w:p"))]


def everything(data: bytes) -> list[object]:
    """The texts of body, headers and footers, the cells in each row, and the core properties."""
    document = Document(io.BytesIO(data))
    found: list[object] = list(paragraphs(data))
    found += [[len(row._tr.tc_lst) for row in table.rows] for table in document.tables]
    for section in document.sections:
        for name in ("header", "footer", "first_page_header", "first_page_footer", "even_page_header"):
            story = getattr(section, name)
            if not story.is_linked_to_previous:
                found.append([name, *(_text(each) for each in story._element.iter(qn("w:p")))])
    properties = document.core_properties
    found.append((properties.title, properties.subject, properties.author))
    return found


def _text(paragraph: object) -> str:
    pieces = []
    for each in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):  # type: ignore[attr-defined]
        if each.tag == qn("w:t"):
            pieces.append(each.text or "")
        elif each.tag == qn("w:tab"):
            pieces.append("\t" if each.getparent().tag == qn("w:r") else "")
        else:
            pieces.append("\n" if each.get(qn("w:type"), "textWrapping") == "textWrapping" else "")
    return "".join(pieces)
