"""Tables: widths, heights, merged cells, borders, and how they go on over pages (docs/word/tables.md)."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.shared import Pt
from typeset_building import LEFT, PITCH, TOP, body, cell_texts, laid_out, paragraph, tables, word

from generator.typeset.layout.boxes import Placed, TableBox
from generator.typeset.layout.table_edges import stronger
from generator.typeset.ooxml.borders import Border
from generator.typeset.source.tables import edges_of, safe_spans


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(rows: str, properties: str = "", grid: tuple[int, ...] = (2000, 4000)) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f'<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def test_columns_are_as_wide_as_the_grid_says() -> None:
    box = tables(laid_out(word(body(table(row(cell("a"), cell("b")))))))[0]

    assert [100.0, 200.0] == [pytest.approx(each.width) for each in box.rows[0].cells]


def test_a_cell_may_span_columns() -> None:
    box = tables(laid_out(word(body(table(row(cell("ab", '<w:gridSpan w:val="2"/>')) + row(cell("a"), cell("b")))))))[0]

    assert pytest.approx(300.0) == box.rows[0].cells[0].width


def test_a_share_of_the_text_width_is_that() -> None:
    wide = '<w:tblW w:w="5000" w:type="pct"/>'
    box = tables(laid_out(word(body(table(row(cell("a"), cell("b")), wide)))))[0]

    assert pytest.approx(595 - 2 * LEFT, abs=0.1) == sum(each.width for each in box.rows[0].cells)


def test_a_column_is_never_narrower_than_its_longest_word_unless_fixed() -> None:
    rows = row(cell("Onderwijsontwikkelaars"), cell("b"))
    automatic = table(rows, grid=(300, 5000)).replace('<w:tblLayout w:type="fixed"/>', "")
    box = tables(laid_out(word(body(automatic))))[0]

    assert 1 == len(box.rows[0].cells[0].flow.items[0].box.lines)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("height", "rule", "expected"),
    [(200, "exact", 10.0), (200, "atLeast", PITCH), (2000, "atLeast", 100.0), (2000, "auto", PITCH)],
)
def test_row_height_by_each_rule(height: int, rule: str, expected: float) -> None:
    high = f'<w:trHeight w:val="{height}" w:hRule="{rule}"/>'
    box = tables(laid_out(word(body(table(row(cell("a"), cell("b"), properties=high))))))[0]

    assert pytest.approx(expected, abs=0.02) == box.height


def test_a_merged_cell_covers_its_rows_and_makes_the_last_one_taller() -> None:
    tall = "<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + paragraph("one") * 5 + "</w:tc>"
    rows = row(tall, cell("b")) + row(cell("", "<w:vMerge/>"), cell("c"))
    box = tables(laid_out(word(body(table(rows)))))[0]

    assert 2 == box.rows[0].cells[0].row_span
    assert 0 == box.rows[1].cells[0].row_span
    assert pytest.approx(5 * PITCH, abs=0.02) == box.height
    assert pytest.approx(PITCH, abs=0.02) == box.rows[0].height


def test_header_rows_stand_on_every_page_that_the_table_reaches() -> None:
    header = row(cell("head"), cell("er"), properties="<w:tblHeader/>")
    rows = "".join(row(cell(f"a{number}"), cell("b")) for number in range(70))
    parts = tables(laid_out(word(body(table(header + rows)))))

    assert [["head", "er"]] * 2 == [cell_texts(part)[0] for part in parts]
    assert [False, True] == [part.rows[0].repeated for part in parts]
    assert 72 == sum(len(part.rows) for part in parts)


def test_header_rows_are_shown_again_however_little_of_the_table_the_page_before_holds() -> None:
    fill = "".join(paragraph("text") for _ in range(47))
    headers = row(cell("head"), cell("er"), properties="<w:tblHeader/>") * 2
    rows = "".join(row(cell(f"a{number}"), cell("b")) for number in range(9))
    parts = tables(laid_out(word(body(fill + table(headers + rows)))))

    assert 2 == len(parts)
    assert 3 == len(parts[0].rows)
    assert [True, True, False] == [each.repeated for each in parts[1].rows[:3]]


def test_a_row_goes_on_on_the_next_page_unless_it_may_not_split() -> None:
    fill = "".join(paragraph("text") for _ in range(45))
    tall = "<w:tc><w:tcPr/>" + paragraph("line") * 10 + "</w:tc>"
    split = tables(laid_out(word(body(fill + table(row(tall, cell("b")))))))
    whole = tables(laid_out(word(body(fill + table(row(tall, cell("b"), properties="<w:cantSplit/>"))))))

    assert 2 == len(split)
    assert split[1].rows[0].continued
    assert 1 == len(whole)


def test_the_text_of_a_split_row_is_all_there() -> None:
    fill = "".join(paragraph("text") for _ in range(45))
    tall = "<w:tc><w:tcPr/>" + "".join(paragraph(f"n{number}") for number in range(30)) + "</w:tc>"
    parts = tables(laid_out(word(body(fill + table(row(tall, cell("b")))))))

    assert [f"n{number}" for number in range(30)] == " ".join(cell_texts(part)[0][0] for part in parts).split()


@pytest.mark.parametrize(("where", "share"), [("top", 0.0), ("center", 0.5), ("bottom", 1.0)])
def test_vertical_alignment(where: str, share: float) -> None:
    high = '<w:trHeight w:val="2000" w:hRule="exact"/>'
    aligned = row(cell("a", f'<w:vAlign w:val="{where}"/>'), cell("b"), properties=high)
    box = tables(laid_out(word(body(table(aligned)))))[0]

    assert pytest.approx(share * (100 - PITCH), abs=0.02) == box.rows[0].cells[0].y


def test_until_word_2010_the_text_stood_on_the_margin_since_then_the_table_does() -> None:
    def left_edge(mode: str) -> float:
        def build(document: WordDocument) -> None:
            body(table(row(cell("a"), cell("b"))))(document)
            for setting in document.settings.element.iter("{*}compatSetting"):
                if setting.get(f"{{{setting.nsmap['w']}}}name") == "compatibilityMode":
                    setting.set(f"{{{setting.nsmap['w']}}}val", mode)

        return next(node.x for node in laid_out(word(build)).nodes if isinstance(node, Placed))

    assert [pytest.approx(LEFT - 5.4), pytest.approx(LEFT)] == [left_edge("14"), left_edge("15")]


def test_where_two_cells_meet_the_wider_border_wins() -> None:
    thin, thick, none = Border("single", 0.5), Border("single", 2.0), Border("nil")

    assert thick == stronger(thin, thick) == stronger(thick, thin)
    assert thin == stronger(none, thin) == stronger(thin, None)


def test_every_border_of_a_grid_is_drawn_once() -> None:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    pages = laid_out(word(body(table(row(cell("a"), cell("b")) * 2, f"<w:tblBorders>{edges}</w:tblBorders>"))))
    lines = [each for each in edges_of(tables(pages)[0], LEFT, TOP) if each.geometry == "line"]

    assert 3 == sum(1 for each in lines if each.height == 0)
    assert 3 * 2 == sum(1 for each in lines if each.width == 0)


def test_a_nested_table_stands_in_its_cell() -> None:
    inner = "<w:tc><w:tcPr/>" + table(row(cell("deep"), cell("x")), grid=(900, 500)) + paragraph("") + "</w:tc>"
    box = tables(laid_out(word(body(table(row(inner, cell("b")))))))[0]

    assert "deep x" == " ".join(cell_texts(box)[0][0].split())


def test_a_floating_table_stands_beside_the_text() -> None:
    floating = table(
        row(cell("beside"), cell("b")),
        '<w:tblpPr w:horzAnchor="page" w:vertAnchor="page" w:tblpX="4000" w:tblpY="2000"/>',
        (1000, 1000),
    )
    pages = laid_out(word(body(floating + paragraph("text"))))
    placed = [node for node in pages.nodes if isinstance(node, Placed)]

    assert (pytest.approx(200.0 - 5.4), pytest.approx(100.0)) == (placed[0].x, placed[0].y)
    assert pytest.approx(TOP) == placed[1].y


def test_spacing_in_points_is_kept_above_a_table() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("above").paragraph_format.space_after = Pt(10)
        document.add_table(1, 1)

    pages = laid_out(word(build))
    placed = [node for node in pages.nodes if isinstance(node, Placed)]

    assert pytest.approx(TOP + PITCH + 10, abs=0.02) == placed[1].y


def test_no_column_outgrows_the_text_for_its_longest_word() -> None:
    word_ = "Rechtsbeschermingsverzekeringspolisvoorwaarden" * 2
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{paragraph(word_)}</w:tc>' for _ in range(4)
    )
    grid = '<w:gridCol w:w="2000"/>' * 4
    xml = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>{paragraph('x')}"
    (table,) = tables(laid_out(word(body(xml))))

    assert pytest.approx(595 - 2 * LEFT, abs=1) == max(cell.left + cell.width for cell in table.rows[0].cells)


def test_a_floating_table_that_the_page_cannot_hold_goes_on_over_the_next_ones() -> None:
    rows = "".join(row(cell(f"row {number}")) for number in range(80))
    floating = '<w:tblpPr w:horzAnchor="page" w:tblpX="2400" w:vertAnchor="text" w:tblpY="200"/>'
    pages = laid_out(word(body(table(rows, floating, grid=(3000,)) + paragraph("below"))))
    found = [text for part in tables(pages) for (text,) in cell_texts(part)]

    assert [f"row {number}" for number in range(80)] == found
    assert 1 == len(
        {round(node.x) for node in pages.nodes if isinstance(node, Placed) and isinstance(node.box, TableBox)}
    )


def test_a_first_row_that_only_its_style_sets_apart_is_not_shown_again() -> None:
    def build(document: WordDocument) -> None:
        made = document.add_table(70, 1, style="Light Grid Accent 1")
        for number, each in enumerate(made.rows):
            each.cells[0].text = str(number)

    first, second = tables(laid_out(word(build)))

    assert first.rows[0].header
    assert [str(number) for number in range(70)] == [text for part in (first, second) for (text,) in cell_texts(part)]


def test_a_floating_table_of_a_paragraph_leaves_the_bottom_margin_free() -> None:
    floating = '<w:tblpPr w:horzAnchor="page" w:tblpX="2400" w:vertAnchor="text" w:tblpY="200"/>'
    rows = int((842 - 2 * TOP) / PITCH) + 2
    document = word(body(table("".join(row(cell(str(number))) for number in range(rows)), floating)))
    first, second = tables(laid_out(document))

    assert rows - 3 == len(first.rows)
    assert 3 == len(second.rows)


def test_a_frame_within_a_cell_makes_the_cell_as_high_as_its_text() -> None:
    framed = paragraph("framed", '<w:framePr w:w="500" w:vAnchor="page" w:y="9000" w:hAnchor="page" w:x="9000"/>')
    xml = table(f"<w:tr><w:tc><w:tcPr/>{framed}{paragraph('flowing')}</w:tc></w:tr>", grid=(3000,)) + paragraph("x")
    (made,) = tables(laid_out(word(body(xml))))

    assert [["framed flowing"]] == cell_texts(made)
    assert pytest.approx(2 * PITCH, abs=0.02) == made.height


def test_a_row_of_merged_cells_alone_keeps_a_cell_of_its_own_for_readers() -> None:
    def merged(text: str, kind: str) -> str:
        return cell(text, f'<w:vMerge w:val="{kind}"/>')

    rows = row(merged("a", "restart"), merged("b", "restart")) + row(merged("", "continue"), merged("", "continue"))
    (made,) = tables(laid_out(word(body(table(rows) + paragraph("x")))))

    assert [[2, 1], [0, 1]] == safe_spans(made.rows)


@pytest.mark.parametrize(("frame_from_left", "begins"), [(0, TOP + 50), (200, TOP + 50), (320, TOP)])
def test_a_table_begins_below_what_floats_in_its_way(frame_from_left: int, begins: float) -> None:
    frame = f'<w:framePr w:w="1000" w:h="1000" w:hRule="exact" w:wrap="around" w:hAnchor="margin" w:vAnchor="margin" w:x="{20 * frame_from_left + 1}" w:y="1"/>'
    pages = laid_out(word(body(paragraph("kader", frame) + table(row(cell("a"), cell("b"))))))

    (placed,) = [each for each in pages.nodes if isinstance(each, Placed) and isinstance(each.box, TableBox)]
    assert pytest.approx(begins, abs=0.1) == placed.y
