"""Walks through the blocks of a document in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.typeset.ooxml.document import Block, Document, Framed, Paragraph, Section, Story


def stories_of(document: Document) -> Iterator[tuple[Block, ...]]:
    """The blocks of the text, of all headers and footers that may be printed, and of the notes."""
    yield document.blocks
    for story in stories_beside(document):
        yield story.blocks


def stories_beside(document: Document) -> Iterator[Story]:
    """The headers and footers that may be printed, and the notes."""
    ended = (each.ends_section for each in paragraphs_of(document.blocks))
    for section in (*(each for each in ended if isinstance(each, Section)), document.section):
        yield from section.headers.values()
        yield from section.footers.values()
    yield from document.footnotes.values()
    yield from document.endnotes.values()


def paragraphs_of(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """All paragraphs, those in tables, frames and text boxes included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            for shape in block.content.shapes:
                yield from paragraphs_of(shape.blocks)
        elif isinstance(block, Framed):
            yield from paragraphs_of(block.blocks)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.blocks)


def stands_anywhere(blocks: Sequence[Block]) -> bool:
    """Whether blocks look the same on any page: no field, note or shape is in them."""
    return not any(each.content.page_dependent or each.content.shapes for each in paragraphs_of(blocks))


def page_fields(blocks: Sequence[Block]) -> frozenset[str]:
    """The kinds of fields that make what is set depend on its page."""
    return frozenset().union(*(paragraph.content.fields for paragraph in paragraphs_of(blocks)))


def by_section(document: Document) -> list[tuple[Section, list[Block]]]:
    """The blocks of each section."""
    made: list[tuple[Section, list[Block]]] = []
    blocks: list[Block] = []
    for block in document.blocks:
        blocks.append(block)
        ended = block.ends_section if isinstance(block, Paragraph) else None
        if ended is not None:
            made.append((ended, blocks))
            blocks = []
    return [*made, (document.section, blocks)]
