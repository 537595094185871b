"""The paragraph that ends a section, and columns below other text (docs/word/paragraphs.md, docs/word/pages.md)."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from typeset_building import PITCH, TOP, baselines, body, laid_out, paragraph, starts, texts, word

PAPER = (
    '<w:type w:val="continuous"/><w:pgSz w:w="11900" w:h="16840"/><w:pgMar w:top="1440" w:bottom="1440" w:left="1800"'
    ' w:right="1800" w:header="720" w:footer="720" w:gutter="0"/>'
)
MARK = f"<w:p><w:pPr><w:sectPr>{PAPER}</w:sectPr></w:pPr></w:p>"
FRAME = paragraph(
    "framed", '<w:framePr w:w="2000" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="8000" w:y="9000"/>'
)
AREA = 842 - 2 * TOP


def going_on(xml: str, columns: int = 1) -> bytes:
    """A document whose last section goes on on the page, in so many columns."""

    def build(document: WordDocument) -> None:
        body(xml)(document)
        last = document.element.body.sectPr
        last.append(parse_xml(f'<w:type {nsdecls("w")} w:val="continuous"/>'))
        for each in list(last.iter(qn("w:cols"))):
            last.remove(each)
        last.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="{columns}" w:space="720"/>'))

    return word(build)


def test_the_end_of_a_section_takes_a_line_behind_a_frame() -> None:
    found = baselines(laid_out(going_on(paragraph("one") + FRAME + MARK + paragraph("below"))))
    assert pytest.approx(found["one"] + 2 * PITCH, abs=0.02) == found["below"]


def columned(items: int, spaced: int) -> bytes:
    """Two columns of so many lines that begin ``spaced`` twentieths of a point below a line of text."""
    first = paragraph("1", f'<w:spacing w:before="{spaced}"/>')
    return going_on(
        paragraph("above") + MARK + first + "".join(paragraph(str(at)) for at in range(2, items + 1)), columns=2
    )


def test_columns_below_text_end_as_much_earlier_as_they_begin_later() -> None:
    room = int((AREA - PITCH) / PITCH)
    (with_space,) = texts(laid_out(columned(room, spaced=400)))
    down = [text for text in with_space if text != "above"]
    found = baselines(laid_out(columned(room, spaced=400)))

    held = int((AREA - PITCH - 40) / PITCH)
    assert [str(at) for at in range(1, room + 1)] == down
    assert pytest.approx(found["1"], abs=0.02) == found[str(held + 1)]


def test_columns_that_go_on_on_the_next_page_use_all_of_their_room() -> None:
    held = int((AREA - PITCH - 20) / PITCH)
    pages = laid_out(columned(2 * held + 1, spaced=400))
    assert [["above", *map(str, range(1, 2 * held + 1))], [str(2 * held + 1)]] == texts(pages)


def test_a_single_line_stands_in_the_first_of_the_columns_that_are_made_equally_long() -> None:
    columns = PAPER + '<w:cols w:num="2" w:space="720"/>'
    end = f"<w:p><w:pPr><w:sectPr>{columns}</w:sectPr></w:pPr></w:p>"
    found = starts(laid_out(going_on(paragraph("above") + MARK + paragraph("only") + end + paragraph("below"))))
    assert found["above"] == found["only"]
