"""``{% colspan %}``, ``{% cellbg %}``, ``{% vm %}`` and ``{% hm %}``: tags that become properties of their cell."""

from __future__ import annotations

from lxml import etree

from generator.errors import message
from generator.template.findings import Findings
from generator.template.ooxml import P_PR, TC, TC_PR, Element, P, ancestor, detach, qn
from generator.template.part import Part
from generator.template.tags import Site, Tag, TagList, in_attribute, instruction, is_tag

CELL_TAGS = frozenset({"colspan", "cellbg", "vm", "hm"})
# ECMA-376-1, 17.4: the children of tcPr stand in this order.
_ORDER = [
    qn(f"w:{name}")
    for name in [
        "cnfStyle",
        "tcW",
        "gridSpan",
        "hMerge",
        "vMerge",
        "tcBorders",
        "shd",
        "noWrap",
        "tcMar",
        "textDirection",
        "tcFitText",
        "vAlign",
        "hideMark",
    ]
]


def set_cell_properties(part: Part, tags: TagList, findings: Findings) -> bool:
    """Turn the cell tags of a part into properties; True where the grid of a table may change by it."""
    regrid = False
    for node in [each for each in part.root.iter() if is_tag(each)]:
        tag = tags.of(node)
        if tag.keyword not in CELL_TAGS or tag.level:
            continue
        cell = ancestor(node, TC)
        if cell is None:
            findings.error(
                "tag-outside-table",
                tag.place,
                message("{tag} changes a table cell, but is in no table", tag=tag.source),
                message("put it in a cell, or remove it"),
            )
            continue
        detach(node)
        argument = tag.body[len(tag.keyword) :].strip()
        match tag.keyword:
            case "colspan":
                _property(cell, "w:gridSpan", {"w:val": _attribute(tags, tag, argument, "span")})
            case "cellbg":
                fill = _attribute(tags, tag, argument, "fill")
                _property(cell, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill})
            case "vm":
                _merge_vertically(cell, tag, tags)
            case _:
                _merge_horizontally(cell, tag, tags)
        regrid = regrid or tag.keyword in ("colspan", "hm")
    return regrid


def _attribute(tags: TagList, tag: Tag, expression: str, kind: str) -> str:
    made = tags.add("expression", "", expression, tag.place, source=tag.source, site=Site(kind))
    return in_attribute(made)


def _property(cell: Element, name: str, values: dict[str, str]) -> None:
    properties = cell.find(TC_PR)
    if properties is None:
        properties = etree.Element(TC_PR)
        cell.insert(0, properties)
    for old in properties.findall(qn(name)):
        properties.remove(old)
    rank = _ORDER.index(qn(name))
    place = sum(1 for each in properties if each.tag in _ORDER and _ORDER.index(each.tag) < rank)
    properties.insert(place, etree.Element(qn(name), {qn(key): value for key, value in values.items()}))


def _condition(tag: Tag, tags: TagList) -> tuple[Element, Element]:
    opening = tags.add("statement", "", "if loop.first", tag.place, source=tag.source, ours=True)
    closing = tags.add("statement", "", "endif", tag.place, source=tag.source, ours=True)
    return instruction(opening), instruction(closing)


def _merge_vertically(cell: Element, tag: Tag, tags: TagList) -> None:
    """The cell and its copies in the rows below become one; only the first shows its content."""
    value = _attribute(tags, tag, "'restart' if loop.first else 'continue'", "plain")
    _property(cell, "w:vMerge", {"w:val": value})
    inner = [each for each in cell if each.tag == P]
    if not inner:
        return
    opening, closing = _condition(tag, tags)
    inner[0].insert(1 if inner[0].find(P_PR) is not None else 0, opening)
    inner[-1].append(closing)


def _merge_horizontally(cell: Element, tag: Tag, tags: TagList) -> None:
    """The cell and its copies to the right become one, as wide as all of them."""
    span = cell.find(f"{TC_PR}/{qn('w:gridSpan')}")
    width = span.get(qn("w:val"), "1") if span is not None else "1"
    width = width if width.isdigit() else "1"
    _property(cell, "w:gridSpan", {"w:val": _attribute(tags, tag, f"{width} * loop.length", "span")})
    opening, closing = _condition(tag, tags)
    cell.addprevious(opening)
    cell.addnext(closing)
