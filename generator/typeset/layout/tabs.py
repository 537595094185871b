"""Tab stops: the author's own, the one that a hanging indent makes, and the default ones behind them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.typeset.ooxml.properties import TabStop
from generator.typeset.ooxml.styles import ParagraphFormat

_TOUCHING = 0.05
"""A stop nearer than this to where the text stands, in points, has been reached."""


@dataclass(frozen=True, slots=True)
class TabRuler:
    """All stops of a paragraph, from the left edge of its column, in points."""

    stops: tuple[TabStop, ...]
    default: float

    def next(self, x: float) -> TabStop:
        """The first stop behind ``x``."""
        for stop in self.stops:
            if stop.position > x + _TOUCHING:
                return stop
        return TabStop((math.floor((x + _TOUCHING) / self.default) + 1) * self.default)


def ruler(format_: ParagraphFormat, default: float) -> TabRuler:
    """The stops of a paragraph; ``default`` is the distance of the default ones."""
    stops = [stop for stop in format_.tabs if stop.alignment != "bar"]
    hanging = format_.indent_left
    if format_.indent_first < 0 and not any(abs(stop.position - hanging) < _TOUCHING for stop in stops):
        stops.append(TabStop(hanging))
    return TabRuler(tuple(sorted(stops, key=lambda stop: stop.position)), max(1.0, default))
