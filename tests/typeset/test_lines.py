"""How lines are broken and where their text stands (docs/word/lines.md)."""

from __future__ import annotations

import io
import itertools

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from PIL import Image
from typeset_building import (
    LEFT,
    PITCH,
    SHAPER,
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

from generator.typeset.layout.boxes import Pages
from generator.typeset.ooxml.styles import RunFormat

LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna. "
WIDTH = 595 - 2 * LEFT


def starts_of_lines(pages: Pages) -> dict[str, float]:
    """Where the line with this text begins, from the top of its page, in points."""
    return {text_of(line): y - line.baseline for _page, _x, y, line in placed_lines(pages)}


def test_single_spacing_is_ascent_descent_and_gap_with_the_gap_above() -> None:
    found = baselines(laid_out(word(body(paragraph("one") + paragraph("two")))))

    assert pytest.approx(TOP + 12 * (0.905 + 0.033), abs=0.02) == found["one"]
    assert pytest.approx(PITCH, abs=0.02) == found["two"] - found["one"]


def test_a_line_takes_as_many_words_as_its_advances_allow() -> None:
    pages = laid_out(word(body(paragraph(LOREM * 3))))
    lines = [line for *_, line in placed_lines(pages)]

    assert "".join(text_of(line) for line in lines).split() == (LOREM * 3).split()
    for line, after in itertools.pairwise(lines):
        face, size = line.fragments[0].style.face, line.fragments[0].style.size
        shown = text_of(line).rstrip()
        assert face.advance(shown) * size <= WIDTH + 0.02
        assert face.advance(f"{shown} {text_of(after).split()[0]}") * size > WIDTH


@pytest.mark.parametrize(("left", "together"), [(0.5, False), (1.1, False), (1.2, True)])
def test_slanted_letters_need_a_twelfth_of_their_height_behind_them(left: float, together: bool) -> None:
    face = SHAPER.segments("x", RunFormat(font="Arial", size=12.0, italic=True))[0].face
    room = face.advance("naman noman") * 12 + left
    slanted = f"<w:p><w:pPr><w:ind w:right='{round((WIDTH - room) * 20)}'/></w:pPr><w:r><w:rPr><w:i/></w:rPr><w:t>naman noman</w:t></w:r></w:p>"

    expected = ["naman noman"] if together else ["naman", "noman"]
    assert [expected] == texts(laid_out(word(body(slanted))))


def test_spaces_at_the_end_of_a_line_hang_over() -> None:
    pages = laid_out(word(body(paragraph("right      ", '<w:jc w:val="right"/>'))))
    fragment = next(line for *_, line in placed_lines(pages)).fragments[0]

    assert pytest.approx(WIDTH, abs=0.02) == fragment.x + fragment.style.face.advance("right") * 12


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('w:line="480" w:lineRule="auto"', 2 * PITCH),
        ('w:line="400" w:lineRule="exact"', 20.0),
        ('w:line="600" w:lineRule="atLeast"', 30.0),
        ('w:line="100" w:lineRule="atLeast"', PITCH),
    ],
)
def test_line_spacing_by_each_rule(rule: str, expected: float) -> None:
    spacing = f"<w:spacing {rule}/>"
    found = baselines(laid_out(word(body(paragraph("one", spacing) + paragraph("two", spacing)))))

    assert pytest.approx(expected, abs=0.02) == found["two"] - found["one"]


def test_a_small_run_makes_a_low_line_whatever_the_paragraph_mark() -> None:
    small = '<w:p><w:r><w:rPr><w:sz w:val="12"/></w:rPr><w:t>one</w:t></w:r></w:p>'
    found = baselines(laid_out(word(body(small + paragraph("two")))))

    assert pytest.approx(6 * 0.212 + 12 * 0.938, abs=0.02) == found["two"] - found["one"]


@pytest.mark.parametrize("blank", ['<w:t xml:space="preserve"> </w:t>', "<w:tab/>"])
@pytest.mark.parametrize("size", [2, 60])
def test_a_line_of_blanks_is_as_high_as_the_paragraph_mark(blank: str, size: int) -> None:
    mark, run = '<w:rPr><w:sz w:val="48"/></w:rPr>', f'<w:rPr><w:sz w:val="{size}"/></w:rPr>'
    only = f"<w:p><w:pPr>{mark}</w:pPr><w:r>{run}{blank}</w:r></w:p>"
    found = baselines(laid_out(word(body(paragraph("one") + only + paragraph("two")))))

    assert pytest.approx(PITCH + 24 * 1.15, abs=0.02) == found["two"] - found["one"]


@pytest.mark.parametrize("script", ["superscript", "subscript"])
@pytest.mark.parametrize(("size", "expected"), [(24, PITCH), (48, 24 * 1.15)])
def test_super_and_subscript_make_a_line_as_high_as_letters_of_their_size(
    script: str, size: int, expected: float
) -> None:
    run = f'<w:rPr><w:sz w:val="{size}"/><w:vertAlign w:val="{script}"/></w:rPr>'
    xml = f"<w:p><w:r><w:t>one</w:t></w:r><w:r>{run}<w:t>2</w:t></w:r></w:p>"
    found = starts_of_lines(laid_out(word(body(xml + paragraph("below")))))

    assert pytest.approx(expected, abs=0.02) == found["below"] - found["one2"]


def test_a_large_space_between_words_makes_no_line_higher() -> None:
    space = '<w:r><w:rPr><w:sz w:val="60"/></w:rPr><w:t xml:space="preserve"> </w:t></w:r>'
    xml = f"<w:p><w:r><w:t>one</w:t></w:r>{space}<w:r><w:t>two</w:t></w:r></w:p>"
    found = baselines(laid_out(word(body(xml + paragraph("three")))))

    assert pytest.approx(PITCH, abs=0.02) == found["three"] - found["one two"]


def test_a_multiple_of_single_spacing_counts_for_a_large_space_too() -> None:
    space = '<w:r><w:rPr><w:sz w:val="48"/></w:rPr><w:t xml:space="preserve"> </w:t></w:r>'
    multiple = '<w:pPr><w:spacing w:line="360" w:lineRule="auto"/></w:pPr>'
    xml = f"<w:p>{multiple}<w:r><w:t>one</w:t></w:r>{space}<w:r><w:t>two</w:t></w:r></w:p>"
    found = baselines(laid_out(word(body(xml + paragraph("three")))))

    assert pytest.approx(PITCH + 24 * 1.15 / 2, abs=0.02) == found["three"] - found["one two"]


def test_a_picture_lower_than_letters_leaves_the_line_as_high_as_they_are() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (10, 10)).save(stream, "PNG")

    def build(document: WordDocument) -> None:
        document.add_picture(io.BytesIO(stream.getvalue()), height=Pt(2))
        document.add_paragraph("below")

    found = baselines(laid_out(word(build)))

    assert pytest.approx(TOP + PITCH + 12 * 0.938, abs=0.02) == found["below"]


@pytest.mark.parametrize(("height", "shown"), [(30, 16.0), (10, None)])
def test_a_line_of_exact_height_cuts_off_what_of_a_picture_is_higher(height: int, shown: float | None) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "PNG")

    def build(document: WordDocument) -> None:
        document.add_picture(io.BytesIO(stream.getvalue()), height=Pt(height))
        document.paragraphs[-1].paragraph_format.line_spacing = Pt(20)

    (line,) = [line for *_, line in placed_lines(laid_out(word(build)))]
    assert [shown] == [each.shown for each in line.graphics]


def test_a_multiple_of_single_spacing_does_not_move_a_picture_away() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (10, 10)).save(stream, "PNG")

    def build(document: WordDocument) -> None:
        document.add_picture(io.BytesIO(stream.getvalue()), height=Pt(100))
        document.paragraphs[0].paragraph_format.line_spacing = 1.5
        document.add_paragraph("below")

    found = baselines(laid_out(word(build)))

    assert pytest.approx(TOP + 100 + PITCH / 2 + 12 * 0.938, abs=0.02) == found["below"]


@pytest.mark.parametrize(
    ("height", "blank", "expected"),
    [(4, None, PITCH), (60, None, 60.0), (4, 24, 2 * PITCH), (20, 24, 2 * PITCH), (60, 24, 60.0)],
)
def test_a_line_of_pictures_is_as_high_as_its_spaces_or_else_the_letters_of_its_style_at_least(
    height: float, blank: float | None, expected: float
) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (10, 10)).save(stream, "PNG")

    def build(document: WordDocument) -> None:
        written = document.add_paragraph()
        if blank is not None:
            written.add_run(" ").font.size = Pt(blank)
        shown = written.add_run()
        shown.font.size = Pt(40)
        shown.add_picture(io.BytesIO(stream.getvalue()), height=Pt(height))
        document.add_paragraph("below")

    found = baselines(laid_out(word(build)))

    assert pytest.approx(TOP + expected + 12 * 0.938, abs=0.02) == found["below"]


@pytest.mark.parametrize(
    ("font", "rise"),
    [("Arial", 1.005 + 0.220 - 0.905 - 0.033 - 0.212), ("Cambria", 1.005 - 0.950)],
)
def test_a_bullet_makes_a_line_higher_by_what_its_font_rises_above_that_of_the_text(font: str, rise: float) -> None:
    plain, listed = (
        [
            line.height
            for *_, line in placed_lines(
                laid_out(word(body(paragraph("one", f"{style}{mark}").replace("<w:r>", f"<w:r>{mark}"))))
            )
        ]
        for mark in [f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>']
        for style in ("", '<w:pStyle w:val="ListBullet"/>')
    )

    assert pytest.approx(12 * rise, abs=0.05) == listed[0] - plain[0]


def test_a_hanging_indent_is_a_tab_stop() -> None:
    hanging = '<w:ind w:left="1440" w:hanging="720"/>'
    xml = f"<w:p><w:pPr>{hanging}</w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>text</w:t></w:r></w:p>"
    found = starts(laid_out(word(body(xml))))

    assert pytest.approx(LEFT + 36) == found["a"]
    assert pytest.approx(LEFT + 72) == found["text"]


def test_default_tab_stops_stand_behind_the_author_s_own() -> None:
    tabs = '<w:tabs><w:tab w:val="left" w:pos="400"/></w:tabs>'
    xml = f"<w:p><w:pPr>{tabs}</w:pPr><w:r><w:tab/><w:t>own</w:t><w:tab/><w:t>default</w:t></w:r></w:p>"
    found = starts(laid_out(word(body(xml))))

    assert pytest.approx(LEFT + 20) == found["own"]
    assert pytest.approx(LEFT + 72) == found["default"]


@pytest.mark.parametrize(("kind", "share"), [("right", 1.0), ("center", 0.5)])
def test_text_ends_or_stands_centred_at_a_tab_stop(kind: str, share: float) -> None:
    tabs = f'<w:tabs><w:tab w:val="{kind}" w:pos="4000"/></w:tabs>'
    pages = laid_out(word(body(f"<w:p><w:pPr>{tabs}</w:pPr><w:r><w:tab/><w:t>text</w:t></w:r></w:p>")))
    fragment = next(line for *_, line in placed_lines(pages)).fragments[-1]

    assert pytest.approx(200.0, abs=0.02) == fragment.x + fragment.width * share


def test_numbers_stand_by_their_decimal_separator() -> None:
    tabs = '<w:tabs><w:tab w:val="decimal" w:pos="4000"/></w:tabs>'
    rows = "".join(f"<w:p><w:pPr>{tabs}</w:pPr><w:r><w:tab/><w:t>{n}</w:t></w:r></w:p>" for n in ("1,5", "1234,56"))
    found = starts(laid_out(word(body(rows))))
    digit = 12 * 0.556

    assert pytest.approx(LEFT + 200 - digit, abs=0.1) == found["1,5"]
    assert pytest.approx(LEFT + 200 - 4 * digit, abs=0.1) == found["1234,56"]


def test_justified_lines_reach_the_margin_except_the_last() -> None:
    pages = laid_out(word(body(paragraph(LOREM * 2, '<w:jc w:val="both"/>'))))
    lines = [line for *_, line in placed_lines(pages)]

    for line in lines[:-1]:
        end = line.fragments[-1]
        trailing = len(end.text) - len(end.text.rstrip())
        assert pytest.approx(WIDTH, abs=0.1) == end.x + end.width - trailing * end.style.face.advance(" ") * 12
    assert 0.0 == lines[-1].fragments[0].stretch


def test_a_soft_hyphen_shows_only_where_a_word_is_broken() -> None:
    word_ = "<w:r><w:t>Samenwer</w:t><w:softHyphen/><w:t>king</w:t></w:r>"
    whole = texts(laid_out(word(body(f"<w:p>{word_}</w:p>"))))
    narrow = texts(laid_out(word(body(f'<w:p><w:pPr><w:ind w:right="7000"/></w:pPr>{word_}</w:p>'))))

    assert [["Samenwerking"]] == whole
    assert [["Samenwer-", "king"]] == narrow


def test_a_hard_space_and_a_hard_hyphen_do_not_break() -> None:
    xml = '<w:p><w:pPr><w:ind w:right="7100"/></w:pPr><w:r><w:t>aan\u00a0de\u00a0raad</w:t><w:noBreakHyphen/><w:t>b c</w:t></w:r></w:p>'

    assert "aan\u00a0de\u00a0" in texts(laid_out(word(body(xml))))[0][0]


def test_a_word_longer_than_its_line_is_broken_between_letters() -> None:
    lines = texts(laid_out(word(body(paragraph("x" * 200)))))[0]

    assert "x" * 200 == "".join(lines)
    assert len(lines) > 1


def test_white_space_at_the_ends_of_a_text_counts_only_where_it_is_preserved() -> None:
    xml = '<w:p><w:r><w:t>a </w:t></w:r><w:r><w:t xml:space="preserve"> b</w:t></w:r></w:p>'

    assert [["a b"]] == texts(laid_out(word(body(xml))))


def test_superscript_is_small_and_raised() -> None:
    xml = '<w:p><w:r><w:t>4</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>e</w:t></w:r></w:p>'
    line = next(line for *_, line in placed_lines(laid_out(word(body(xml)))))

    assert 8.0 == line.fragments[1].style.size
    assert line.fragments[1].style.rise > 0


def test_hidden_text_is_not_set() -> None:
    xml = "<w:p><w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p>"

    assert [["seen"]] == texts(laid_out(word(body(xml))))


@pytest.mark.parametrize(("text", "height"), [("\u2610", 1.3), ("x", 1.0)])
def test_a_sign_of_an_east_asian_font_makes_its_line_three_tenths_higher_than_the_font(
    text: str, height: float
) -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic"/></w:rPr>'
    pages = laid_out(word(body(paragraph(text).replace("<w:r>", f"<w:r>{fonts}"))))
    assert [pytest.approx(12 * height)] == [line.height for *_, line in placed_lines(pages) if line.fragments]


@pytest.mark.parametrize("alignment", ["left", "both", "right", "center"])
def test_underlined_blanks_at_the_end_of_a_line_show_no_rule_beyond_its_edge(alignment: str) -> None:
    run = '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    xml = f'<w:p><w:pPr><w:jc w:val="{alignment}"/></w:pPr>{run.format("x" + 300 * " ")}{run.format(9 * " ")}'
    plain = '<w:r><w:t xml:space="preserve">  </w:t></w:r></w:p>'
    ((_page, _x, _y, line),) = placed_lines(laid_out(word(body(xml + plain))))
    assert pytest.approx(WIDTH) == max(
        each.x + each.width for each in line.fragments if each.style.underline == "single"
    )


def test_lines_without_leading_are_as_high_as_their_letters() -> None:
    def build(document: WordDocument) -> None:
        body(paragraph("one") + paragraph("two"))(document)
        document.settings.element.append(parse_xml(f"<w:compat {nsdecls('w')}><w:noLeading/></w:compat>"))
        for each in document.settings.element.findall(qn("w:compat"))[:-1]:
            document.settings.element.remove(each)

    found = baselines(laid_out(word(build)))

    assert pytest.approx([TOP + 12 * 0.905, 12 * (0.905 + 0.212)], abs=0.02) == [
        found["one"],
        found["two"] - found["one"],
    ]
