"""VML, the drawing language before DrawingML: pictures, text boxes and rectangles in ``w:pict`` (ECMA-376 part 4, 19)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from generator.errors import message
from generator.typeset.ooxml.document import Block, Crop, Float, InlinePicture, Link, Offset, Picture, Shape
from generator.typeset.ooxml.properties import Border
from generator.typeset.ooxml.styles import RunFormat
from generator.typeset.ooxml.xml import W10, Element, O, R, V, W, local, measure, rgb

if TYPE_CHECKING:
    from generator.typeset.ooxml.inlines import Surroundings

_SHAPES = frozenset({"shape", "rect", "roundrect", "line", "oval"})
_IGNORED = frozenset({"shapetype", "formulas", "path", "lock"})
_NAMED = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "gray": "808080", "silver": "C0C0C0", "navy": "000080", "maroon": "800000", "teal": "008080", "purple": "800080",
}  # fmt: skip
_POSITIONED = {
    "page": "page", "margin": "margin", "text": "column", "char": "character", "line": "line",
    "left-margin-area": "leftMargin", "right-margin-area": "rightMargin", "top-margin-area": "topMargin",
    "bottom-margin-area": "bottomMargin",
}  # fmt: skip


def read(pict: Element, format_: RunFormat, link: Link | None, around: Surroundings) -> Iterator[InlinePicture | Float]:
    """The shapes of a ``w:pict``; what cannot be set becomes a finding."""
    from generator.typeset.ooxml.drawing import image_part

    for element in pict:
        name = local(element)
        if name in _IGNORED:
            continue
        if name not in _SHAPES or not str(element.tag).startswith(V):
            around.findings.unsupported(name, around.place)
            continue
        style = _style(element.get("style") or "")
        if style.get("visibility") == "hidden":
            continue
        content: Picture | Shape | None
        image = element.find(V + "imagedata")
        if element.find(V + "textpath") is not None:
            around.findings.unsupported("textpath", around.place, message("WordArt or a watermark"))
            continue
        if element.get(O + "hr") in {"t", "true"}:
            yield InlinePicture(_rule(element, style), format_)
            continue
        if image is not None:
            part = image_part(image, R + "id", around)
            if part is None:
                continue
            alt = (element.get("alt") or image.get(O + "title") or "").strip() or None
            size = _length(style.get("width")), _length(style.get("height"))
            content = Picture(part, around.parts.sha256(part), *size, alt, crop=_crop(image), link=link)
        else:
            content = _shape(element, name, style, around)
        if style.get("position") == "absolute":
            yield _float(element, content, style)
        else:
            yield InlinePicture(content, format_)


def _shape(element: Element, name: str, style: dict[str, str], around: Surroundings) -> Shape:
    box = element.find(V + "textbox")
    text = None if box is None else box.find(W + "txbxContent")
    insets = [_length(each) for each in (box.get("inset") or "").split(",")] if box is not None else []
    usual = (7.2, 3.6, 7.2, 3.6)
    given = (box.get("inset") or "").split(",") if box is not None else []
    padded = tuple(
        insets[at] if at < len(insets) and given[at].strip() else default for at, default in enumerate(usual)
    )
    filled = element.get("filled") not in {"f", "false"}
    stroked = element.get("stroked") not in {"f", "false"}
    box_style = _style(box.get("style") or "") if box is not None else {}
    if name == "shape" and text is None:
        around.findings.unsupported("v-shape", around.place, message("a drawn shape ({name})", name="VML"))
    if "mso-next-textbox" in box_style:
        around.findings.unsupported("linkedTxbx", around.place)
    if "layout-flow" in box_style and box_style["layout-flow"] != "horizontal":
        around.findings.unsupported("textDirection", around.place)
    return Shape(
        width=_length(style.get("width")),
        height=_length(style.get("height")),
        blocks=cast("tuple[Block, ...]", around.blocks(text)) if text is not None else (),
        geometry={"line": "line", "oval": "ellipse", "roundrect": "roundRect"}.get(name, "rect"),
        fill=(_colour(element.get("fillcolor")) or "FFFFFF") if filled else None,
        outline=Border(
            "single", _length(element.get("strokeweight")) or 0.75, _colour(element.get("strokecolor")) or "000000"
        )
        if stroked
        else None,
        insets=cast("tuple[float, float, float, float]", padded),
        vertical={"middle": "center", "bottom": "bottom"}.get(style.get("v-text-anchor", ""), "top"),
        grows=box_style.get("mso-fit-shape-to-text") in {"t", "true"},
        decorative=text is None,
    )


def _rule(element: Element, style: dict[str, str]) -> Shape:
    """A horizontal rule (``o:hr``): as wide as the column unless it says otherwise."""
    return Shape(
        width=_length(style.get("width")) or -1.0,
        height=_length(style.get("height")) or 1.5,
        fill=_colour(element.get("fillcolor")) or "A0A0A0",
        decorative=True,
    )


def _float(element: Element, content: Picture | Shape, style: dict[str, str]) -> Float:
    wrap = element.find(W10 + "wrap")
    kind = None if wrap is None else wrap.get("type")
    distance = tuple(
        _length(style.get(f"mso-wrap-distance-{side}")) if f"mso-wrap-distance-{side}" in style else default
        for side, default in (("left", 9.0), ("top", 0.0), ("right", 9.0), ("bottom", 0.0))
    )

    def axis(name: str, margin: str, default: str) -> Offset:
        relative = _POSITIONED.get(style.get(f"mso-position-{name}-relative", "text"), default)
        relative = default if relative in {"column", "text"} else relative
        align = style.get(f"mso-position-{name}", "absolute")
        if align != "absolute":
            return Offset(relative, alignment=align)
        return Offset(
            relative, distance=_length(style.get(margin)) + _length(style.get(margin.removeprefix("margin-")))
        )

    behind = (style.get("z-index") or "0").startswith("-")
    return Float(
        content=content,
        horizontal=axis("horizontal", "margin-left", "column"),
        vertical=axis("vertical", "margin-top", "paragraph"),
        wrap={"square": "square", "tight": "square", "through": "square", "topAndBottom": "topAndBottom"}.get(
            kind or "", "none"
        ),
        side={"left": "left", "right": "right", "largest": "largest"}.get(
            (wrap.get("side") or "") if wrap is not None else "", "bothSides"
        ),
        distance=cast("tuple[float, float, float, float]", distance),
        behind=behind,
    )


def _style(text: str) -> dict[str, str]:
    pairs = (each.partition(":") for each in text.split(";"))
    return {name.strip().lower(): said.strip() for name, _, said in pairs if name.strip()}


def _length(text: str | None) -> float:
    """A CSS length in points; plain numbers are pixels of 1/96 inch, except 0."""
    if not text:
        return 0.0
    text = text.strip()
    if text.endswith("px"):
        text = text.removesuffix("px")
    return measure(text, 96 / 72) or 0.0


def _colour(text: str | None) -> str | None:
    if not text:
        return None
    plain = text.split("[")[0].strip().lower()
    if plain.startswith("#") and len(plain) == 4:
        plain = "#" + "".join(sign * 2 for sign in plain[1:])
    return _NAMED.get(plain) or rgb(plain)


def _crop(image: Element) -> Crop:
    def share(name: str) -> float:
        text = image.get(name) or "0"
        try:
            return float(text.removesuffix("f")) / 65536 if text.endswith("f") else float(text)
        except ValueError:
            return 0.0

    return Crop(share("cropleft"), share("croptop"), share("cropright"), share("cropbottom"))
