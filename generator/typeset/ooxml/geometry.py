"""What a drawn shape looks like: guides and paths of DrawingML (ECMA-376 part 1, 20.1.9) as lines and curves."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.typeset.ooxml.graphics import Outline
from generator.typeset.ooxml.xml import A, Element, children, local, truth, whole

Command = tuple[str, tuple[float, ...]]

EMU = 12700
"""To the point."""
_FULL = 21_600_000
"""A full turn: angles count in 60,000ths of a degree."""
_MOST_COMMANDS = 20_000
_DIVIDED = re.compile(r"(w|h|ss)d(\d+)")
_TURNS = re.compile(r"(\d?)cd(\d)")
_POINTS_OF = {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q"}
_OPERANDS = {"M": 2, "L": 2, "C": 6, "Q": 4, "A": 4, "Z": 0}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A path as it is defined: its commands with the names of guides in them."""

    commands: tuple[tuple[str, tuple[str, ...]], ...]
    size: tuple[float, float] | None = None
    filled: bool = True
    stroked: bool = True


_ALL = ("l", "t", "r", "b")


@dataclass(slots=True)
class _Definition:
    adjustments: dict[str, str] = field(default_factory=dict)
    guides: list[tuple[str, str]] = field(default_factory=list)
    paths: list[_Drawn] = field(default_factory=list)
    text: tuple[str, ...] = _ALL
    """Left, top, right and bottom of the room for text."""


def preset(name: str, geometry: Element | None, width: float, height: float) -> tuple[Outline, ...] | None:
    """The outlines of a preset shape, in shares of its width and height; None for a shape that is not known.

    Args:
        name: ST_ShapeType, ``rightArrow``.
        geometry: The ``a:prstGeom`` with its adjustments, or None.
        width: In any unit; only the proportion to ``height`` counts.
        height: In the same unit.
    """
    known = _adjusted(name, geometry)
    return None if known is None else _outlines(known, width, height)


def _adjusted(name: str, geometry: Element | None) -> _Definition | None:
    known = _presets().get(name)
    if known is None:
        return None
    adjusted = dict(known.adjustments)
    for guide in children(None if geometry is None else geometry.find(A + "avLst")):
        adjusted[guide.get("name") or ""] = guide.get("fmla") or "val 0"
    return replace(known, adjustments=adjusted)


def edges_of_text(properties: Element | None, width: float, height: float) -> tuple[float, float, float, float]:
    """How far the room for text stands off the edges of a shape (``a:rect``, 20.1.9.22): left, top, right, bottom in points."""
    preset = None if properties is None else properties.find(A + "prstGeom")
    own = None if properties is None else properties.find(A + "custGeom")
    said = None if own is None else own.find(A + "rect")
    if own is not None:
        known: _Definition | None = _own(own)
        text = _ALL if said is None else tuple(said.get(side) or side for side in _ALL)
    else:
        known = None if preset is None else _adjusted(preset.get("prst") or "", preset)
        text = _ALL if known is None else known.text
    if known is None or text == _ALL:
        return 0.0, 0.0, 0.0, 0.0
    across, down = max(1.0, width * EMU), max(1.0, height * EMU)
    guides = guides_of([*known.adjustments.items(), *known.guides], across, down)
    try:
        left, top, right, bottom = (_value(word, guides) for word in text)
    except ValueError:
        return 0.0, 0.0, 0.0, 0.0
    return left / EMU, top / EMU, (across - right) / EMU, (down - bottom) / EMU


def rounded_rectangle(share: float, width: float, height: float) -> tuple[Outline, ...]:
    """A rectangle whose corners are rounded by a share of its shorter side."""
    known = _presets()["roundRect"]
    adjusted = {"adj": f"val {max(0.0, min(0.5, share)) * 100_000:.0f}"}
    return _outlines(replace(known, adjustments=adjusted), width, height)


def custom(geometry: Element, width: float, height: float) -> tuple[Outline, ...]:
    """The outlines of an ``a:custGeom``, in shares of its width and height."""
    made = _own(geometry)
    for path in children(geometry.find(A + "pathLst")):
        own = whole(path.get("w")) or 0, whole(path.get("h")) or 0
        stroked = path.get("stroke") is None or truth(path.get("stroke"))
        commands = tuple(_commands_of(path))
        made.paths.append(_Drawn(commands, (own[0], own[1]) if any(own) else None, path.get("fill") != "none", stroked))
    return _outlines(made, width, height)


def _own(geometry: Element) -> _Definition:
    """Adjustments and guides of an ``a:custGeom``."""
    made = _Definition()
    for guide in children(geometry.find(A + "avLst")):
        made.adjustments[guide.get("name") or ""] = guide.get("fmla") or "val 0"
    made.guides = [(each.get("name") or "", each.get("fmla") or "") for each in children(geometry.find(A + "gdLst"))]
    return made


def _commands_of(path: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    for element in path:
        name = local(element)
        if name in _POINTS_OF:
            points = tuple(said for point in element for said in (point.get("x") or "0", point.get("y") or "0"))
            if len(points) == _OPERANDS[_POINTS_OF[name]]:
                yield _POINTS_OF[name], points
        elif name == "arcTo":
            yield "A", tuple(element.get(each) or "0" for each in ("wR", "hR", "stAng", "swAng"))
        elif name == "close":
            yield "Z", ()


def _outlines(definition: _Definition, width: float, height: float) -> tuple[Outline, ...]:
    """The paths computed. Shapes are drawn in EMU, for what some definitions say in figures."""
    across, down = max(1.0, width * EMU), max(1.0, height * EMU)
    made = []
    for path in definition.paths:
        own = path.size or (across, down)
        # A path without height or width of its own is a line: it takes that of the shape.
        own = (own[0] or across, own[1] or down)
        # The guides of a preset count in the shape's own frame unless the path brings another.
        room = own if path.size is not None else (across, down)
        guides = guides_of([*definition.adjustments.items(), *definition.guides], *room)
        commands = tuple(absolute(path.commands, guides))
        shares = tuple(
            (name, tuple(value / own[at % 2] for at, value in enumerate(values)))
            for name, values in commands[:_MOST_COMMANDS]
        )
        made.append(Outline(shares, path.filled, path.stroked))
    return tuple(made)


def guides_of(said: Iterable[tuple[str, str]], width: float, height: float) -> dict[str, float]:
    """The values of guides; a formula that cannot be computed is 0."""
    known: dict[str, float] = {
        "l": 0.0, "t": 0.0, "r": width, "b": height, "w": width, "h": height, "hc": width / 2, "vc": height / 2,
        "ss": min(width, height), "ls": max(width, height),
    }  # fmt: skip
    for name, formula in said:
        words = formula.split()
        try:
            known[name] = _OPERATIONS[words[0]](*(_value(word, known) for word in words[1:]))
        except (ArithmeticError, IndexError, KeyError, TypeError, ValueError):
            known[name] = 0.0
    return known


def _value(word: str, known: Mapping[str, float]) -> float:
    if word in known:
        return known[word]
    divided = _DIVIDED.fullmatch(word)
    if divided is not None:
        return known[divided[1]] / max(1, int(divided[2]))
    turned = _TURNS.fullmatch(word)
    if turned is not None:
        return _FULL * int(turned[1] or 1) / max(1, int(turned[2]))
    number = float(word)
    if not math.isfinite(number):
        raise ValueError(word)
    return number


def _radians(angle: float) -> float:
    return math.radians(angle / 60_000)


_OPERATIONS: Mapping[str, Callable[..., float]] = {
    "val": lambda x: x,
    "*/": lambda x, y, z: x * y / z if z else 0.0,
    "+-": lambda x, y, z: x + y - z,
    "+/": lambda x, y, z: (x + y) / z if z else 0.0,
    "?:": lambda x, y, z: y if x > 0 else z,
    "abs": abs,
    "at2": lambda x, y: math.degrees(math.atan2(y, x)) * 60_000,
    "cat2": lambda x, y, z: x * math.cos(math.atan2(z, y)),
    "cos": lambda x, y: x * math.cos(_radians(y)),
    "max": max,
    "min": min,
    "mod": lambda x, y, z: math.sqrt(x * x + y * y + z * z),
    "pin": lambda x, y, z: max(x, min(y, z)),
    "sat2": lambda x, y, z: x * math.sin(math.atan2(z, y)),
    "sin": lambda x, y: x * math.sin(_radians(y)),
    "sqrt": lambda x: math.sqrt(max(0.0, x)),
    "tan": lambda x, y: x * math.tan(_radians(y)),
}
"""The formulas of 20.1.9.11."""


def absolute(commands: Iterable[tuple[str, tuple[str, ...]]], guides: Mapping[str, float]) -> Iterator[Command]:
    """Lines and cubic curves in the path's own frame: quadratic curves and arcs turned into cubic ones."""
    at = (0.0, 0.0)
    start = at
    for name, words in commands:
        try:
            values = tuple(_value(word, guides) for word in words)
        except ValueError:
            continue
        if name == "A":
            for curve in arc(at, *values):
                yield "C", curve
                at = curve[4:6]
        elif name == "Q":
            x, y, ex, ey = values
            yield "C", (*_towards(at, (x, y)), *_towards((ex, ey), (x, y)), ex, ey)
            at = (ex, ey)
        elif name == "Z":
            yield "Z", ()
            at = start
        else:
            yield name, values
            at = (values[-2], values[-1])
            start = at if name == "M" else start


def _towards(point: tuple[float, float], control: tuple[float, float]) -> tuple[float, float]:
    return point[0] + (control[0] - point[0]) * 2 / 3, point[1] + (control[1] - point[1]) * 2 / 3


def arc(
    at: tuple[float, float], width: float, height: float, start: float, sweep: float
) -> Iterator[tuple[float, float, float, float, float, float]]:
    """An arc of an ellipse from a point on it, as cubic curves of a quarter turn at most (20.1.9.2)."""
    sweep = max(-_FULL, min(_FULL, sweep))
    if not sweep or (not width and not height):
        return
    begin, end = (_on_ellipse(angle, width, height) for angle in (start, start + sweep))
    turn = end - begin
    middle = at[0] - width * math.cos(begin), at[1] - height * math.sin(begin)
    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / count
    reach = 4 / 3 * math.tan(step / 4)
    for number in range(count):
        one, other = begin + number * step, begin + (number + 1) * step
        yield (
            middle[0] + width * (math.cos(one) - reach * math.sin(one)),
            middle[1] + height * (math.sin(one) + reach * math.cos(one)),
            middle[0] + width * (math.cos(other) + reach * math.sin(other)),
            middle[1] + height * (math.sin(other) - reach * math.cos(other)),
            middle[0] + width * math.cos(other),
            middle[1] + height * math.sin(other),
        )


def _on_ellipse(angle: float, width: float, height: float) -> float:
    """The parameter of an ellipse at the angle that its point is seen under, turns kept."""
    seen = _radians(angle)
    sine, cosine = math.sin(seen), math.cos(seen)
    return seen + math.atan2(width * sine, height * cosine) - math.atan2(sine, cosine)


@functools.cache
def _presets() -> Mapping[str, _Definition]:
    """The definitions of ``presets.txt``."""
    made: dict[str, _Definition] = {}
    current = _Definition()
    for line in Path(__file__).with_name("presets.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        words = line.split()
        if not line.startswith(" "):
            current = made[words[0]] = _Definition(
                {name: f"val {said}" for name, said in zip(words[1::2], words[2::2], strict=True)}
            )
        elif words[0] == "path":
            current.paths.append(_path(words[1:]))
        elif words[0] == "text":
            current.text = tuple(words[1:])
        else:
            current.guides.append((words[0], " ".join(words[2:])))
    return made


def _path(words: list[str]) -> _Drawn:
    size, filled, stroked = None, True, True
    while words[0] not in _OPERANDS:
        if words[0] == "size":
            size, words = (float(words[1]), float(words[2])), words[3:]
        else:
            filled, stroked = filled and words[0] != "nofill", stroked and words[0] != "nostroke"
            words = words[1:]
    commands: list[tuple[str, tuple[str, ...]]] = []
    while words:
        count = _OPERANDS[words[0]]
        commands.append((words[0], tuple(words[1 : 1 + count])))
        words = words[1 + count :]
    return _Drawn(tuple(commands), size, filled, stroked)
