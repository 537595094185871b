"""Puts a paragraph on as many columns and pages as it takes, with what floats on it (docs/word/pages.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.typeset.layout import floats, splitting
from generator.typeset.layout.anchor_spots import settled
from generator.typeset.layout.boxes import Joins, ParagraphBox, Placed, PlacedFloat
from generator.typeset.layout.gaps import Turn
from generator.typeset.layout.paper import TOLERANCE, Paper
from generator.typeset.ooxml.content import Float
from generator.typeset.ooxml.document import Block, Paragraph


@dataclass(slots=True)
class _Setting:
    """A paragraph that is being put on pages, with all that its lines depend on: where it began, and where it went on."""

    block: Paragraph
    joins: Joins
    first: Turn
    behind_breaks: Iterator[Sequence[Float]]
    """What is anchored behind each break of page or column in it."""
    turns: list[Turn] = field(default_factory=list)


def place_paragraph(paper: Paper, block: Paragraph, after: Block | None) -> None:
    """Put a paragraph at the end of the text; ``after`` is the block behind it."""
    flows = paper.flows
    joins = flows.joins(None if paper.at_top else paper.previous, block, after)
    while True:
        column = paper.column
        top = paper.y + paper.gap(block)
        own = _own_floats(paper, block, _settled(paper, block, joins, top), top)
        free = [kept for each, placed in own if (kept := floats.obstacle(each, placed)) is not None]
        obstacles = [*paper.sheet.obstacles, *free]
        seen = floats.seen_from(obstacles, column.left, top) if obstacles else ()
        box = flows.paragraphs.box(block, column.width, paper.facts, joins=joins, obstacles=seen)
        if paper.at_top or _allowed(paper, box, top) > 0:
            break
        paper.next_column()
        joins = flows.joins(None, block, after)
    if paper.at_top:
        paper.close_last_frame()
    paper.sheet.obstacles += free
    for _each, placed in own:
        paper.put_float(placed)
    behind = iter(block.content.floats_by_break[1:])
    setting = _Setting(block, joins, Turn(0, column.width, tuple(seen)), behind)
    _place_lines(paper, box, top, setting)


def _settled(paper: Paper, block: Paragraph, joins: Joins, top: float) -> Sequence[Float]:
    """What is anchored in the paragraph before any break of page or column, whatever hangs on its letters found."""
    flows, column = paper.flows, paper.column
    seen = floats.seen_from(paper.sheet.obstacles, column.left, top)
    return settled(
        block.content.floats_by_break[0],
        block,
        lambda probe: flows.paragraphs.box(probe, column.width, paper.facts, joins=joins, obstacles=seen),
        lambda each: floats.size_of(each, flows.body(each, paper.facts)),
    )


def _own_floats(
    paper: Paper, block: Paragraph, anchors: Sequence[Float], top: float
) -> list[tuple[Float, PlacedFloat]]:
    """What is anchored in the paragraph, where it stands when the top of its lines is here."""
    made = []
    page, column = paper.geometry, paper.column
    for anchored in anchors:
        each = floats.sized(anchored, page)
        body = paper.flows.body(each, paper.facts)
        size = floats.size_of(each, body)
        x, y = floats.position(each.horizontal, each.vertical, page, (column.left, column.width), top, size=size)
        made.append((each, PlacedFloat(x, y, *size, each.content, each.behind, each.order, body, block.place)))
    return made


def _allowed(paper: Paper, box: ParagraphBox, top: float) -> int:
    """How many lines may stand in the column, their notes below it."""
    column = paper.column
    room = column.bottom - top + TOLERANCE
    count = splitting.lines_that_fit(box, column.bottom - top, hanging=True)
    needed = 0.0
    while count and any(line.notes for line in box.lines[:count]):
        last = box.lines[count - 1]
        needed = paper.notes.needed(box.lines[:count], column, paper.facts)
        if last.top + last.height + needed <= room:
            break
        count, needed = count - 1, 0.0
    if count == len(box.lines) and (column.notes or needed):
        # Above notes the space after a paragraph has to fit too.
        below = box.paragraph.content.format.space_after
        count -= box.lines[-1].top + box.lines[-1].height + below + needed > room
    return splitting.allowed_lines(box, count)


def _place_lines(paper: Paper, box: ParagraphBox, top: float, setting: _Setting) -> None:
    """Put the lines into columns; in one of another width they are broken anew."""
    rest: ParagraphBox | None = box
    placed = 0
    while rest is not None:
        box, rest = rest, None
        column = paper.column
        count = _allowed(paper, box, top)
        if count == 0 and paper.at_top:
            count = max(1, splitting.lines_that_fit(box, column.bottom - top, hanging=True))
        if count == 0:
            paper.next_column()
            rest, top = _turned(paper, box, placed, setting), paper.y
            continue
        kind = None
        forced = next((at + 1 for at, line in enumerate(box.lines) if line.break_after), None)
        if forced is not None and forced <= count:
            count, kind = forced, box.lines[forced - 1].break_after
        if count < len(box.lines):
            box, rest = splitting.split_paragraph(box, count)
        paper.put(Placed(len(paper.sheets) - 1, column.left, top, box))
        if kind is not None:
            paper.break_off(kind)
            _put_floats(paper, setting.block, next(setting.behind_breaks, ()))
        elif rest is not None:
            paper.next_column()
        placed, top = placed + count, paper.y
        if kind == "column" and paper.after_hard_break:
            # Before Word 2013 what stands behind a column break begins as a paragraph does.
            top += box.paragraph.content.format.space_before
        if rest is not None:
            rest = _turned(paper, rest, placed, setting)


def _put_floats(paper: Paper, block: Paragraph, anchors: Sequence[Float]) -> None:
    """Put what is anchored behind a break where the text goes on behind it."""
    for each, made in _own_floats(paper, block, anchors, paper.y):
        kept = floats.obstacle(each, made)
        if kept is not None:
            paper.sheet.obstacles.append(kept)
        paper.put_float(made)


def _turned(paper: Paper, rest: ParagraphBox, placed: int, setting: _Setting) -> ParagraphBox:
    """The lines behind the first ``placed`` ones as the column has room for them."""
    column, above = paper.column, setting.turns[-1] if setting.turns else setting.first
    obstacles = paper.sheet.obstacles
    seen = floats.seen_from(obstacles, column.left, paper.y) if obstacles else ()
    if placed == 0 or not (seen or above.obstacles or abs(column.width - above.width) > TOLERANCE):
        return rest
    turns = [each for each in setting.turns if each.line < placed]
    setting.turns = [*turns, Turn(placed, column.width, tuple(seen))]
    first = setting.first
    box = paper.flows.paragraphs.box(
        setting.block,
        first.width,
        paper.facts,
        joins=setting.joins,
        obstacles=first.obstacles,
        turns=setting.turns,
    )
    return splitting.resumed(box, placed, column.width)
