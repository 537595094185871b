"""Text that flows on from one text box into the next (``wps:linkedTxbx``, ``mso-next-textbox``; docs/word/floats.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from generator.typeset.layout.boxes import FlowBox, FlowItem, ParagraphBox
from generator.typeset.layout.gaps import Turn
from generator.typeset.layout.splitting import resumed, split_flow
from generator.typeset.ooxml.document import Block, Paragraph
from generator.typeset.ooxml.graphics import Shape

SetFlow = Callable[[Sequence[Block], float], FlowBox]
"""Lays out blocks in a width."""
SetParagraph = Callable[[Paragraph, float, Sequence[Turn]], ParagraphBox]
"""Sets a paragraph in a width, and from some lines on in others."""


@dataclass(slots=True)
class _Rest:
    """What of the text stands in none of the boxes so far.

    Attributes:
        begun: The paragraph that the last box cut, None where it ended with one.
        width: In which that paragraph began; ``turns`` in which it went on.
        placed: How many of its lines stand.
    """

    blocks: Sequence[Block]
    begun: Paragraph | None = None
    width: float = 0.0
    turns: list[Turn] = field(default_factory=list)
    placed: int = 0


def text_of(shape: Shape, set_flow: SetFlow, set_paragraph: SetParagraph) -> FlowBox | None:
    """What of a text stands in one of the boxes that it flows through; None where the shape is none of them."""
    boxes = shape.links.through(shape.name) if shape.links is not None else ()
    if len(boxes) < 2:
        return None
    rest = _Rest(boxes[0].blocks)
    for box in boxes:
        left, top, right, bottom = box.insets
        width = max(1.0, (box.height if box.text_turned else box.width) - left - right)
        room = (box.width if box.text_turned else box.height) - top - bottom
        flow = _set(rest, width, set_flow, set_paragraph)
        if box is boxes[-1]:
            return flow
        head, tail = split_flow(flow, room, force=True)
        if box.name == shape.name:
            return head
        rest = _left_over(rest, width, head, tail)
    return None


def _set(rest: _Rest, width: float, set_flow: SetFlow, set_paragraph: SetParagraph) -> FlowBox:
    """The rest in a box of this width; the paragraph that was cut is broken anew where the width is another one."""
    flow = set_flow(rest.blocks, width)
    if rest.begun is None:
        return flow
    rest.turns.append(Turn(rest.placed, width))
    whole = set_paragraph(rest.begun, rest.width, rest.turns)
    first = resumed(whole, rest.placed, width)
    down = first.height + rest.begun.content.format.space_after
    items = (FlowItem(0.0, 0.0, first), *(replace(each, y=each.y + down) for each in flow.items))
    anchored = tuple(replace(each, anchor_y=each.anchor_y + down) for each in flow.floats)
    return replace(flow, items=items, floats=anchored, height=flow.height + down)


def _left_over(rest: _Rest, width: float, head: FlowBox, tail: FlowBox) -> _Rest:
    """What the next box begins with."""
    cut = tail.items[0].box if tail.items else None
    if not isinstance(cut, ParagraphBox) or not cut.continued:
        whole = len(head.items) - (rest.begun is not None)
        return _Rest(rest.blocks[whole:])
    stands = sum(
        len(each.box.lines)
        for each in head.items
        if isinstance(each.box, ParagraphBox) and each.box.paragraph is cut.paragraph
    )
    if cut.paragraph is rest.begun:
        return _Rest(rest.blocks, rest.begun, rest.width, rest.turns, rest.placed + stands)
    whole = len(head.items) - (rest.begun is not None)
    return _Rest(rest.blocks[whole:], cut.paragraph, width, [], stands)
