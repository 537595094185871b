"""Where a line may end within text that has no spaces, and at which spaces it may not (docs/word/lines.md)."""

from __future__ import annotations

import pytest
from typeset_building import LEFT, body, laid_out, paragraph, texts, word

from generator.typeset.layout.breaking import parts

WIDTH = 595 - 2 * LEFT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("06-12345678", ("06-", "12345678")),
        ("-5", ("-", "5")),
        ("wel--niet", ("wel--", "niet")),
        ("2010–2018", ("2010–", "2018")),
        ("wel—niet", ("wel", "—", "niet")),
        ("—“niet”", ("—“niet”",)),
        ("en/of", ("en/", "of")),
        ("1/2", ("1/2",)),
        ("https://www.vng.nl/de-brief", ("https://", "www.vng.nl/", "de-", "brief")),
        ("{{naam}}{{plaats}}", ("{{naam}}", "{{plaats}}")),
        ("art.(3)", ("art.", "(3)")),
        ("raad(s)lid", ("raad(s)lid",)),
        ("lijst|lengte", ("lijst|", "lengte")),
        ("wacht…even", ("wacht…", "even")),
        ("ja!nee", ("ja!", "nee")),
        ("a%", ("a", "%")),
        ("10%", ("10%",)),
        ("1.000,00", ("1.000,00",)),
        ("aan\u00a0de", ("aan\u00a0de",)),
        ("a\u2011b", ("a\u2011b",)),
        ("日本", ("日", "本")),
        ("日。本", ("日。", "本")),
    ],
)
def test_a_word_breaks_where_its_signs_let_it(text: str, expected: tuple[str, ...]) -> None:
    assert expected == parts(text)


def test_words_of_two_formats_break_where_one_word_would() -> None:
    xml = '<w:p><w:pPr><w:ind w:right="6500"/></w:pPr><w:r><w:t>{{onderwerp}}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{{naam}}</w:t></w:r></w:p>'

    assert [["{{onderwerp}}", "{{naam}}"]] == texts(laid_out(word(body(xml))))


def test_a_hard_hyphen_between_two_formats_does_not_break() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>raadsvoorstel</w:t></w:r>"
    xml = f'<w:p><w:pPr><w:ind w:right="6000"/></w:pPr><w:r><w:t>een conceptbesluit</w:t><w:noBreakHyphen/></w:r>{bold}</w:p>'

    assert "een" == texts(laid_out(word(body(xml))))[0][0]


def in_width(text: str, width: float) -> list[str]:
    """The lines of a paragraph in a column of so many points."""
    xml = paragraph(text, f'<w:ind w:right="{round((WIDTH - width) * 20)}"/>')
    return texts(laid_out(word(body(xml))))[0]


def test_a_slash_divides_only_before_the_first_space_of_a_paragraph() -> None:
    assert ["burgemeester/", "wethouders"] == in_width("burgemeester/wethouders", 100)
    assert ["de", "burgemeester/", "wethouders"] != in_width("de burgemeester/wethouders", 100)
    assert ["de raad", "raad/raad"] == in_width("de raad raad/raad", 80)
    assert ["de map", "/sys/class"] == in_width("de map /sys/class", 70)


def test_a_hyphen_before_a_slash_does_not_divide_an_address_on_the_web() -> None:
    assert ["zie", "vng.nl/de-brief/ok"] == in_width("zie vng.nl/de-brief/ok", 100)
    assert ["zie vng.nl/de-", "briefwisseling"] == in_width("zie vng.nl/de-briefwisseling", 100)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("aan ( raad", ["aan (", "raad"]),
        ("aan raad )", ["aan raad", ")"]),
        ("aan raad :", ["aan raad", ":"]),
        ("aan {{ raad", ["aan {{", "raad"]),
    ],
)
def test_every_space_ends_a_line_be_it_at_a_bracket_or_colon(text: str, lines: list[str]) -> None:
    assert lines == in_width(text, 52)
