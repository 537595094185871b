"""What stands around a tag: needed where its value becomes more than text in its run."""

from __future__ import annotations

import copy

from generator.template.ooxml import (
    HYPERLINK,
    P_PR,
    R_PR,
    SECT_PR,
    Element,
    P,
    R,
    T,
    ancestor,
    end_tag,
    fragment,
    qn,
    start_tag,
)
from generator.template.part import Part
from generator.template.tags import Site, TagList, is_tag

_WRAPPERS = frozenset({HYPERLINK, qn("w:ins"), qn("w:smartTag"), qn("w:moveTo"), qn("w:dir"), qn("w:bdo")})


def note_sites(part: Part, tags: TagList) -> None:
    """Give each expression of the part's text the markup around it, as long as it still stands in its run."""
    for node in part.root.iter():
        if not is_tag(node):
            continue
        tag = tags.of(node)
        if tag.kind == "expression" and tag.site.kind == "text":
            tag.site = _site(node)


def _site(node: Element) -> Site:
    text, run, paragraph = node.getparent(), ancestor(node, R), ancestor(node, P)
    if text is None or text.tag != T or run is None or paragraph is None:
        return Site(kind="plain")
    run_start = "<w:r>" + fragment(run.find(R_PR)) + '<w:t xml:space="preserve">'
    around = []
    parent = run.getparent()
    while parent is not None and parent is not paragraph:
        around.append(parent)
        parent = parent.getparent()
    if any(each.tag not in _WRAPPERS for each in around):
        return Site("text", run_start, "", "")
    closing = "</w:t></w:r>" + "".join(map(end_tag, around)) + "</w:p>"
    opening = "<w:p>" + _properties(paragraph) + "".join(map(start_tag, reversed(around)))
    return Site("text", run_start, closing, opening)


def _properties(paragraph: Element) -> str:
    properties = paragraph.find(P_PR)
    if properties is None:
        return ""
    properties = copy.deepcopy(properties)
    section = properties.find(SECT_PR)
    if section is not None:
        properties.remove(section)
    return fragment(properties)
