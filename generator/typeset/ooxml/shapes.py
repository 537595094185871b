"""Drawn shapes, text boxes, groups of them and canvases (``wps``, ``wpg`` and ``wpc``)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

from generator.errors import message
from generator.typeset.ooxml import geometry, plainer
from generator.typeset.ooxml.borders import Colour
from generator.typeset.ooxml.document import Block
from generator.typeset.ooxml.fills import Fill, drawing_colour, fill, has_fill, heads, outline
from generator.typeset.ooxml.graphics import Group, Member, Outline, Picture, Shape
from generator.typeset.ooxml.properties import RunProperties
from generator.typeset.ooxml.xml import PIC, WPG, WPS, A, Element, W, emu, local, truth, whole

if TYPE_CHECKING:
    from generator.typeset.ooxml.inlines import Surroundings

PictureReader = Callable[[Element, float, float], Picture | None]
"""Reads a ``pic:pic`` of the given width and height."""

_DRAWN_BY_NAME = frozenset({"rect", "ellipse", "line", "straightConnector1"})
_INSETS = (("lIns", 7.2), ("tIns", 3.6), ("rIns", 7.2), ("bIns", 3.6))
_TURNED = {"vert": 90, "eaVert": 90, "vert270": -90}
_DEEPEST = 20
_G = TypeVar("_G", Picture, Shape)


def shape(
    element: Element, width: float, height: float, around: Surroundings, group_fill: Fill | None = None
) -> Shape | None:
    """A ``wps:wsp`` of a width and height in points; what cannot be set becomes a finding."""
    properties, style = element.find(WPS + "spPr"), element.find(WPS + "style")
    body = element.find(WPS + "bodyPr")
    drawn = _drawn(properties, width, height, around)
    if drawn is None:
        return None
    text = element.find(f"{WPS}txbx/{W}txbxContent")
    transform = None if properties is None else properties.find(A + "xfrm")
    line = None if properties is None else properties.find(A + "ln")
    plainer.tell_drawn(properties, around.findings, around.place)
    inside = fill(properties, around, group_fill)
    reference = None if style is None else style.find(A + "fillRef")
    if inside is None and not has_fill(properties) and reference is not None and (whole(reference.get("idx")) or 0) > 0:
        inside = drawing_colour(reference, around)
    made = replace(
        drawn,
        blocks=_blocks(text, style, around),
        fill=inside,
        outline=outline(line, None if style is None else style.find(A + "lnRef"), around),
        heads=heads(line),
        decorative=text is None,
    )
    room = geometry.edges_of_text(properties, width, height)
    return _linked(_with_text_properties(turned(made, transform), body, room, around), element, around)


def _linked(shape: Shape, element: Element, around: Surroundings) -> Shape:
    """The shape as one of those that a text flows through: the first holds the text, the others bear its number."""
    first, later = element.find(WPS + "txbx"), element.find(WPS + "linkedTxbx")
    if later is not None:
        identity, at = later.get("id") or "", whole(later.get("seq")) or 0
    else:
        identity, at = (first.get("id") or "") if first is not None else "", 0
    if not identity:
        return shape
    linked = replace(shape, name=f"{identity}/{at}", links=around.links, decorative=False)
    around.links.add(linked, f"{identity}/{at + 1}")
    return linked


def _drawn(properties: Element | None, width: float, height: float, around: Surroundings) -> Shape | None:
    own = None if properties is None else properties.find(A + "custGeom")
    if own is not None:
        return Shape(width, height, geometry="path", paths=geometry.custom(own, width, height))
    preset = None if properties is None else properties.find(A + "prstGeom")
    name = (preset.get("prst") if preset is not None else None) or "rect"
    if name in _DRAWN_BY_NAME:
        return Shape(width, height, geometry="line" if name == "straightConnector1" else name)
    paths = geometry.preset(name, preset, width, height)
    if paths is None:
        around.findings.unsupported(f"shape-{name}", around.place, message("a drawn shape ({name})", name=name))
        return None
    return Shape(width, height, geometry="path", paths=paths)


def cut_out(image: Picture, properties: Element | None) -> Picture | Shape:
    """A picture that Word cuts to a shape; one that is cut to a rectangle stays a picture."""
    preset = None if properties is None else properties.find(A + "prstGeom")
    name = (preset.get("prst") if preset is not None else None) or "rect"
    own = None if properties is None else properties.find(A + "custGeom")
    paths: tuple[Outline, ...] | None = None
    if own is not None:
        paths = geometry.custom(own, image.width, image.height)
    elif name != "rect":
        paths = geometry.preset(name, preset, image.width, image.height)
    if not paths or image.width <= 0 or image.height <= 0:
        return image
    return Shape(
        image.width,
        image.height,
        geometry="path",
        paths=paths,
        fill=replace(image, outline=None),
        outline=image.outline,
        alt=image.alt,
        decorative=image.decorative,
        flip_h=image.flip_h,
        flip_v=image.flip_v,
        rotation=image.rotation,
    )


def turned(shape: Shape, transform: Element | None) -> Shape:
    """The shape as ``a:xfrm`` turns and mirrors it."""
    if transform is None:
        return shape
    return replace(
        shape,
        rotation=(whole(transform.get("rot")) or 0) / 60_000 % 360,
        flip_h=truth(transform.get("flipH")),
        flip_v=truth(transform.get("flipV")),
    )


def _blocks(text: Element | None, style: Element | None, around: Surroundings) -> tuple[Block, ...]:
    """The text of a shape; its style may give a colour to letters that say none."""
    if text is None:
        return ()
    colour = drawing_colour(None if style is None else style.find(A + "fontRef"), around)
    given = None if colour is None else RunProperties(colour=Colour(colour[:6]))
    return cast("tuple[Block, ...]", around.blocks(text, None, given))


def _with_text_properties(
    shape: Shape, body: Element | None, room: tuple[float, float, float, float], around: Surroundings
) -> Shape:
    """Insets within the room that the shape leaves to its text, alignment and direction of the text (``wps:bodyPr``)."""
    if body is None:
        return shape
    said = [emu(body.get(name)) for name, _default in _INSETS]
    insets = [
        off + (default if own is None else own) for (_name, default), own, off in zip(_INSETS, said, room, strict=True)
    ]
    direction = body.get("vert") or "horz"
    angle = _TURNED.get(direction, 0)
    if shape.blocks and not angle and direction != "horz":
        around.findings.unsupported("textDirection", around.place)
    if angle:
        # Text that runs down begins at the top and has its first line at the right; text that runs up the other way round.
        order = (1, 2, 3, 0) if angle > 0 else (3, 0, 1, 2)
        insets = [insets[at] for at in order]
    return replace(
        shape,
        insets=(insets[0], insets[1], insets[2], insets[3]),
        vertical={"ctr": "center", "b": "bottom"}.get(body.get("anchor") or "t", "top"),
        grows=body.find(A + "spAutoFit") is not None,
        wraps=body.get("wrap") != "none",
        text_turned=angle,
        upright=truth(body.get("upright")),
    )


@dataclass(frozen=True, slots=True)
class Box:
    """Where a member of a group stands: its frame before it is turned about its middle."""

    x: float
    y: float
    width: float
    height: float
    rotation: float = 0.0
    flip_h: bool = False
    flip_v: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """How the coordinates within a group become points from the top left of the outermost one.

    Attributes:
        box: The group itself, in points.
        start: The coordinates of its top left corner within.
        size: Its width and height within.
    """

    box: Box
    start: tuple[float, float]
    size: tuple[float, float]

    def placed(self, inner: Box) -> Box:
        """A box within, seen from outside."""
        box = self.box
        across = box.width / self.size[0] if self.size[0] else 1.0
        down = box.height / self.size[1] if self.size[1] else 1.0
        lies = 45 <= inner.rotation % 180 < 135
        width, height = inner.width * (down if lies else across), inner.height * (across if lies else down)
        x = (inner.x + inner.width / 2 - self.start[0]) * across - box.width / 2
        y = (inner.y + inner.height / 2 - self.start[1]) * down - box.height / 2
        rotation = inner.rotation
        if box.flip_h:
            x, rotation = -x, -rotation
        if box.flip_v:
            y, rotation = -y, -rotation
        angle = math.radians(box.rotation)
        x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
        return Box(
            box.x + box.width / 2 + x - width / 2,
            box.y + box.height / 2 + y - height / 2,
            width,
            height,
            (rotation + box.rotation) % 360,
            inner.flip_h != box.flip_h,
            inner.flip_v != box.flip_v,
        )


def group(element: Element, width: float, height: float, around: Surroundings, picture: PictureReader) -> Group:
    """A ``wpg:wgp`` of a width and height in points."""
    properties = element.find(WPG + "grpSpPr")
    own = turned(Shape(width, height), None if properties is None else properties.find(A + "xfrm"))
    frame = _frame_of(element, Box(0.0, 0.0, width, height, own.rotation, own.flip_h, own.flip_v))
    inside = fill(properties, around)
    return Group(width, height, tuple(_members(element, frame, around, picture, inside)))


def canvas(element: Element, width: float, height: float, around: Surroundings, picture: PictureReader) -> Group:
    """A ``wpc:wpc``: its shapes count from its top left corner."""
    members = list(_members(element, Frame(Box(0, 0, width, height), (0, 0), (width, height)), around, picture, None))
    ground = next((fill(each, around) for each in element if local(each) == "bg"), None)
    if ground is not None:
        members.insert(0, Member(0.0, 0.0, Shape(width, height, fill=ground, decorative=True)))
    return Group(width, height, tuple(members))


def _frame_of(element: Element, box: Box) -> Frame:
    properties = element.find(WPG + "grpSpPr")
    transform = None if properties is None else properties.find(A + "xfrm")
    start = None if transform is None else transform.find(A + "chOff")
    size = None if transform is None else transform.find(A + "chExt")
    return Frame(
        box,
        (0.0, 0.0) if start is None else (emu(start.get("x")) or 0.0, emu(start.get("y")) or 0.0),
        (box.width, box.height) if size is None else (emu(size.get("cx")) or 0.0, emu(size.get("cy")) or 0.0),
    )


def _members(
    element: Element, frame: Frame, around: Surroundings, picture: PictureReader, inside: Fill | None, *, depth: int = 0
) -> Iterator[Member]:
    for each in element:
        name = local(each)
        if name in {"cNvGrpSpPr", "cNvPr", "cNvFrPr", "grpSpPr", "bg", "whole", "extLst"}:
            continue
        if each.tag == WPS + "wsp":
            box = frame.placed(_box_of(each.find(WPS + "spPr")))
            drawn = shape(each, box.width, box.height, around, inside)
            if drawn is not None:
                yield Member(box.x, box.y, _as_placed(drawn, box))
        elif each.tag == PIC + "pic":
            box = frame.placed(_box_of(each.find(PIC + "spPr")))
            image = picture(each, box.width, box.height)
            if image is not None:
                yield Member(box.x, box.y, cut_out(_as_placed(image, box), each.find(PIC + "spPr")))
        elif name in {"grpSp", "wgp"} and depth < _DEEPEST:
            box = frame.placed(_box_of(each.find(WPG + "grpSpPr")))
            own = fill(each.find(WPG + "grpSpPr"), around, inside)
            yield from _members(each, _frame_of(each, box), around, picture, own, depth=depth + 1)
        else:
            around.findings.unsupported(name, around.place)


def _as_placed(graphic: _G, box: Box) -> _G:
    return replace(
        graphic, width=box.width, height=box.height, rotation=box.rotation, flip_h=box.flip_h, flip_v=box.flip_v
    )


def _box_of(properties: Element | None) -> Box:
    transform = None if properties is None else properties.find(A + "xfrm")
    if transform is None:
        return Box(0.0, 0.0, 0.0, 0.0)
    offset, extent = transform.find(A + "off"), transform.find(A + "ext")
    own = turned(Shape(0, 0), transform)
    return Box(
        0.0 if offset is None else emu(offset.get("x")) or 0.0,
        0.0 if offset is None else emu(offset.get("y")) or 0.0,
        0.0 if extent is None else emu(extent.get("cx")) or 0.0,
        0.0 if extent is None else emu(extent.get("cy")) or 0.0,
        own.rotation,
        own.flip_h,
        own.flip_v,
    )


__all__ = ["Box", "Frame", "canvas", "group", "shape", "turned"]
