"""Pictures and text boxes: DrawingML (ECMA-376 part 1, 20.4) and its older form, VML (part 4, 19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from generator.typeset.ooxml import blips, diagrams, plainer, shapes, vml, wrapping
from generator.typeset.ooxml.compatibility import settle
from generator.typeset.ooxml.content import Float, InlinePicture, Link, Offset, Points
from generator.typeset.ooxml.fills import outline
from generator.typeset.ooxml.graphics import Graphic, Group, Picture, Shape
from generator.typeset.ooxml.styles import RunFormat
from generator.typeset.ooxml.xml import (
    DECORATIVE,
    PIC,
    WP,
    WPC,
    WPG,
    WPS,
    A,
    Element,
    R,
    W,
    emu,
    local,
    truth,
    whole,
)

if TYPE_CHECKING:
    from generator.typeset.ooxml.inlines import Surroundings

_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"


def read(
    element: Element, format_: RunFormat, link: Link | None, around: Surroundings
) -> Iterator[InlinePicture | Float]:
    """The pictures and shapes of a ``w:drawing``, ``w:pict`` or ``w:object``; what cannot be set becomes a finding."""
    settle(element)
    if element.tag in {W + "pict", W + "object"}:
        yield from vml.read(element, format_, link, around)
        return
    for placed in element:
        content = _content(placed, link, around)
        if content is None:
            continue
        if placed.tag == WP + "inline":
            yield InlinePicture(content, format_)
        elif placed.tag == WP + "anchor":
            floating = _float(placed, content)
            if floating is not None:
                yield floating


def _content(placed: Element, link: Link | None, around: Surroundings) -> Graphic | None:
    extent, described = placed.find(WP + "extent"), placed.find(WP + "docPr")
    data = placed.find(f"{A}graphic/{A}graphicData")
    if data is None or extent is None:
        around.findings.unsupported(local(placed), around.place)
        return None
    if described is not None and truth(described.get("hidden")):
        return None
    width, height = emu(extent.get("cx")) or 0.0, emu(extent.get("cy")) or 0.0

    for graphic in data:
        if graphic.tag == PIC + "pic":
            image = _picture(graphic, described, width, height, link=link, around=around)
            return None if image is None else shapes.cut_out(image, graphic.find(PIC + "spPr"))
        made: Shape | Group | None = None
        if graphic.tag == WPS + "wsp":
            made = shapes.shape(graphic, width, height, around)
        elif graphic.tag == WPG + "wgp":
            made = shapes.group(graphic, width, height, around, _picture_reader(link, around))
        elif graphic.tag == WPC + "wpc":
            made = shapes.canvas(graphic, width, height, around, _picture_reader(link, around))
        else:
            made = _drawn_elsewhere(graphic, extent, link, around)
        return None if made is None else _described(made, described)
    return None


def _picture_reader(link: Link | None, around: Surroundings) -> shapes.PictureReader:
    def picture(element: Element, width: float, height: float) -> Picture | None:
        read = _picture(element, None, width, height, link=link, around=around)
        return None if read is None else replace(read, rotation=0.0)

    return picture


def _drawn_elsewhere(graphic: Element, extent: Element, link: Link | None, around: Surroundings) -> Group | None:
    """A diagram as Word stored how it drew it, or a locked canvas; anything else becomes a finding."""
    name, tree = local(graphic), graphic
    if name == "relIds" and (part := diagrams.drawn_part(graphic, around)) is not None:
        around = replace(around, part=part)
        tree = next((each for each in around.parts.root(part) if local(each) == "spTree"), graphic)
    if name not in {"relIds", "lockedCanvas"} or (name == "relIds" and tree is graphic):
        around.findings.unsupported(name, around.place)
        return None
    size = extent.get("cx") or "0", extent.get("cy") or "0"
    width, height = emu(size[0]) or 0.0, emu(size[1]) or 0.0
    made = diagrams.group_of(tree, size, around)
    return shapes.group(made, width, height, around, _picture_reader(link, around))


def _described(made: Shape | Group, described: Element | None) -> Shape | Group:
    """With the author's alternative text."""
    alt, decorative = alternative_text(described)
    return replace(made, alt=alt, decorative=decorative or (alt is None and made.decorative))


def alternative_text(described: Element | None) -> tuple[str | None, bool]:
    """The text for readers who cannot see it, and whether the author marked it as decorative."""
    if described is None:
        return None, False
    mark = described.find(f".//{DECORATIVE}decorative")
    return (described.get("descr") or described.get("title") or "").strip() or None, mark is not None and truth(
        mark.get("val")
    )


def _picture(
    graphic: Element, described: Element | None, width: float, height: float, *, link: Link | None, around: Surroundings
) -> Picture | None:
    properties = graphic.find(PIC + "spPr")
    alt, decorative = alternative_text(described)
    if alt is None:
        alt = alternative_text(graphic.find(f"{PIC}nvPicPr/{PIC}cNvPr"))[0]
    image = blips.picture(graphic.find(PIC + "blipFill"), around)
    if image is None:
        return None
    plainer.tell_drawn(properties, around.findings, around.place)
    if described is not None:
        clicked = described.find(A + "hlinkClick")
        relationship = (
            None if clicked is None else around.parts.relationships(around.part).get(clicked.get(R + "id") or "")
        )
        if relationship is not None and relationship.target:
            link = Link(relationship.target)
    transform = None if properties is None else properties.find(A + "xfrm")
    rotation, flip_h, flip_v = _turned(transform)
    inner = None if transform is None else transform.find(A + "ext")
    if inner is not None and (whole(inner.get("cx")) or 0) > 0 and rotation % 180 != 0:
        width, height = emu(inner.get("cx")) or width, emu(inner.get("cy")) or height
    return replace(
        image,
        width=width,
        height=height,
        alt=alt,
        decorative=decorative,
        rotation=rotation,
        flip_h=flip_h,
        flip_v=flip_v,
        link=link,
        outline=outline(None if properties is None else properties.find(A + "ln"), None, around),
    )


def _turned(transform: Element | None) -> tuple[float, bool, bool]:
    if transform is None:
        return 0.0, False, False
    return (
        (whole(transform.get("rot")) or 0) / 60_000 % 360,
        truth(transform.get("flipH")),
        truth(transform.get("flipV")),
    )


def _float(anchor: Element, content: Graphic) -> Float | None:
    wrap, side = "none", "bothSides"
    outline: Points = ()
    for child in anchor:
        name = local(child)
        if name in {"wrapSquare", "wrapTight", "wrapThrough"}:
            wrap, side = "square", child.get("wrapText") or "bothSides"
            outline = wrapping.polygon(child)
        elif name == "wrapTopAndBottom":
            wrap = "topAndBottom"
    horizontal, vertical = (
        _offset(anchor.find(WP + "positionH"), "column"),
        _offset(anchor.find(WP + "positionV"), "paragraph"),
    )
    if truth(anchor.get("simplePos")):
        at = anchor.find(WP + "simplePos")
        horizontal = Offset("page", distance=emu(at.get("x") if at is not None else None) or 0.0)
        vertical = Offset("page", distance=emu(at.get("y") if at is not None else None) or 0.0)
    distance = tuple(emu(anchor.get(name)) or 0.0 for name in ("distL", "distT", "distR", "distB"))
    return Float(
        content=content,
        horizontal=horizontal,
        vertical=vertical,
        wrap=wrap,
        side=side,
        outline=outline,
        distance=cast("tuple[float, float, float, float]", distance),
        behind=truth(anchor.get("behindDoc")),
        in_cell=anchor.get("layoutInCell") not in {"0", "false"},
        order=whole(anchor.get("relativeHeight")) or 0,
        width_share=_share(anchor.find(_WP14 + "sizeRelH"), _WP14 + "pctWidth"),
        height_share=_share(anchor.find(_WP14 + "sizeRelV"), _WP14 + "pctHeight"),
    )


def _share(said: Element | None, name: str) -> tuple[str, float] | None:
    """The share of a frame of reference that a side takes; 0 where the size stands as it is."""
    share = 0 if said is None else whole(said.findtext(name)) or 0
    return (said.get("relativeFrom") or "page", share / 100_000) if said is not None and share > 0 else None


def _offset(position: Element | None, default: str) -> Offset:
    if position is None:
        return Offset(default)
    relative_to = position.get("relativeFrom") or default
    for child in position:
        name, said = local(child), (child.text or "").strip()
        if name == "align":
            return Offset(relative_to, alignment=said)
        if name == "posOffset":
            return Offset(relative_to, distance=emu(said) or 0.0)
        if child.tag in {_WP14 + "pctPosHOffset", _WP14 + "pctPosVOffset"}:
            return Offset(relative_to, share=(whole(said) or 0) / 100_000)
    return Offset(relative_to)
