"""What letters, forms and invoices of other makers hold, and our own fixtures do not show by themselves."""

from __future__ import annotations

import io

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pypdf import PdfReader
from typeset_building import (
    CLOCK,
    LEFT,
    PITCH,
    TOP,
    baselines,
    body,
    laid_out,
    paragraph,
    placed_lines,
    starts,
    text_of,
    texts,
    word,
)

from generator.errors import UnsupportedConstruct
from generator.language import Reader
from generator.typeset import Typesetter
from generator.typeset.layout.notes import lines_of
from generator.typeset.ooxml import numbers

SETTER = Typesetter(engine="typst")


def printed(content: bytes) -> str:
    """The text of the first page, as a reader of PDF finds it."""
    pdf = SETTER.set_document(content, clock=CLOCK, name="letter.docx").pdf
    return PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_page_number_in_a_frame_stands_at_the_right_margin_of_the_footer() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("text")
        footer = document.sections[0].footer.paragraphs[0]
        frame = '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"/>'
        number = paragraph("17", frame).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)
        footer._p.addprevious(parse_xml(number))
        footer.text = "beside it"

    ((x, _y, flow),) = laid_out(word(build)).pages[0].footer
    ends = {
        text_of(line).rstrip(): x + item.x + line.fragments[-1].x + line.fragments[-1].width
        for item in flow.items
        for line in lines_of(item.box)
    }

    assert pytest.approx(595 - LEFT, abs=0.5) == ends["17"]


def test_a_tab_character_within_a_text_is_a_tab() -> None:
    xml = '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="4000"/></w:tabs></w:pPr><w:r><w:t>one\ttwo</w:t></w:r></w:p>'

    assert pytest.approx(LEFT + 200) == starts(laid_out(word(body(xml))))["two"]


@pytest.mark.parametrize("amount", ["12,50", "7", "1.234,99"])
def test_leader_dots_reach_from_the_word_before_to_the_one_behind(amount: str) -> None:
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="7000"/></w:tabs>'
    xml = f"<w:p><w:pPr>{tabs}</w:pPr><w:r><w:t>Total</w:t><w:tab/><w:t>{amount}</w:t></w:r></w:p>"
    (word_,) = printed(word(body(xml))).split()

    assert word_.startswith("Total....")
    assert word_.endswith("...." + amount)


def test_a_paragraph_style_may_put_its_paragraphs_in_a_frame() -> None:
    def build(document: WordDocument) -> None:
        style = document.styles.add_style("Address", 1)
        frame = '<w:framePr {} w:w="3000" w:hAnchor="page" w:x="2000" w:vAnchor="page" w:y="9000"/>'
        style.element.get_or_add_pPr().append(parse_xml(frame.format(nsdecls("w"))))
        document.add_paragraph("The council", style="Address")
        moved = document.add_paragraph("Elsewhere", style="Address")
        moved._p.get_or_add_pPr().append(parse_xml(f'<w:framePr {nsdecls("w")} w:y="11000"/>'))

    pages = laid_out(word(build))

    assert pytest.approx(100) == starts(pages)["The council"] == starts(pages)["Elsewhere"]
    assert pytest.approx(450, abs=15) == baselines(pages)["The council"]
    assert pytest.approx(550, abs=15) == baselines(pages)["Elsewhere"]


def test_spaces_before_a_frame_are_not_stretched_in_justified_text() -> None:
    frame = '<w:framePr w:w="1600" w:h="1200" w:hRule="exact" w:hAnchor="page" w:x="5000" w:vAnchor="page" w:y="1450"/>'
    xml = paragraph("Frame", frame) + paragraph("a text that goes on " * 40, '<w:jc w:val="both"/>')
    lines = [line for _page, _x, _y, line in placed_lines(laid_out(word(body(xml)))) if len(line.fragments) > 1]

    assert len(lines) > 2
    for line in lines:
        before = next(each for each in line.fragments if each.text.endswith(" "))
        assert before.text.isspace()
        assert 0 == before.stretch


def test_what_line_spacing_adds_below_the_last_line_of_a_page_may_hang_into_the_margin() -> None:
    lines = int((842 - 2 * TOP - PITCH) / (PITCH * 1.5)) + 1
    xml = paragraph("x", '<w:spacing w:line="360" w:lineRule="auto"/>') * (lines + 1)

    assert [lines, 1] == [len(page) for page in texts(laid_out(word(body(xml))))]
    assert lines * PITCH * 1.5 > 842 - 2 * TOP


def test_columns_begin_side_by_side_below_the_space_after_the_text_above() -> None:
    def ends(columns: int) -> str:
        return (
            f'<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="11900" w:h="16840"/><w:pgMar w:top="1440" w:bottom="1440"'
            f' w:left="1800" w:right="1800" w:header="720" w:footer="720"/><w:cols w:num="{columns}" w:space="720"/></w:sectPr>'
        )

    above = paragraph("above", f'<w:spacing w:after="400"/>{ends(1)}')
    items = paragraph("one") + paragraph("two") + paragraph("three") + paragraph("four", ends(2))

    def build(document: WordDocument) -> None:
        body(above + items + paragraph("below"))(document)
        document.element.body.sectPr.append(parse_xml(f'<w:type {nsdecls("w")} w:val="continuous"/>'))

    found = baselines(laid_out(word(build)))

    assert pytest.approx(found["above"] + PITCH + 20, abs=0.02) == found["one"]
    assert pytest.approx(found["one"], abs=0.02) == found["three"]


def test_the_space_above_the_first_paragraph_of_columns_counts_for_all_of_them_once() -> None:
    ends = (
        '<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="11900" w:h="16840"/><w:pgMar w:top="1440" w:bottom="1440"'
        ' w:left="1800" w:right="1800" w:header="720" w:footer="720"/><w:cols w:num="{}" w:space="720"/></w:sectPr>'
    )
    above = paragraph("above", f'<w:spacing w:after="100"/>{ends.format(1)}')
    spaced = '<w:spacing w:before="400"/>'
    items = paragraph("one", spaced) + paragraph("two") + paragraph("three", spaced) + paragraph("four", ends.format(2))

    def build(document: WordDocument) -> None:
        body(above + items + paragraph("below"))(document)
        document.element.body.sectPr.append(parse_xml(f'<w:type {nsdecls("w")} w:val="continuous"/>'))

    found = baselines(laid_out(word(build)))

    assert pytest.approx(found["above"] + PITCH + 20, abs=0.02) == found["one"]
    assert pytest.approx(found["one"], abs=0.02) == found["three"]


@pytest.mark.parametrize(("version", "down"), [("14", 10.0), ("15", 0.0)])
def test_text_behind_a_column_break_began_as_a_paragraph_does_before_word_2013(version: str, down: float) -> None:
    broken = '<w:p><w:pPr><w:spacing w:before="200"/></w:pPr><w:r><w:t>one</w:t><w:br w:type="column"/><w:t>two</w:t></w:r></w:p>'

    def build(document: WordDocument) -> None:
        body(broken)(document)
        document.element.body.sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2" w:space="720"/>'))
        named = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        settings = document.settings.element
        for each in list(settings.iter(qn("w:compat"))):
            settings.remove(each)
        compat = f'<w:compat {nsdecls("w")}><w:compatSetting {named} w:val="{version}"/></w:compat>'
        settings.append(parse_xml(compat))

    found = baselines(laid_out(word(build)))
    assert pytest.approx(found["one"] - 10 + down, abs=0.02) == found["two"]


def test_a_bookmark_gives_no_line_to_the_paragraph_that_only_ends_a_section() -> None:
    ends = '<w:sectPr><w:pgSz w:w="11900" w:h="16840"/></w:sectPr>'
    mark = f'<w:p><w:pPr>{ends}</w:pPr><w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/></w:p>'

    def build(document: WordDocument) -> None:
        body(paragraph("above") + mark + paragraph("below"))(document)
        document.element.body.sectPr.append(parse_xml(f'<w:type {nsdecls("w")} w:val="continuous"/>'))

    found = baselines(laid_out(word(build)))

    assert pytest.approx(found["above"] + PITCH, abs=0.02) == found["below"]


def test_a_list_number_that_no_font_has_is_refused() -> None:
    def build(document: WordDocument) -> None:
        part = document.part.numbering_part.element
        level = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1"/></w:lvl>'
        )
        part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level}</w:abstractNum>'))
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        body(paragraph("item", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'))(document)

    with pytest.raises(UnsupportedConstruct) as refused:
        SETTER.set_document(word(build), clock=CLOCK, name="letter.docx")

    (problem,) = refused.value.findings
    assert "U+4E00" in Reader("en").say(problem.cause)


@pytest.mark.parametrize("number_format", ["ideographDigital", "koreanDigital2"])
def test_numbers_digit_by_digit_are_written_in_ideographs(number_format: str) -> None:
    assert "一零" == numbers.written(10, number_format)


def test_text_in_a_choice_of_alternate_content_within_a_run_is_set() -> None:
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
        '<mc:Choice Requires="w14"><w:t>nieuw</w:t></mc:Choice><mc:Fallback><w:t>oud</w:t></mc:Fallback></mc:AlternateContent>'
    )
    assert "nieuw" == printed(word(body(f"<w:p><w:r>{choice}</w:r></w:p>"))).strip()


def test_marks_of_moved_custom_xml_are_nothing_to_set() -> None:
    mark = '<w:customXmlMove{0}RangeStart w:id="1"/><w:customXmlMove{0}RangeEnd w:id="1"/>'
    marks = mark.format("From") + mark.format("To")
    assert "tekst" == printed(word(body(marks + paragraph("tekst").replace("<w:r>", marks + "<w:r>")))).strip()
