"""Widths of table columns: what the grid and the cells ask for, what the text needs (docs/word/tables.md)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.typeset.layout.paragraphs import PageFacts, ParagraphSetter
from generator.typeset.ooxml.document import Cell, Paragraph, Table

_AGREES = 1.0
"""Cells and grid agree where they differ by no more than this, in points."""
_OVERHANG = 1.25
"""Word lets a table without a width of its own hang over its room by less than this, else it fits it in."""


def widths(table: Table, available: float, paragraphs: ParagraphSetter) -> list[float]:
    """The width of each grid column, in points; ``available`` is the width of the text around the table."""
    count = max([len(table.grid), *(cell.column + cell.span for row in table.rows for cell in row.cells), 1])
    asked = _asked(table, count, available)
    target = _target(table, available)
    grid = list(table.grid) + [0.0] * (count - len(table.grid))
    if _is_for_content(table, grid, paragraphs):
        made = _by_content(table, [None] * count, count, target or available, paragraphs)
    elif all(each is not None for each in asked):
        made = [each or 0.0 for each in asked]
    elif sum(grid) > 0 and all(each > 0 for each in grid):
        made = [each if (said := asked[at]) is None else said for at, each in enumerate(grid)]
    else:
        made = _by_content(table, asked, count, target or available, paragraphs)
    if table.properties.layout != "fixed":
        if target is None and sum(made) > _OVERHANG * available:
            made = [each * available / sum(made) for each in made]
        made = _wide_enough(table, made, paragraphs, target or max(available, sum(made)))
    if target and sum(made) > 0 and abs(sum(made) - target) > _AGREES:
        made = [each * target / sum(made) for each in made]
    return made


def _is_for_content(table: Table, grid: Sequence[float], paragraphs: ParagraphSetter) -> bool:
    """Whether the text alone decides: no cell asks for a width, and the grid is none that Word laid out, too narrow for words."""
    if table.properties.layout == "fixed" or not any(grid):
        return False
    if any(_wanted(cell, 1.0) is not None for row in table.rows for cell in row.cells):
        return False
    least, _most = _needs(table, len(grid), paragraphs)
    return any(need > width + _AGREES for need, width in zip(least, grid, strict=True))


def _target(table: Table, available: float) -> float | None:
    """The width that the table asks for as a whole."""
    width = table.properties.width
    if width is None or width.kind in {"auto", "nil"} or width.amount <= 0:
        return None
    return width.amount * available if width.kind == "pct" else width.amount


def _asked(table: Table, count: int, available: float) -> list[float | None]:
    """What cells ask for per column; the grid where all cells agree with it."""
    grid = list(table.grid)
    if (
        len(grid) == count
        and all(each > 0 for each in grid)
        and all(_agrees(cell, grid) for row in table.rows for cell in row.cells)
    ):
        return [*grid]
    target = _target(table, available) or available
    asked: list[float | None] = [None] * count
    spanning: list[Cell] = []
    for row in table.rows:
        for cell in row.cells:
            wanted = _wanted(cell, target)
            if wanted is None:
                continue
            if cell.span > 1:
                spanning.append(cell)
                continue
            asked[cell.column] = max(asked[cell.column] or 0.0, wanted)
    for cell in spanning:
        columns = range(cell.column, min(cell.column + cell.span, count))
        unknown = [column for column in columns if asked[column] is None]
        rest = (_wanted(cell, target) or 0.0) - sum(asked[column] or 0.0 for column in columns)
        for column in unknown:
            share = grid[column] if len(grid) == count and grid[column] > 0 else 1.0
            whole = sum(grid[each] if len(grid) == count and grid[each] > 0 else 1.0 for each in unknown)
            asked[column] = max(0.0, rest) * share / whole
    return asked


def _wanted(cell: Cell, target: float) -> float | None:
    width = cell.properties.width
    if width is None or width.kind in {"auto", "nil"} or width.amount <= 0:
        return None
    return width.amount * target if width.kind == "pct" else width.amount


def _agrees(cell: Cell, grid: Sequence[float]) -> bool:
    width = cell.properties.width
    if width is None or width.kind != "dxa" or width.amount <= 0:
        return True
    return abs(sum(grid[cell.column : cell.column + cell.span]) - width.amount) <= _AGREES


def _needs(table: Table, count: int, paragraphs: ParagraphSetter) -> tuple[list[float], list[float]]:
    """Per column the narrowest and the most comfortable width of its text, cell margins included."""
    least, most = [0.0] * count, [0.0] * count
    spanning: list[Cell] = []
    for row in table.rows:
        for cell in row.cells:
            if cell.span != 1:
                spanning.append(cell)
                continue
            narrow, wide = _needs_of(cell, paragraphs)
            least[cell.column] = max(least[cell.column], narrow)
            most[cell.column] = max(most[cell.column], wide)
    for cell in spanning:
        columns = range(min(cell.column, count), min(cell.column + cell.span, count))
        for known, need in zip((least, most), _needs_of(cell, paragraphs), strict=True):
            # What a spanning cell needs beyond its columns they share by what they have.
            has = sum(known[column] for column in columns)
            for column in columns if need > has else ():
                known[column] += (need - has) * (known[column] / has if has else 1.0 / len(columns))
    return least, most


def _needs_of(cell: Cell, paragraphs: ParagraphSetter) -> tuple[float, float]:
    """The same of one cell."""
    least = most = 0.0
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            narrow, wide = paragraphs.extremes(block)
            if cell.turn:
                narrow = wide = paragraphs.box(block, wide, PageFacts()).height
            elif cell.properties.no_wrap:
                narrow = wide
            least, most = max(least, narrow), max(most, wide)
    margins = cell.margins[1] + cell.margins[3]
    return least + margins, most + margins


def _by_content(
    table: Table, asked: Sequence[float | None], count: int, room: float, paragraphs: ParagraphSetter
) -> list[float]:
    """Columns without a width take what their text needs, within the room there is."""
    least, most = _needs(table, count, paragraphs)
    made = [most[at] if said is None else said for at, said in enumerate(asked)]
    free = [at for at, said in enumerate(asked) if said is None]
    over = sum(made) - room
    if over > 0 and free:
        give = sum(made[at] - least[at] for at in free)
        for at in free:
            made[at] -= (made[at] - least[at]) * min(1.0, over / give) if give > 0 else 0.0
    return [max(1.0, each) for each in made]


def _wide_enough(table: Table, made: list[float], paragraphs: ParagraphSetter, room: float) -> list[float]:
    """Widen columns whose longest word does not fit, at the expense of those that have room."""
    least, _most = _needs(table, len(made), paragraphs)
    short = {at: least[at] - made[at] for at in range(len(made)) if least[at] > made[at] + 0.5}
    if not short:
        return made
    widened = [least[at] if at in short else each for at, each in enumerate(made)]
    over = sum(widened) - room
    give = sum(max(0.0, widened[at] - least[at]) for at in range(len(made)) if at not in short)
    if over > 0 and give > 0:
        share = min(1.0, over / give)
        widened = [
            each if at in short else each - max(0.0, each - least[at]) * share for at, each in enumerate(widened)
        ]
    over = sum(widened) - room
    if over > _AGREES:
        # Where all that does not help, words break: no table outgrows its room for them.
        share = min(1.0, over / sum(widened[at] - made[at] for at in short))
        widened = [each - (each - made[at]) * share if at in short else each for at, each in enumerate(widened)]
    return widened
