"""Paragraphs that hold nothing but the end of their section: which of them take a line (docs/word/paragraphs.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.typeset.ooxml.content import Bookmark
from generator.typeset.ooxml.document import Block, Paragraph, Table


def marked(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, where paragraphs that only end a section take no room.

    They keep their line where they are all of their section, where a table begins the section and behind a frame.
    """
    first: Block | None = None
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and _only_ends_section(block):
            keeps_line = first is None or isinstance(first, Table) or (before is not None and _is_framed(before))
            yield block if keeps_line else _without_room(block)
        else:
            yield block
        first, before = first or block, block
        if isinstance(block, Paragraph) and block.ends_section is not None:
            first = before = None


def _only_ends_section(block: Paragraph) -> bool:
    return block.ends_section is not None and all(isinstance(each, Bookmark) for each in block.content.inlines)


def _is_framed(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.content.format.frame is not None


def _without_room(block: Paragraph) -> Paragraph:
    return replace(block, content=replace(block.content, page_dependent=True, vanishes=True))
