"""The text in shapes, and how large shapes and pictures stand on the page."""

from __future__ import annotations

import math
from collections.abc import Iterator

from generator.typeset.layout.boxes import Body, FlowBox, GroupBody, ParagraphBox
from generator.typeset.layout.clipping import clipped
from generator.typeset.layout.linked import SetFlow, SetParagraph, text_of
from generator.typeset.ooxml.graphics import Graphic, Group, Picture, Shape

_BOUNDLESS = 5000.0


def body_of(content: Graphic, width: float, set_flow: SetFlow, set_paragraph: SetParagraph) -> Body | None:
    """The laid-out text of a shape that stands ``width`` wide, or of all shapes of a group; None where there is none."""
    if isinstance(content, Group):
        bodies = tuple(
            _text_of(each.content, each.content.width, set_flow, set_paragraph)
            if isinstance(each.content, Shape)
            else None
            for each in content.members
        )
        return GroupBody(bodies) if any(each is not None for each in bodies) else None
    return _text_of(content, width, set_flow, set_paragraph) if isinstance(content, Shape) else None


def _text_of(shape: Shape, width: float, set_flow: SetFlow, set_paragraph: SetParagraph) -> FlowBox | None:
    linked = text_of(shape, set_flow, set_paragraph)
    if linked is not None:
        return clipped(linked, (width if shape.text_turned else shape.height) - shape.insets[1])
    if not shape.blocks:
        return None
    left, top, right, _bottom = shape.insets
    room = max(1.0, (shape.height if shape.text_turned else width) - left - right)
    if not shape.wraps:
        # Text that does not wrap at the edge is as wide as it is; what is centred stays within the shape.
        natural = natural_width(set_flow(shape.blocks, _BOUNDLESS), _BOUNDLESS)
        room = natural + 0.1 if shape.stretched else max(room, natural + 0.1)
    flow = set_flow(shape.blocks, room)
    # A shape that does not grow with its text hides what does not fit.
    return (
        flow if shape.grows or shape.stretched else clipped(flow, (width if shape.text_turned else shape.height) - top)
    )


def texts_of(content: Graphic, body: Body | None) -> Iterator[tuple[FlowBox, float, float]]:
    """The text of a shape or of the shapes of a group, and where it begins from the top left corner of all.

    What is turned or stretched is said to stand at the corner of its shape.
    """
    if isinstance(content, Shape) and isinstance(body, FlowBox):
        turned = content.text_turned or content.stretched or (content.rotation and not content.upright)
        yield (body, 0.0, 0.0) if turned else (body, content.insets[0], content.insets[1])
    elif isinstance(content, Group) and isinstance(body, GroupBody):
        for member, own in zip(content.members, body.members, strict=True):
            for flow, x, y in texts_of(member.content, own):
                yield flow, member.x + x, member.y + y


def size_of(content: Graphic, width: float, body: Body | None) -> tuple[float, float]:
    """Width and height on the page: growing boxes follow their text."""
    if isinstance(content, Shape) and content.grows and isinstance(body, FlowBox) and not content.text_turned:
        return width, body.height + content.insets[1] + content.insets[3]
    return width, content.height


def bounds(content: Graphic, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what a graphic covers that stands at (x, y): more than its frame where it is turned."""
    if isinstance(content, Group) or not content.rotation:
        return x, y, x + width, y + height
    if isinstance(content, Picture) and content.rotation % 90 == 0:
        if content.rotation % 180 == 0:
            return x, y, x + width, y + height
        # A picture that lies on its side has its top left corner where it would have it upright.
        return x, y, x + height, y + width
    angle = math.radians(content.rotation)
    across = (abs(width * math.cos(angle)) + abs(height * math.sin(angle))) / 2
    down = (abs(width * math.sin(angle)) + abs(height * math.cos(angle))) / 2
    middle = x + width / 2, y + height / 2
    return middle[0] - across, middle[1] - down, middle[0] + across, middle[1] + down


def natural_width(flow: FlowBox, room: float | None = None) -> float:
    """How far the widest line or table of a flow reaches; with ``room``, wherever in it the lines are aligned."""
    widest = 1.0
    for item in flow.items:
        if isinstance(item.box, ParagraphBox):
            for line in item.box.lines:
                spans = [(each.x, each.x + each.width) for each in line.fragments]
                spans += [(each.x, each.x + each.width) for each in line.graphics]
                if spans:
                    start = min(x for x, _ in spans) if room is not None else min([0.0, *(x for x, _ in spans)])
                    widest = max(widest, max(end for _, end in spans) - start)
        else:
            reach = max((each.left + each.width for row in item.box.rows for each in row.cells), default=0.0)
            widest = max(widest, item.x + reach)
    return widest
