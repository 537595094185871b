"""Numbers by their decimal separators: at tabs, and in cells without one (docs/word/lines.md)."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from typeset_building import body, laid_out, placed_lines, starts, tables, word

from generator.typeset.layout.boxes import Line

STOP = '<w:tabs><w:tab w:val="decimal" w:pos="{at}"/></w:tabs>'
DIGIT, SEPARATOR = 12 * 0.556, 12 * 0.278
CELL = 2000 / 20 - 2 * 5.4


def line_in_cell(text: str, properties: str) -> Line:
    held = f"<w:p><w:pPr>{properties}</w:pPr><w:r>{text}</w:r></w:p>"
    made = (
        '<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>'
        f"<w:tr><w:tc>{held}</w:tc></w:tr></w:tbl>"
    )
    (item,) = tables(laid_out(word(body(made))))[0].rows[0].cells[0].flow.items
    return item.box.lines[0]  # type: ignore[union-attr]


@pytest.mark.parametrize(("number", "before"), [("1,5", 1), ("234,50", 3), ("12", 2)])
def test_a_lone_decimal_stop_aligns_the_numbers_of_a_cell_without_a_tab(number: str, before: int) -> None:
    line = line_in_cell(f"<w:t>{number}</w:t>", STOP.format(at=1200))

    assert pytest.approx(60 - before * DIGIT, abs=0.1) == line.fragments[0].x


def test_a_number_in_a_cell_does_not_pass_its_edge_for_its_decimal_separator() -> None:
    line = line_in_cell("<w:t>1,5</w:t>", STOP.format(at=1780))

    assert pytest.approx(CELL - 2 * DIGIT - SEPARATOR, abs=0.1) == line.fragments[0].x


@pytest.mark.parametrize(
    "properties",
    [
        STOP.format(at=1200) + '<w:jc w:val="both"/>',
        STOP.format(at=1200).replace("decimal", "right"),
        STOP.format(at=1200).replace("</w:tabs>", '<w:tab w:val="left" w:pos="1500"/></w:tabs>'),
    ],
    ids=["justified", "another stop", "two stops"],
)
def test_other_paragraphs_of_cells_begin_at_their_edge(properties: str) -> None:
    assert 0.0 == line_in_cell("<w:t>1,5</w:t>", properties).fragments[0].x


def test_where_a_tab_stands_the_tab_leads_to_the_decimal_stop() -> None:
    line = line_in_cell("<w:t>a</w:t><w:tab/><w:t>1,5</w:t>", STOP.format(at=1200))

    assert [0.0, pytest.approx(60 - DIGIT, abs=0.1)] == [each.x for each in line.fragments]


def test_a_lone_decimal_stop_outside_of_tables_waits_for_a_tab() -> None:
    made = f"<w:p><w:pPr>{STOP.format(at=1200)}</w:pPr><w:r><w:t>1,5</w:t></w:r></w:p>"
    (line,) = [line for *_, line in placed_lines(laid_out(word(body(made))))]

    assert 0.0 == line.fragments[0].x


def test_the_decimal_separator_is_the_one_that_the_document_names() -> None:
    def build(document: WordDocument) -> None:
        named = OxmlElement("w:decimalSymbol")
        named.set(qn("w:val"), ",")
        document.settings.element.append(named)
        made = "".join(
            f"<w:p><w:pPr>{STOP.format(at=4000)}</w:pPr><w:r><w:tab/><w:t>{number}</w:t></w:r></w:p>"
            for number in ("12.300", "1.250,50")
        )
        body(made)(document)

    found = starts(laid_out(word(build)))
    whole = 5 * DIGIT + SEPARATOR
    assert pytest.approx(whole - 4 * DIGIT - SEPARATOR, abs=0.1) == found["1.250,50"] - found["12.300"]
