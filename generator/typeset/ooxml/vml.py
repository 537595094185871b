"""VML, the drawing language before DrawingML: ``w:pict`` and the previews of ``w:object`` (ECMA-376 part 4, 19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from generator.typeset.ooxml import blips, vml_shapes, wrapping
from generator.typeset.ooxml.content import Float, InlinePicture, Link, Offset
from generator.typeset.ooxml.graphics import Crop, Graphic, Group, Member, Outline, Picture, Shape, Tone
from generator.typeset.ooxml.shapes import Box, Frame
from generator.typeset.ooxml.styles import RunFormat
from generator.typeset.ooxml.vml_paths import pair
from generator.typeset.ooxml.vml_shapes import colour, length, styles
from generator.typeset.ooxml.xml import W10, Element, O, R, V, local

if TYPE_CHECKING:
    from generator.typeset.ooxml.inlines import Surroundings

_SHAPES = frozenset({"shape", "rect", "roundrect", "line", "oval", "polyline", "image"})
_IGNORED = frozenset(
    {"shapetype", "formulas", "path", "lock", "wrap", "anchorlock", "OLEObject", "control", "bordertop"}
)
_POSITIONED = {
    "page": "page", "margin": "margin", "text": "column", "char": "character", "line": "line",
    "left-margin-area": "leftMargin", "right-margin-area": "rightMargin", "top-margin-area": "topMargin",
    "bottom-margin-area": "bottomMargin",
}  # fmt: skip
_DEEPEST = 20


def read(pict: Element, format_: RunFormat, link: Link | None, around: Surroundings) -> Iterator[InlinePicture | Float]:
    """The shapes of a ``w:pict`` or ``w:object``; what cannot be set becomes a finding."""
    for element in pict:
        name = local(element)
        if name in _IGNORED:
            continue
        if (name not in _SHAPES and name != "group") or not str(element.tag).startswith(V):
            around.findings.unsupported(name, around.place)
            continue
        style = styles(element.get("style"))
        if style.get("visibility") == "hidden":
            continue
        if element.get(O + "hr") in {"t", "true"}:
            yield InlinePicture(_rule(element, style), format_)
            continue
        box = _box(element, style)
        content = _group(element, box, around) if name == "group" else _graphic(element, box, around, link)
        if content is None:
            continue
        if style.get("position") == "absolute":
            yield _float(element, content, style)
        else:
            yield InlinePicture(content, format_)


def _box(element: Element, style: dict[str, str]) -> Box:
    """Size and, for what is drawn from point to point, place of a shape outside of a group, in points."""
    points = _points(element)
    if points:
        xs, ys = [length(x) for x, _ in points], [length(y) for _, y in points]
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return Box(0.0, 0.0, length(style.get("width")), length(style.get("height")))


def _points(element: Element) -> list[tuple[str, str]]:
    """The points of a ``v:line`` or ``v:polyline``."""
    if local(element) == "line":
        said = [element.get("from") or "0,0", element.get("to") or "10,10"]
    elif local(element) == "polyline":
        flat = (element.get("points") or "").replace(",", " ").split()
        said = [f"{x},{y}" for x, y in zip(flat[::2], flat[1::2], strict=False)]
    else:
        return []
    return [(x.strip() or "0", y.strip() or "0") for x, _, y in (each.partition(",") for each in said)]


def _graphic(element: Element, box: Box, around: Surroundings, link: Link | None) -> Picture | Shape | None:
    image = element.find(V + "imagedata")
    if element.find(V + "textpath") is not None:
        return vml_shapes.word_art(element, box.width, box.height, around)
    if image is not None:
        return _picture(element, image, box, around, link)
    points = _points(element)
    if local(element) == "polyline" and len(points) > 1:
        drawn = vml_shapes.read(element, box.width, box.height, around)
        return None if drawn is None else replace(drawn, geometry="path", paths=(_polyline(points, box),))
    made = vml_shapes.read(element, box.width, box.height, around)
    if made is not None and points:
        falls = (length(points[1][0]) - length(points[0][0])) * (length(points[1][1]) - length(points[0][1])) < 0
        made = replace(made, flip_v=made.flip_v != falls)
    return made


def _polyline(points: list[tuple[str, str]], box: Box) -> Outline:
    commands = []
    for at, (x, y) in enumerate(points):
        across = (length(x) - box.x) / box.width if box.width else 0.0
        down = (length(y) - box.y) / box.height if box.height else 0.0
        commands.append(("L" if at else "M", (across, down)))
    return Outline(tuple(commands))


def _picture(element: Element, image: Element, box: Box, around: Surroundings, link: Link | None) -> Picture | None:
    part = blips.image_part(image, R + "id", around)
    if part is None:
        return None
    alt = (element.get("alt") or image.get(O + "title") or "").strip() or None
    style = styles(element.get("style"))
    flip = style.get("flip", "")
    return Picture(
        part,
        around.parts.sha256(part),
        box.width,
        box.height,
        alt,
        crop=_crop(image),
        tone=Tone(
            gain=vml_shapes.share(image.get("gain"), 1.0),
            lift=vml_shapes.share(image.get("blacklevel"), 0.0),
            grey=image.get("grayscale") in {"t", "true"},
        ),
        rotation=vml_shapes.rotation(style),
        flip_h="x" in flip,
        flip_v="y" in flip,
        link=link,
    )


def _group(element: Element, box: Box, around: Surroundings) -> Group:
    """A ``v:group``: its shapes count in coordinates of its own."""
    style = styles(element.get("style"))
    flip = style.get("flip", "")
    own = Box(0.0, 0.0, box.width, box.height, vml_shapes.rotation(style), "x" in flip, "y" in flip)
    alt = (element.get("alt") or "").strip() or None
    return Group(box.width, box.height, tuple(_members(element, own, around, 0)), alt)


def _members(element: Element, box: Box, around: Surroundings, depth: int) -> Iterator[Member]:
    start, size = pair(element.get("coordorigin"), (0.0, 0.0)), pair(element.get("coordsize"), (1000.0, 1000.0))
    frame = Frame(box, start, size)
    for each in element:
        name = local(each)
        if name in _IGNORED:
            continue
        if (name not in _SHAPES and name != "group") or depth > _DEEPEST:
            around.findings.unsupported(name, around.place)
            continue
        style = styles(each.get("style"))
        if style.get("visibility") == "hidden":
            continue
        placed = frame.placed(_inner_box(each, style))
        if name == "group":
            yield from _members(each, placed, around, depth + 1)
            continue
        if each.find(V + "imagedata") is None and vml_shapes.number_of_type(vml_shapes.typed(each, around)) == "75":
            # The paper of a canvas.
            continue
        made = _graphic(each, placed, around, None)
        if made is not None:
            yield Member(
                placed.x,
                placed.y,
                replace(
                    made,
                    width=placed.width,
                    height=placed.height,
                    rotation=placed.rotation,
                    flip_h=placed.flip_h,
                    flip_v=made.flip_v if name == "line" else placed.flip_v,
                ),
            )


def _inner_box(element: Element, style: dict[str, str]) -> Box:
    """Where a member of a group stands, in the group's coordinates: plain numbers."""
    flip = style.get("flip", "")
    points = _points(element)
    if points:
        xs, ys = [_number(x) for x, _ in points], [_number(y) for _, y in points]
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys), 0.0, "x" in flip, "y" in flip)
    x, y, width, height = (_number(style.get(name)) for name in ("left", "top", "width", "height"))
    return Box(x, y, width, height, vml_shapes.rotation(style), "x" in flip, "y" in flip)


def _number(text: str | None) -> float:
    return pair(text, (0.0, 0.0))[0]


def _rule(element: Element, style: dict[str, str]) -> Shape:
    """A horizontal rule (``o:hr``): as wide as the column unless it says otherwise."""
    return Shape(
        width=length(style.get("width")) or -1.0,
        height=length(style.get("height")) or 1.5,
        fill=colour(element.get("fillcolor")) or "A0A0A0",
        decorative=True,
    )


def _float(element: Element, content: Graphic, style: dict[str, str]) -> Float:
    wrap = element.find(W10 + "wrap")
    kind = None if wrap is None else wrap.get("type")
    distance = tuple(
        length(style.get(f"mso-wrap-distance-{side}")) if f"mso-wrap-distance-{side}" in style else default
        for side, default in (("left", 9.0), ("top", 0.0), ("right", 9.0), ("bottom", 0.0))
    )
    box = _box(element, style)

    def axis(name: str, margin: str, default: str, own: float) -> Offset:
        said = style.get(f"mso-position-{name}-relative") or (None if wrap is None else wrap.get(f"anchor{margin[0]}"))
        relative = _POSITIONED.get(said or "text", default)
        relative = default if relative in {"column", "text"} else relative
        align = style.get(f"mso-position-{name}", "absolute")
        if align != "absolute":
            return Offset(relative, alignment=align)
        side = margin[1:]
        return Offset(relative, distance=length(style.get(f"margin-{side}")) + length(style.get(side)) + own)

    behind = (style.get("z-index") or "0").startswith("-")
    return Float(
        content=content,
        horizontal=axis("horizontal", "xleft", "column", box.x),
        vertical=axis("vertical", "ytop", "paragraph", box.y),
        wrap={"square": "square", "tight": "square", "through": "square", "topAndBottom": "topAndBottom"}.get(
            kind or "", "none"
        ),
        side={"left": "left", "right": "right", "largest": "largest"}.get(
            (wrap.get("side") or "") if wrap is not None else "", "bothSides"
        ),
        outline=wrapping.coordinates(element.get("wrapcoords") or "") if kind in {"tight", "through"} else (),
        distance=cast("tuple[float, float, float, float]", distance),
        behind=behind,
        in_cell=element.get(O + "allowincell") not in {"f", "false"},
        order=int(_number(style.get("z-index"))),
        width_share=_share(style, "width"),
        height_share=_share(style, "height"),
    )


def _share(style: dict[str, str], side: str) -> tuple[str, float] | None:
    """The share of a frame of reference that a side takes, in thousandths; 0 where the size stands as it is."""
    share = _number(style.get(f"mso-{side}-percent"))
    relative = _POSITIONED.get(style.get(f"mso-{side}-relative", "page"), "page")
    return (relative, share / 1000) if share > 0 else None


def _crop(image: Element) -> Crop:
    left, top, right, bottom = (
        vml_shapes.share(image.get(f"crop{side}"), 0.0) for side in ("left", "top", "right", "bottom")
    )
    return Crop(left, top, right, bottom)
