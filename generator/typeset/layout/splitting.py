"""Cuts boxes where a page ends: paragraphs between lines, tables between rows, rows through their cells."""

from __future__ import annotations

from dataclasses import replace

from generator.typeset.layout.borders import room_above
from generator.typeset.layout.boxes import CellBox, FlowBox, FlowItem, Line, ParagraphBox, RowBox, TableBox
from generator.typeset.layout.text_lines import closed_below, decorated

_TOLERANCE = 0.05
"""Word lets a line stand that reaches this little beyond its page, in points."""
_SINGLE = 12.0
"""``w:line`` of single spacing, in points."""


def lines_that_fit(box: ParagraphBox, room: float, *, hanging: bool = False) -> int:
    """How many of the first lines stand within ``room`` points.

    Args:
        box: The paragraph.
        room: Height that there is.
        hanging: What line spacing adds below the last line may reach below: so Word ends pages, but not rows.
    """
    count = 0
    for line in box.lines:
        if line.top + line.height - (leading(box, line) if hanging else 0.0) > room + _TOLERANCE:
            break
        count += 1
    return count


def leading(box: ParagraphBox, line: Line) -> float:
    """What a multiple of single spacing adds below a line of text."""
    format_ = box.paragraph.content.format
    if format_.line_rule != "auto" or format_.line <= _SINGLE or line.graphics:
        return 0.0
    return line.height * (1.0 - _SINGLE / format_.line)


def allowed_lines(box: ParagraphBox, fitting: int, *, force: bool = False, widows: bool = False) -> int:
    """How many of the lines that fit may stay: not one alone on either page under widow control, none where all keep together.

    ``force`` keeps all that fit, for what no page can hold as it should; ``widows`` lets single lines part.
    """
    format_ = box.paragraph.content.format
    total = len(box.lines)
    if fitting >= total or force:
        return min(fitting, total)
    if format_.keep_lines:
        return 0
    if widows or not format_.widow_control:
        return fitting
    if total - fitting < 2:
        fitting = total - 2
    if fitting < 2 and not box.continued:
        return 0
    return max(0, fitting)


def split_paragraph(box: ParagraphBox, count: int) -> tuple[ParagraphBox, ParagraphBox]:
    """The first ``count`` lines and the rest, each with borders and shading all around (so LibreOffice)."""
    head, tail = box.lines[:count], box.lines[count:]
    cut = head[-1].top + head[-1].height
    lower = replace(box.joins, above=False)
    above = room_above(box.paragraph.content.format, lower)
    moved = tuple(_moved(line, above - tail[0].top) for line in tail)
    below = box.height - (tail[-1].top + tail[-1].height)
    rest = moved[-1].top + moved[-1].height + below
    return (
        closed_below(replace(box, lines=head, height=cut)),
        decorated(replace(box, lines=moved, height=rest, joins=lower, label=None, floats=(), continued=True)),
    )


def resumed(box: ParagraphBox, count: int, width: float) -> ParagraphBox:
    """What follows the first ``count`` lines, where those behind them were set for the column that it goes on in."""
    last, following = box.lines[count - 1], box.lines[count]
    rest = split_paragraph(replace(box, width=width), count)[1]
    below = following.top - (last.top + last.height)
    if below <= _TOLERANCE:
        return rest
    # Something at the top of the column pushes the text down.
    return replace(rest, lines=tuple(_moved(line, below) for line in rest.lines), height=rest.height + below)


def _moved(line: Line, by: float) -> Line:
    return replace(line, top=line.top + by)


def split_flow(flow: FlowBox, room: float, *, force: bool = False, widows: bool = False) -> tuple[FlowBox, FlowBox]:
    """What of a flow stands within ``room``, and the rest, moved to the top. Either may be empty."""
    head: list[FlowItem] = []
    for at, item in enumerate(flow.items):
        if item.y + item.box.height <= room + _TOLERANCE or _all_lines_fit(item, room):
            head.append(item)
            continue
        rest = list(flow.items[at:])
        first, grown = rest[0], 0.0
        if isinstance(first.box, ParagraphBox):
            fitting = lines_that_fit(first.box, room - first.y)
            count = allowed_lines(first.box, fitting, force=force and not head, widows=widows)
            if count:
                upper, lower = split_paragraph(first.box, count)
                head.append(replace(first, box=upper))
                rest[0] = FlowItem(first.x, first.y + upper.height, lower)
        else:
            upper_table, lower_table = split_table(first.box, room - first.y, force=force and not head)
            if upper_table is not None and lower_table is not None:
                head.append(replace(first, box=upper_table))
                rest[0] = FlowItem(first.x, first.y + upper_table.height, lower_table)
                # Its header rows shown again, and lines that may not stand alone, make it higher than it was.
                grown = upper_table.height + lower_table.height - first.box.height
        cut = rest[0].y
        moved = tuple(replace(each, y=each.y - cut + (grown if later else 0.0)) for later, each in enumerate(rest))
        used = max((each.y + each.box.height for each in head), default=0.0)
        stays = tuple(each for each in flow.floats if each.anchor_y < cut)
        leaves = tuple(replace(each, anchor_y=each.anchor_y - cut) for each in flow.floats if each.anchor_y >= cut)
        return FlowBox(tuple(head), used, stays, hidden=flow.hidden), FlowBox(moved, flow.height - cut + grown, leaves)
    return flow, FlowBox()


def _all_lines_fit(item: FlowItem, room: float) -> bool:
    """Whether nothing but the border below a paragraph reaches beyond ``room``."""
    return isinstance(item.box, ParagraphBox) and lines_that_fit(item.box, room - item.y) == len(item.box.lines)


def split_row(row: RowBox, room: float, *, force: bool = False) -> tuple[RowBox, RowBox] | None:
    """The part of a row that stands within ``room`` and the rest; None where nothing of it would.

    ``force`` splits one that should keep together: no page can hold it.
    """
    if row.exact or not (row.can_split or force):
        return None
    parts = [_split_cell(cell, room, force=force) for cell in row.cells]
    if any(part is None for part in parts):
        return None
    heads, tails = (tuple(cells) for cells in zip(*(part for part in parts if part is not None), strict=True))
    if not any(cell.flow.items for cell in tails):
        return None
    moved = any(after.y < cell.y for cell, after in zip(row.cells, tails, strict=True))
    if not moved and not any(cell.flow.items for cell in heads):
        return None
    rest = max(cell.y + cell.flow.height + cell.padding_bottom for cell in tails)
    return replace(row, cells=heads, height=room), replace(row, cells=tails, height=rest, continued=True)


def _split_cell(cell: CellBox, room: float, *, force: bool) -> tuple[CellBox, CellBox] | None:
    """A cell above and below the end of a page; None where what it holds may not part there."""
    top = min(cell.y, cell.padding_bottom)
    if cell.flow.turn:
        return replace(cell, y=min(cell.y, max(0.0, room - cell.padding_bottom))), replace(cell, flow=FlowBox())
    if cell.flow.items and cell.y >= room:
        # It is aligned to the middle or the bottom of its row, below the end of the page.
        return replace(cell, flow=FlowBox()), replace(cell, y=max(top, cell.y - room))
    head, tail = split_flow(cell.flow, room - cell.y - cell.padding_bottom, force=force)
    if cell.flow.items and not head.items and not force:
        return None
    return replace(cell, flow=head), replace(cell, flow=tail, y=top)


def split_table(
    table: TableBox, room: float, *, force: bool = False, page: float | None = None
) -> tuple[TableBox | None, TableBox | None]:
    """The rows that stand within ``room`` and the rest, with the header rows before it again.

    Args:
        table: What to split.
        room: Height that there is.
        force: Take at least one row, however high: it stands at the top of an empty page.
        page: Height of an empty page, where rows that keep together could stand; None where it is not known.
    """
    headers = 0
    while headers < len(table.rows) and table.rows[headers].repeats and not table.rows[headers].continued:
        headers += 1
    height, count = 0.0, 0
    while count < len(table.rows) and height + table.rows[count].height <= room + _TOLERANCE:
        height += table.rows[count].height
        count += 1
    if count == len(table.rows):
        return table, None
    head, tail = list(table.rows[:count]), list(table.rows[count:])
    alone = force and all(row.repeated or row.repeats for row in head)
    parts = split_row(tail[0], room - height, force=alone) if room - height > 0 else None
    if parts is not None:
        head.append(parts[0])
        tail[0] = parts[1]
    else:
        kept = _kept_with(head, tail, headers, room if page is None else page)
        if kept and (len(head) - kept > headers or not force):
            head, tail = head[:-kept], [*head[-kept:], *tail]
    if len([row for row in head if not row.repeated]) <= headers and not force:
        return None, table
    if all(row.repeated for row in head):
        head.append(tail.pop(0))
    if not tail:
        return table, None
    head, tail = _cut_merged(head, tail)
    repeated = [_shown_again(row, headers - at) for at, row in enumerate(table.rows[:headers])]
    if headers == len(table.rows) or sum(row.height for row in repeated) > (room if page is None else page) / 2:
        repeated = []
    return _part(table, head), replace(_part(table, [*repeated, *tail]), continued=True)


def _shown_again(row: RowBox, left: int) -> RowBox:
    """A header row for the next page; its merged cells end with the last of the ``left`` header rows."""
    cells = tuple(replace(cell, row_span=min(cell.row_span, left)) for cell in row.cells)
    return replace(row, cells=cells, repeated=True)


def _kept_with(head: list[RowBox], tail: list[RowBox], headers: int, page: float) -> int:
    """How many of the last rows above go over with the first one below; none where no page can hold what keeps together."""
    start = len(head)
    while start > headers and head[start - 1].keep_next:
        start -= 1
    end = next((at for at, row in enumerate(tail, 1) if not row.keep_next), len(tail))
    chain = sum(row.height for row in (*head[start:], *tail[:end]))
    return len(head) - start if chain <= page + _TOLERANCE else 0


def _part(table: TableBox, rows: list[RowBox]) -> TableBox:
    return replace(table, rows=tuple(rows), height=sum(row.height for row in rows))


def _cut_merged(head: list[RowBox], tail: list[RowBox]) -> tuple[list[RowBox], list[RowBox]]:
    """Cells merged over the cut: what does not fit above goes on in the first row below, which grows where it must.

    The rows say where the page ends, so single lines part.
    """
    goes_on = int(tail[0].continued and tail[0].index == head[-1].index)
    for at, row in enumerate(head):
        if row.repeated:
            continue
        cells = list(row.cells)
        above = len(head) - at
        for index, cell in enumerate(cells):
            below = cell.row_span - above + goes_on
            if cell.row_span <= 1 or below <= 0:
                continue
            room = sum(each.height for each in head[at:]) - cell.y - cell.padding_bottom
            upper, lower = (cell.flow, FlowBox()) if cell.flow.turn else split_flow(cell.flow, room, widows=True)
            cells[index] = replace(cell, flow=upper, row_span=above)
            _go_on(tail, cell, lower, below)
        head[at] = replace(row, cells=tuple(cells))
    return head, tail


def _go_on(tail: list[RowBox], merged: CellBox, flow: FlowBox, rows: int) -> None:
    """Let the rest of a merged cell begin in the first row below the cut."""
    cells = list(tail[0].cells)
    for index, cell in enumerate(cells):
        if cell.column == merged.column and cell.row_span == 0:
            cells[index] = replace(cell, flow=flow, row_span=rows, x=merged.x)
            missing = cell.y + flow.height + merged.padding_bottom - sum(row.height for row in tail[:rows])
            tail[0] = replace(tail[0], cells=tuple(cells))
            if missing > 0:
                tail[rows - 1] = replace(tail[rows - 1], height=tail[rows - 1].height + missing)
            return
