"""What counts from the inner or outer edge of a page, or goes over a page with its anchor."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from drawing_building import EMU, preset, shape
from typeset_building import LEFT, TOP, body, laid_out, paragraph, read, word

from generator.typeset.layout.boxes import Pages, Placed, PlacedFloat

BREAK = '<w:r><w:br w:type="page"/></w:r>'
SIZE = 20.0
RIGHT = 595 - LEFT


def anchor(
    across: str, down: str = '<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
) -> str:
    """A run that anchors a square of 20 pt."""
    drawn = shape(preset("rect") + '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>')
    return (
        '<w:r><w:drawing><wp:anchor behindDoc="0" relativeHeight="1" xmlns:wps='
        f'"http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{across}{down}'
        f'<wp:extent cx="{round(SIZE * EMU)}" cy="{round(SIZE * EMU)}"/><wp:wrapNone/><wp:docPr id="1" name="x"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{drawn}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def across(relative_to: str, said: str) -> str:
    return f'<wp:positionH relativeFrom="{relative_to}">{said}</wp:positionH>'


def floating(pages: Pages) -> list[PlacedFloat]:
    return [node for node in pages.nodes if isinstance(node, PlacedFloat)]


@pytest.mark.parametrize(
    ("relative_to", "said", "odd", "even"),
    [
        ("margin", "<wp:align>inside</wp:align>", LEFT, RIGHT - SIZE),
        ("margin", "<wp:align>outside</wp:align>", RIGHT - SIZE, LEFT),
        ("insideMargin", "<wp:align>left</wp:align>", 0.0, RIGHT),
        ("outsideMargin", "<wp:posOffset>0</wp:posOffset>", RIGHT, 0.0),
    ],
)
def test_the_inner_edge_of_an_even_page_is_the_right_one(relative_to: str, said: str, odd: float, even: float) -> None:
    run = anchor(across(relative_to, said))
    pages = laid_out(word(body(f"<w:p>{run}</w:p><w:p>{BREAK}</w:p><w:p>{run}</w:p>")))
    assert [each.x for each in floating(pages)] == pytest.approx([odd, even])


def test_what_is_anchored_behind_a_page_break_stands_on_the_next_page() -> None:
    above = '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    run = anchor(across("column", "<wp:posOffset>0</wp:posOffset>"), above)
    pages = laid_out(word(body(f"{paragraph('first')}<w:p>{run}{BREAK}{run}<w:r><w:t>behind</w:t></w:r></w:p>")))
    kinds = [
        type(node).__name__ for node in pages.nodes if isinstance(node, PlacedFloat) or not isinstance(node, Placed)
    ]
    assert kinds == ["PageStart", "PlacedFloat", "PageStart", "PlacedFloat"]
    assert floating(pages)[1].y == pytest.approx(TOP)


def test_a_drop_cap_in_the_margin_stands_beside_the_text() -> None:
    cap = '<w:framePr w:dropCap="margin" w:lines="2" w:hSpace="100" w:wrap="around" w:vAnchor="text" w:hAnchor="page"/>'
    pages = laid_out(word(body(paragraph("M", cap) + paragraph("argin"))))
    letter, text = (node for node in pages.nodes if isinstance(node, Placed))
    (fragment,) = letter.box.lines[0].fragments
    assert letter.x + fragment.x + fragment.width == pytest.approx(LEFT - 5, abs=0.2)
    assert text.x == LEFT


def test_a_page_whose_margins_leave_no_room_is_refused() -> None:
    def build(document: WordDocument) -> None:
        document.sections[0].left_margin = document.sections[0].page_width

    assert [each.code for each in read(word(build))[1].errors] == ["construct-unsupported"]
