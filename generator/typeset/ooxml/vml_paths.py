"""Paths and formulas of VML (ECMA-376 part 4, 19.1.2.14 and 14.2.2) as lines and curves."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from generator.typeset.ooxml.geometry import Command, arc
from generator.typeset.ooxml.graphics import Outline
from generator.typeset.ooxml.xml import Element, V

_COMMANDS = re.compile(r"(nf|ns|qb|qx|qy|at|ar|wa|wr|al|ae|[mlcxertv])")
_VALUES = re.compile(r"[@#]\d+|-?\d+(?:\.\d+)?|,")
_ARITY = {"m": 2, "l": 2, "r": 2, "t": 2, "c": 6, "v": 6, "qb": 4, "qx": 2, "qy": 2, "at": 8, "ar": 8, "wa": 8, "wr": 8}
_MOST_COMMANDS = 20_000
_MOST_FORMULAS = 200


def outlines(
    path: str,
    origin: tuple[float, float],
    size: tuple[float, float],
    formulas: Sequence[str],
    adjustments: Sequence[float],
) -> tuple[Outline, ...] | None:
    """The sub-paths of a ``v:path``, in shares of the shape's frame; None where it holds what is not known.

    Args:
        path: The attribute ``path``.
        origin: ``coordorigin``.
        size: ``coordsize``.
        formulas: ``eqn`` of each ``v:f``.
        adjustments: ``adj``.
    """
    computed = _formulas(formulas, adjustments, size)
    made: list[Outline] = []
    for part in path.split("e"):
        # "e" ends a sub-path; "nf" and "ns" count for the one that they stand in.
        words = _words(part, computed)
        if words is None:
            return None
        commands = tuple(_absolute(words))
        if commands:
            shares = tuple((name, _shares(values, origin, size)) for name, values in commands[:_MOST_COMMANDS])
            said = {name for name, _ in words}
            made.append(Outline(shares, "nf" not in said, "ns" not in said))
    return tuple(made)


def pair(text: str | None, default: tuple[float, float]) -> tuple[float, float]:
    """Two numbers with a comma between them; what is left out is the default."""
    parts = (text or "").split(",")
    try:
        first = float(parts[0]) if parts[0].strip() else default[0]
        second = float(parts[1]) if len(parts) > 1 and parts[1].strip() else default[1]
    except ValueError:
        return default
    return (first, second) if math.isfinite(first) and math.isfinite(second) else default


def numbers(text: str | None) -> list[float]:
    """``adj``: numbers with commas between them."""
    made = []
    for part in (text or "").split(","):
        try:
            made.append(float(part or "0"))
        except ValueError:
            made.append(0.0)
    return made


def formulas_of(element: Element) -> list[str]:
    """The formulas of a shape or shape type."""
    return [each.get("eqn") or "" for each in element.iterfind(f"{V}formulas/{V}f")]


def _shares(values: Sequence[float], origin: tuple[float, float], size: tuple[float, float]) -> tuple[float, ...]:
    return tuple((value - origin[at % 2]) / size[at % 2] if size[at % 2] else 0.0 for at, value in enumerate(values))


def _words(part: str, computed: Sequence[float]) -> list[tuple[str, list[float]]] | None:
    """The commands of a sub-path with their numbers; None where one is not known."""
    pieces = _COMMANDS.split(part.strip())
    made: list[tuple[str, list[float]]] = []
    if pieces[0].strip(" ,"):
        return None
    for name, text in zip(pieces[1::2], pieces[2::2], strict=False):
        if name in {"al", "ae"} or re.sub(_VALUES, "", text).strip():
            return None
        made.append((name, list(_numbers(text, computed))))
    return made


def _numbers(text: str, computed: Sequence[float]) -> Iterator[float]:
    """The numbers behind a command; between commas an absent one is 0."""
    pending = False
    for word in _VALUES.findall(text):
        if word == ",":
            if not pending:
                yield 0.0
            pending = False
            continue
        if word[0] == "@":
            at = int(word[1:])
            yield computed[at] if at < len(computed) else 0.0
        else:
            yield 0.0 if word[0] == "#" else float(word)
        pending = True


def _absolute(words: Sequence[tuple[str, list[float]]]) -> Iterator[Command]:
    at = start = (0.0, 0.0)
    for name, values in words:
        if name == "x":
            yield "Z", ()
            at = start
        count = _ARITY.get(name)
        if count is None:
            continue
        filled = values + [0.0] * (-len(values) % count or (count if not values else 0))
        for first in range(0, len(filled), count):
            for command in _steps(name, filled[first : first + count], at):
                yield command
                at = (command[1][-2], command[1][-1])
            if name in {"m", "t"}:
                start = at


def _steps(name: str, values: Sequence[float], at: tuple[float, float]) -> Iterator[Command]:
    """One command as lines and curves with absolute points."""
    if name in {"t", "r", "v"}:
        values = [value + at[number % 2] for number, value in enumerate(values)]
    if name in {"m", "t"}:
        yield "M", (values[0], values[1])
    elif name in {"l", "r"}:
        yield "L", (values[0], values[1])
    elif name in {"c", "v"}:
        yield "C", tuple(values)
    elif name == "qb":
        x, y, ex, ey = values
        controls = (
            at[0] + (x - at[0]) * 2 / 3,
            at[1] + (y - at[1]) * 2 / 3,
            ex + (x - ex) * 2 / 3,
            ey + (y - ey) * 2 / 3,
        )
        yield "C", (*controls, ex, ey)
    elif name in {"qx", "qy"}:
        ex, ey = values
        reach = 0.5523
        if name == "qx":
            yield "C", (at[0] + (ex - at[0]) * reach, at[1], ex, ey - (ey - at[1]) * reach, ex, ey)
        else:
            yield "C", (at[0], at[1] + (ey - at[1]) * reach, ex - (ex - at[0]) * reach, ey, ex, ey)
    else:
        yield from _elliptic(name, values)


def _elliptic(name: str, values: Sequence[float]) -> Iterator[Command]:
    """An arc of the ellipse in a frame, from the ray to one point to that to another; ``w`` turns clockwise."""
    left, top, right, bottom, *ends = values
    middle = (left + right) / 2, (top + bottom) / 2
    width, height = abs(right - left) / 2, abs(bottom - top) / 2
    if not width or not height:
        return
    begin, end = (math.atan2((ends[at + 1] - middle[1]) / height, (ends[at] - middle[0]) / width) for at in (0, 2))
    clockwise = name[0] == "w"
    sweep = (end - begin) % math.tau if clockwise else -((begin - end) % math.tau)
    sweep = sweep or (math.tau if clockwise else -math.tau)
    first = middle[0] + width * math.cos(begin), middle[1] + height * math.sin(begin)
    yield ("M" if name in {"ar", "wr"} else "L"), first
    # The arc of a circle, widened: the angles of VML are those of the circle around the ellipse.
    start, turn = math.degrees(begin) * 60_000, math.degrees(sweep) * 60_000
    for curve in arc((math.cos(begin), math.sin(begin)), 1.0, 1.0, start, turn):
        yield "C", tuple(value * (height if at % 2 else width) + middle[at % 2] for at, value in enumerate(curve))


def _formulas(said: Sequence[str], adjustments: Sequence[float], size: tuple[float, float]) -> list[float]:
    named = {
        "width": size[0], "height": size[1], "xcenter": size[0] / 2, "ycenter": size[1] / 2,
        "pixelWidth": size[0], "pixelHeight": size[1], "pixelLineWidth": 1.0, "lineDrawn": 1.0,
    }  # fmt: skip
    made: list[float] = []

    def value(word: str) -> float:
        if word[0] in "@#":
            known, at = (made if word[0] == "@" else adjustments), int(word[1:])
            return known[at] if at < len(known) else 0.0
        return named[word] if word in named else float(word)

    for formula in said[:_MOST_FORMULAS]:
        words = formula.split()
        try:
            operands = [value(word) for word in words[1:]]
            result = _compute(words[0], [*operands, *[0.0] * (3 - len(operands))])
        except (ArithmeticError, IndexError, ValueError):
            result = 0.0
        made.append(result if math.isfinite(result) else 0.0)
    return made


def _compute(name: str, operands: list[float]) -> float:
    x, y, z = operands[:3]
    turned = math.radians(y / 65536)
    results: Mapping[str, float] = {
        "val": x, "sum": x + y - z, "prod": x * y / z if z else 0.0, "mid": (x + y) / 2, "abs": abs(x), "min": min(x, y),
        "max": max(x, y), "if": y if x > 0 else z, "mod": math.sqrt(x * x + y * y + z * z),
        "atan2": math.degrees(math.atan2(y, x)) * 65536, "sin": x * math.sin(turned), "cos": x * math.cos(turned),
        "cosatan2": x * math.cos(math.atan2(z, y)), "sinatan2": x * math.sin(math.atan2(z, y)),
        "sqrt": math.sqrt(max(0.0, x)), "sumangle": x + (y - z) * 65536, "tan": x * math.tan(turned),
        "ellipse": z * math.sqrt(max(0.0, 1 - (x / y) ** 2)) if y else 0.0,
    }  # fmt: skip
    return results.get(name, 0.0)
