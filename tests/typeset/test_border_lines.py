"""The lines of a border (docs/word/tables.md)."""

from __future__ import annotations

import pytest

from generator.typeset.layout.borders import lines
from generator.typeset.ooxml.borders import Border


@pytest.mark.parametrize(
    ("style", "stripes", "thickness"),
    [
        ("single", ((0.0, 3.0),), 3.0),
        ("dashSmallGap", ((0.0, 3.0),), 3.0),
        ("double", ((0.0, 3.0), (6.0, 3.0)), 9.0),
        ("triple", ((0.0, 3.0), (6.0, 3.0), (12.0, 3.0)), 15.0),
        ("thinThickSmallGap", ((0.0, 0.75), (1.5, 3.0)), 4.5),
        ("thickThinSmallGap", ((0.0, 3.0), (3.75, 0.75)), 4.5),
        ("thinThickMediumGap", ((0.0, 1.5), (3.0, 3.0)), 6.0),
        ("thickThinLargeGap", ((0.0, 1.5), (4.5, 0.75)), 5.25),
        ("thinThickThinSmallGap", ((0.0, 0.75), (1.5, 3.0), (5.25, 0.75)), 6.0),
    ],
)
def test_lines_and_gaps_by_style(style: str, stripes: tuple[tuple[float, float], ...], thickness: float) -> None:
    border = Border(style, 3.0)

    assert stripes == border.stripes
    assert pytest.approx(thickness) == border.thickness


def test_each_line_is_drawn_in_its_own_middle() -> None:
    drawn = lines(Border("thickThinSmallGap", 3.0), 10.0, 20.0, across=100.0)

    assert [(10.0, 21.5, 3.0), (10.0, 24.125, 0.75)] == [(each.x, each.y, each.thickness) for each in drawn]
