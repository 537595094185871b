"""Cells whose text lies on its side (``w:textDirection``; docs/word/tables.md)."""

from __future__ import annotations

import pytest
from typeset_building import CLOCK, PITCH, TOP, body, laid_out, paragraph, read, tables, text_of, word

from generator.typeset import Typesetter
from generator.typeset.layout.boxes import CellBox, Decoration, ParagraphBox

WIDTH = 1000
WORDS = "Onderwerp van deze brief"


def table(text: str, direction: str = "btLr", height: str = "", more: str = "") -> str:
    turned = f'<w:tcPr><w:tcW w:w="{WIDTH}" w:type="dxa"/><w:textDirection w:val="{direction}"/>{more}</w:tcPr>'
    row = f"<w:tr><w:trPr>{height}</w:trPr><w:tc>{turned}{text}</w:tc><w:tc>{paragraph('beside')}</w:tc></w:tr>"
    return (
        '<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/>'
        f'<w:gridCol w:w="4000"/></w:tblGrid>{row}</w:tbl>'
    )


def turned_cell(xml: str) -> CellBox:
    return tables(laid_out(word(body(xml))))[0].rows[0].cells[0]


def lines_of(cell: CellBox) -> list[str]:
    return [text_of(line).strip() for item in cell.flow.items for line in getattr(item.box, "lines", ())]


@pytest.mark.parametrize(
    ("direction", "turn", "corner"),
    [("btLr", 270, (5.4, 150.0)), ("tbRl", 90, (WIDTH / 20 - 5.4, 0.0))],
    ids=["upwards from the lower left corner", "downwards from the upper right one"],
)
def test_text_is_turned_about_the_corner_where_it_begins(
    direction: str, turn: int, corner: tuple[float, float]
) -> None:
    cell = turned_cell(table(paragraph(WORDS), direction, '<w:trHeight w:val="3000"/>'))

    assert turn == cell.flow.turn
    assert pytest.approx(corner) == (cell.x, cell.y)
    assert [WORDS] == lines_of(cell)


def test_lines_are_as_long_as_the_row_is_high() -> None:
    cell = turned_cell(table(paragraph(WORDS), height='<w:trHeight w:val="1500"/>'))

    assert ["Onderwerp", "van deze brief"] == lines_of(cell)


def test_vertical_alignment_works_along_the_row() -> None:
    high = '<w:trHeight w:val="3000"/>'
    cell = turned_cell(table(paragraph(WORDS), height=high, more='<w:vAlign w:val="bottom"/>'))

    assert pytest.approx(WIDTH / 20 - 5.4 - PITCH, abs=0.02) == cell.x


def test_a_row_grows_until_all_lines_stand_beside_each_other() -> None:
    box = tables(laid_out(word(body(table(paragraph(WORDS))))))[0]
    cell = box.rows[0].cells[0]

    assert WORDS.split() == " ".join(lines_of(cell)).split()
    assert cell.flow.height <= WIDTH / 20 - 2 * 5.4
    assert box.height < 150.0


def test_a_row_with_text_on_its_side_does_not_split() -> None:
    filling = paragraph("x") * int((842 - 2 * TOP) / PITCH - 4)
    parts = tables(laid_out(word(body(filling + table(paragraph(WORDS), height='<w:trHeight w:val="2000"/>')))))

    assert 1 == len(parts)


def test_shading_turns_with_its_paragraph() -> None:
    drawn = Decoration(2.0, 3.0, 10.0, 5.0, fill="D9D9D9")

    assert (103.0, 188.0, 5.0, 10.0) == _measures(drawn.turned(270, 100.0, 200.0))
    assert (92.0, 202.0, 5.0, 10.0) == _measures(drawn.turned(90, 100.0, 200.0))


def _measures(drawn: Decoration) -> tuple[float, float, float, float]:
    return drawn.x, drawn.y, drawn.width, drawn.height


def test_the_pdf_is_made_without_a_warning_that_text_is_off_the_page() -> None:
    """Seen from the table's left edge the text upwards is longer than the way to the page's edge."""
    high = '<w:trHeight w:val="12000"/>'
    content = word(body(table(paragraph(" ".join([WORDS] * 4)), height=high)))

    made = Typesetter(engine="typst").set_document(content, clock=CLOCK, name="brief.docx")

    assert 1 == made.pages
    assert [] == [each.code for each in made.warnings if each.code != "image-without-alt"]


@pytest.mark.parametrize("what", ["日本", "picture"])
def test_what_stands_upright_in_such_a_cell_is_refused(what: str) -> None:
    drawn = "<w:p><w:r><w:pict/></w:r></w:p>" if what == "picture" else paragraph(what)
    _document, findings = read(word(body(table(drawn))))

    assert "text that stands on its side" in {
        getattr(dict(each.cause.values).get("construct"), "text", "") for each in findings.errors
    }


def test_text_from_left_to_right_stays_upright() -> None:
    cell = turned_cell(table(paragraph(WORDS), "lrTb"))

    assert 0 == cell.flow.turn
    assert isinstance(cell.flow.items[0].box, ParagraphBox)
