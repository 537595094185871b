"""Which fonts a document is set in that nobody here has: a warning each, at the first place."""

from __future__ import annotations

from collections.abc import Iterator

from generator.typeset.findings import Findings
from generator.typeset.fonts import FontCatalog
from generator.typeset.ooxml.document import Block, Document, Section, Text
from generator.typeset.ooxml.walk import paragraphs_of


def warn_of_missing_fonts(document: Document, catalog: FontCatalog, findings: Findings) -> None:
    """Note each font that a relative or the last resort stands in for."""
    seen: set[str] = set()
    for blocks in _texts(document):
        for paragraph in paragraphs_of(blocks):
            for inline in paragraph.content.inlines:
                if isinstance(inline, Text) and inline.format.font not in seen:
                    seen.add(inline.format.font)
                    problem = catalog.resolution(inline.format.font).problem(paragraph.place)
                    if problem is not None:
                        findings.warn_each(problem.code, paragraph.place, problem.cause, problem.remedy)


def _texts(document: Document) -> Iterator[tuple[Block, ...]]:
    yield document.blocks
    ended = (each.ends_section for each in paragraphs_of(document.blocks))
    for section in (*(each for each in ended if isinstance(each, Section)), document.section):
        for story in (*section.headers.values(), *section.footers.values()):
            yield story.blocks
    for note in (*document.footnotes.values(), *document.endnotes.values()):
        yield note.blocks
