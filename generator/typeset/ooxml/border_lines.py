"""The lines that a border consists of (ST_Border, ECMA-376 part 1, 17.18.2; docs/word/tables.md)."""

from __future__ import annotations

import itertools
from collections.abc import Callable

Stripe = tuple[float, float]
"""How far a line stands from the border's outer edge, and how thick it is, in points."""

_THIN, _MIDDLE = 0.75, 1.5
"""Lines whose thickness no width changes, in points."""


def _double(width: float) -> tuple[float, ...]:
    return width, width, width


def _triple(width: float) -> tuple[float, ...]:
    return (width,) * 5


def _small(width: float) -> tuple[float, ...]:
    return _THIN, _THIN, width


def _medium(width: float) -> tuple[float, ...]:
    return width / 2, width / 2, width


def _large(width: float) -> tuple[float, ...]:
    return _THIN, width, _MIDDLE


_GAPS: dict[str, Callable[[float], tuple[float, ...]]] = {
    "SmallGap": _small,
    "MediumGap": _medium,
    "LargeGap": _large,
}
_PARTS: dict[str, Callable[[float], tuple[float, ...]]] = {"double": _double, "doubleWave": _double, "triple": _triple}
"""Line, gap, line ... by style, from the top or left."""


def stripes(style: str, width: float) -> tuple[Stripe, ...]:
    """The lines of a border from its top or left.

    Args:
        style: ST_Border.
        width: ``w:sz`` in points: of a single line, or of the thick one where there are thin ones beside it.
    """
    parts = _parts(style, width)
    starts = itertools.accumulate(parts, initial=0.0)
    return tuple((start, part) for at, (start, part) in enumerate(zip(starts, parts, strict=False)) if at % 2 == 0)


def _parts(style: str, width: float) -> tuple[float, ...]:
    if style in _PARTS:
        return _PARTS[style](width)
    for gap, parts in _GAPS.items():
        thin_first = parts(width)
        if style == f"thinThick{gap}":
            return thin_first
        if style == f"thickThin{gap}":
            return thin_first[::-1]
        if style == f"thinThickThin{gap}":
            return (*thin_first, *thin_first[-2::-1])
    return (width,)


def thickness(style: str, width: float) -> float:
    """All lines of a border and the gaps between them, in points."""
    return sum(_parts(style, width))
