"""Pictures and text boxes: DrawingML (ECMA-376 part 1, 20.4) and its older form, VML (part 4, 19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from generator.errors import message
from generator.typeset.ooxml import vml
from generator.typeset.ooxml.document import Block, Crop, Float, InlinePicture, Link, Offset, Picture, Shape
from generator.typeset.ooxml.properties import Border, Colour
from generator.typeset.ooxml.styles import RunFormat
from generator.typeset.ooxml.xml import ASVG, DECORATIVE, PIC, WP, WPS, A, Element, R, W, emu, local, rgb, truth, whole

if TYPE_CHECKING:
    from generator.typeset.ooxml.inlines import Surroundings

_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_RECTANGLES = frozenset({"rect", "roundRect", "ellipse", "line", "straightConnector1", "flowChartProcess"})


def read(
    element: Element, format_: RunFormat, link: Link | None, around: Surroundings
) -> Iterator[InlinePicture | Float]:
    """The pictures and shapes of a ``w:drawing`` or ``w:pict``; what cannot be set becomes a finding."""
    if element.tag == W + "pict":
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


def _content(placed: Element, link: Link | None, around: Surroundings) -> Picture | Shape | None:
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
            return _picture(graphic, described, width, height, link=link, around=around)
        if graphic.tag == WPS + "wsp":
            return _shape(graphic, described, width, height, around)
        around.findings.unsupported(local(graphic), around.place)
        return None
    return None


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
    vector = None if blip is None else blip.find(f".//{ASVG}svgBlip")
    target = None if blip is None else image_part(vector if vector is not None else blip, R + "embed", around)
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
        rotation=rotation,
        flip_h=flip_h,
        flip_v=flip_v,
        link=link,
        outline=outline(None if properties is None else properties.find(A + "ln"), around),
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


def _turned(transform: Element | None) -> tuple[float, bool, bool]:
    if transform is None:
        return 0.0, False, False
    return (
        (whole(transform.get("rot")) or 0) / 60_000 % 360,
        truth(transform.get("flipH")),
        truth(transform.get("flipV")),
    )


def _shape(
    graphic: Element, described: Element | None, width: float, height: float, around: Surroundings
) -> Shape | None:
    properties, body = graphic.find(WPS + "spPr"), graphic.find(WPS + "bodyPr")
    geometry = None if properties is None else properties.find(A + "prstGeom")
    named = (geometry.get("prst") if geometry is not None else None) or "rect"
    text = graphic.find(f"{WPS}txbx/{W}txbxContent")
    if properties is not None and (named not in _RECTANGLES or properties.find(A + "custGeom") is not None):
        around.findings.unsupported(f"shape-{named}", around.place, message("a drawn shape ({name})", name=named))
        return None
    if graphic.find(WPS + "linkedTxbx") is not None:
        around.findings.unsupported("linkedTxbx", around.place)
        return None
    rotation, flip_h, flip_v = _turned(None if properties is None else properties.find(A + "xfrm"))
    alt, decorative = alternative_text(described)
    turned_text = "horz" if body is None else body.get("vert") or "horz"
    if text is not None and (turned_text != "horz" or rotation):
        around.findings.unsupported("textDirection", around.place)
        return None
    insets = tuple(
        default if body is None or (said := emu(body.get(name))) is None else said
        for name, default in (("lIns", 7.2), ("tIns", 3.6), ("rIns", 7.2), ("bIns", 3.6))
    )
    line = None if properties is None else properties.find(A + "ln")
    shape_style = graphic.find(WPS + "style")
    drawn = outline(line, around)
    if line is None and shape_style is not None and shape_style.find(A + "lnRef") is not None:
        drawn = _styled_outline(shape_style.find(A + "lnRef"), around)
    fill = fill_colour(properties, around)
    if fill is None and shape_style is not None and (properties is None or not _has_fill(properties)):
        reference = shape_style.find(A + "fillRef")
        if reference is not None and (whole(reference.get("idx")) or 0) > 0:
            fill = drawing_colour(reference, around)
    return Shape(
        width=width,
        height=height,
        blocks=cast("tuple[Block, ...]", around.blocks(text)) if text is not None else (),
        geometry="line" if named in {"line", "straightConnector1"} else named,
        fill=fill,
        outline=drawn,
        insets=cast("tuple[float, float, float, float]", insets),
        vertical={"ctr": "center", "b": "bottom"}.get((body.get("anchor") or "t") if body is not None else "t", "top"),
        grows=body is not None and body.find(A + "spAutoFit") is not None,
        alt=alt,
        decorative=decorative or text is None,
        flip_h=flip_h,
        flip_v=flip_v,
        rotation=rotation,
    )


def _has_fill(properties: Element) -> bool:
    return any(
        properties.find(A + name) is not None for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill")
    )


def fill_colour(properties: Element | None, around: Surroundings) -> str | None:
    """The colour that fills a shape; a gradient becomes its first colour with a finding."""
    if properties is None:
        return None
    for name in ("gradFill", "blipFill", "pattFill", "grpFill"):
        if properties.find(A + name) is not None:
            around.findings.unsupported(
                name, around.place, message("a shape with a gradient, pattern or picture in it")
            )
    return drawing_colour(properties.find(A + "solidFill"), around)


def outline(line: Element | None, around: Surroundings) -> Border | None:
    """The line around a picture or shape."""
    if line is None or line.find(A + "noFill") is not None:
        return None
    colour = drawing_colour(line.find(A + "solidFill"), around)
    if colour is None:
        return None
    dash = line.find(A + "prstDash")
    style = "single" if dash is None or dash.get("val") == "solid" else "dashed"
    return Border(style, emu(line.get("w")) or 0.75, colour)


def _styled_outline(reference: Element | None, around: Surroundings) -> Border | None:
    if reference is None or not (whole(reference.get("idx")) or 0):
        return None
    return Border("single", 0.5 * (whole(reference.get("idx")) or 1), drawing_colour(reference, around) or "000000")


def drawing_colour(parent: Element | None, around: Surroundings) -> str | None:
    """``a:srgbClr``, ``a:schemeClr``, ``a:sysClr`` or ``a:prstClr`` in ``RRGGBB``; lightness changes applied."""
    if parent is None:
        return None
    for said in parent:
        name, given = local(said), said.get("val") or ""
        if name == "srgbClr":
            base = rgb(given) or "000000"
        elif name == "schemeClr":
            themed = {"tx1": "text1", "tx2": "text2", "bg1": "background1", "bg2": "background2"}.get(given, given)
            base = around.sheet.theme.colour(Colour(theme=themed)) or ("FFFFFF" if themed.startswith("b") else "000000")
        elif name == "sysClr":
            base = rgb(said.get("lastClr")) or "000000"
        elif name == "prstClr":
            base = {"white": "FFFFFF", "red": "FF0000", "blue": "0000FF", "green": "008000"}.get(given, "000000")
        else:
            return None
        return _modulated(base, said)
    return None


def _modulated(base: str, said: Element) -> str:
    import colorsys

    hue, light, saturation = colorsys.rgb_to_hls(*(int(base[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    for change in said:
        amount = (whole(change.get("val")) or 0) / 100_000
        name = local(change)
        if name == "lumMod":
            light *= amount
        elif name == "lumOff":
            light += amount
        elif name == "shade":
            light *= amount
        elif name == "tint":
            light = light * amount + (1 - amount)
    parts = colorsys.hls_to_rgb(hue, max(0.0, min(1.0, light)), saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts)


def _float(anchor: Element, content: Picture | Shape) -> Float | None:
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
    if isinstance(content, Shape):
        content = replace(content)
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
    )


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
