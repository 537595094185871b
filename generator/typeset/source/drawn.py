"""Outlines of drawn shapes as Typst code: paths, fills, lines and what stands at the ends of lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from generator.typeset.layout.borders import border_parts
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.graphics import Gradient, Outline, Picture, Shape
from generator.typeset.source.markup import colour, dash, length

Point = tuple[float, float]

_LINE = Outline((("M", (0.0, 0.0)), ("L", (1.0, 1.0))), filled=False)
_HEAD = 3.0
"""Length and width of a head of medium size, in widths of its line (ECMA-376 part 1, 20.1.10.33)."""
_THINNEST_HEADED = 2.0
"""Points: on a thinner line a head is as large as on one of this width."""


PaintPicture = Callable[[Picture, float, float], str]
"""The Typst code of a picture of a width and height."""


def outline(shape: Shape, width: float, height: float, picture: PaintPicture) -> str:
    """A shape without its text and its turn, from the top left corner."""
    shown = "none" if shape.fill is None else paint(shape.fill, width, height, picture)
    drawn = "none" if shape.outline is None else stroke(shape.outline)
    if shape.fill is None and shape.outline is None:
        return "none"
    if shape.geometry == "line":
        drawn = drawn if shape.outline is not None else f"0.75pt + {shown}"
    elif shape.geometry != "path":
        named = "ellipse" if shape.geometry == "ellipse" else "rect"
        return f"{named}(width: {length(width)}, height: {length(height)}, fill: {shown}, stroke: {drawn})"
    paths = shape.paths if shape.geometry == "path" else (_LINE,)
    made = []
    for path in paths:
        filled = shown if path.filled else "none"
        points = list(_placed(path, shape, width, height))
        along = drawn if path.stroked else "none"
        if filled == along == "none":
            continue
        made.append(f'P0(curve(fill: {filled}, fill-rule: "even-odd", stroke: {along}{_commands(points)}))')
        if path.stroked and shape.outline is not None:
            made += [f"P0({code})" for code in _heads(points, shape.heads, shape.outline)]
    return f"{{{';'.join(made)}}}" if made else "none"


def stroke(border: Border) -> str:
    """A line's stroke."""
    kind, thickness = border_parts(border)
    drawn = colour(None if border.colour == "auto" else border.colour)
    if kind == "solid":
        return f"{length(thickness)} + {drawn}"
    return f"(thickness: {length(thickness)}, paint: {drawn}, dash: {dash(kind)})"


def paint(fill: str | Gradient | Picture, width: float, height: float, picture: PaintPicture) -> str:
    """A colour, colours that run into each other, or a picture as large as the shape."""
    if isinstance(fill, Picture):
        code = picture(fill, width, height)
        size = f"size: ({length(width)}, {length(height)})"
        return "none" if code == "none" else f'tiling({size}, relative: "self", {code})'
    if not isinstance(fill, Gradient):
        return colour(fill)
    stops = ", ".join(f"({colour(each)}, {share * 100:.3f}%)" for share, each in fill.stops)
    return f"gradient.radial({stops})" if fill.angle is None else f"gradient.linear({stops}, angle: {fill.angle:g}deg)"


def _placed(path: Outline, shape: Shape, width: float, height: float) -> Iterator[tuple[str, list[Point]]]:
    """The commands with points in points, mirrored as the shape is."""
    for name, values in path.commands:
        points = []
        for x, y in zip(values[::2], values[1::2], strict=True):
            points.append(((1 - x if shape.flip_h else x) * width, (1 - y if shape.flip_v else y) * height))
        yield name, points


def _commands(commands: list[tuple[str, list[Point]]]) -> str:
    made = []
    for name, points in commands:
        said = ",".join(f"({length(x)},{length(y)})" for x, y in points)
        made.append(
            {"M": f"curve.move({said})", "L": f"curve.line({said})", "C": f"curve.cubic({said})"}.get(
                name, 'curve.close(mode: "straight")'
            )
        )
    return "".join(f",{each}" for each in made)


def _heads(commands: list[tuple[str, list[Point]]], heads: tuple[str, str], line: Border) -> Iterator[str]:
    """What stands at both ends of an open path."""
    points = [each for _, said in commands for each in said]
    if heads == ("none", "none") or len(points) < 2 or any(name == "Z" for name, _ in commands):
        return
    for kind, tip, behind in ((heads[0], points[0], points[1]), (heads[1], points[-1], points[-2])):
        far = math.dist(tip, behind)
        if kind == "none" or not far:
            continue
        yield _head(kind, tip, ((tip[0] - behind[0]) / far, (tip[1] - behind[1]) / far), line)


def _head(kind: str, tip: Point, ahead: Point, line: Border) -> str:
    size = _HEAD * max(_THINNEST_HEADED, line.width)
    filled = colour(None if line.colour == "auto" else line.colour)

    def point(back: float, aside: float) -> Point:
        return (
            tip[0] - ahead[0] * back * size - ahead[1] * aside * size,
            tip[1] - ahead[1] * back * size + ahead[0] * aside * size,
        )

    corners = {
        "arrow": [point(1, 0.5), tip, point(1, -0.5)],
        "stealth": [tip, point(1, 0.5), point(0.6, 0), point(1, -0.5)],
        "diamond": [point(-0.5, 0), point(0, 0.5), point(0.5, 0), point(0, -0.5)],
    }.get(kind, [tip, point(1, 0.5), point(1, -0.5)])
    if kind == "oval":
        at = (tip[0] - size / 2, tip[1] - size / 2)
        return f"place(top + left, dx: {length(at[0])}, dy: {length(at[1])}, circle(radius: {length(size / 2)}, fill: {filled}))"
    commands = [("M", corners[:1]), *(("L", [each]) for each in corners[1:])]
    if kind == "arrow":
        return f"curve(stroke: {stroke(line)}{_commands(commands)})"
    return f"curve(fill: {filled}{_commands([*commands, ('Z', [])])})"
