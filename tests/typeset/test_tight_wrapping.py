"""Text that keeps close to the outline of what it goes around."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.typeset.layout.gaps import Obstacle, gaps
from generator.typeset.layout.shaping import Extent
from generator.typeset.ooxml import wrapping

TRIANGLE = ((200.0, 0.0), (100.0, 100.0), (300.0, 100.0))
"""With its top in the middle."""
MARK = Extent(8.0, 2.0)


def around(
    top: float, outline: tuple[tuple[float, float], ...] = TRIANGLE, **said: object
) -> list[tuple[float, float]]:
    """Where a line of 10 pt at this height has room in a column of 400 pt."""
    at, found = gaps(0.0, 400.0, top, MARK, [Obstacle(100.0, 0.0, 300.0, 100.0, outline=outline, **said)])  # type: ignore[arg-type]
    assert at == top
    return found


@pytest.mark.parametrize("top", [0.0, 40.0, 90.0])
def test_a_line_ends_where_the_outline_begins_at_its_height(top: float) -> None:
    lowest = top + 10
    assert around(top) == [(0.0, pytest.approx(200 - lowest)), (pytest.approx(200 + lowest), 400.0)]


def test_a_line_keeps_its_distance_from_the_outline() -> None:
    assert around(40.0, distance=(5.0, 0.0, 7.0, 0.0)) == [(0.0, pytest.approx(145)), (pytest.approx(257), 400.0)]


def test_a_line_above_and_below_the_outline_keeps_its_distance_as_well() -> None:
    flat = ((100.0, 50.0), (300.0, 50.0), (300.0, 60.0))
    assert around(38.0, flat, distance=(0.0, 0.0, 0.0, 0.0)) == [(0.0, 400.0)]
    assert around(38.0, flat, distance=(0.0, 5.0, 0.0, 0.0)) == [(0.0, 100.0), (300.0, 400.0)]


def test_a_line_for_which_there_is_no_room_goes_down_to_where_there_is() -> None:
    upside_down = ((0.0, 0.0), (400.0, 0.0), (200.0, 400.0))
    at, found = gaps(0.0, 400.0, 0.0, MARK, [Obstacle(0.0, 0.0, 400.0, 400.0, outline=upside_down)])
    assert 140 < at < 155
    assert [right - left >= 72 for left, right in found] == [True, True]


def test_an_outline_moves_with_its_rectangle() -> None:
    moved = Obstacle(100.0, 0.0, 300.0, 100.0, outline=TRIANGLE).moved(10.0, 20.0)
    assert (moved.left, moved.bottom, moved.outline[0]) == (110.0, 120.0, (210.0, 20.0))


def polygon(*points: tuple[int, int]) -> tuple[tuple[float, float], ...]:
    corners = "".join(f'<wp:lineTo x="{x}" y="{y}"/>' for x, y in points[1:])
    start = f'<wp:start x="{points[0][0]}" y="{points[0][1]}"/>'
    return wrapping.polygon(
        parse_xml(f"<wp:wrapTight {nsdecls('wp')}><wp:wrapPolygon>{start}{corners}</wp:wrapPolygon></wp:wrapTight>")
    )


def test_an_outline_is_read_in_shares_of_what_it_stands_around() -> None:
    assert polygon((10800, 0), (0, 21600), (21600, 21600)) == ((0.5, 0.0), (0.0, 1.0), (1.0, 1.0))


def test_vml_names_the_outline_in_one_attribute() -> None:
    assert wrapping.coordinates("10800 0 0 21600 21600 21600") == ((0.5, 0.0), (0.0, 1.0), (1.0, 1.0))


def test_an_outline_that_is_a_rectangle_counts_as_none() -> None:
    assert polygon((0, 0), (0, 21200), (21400, 21200), (21400, 0), (0, 0)) == ()


def test_a_triangle_along_two_edges_is_no_rectangle() -> None:
    assert polygon((0, 0), (0, 21600), (21600, 21600)) == ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0))
