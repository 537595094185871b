"""Rows and cells as Word sets them: where rows split, what cells hold, where tables stand (docs/word/tables.md)."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest
from drawing_building import NAMESPACES, pict, preset, shape
from typeset_building import (
    LEFT,
    PITCH,
    TOP,
    body,
    cell_texts,
    in_mode,
    laid_out,
    paragraph,
    read,
    tables,
    text_of,
    word,
)

from generator.typeset.layout.boxes import Pages, Placed, TableBox
from generator.typeset.layout.notes import lines_of
from generator.typeset.ooxml.walk import paragraphs_of
from generator.typeset.source.tables import edges_of

SPACE = '<w:spacing w:before="100" w:after="200"/>'


def table(rows: str, properties: str = "", grid: tuple[int, ...] = (4000,)) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def row(*contents: str, properties: str = "") -> str:
    cells = "".join(f"<w:tc>{content}</w:tc>" for content in contents)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def lines(count: int) -> str:
    """A paragraph of as many lines."""
    return "<w:p><w:r>" + "<w:br/>".join(f"<w:t>line {number}</w:t>" for number in range(count)) + "</w:r></w:p>"


def least(height: int) -> str:
    return f'<w:trHeight w:val="{height}"/>'


def filled(rest: str, left: int) -> str:
    """A page of lines with room for ``left`` more, and then the rest."""
    return paragraph("x") * (int((842 - 2 * TOP) / PITCH) - left) + rest


def test_a_row_that_its_height_sizes_goes_over_whole() -> None:
    sized = table(row(lines(4), properties=least(1700)))

    parts = tables(laid_out(word(body(filled(sized, 5)))))

    assert [[["line 0 line 1 line 2 line 3"]]] == [cell_texts(part) for part in parts]


def test_a_row_whose_text_is_higher_than_its_height_splits() -> None:
    sized = table(row(lines(6), properties=least(850)))

    parts = tables(laid_out(word(body(filled(sized, 3)))))

    assert [[["line 0 line 1 line 2"]], [["line 3 line 4 line 5"]]] == [cell_texts(part) for part in parts]


def test_a_row_splits_only_where_all_its_cells_may() -> None:
    loose = lines(2).replace("<w:p>", '<w:p><w:pPr><w:widowControl w:val="0"/></w:pPr>')
    xml = filled(table(row(lines(2), loose), grid=(4000, 4000)), 1)
    parts = tables(laid_out(word(in_mode(15, body(xml)))))

    assert [[["line 0 line 1", "line 0 line 1"]]] == [cell_texts(part) for part in parts]


def test_single_lines_part_in_a_merged_cell_that_is_cut_between_its_rows() -> None:
    high = f'<w:trHeight w:hRule="exact" w:val="{round(PITCH * 20)}"/>'

    def merged(kind: str, content: str) -> str:
        return f'<w:tcPr><w:vMerge w:val="{kind}"/></w:tcPr>{content}'

    first = row(merged("restart", lines(3)), lines(1), properties=high)
    rest = row(merged("continue", "<w:p/>"), lines(1), properties=high) * 2
    parts = tables(laid_out(word(body(filled(table(first + rest, grid=(4000, 4000)), 2)))))

    assert ["line 0 line 1", "line 2"] == [cell_texts(part)[0][0] for part in parts]


def test_a_row_that_may_not_split_does_where_no_page_can_hold_it() -> None:
    parts = tables(laid_out(word(body(table(row(lines(80), properties="<w:cantSplit/>"))))))

    assert 80 == sum(len(item.box.lines) for part in parts for item in part.rows[0].cells[0].flow.items)  # type: ignore[union-attr]
    assert 2 == len(parts)


def test_all_cells_of_a_row_have_the_largest_of_its_margins_above_and_below() -> None:
    margins = '<w:tcPr><w:tcMar><w:top w:w="400" w:type="dxa"/><w:bottom w:w="200" w:type="dxa"/></w:tcMar></w:tcPr>'
    (found,) = tables(laid_out(word(body(table(row(margins + lines(1), lines(1)), grid=(4000, 4000))))))

    assert [(20.0, 10.0)] * 2 == [(cell.y, cell.padding_bottom) for cell in found.rows[0].cells]


def test_the_mark_that_must_follow_a_nested_table_takes_no_line() -> None:
    inner = table(row(paragraph("inner")))

    box = tables(laid_out(word(body(table(row(f"{inner}<w:p/>"))))))[0]

    assert pytest.approx(PITCH, abs=0.02) == box.height


def test_text_behind_a_nested_table_takes_its_line() -> None:
    inner = table(row(paragraph("inner")))

    box = tables(laid_out(word(body(table(row(inner + paragraph("behind")))))))[0]

    assert pytest.approx(2 * PITCH, abs=0.02) == box.height


@pytest.mark.parametrize(("second", "space"), [("", 0.0), ('<w:pStyle w:val="Heading1"/>', 10.0)])
def test_contextual_spacing_looks_past_the_edge_of_a_cell(second: str, space: float) -> None:
    contextual = f"{SPACE}<w:contextualSpacing/>"
    rows = row(paragraph("a", contextual)) + row(paragraph("b", f'{second}<w:spacing w:before="0"/>'))

    box = tables(laid_out(word(body(table(rows)))))[0]

    assert pytest.approx(5.0 + PITCH + space, abs=0.02) == box.rows[0].height


def test_a_table_begins_a_page_where_its_first_paragraph_does() -> None:
    broken = paragraph("a", "<w:pageBreakBefore/>")
    pages = laid_out(word(body(paragraph("text") + table(row(broken) + row(broken)))))

    assert [1] == [node.page for node in pages.nodes if isinstance(node, Placed) and isinstance(node.box, TableBox)]


def test_only_tables_that_are_not_nested_stand_out_for_their_text_up_to_word_2010() -> None:
    pages = laid_out(word(body(table(row(table(row(paragraph("inner"))) + "<w:p/>")))))
    outer = next(node for node in pages.nodes if isinstance(node, Placed))

    assert pytest.approx(LEFT - 5.4) == outer.x
    assert 0.0 == tables(pages)[0].rows[0].cells[0].flow.items[0].x


def floating(position: str) -> str:
    return table(row(paragraph("floats")), f"<w:tblpPr {position}/>")


def placed_table(xml: str) -> tuple[float, float]:
    """Where the one table of a body stands."""
    pages = laid_out(word(body(xml)))
    return next((node.x, node.y) for node in pages.nodes if isinstance(node, Placed) and isinstance(node.box, TableBox))


def test_a_floating_table_counts_from_the_margins_where_it_names_nothing() -> None:
    xml = paragraph("text") * 3 + floating('w:tblpX="1000" w:tblpY="2000"') + paragraph("anchor")

    assert pytest.approx((LEFT + 50.0 - 5.4, TOP + 100.0)) == placed_table(xml)


def test_a_floating_table_counts_from_below_the_space_of_the_paragraph_before_its_anchor() -> None:
    at = 'w:vertAnchor="text" w:tblpX="1" w:tblpY="200"'
    xml = paragraph("text", SPACE) + floating(at) + paragraph("anchor", SPACE)

    assert pytest.approx(TOP + 5.0 + PITCH + 10.0 + 10.0, abs=0.02) == placed_table(xml)[1]


def widths(xml: str) -> list[float]:
    return [each.width for each in tables(laid_out(word(body(xml))))[0].rows[0].cells]


@pytest.mark.parametrize(
    ("properties", "grid", "width"),
    [
        ("", (5000, 5000), 500.0),
        ("", (8000, 8000), 595 - 2 * LEFT),
        ('<w:tblLayout w:type="fixed"/>', (8000, 8000), 800.0),
        ('<w:tblW w:w="16000" w:type="dxa"/>', (8000, 8000), 800.0),
    ],
    ids=["a little too wide", "far too wide", "fixed", "as it asks"],
)
def test_a_table_far_wider_than_the_text_is_fitted_in_unless_it_asks_for_its_width(
    properties: str, grid: tuple[int, ...], width: float
) -> None:
    xml = table(row(paragraph("a"), paragraph("b")), properties, grid)

    assert pytest.approx(width) == sum(widths(xml))


def test_a_column_whose_text_may_not_wrap_is_as_wide_as_its_line() -> None:
    kept = f"<w:tcPr><w:noWrap/></w:tcPr>{paragraph('text that stays on its line')}"
    xml = table(row(kept, paragraph("b")), "", (500, 8000))

    assert widths(xml)[0] > 100.0


def spaced(rows: str, borders: str = "", grid: tuple[int, ...] = (2000, 2000, 2000)) -> TableBox:
    """A table whose cells stand 5 pt from their grid lines."""
    space = f'<w:tblCellSpacing w:w="100" w:type="dxa"/><w:tblLayout w:type="fixed"/>{borders}'
    return tables(laid_out(word(body(table(rows, space, grid)))))[0]


def test_cells_stand_apart_by_twice_the_spacing_and_so_from_the_edge_of_the_table() -> None:
    box = spaced(row(paragraph("a"), paragraph("b"), paragraph("c")))
    edges = [(each.left + each.edges.left, each.left + each.width - each.edges.right) for each in box.rows[0].cells]

    assert [(10.0, 95.0), (105.0, 195.0), (205.0, 290.0)] == [pytest.approx(each) for each in edges]


def test_rows_stand_apart_by_twice_the_spacing() -> None:
    box = spaced(row(paragraph("a")) * 2, grid=(2000,))

    assert [pytest.approx(10.0 + PITCH + 5.0, abs=0.02)] * 2 == [each.height for each in box.rows]
    assert [10.0, 5.0] == [pytest.approx(each.cells[0].y) for each in box.rows]


def test_a_table_whose_cells_stand_apart_has_a_frame_of_its_own() -> None:
    line = 'w:val="single" w:sz="8" w:space="0" w:color="000000"'
    borders = f"<w:tblBorders><w:top {line}/><w:insideH {line}/></w:tblBorders>"
    drawn = edges_of(spaced(row(paragraph("a")), borders, (2000,)), 0.0, 0.0)

    assert [(11.0 + 0.5, 10.0, 80.0), (11.0 + 1 + PITCH + 0.5, 10.0, 80.0), (0.5, 0.0, 100.0)] == [
        pytest.approx((each.y, each.x, each.width), abs=0.02) for each in drawn
    ]


def test_a_grid_too_narrow_for_words_gives_way_to_the_text_where_no_cell_asks_for_a_width() -> None:
    short, long = widths(table(row(paragraph("kort"), paragraph("een veel langere regel tekst")), "", (100, 100)))

    assert 20.0 < short < 60.0
    assert 130.0 < long < 200.0


def test_a_table_by_its_text_is_widened_to_the_width_that_it_asks_for() -> None:
    asked = '<w:tblW w:w="8000" w:type="dxa"/>'
    short, long = widths(table(row(paragraph("kort"), paragraph("een veel langere regel tekst")), asked, (100, 100)))

    assert pytest.approx(400.0) == short + long
    assert long > 3 * short


def test_the_longest_word_of_a_spanning_cell_widens_its_columns() -> None:
    word_of_both = f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Arbeidsongeschiktheidsverzekering")}'
    rows = row(word_of_both) + row(paragraph("a"), paragraph("b"))

    assert widths(table(rows, "", (600, 600)))[0] > 180.0


KEPT = "<w:keepNext/>"


def test_rows_that_keep_with_the_next_go_over_together() -> None:
    kept = table(row(paragraph("a")) + row(paragraph("b", KEPT)) + row(paragraph("c", KEPT)) + row(paragraph("d")))

    parts = tables(laid_out(word(body(filled(kept, 3)))))

    assert [[["a"]], [["b"], ["c"], ["d"]]] == [cell_texts(part) for part in parts]


@pytest.mark.parametrize("before", [0, 5], ids=["at the top of a page", "below text"])
def test_rows_that_all_keep_together_and_fit_on_no_page_fill_their_pages(before: int) -> None:
    rows = row(paragraph("a", KEPT)) * 80
    parts = tables(laid_out(word(body(paragraph("x") * before + table(rows)))))

    assert [50 - before, 30 + before] == [len(part.rows) for part in parts]


def all_lines(parts: list[TableBox]) -> list[str]:
    """Every line of text in the tables, nested ones included, once."""
    return [
        text_of(line)
        for part in parts
        for each in part.rows
        if not each.repeated
        for held in each.cells
        for item in held.flow.items
        for line in lines_of(item.box)
    ]


def lowest(pages: Pages) -> float:
    """How far down the text of tables reaches on any page."""
    return max(
        node.y + top + cell.y + item.y + item.box.height
        for node in pages.nodes
        if isinstance(node, Placed) and isinstance(node.box, TableBox)
        for top, each in zip(
            accumulate((each.height for each in node.box.rows), initial=0.0), node.box.rows, strict=False
        )
        for cell in each.cells
        for item in cell.flow.items
    )


MERGED, GOES_ON = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr><w:p/>"
LOW = '<w:tcPr><w:vAlign w:val="bottom"/></w:tcPr>'


@pytest.mark.parametrize(
    "rows",
    [
        row(MERGED + paragraph("m") * 60, paragraph("a")) + row(GOES_ON, paragraph("b")),
        row(LOW + paragraph("low"), paragraph("a") * 120),
        row(LOW + lines(3), paragraph("a") * 52),
        row(table(row(lines(3)) * 30) + paragraph("behind"), paragraph("a")),
        row(table(row(paragraph("h"), properties="<w:tblHeader/>") + row(paragraph("a")) * 60) + paragraph("behind")),
        row(MERGED + paragraph("m"), paragraph("h"), properties="<w:tblHeader/>")
        + (row(GOES_ON, paragraph("a")) + row(MERGED + paragraph("n"), paragraph("a"))) * 40,
        row(paragraph("a"), properties="<w:tblHeader/>") * 80,
    ],
    ids=[
        "a merged cell",
        "aligned below the page",
        "aligned near its end",
        "a nested table",
        "one with a header row",
        "a header merged with rows below it",
        "header rows alone",
    ],
)
def test_all_text_of_rows_over_pages_stands_on_them_once(rows: str) -> None:
    pages = laid_out(word(body(table(rows, "", (4000, 4000)))))
    texts = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", rows)

    # Header rows of nested tables are shown again: they are not counted.
    assert sorted(set(texts) - {"h"}) == sorted(set(all_lines(tables(pages))) - {"h"})
    assert texts.count("a") == all_lines(tables(pages)).count("a")
    assert lowest(pages) <= 842 - TOP + 0.1


@pytest.mark.parametrize(
    ("wrap", "in_cell", "rule", "height"),
    [
        pytest.param("<wp:wrapSquare wrapText='bothSides'/>", "1", "", 80.0, id="text wraps around it"),
        pytest.param("<wp:wrapNone/>", "1", "", PITCH, id="text does not wrap around it"),
        pytest.param("<wp:wrapSquare wrapText='bothSides'/>", "0", "", PITCH, id="it does not belong to the cell"),
        pytest.param(
            "<wp:wrapSquare wrapText='bothSides'/>", "1", '<w:trHeight w:val="600" w:hRule="exact"/>', 30.0, id="exact"
        ),
    ],
)
def test_a_row_reaches_down_to_the_foot_of_what_text_in_its_cell_wraps_around(
    wrap: str, in_cell: str, rule: str, height: float
) -> None:
    floating = (
        f'<w:r><w:drawing><wp:anchor distB="254000" behindDoc="0" relativeHeight="1" layoutInCell="{in_cell}">'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV'
        ' relativeFrom="paragraph"><wp:posOffset>254000</wp:posOffset></wp:positionV><wp:extent cx="762000" cy="762000"/>'
        f'{wrap}<wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{shape(preset("rect"))}</a:graphicData>'
        "</a:graphic></wp:anchor></w:drawing></w:r>"
    )
    (box,) = tables(laid_out(word(body(table(row(f"<w:p {NAMESPACES}>{floating}</w:p>", properties=rule))))))

    assert pytest.approx(height, abs=0.05) == box.rows[0].height


@pytest.mark.parametrize(("said", "expected"), [("", True), ('o:allowincell="f"', False), ('o:allowincell="t"', True)])
def test_a_shape_of_vml_may_say_that_it_does_not_belong_to_the_cell(said: str, expected: bool) -> None:
    floating = pict(f'<v:rect {said} style="position:absolute;width:10pt;height:10pt"/>')
    document, _findings = read(word(body(table(row(floating)))))

    assert [expected] == [each.in_cell for held in paragraphs_of(document.blocks) for each in held.content.floats]
