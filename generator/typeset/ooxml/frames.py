"""Frames and floating tables: neighbours of one frame stand in it together (ECMA-376 part 1, 17.3.1.11 and 17.4.57)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.typeset.ooxml.content import BEFORE, Offset
from generator.typeset.ooxml.document import Block, Framed, Paragraph, Table
from generator.typeset.ooxml.properties import Frame
from generator.typeset.ooxml.table_properties import TablePosition

_HORIZONTAL = {"text": "column", "margin": "margin", "page": "page"}
_VERTICAL = {"text": "paragraph", "margin": "margin", "page": "page"}


def grouped(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with those of a frame put together."""
    pending: list[Paragraph] = []
    for block in blocks:
        frame = block.content.format.frame if isinstance(block, Paragraph) else None
        if pending and (frame is None or frame != pending[0].content.format.frame):
            yield _framed(pending)
            pending = []
        if isinstance(block, Paragraph) and frame is not None:
            pending.append(block)
        elif isinstance(block, Table) and block.properties.position is not None:
            yield _floating(block, block.properties.position)
        else:
            yield block
    if pending:
        yield _framed(pending)


def unframed(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same blocks in the flow: within a cell nothing floats, so that the cell holds its text."""
    return tuple(inner for block in blocks for inner in (block.blocks if isinstance(block, Framed) else (block,)))


def _framed(paragraphs: list[Paragraph]) -> Framed:
    frame = paragraphs[0].content.format.frame
    assert frame is not None
    return Framed(
        blocks=tuple(paragraphs),
        horizontal=Offset("column", BEFORE, frame.h_space or 0.0)
        if frame.drop_cap == "margin"
        else _offset(frame.h_anchor, frame.x_align, frame.x, _HORIZONTAL),
        vertical=_offset(frame.v_anchor, frame.y_align, frame.y, _VERTICAL),
        width=frame.width,
        height=frame.height,
        height_rule=_height_rule(frame),
        distance=(frame.h_space or 0.0, frame.v_space or 0.0, frame.h_space or 0.0, frame.v_space or 0.0),
        wraps=frame.wrap not in {"none", "through"},
        beside=frame.wrap != "notBeside",
    )


def _height_rule(frame: Frame) -> str:
    asked = frame.height_rule or "auto"
    return "atLeast" if frame.height is not None and asked == "auto" else asked


def _floating(table: Table, position: TablePosition) -> Framed:
    return Framed(
        blocks=(table,),
        horizontal=_offset(position.h_anchor, position.x_align, position.x, _HORIZONTAL),
        vertical=_offset(position.v_anchor, position.y_align, position.y, _VERTICAL),
        distance=(position.left, position.top, position.right, position.bottom),
    )


def _offset(anchor: str | None, align: str | None, distance: float | None, names: dict[str, str]) -> Offset:
    relative_to = names.get(anchor or "text", names["text"])
    return Offset(relative_to, None if align in {None, "inline"} else align, distance or 0.0)
