"""Small Word documents made by the tests, and what became of them on the page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.errors import DocumentUnreadable
from generator.opc import open_package
from generator.typeset.findings import Findings
from generator.typeset.fonts import FontCatalog
from generator.typeset.layout import notes
from generator.typeset.layout.boxes import Line, Page, Pages, ParagraphBox, Placed, TableBox
from generator.typeset.layout.flow import FlowSetter
from generator.typeset.layout.notes import lines_of
from generator.typeset.layout.pages import lay_out
from generator.typeset.layout.shaping import Shaper
from generator.typeset.ooxml.document import Document
from generator.typeset.ooxml.parts import Kept
from generator.typeset.ooxml.reader import read_document

CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
SHAPER = Shaper(FontCatalog())

TOP = 72.0
"""Top of the text on the pages of :func:`word`, in points."""
LEFT = 90.0
PITCH = 12 * (0.905 + 0.212 + 0.033)
"""Line pitch of Arial 12 pt at single spacing."""


def word(build: Callable[[WordDocument], object] = lambda _document: None) -> bytes:
    """A DOCX on A4 with margins of an inch (1.25 at the sides), in Arial 12 pt without any spacing."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = docx.shared.Pt(595), docx.shared.Pt(842)
    section.left_margin = section.right_margin = docx.shared.Pt(LEFT)
    section.top_margin = section.bottom_margin = docx.shared.Pt(TOP)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", docx.shared.Pt(12)
    normal.paragraph_format.space_after = docx.shared.Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    build(document)
    return saved(document)


def saved(document: WordDocument) -> bytes:
    """The document's bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def body(xml: str) -> Callable[[WordDocument], None]:
    """A document whose body begins with this WordprocessingML."""

    def build(document: WordDocument) -> None:
        parsed = parse_xml(f"<w:body {nsdecls('w', 'wp', 'a', 'pic', 'r')}>{xml}</w:body>")
        for at, element in enumerate(list(parsed)):
            document.element.body.insert(at, element)

    return build


def in_mode(mode: int, build: Callable[[WordDocument], None]) -> Callable[[WordDocument], None]:
    """The same document in a compatibility mode: 14 is Word 2010, 15 is Word 2013 and later."""
    named = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'

    def moded(document: WordDocument) -> None:
        build(document)
        settings = document.settings.element
        for each in list(settings.iterfind(f"{{{settings.nsmap['w']}}}compat")):
            settings.remove(each)
        settings.append(parse_xml(f'<w:compat {nsdecls("w")}><w:compatSetting {named} w:val="{mode}"/></w:compat>'))

    return moded


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def read(content: bytes) -> tuple[Document, Findings]:
    """The document as the layout gets it, and what cannot be set."""
    findings = Findings()
    package = open_package(content, refuse=DocumentUnreadable, name="letter.docx")
    return read_document(package, Kept(1000), findings, name="letter.docx"), findings


def laid_out(content: bytes) -> Pages:
    """The document on its pages."""
    document, findings = read(content)
    assert not findings.errors
    return on_pages(document)


def on_pages(document: Document) -> Pages:
    """A document that was read, laid out."""
    numbered = notes.labels(document)
    return lay_out(document, FlowSetter(SHAPER, document.settings, numbered, Kept(1000)), numbered)


def placed_lines(pages: Pages) -> Iterator[tuple[int, float, float, Line]]:
    """Page, left edge of the column, baseline from the page's top, and the line."""
    for node in pages.nodes:
        if isinstance(node, Placed) and isinstance(node.box, ParagraphBox):
            for line in node.box.lines:
                yield node.page, node.x, node.y + line.top + line.baseline, line


def text_of(line: Line) -> str:
    """The letters of a line."""
    return "".join(fragment.text for fragment in line.fragments)


def texts(pages: Pages) -> list[list[str]]:
    """The lines of the text on each page, without empty ones; tables left out."""
    made: list[list[str]] = [[] for _ in pages.pages]
    for page, _x, _y, line in placed_lines(pages):
        if text_of(line).strip():
            made[page].append(text_of(line).rstrip())
    return made


def baselines(pages: Pages) -> dict[str, float]:
    """Where the line with this text stands, from the top of its page, in points."""
    return {text_of(line).rstrip(): y for _page, _x, y, line in placed_lines(pages)}


def starts(pages: Pages) -> dict[str, float]:
    """Where each fragment begins, from the left of the page, in points."""
    return {
        fragment.text.rstrip(): x + fragment.x
        for _page, x, _y, line in placed_lines(pages)
        for fragment in line.fragments
    }


def tables(pages: Pages) -> list[TableBox]:
    """The tables, a box for each page that one stands on."""
    return [node.box for node in pages.nodes if isinstance(node, Placed) and isinstance(node.box, TableBox)]


def cell_texts(table: TableBox) -> list[list[str]]:
    """The text of each cell."""
    return [
        [
            " ".join(text_of(line).rstrip() for item in cell.flow.items for line in lines_of(item.box))
            for cell in row.cells
        ]
        for row in table.rows
    ]


def furniture(page: Page) -> str:
    """The text of a page's header and footer."""
    return " ".join(
        text_of(line).rstrip()
        for _x, _y, flow in (*page.header, *page.footer)
        for item in flow.items
        for line in lines_of(item.box)
    )
