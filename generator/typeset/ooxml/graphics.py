"""Pictures, shapes and groups of them, as the reader hands them to the layout. Measures in points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.typeset.ooxml.borders import Border

if TYPE_CHECKING:
    from generator.typeset.ooxml.content import Link
    from generator.typeset.ooxml.document import Block


@dataclass(frozen=True, slots=True)
class Crop:
    """Shares of the picture that are cut off at each side, 0 to 1."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True, slots=True)
class Tone:
    """How a picture is shown otherwise than it is.

    Attributes:
        gain: Contrast: how far a part of a colour lies from the middle, times this.
        lift: Brightness, added to each part of a colour: 1 makes black white.
        opacity: 0 to 1.
        grey: Without colours.
    """

    gain: float = 1.0
    lift: float = 0.0
    opacity: float = 1.0
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An image.

    Attributes:
        part: Its part in the package.
        sha256: Of the part's bytes.
        alt: Its text for readers who cannot see it; None where the author gave none.
        decorative: It means nothing and becomes an artifact.
        rotation: Clockwise, in degrees.
        size: Width and height as placed, before rotation.
    """

    part: str
    sha256: str
    width: float
    height: float
    alt: str | None = None
    decorative: bool = False
    crop: Crop = Crop()
    tone: Tone = Tone()
    rotation: float = 0.0
    flip_h: bool = False
    flip_v: bool = False
    link: Link | None = None
    outline: Border | None = None


@dataclass(frozen=True, slots=True)
class Gradient:
    """Colours that run into each other.

    Attributes:
        stops: Where each colour stands, 0 to 1, and the colour.
        angle: Clockwise from left to right, in degrees; None where they run from the middle outwards.
    """

    stops: tuple[tuple[float, str], ...]
    angle: float | None = 0.0


@dataclass(frozen=True, slots=True)
class Outline:
    """One path of a drawn shape.

    Attributes:
        commands: ``M``, ``L``, ``C`` and ``Z`` with their points, in shares of the shape's width and height.
        filled: Whether the shape's fill goes in it.
        stroked: Whether the shape's line goes along it.
    """

    commands: tuple[tuple[str, tuple[float, ...]], ...]
    filled: bool = True
    stroked: bool = True


class Links:
    """The text boxes of a part that may be linked, and which one the text of another flows on into."""

    def __init__(self) -> None:
        self._boxes: dict[str, Shape] = {}
        self._next: dict[str, str] = {}
        self._before: dict[str, str] = {}

    def add(self, box: Shape, following: str) -> None:
        """Note a box, and the name of the one behind it; ``""`` for the last."""
        self._boxes.setdefault(box.name, box)
        if following:
            self._next.setdefault(box.name, following)
            self._before.setdefault(following, box.name)

    def through(self, name: str) -> tuple[Shape, ...]:
        """The boxes of the chain that this one stands in, the first one first."""
        seen = {name}
        while (before := self._before.get(name)) is not None and before not in seen:
            name = before
            seen.add(name)
        chain = [name]
        while (following := self._next.get(chain[-1])) is not None and following not in chain:
            chain.append(following)
        return tuple(self._boxes[each] for each in chain if each in self._boxes)


@dataclass(frozen=True, slots=True)
class Shape:
    """A text box or what the author drew.

    Attributes:
        geometry: ``rect``, ``roundRect``, ``ellipse``, ``line``, or ``path`` for what ``paths`` holds.
        fill: ``RRGGBB`` or ``RRGGBBAA``, colours that run into each other, a picture as large as the shape, or None.
        insets: Left, top, right, bottom of the text as it is read, between the edge and the text.
        vertical: ``top``, ``center`` or ``bottom``.
        grows: The height follows the text.
        wraps: Lines end at the edge; else the text is as wide as it is.
        heads: What stands at the start and the end of a line: ``none``, ``triangle``, ``arrow`` ...
        text_turned: Degrees clockwise by which the text is turned within the shape: 0, 90 or -90.
        upright: The text does not turn with the shape.
        stretched: The text is drawn as large as the shape (WordArt).
        links: Knows the boxes that text flows through from one that bears a ``name``; None where it has none.
    """

    width: float
    height: float
    blocks: tuple[Block, ...] = ()
    geometry: str = "rect"
    paths: tuple[Outline, ...] = ()
    fill: str | Gradient | Picture | None = None
    outline: Border | None = None
    insets: tuple[float, float, float, float] = (7.2, 3.6, 7.2, 3.6)
    vertical: str = "top"
    grows: bool = False
    wraps: bool = True
    heads: tuple[str, str] = ("none", "none")
    text_turned: int = 0
    upright: bool = False
    stretched: bool = False
    alt: str | None = None
    decorative: bool = False
    flip_h: bool = False
    flip_v: bool = False
    rotation: float = 0.0
    name: str = ""
    links: Links | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A picture or shape of a group: its top left corner before it is turned, from that of the group, in points."""

    x: float
    y: float
    content: Picture | Shape


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures and shapes that stand together; those of groups within it are members of the outermost."""

    width: float
    height: float
    members: tuple[Member, ...]
    alt: str | None = None
    decorative: bool = False


Graphic = Picture | Shape | Group


def shapes_of(graphic: Graphic) -> Iterator[Shape]:
    """The shape itself, or those of a group."""
    if isinstance(graphic, Shape):
        yield graphic
    elif isinstance(graphic, Group):
        yield from (each.content for each in graphic.members if isinstance(each.content, Shape))
