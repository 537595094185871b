"""The numbers of lines in the margin."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from typeset_building import LEFT, PITCH, TOP, body, laid_out, paragraph, text_of, word

from generator.typeset.layout.boxes import Page


def numbered(xml: str, attributes: str) -> bytes:
    """A document whose only section numbers its lines."""

    def build(document: WordDocument) -> None:
        body(xml)(document)
        document.element.body.sectPr.append(parse_xml(f"<w:lnNumType {nsdecls('w')} {attributes}/>"))

    return word(build)


def shown(page: Page) -> list[tuple[str, float]]:
    """The numbers and their baselines."""
    made = []
    for _x, y, flow in page.margin:
        line = flow.items[0].box.lines[0]  # type: ignore[union-attr]
        made.append((text_of(line), round(y + line.baseline, 1)))
    return made


def test_each_line_has_its_number_beside_it() -> None:
    (page,) = laid_out(numbered(paragraph("een") + paragraph("") + paragraph("drie"), 'w:countBy="1"')).pages
    first = TOP + 12 * (0.905 + 0.033)
    assert [(str(at + 1), pytest.approx(first + at * PITCH, abs=0.1)) for at in range(3)] == shown(page)


def test_numbers_end_at_their_distance_from_the_text() -> None:
    (page,) = laid_out(numbered(paragraph("een"), 'w:countBy="1" w:distance="400"')).pages
    ((x, _y, flow),) = page.margin
    last = flow.items[0].box.lines[0].fragments[-1]  # type: ignore[union-attr]
    assert pytest.approx(LEFT - 20, abs=0.1) == x + last.x + last.width


def test_only_every_fifth_number_is_shown() -> None:
    (page,) = laid_out(numbered(paragraph("x") * 11, 'w:countBy="5"')).pages
    assert ["5", "10"] == [text for text, _baseline in shown(page)]


def test_a_paragraph_may_stay_out_of_the_count() -> None:
    xml = paragraph("een") + paragraph("kop", "<w:suppressLineNumbers/>") + paragraph("twee")
    (page,) = laid_out(numbered(xml, 'w:countBy="1"')).pages
    assert ["1", "2"] == [text for text, _baseline in shown(page)]


@pytest.mark.parametrize(("restart", "first"), [("newPage", "1"), ("continuous", "3")])
def test_numbers_begin_anew_on_a_page_unless_they_go_on(restart: str, first: str) -> None:
    xml = paragraph("een") + paragraph("twee") + paragraph("drie", "<w:pageBreakBefore/>")
    pages = laid_out(numbered(xml, f'w:countBy="1" w:restart="{restart}"')).pages
    assert first == shown(pages[1])[0][0]
