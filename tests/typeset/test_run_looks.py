"""What stands around, below and behind letters: borders of runs, underlines, automatic colours, capitals."""

from __future__ import annotations

import pytest
from typeset_building import CLOCK, LEFT, PITCH, baselines, body, laid_out, paragraph, placed_lines, starts, word

from generator.typeset import Typesetter
from generator.typeset.layout.boxes import Decoration, Fragment, Pages, Placed

BOX = '<w:bdr w:val="single" w:sz="8" w:space="2" w:color="FF0000"/>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def set_runs(*runs: str, properties: str = "") -> Pages:
    return laid_out(word(body(f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>")))


def drawn(pages: Pages) -> list[Decoration]:
    return [each for node in pages.nodes if isinstance(node, Placed) for each in getattr(node.box, "decorations", ())]


def fragments(pages: Pages) -> dict[str, Fragment]:
    return {each.text.strip(): each for _page, _x, _y, line in placed_lines(pages) for each in line.fragments}


def test_the_border_of_a_run_takes_its_space_and_width_on_both_sides() -> None:
    plain, boxed = (
        set_runs(run("aa"), run("b", "<w:b/>"), run("c")),
        set_runs(run("aa"), run("b", "<w:b/>" + BOX), run("c")),
    )
    assert starts(boxed)["b"] - starts(plain)["b"] == pytest.approx(3)
    assert starts(boxed)["c"] - starts(plain)["c"] == pytest.approx(6)


def test_the_border_of_a_run_makes_its_line_higher() -> None:
    pages = laid_out(word(body(f"<w:p>{run('boxed', BOX)}</w:p>" + paragraph("below"))))
    found = baselines(pages)
    assert found["below"] - found["boxed"] == pytest.approx(PITCH + 3, abs=0.01)


def test_neighbours_with_the_same_border_stand_in_one_box() -> None:
    assert len(drawn(set_runs(run("one ", BOX), run("two", "<w:b/>" + BOX)))) == 4


def test_neighbours_with_other_borders_stand_in_boxes_of_their_own() -> None:
    other = BOX.replace("FF0000", "0000FF")
    assert len(drawn(set_runs(run("one ", BOX), run("two", other)))) == 8


def test_a_wavy_underline_is_drawn_as_a_wave_below_its_letters() -> None:
    (wave,) = drawn(set_runs(run("plain "), run("wavy", '<w:u w:val="wave"/>')))
    assert (wave.geometry, wave.width) == ("wave", pytest.approx(fragments(set_runs(run("wavy")))["wavy"].width))


def test_underlined_words_have_no_line_below_the_spaces_between_them() -> None:
    pages = set_runs(run("two words", '<w:u w:val="words"/>'))
    found = [(each.text, each.style.underline) for _p, _x, _y, line in placed_lines(pages) for each in line.fragments]
    assert found == [("two", "single"), (" ", "none"), ("words", "single")]


@pytest.mark.parametrize("raised", ['<w:vertAlign w:val="superscript"/>', '<w:position w:val="12"/>', "<w:smallCaps/>"])
def test_an_underline_runs_on_below_raised_letters(raised: str) -> None:
    found = fragments(set_runs(run("base ", '<w:u w:val="single"/>'), run("up", raised + '<w:u w:val="single"/>')))
    below = [each.style.underline_below for each in found.values()]
    assert below == pytest.approx([below[0]] * 2)


def test_the_underline_of_lowered_letters_goes_down_with_them() -> None:
    found = fragments(set_runs(run("low", '<w:position w:val="-12"/><w:u w:val="single"/>')))
    assert found["low"].style.underline_below == pytest.approx(6 + 0.11 * 12)


@pytest.mark.parametrize(
    ("fill", "colour"), [("000000", "FFFFFF"), ("1F3864", "FFFFFF"), ("808080", None), ("FFFFFF", None)]
)
def test_automatic_letters_are_white_on_dark_shading(fill: str, colour: str | None) -> None:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    assert fragments(set_runs(run("letters", shade)))["letters"].style.colour == colour


def test_automatic_letters_are_white_in_a_dark_paragraph() -> None:
    pages = set_runs(run("letters"), properties='<w:shd w:val="clear" w:color="auto" w:fill="000000"/>')
    assert fragments(pages)["letters"].style.colour == "FFFFFF"


def test_letters_with_a_colour_keep_it_on_dark_shading() -> None:
    dark = '<w:color w:val="FF0000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
    assert fragments(set_runs(run("letters", dark)))["letters"].style.colour == "FF0000"


def test_a_letter_that_has_no_single_capital_stays_as_it_is() -> None:
    assert list(fragments(set_runs(run("straße", "<w:caps/>")))) == ["STRAßE"]


def test_a_bar_tab_draws_a_line_and_stops_no_tab() -> None:
    stops = '<w:tabs><w:tab w:val="bar" w:pos="1000"/><w:tab w:val="left" w:pos="2000"/></w:tabs>'
    pages = laid_out(word(body(f"<w:p><w:pPr>{stops}</w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>")))
    (bar,) = drawn(pages)
    assert (bar.x, bar.width, bar.height) == (50.0, 0.0, pytest.approx(PITCH, abs=0.01))
    assert starts(pages)["b"] == pytest.approx(LEFT + 100)


@pytest.mark.parametrize(("kind", "below"), [("dot", 0.0), ("comma", 0.0), ("circle", 0.0), ("underDot", 0.28 * 12)])
def test_emphasis_marks_stand_at_each_letter_and_take_room_of_their_own(kind: str, below: float) -> None:
    pages = set_runs(run("a bc", f'<w:em w:val="{kind}"/>'))
    marks = drawn(pages)
    ((_page, _x, _y, line),) = placed_lines(pages)
    assert (len(marks), line.height) == (3, pytest.approx(PITCH + 0.28 * 12, abs=0.01))
    assert line.height - line.baseline == pytest.approx(0.212 * 12 + below, abs=0.01)
    assert [each.y > line.baseline for each in marks] == [kind == "underDot"] * 3


def test_letters_without_emphasis_have_no_marks() -> None:
    assert drawn(set_runs(run("a bc", '<w:em w:val="none"/>'))) == []


@pytest.mark.parametrize("kind", ["dot", "comma", "circle", "underDot", "wave"])
def test_what_is_drawn_at_letters_is_written(kind: str) -> None:
    look = '<w:u w:val="wave"/>' if kind == "wave" else f'<w:em w:val="{kind}"/>'
    content = word(body(f"<w:p>{run('letters', look)}</w:p>"))
    assert Typesetter(engine="typst").set_document(content, clock=CLOCK, name="letter.docx").pages == 1
