"""Where a line finds room beside pictures and frames (docs/word/floats.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.typeset.layout.shaping import Extent

Point = tuple[float, float]
Distance = tuple[float, float, float, float]
_TOUCHING = 0.01


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rectangle that text keeps away from, from the column's left edge and the paragraph's top, in points."""

    left: float
    top: float
    right: float
    bottom: float
    side: str = "bothSides"
    full: bool = False
    """No text beside it at all."""
    outline: tuple[Point, ...] = ()
    """What text keeps away from where that is no rectangle (tight wrapping), within the other edges."""
    distance: Distance = (0.0, 0.0, 0.0, 0.0)
    """Left, top, right and bottom: how far the other edges stand from the outline."""

    def moved(self, x: float, y: float) -> Obstacle:
        """The same, ``x`` further to the right and ``y`` further down."""
        outline = tuple((across + x, down + y) for across, down in self.outline)
        return replace(
            self, left=self.left + x, top=self.top + y, right=self.right + x, bottom=self.bottom + y, outline=outline
        )

    def beside(self, top: float, bottom: float) -> tuple[float, float] | None:
        """What it takes of the lines between two heights, from where to where; None where it does not reach them."""
        if self.bottom <= top + _TOUCHING or self.top >= bottom - _TOUCHING:
            return None
        if not self.outline:
            return self.left, self.right
        left, above, right, below = self.distance
        found = list(_between(self.outline, top - below, bottom + above))
        return (min(found) - left, max(found) + right) if found else None


def _between(outline: Sequence[Point], top: float, bottom: float) -> Iterator[float]:
    """How far to the left and right the edges of an outline reach between two heights."""
    for (x0, y0), (x1, y1) in zip(outline, (*outline[1:], outline[0]), strict=True):
        upper, lower = max(top, min(y0, y1)), min(bottom, max(y0, y1))
        if upper > lower:
            continue
        if y0 == y1:
            yield from (x0, x1)
        else:
            yield from (x0 + (x1 - x0) * (y - y0) / (y1 - y0) for y in (upper, lower))


@dataclass(frozen=True, slots=True)
class Turn:
    """From line ``line`` on (from 0) a paragraph stands in a column of this width; obstacles count from that line's top."""

    line: int
    width: float
    obstacles: tuple[Obstacle, ...] = ()

    def from_top(self, top: float) -> list[Obstacle]:
        """The obstacles, counted from the paragraph's own top, where the line stands ``top`` below it."""
        return [each.moved(0.0, top) for each in self.obstacles]


_LEAST_GAP = 72.0
"""Word sets no text in a gap beside a picture that is narrower than an inch."""


def gaps(
    left: float, right: float, top: float, mark: Extent, obstacles: Sequence[Obstacle]
) -> tuple[float, list[tuple[float, float]]]:
    """Where a line stands and between which edges: beside what is in its way, on both sides of it, else below it."""
    height = mark.above + mark.descent
    for _ in range(_MOST_OBSTACLES):
        gaps, lowest = [(left, right)], None
        for each in obstacles:
            taken = each.beside(top, top + height)
            if taken is None or taken[1] <= left or taken[0] >= right:
                continue
            # Below an outline there may be more room before it ends.
            end = min(each.bottom, top + height / 2) if each.outline else each.bottom
            lowest = end if lowest is None else min(lowest, end)
            gaps = [] if each.full else [part for gap in gaps for part in _without(gap, taken, each.side)]
        wide = [gap for gap in gaps if lowest is None or gap[1] - gap[0] >= _LEAST_GAP]
        if wide or lowest is None:
            return top, wide or [(left, right)]
        top = lowest
    return top, [(left, right)]


_MOST_OBSTACLES = 200


def _without(gap: tuple[float, float], taken: tuple[float, float], side: str) -> list[tuple[float, float]]:
    """What of a gap is left beside an obstacle."""
    lower, upper = gap
    if taken[1] <= lower or taken[0] >= upper:
        return [gap]
    before, after = (lower, min(upper, taken[0])), (max(lower, taken[1]), upper)
    if side == "left":
        return [before]
    if side == "right":
        return [after]
    if side == "largest":
        return [max(before, after, key=lambda part: part[1] - part[0])]
    return [before, after]
