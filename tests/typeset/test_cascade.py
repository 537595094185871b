"""What a run or paragraph looks like once defaults, styles, lists and its own properties have had their say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from drawing_building import drawing, frame, graphics, preset, shape
from typeset_building import body, paragraph, read, word

from generator.typeset.ooxml import numbers
from generator.typeset.ooxml.borders import Colour
from generator.typeset.ooxml.content import Text
from generator.typeset.ooxml.document import Paragraph
from generator.typeset.ooxml.fields import instruction
from generator.typeset.ooxml.symbols import in_unicode
from generator.typeset.ooxml.theme import Theme


def paragraphs(content: bytes) -> list[Paragraph]:
    return [block for block in read(content)[0].blocks if isinstance(block, Paragraph)]


def first_text(content: bytes) -> Text:
    return next(each for each in paragraphs(content)[0].content.inlines if isinstance(each, Text))


def labels(content: bytes) -> list[str]:
    return [block.label.text for block in paragraphs(content) if block.label is not None]


def test_a_style_takes_over_what_it_is_based_on() -> None:
    def build(document: WordDocument) -> None:
        base = document.styles.add_style("Base", WD_STYLE_TYPE.PARAGRAPH)
        base.font.italic, base.paragraph_format.space_after = True, Pt(7)
        derived = document.styles.add_style("Derived", WD_STYLE_TYPE.PARAGRAPH)
        derived.base_style, derived.font.size = base, Pt(20)
        document.add_paragraph("text", style="Derived")

    content = word(build)

    assert (True, 20.0) == (first_text(content).format.italic, first_text(content).format.size)
    assert 7.0 == paragraphs(content)[0].content.format.space_after


def test_bold_in_a_paragraph_style_and_in_a_character_style_cancel_out() -> None:
    def build(document: WordDocument) -> None:
        document.styles.add_style("Loud", WD_STYLE_TYPE.PARAGRAPH).font.bold = True
        document.styles.add_style("Strong2", WD_STYLE_TYPE.CHARACTER).font.bold = True
        written = document.add_paragraph(style="Loud")
        written.add_run("both", style="Strong2")

    assert not first_text(word(build)).format.bold


def test_what_the_run_says_itself_stands_above_all_styles() -> None:
    def build(document: WordDocument) -> None:
        document.styles.add_style("Loud", WD_STYLE_TYPE.PARAGRAPH).font.bold = True
        document.add_paragraph(style="Loud").add_run("quiet").bold = False

    assert not first_text(word(build)).format.bold


def test_tab_stops_of_style_and_paragraph_add_up_and_clear_takes_one_away() -> None:
    def build(document: WordDocument) -> None:
        style = document.styles.add_style("Tabbed", WD_STYLE_TYPE.PARAGRAPH)
        style.paragraph_format.tab_stops.add_tab_stop(Pt(50))
        style.paragraph_format.tab_stops.add_tab_stop(Pt(100))
        body(
            paragraph(
                "x",
                '<w:pStyle w:val="Tabbed"/><w:tabs><w:tab w:val="clear" w:pos="1000"/><w:tab w:val="left" w:pos="3000"/></w:tabs>',
            )
        )(document)

    assert [100.0, 150.0] == [stop.position for stop in paragraphs(word(build))[0].content.format.tabs]


def test_a_table_style_formats_its_first_row_and_bands() -> None:
    def build(document: WordDocument) -> None:
        table = document.add_table(3, 1, style="Light Shading Accent 1")
        for number, row in enumerate(table.rows):
            row.cells[0].text = str(number)

    table = read(word(build))[0].blocks[0]

    bold = [row.cells[0].blocks[0].content.inlines[0].format.bold for row in table.rows]  # type: ignore[union-attr]
    assert bold[0]
    assert table.rows[0].cells[0].fill != table.rows[1].cells[0].fill  # type: ignore[union-attr]
    assert table.rows[0].header  # type: ignore[union-attr]


NUMBERING = """<w:numbering {ns}>
<w:abstractNum w:abstractNumId="50"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%2.%3"/><w:isLgl/></w:lvl>
</w:abstractNum>
<w:num w:numId="50"><w:abstractNumId w:val="50"/></w:num>
<w:num w:numId="51"><w:abstractNumId w:val="50"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(*items: tuple[int, int]) -> bytes:
    def build(document: WordDocument) -> None:
        parsed = parse_xml(NUMBERING.format(ns=nsdecls("w")))
        numbering = document.part.numbering_part.element
        for element in list(parsed):
            if element.tag.endswith("abstractNum"):
                numbering.insert(0, element)
            else:
                numbering.append(element)
        item = '<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'
        body("".join(paragraph("item", item.format(level=level, list=list_)) for list_, level in items))(document)

    return word(build)


def test_deeper_levels_begin_anew_below_each_item() -> None:
    assert ["1.", "1a)", "1b)", "2.", "2a)"] == labels(numbered((50, 0), (50, 1), (50, 1), (50, 0), (50, 1)))


def test_a_legal_level_writes_all_its_numbers_in_digits() -> None:
    assert ["1.", "1a)", "1.1.1"] == labels(numbered((50, 0), (50, 1), (50, 2)))


def test_a_list_that_overrides_the_start_begins_there_and_goes_on() -> None:
    assert ["1.", "5.", "6."] == labels(numbered((50, 0), (51, 0), (51, 0)))


def test_text_boxes_and_headers_count_for_themselves() -> None:
    item = paragraph("item", '<w:pStyle w:val="ListNumber"/>')
    box = drawing(shape(frame(0, 0, 100, 50) + preset("rect"), item + item))

    def build(document: WordDocument) -> None:
        body(item + box + item + box)(document)
        document.sections[0].header.paragraphs[0].style = document.styles["List Number"]

    document, _findings = read(word(build))
    (header,) = (each for each in document.section.headers.values())
    boxed = [each.label.text for made in graphics(document) for each in made.blocks]  # type: ignore[union-attr]
    assert (["1.", "2."], ["1.", "2.", "3.", "4."], "1.") == (labels(word(build)), boxed, header.blocks[0].label.text)


def test_number_zero_takes_a_paragraph_out_of_its_style_s_list() -> None:
    def build(document: WordDocument) -> None:
        body(paragraph("x", '<w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="0"/></w:numPr>'))(document)

    assert [] == labels(word(build))


@pytest.mark.parametrize(
    ("number", "number_format", "expected"),
    [
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (28, "upperLetter", "BB"),
        (3, "decimalZero", "03"),
        (12, "japaneseCounting", "十二"),
        (105, "chineseCounting", "一百零五"),
        (7, "numberInDash", "- 7 -"),
    ],
)
def test_numbers_in_each_format(number: int, number_format: str, expected: str) -> None:
    assert expected == numbers.written(number, number_format)


@pytest.mark.parametrize(
    ("number_format", "language", "expected"),
    [
        ("ordinal", "nl-NL", "2e"),
        ("ordinal", "en-GB", "2nd"),
        ("ordinal", "de-DE", "2."),
        ("ordinal", "es-ES", "2º"),
        ("ordinalText", "nl-NL", "Tweede"),
        ("cardinalText", "nl-NL", "Twee"),
        ("cardinalText", "en-US", "Two"),
        ("cardinalText", "fi-FI", "2"),
    ],
)
def test_ordinals_and_words_are_those_of_the_language(number_format: str, language: str, expected: str) -> None:
    assert expected == numbers.written(2, number_format, language)


def listed(level: str) -> Callable[[WordDocument], None]:
    """A paragraph in a list of one level."""
    numbering = f"""<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="60">{level}</w:abstractNum>
<w:num w:numId="60"><w:abstractNumId w:val="60"/></w:num></w:numbering>"""

    def build(document: WordDocument) -> None:
        abstract, num = parse_xml(numbering)
        document.part.numbering_part.element.insert(0, abstract)
        document.part.numbering_part.element.append(num)
        body(paragraph("item", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="60"/></w:numPr>'))(document)

    return build


def test_a_legal_level_keeps_the_zero_before_its_numbers() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalZero"/><w:isLgl/><w:lvlText w:val="%1"/></w:lvl>'
    )

    assert ["01"] == labels(word(listed(level)))


@pytest.mark.parametrize(("number_format", "expected"), [("thaiNumbers", ["number-format-unknown"]), ("ordinal", [])])
def test_numbers_in_a_format_that_is_not_known_are_told(number_format: str, expected: list[str]) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/><w:lvlText w:val="%1"/></w:lvl>'
    _document, findings = read(word(listed(level)))

    assert expected == [problem.code for problem in findings.warnings]


def test_notes_in_a_number_format_that_is_not_known_are_told() -> None:
    def build(document: WordDocument) -> None:
        numbering = f'<w:footnotePr {nsdecls("w")}><w:numFmt w:val="thaiNumbers"/></w:footnotePr>'
        document.settings.element.append(parse_xml(numbering))

    assert ["number-format-unknown"] == [problem.code for problem in read(word(build))[1].warnings]


def test_theme_colours_are_lightened_and_darkened() -> None:
    theme = Theme(colours={"accent1": "4472C4"})

    assert "B4C7E7" == theme.colour(Colour(theme="accent1", tint="66"))
    assert "2F5496" == theme.colour(Colour(theme="accent1", shade="BF"))


def test_bullets_of_symbol_fonts_become_unicode() -> None:
    assert ("•", ()) == in_unicode("\uf0b7", "Symbol")
    assert ("plain", ()) == in_unicode("plain", "Arial")


def test_a_field_code_is_taken_apart() -> None:
    asked = instruction(r' HYPERLINK "https://vng.nl/a b" \l "deel 2" \* MERGEFORMAT ')

    assert ("HYPERLINK", ("https://vng.nl/a b",), "deel 2") == (asked.name, asked.arguments, asked.switches["l"])


def test_fields_that_are_not_of_the_page_stay_as_stored() -> None:
    stored = '<w:fldSimple w:instr=" DATE "><w:r><w:t>28 juni 2018</w:t></w:r></w:fldSimple>'

    assert "28 juni 2018" == first_text(word(body(f"<w:p>{stored}</w:p>"))).text


def test_the_end_of_a_field_that_belongs_to_none_says_nothing() -> None:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    field = f'<w:fldSimple w:instr=" DATE "><w:r><w:t>28 juni</w:t></w:r>{end}</w:fldSimple>'

    assert "28 juni" == first_text(word(body(f"<w:p>{field}{end}</w:p>"))).text
