"""What comes out: PDF with tags, the same bytes each time, and a refusal for what cannot be set."""

from __future__ import annotations

import io
import pickle
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from docx.document import Document as WordDocument
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from typeset_building import CLOCK, body, paragraph, word

from generator.errors import DocumentUnreadable, UnsupportedConstruct
from generator.model import TextPlace
from generator.typeset import Typesetter
from generator.typeset.source.markup import string

SETTER = Typesetter(engine="typst")


def pdf_of(content: bytes) -> bytes:
    return SETTER.set_document(content, clock=CLOCK, name="letter.docx").pdf


def tags(pdf: bytes) -> list[str]:
    """The structure elements in reading order."""

    def walk(element: pikepdf.Object) -> Iterator[str]:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield str(element.S)[1:]
        kids = element.get("/K", []) if isinstance(element, pikepdf.Dictionary) else []
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                yield from walk(kid)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(walk(opened.Root.StructTreeRoot))


def picture(described: str | None) -> Callable[[WordDocument], None]:
    def build(document: WordDocument) -> None:
        stream = io.BytesIO()
        Image.new("RGB", (8, 8), "red").save(stream, "PNG")
        shape = document.add_picture(io.BytesIO(stream.getvalue()), width=Pt(40))
        if described is not None:
            shape._inline.docPr.set("descr", described)

    return build


def test_the_same_letter_and_clock_give_the_same_bytes() -> None:
    content = word(body(paragraph("Geachte heer De Vries,")))

    assert pdf_of(content) == Typesetter(engine="typst").set_document(content, clock=CLOCK, name="other name.docx").pdf


def test_title_and_language_come_from_the_document() -> None:
    def build(document: WordDocument) -> None:
        document.core_properties.title = "Rapport & brief"
        document.add_paragraph("text")

    with pikepdf.open(io.BytesIO(pdf_of(word(build)))) as opened:
        assert "Rapport & brief" == str(opened.docinfo["/Title"])
        assert str(opened.Root.Lang).startswith("en")


def test_headings_lists_tables_links_and_pictures_are_tagged_as_such() -> None:
    def build(document: WordDocument) -> None:
        document.add_heading("Heading", 2)
        document.add_paragraph("first", style="List Number")
        document.add_paragraph("second", style="List Number")
        table = document.add_table(2, 2, style="Light Grid Accent 1")
        table.cell(0, 0).text, table.cell(1, 1).text = "head", "cell"
        picture("a red square")(document)
        body(
            "<w:p><w:fldSimple w:instr=' HYPERLINK \"https://vng.nl\" '><w:r><w:t>link</w:t></w:r></w:fldSimple></w:p>"
        )(document)

    found = tags(pdf_of(word(build)))

    for tag in ("H1", "L", "LI", "Lbl", "LBody", "Table", "TH", "TD", "Figure", "Link"):
        assert tag in found
    assert 2 == found.count("LI")


def test_a_list_and_a_table_stay_one_over_pages() -> None:
    def build(document: WordDocument) -> None:
        for number in range(80):
            document.add_paragraph(f"item {number}", style="List Number")
        table = document.add_table(90, 1)
        for row in table.rows:
            row.cells[0].text = "cell"

    found = tags(pdf_of(word(build)))

    assert (1, 80, 1, 90) == (found.count("L"), found.count("LI"), found.count("Table"), found.count("TR"))


@pytest.mark.parametrize(("lines", "tables"), [(1, 1), (3, 2)], ids=["a page ends between rows", "within a row"])
def test_a_table_with_merged_cells_stays_one_unless_a_page_ends_within_them(lines: int, tables: int) -> None:
    def build(document: WordDocument) -> None:
        table = document.add_table(rows=80 // lines, cols=2)
        for at in range(0, len(table.rows) - 1, 2):
            table.cell(at, 0).merge(table.cell(at + 1, 0)).text = f"group {at}"
        for cell in table.columns[1].cells:
            cell.text = "\n".join(["line"] * lines)
            cell.paragraphs[0].paragraph_format.widow_control = False

    assert tables == tags(pdf_of(word(build))).count("Table")


def test_headers_and_footers_are_no_part_of_the_text() -> None:
    def build(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "header"
        document.add_paragraph("text")

    pdf = pdf_of(word(build))

    assert 1 == tags(pdf).count("P")
    assert "header" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_picture_without_alternative_text_is_a_warning_and_an_artifact() -> None:
    set_ = SETTER.set_document(word(picture(None)), clock=CLOCK, name="letter.docx")

    (told,) = set_.warnings
    assert ("image-without-alt", TextPlace("word/document.xml", 1)) == (told.code, told.place)
    assert "Figure" not in tags(set_.pdf)


def test_everything_that_cannot_be_set_is_listed_at_once_with_its_place() -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    equation = f'<m:oMath xmlns:m="{math}"><m:r><m:t>x</m:t></m:r></m:oMath>'
    xml = paragraph("fine") + f"<w:p><w:r><w:t>sum</w:t></w:r>{equation}</w:p>" + "<w:p><w:r><w:object/></w:r></w:p>"

    with pytest.raises(UnsupportedConstruct) as caught:
        pdf_of(word(body(xml)))

    assert [2, 3] == [finding.place.paragraph for finding in caught.value.findings]  # type: ignore[attr-defined]
    assert "sum" == caught.value.findings[0].place.snippet  # type: ignore[attr-defined]
    assert caught.value.findings == pickle.loads(pickle.dumps(caught.value)).findings


def test_what_is_no_word_document_is_refused_in_words() -> None:
    with pytest.raises(DocumentUnreadable):
        pdf_of(b"%PDF-1.7 no letter")


def test_pages_are_drawn_as_png() -> None:
    pages = SETTER.draw_pages(
        word(body(paragraph("one") + paragraph("two", "<w:pageBreakBefore/>"))), clock=CLOCK, name="x", dots_per_inch=72
    )

    assert [(595, 842)] * 2 == [Image.open(io.BytesIO(page)).size for page in pages]


def test_right_to_left_is_refused() -> None:
    xml = paragraph("text", "<w:bidi/>")

    with pytest.raises(UnsupportedConstruct):
        pdf_of(word(body(xml)))


SIGNS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=("Cc", "Zs", "Zl", "Zp", "Cf")),
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(text=SIGNS)
def test_no_letter_is_read_as_markup(text: str) -> None:
    content = word(body(paragraph(text.replace("&", "&amp;").replace("<", "&lt;"))))
    found = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(content))).pages)

    assert "".join(text.split()) == "".join(found.split())


@given(text=st.text())
def test_a_typst_string_ends_only_where_it_should(text: str) -> None:
    written = string(text)

    assert written[0] == written[-1] == '"'
    assert '"' not in written[1:-1].replace("\\\\", "").replace('\\"', "")


@pytest.mark.parametrize("strike", ["<w:strike/>", "<w:dstrike/>"])
@pytest.mark.parametrize("underline", ["single", "double"])
def test_text_may_be_struck_and_underlined_at_once(strike: str, underline: str) -> None:
    xml = f'<w:p><w:r><w:rPr>{strike}<w:u w:val="{underline}"/></w:rPr><w:t>gone</w:t></w:r></w:p>'

    assert "gone" in PdfReader(io.BytesIO(pdf_of(word(body(xml))))).pages[0].extract_text()


@pytest.mark.usefixtures("pdftotext")
def test_the_spacing_behind_the_last_letter_of_a_run_moves_what_follows(tmp_path: Path) -> None:
    def left_of_last(spacing: str) -> float:
        run = f'<w:r><w:rPr>{spacing}</w:rPr><w:t xml:space="preserve">a </w:t></w:r>'
        (tmp_path / "letter.pdf").write_bytes(pdf_of(word(body(f"<w:p>{run}<w:r><w:t>last</w:t></w:r></w:p>"))))
        done = subprocess.run(["pdftotext", "-bbox", tmp_path / "letter.pdf", "-"], capture_output=True, check=True)
        found = re.search(r'xMin="([\d.]+)"[^>]*>last<', done.stdout.decode())
        assert found is not None
        return float(found[1])

    assert pytest.approx(20, abs=0.05) == left_of_last('<w:spacing w:val="200"/>') - left_of_last("")
