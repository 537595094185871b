"""Pictures and shapes in the line that are turned take the room of all that they cover."""

from __future__ import annotations

import io

import pytest
from docx.document import Document as WordDocument
from docx.shared import Pt
from drawing_building import drawing, frame, preset, shape
from PIL import Image
from typeset_building import body, laid_out, placed_lines, word

from generator.typeset.layout.boxes import InlineGraphic, Pages

ROOMS = [(0, 100, 50), (30, 111.6, 93.3), (90, 50, 100), (135, 106.1, 106.1), (180, 100, 50)]
"""Degrees, and width and height that 100 by 50 points then cover."""


def only_graphic(pages: Pages) -> InlineGraphic:
    (found,) = [each for *_, line in placed_lines(pages) for each in line.graphics]
    return found


@pytest.mark.parametrize(("degrees", "width", "height"), ROOMS)
def test_a_turned_picture_takes_the_room_that_it_covers(degrees: int, width: float, height: float) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (8, 4)).save(stream, "PNG")

    def build(document: WordDocument) -> None:
        run = document.add_paragraph().add_run()
        run.add_picture(stream, Pt(100), Pt(50))
        run._r.xpath(".//pic:spPr/a:xfrm")[0].set("rot", str(degrees * 60_000))

    made = only_graphic(laid_out(word(build)))
    assert (width, height) == (round(made.width, 1), round(made.height, 1))


@pytest.mark.parametrize(("degrees", "width", "height"), ROOMS)
def test_a_turned_shape_takes_the_room_that_it_covers(degrees: int, width: float, height: float) -> None:
    turned = shape(frame(0, 0, 100, 50, f'rot="{degrees * 60_000}"') + preset("rect"))
    made = only_graphic(laid_out(word(body(drawing(turned)))))
    assert (width, height) == (round(made.width, 1), round(made.height, 1))
    assert (100, 50) == (round(made.width - 2 * made.frame_at[0]), round(made.height - 2 * made.frame_at[1]))
