"""Where boxes are cut when a page ends."""

from __future__ import annotations

from typeset_building import body, laid_out, paragraph, tables, word

from generator.typeset.layout.splitting import split_flow


def test_a_paragraph_stays_whole_where_only_the_border_below_it_reaches_over() -> None:
    border = '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="10" w:color="auto"/></w:pBdr>'
    cell = f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{paragraph("one", border)}</w:tc>'
    table = tables(laid_out(word(body(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))))[0]
    flow = table.rows[0].cells[0].flow

    head, tail = split_flow(flow, flow.height - 5)

    assert flow.items == head.items
    assert () == tail.items
