"""Whether an address fits the window of the envelope, measured before any letter is set."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.errors import message
from generator.model import CellPlace, Problem, Recipient, Severity

if TYPE_CHECKING:
    from generator.typeset.fonts import Face

WINDOW_WIDTH_MM = 70
"""Of a Dutch window envelope: what a line of the address may take."""
_FONT, _SIZE_PT = "Carlito", 10
"""The metric twin of Calibri, in which most letters come: a wider font would bring alarms about sound addresses."""
_MM_IN_PT = 25.4 / 72
_SURELY_FITS = 16
"""Characters that fit however wide they are: the widest take one em."""


def address_problems(recipient: Recipient) -> Iterator[Problem]:
    """Tell about each line of the address that is wider than the window; the number of lines is judged when it is read."""
    for line in recipient.address_lines:
        if len(line) <= _SURELY_FITS:
            continue
        width = line_width_mm(line)
        if width > WINDOW_WIDTH_MM:
            yield Problem(
                code="address-line-too-wide",
                severity=Severity.WARNING,
                place=recipient.source or CellPlace(""),
                cause=message(
                    "{council}: the line “{line}” of the address is some {width} mm wide, and the window of an envelope {most}",
                    council=recipient.council.name,
                    line=line,
                    width=round(width),
                    most=WINDOW_WIDTH_MM,
                ),
                remedy=message("shorten it"),
                recipient=recipient.key,
            )


@functools.lru_cache(maxsize=4096)
def line_width_mm(line: str) -> float:
    """How wide a line is at 10 points, in millimetres."""
    return _face().advance(line) * _SIZE_PT * _MM_IN_PT


@functools.cache
def _face() -> Face:
    from generator.typeset.fonts import FontCatalog

    return FontCatalog().face(_FONT)
