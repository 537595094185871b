"""What other programs drew into a document: the shapes of SmartArt as Word stored them, and locked canvases.

Both hold shapes as presentations do (``dsp:sp``, ``a:sp``); they are rewritten as a group of Word's own (``wpg:wgp``). Word stores
how it drew a diagram in a part of its own (``dsp:drawing``, [MS-ODRAWXML] 2.10), beside the data that it was drawn from.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from generator.typeset.ooxml.drawing_text import box_content
from generator.typeset.ooxml.xml import PIC, WPG, WPS, A, Element, R, local

if TYPE_CHECKING:
    from generator.typeset.ooxml.inlines import Surroundings

_DSP = "{http://schemas.microsoft.com/office/drawing/2008/diagram}"
_DEEPEST = 20


def drawn_part(diagram: Element, around: Surroundings) -> str | None:
    """The part that holds how Word drew a diagram (``dgm:relIds``); None where the document has none."""
    rels = around.parts.relationships(around.part)
    data = rels.get(diagram.get(R + "dm") or "")
    if data is None or data.target not in around.parts:
        return None
    said = next(around.parts.root(data.target).iter(_DSP + "dataModelExt"), None)
    drawn = rels.get((said.get("relId") if said is not None else None) or "")
    return drawn.target if drawn is not None and drawn.target in around.parts else None


def group_of(tree: Element, size: tuple[str, str], around: Surroundings) -> Element:
    """A ``wpg:wgp`` with the shapes of a tree.

    Args:
        tree: ``dsp:spTree`` or ``lc:lockedCanvas``.
        size: Its width and height in EMU, for a tree that does not say in which coordinates it counts.
        around: Takes what cannot be set; its part is the one that names the tree's pictures.
    """
    made = etree.Element(WPG + "wgp")
    _add_members(made, tree, around, 0)
    properties = made.find(WPG + "grpSpPr")
    if properties is None:
        properties = etree.SubElement(made, WPG + "grpSpPr")
    if properties.find(A + "xfrm") is None:
        frame = etree.SubElement(properties, A + "xfrm")
        for name, first, second in (("off", "0", "0"), ("ext", *size), ("chOff", "0", "0"), ("chExt", *size)):
            keys = ("cx", "cy") if name.endswith(("ext", "Ext")) else ("x", "y")
            etree.SubElement(frame, A + name, dict(zip(keys, (first, second), strict=True)))
    return made


def _add_members(made: Element, tree: Element, around: Surroundings, depth: int) -> None:
    for each in tree:
        name = local(each)
        if name == "grpSpPr":
            made.append(_renamed(each, WPG + "grpSpPr"))
        elif name in {"sp", "cxnSp"}:
            made.extend(_shapes(each, around))
        elif name == "pic":
            image = etree.SubElement(made, PIC + "pic")
            image.extend(_renamed(part, PIC + local(part)) for part in each)
        elif name == "grpSp" and depth < _DEEPEST:
            _add_members(etree.SubElement(made, WPG + "grpSp"), each, around, depth + 1)
        elif name not in {"nvGrpSpPr", "extLst"}:
            around.findings.unsupported(name, around.place)


def _shapes(element: Element, around: Surroundings) -> list[Element]:
    """A shape, and behind it one more for its text where that stands elsewhere than the shape."""
    parts = {local(each): each for each in element}
    properties, style = parts.get("spPr"), parts.get("style")
    made = etree.Element(WPS + "wsp")
    if properties is not None:
        made.append(_renamed(properties, WPS + "spPr"))
    if style is not None:
        made.append(_renamed(style, WPS + "style"))
    body = parts.get("txBody")
    if body is None and (held := parts.get("txSp")) is not None:
        body = held.find(A + "txBody")
    if body is None or not any((each.text or "").strip() for each in body.iter(A + "t")):
        return [made]
    own = None if properties is None else properties.find(A + "xfrm")
    place = parts.get("txXfrm")
    if place is None or own is None or _frame(place) == _frame(own):
        _add_text(made, body, style, around)
        return [made]
    beside = etree.Element(WPS + "wsp")
    bare = etree.SubElement(beside, WPS + "spPr")
    bare.append(_renamed(place, A + "xfrm"))
    for name in ("noFill", "ln"):
        etree.SubElement(bare, A + name)
    etree.SubElement(bare[-1], A + "noFill")
    if style is not None:
        beside.append(_renamed(style, WPS + "style"))
    _add_text(beside, body, style, around)
    return [made, beside]


def _add_text(shape: Element, body: Element, style: Element | None, around: Surroundings) -> None:
    reference = None if style is None else style.find(A + "fontRef")
    font = "majorHAnsi" if reference is not None and reference.get("idx") == "major" else "minorHAnsi"
    etree.SubElement(shape, WPS + "txbx").append(box_content(body, font, around))
    said = body.find(A + "bodyPr")
    if said is not None:
        shape.append(_renamed(said, WPS + "bodyPr"))


def _frame(transform: Element) -> list[tuple[str, ...]]:
    return [(local(each), *(str(value) for value in each.values())) for each in transform] + [
        (transform.get("rot") or "0",)
    ]


def _renamed(element: Element, name: str) -> Element:
    """A copy under another name."""
    made = copy.deepcopy(element)
    made.tag = name
    made.tail = None
    return made


__all__ = ["drawn_part", "group_of"]
