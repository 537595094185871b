"""Keeps a paragraph with the next (``w:keepNext``), in chains (docs/word/pages.md)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.typeset.layout.paper import TOLERANCE, Paper
from generator.typeset.ooxml.document import Block, Framed, Paragraph, Table

_LONGEST_CHAIN = 60


def keep_together(paper: Paper, blocks: Sequence[Block], at: int) -> None:
    """Go to the next column where the chain that begins with block ``at``, and what it is kept with, would be torn apart."""
    before = paper.previous
    if paper.at_top or not _keeps_next(blocks[at]) or (before is not None and _keeps_next(before)):
        return
    column = paper.column
    needed = 0.0
    for number, block in enumerate(blocks[at:]):
        if isinstance(block, Framed):
            continue
        needed += paper.flows.gap(before, block)
        last = not _keeps_next(block)
        needed += _least_height(paper, block) if last else _whole_height(paper, block)
        before = block
        if needed > column.bottom - column.top or number > _LONGEST_CHAIN:
            return
        if last:
            break
    if needed > column.bottom - paper.y + TOLERANCE:
        paper.next_column()


def _keeps_next(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.content.format.keep_next


def _whole_height(paper: Paper, block: Block) -> float:
    column = paper.column
    if isinstance(block, Paragraph):
        box = paper.flows.paragraphs.box(block, column.width, paper.facts)
        return box.height + paper.notes.needed(box.lines, column, paper.facts)
    assert isinstance(block, Table)
    return paper.flows.tables.box(block, column.width, paper.facts).box.height


def _least_height(paper: Paper, block: Block) -> float:
    """What of a block must stand with the kept paragraph before it: two lines, or a row."""
    width = paper.column.width
    if isinstance(block, Table):
        box = paper.flows.tables.box(block, width, paper.facts).box
        headers = sum(1 for row in box.rows if row.repeats)
        return sum(row.height for row in box.rows[: headers + 1])
    assert isinstance(block, Paragraph)
    paragraph = paper.flows.paragraphs.box(block, width, paper.facts)
    count = 2 if block.content.format.widow_control else 1
    if len(paragraph.lines) <= 2 * count - 1 or block.content.format.keep_lines:
        return paragraph.height
    line = paragraph.lines[count - 1]
    return line.top + line.height
