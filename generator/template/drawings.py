"""Numbers of drawings: each has its own (ECMA-376-1, 20.4.2.5), also when a loop repeats one."""

from __future__ import annotations

from generator.template.ooxml import is_element, qn
from generator.template.part import Part
from generator.template.tags import Site, TagList, in_attribute, is_tag

_DOC_PR = qn("wp:docPr")
_REPEATS = frozenset({"for", "macro", "call"})
_ENDS = frozenset({"endfor", "endmacro", "endcall"})


def highest_drawing_id(part: Part) -> int:
    """The highest number of a drawing in the part; 0 where there is none."""
    found = [each.get("id", "") for each in part.root.iter(_DOC_PR)]
    return max((int(each) for each in found if each.isdecimal() and len(each) < 10), default=0)


def number_looped_drawings(part: Part, tags: TagList) -> None:
    """Give drawings that may be repeated a number of their own in each copy."""
    depth = 0
    for node in part.root.iter():
        if is_tag(node):
            keyword = tags.of(node).keyword
            depth += (keyword in _REPEATS) - (keyword in _ENDS)
        elif depth and is_element(node) and node.tag == _DOC_PR:
            tag = tags.add("expression", "", "0", part.place(None), site=Site("drawing_id"))
            node.set("id", in_attribute(tag))
