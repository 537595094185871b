"""Borders and fills where a page ends within them, and merged cells."""

from __future__ import annotations

import pytest
from typeset_building import body, laid_out, paragraph, tables, word

from generator.typeset.layout.boxes import Decoration, Pages, ParagraphBox, Placed
from generator.typeset.source.tables import edges_of

EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="8" w:space="1" w:color="FF0000"/>' for side in ("top", "left", "bottom", "right")
)
FRAME = f"<w:pBdr>{EDGES}</w:pBdr>"
LINE = '<w:spacing w:line="240" w:lineRule="exact"/>'


def across(box: ParagraphBox) -> list[Decoration]:
    """The horizontal edges drawn around a paragraph."""
    return [each for each in box.decorations if each.geometry == "line" and each.width]


def framed(pages: Pages) -> list[tuple[int, ParagraphBox]]:
    return [
        (node.page, node.box)
        for node in pages.nodes
        if isinstance(node, Placed) and isinstance(node.box, ParagraphBox) and node.box.decorations
    ]


def test_a_frame_is_closed_on_both_pages_that_it_stands_on() -> None:
    text = (
        "<w:p><w:pPr>" + FRAME + LINE + "</w:pPr><w:r>" + "<w:t>line</w:t><w:br/>" * 69 + "<w:t>end</w:t></w:r></w:p>"
    )
    parts = framed(laid_out(word(body(text))))
    assert [(page, len(across(box))) for page, box in parts] == [(0, 2), (1, 2)]


def test_a_frame_around_two_paragraphs_is_closed_where_a_page_ends_between_them() -> None:
    above = paragraph("above", '<w:spacing w:line="13600" w:lineRule="exact"/>')
    text = above + paragraph("one", FRAME) + paragraph("two", FRAME)
    parts = framed(laid_out(word(body(text))))
    assert [(page, len(across(box))) for page, box in parts] == [(0, 2), (1, 2)]


def test_a_frame_around_two_paragraphs_has_no_edge_between_them() -> None:
    parts = framed(laid_out(word(body(paragraph("one", FRAME) + paragraph("two", FRAME)))))
    assert [len(across(box)) for _page, box in parts] == [1, 1]


GRID = "".join(
    f'<w:{side} w:val="single" w:sz="8"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def merged(rows: int, shade: str = "") -> str:
    """A table whose first column is one merged cell."""

    def cell(text: str, properties: str) -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{paragraph(text, LINE)}</w:tc>'

    first = cell("merged", f'<w:vMerge w:val="restart"/>{shade}')
    made = "".join(f"<w:tr>{cell('', '<w:vMerge/>') if at else first}{cell('beside', '')}</w:tr>" for at in range(rows))
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr><w:tblBorders>{GRID}</w:tblBorders></w:tblPr>{grid}{made}</w:tbl><w:p/>"


def test_a_merged_cell_is_filled_over_all_its_rows() -> None:
    (table,) = tables(laid_out(word(body(merged(3, '<w:shd w:val="clear" w:fill="FFFF00"/>')))))
    assert [row.cells[0].fill for row in table.rows] == ["FFFF00"] * 3


@pytest.mark.parametrize("rows", [80])
def test_a_merged_cell_is_closed_where_a_page_ends_within_it(rows: int) -> None:
    upper, lower = tables(laid_out(word(body(merged(rows)))))
    assert [(edge.start, edge.end) for edge in upper.rows[-1].bottom_edges] == [(0.0, 200.0)]
    assert [(edge.start, edge.end) for edge in lower.rows[0].cut_edges] == [(0.0, 200.0)]
    assert [(edge.start, edge.end) for edge in lower.rows[0].top_edges] == [(100.0, 200.0)]


def test_letters_in_a_dark_cell_are_white() -> None:
    dark = merged(1, '<w:shd w:val="clear" w:fill="000000"/>')
    (table,) = tables(laid_out(word(body(dark))))
    box = table.rows[0].cells[0].flow.items[0].box
    assert isinstance(box, ParagraphBox)
    assert box.lines[0].fragments[0].style.colour == "FFFFFF"


def test_the_border_of_a_frame_of_a_height_stands_around_all_of_it() -> None:
    frame = '<w:framePr w:w="2000" w:h="1000" w:hRule="exact" w:wrap="around" w:hAnchor="page" w:x="1000" w:y="1000"/>'
    ((_page, box),) = framed(laid_out(word(body(paragraph("framed", frame + FRAME) + paragraph("text")))))
    assert max(each.y for each in across(box)) == pytest.approx(50 - 0.5)


def hidden_mark(properties: str) -> str:
    """A table of one row whose cells are empty."""
    cell = f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr><w:p/></w:tc>'
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr/>{grid}<w:tr><w:trPr><w:trHeight w:val="60"/></w:trPr>{cell}{cell}</w:tr></w:tbl><w:p/>'


def test_the_mark_of_an_empty_cell_makes_its_row_higher_unless_it_is_hidden() -> None:
    (shown,), (hidden,) = (
        tables(laid_out(word(body(hidden_mark(properties))))) for properties in ("", "<w:hideMark/>")
    )
    assert (shown.height, hidden.height) == (pytest.approx(13.8, abs=0.01), 3.0)


def test_a_cell_may_be_crossed_out() -> None:
    crossed = '<w:tcBorders><w:tl2br w:val="single" w:sz="8"/><w:tr2bl w:val="single" w:sz="8"/></w:tcBorders>'
    (table,) = tables(laid_out(word(body(hidden_mark(crossed)))))
    drawn = [
        (each.y, each.width, round(each.height, 1)) for each in edges_of(table, 0.0, 0.0) if each.width and each.height
    ]
    assert drawn == [(0.0, 100.0, 13.8), (pytest.approx(13.8, abs=0.01), 100.0, -13.8)] * 2
