"""Labels of list items beside what their text goes around."""

from __future__ import annotations

import pytest
from typeset_building import LEFT, body, laid_out, paragraph, starts, word

from generator.typeset.layout.boxes import ParagraphBox, Placed

FRAME = '<w:framePr w:w="{width}" w:h="2000" w:hRule="exact" w:wrap="around" w:hAnchor="margin" w:vAnchor="margin" w:x="{x}" w:y="1"/>'
ITEM = '<w:pStyle w:val="ListBullet"/><w:ind w:left="720" w:hanging="360"/>'


def item_beside(x: int, width: int) -> tuple[float, float]:
    """Where the label and the text of a list item stand beside a frame, from the left margin in points; the frame's place and width are in twips."""
    pages = laid_out(word(body(paragraph("kader", FRAME.format(x=x, width=width)) + paragraph("punt", ITEM))))
    (label,) = [
        each.x + each.box.label.fragments[0].x
        for each in pages.nodes
        if isinstance(each, Placed) and isinstance(each.box, ParagraphBox) and each.box.label is not None
    ]
    return label - LEFT, starts(pages)["punt"] - LEFT


def test_a_label_stands_at_its_indent_and_its_text_at_the_hanging_one() -> None:
    assert item_beside(6000, 1000) == (18.0, 36.0)


def test_a_label_behind_a_frame_stands_at_its_edge_and_its_text_at_the_next_stop() -> None:
    assert item_beside(1, 2000) == pytest.approx((100.05, 108.0))


def test_a_label_between_the_margin_and_a_frame_stays_there() -> None:
    assert item_beside(3000, 1000) == (18.0, 36.0)
