"""What the paragraphs that end sections and columns take up on the page."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from typeset_building import PITCH, baselines, body, in_mode, laid_out, paragraph, word

TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid>'
    '<w:tr><w:tc><w:tcPr><w:tcW w:w="5000" w:type="dxa"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
)


def ends(columns: int = 1) -> str:
    """The properties of a section that begins on the page of the one before."""
    return (
        '<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="11900" w:h="16840"/><w:pgMar w:top="1440" w:bottom="1440"'
        f' w:left="1800" w:right="1800" w:header="720" w:footer="720"/><w:cols w:num="{columns}" w:space="720"/></w:sectPr>'
    )


def found(xml: str) -> dict[str, float]:
    """Baselines of the lines of a document whose last section goes on on the same page."""

    def build(document: WordDocument) -> None:
        body(xml)(document)
        document.element.body.sectPr.append(parse_xml(f'<w:type {nsdecls("w")} w:val="continuous"/>'))

    return baselines(laid_out(word(build)))


@pytest.mark.parametrize(
    ("before", "lines"),
    [
        pytest.param(paragraph("text"), 1, id="beside a paragraph it has none"),
        pytest.param("", 1, id="alone it has one"),
        pytest.param(TABLE, 2, id="behind a table alone it has one"),
        pytest.param(TABLE + paragraph("text"), 3, id="in a section that a table begins it has one"),
        pytest.param(paragraph("text") + TABLE, 2, id="behind a table further down it has none"),
    ],
)
def test_the_paragraph_that_only_ends_a_section_has_a_line_in_some_sections(before: str, lines: int) -> None:
    below = found(f"{before}<w:p><w:pPr>{ends()}</w:pPr></w:p>{paragraph('below')}")["below"]

    assert pytest.approx(found(paragraph("below"))["below"] + lines * PITCH, abs=0.05) == below


def test_the_paragraph_that_only_ends_a_section_begins_a_page_all_the_same() -> None:
    lines = found(f"{paragraph('text')}<w:p><w:pPr><w:pageBreakBefore/>{ends()}</w:pPr></w:p>{paragraph('below')}")

    assert lines["text"] == lines["below"]


def test_the_mark_behind_a_column_break_stands_in_the_next_column() -> None:
    broken = '<w:p><w:r><w:t>one</w:t></w:r><w:r><w:br w:type="column"/></w:r></w:p>'
    lines = found(broken + paragraph("two", ends(columns=2)) + paragraph("below"))

    assert pytest.approx(lines["one"] + PITCH, abs=0.05) == lines["two"]


def test_the_mark_behind_a_page_break_stays_with_the_break() -> None:
    lines = found('<w:p><w:r><w:t>one</w:t></w:r><w:r><w:br w:type="page"/></w:r></w:p>' + paragraph("two"))

    assert pytest.approx(lines["one"], abs=0.05) == lines["two"]


def test_columns_of_the_last_page_of_a_section_are_equally_long() -> None:
    broken = '<w:p><w:r><w:t>one</w:t></w:r><w:r><w:br w:type="page"/></w:r></w:p>'
    items = "".join(paragraph(text) for text in ("two", "three", "four"))
    lines = found(broken + items + paragraph("five", ends(columns=2)) + paragraph("below"))

    assert pytest.approx([lines["two"], lines["three"]], abs=0.05) == [lines["four"], lines["five"]]
    assert pytest.approx(lines["three"] + PITCH, abs=0.05) == lines["below"]


def test_columns_at_the_top_of_a_section_keep_the_space_above_their_first_paragraph() -> None:
    spaced = '<w:spacing w:before="400"/>'
    lines = found(paragraph("one", spaced) + paragraph("two", ends(columns=2)) + paragraph("below"))

    assert pytest.approx(found(paragraph("below"))["below"] + 20, abs=0.05) == lines["one"]


@pytest.mark.parametrize("text", ["", "text"], ids=["no line", "a line"])
@pytest.mark.parametrize(
    ("mode", "before", "after", "expected"),
    [(15, 36, 0, 36), (15, 36, 10, 26), (15, 36, 20, 16), (15, 6, 20, 0), (14, 36, 20, 36)],
)
def test_the_first_space_of_a_section_counts_what_the_section_break_leaves_of_it(
    mode: int, before: int, after: int, expected: int, text: str
) -> None:
    ending = f'<w:spacing w:after="{after * 20}"/><w:sectPr><w:pgSz w:w="11900" w:h="16840"/></w:sectPr>'
    first = f'<w:spacing w:before="{before * 20}"/>'
    content = paragraph("above") + paragraph(text, ending) + paragraph("first", first)
    stands = baselines(laid_out(word(in_mode(mode, body(content)))))
    assert expected == round(stands["first"] - stands["above"])
