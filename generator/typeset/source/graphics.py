"""Pictures and shapes as Typst code: figures with their alternative text, or artifacts."""

from __future__ import annotations

from collections.abc import Callable

from generator.model import TextPlace
from generator.typeset.layout.boxes import FlowBox, InlineGraphic, PlacedFloat, border_parts
from generator.typeset.ooxml.document import Picture, Shape
from generator.typeset.ooxml.properties import Border
from generator.typeset.source.markup import colour, length, string


class GraphicWriter:
    """Writes pictures and shapes.

    Args:
        image_path: Where Typst finds a picture, None where it cannot be drawn.
        flow: Writes the text of a shape at its place.
    """

    def __init__(
        self,
        image_path: Callable[[Picture, TextPlace | None], str | None],
        flow: Callable[[FlowBox, float, float], str],
    ) -> None:
        self._image_path = image_path
        self._flow = flow

    def inline(self, graphic: InlineGraphic, artifact: bool) -> str:  # noqa: FBT001  a callback with two arguments
        """A picture or shape that stands on the line."""
        content = graphic.content
        lift = graphic.height + graphic.rise
        if isinstance(content, Picture):
            return f"I({length(graphic.width)},{length(lift)},{self._picture(content, artifact=artifact)})"
        inner = [f"A({self._outline(content, graphic.width, graphic.height)})"]
        if graphic.body is not None:
            inner.append(
                self._flow(
                    graphic.body, content.insets[0], content.insets[1] + _drop(content, graphic.body, graphic.height)
                )
            )
        return f"I({length(graphic.width)},{length(lift)},{{{chr(10).join(inner)}}})"

    def floating(self, placed: PlacedFloat) -> str:
        """A picture or shape at its place on the page."""
        content = placed.content
        x, y = length(placed.x), length(placed.y)
        if isinstance(content, Picture):
            return f"at({x},{y},{self._picture(content, artifact=False, place=placed.place)})"
        made = [f"A(at({x},{y},{self._outline(content, placed.width, placed.height)}))"]
        if placed.body is not None:
            drop = _drop(content, placed.body, placed.height)
            made.append(self._flow(placed.body, placed.x + content.insets[0], placed.y + content.insets[1] + drop))
        return "\n".join(made)

    def _picture(self, picture: Picture, *, artifact: bool, place: TextPlace | None = None) -> str:
        path = self._image_path(picture, place)
        if path is None:
            return "none"
        plain = artifact or picture.decorative or picture.alt is None
        alt = "" if plain else f", alt: {string(picture.alt or '')}"
        code = f'image({string(path)}, width: {length(picture.width)}, height: {length(picture.height)}, fit: "stretch"{alt})'
        if picture.flip_h or picture.flip_v:
            code = f"scale(x: {-100 if picture.flip_h else 100}%, y: {-100 if picture.flip_v else 100}%, {code})"
        if picture.rotation:
            code = (
                f"rotate({picture.rotation:g}deg, reflow: {'true' if picture.rotation % 90 == 0 else 'false'}, {code})"
            )
        if picture.outline is not None:
            code = f"box(stroke: {stroke(picture.outline)}, {code})"
        if plain:
            return f"A({code})"
        return (
            f"link({string(picture.link.address)}, {code})"
            if picture.link is not None and picture.link.address
            else code
        )

    def _outline(self, shape: Shape, width: float, height: float) -> str:
        if shape.geometry == "line":
            drawn = stroke(shape.outline) if shape.outline is not None else f"0.75pt + {colour(shape.fill)}"
            start, end = (0.0, width), (height, 0.0) if shape.flip_v != shape.flip_h else (0.0, height)
            return f"line(start: ({length(start[0])}, {length(end[0])}), end: ({length(start[1])}, {length(end[1])}), stroke: {drawn})"
        fill = colour(shape.fill) if shape.fill else "none"
        drawn = stroke(shape.outline) if shape.outline is not None else "none"
        named = {"ellipse": "ellipse"}.get(shape.geometry, "rect")
        radius = f", radius: {length(min(width, height) / 6)}" if shape.geometry == "roundRect" else ""
        return f"{named}(width: {length(width)}, height: {length(height)}, fill: {fill}, stroke: {drawn}{radius})"


def stroke(border: Border) -> str:
    """A line's stroke."""
    dash, thickness = border_parts(border)
    paint = colour(None if border.colour == "auto" else border.colour)
    if dash == "solid":
        return f"{length(thickness)} + {paint}"
    return f'(thickness: {length(thickness)}, paint: {paint}, dash: "{dash}")'


def _drop(shape: Shape, body: FlowBox, height: float) -> float:
    """How far the text of a shape is moved down by its vertical alignment."""
    spare = max(0.0, height - body.height - shape.insets[1] - shape.insets[3])
    return spare * {"center": 0.5, "bottom": 1.0}.get(shape.vertical, 0.0)
