"""What is drawn at letters, as Typst code: wavy underlines and emphasis marks."""

from __future__ import annotations

from collections.abc import Callable

from generator.typeset.layout.boxes import Decoration
from generator.typeset.source.markup import colour, length

_WAVE_LENGTH = 5.0
"""Length of a wave below letters, in widths of its line."""


def wave(each: Decoration) -> str:
    """A wavy line along a text, or down it where the text is turned."""
    long, down = max(each.width, each.height), each.height > each.width
    half = _WAVE_LENGTH * each.thickness / 2
    said = [f"curve.move({_point(0.0, 0.0, down=down)})"]
    for at in range(round(long / half)):
        bend = _point((at + 0.5) * half, half if at % 2 else -half, down=down)
        said.append(f"curve.quad({bend}, {_point((at + 1) * half, 0.0, down=down)})")
    pen = f"{length(each.thickness)} + {colour(each.stroke)}"
    return f"at({length(each.x)},{length(each.y)},curve(stroke:{pen},{','.join(said)}))"


def _point(along: float, aside: float, *, down: bool) -> str:
    return f"({length(aside)},{length(along)})" if down else f"({length(along)},{length(aside)})"


def dot(each: Decoration) -> str:
    """A dot, or a ring where it has a line and no fill."""
    pen = f"{length(each.thickness)} + {colour(each.stroke)}" if each.stroke is not None else "none"
    ink = "none" if each.fill is None else colour(each.fill)
    return f"at({length(each.x)},{length(each.y)},circle(radius:{length(each.width / 2)},fill:{ink},stroke:{pen}))"


def comma(each: Decoration) -> str:
    """A drop that leans to the left, thick at its lower end."""
    size = each.width
    points = [
        (0.1, 0.0),
        (0.6, 0.1),
        (1.0, 0.5),
        (0.95, 0.85),
        (0.9, 1.1),
        (0.5, 1.1),
        (0.4, 0.8),
        (0.3, 0.5),
        (0.25, 0.2),
    ]
    said = [_point(x * size, y * size, down=False) for x, y in points]
    curves = [f"curve.cubic({','.join(said[at : at + 3])})" for at in (1, 4)]
    last = f"curve.cubic({said[7]},{said[8]},{said[0]})"
    start = f"curve.move({said[0]})"
    return f"at({length(each.x)},{length(each.y)},curve(fill:{colour(each.fill)},{','.join([start, *curves, last])}))"


MARKS: dict[str, Callable[[Decoration], str]] = {"wave": wave, "dot": dot, "comma": comma}
"""How each is drawn, by its geometry."""
