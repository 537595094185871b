"""Margins that mirror on facing pages, lines between columns, and what is set plainer than Word does."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from typeset_building import body, laid_out, paragraph, read, starts, word

BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
TWO = '<w:sectPr><w:pgSz w:w="11900" w:h="16840"/><w:pgMar w:left="1800" w:right="1000"/>{cols}</w:sectPr>'


def with_setting(content: str, setting: str) -> bytes:
    def build(document: WordDocument) -> None:
        document.settings.element.append(parse_xml(setting.replace("/>", f" {nsdecls('w')}/>", 1)))
        section = document.sections[0]
        section.left_margin, section.right_margin = 100 * 12700, 50 * 12700
        body(content)(document)

    return word(build)


def test_mirrored_margins_put_the_inner_one_on_the_right_of_even_pages() -> None:
    content = paragraph("een") + BREAK + paragraph("twee") + BREAK + paragraph("drie")
    found = starts(laid_out(with_setting(content, "<w:mirrorMargins/>")))
    assert [100.0, 50.0, 100.0] == [found[name] for name in ("een", "twee", "drie")]


@pytest.mark.parametrize(("asked", "lines"), [('<w:cols w:num="2" w:space="400" w:sep="1"/>', 1), ("<w:cols/>", 0)])
def test_a_line_between_columns_is_as_long_as_the_longest(asked: str, lines: int) -> None:
    ends = f"<w:p><w:pPr>{TWO.format(cols=asked)}</w:pPr></w:p>"
    pages = laid_out(word(body("".join(paragraph(str(number)) for number in range(10)) + ends)))
    drawn = [each for each in pages.pages[0].background if each.geometry == "line"]
    assert lines == len(drawn)
    assert [10] * lines == [round(each.height / 13.8) for each in drawn]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("<w:autoHyphenation/>", ["look-simplified"]),
        ('<w:autoHyphenation w:val="0"/>', []),
        ("<w:gutterAtTop/>", []),
    ],
)
def test_what_pages_do_not_show_as_word_does_is_told(setting: str, told: list[str]) -> None:
    _, findings = read(with_setting(paragraph("tekst"), setting))
    assert told == [each.code for each in findings.warnings]


def test_text_with_a_shadow_is_told_once() -> None:
    shadowed = "<w:p><w:r><w:rPr><w:shadow/></w:rPr><w:t>tekst</w:t></w:r></w:p>"
    _, findings = read(word(body(shadowed * 2)))
    assert ["look-simplified"] == [each.code for each in findings.warnings]
