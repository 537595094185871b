"""Where Word lets a page end, and what stands on it besides the text (docs/word/pages.md)."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from typeset_building import (
    LEFT,
    PITCH,
    TOP,
    baselines,
    body,
    furniture,
    laid_out,
    paragraph,
    placed_lines,
    starts,
    text_of,
    texts,
    word,
)

LINES_A_PAGE = int((842 - 2 * TOP) / PITCH)
FILL = "".join(paragraph(f"line {number}") for number in range(1, LINES_A_PAGE + 1))
THREE = "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>"


def field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>9</w:t></w:r></w:fldSimple>'


def test_a_page_holds_as_many_lines_as_stand_between_its_margins() -> None:
    pages = texts(laid_out(word(body(FILL + paragraph("over")))))

    assert LINES_A_PAGE == len(pages[0])
    assert ["over"] == pages[1]


@pytest.mark.parametrize(("after", "before", "expected"), [(6, 8, 8), (8, 6, 8), (0, 0, 0)])
def test_between_paragraphs_the_larger_space_counts(after: int, before: int, expected: int) -> None:
    xml = paragraph("one", f'<w:spacing w:after="{after * 20}"/>') + paragraph(
        "two", f'<w:spacing w:before="{before * 20}"/>'
    )
    found = baselines(laid_out(word(body(xml))))

    assert pytest.approx(PITCH + expected, abs=0.02) == found["two"] - found["one"]


def test_contextual_spacing_leaves_out_the_space_between_paragraphs_of_one_style() -> None:
    spaced = '<w:spacing w:after="200"/><w:contextualSpacing/>'
    found = baselines(laid_out(word(body(paragraph("one", spaced) + paragraph("two", spaced)))))

    assert pytest.approx(PITCH, abs=0.02) == found["two"] - found["one"]


def test_no_single_line_of_a_paragraph_stands_alone() -> None:
    full = "".join(paragraph(f"line {number}") for number in range(LINES_A_PAGE - 1))
    first = texts(laid_out(word(body(f"{full}<w:p>{THREE}</w:p>"))))
    without = texts(laid_out(word(body(f'{full}<w:p><w:pPr><w:widowControl w:val="0"/></w:pPr>{THREE}</w:p>'))))

    assert ["one", "two", "three"] == first[1]
    assert ["two", "three"] == without[1]


def test_a_heading_stays_with_the_text_below_it() -> None:
    full = "".join(paragraph(f"line {number}") for number in range(LINES_A_PAGE - 1))
    pages = texts(laid_out(word(body(full + paragraph("heading", "<w:keepNext/>") + f"<w:p>{THREE}</w:p>"))))

    assert ["heading", "one", "two", "three"] == pages[1]


def test_lines_that_are_kept_together_go_to_the_next_page_together() -> None:
    full = "".join(paragraph(f"line {number}") for number in range(LINES_A_PAGE - 2))
    pages = texts(laid_out(word(body(f"{full}<w:p><w:pPr><w:keepLines/></w:pPr>{THREE}</w:p>"))))

    assert ["one", "two", "three"] == pages[1]


@pytest.mark.parametrize(
    "xml",
    [
        paragraph("one") + paragraph("two", "<w:pageBreakBefore/>"),
        '<w:p><w:r><w:t>one</w:t><w:br w:type="page"/><w:t>two</w:t></w:r></w:p>',
        paragraph("one") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + paragraph("two"),
    ],
)
def test_a_page_break_begins_a_page(xml: str) -> None:
    assert [["one"], ["two"]] == texts(laid_out(word(body(xml))))


def test_space_before_is_left_out_at_the_top_of_a_page_that_word_began() -> None:
    found = baselines(laid_out(word(body(FILL + paragraph("over", '<w:spacing w:before="400"/>')))))

    assert pytest.approx(found["line 1"], abs=0.02) == found["over"]


def test_the_first_page_has_its_own_header() -> None:
    def build(document: WordDocument) -> None:
        body(FILL + paragraph("over"))(document)
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "letterhead"
        section.header.paragraphs[0].text = "second page"

    pages = laid_out(word(build)).pages

    assert ["letterhead", "second page"] == [furniture(page).strip() for page in pages]


def test_a_high_header_pushes_the_text_down() -> None:
    def build(document: WordDocument) -> None:
        document.sections[0].header_distance = Pt(36)
        document.sections[0].header.paragraphs[0].text = "first"
        for text in ("second", "third", "fourth", "fifth"):
            document.sections[0].header.add_paragraph(text)
        document.add_paragraph("text")

    found = baselines(laid_out(word(build)))

    assert found["text"] > 36 + 5 * PITCH


@pytest.mark.parametrize(("paragraphs", "first"), [((" ",), TOP), (("", ""), 80 + 2 * PITCH)])
def test_a_header_of_one_empty_paragraph_does_not_push_the_text_down(paragraphs: tuple[str, ...], first: float) -> None:
    def build(document: WordDocument) -> None:
        header = document.sections[0].header
        document.sections[0].header_distance = Pt(80)
        header.paragraphs[0].text = paragraphs[0]
        for text in paragraphs[1:]:
            header.add_paragraph(text)
        body(paragraph("text"))(document)

    found = baselines(laid_out(word(build)))

    assert first + 12 * (0.905 + 0.033) == pytest.approx(found["text"], abs=0.1)


def test_page_numbers_are_those_of_the_page_and_not_as_stored() -> None:
    def build(document: WordDocument) -> None:
        body(FILL + paragraph("over"))(document)
        footer = document.sections[0].footer.paragraphs[0]
        for xml in (field("PAGE"), "<w:r><w:t>/</w:t></w:r>", field("NUMPAGES")):
            footer._p.append(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))

    assert ["1/2", "2/2"] == [furniture(page).strip() for page in laid_out(word(build)).pages]


def test_numpages_in_the_text_is_known_too() -> None:
    pages = texts(laid_out(word(body(f"<w:p>{field('NUMPAGES')}</w:p>" + FILL))))

    assert "2" == pages[0][0]


NEXT_PAGE = '<w:sectPr><w:pgSz w:w="11900" w:h="16840"/></w:sectPr>'
BREAK = '<w:r><w:br w:type="page"/></w:r>'


@pytest.mark.parametrize(
    "end",
    [
        f"<w:p>{BREAK}</w:p><w:p><w:pPr>{NEXT_PAGE}</w:pPr></w:p>",
        f"<w:p><w:pPr>{NEXT_PAGE}</w:pPr>{BREAK}</w:p>",
    ],
)
def test_a_page_break_at_the_end_of_a_section_leaves_no_empty_page(end: str) -> None:
    pages = laid_out(word(body(paragraph("one") + end + paragraph("two"))))

    assert [["one"], ["two"]] == texts(pages)
    assert ["1", "2"] == [page.label for page in pages.pages]


def test_a_page_break_at_the_end_of_the_document_leaves_an_empty_page() -> None:
    assert [["one"], []] == texts(laid_out(word(body(f"{paragraph('one')}<w:p>{BREAK}</w:p>"))))


def test_a_section_may_lie_on_its_side_and_count_anew() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("upright")
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = Pt(842), Pt(595)
        section._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="7" w:fmt="upperRoman"/>'))
        document.add_paragraph("on its side")

    pages = laid_out(word(build)).pages

    assert [(595.0, 842.0), (842.0, 595.0)] == [(page.width, page.height) for page in pages]
    assert "VII" == pages[1].label


def test_columns_before_a_continuous_section_are_equally_long() -> None:
    columns = '<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="11900" w:h="16840"/><w:pgMar w:top="1440" w:bottom="1440" w:left="1800" w:right="1800" w:header="720" w:footer="720"/><w:cols w:num="2" w:space="720"/></w:sectPr>'
    items = "".join(paragraph(f"item {number}") for number in range(7))

    def build(document: WordDocument) -> None:
        body(items + f"<w:p><w:pPr>{columns}</w:pPr><w:r><w:t>item 7</w:t></w:r></w:p>" + paragraph("below"))(document)
        document.element.body.sectPr.append(parse_xml(f'<w:type {nsdecls("w")} w:val="continuous"/>'))

    pages = laid_out(word(build))
    found, left = baselines(pages), starts(pages)

    assert pytest.approx(found["item 0"], abs=0.02) == found["item 4"]
    assert left["item 4"] > left["item 0"]
    assert pytest.approx(found["item 3"] + PITCH, abs=0.1) == found["below"]
    assert pytest.approx(LEFT) == left["below"]


def test_each_line_stands_within_its_page() -> None:
    for _page, _x, baseline, line in placed_lines(laid_out(word(body(FILL * 3)))):
        assert TOP < baseline < 842 - TOP, text_of(line)


def test_a_paragraph_that_goes_on_in_a_column_of_another_width_is_broken_anew() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("woord " * 590)
        columns = f'<w:cols {nsdecls("w")} w:num="2" w:equalWidth="0"><w:col w:w="2000" w:space="300"/><w:col w:w="6000"/></w:cols>'
        properties = document.sections[0]._sectPr
        for old in properties.findall(qn("w:cols")):
            properties.remove(old)
        properties.append(parse_xml(columns))

    found = [(x, line) for _page, x, _y, line in placed_lines(laid_out(word(build)))]
    narrow, wide = ([text_of(line) for x, line in found if (x > LEFT + 1) == second] for second in (False, True))

    assert {2} == {len(text.split()) for text in narrow}
    assert {8} == {len(text.split()) for text in wide}
    assert 590 == sum(len(text.split()) for text in narrow + wide)


def test_text_keeps_out_of_a_floating_table_of_the_footer() -> None:
    places = '<w:tblpPr w:vertAnchor="page" w:horzAnchor="margin" w:tblpY="4000"/>'
    cell = f'<w:tc><w:tcPr><w:tcW w:w="8300" w:type="dxa"/></w:tcPr>{paragraph("in the footer")}</w:tc>'
    row = f'<w:tr><w:trPr><w:trHeight w:hRule="exact" w:val="1000"/></w:trPr>{cell}</w:tr>'
    table = f'<w:tbl {nsdecls("w")}><w:tblPr>{places}<w:tblW w:w="8300" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="8300"/></w:tblGrid>{row}</w:tbl>'

    def build(document: WordDocument) -> None:
        document.sections[0].footer._element.insert(0, parse_xml(table))
        body(FILL)(document)

    pages = laid_out(word(build))
    first = [y for page, _x, y, _line in placed_lines(pages) if page == 0]

    assert any(y < 200 for y in first)
    assert any(y > 260 for y in first)
    assert [] == [y for y in first if 202 < y < 252]
