"""Tables after rendering: none without rows, no row without cells, no cell without a paragraph, a grid that fits."""

from __future__ import annotations

from typing import Final

from lxml import etree

from generator.template.blocks import opens_block
from generator.template.ooxml import (
    TBL,
    TC,
    TC_PR,
    TR,
    Element,
    P,
    detach,
    is_element,
    local_name,
    parse,
    qn,
    serialize,
)
from generator.template.tags import TagList, is_tag

_GRID, _GRID_COLUMN, _GRID_SPAN = qn("w:tblGrid"), qn("w:gridCol"), qn("w:gridSpan")
_BLOCKS_WITH_TEXT = frozenset({P, qn("w:sdt")})
_NEED_PARAGRAPH = (TC, qn("w:txbxContent"), qn("w:footnote"), qn("w:endnote"), qn("w:hdr"), qn("w:ftr"))
_MUST_HOLD: Final = {TBL: TR, TR: TC, **dict.fromkeys(_NEED_PARAGRAPH, P)}


def risks(root: Element, tags: TagList) -> frozenset[str]:
    """Which kinds of elements a part's blocks may leave without what they must hold: ``tbl``, ``tr``, ``tc`` and so on."""
    found = set()
    for container in root.iter(*_MUST_HOLD):
        if any(map(is_tag, container)) and not _sure_of_content(container, tags):
            found.add(local_name(container))
    return frozenset(found)


def _sure_of_content(container: Element, tags: TagList) -> bool:
    """Whether a child that it must have stands outside all blocks: for a story the last one, else any."""
    wanted = _MUST_HOLD[container.tag]
    depth = 0
    sure = False
    for child in container:
        if is_tag(child):
            tag = tags.of(child)
            depth += opens_block(tag) - tag.keyword.startswith("end")
        elif child.tag == wanted:
            sure = depth == 0 or (sure and wanted != P)
        elif wanted == P and child.tag == TBL:
            sure = False
    return sure


def needs_mending(text: str, kinds: frozenset[str]) -> bool:
    """Whether an element of these kinds ends in anything but what it must end in; counting is faster than parsing."""
    for kind in kinds:
        ending = {"tbl": "</w:tr>", "tr": "</w:tc>"}.get(kind, "</w:p>")
        sound = text.count(f"{ending}</w:{kind}>")
        if kind == "tc":
            sound += text.count("<w:p/></w:tc>")
        if text.count(f"</w:{kind}>") != sound:
            return True
    return False


def mend(text: str) -> str:
    """Put right what rows and cells that came or went have left behind."""
    root = parse(text.encode())
    complete(root)
    for table in root.iter(TBL):
        _fit_grid(table)
    return serialize(root)


def complete(root: Element) -> None:
    """Drop rows without cells and tables without rows, and end every story and cell in a paragraph; what has a tag may yet get them."""
    for inner, outer in ((TC, TR), (TR, TBL)):
        for container in list(root.iter(outer)):
            if not any(each.tag in (inner, qn("w:sdt")) or is_tag(each) for each in container):
                detach(container)
    for container in root.iter(*_NEED_PARAGRAPH):
        blocks = [each for each in container if is_tag(each) or (is_element(each) and each.tag != TC_PR)]
        if not blocks or not (blocks[-1].tag in _BLOCKS_WITH_TEXT or is_tag(blocks[-1])):
            etree.SubElement(container, P)


def _fit_grid(table: Element) -> None:
    """As many grid columns as the widest row takes, within the width that the table had."""
    grid = table.find(_GRID)
    if grid is None:
        return
    columns = grid.findall(_GRID_COLUMN)
    needed = max((_row_width(row) for row in table.findall(TR)), default=0)
    if not columns or needed == len(columns) or needed == 0:
        return
    widths = [int(float(each.get(qn("w:w"), "0") or 0)) for each in columns]
    total = sum(widths)
    if needed > len(columns):
        average = total // len(columns)
        wanted = [*widths, *[average] * (needed - len(columns))]
        factor = total / sum(wanted) if sum(wanted) else 1
        wanted = [int(each * factor) for each in wanted]
    else:
        kept = widths[:needed]
        extra = (total - sum(kept)) // needed
        wanted = [each + extra for each in kept]
    for each in columns:
        grid.remove(each)
    for place, width in enumerate(wanted):
        grid.insert(place, etree.Element(_GRID_COLUMN, {qn("w:w"): str(width)}))


def _row_width(row: Element) -> int:
    width = 0
    for skipped in ("w:gridBefore", "w:gridAfter"):
        element = row.find(f"{qn('w:trPr')}/{qn(skipped)}")
        width += _number(element)
    for cell in row.iter(TC):
        if next(cell.iterancestors(TR), None) is row:
            width += _number(cell.find(f"{TC_PR}/{_GRID_SPAN}")) or 1
    return width


def _number(element: Element | None) -> int:
    value = element.get(qn("w:val"), "0") if element is not None else "0"
    return int(value) if value.isdecimal() else 0
