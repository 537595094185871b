"""Where floating pictures, shapes, frames and tables stand, and what text keeps away from (docs/word/floats.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.typeset.layout import graphics
from generator.typeset.layout.boxes import AnchoredFloat, Body, PlacedFloat
from generator.typeset.layout.gaps import Obstacle
from generator.typeset.ooxml.content import BEFORE, Float, Offset
from generator.typeset.ooxml.document import Framed
from generator.typeset.ooxml.graphics import Group


@dataclass(frozen=True, slots=True)
class Geometry:
    """The page that something floats on, in points; margins as the section states them."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    even: bool = False
    """Its outer edge is on the left: it bears an even number."""


NOWHERE = Geometry(0.0, 1e6, 0.0, 0.0, 0.0, 0.0)
"""The page of a flow that does not know where it will stand."""


def position(
    horizontal: Offset,
    vertical: Offset,
    page: Geometry,
    column: tuple[float, float],
    anchor_y: float,
    *,
    size: tuple[float, float],
) -> tuple[float, float]:
    """The top left corner on the page. ``column`` is the column's left edge and width, ``anchor_y`` the anchor's top."""
    width, height = size
    x = along(_facing(horizontal, page), _horizontal(horizontal.relative_to, page, column), width)
    y = along(vertical, _vertical(vertical.relative_to, page, anchor_y), height)
    if vertical.relative_to in {"paragraph", "line"}:
        # Word keeps what hangs on a paragraph on the page.
        y = max(0.0, min(y, page.height - height)) if height <= page.height else y
    return x, y


def _facing(horizontal: Offset, page: Geometry) -> Offset:
    """``inside`` and ``outside`` as left and right: on even pages the inner edge is the right one."""
    if horizontal.alignment not in {"inside", "outside"}:
        return horizontal
    return replace(horizontal, alignment="right" if (horizontal.alignment == "outside") != page.even else "left")


def within(horizontal: Offset) -> Offset:
    """The same, counted from the cell or text box that it stands in: its page is not known there."""
    return replace(horizontal, relative_to="column")


def beside(vertical: Offset) -> Offset:
    """The same, counted from the paragraph that it hangs on; there is no height there to be centred in."""
    return replace(vertical, relative_to="paragraph", alignment=None)


def _horizontal(relative_to: str, page: Geometry, column: tuple[float, float]) -> tuple[float, float]:
    """Start and length of the frame of reference."""
    inner = page.width - page.left - page.right
    left, right = (0.0, page.left), (page.width - page.right, page.right)
    return {
        "page": (0.0, page.width),
        "margin": (page.left, inner),
        "leftMargin": left,
        "insideMargin": right if page.even else left,
        "rightMargin": right,
        "outsideMargin": left if page.even else right,
    }.get(relative_to, column)


def _vertical(relative_to: str, page: Geometry, anchor_y: float) -> tuple[float, float]:
    inner = page.height - page.top - page.bottom
    return {
        "page": (0.0, page.height),
        "margin": (page.top, inner),
        "topMargin": (0.0, page.top),
        "insideMargin": (0.0, page.top),
        "bottomMargin": (page.height - page.bottom, page.bottom),
        "outsideMargin": (page.height - page.bottom, page.bottom),
    }.get(relative_to, (anchor_y, 0.0))


def along(offset: Offset, frame: tuple[float, float], size: float) -> float:
    """Where something of this size begins by its offset from a frame of reference, given as start and length."""
    start, length = frame
    if offset.alignment == "center":
        return start + (length - size) / 2
    if offset.alignment in {"right", "bottom", "outside"}:
        return start + length - size
    if offset.alignment == BEFORE:
        return start - size - offset.distance
    if offset.alignment is not None:
        return start
    if offset.share is not None:
        return start + length * offset.share
    return start + offset.distance


def sized(anchored: Float, page: Geometry) -> Float:
    """The same as large as its share of the page or its margins says."""
    content, across, down = anchored.content, anchored.width_share, anchored.height_share
    if (across is None and down is None) or page is NOWHERE:
        return anchored
    if across is not None:
        content = replace(content, width=_horizontal(across[0], page, (0.0, content.width))[1] * across[1])
    if down is not None:
        height = _vertical(down[0], page, 0.0)[1]
        content = replace(content, height=height * down[1] if height else content.height)
    return replace(anchored, content=content)


def size_of(anchored: Float, body: Body | None) -> tuple[float, float]:
    """Width and height on the page. The position of what is turned is that of its frame before it is turned."""
    return graphics.size_of(anchored.content, anchored.content.width, body)


def placed(anchored: AnchoredFloat, page: Geometry, x: float, y: float) -> PlacedFloat:
    """Put the float of a flow whose top left corner stands at (x, y)."""
    width, height = size_of(anchored.anchored, anchored.body)
    column = (x + anchored.column_x, anchored.column_width)
    at_x, at_y = position(
        anchored.anchored.horizontal,
        anchored.anchored.vertical,
        page,
        column,
        y + anchored.anchor_y,
        size=(width, height),
    )
    return PlacedFloat(
        x=at_x,
        y=at_y,
        width=width,
        height=height,
        content=anchored.anchored.content,
        behind=anchored.anchored.behind,
        order=anchored.anchored.order,
        body=anchored.body,
        place=anchored.place,
    )


def obstacle(anchored: Float, made: PlacedFloat) -> Obstacle | None:
    """What text keeps away from, in page coordinates; None where text runs across it."""
    if anchored.wrap == "none":
        return None
    left, top, right, bottom = anchored.distance
    x0, y0, x1, y1 = graphics.bounds(made.content, made.x, made.y, made.width, made.height)
    outline = tuple((made.x + x * made.width, made.y + y * made.height) for x, y in anchored.outline)
    if isinstance(made.content, Group) or not made.content.rotation:
        x0, x1 = min(x0, *(x for x, _ in outline), x0), max(x1, *(x for x, _ in outline), x1)
        y0, y1 = min(y0, *(y for _, y in outline), y0), max(y1, *(y for _, y in outline), y1)
    else:
        outline = ()
    return Obstacle(
        x0 - left,
        y0 - top,
        x1 + right,
        y1 + bottom,
        anchored.side,
        full=anchored.wrap == "topAndBottom",
        outline=outline,
        distance=anchored.distance,
    )


def kept_free(x: float, y: float, size: tuple[float, float], framed: Framed) -> Obstacle:
    """The rectangle around a frame, in page coordinates."""
    left, top, right, bottom = framed.distance
    return Obstacle(x - left, y - top, x + size[0] + right, y + size[1] + bottom, full=not framed.beside)


def seen_from(obstacles: list[Obstacle], x: float, y: float) -> tuple[Obstacle, ...]:
    """Page obstacles as a paragraph at (x, y) sees them; those above it are left out."""
    return tuple(each.moved(-x, -y) for each in obstacles if each.bottom > y)
