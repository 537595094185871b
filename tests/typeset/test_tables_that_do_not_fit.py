"""A table whose rows do not fit on a page still comes to an end."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
import pytest
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import parse_xml
from docx.shared import Pt

from generator.typeset import Typesetter

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    ("heights", "pages"),
    [((300, 600), 2), ((300, 600, 600), 3), ((900, 900), 2), ((20, 900, 20), 3)],
    ids=["header and row together too high", "twice", "each too high", "a row too high"],
)
def test_rows_that_are_too_high_get_a_page_each(heights: tuple[int, ...], pages: int) -> None:
    document = docx.Document()
    document.sections[0].page_height, document.sections[0].page_width = Pt(842), Pt(595)
    table = document.add_table(len(heights), 1)
    for row, height in zip(table.rows, heights, strict=True):
        row.height, row.height_rule = Pt(height), WD_ROW_HEIGHT_RULE.EXACTLY
        row.cells[0].text = "rij"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    stream = io.BytesIO()
    document.save(stream)
    made = Typesetter(engine="typst").set_document(
        stream.getvalue(), clock=datetime(2018, 6, 28, tzinfo=UTC), name="brief.docx"
    )
    assert pages == made.pages


@pytest.mark.parametrize("rule", ["atLeast", "exact"])
def test_rows_without_text_come_to_an_end_where_a_page_does(rule: str) -> None:
    rows = "".join(
        f'<w:tr><w:trPr><w:trHeight w:val="3000" w:hRule="{rule}"/></w:trPr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>'
        for _ in range(9)
    )
    cell = "<w:tc>" + "<w:p/>" * 90 + "</w:tc>"
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:tbl {W}>{grid}{rows}<w:tr>{cell * 2}</w:tr></w:tbl>"))
    stream = io.BytesIO()
    document.save(stream)
    typesetter = Typesetter(engine="typst")

    made = typesetter.set_document(stream.getvalue(), clock=datetime(2018, 6, 28, tzinfo=UTC), name="brief.docx")

    assert made.pages >= 4
