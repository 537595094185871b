"""Where a line finds room beside pictures and frames (docs/word/floats.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.typeset.layout.shaping import Extent


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


@dataclass(frozen=True, slots=True)
class Turn:
    """From line ``line`` on (from 0) a paragraph stands in a column of this width; obstacles count from that line's top."""

    line: int
    width: float
    obstacles: tuple[Obstacle, ...] = ()

    def from_top(self, top: float) -> list[Obstacle]:
        """The obstacles, counted from the paragraph's own top, where the line stands ``top`` below it."""
        return [replace(each, top=each.top + top, bottom=each.bottom + top) for each in self.obstacles]


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
            if each.bottom <= top + 0.01 or each.top >= top + height - 0.01:
                continue
            if each.right <= left or each.left >= right:
                continue
            lowest = each.bottom if lowest is None else min(lowest, each.bottom)
            gaps = [] if each.full else [part for gap in gaps for part in _without(gap, each)]
        wide = [gap for gap in gaps if lowest is None or gap[1] - gap[0] >= _LEAST_GAP]
        if wide or lowest is None:
            return top, wide or [(left, right)]
        top = lowest
    return top, [(left, right)]


_MOST_OBSTACLES = 200


def _without(gap: tuple[float, float], each: Obstacle) -> list[tuple[float, float]]:
    """What of a gap is left beside an obstacle."""
    lower, upper = gap
    if each.right <= lower or each.left >= upper:
        return [gap]
    before, after = (lower, min(upper, each.left)), (max(lower, each.right), upper)
    if each.side == "left":
        return [before]
    if each.side == "right":
        return [after]
    if each.side == "largest":
        return [max(before, after, key=lambda part: part[1] - part[0])]
    return [before, after]
