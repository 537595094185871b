"""What a shape of VML looks like: its type, outline, fill, line and text (ECMA-376 part 4, 19.1.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from lxml import etree

from generator.errors import message
from generator.typeset.ooxml import blips, geometry, vml_paths
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.document import Block
from generator.typeset.ooxml.fills import Fill, gradient, named_colour
from generator.typeset.ooxml.graphics import Gradient, Picture, Shape
from generator.typeset.ooxml.xml import Element, O, R, V, W, local, measure, rgb

if TYPE_CHECKING:
    from generator.typeset.ooxml.inlines import Surroundings

_GEOMETRIES = {"line": "line", "oval": "ellipse", "rect": "rect", "polyline": "rect", "image": "rect"}
_DASHES = {"solid": "single", "1 1": "dotted", "dot": "dotted", "shortdot": "dotted", "dashdot": "dotDash"}
_ARROWS = {"block": "triangle", "classic": "stealth", "open": "arrow", "oval": "oval", "diamond": "diamond"}
_FALSE = frozenset({"f", "false"})
_RECTANGLES = frozenset({"1", "75", "201", "202"})
"""``o:spt`` of types that are rectangles: plain, picture, control, text box."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A shape with the type (``v:shapetype``) that says what it does not say itself."""

    element: Element
    type: Element | None

    def get(self, name: str) -> str | None:
        """An attribute of the shape or of its type."""
        said = self.element.get(name)
        return said if said is not None or self.type is None else self.type.get(name)

    def find(self, name: str) -> Element | None:
        """A child of the shape or of its type, in the namespace of VML."""
        said = self.element.find(V + name)
        return said if said is not None or self.type is None else self.type.find(V + name)


def typed(element: Element, around: Surroundings) -> Typed:
    """The shape and its type, which may stand anywhere before it in the part."""
    name = (element.get("type") or "").removeprefix("#")
    if not name:
        return Typed(element, None)
    return Typed(element, around.parts.once((around.part, V + "shapetype"), lambda: _types(element)).get(name))


def _types(element: Element) -> dict[str, Element]:
    """The shape types of the part that the element stands in, by their names."""
    return {each.get("id") or "": each for each in element.getroottree().iter(V + "shapetype")}


def number_of_type(shape: Typed) -> str:
    """``o:spt``, or the number that Word puts into the name of a type (``#_x0000_t202``)."""
    said = shape.get(O + "spt")
    return said if said is not None else (shape.element.get("type") or "").rpartition("_t")[2]


def read(element: Element, width: float, height: float, around: Surroundings) -> Shape | None:
    """A shape of VML of a width and height in points; what cannot be set becomes a finding."""
    shape, style = typed(element, around), styles(element.get("style"))
    box = element.find(V + "textbox")
    text = None if box is None else box.find(W + "txbxContent")
    drawn = _drawn(shape, width, height)
    if drawn is None:
        around.findings.unsupported("v-shape", around.place, message("a drawn shape ({name})", name="VML"))
        return None
    line = outline(shape)
    stroke = shape.find("stroke")
    made = replace(
        drawn,
        blocks=cast("tuple[Block, ...]", around.blocks(text)) if text is not None else (),
        fill=_picture_fill(shape, around) or fill(shape),
        outline=line,
        heads=("none", "none") if stroke is None else (_arrow(stroke, "startarrow"), _arrow(stroke, "endarrow")),
        vertical={"middle": "center", "bottom": "bottom"}.get(style.get("v-text-anchor", ""), "top"),
        wraps=style.get("mso-wrap-style") != "none",
        alt=(element.get("alt") or "").strip() or None,
        decorative=text is None and not element.get("alt"),
    )
    return _linked(turned(_with_text_box(made, box), style), element, box, around)


def _linked(shape: Shape, element: Element, box: Element | None, around: Surroundings) -> Shape:
    """The shape as one of those that a text flows through; one that names itself is the last of them."""
    names = [name for name in (element.get("id"), element.get(O + "spid")) if name]
    if box is None or not names:
        return shape
    following = styles(box.get("style")).get("mso-next-textbox", "").removeprefix("#")
    linked = replace(shape, name=names[0], links=around.links)
    around.links.add(linked, "" if following in names else following)
    return linked


def _drawn(shape: Typed, width: float, height: float) -> Shape | None:
    """The outline; None for one that is not known."""
    element = shape.element
    name = local(element)
    if name in _GEOMETRIES:
        return Shape(width, height, geometry=_GEOMETRIES[name])
    if name == "roundrect":
        said = element.get("arcsize") or "0.2"
        return Shape(width, height, geometry="path", paths=geometry.rounded_rectangle(share(said, 0.2), width, height))
    number = number_of_type(shape)
    path = shape.get("path")
    own = shape.find("path")
    if path is None and own is not None:
        path = own.get("v")
    if number in _RECTANGLES or (path is None and not number):
        return Shape(width, height)
    if path is None:
        return None
    adjustments = vml_paths.numbers(shape.type.get("adj") if shape.type is not None else None)
    for at, said in enumerate((element.get("adj") or "").split(",") if element.get("adj") else ()):
        if said.strip():
            adjustments[at:] = [vml_paths.numbers(said)[0], *adjustments[at + 1 :]]
    formulas = vml_paths.formulas_of(element) or (vml_paths.formulas_of(shape.type) if shape.type is not None else [])
    paths = vml_paths.outlines(
        path,
        vml_paths.pair(shape.get("coordorigin"), (0.0, 0.0)),
        vml_paths.pair(shape.get("coordsize"), (1000.0, 1000.0)),
        formulas,
        adjustments,
    )
    return None if paths is None else Shape(width, height, geometry="path", paths=paths)


def turned(shape: Shape, style: dict[str, str]) -> Shape:
    """The shape as ``rotation`` and ``flip`` of its style turn and mirror it."""
    flip = style.get("flip", "")
    return replace(shape, rotation=rotation(style), flip_h="x" in flip, flip_v="y" in flip)


def rotation(style: dict[str, str]) -> float:
    """Degrees clockwise; ``fd`` counts 65,536ths of one."""
    said = style.get("rotation", "0")
    try:
        return (float(said.removesuffix("fd")) / 65536 if said.endswith("fd") else float(said)) % 360
    except (OverflowError, ValueError):
        return 0.0


def _with_text_box(shape: Shape, box: Element | None) -> Shape:
    if box is None:
        return shape
    given = (box.get("inset") or "").split(",")
    insets = [
        length(given[at]) if at < len(given) and given[at].strip() else default
        for at, default in enumerate((7.2, 3.6, 7.2, 3.6))
    ]
    style = styles(box.get("style"))
    angle = 0
    if style.get("layout-flow", "horizontal") != "horizontal":
        angle = -90 if style.get("mso-layout-flow-alt") == "bottom-to-top" else 90
        order = (1, 2, 3, 0) if angle > 0 else (3, 0, 1, 2)
        insets = [insets[at] for at in order]
    return replace(
        shape,
        insets=(insets[0], insets[1], insets[2], insets[3]),
        grows=style.get("mso-fit-shape-to-text") in {"t", "true"},
        text_turned=angle,
    )


def fill(shape: Typed) -> Fill | None:
    """What fills the shape: white unless it says otherwise."""
    said = shape.find("fill")
    if shape.get("filled") in _FALSE or (said is not None and said.get("on") in _FALSE):
        return None
    first = colour(shape.get("fillcolor") or (None if said is None else said.get("color"))) or "FFFFFF"
    if said is None:
        return first
    seen = share(said.get("opacity"), 1.0)
    first = seen_through(first, seen)
    second = colour(said.get("color2"))
    kind = said.get("type") or "solid"
    if kind not in {"gradient", "gradientRadial", "gradientCenter", "gradientUnscaled"} or second is None:
        return first
    second = seen_through(second, share(said.get("o:opacity2") or said.get(O + "opacity2"), seen))
    focus = share(said.get("focus"), 0.0)
    stops = [(0.0, first), (1.0, second)]
    if abs(focus) >= 1:
        stops = [(0.0, second), (1.0, first)]
    elif focus:
        stops = [(0.0, first), (abs(focus), second), (1.0, first)]
    # VML counts against the clock from the bottom upwards.
    turn = (270 - share(said.get("angle"), 0.0)) % 360
    return gradient(stops, None if kind in {"gradientRadial", "gradientCenter"} else turn)


def _picture_fill(shape: Typed, around: Surroundings) -> Picture | None:
    """The picture that fills the shape (``type="frame"``)."""
    said = shape.find("fill")
    if said is None or said.get("type") != "frame" or said.get(R + "id") is None or shape.get("filled") in _FALSE:
        return None
    part = blips.image_part(said, R + "id", around)
    return None if part is None else Picture(part, around.parts.sha256(part), 0.0, 0.0, decorative=True)


def seen_through(plain: str, opacity: float) -> str:
    """A colour with its opacity behind it."""
    return plain if opacity >= 1 else f"{plain}{round(max(0.0, opacity) * 255):02X}"


def outline(shape: Typed) -> Border | None:
    """The line around the shape: black, 0.75 pt, unless it says otherwise."""
    said = shape.find("stroke")
    if shape.get("stroked") in _FALSE or (said is not None and said.get("on") in _FALSE):
        return None
    weight = shape.get("strokeweight") or (None if said is None else said.get("weight"))
    paint = colour(shape.get("strokecolor") or (None if said is None else said.get("color"))) or "000000"
    dash = "solid" if said is None else (said.get("dashstyle") or "solid").lower()
    return Border(_DASHES.get(dash, "dashed"), length(weight) or 0.75, paint)


def _arrow(stroke: Element, name: str) -> str:
    return _ARROWS.get(stroke.get(name) or "none", "none")


def word_art(element: Element, width: float, height: float, around: Surroundings) -> Shape | None:
    """Text drawn as large as its shape (``v:textpath``): WordArt and watermarks."""
    said = element.find(V + "textpath")
    text = "" if said is None else said.get("string") or ""
    if said is None or not text.strip():
        return None
    inside = fill(typed(element, around))
    plain = inside.stops[0][1] if isinstance(inside, Gradient) else inside if isinstance(inside, str) else "000000"
    content = _as_content(text, styles(said.get("style")), _on_white(plain))
    made = Shape(
        width,
        height,
        blocks=cast("tuple[Block, ...]", around.blocks(content)),
        insets=(0.0, 0.0, 0.0, 0.0),
        wraps=False,
        stretched=True,
    )
    return turned(made, styles(element.get("style")))


def _on_white(plain: str) -> str:
    """What a colour that one sees through looks like on paper."""
    seen = int(plain[6:8], 16) / 255 if len(plain) == 8 else 1.0
    return "".join(f"{round(int(plain[at : at + 2], 16) * seen + 255 * (1 - seen)):02X}" for at in (0, 2, 4))


def _as_content(text: str, style: dict[str, str], paint: str) -> Element:
    """The text as a paragraph of WordprocessingML."""
    content = etree.Element(W + "txbxContent")
    for line in text.splitlines():
        paragraph = etree.SubElement(content, W + "p")
        spacing = etree.SubElement(etree.SubElement(paragraph, W + "pPr"), W + "spacing")
        for name, said in (("before", "0"), ("after", "0"), ("line", "240"), ("lineRule", "auto")):
            spacing.set(W + name, said)
        run = etree.SubElement(paragraph, W + "r")
        properties = etree.SubElement(run, W + "rPr")
        fonts = etree.SubElement(properties, W + "rFonts")
        named = style.get("font-family", "").strip("\"'").strip() or "Arial"
        fonts.set(W + "ascii", named)
        fonts.set(W + "hAnsi", named)
        for name, wanted in (("b", style.get("font-weight") == "bold"), ("i", style.get("font-style") == "italic")):
            if wanted:
                etree.SubElement(properties, W + name)
        etree.SubElement(properties, W + "color").set(W + "val", paint)
        etree.SubElement(properties, W + "sz").set(W + "val", "72")
        written = etree.SubElement(run, W + "t")
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        written.text = line
    return content


# Values -----------------------------------------------------------------------------------------------------


def styles(text: str | None) -> dict[str, str]:
    """The declarations of a ``style``."""
    pairs = (each.partition(":") for each in (text or "").split(";"))
    return {name.strip().lower(): said.strip() for name, _, said in pairs if name.strip()}


def length(text: str | None) -> float:
    """A CSS length in points; plain numbers are pixels of 1/96 inch, except 0."""
    if not text:
        return 0.0
    return measure(text.strip().removesuffix("px"), 96 / 72) or 0.0


def share(text: str | None, default: float) -> float:
    """A fraction: ``.5``, ``50%`` or ``32768f``; angles come as plain numbers."""
    if not text:
        return default
    try:
        if text.endswith("f") and not text.endswith("ff"):
            return float(text[:-1]) / 65536
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        return default


def colour(text: str | None) -> str | None:
    """``#rgb``, ``#rrggbb`` or a name; what Word notes of the theme behind it is left out."""
    if not text:
        return None
    plain = text.split("[")[0].split()[0].strip().lower() if text.split("[")[0].strip() else ""
    if plain.startswith("#") and len(plain) == 4:
        plain = "#" + "".join(sign * 2 for sign in plain[1:])
    return rgb(plain) if plain.startswith("#") else named_colour(plain) or rgb(plain)
