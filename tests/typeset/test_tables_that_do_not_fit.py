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
