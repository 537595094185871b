"""Pictures and text boxes: DrawingML (ECMA-376 part 1, 20.4) and its older form, VML (part 4, 19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from generator.errors import message
from generator.typeset.ooxml import shapes, vml
from generator.typeset.ooxml.compatibility import settle
from generator.typeset.ooxml.document import Float, InlinePicture, Link, Offset
from generator.typeset.ooxml.fills import outline
from generator.typeset.ooxml.graphics import Crop, Graphic, Group, Picture, Shape, Tone
from generator.typeset.ooxml.styles import RunFormat
from generator.typeset.ooxml.xml import (
    ASVG,
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

    def picture(element: Element, width: float, height: float) -> Picture | None:
        read = _picture(element, None, width, height, link=link, around=around)
        return None if read is None else replace(read, rotation=0.0)

    for graphic in data:
        if graphic.tag == PIC + "pic":
            return _picture(graphic, described, width, height, link=link, around=around)
        made: Shape | Group | None = None
        if graphic.tag == WPS + "wsp":
            made = shapes.shape(graphic, width, height, around)
        elif graphic.tag == WPG + "wgp":
            made = shapes.group(graphic, width, height, around, picture)
        elif graphic.tag == WPC + "wpc":
            made = shapes.canvas(graphic, width, height, around, picture)
        else:
            around.findings.unsupported(local(graphic), around.place)
        return None if made is None else _described(made, described)
    return None


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
    blip = graphic.find(f"{PIC}blipFill/{A}blip")
    properties = graphic.find(PIC + "spPr")
    alt, decorative = alternative_text(described)
    if alt is None:
        alt = alternative_text(graphic.find(f"{PIC}nvPicPr/{PIC}cNvPr"))[0]
    tone = _tone(blip)
    vector = None if blip is None or tone != Tone() else blip.find(f".//{ASVG}svgBlip")
    target = image_part(vector if vector is not None else blip, R + "embed", around)
    if target is None and vector is not None:
        target = image_part(blip, R + "embed", around)
    if target is None:
        return None
    if described is not None:
        clicked = described.find(A + "hlinkClick")
        relationship = (
            None if clicked is None else around.parts.relationships(around.part).get(clicked.get(R + "id") or "")
        )
        if relationship is not None and relationship.target:
            link = Link(relationship.target)
    transform = None if properties is None else properties.find(A + "xfrm")
    rotation, flip_h, flip_v = _turned(transform)
    cut = graphic.find(f"{PIC}blipFill/{A}srcRect")
    inner = None if transform is None else transform.find(A + "ext")
    if inner is not None and (whole(inner.get("cx")) or 0) > 0 and rotation % 180 != 0:
        width, height = emu(inner.get("cx")) or width, emu(inner.get("cy")) or height
    return Picture(
        part=target,
        sha256=around.parts.sha256(target),
        width=width,
        height=height,
        alt=alt,
        decorative=decorative,
        crop=_crop(cut),
        tone=tone,
        rotation=rotation,
        flip_h=flip_h,
        flip_v=flip_v,
        link=link,
        outline=outline(None if properties is None else properties.find(A + "ln"), None, around),
    )


def image_part(blip: Element | None, attribute: str, around: Surroundings) -> str | None:
    """The part that a picture names; one that lies outside the package or is missing becomes a finding."""
    identity = None if blip is None else blip.get(attribute)
    relationship = around.parts.relationships(around.part).get(identity or "")
    if relationship is None:
        around.findings.unsupported("blip", around.place, message("a picture that names no image"))
        return None
    if relationship.external:
        around.findings.unsupported("blip-external", around.place, message("a picture that lies outside the document"))
        return None
    if relationship.target not in around.parts:
        around.findings.unsupported(
            "blip-missing", around.place, message("a picture whose image is missing from the file")
        )
        return None
    return relationship.target


def _crop(cut: Element | None) -> Crop:
    if cut is None:
        return Crop()
    sides = {side: max(-10.0, min(0.99, (whole(cut.get(side)) or 0) / 100_000)) for side in ("l", "t", "r", "b")}
    return Crop(sides["l"], sides["t"], sides["r"], sides["b"])


def _tone(blip: Element | None) -> Tone:
    """Brightness, contrast, opacity and grey of an ``a:blip``."""
    if blip is None:
        return Tone()
    lum, seen = blip.find(A + "lum"), blip.find(A + "alphaModFix")
    contrast = 0.0 if lum is None else (whole(lum.get("contrast")) or 0) / 100_000
    bright = 0.0 if lum is None else (whole(lum.get("bright")) or 0) / 100_000
    amount = None if seen is None else whole(seen.get("amt"))
    return Tone(
        gain=1 + contrast if contrast <= 0 else 1 / max(0.01, 1 - contrast),
        lift=bright / 2,
        opacity=1.0 if amount is None else max(0.0, min(1.0, amount / 100_000)),
        grey=blip.find(A + "grayscl") is not None,
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
    for child in anchor:
        name = local(child)
        if name in {"wrapSquare", "wrapTight", "wrapThrough"}:
            wrap, side = "square", child.get("wrapText") or "bothSides"
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
