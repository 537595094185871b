"""What is placed from the letter or the line that it is anchored at."""

from __future__ import annotations

import pytest
from drawing_building import drawing, frame, preset, shape
from typeset_building import LEFT, PITCH, TOP, body, laid_out, starts, word

from generator.typeset.layout.boxes import PlacedFloat


def placed(horizontal: str, vertical: str) -> tuple[float, float, float]:
    """Left and top edge of a box of 100 by 50 pt, anchored before a word of the second line, and where that word begins."""
    box = drawing(shape(frame(0, 0, 100, 50) + preset("rect")))
    position = (
        f'<wp:anchor><wp:positionH relativeFrom="{horizontal}</wp:positionH>'
        f'<wp:positionV relativeFrom="{vertical}</wp:positionV>'
    )
    anchored = box.replace("<wp:inline>", position).replace("</wp:inline>", "</wp:anchor>")
    run = anchored[anchored.index("<w:r>") : anchored.index("</w:p>")]
    text = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    lines = f"{text.format('eerste regel')}<w:r><w:br/></w:r>{text.format('tweede ')}"
    content = anchored[: anchored.index("<w:r>")] + lines + run + text.format("anker") + "</w:p>"
    pages = laid_out(word(body(content)))
    (float_,) = [each for each in pages.nodes if isinstance(each, PlacedFloat)]
    return float_.x, float_.y, starts(pages)["tweede anker"]


OFFSET = "<wp:posOffset>127000</wp:posOffset>"
ALIGNED = "<wp:align>{}</wp:align>"
WIDTH_BEFORE = 12 * (0.278 + 0.722 + 0.556 + 0.556 + 0.556 + 0.556 + 0.278)
"""Of "tweede " in Arial 12 pt."""


@pytest.mark.parametrize(
    ("said", "left"), [(OFFSET, 10.0), (ALIGNED.format("left"), 0.0), (ALIGNED.format("right"), -100.0)]
)
def test_a_character_is_where_the_anchor_stands_in_its_line(said: str, left: float) -> None:
    x, y, begins = placed(f'character">{said}', f'paragraph">{OFFSET}')

    assert (pytest.approx(begins + WIDTH_BEFORE + left, abs=0.1), pytest.approx(TOP + 10)) == (x, y)


@pytest.mark.parametrize(
    ("said", "down"), [(OFFSET, 10.0), (ALIGNED.format("top"), 0.0), (ALIGNED.format("bottom"), PITCH - 50.0)]
)
def test_a_line_is_the_one_in_which_the_anchor_stands(said: str, down: float) -> None:
    x, y, _begins = placed(f'column">{OFFSET}', f'line">{said}')

    assert (pytest.approx(LEFT + 10), pytest.approx(TOP + PITCH + down, abs=0.1)) == (x, y)
