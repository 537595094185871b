"""Room for binding: on the left, on the right or at the top."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from typeset_building import body, laid_out, paragraph, placed_lines, read, word

WIDTH, LEFT, RIGHT, GUTTER = 612, 100, 50, 40
FIRST_BASELINE = 70.8
SECTION = (
    '<w:pgSz w:w="12240" w:h="15840" {size}/><w:pgMar w:top="1200" w:right="1000" w:left="2000" w:gutter="800"/>{more}'
)


def bound(size: str = "", more: str = "", settings: tuple[str, ...] = ()) -> bytes:
    """A line at the left and one at the right, on a page with a gutter."""

    def build(document: WordDocument) -> None:
        for name in settings:
            document.settings.element.append(parse_xml(f"<w:{name} {nsdecls('w')}/>"))
        ends = f"<w:p><w:pPr><w:sectPr>{SECTION.format(size=size, more=more)}</w:sectPr></w:pPr></w:p>"
        body(paragraph("links") + paragraph("rechts", '<w:jc w:val="right"/>') + ends)(document)

    return word(build)


def edges(content: bytes) -> tuple[int, int, int]:
    """How far the text stands from the left, the right and the top, besides the margins."""
    (_, left, first, _), (_, x, _, last), *_ = placed_lines(laid_out(content))
    end = x + max(each.x + each.width for each in last.fragments)
    return round(left - LEFT), round(WIDTH - RIGHT - end), round(first - FIRST_BASELINE)


@pytest.mark.parametrize(
    ("size", "more", "settings", "expected"),
    [
        ("", "", (), (GUTTER, 0, 0)),
        ("", "<w:rtlGutter/>", (), (0, GUTTER, 0)),
        ("", "", ("gutterAtTop",), (0, 0, GUTTER)),
        ("", "", ("gutterAtTop", "mirrorMargins"), (GUTTER, 0, 0)),
        ('w:orient="landscape"', "", (), (0, 0, 0)),
        ('w:orient="landscape"', "", ("gutterAtTop",), (0, 0, 0)),
    ],
)
def test_room_for_binding_stands_where_the_document_is_bound(
    size: str, more: str, settings: tuple[str, ...], expected: tuple[int, int, int]
) -> None:
    assert expected == edges(bound(size, more, settings))


def test_a_header_gives_way_to_room_for_binding_at_the_top() -> None:
    def build(document: WordDocument) -> None:
        document.settings.element.append(parse_xml(f"<w:gutterAtTop {nsdecls('w')}/>"))
        document.sections[0].gutter = Pt(GUTTER)
        document.sections[0].header_distance = Pt(30)
        body(paragraph("tekst"))(document)

    document, _ = read(word(build))
    assert 30 + GUTTER == document.section.header_distance
