"""Pictures and shapes as Typst code: figures with their alternative text, or artifacts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.model import TextPlace
from generator.typeset.layout.boxes import Body, FlowBox, GroupBody, InlineGraphic, PlacedFloat
from generator.typeset.layout.graphics import natural_width
from generator.typeset.ooxml.graphics import Graphic, Group, Member, Picture, Shape
from generator.typeset.source.drawn import outline, stroke
from generator.typeset.source.markup import length, string


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
        across, down = graphic.frame_at
        # Turned about its middle, the frame stands in the middle of its room.
        width, height = graphic.width - 2 * across, graphic.height - 2 * down
        code = self._graphic(graphic.content, graphic.body, width, height, artifact=artifact)
        if graphic.frame_at != (0.0, 0.0):
            code = f"at({length(across)},{length(down)},{code})"
        room = f"{length(graphic.width)},{length(graphic.height + graphic.rise)}"
        return f"I({room},{code})" if graphic.shown is None else f"X({room},{length(graphic.shown)},{code})"

    def floating(self, placed: PlacedFloat) -> str:
        """A picture or shape at its place on the page."""
        content, body = placed.content, None if placed.part == "drawing" else placed.body
        if placed.part == "text":
            content = _without_outlines(content)
        code = self._graphic(content, body, placed.width, placed.height, place=placed.place)
        if not isinstance(content, Picture):
            code = f"block(width: {length(placed.width)}, height: {length(placed.height)}, {code})"
        return f"at({length(placed.x)},{length(placed.y)},{code})"

    def _graphic(
        self,
        content: Graphic,
        body: Body | None,
        width: float,
        height: float,
        *,
        artifact: bool = False,
        place: TextPlace | None = None,
    ) -> str:
        """What stands from the top left corner of a block of this size."""
        if isinstance(content, Picture):
            return self._picture(content, artifact=artifact, place=place)
        if isinstance(content, Shape):
            return self._shape(content, body if isinstance(body, FlowBox) else None, width, height)
        bodies = body.members if isinstance(body, GroupBody) else (None,) * len(content.members)
        described = content.alt is not None and not content.decorative and not any(bodies)
        made = "\n".join(
            self._member(each, own, artifact=artifact or described, place=place)
            for each, own in zip(content.members, bodies, strict=True)
        )
        if described:
            return _figure(content.alt or "", f"block(width: {length(width)}, height: {length(height)}, {{{made}}})")
        return f"{{{made}}}"

    def _member(self, member: Member, body: FlowBox | None, *, artifact: bool, place: TextPlace | None) -> str:
        content = member.content
        if isinstance(content, Picture):
            image = self._picture(replace(content, rotation=0.0), artifact=artifact, place=place)
            code = _turned(image, content.rotation, content.width, content.height)
        else:
            plain = replace(content, alt=None) if artifact else content
            code = self._shape(plain, body, content.width, content.height)
        return f"at({length(member.x)},{length(member.y)},block(width: {length(content.width)}, height: {length(content.height)}, {code}))"

    def _shape(self, shape: Shape, body: FlowBox | None, width: float, height: float) -> str:
        """The outline, an artifact unless it is described, and the text in it."""
        drawn = _turned(outline(shape, width, height, self._image), shape.rotation, width, height)
        described = shape.alt is not None and not shape.decorative and body is None
        # Lists and tables are set where the flow stands: what is drawn must not move it down.
        made = [] if drawn == "none" else [_figure(shape.alt or "", drawn) if described else f"A(P0({drawn}))"]
        if body is not None:
            made.append(self._text(shape, body, width, height))
        return f"{{{chr(10).join(made)}}}"

    def _text(self, shape: Shape, body: FlowBox, width: float, height: float) -> str:
        """The text of a shape at its place, turned as it and the shape are."""
        across, down = (height, width) if shape.text_turned else (width, height)
        left, top = shape.insets[:2]
        if shape.stretched:
            natural = natural_width(body)
            inner = f"block(width: {length(natural)}, height: {length(body.height)}, {{{self._flow(body, 0.0, 0.0)}}})"
            code = f"scale(x: {100 * across / natural:.3f}%, y: {100 * down / max(1.0, body.height):.3f}%, origin: top + left, {inner})"
        else:
            code = self._flow(body, left, top + _drop(shape, body, down))
        angle = (0.0 if shape.upright else shape.rotation) + shape.text_turned
        if not angle:
            return code
        inner = _turned(f"{{{code}}}", angle, across, down)
        return f"at({length((width - across) / 2)},{length((height - down) / 2)},{inner})"

    def _image(self, picture: Picture, width: float, height: float) -> str:
        path = self._image_path(picture, None)
        return (
            "none"
            if path is None
            else f'image({string(path)}, width: {length(width)}, height: {length(height)}, fit: "stretch")'
        )

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


def _turned(code: str, angle: float, width: float, height: float) -> str:
    """Something of this size turned clockwise about its middle."""
    if not angle or code == "none":
        return code
    return f"rotate({angle:g}deg, origin: center + horizon, block(width: {length(width)}, height: {length(height)}, {code}))"


def _figure(alt: str, code: str) -> str:
    return f"figure(alt: {string(alt)}, {code})"


def _without_outlines(content: Graphic) -> Graphic:
    """The same with its text only: what it looks like is drawn behind the text of the page."""
    if isinstance(content, Shape):
        return replace(content, fill=None, outline=None, geometry="rect")
    if isinstance(content, Group):
        hidden = tuple(
            replace(each, content=replace(each.content, fill=None, outline=None, geometry="rect"))
            if isinstance(each.content, Shape)
            else replace(each, content=Shape(0.0, 0.0, decorative=True))
            for each in content.members
        )
        return replace(content, members=hidden, alt=None)
    return content


def _drop(shape: Shape, body: FlowBox, height: float) -> float:
    """How far the text of a shape is moved down by its vertical alignment."""
    spare = max(0.0, height - body.height - shape.insets[1] - shape.insets[3])
    return spare * {"center": 0.5, "bottom": 1.0}.get(shape.vertical, 0.0)
