"""Tracked changes as if they were accepted: paragraphs whose mark was deleted (ECMA-376 part 1, 17.13.5.15)."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator

from generator.typeset.ooxml.xml import Element, W

GONE = frozenset({W + "del", W + "moveFrom"})
"""What is below one of these was deleted or moved away."""


def joined(blocks: Iterable[Element]) -> Iterator[Element]:
    """Paragraphs and tables of one parent; what is left of a paragraph without its mark goes on in the next one.

    The mark that stays says what both are, the style of their runs too, as in Word. Before a table and at the end there is no next one: what
    is left stays a paragraph, and where nothing is, there is none; a cell keeps its last one, though. A table that was
    deleted whole is not there.
    """
    left: list[Element] = []
    before: Element | None = None
    for element in blocks:
        if element.tag == W + "p" and is_marked(element.find(W + "pPr")):
            left.append(element)
            continue
        if element.tag == W + "p":
            yield _joined(left, element)
        elif _is_gone(element):
            continue
        else:
            if any(map(_is_left, left)):
                yield _joined(left[:-1], left[-1])
            yield element
        left, before = [], element
    if left and (before is None or before.tag != W + "p" or any(map(_is_left, left))):
        yield _joined(left[:-1], left[-1])


def is_marked(properties: Element | None) -> bool:
    """Whether ``w:pPr`` says that the paragraph's mark was deleted or moved away."""
    mark = None if properties is None else properties.find(W + "rPr")
    return mark is not None and any(mark.find(name) is not None for name in GONE)


def is_deleted(row: Element) -> bool:
    """Whether a row of a table was deleted, or moved away: then Word says so of each paragraph in it, not of the row."""
    if row.find(f"{W}trPr/{W}del") is not None:
        return True
    paragraphs = row.iterfind(f"{W}tc/{W}p")
    first = next(paragraphs, None)
    return first is not None and _moved_away(first) and all(map(_moved_away, paragraphs))


def _moved_away(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}moveFrom") is not None


def _is_gone(table: Element) -> bool:
    first = next(table.iter(W + "tr"), None)
    return (
        first is not None
        and is_deleted(first)
        and all(is_deleted(row) for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table)
    )


def _joined(left: list[Element], last: Element) -> Element:
    if not left:
        return last
    made = copy.deepcopy(last)
    at = 0 if made.find(W + "pPr") is None else 1
    contents = [copy.deepcopy(child) for each in left for child in each if child.tag != W + "pPr"]
    made[at:at] = contents
    return made


def _is_left(paragraph: Element) -> bool:
    """Whether anything of a paragraph is printed once its changes are accepted."""
    return any(next(run.iterancestors(*GONE), None) is None for run in paragraph.iter(W + "r"))
