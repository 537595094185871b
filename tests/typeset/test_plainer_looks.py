"""What is set plainer than Word does is told, each kind once; what asks for nothing that shows is not."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls
from drawing_building import drawing, preset, shape
from typeset_building import body, laid_out, paragraph, placed_lines, read, word

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
BLACK = '<w14:srgbClr w14:val="000000"/>'
SOLID = f"<w14:solidFill>{BLACK}</w14:solidFill>"


def told(xml: str) -> list[str]:
    """What is said of a document to be set plainer."""
    _, findings = read(word(body(xml)))
    assert {each.code for each in findings.warnings} <= {"look-simplified"}
    assert not findings.errors
    return [getattr(dict(each.cause.values)["construct"], "text", "") for each in findings.warnings]


def run(properties: str, text: str = "tekst") -> str:
    return f"<w:p {W14}><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        (f'<w14:glow w14:rad="63500">{BLACK}</w14:glow>', "text with a glow"),
        (f'<w14:shadow w14:dist="38100">{BLACK}</w14:shadow>', "text with a shadow, or in relief"),
        ('<w14:reflection w14:stA="55000" w14:endPos="45500"/>', "text with a reflection"),
        (f'<w14:textOutline w14:w="9525">{SOLID}</w14:textOutline>', "letters with an outline of their own"),
        ('<w14:props3d w14:extrusionH="57150"/>', "letters in three dimensions"),
        ("<w14:textFill><w14:gradFill/></w14:textFill>", "letters with a gradient, or that one sees through"),
        ('<w14:numForm w14:val="oldStyle"/>', "old-style figures"),
        (
            '<w14:stylisticSets><w14:styleSet w14:id="4"/></w14:stylisticSets>',
            "letters of one of the font's stylistic sets",
        ),
        ('<w:eastAsianLayout w:combine="1"/>', "two lines in one, or letters that lie within an upright line"),
        ('<w:bdr w:val="wave" w:sz="6"/>', "a wavy border"),
    ],
)
def test_what_word_does_to_letters_is_told_once(properties: str, said: str) -> None:
    assert [said] == told(run(properties) * 2)


@pytest.mark.parametrize(
    "properties",
    [
        f'<w14:glow w14:rad="0">{BLACK}</w14:glow>',
        f'<w14:shadow w14:sx="0" w14:sy="0">{BLACK}</w14:shadow>',
        '<w14:reflection w14:stA="0" w14:endPos="0"/>',
        '<w14:textOutline w14:w="9525"><w14:noFill/></w14:textOutline>',
        '<w14:props3d w14:extrusionH="0"/>',
        f"<w14:textFill>{SOLID}</w14:textFill>",
        '<w14:numForm w14:val="default"/>',
        '<w14:ligatures w14:val="standardContextual"/>',
    ],
)
def test_effects_that_show_nothing_are_not_told(properties: str) -> None:
    assert told(run(properties)) == []


def test_an_effect_on_nothing_is_not_told() -> None:
    assert told(run(f'<w14:glow w14:rad="63500">{BLACK}</w14:glow>', "")) == []


@pytest.mark.parametrize(
    ("filled", "colour"),
    [
        ('<w14:srgbClr w14:val="00FF00"/>', "00FF00"),
        ('<w14:schemeClr w14:val="accent1"/>', "4F81BD"),
        ('<w14:schemeClr w14:val="accent1"><w14:lumMod w14:val="50000"/></w14:schemeClr>', "254062"),
    ],
)
def test_what_fills_letters_is_their_colour(filled: str, colour: str) -> None:
    fill = f"<w14:textFill><w14:solidFill>{filled}</w14:solidFill></w14:textFill>"
    pages = laid_out(word(body(run(f'<w:color w:val="FF0000"/>{fill}'))))
    assert [colour] == [each.style.colour for *_, line in placed_lines(pages) for each in line.fragments]


@pytest.mark.parametrize(
    ("style", "said"), [("wave", ["a wavy border"]), ("inset", ["a border in relief"]), ("single", [])]
)
def test_borders_that_are_no_straight_lines_are_told(style: str, said: list[str]) -> None:
    edge = f'<w:top w:val="{style}" w:sz="6" w:space="1"/>'
    cell = f"<w:tc><w:tcPr><w:tcBorders>{edge}</w:tcBorders></w:tcPr>{paragraph('cel')}</w:tc>"
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl><w:p/>'
    assert said == told(f"<w:p><w:pPr><w:pBdr>{edge}</w:pBdr></w:pPr></w:p>")
    assert said == told(table)


@pytest.mark.parametrize(("text", "said"), [("naam", ["text that Word fits to the width of its cell"]), ("", [])])
def test_text_that_is_fitted_to_a_cell_is_told(text: str, said: list[str]) -> None:
    cell = f"<w:tc><w:tcPr><w:tcFitText/></w:tcPr>{paragraph(text)}</w:tc>"
    assert said == told(
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl><w:p/>'
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ('<w:pgBorders><w:top w:val="apples" w:sz="12"/></w:pgBorders>', ["a page border of small pictures"]),
        ('<w:pgBorders><w:top w:val="single" w:sz="12"/></w:pgBorders>', []),
        ('<w:docGrid w:type="linesAndChars" w:charSpace="8192"/>', ["letters that stand on a grid"]),
        ('<w:docGrid w:type="lines" w:charSpace="8192"/>', []),
    ],
)
def test_what_a_section_asks_for_and_pages_do_not_show_is_told(asked: str, said: list[str]) -> None:
    ends = f'<w:p><w:pPr><w:sectPr><w:pgSz w:w="11900" w:h="16840"/>{asked}</w:sectPr></w:pPr></w:p>'
    assert said == told(paragraph("tekst") + ends)


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        ('<a:outerShdw dist="38100"/>', ["a picture or shape with a shadow"]),
        ('<a:softEdge rad="0"/>', []),
        ("", []),
    ],
)
def test_effects_of_shapes_are_told(effect: str, said: list[str]) -> None:
    assert said == told(drawing(shape(preset("rect") + f"<a:effectLst>{effect}</a:effectLst>")))


@pytest.mark.parametrize(
    ("mark", "text", "said"),
    [
        ("<w:vanish/>", "Kop", ["paragraphs that Word sets in one line, since the mark between is hidden"]),
        ("<w:vanish/>", "", []),
        ("", "Kop", []),
    ],
)
def test_paragraphs_that_run_on_in_one_line_are_told(mark: str, text: str, said: list[str]) -> None:
    head = f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    assert said == told(head + paragraph("tekst"))


LARGE = '<w:rPr><w:sz w:val="48"/></w:rPr>'


@pytest.mark.parametrize(
    ("alignment", "second", "said"),
    [
        ("center", LARGE, ["lines whose letters do not stand on one baseline"]),
        ("center", "", []),
        ("baseline", LARGE, []),
    ],
)
def test_letters_that_do_not_stand_on_the_baseline_are_told(alignment: str, second: str, said: list[str]) -> None:
    runs = f"<w:r><w:t>een</w:t></w:r><w:r>{second}<w:t>twee</w:t></w:r>"
    assert said == told(f'<w:p><w:pPr><w:textAlignment w:val="{alignment}"/></w:pPr>{runs}</w:p>')


def numbered(code: str, start: int = 7) -> tuple[str, list[str]]:
    """What a field says on the first page, and what is told of it."""

    def build(document: WordDocument) -> None:
        field = f'<w:fldSimple {nsdecls("w")} w:instr="{code}"/>'
        size = f'<w:pgSz w:w="11900" w:h="16840"/><w:pgNumType w:start="{start}"/>'
        body(f"<w:p>{field}</w:p><w:p><w:pPr><w:sectPr>{size}</w:sectPr></w:pPr></w:p>")(document)

    made = word(build)
    line = next(line for *_, line in placed_lines(laid_out(made)) if line.fragments)
    return "".join(each.text for each in line.fragments), [each.code for each in read(made)[1].warnings]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (r"PAGE \* CardText", "seven"),
        (r"PAGE \* OrdText \* Upper", "SEVENTH"),
        (r"PAGE \* cardtext \* FirstCap \* MERGEFORMAT", "Seven"),
        (r"PAGE \* Ordinal", "7th"),
        (r"PAGE \# 000", "007"),
        (r"PAGE \# &quot;Blad 00&quot;", "Blad 07"),
        (r"PAGE \# ##", " 7"),
    ],
)
def test_page_numbers_follow_their_format(code: str, said: str) -> None:
    assert (said, []) == numbered(code)


@pytest.mark.parametrize("code", [r"PAGE \# 0.00", r"PAGE \* DollarText"])
def test_a_format_of_page_numbers_that_is_not_followed_is_told(code: str) -> None:
    assert ("7", ["look-simplified"]) == numbered(code)
