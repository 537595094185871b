"""The outlines that text keeps away from with tight and through wrapping (ECMA-376 part 1, 20.4.2.16; VML's ``wrapcoords``)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.typeset.ooxml.content import Points
from generator.typeset.ooxml.xml import WP, Element, whole

_SIDE = 21_600
"""So long is each side of what the outline stands around, whatever its size."""
_MOST_POINTS = 500
"""Of an outline with more, every second or third one counts."""
_NUMBER = re.compile(r"-?\d{1,9}")


def polygon(wrap: Element) -> Points:
    """The outline of a ``wp:wrapTight`` or ``wp:wrapThrough``; of a ``wp:wrapSquare``, none."""
    return _outline(
        (whole(each.get("x")) or 0, whole(each.get("y")) or 0) for each in wrap.iterfind(f"{WP}wrapPolygon/*")
    )


def coordinates(said: str) -> Points:
    """The outline that ``wrapcoords`` names: x and y by turns."""
    numbers = [int(each) for each in _NUMBER.findall(said)]
    return _outline(zip(numbers[::2], numbers[1::2], strict=False))


def _outline(points: Iterable[tuple[int, int]]) -> Points:
    """In shares of what it stands around; empty for a rectangle, and for what is no outline."""
    outline = tuple((x / _SIDE, y / _SIDE) for x, y in points)
    outline = outline[:: len(outline) // _MOST_POINTS + 1]
    across, down = {x for x, _ in outline}, {y for _, y in outline}
    is_rectangle = len(across) <= 2 and len(down) <= 2 and len(set(outline)) == len(across) * len(down)
    return () if len(outline) < 3 or is_rectangle else outline
