"""Tables in headers and footers (docs/word/tables.md)."""

from __future__ import annotations

import io
import math

import pytest
from docx.document import Document as WordDocument
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from PIL import Image
from typeset_building import CLOCK, PITCH, TOP, baselines, body, laid_out, paragraph, word

from generator.typeset import Typesetter


def beneath_a_header_of(properties: str, *, header: bool) -> float:
    """How far below its cell's top a text begins that follows a table of one line in a header, or in the text."""
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='3000'/></w:tblGrid><w:tr><w:tc>{paragraph('cell', properties)}</w:tc></w:tr></w:tbl>"

    def build(document: WordDocument) -> None:
        if header:
            section = document.sections[0]
            section.header_distance = section.top_margin
            section.header.is_linked_to_previous = False
            held = section.header._element
            for child in list(held):
                held.remove(child)
            held.append(parse_xml(table.replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>")))
        body(("" if header else table) + paragraph("below"))(document)

    return baselines(laid_out(word(build)))["below"] - TOP - 12 * 0.938


@pytest.mark.parametrize(
    ("properties", "below"),
    [
        ("", 0.0),
        ('<w:spacing w:after="100"/>', 5.0),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', PITCH / 2),
        ('<w:spacing w:after="100" w:line="360" w:lineRule="auto"/>', 5.0 + PITCH / 2),
    ],
)
def test_what_stands_below_the_last_line_of_a_cell_counts_twice_in_a_header(properties: str, below: float) -> None:
    assert pytest.approx(PITCH + below, abs=0.02) == beneath_a_header_of(properties, header=False)
    assert pytest.approx(PITCH + 2 * below, abs=0.02) == beneath_a_header_of(properties, header=True)


def test_a_row_of_exact_height_cuts_off_what_does_not_fit_in_a_header_as_in_the_text() -> None:
    big = f'<w:p {nsdecls("w")}><w:r><w:rPr><w:sz w:val="144"/></w:rPr><w:t>HHHH</w:t></w:r></w:p>'

    def build(document: WordDocument) -> None:
        header = document.sections[0].header
        document.sections[0].header_distance = Pt(20)
        table = header.add_table(1, 1, Pt(300))
        table.rows[0].height, table.rows[0].height_rule = Pt(40), WD_ROW_HEIGHT_RULE.EXACTLY
        cell = table.cell(0, 0)._element
        cell.replace(cell.p_lst[0], parse_xml(big))

    drawn = Typesetter(engine="typst").draw_pages(word(build), clock=CLOCK, name="brief.docx", dots_per_inch=72)[0]
    page = Image.open(io.BytesIO(drawn)).convert("L")
    ink = page.point(lambda light: 255 * (light < 100)).getbbox()

    assert ink is not None
    end = 20 + PITCH + 40
    assert (True, math.ceil(end)) == (ink[1] < end, ink[3])
