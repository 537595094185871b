"""``{%-`` and ``-%}`` at the edge of a paragraph: the paragraph merges with the one before or behind it."""

from __future__ import annotations

from generator.template.ooxml import P_PR, Element, P, T, ancestor, detach, is_element
from generator.template.part import Part, atoms_of
from generator.template.tags import TagList, is_tag


def trim_paragraphs(part: Part, tags: TagList) -> None:
    """Merge paragraphs where a statement asks for it.

    Inside a paragraph the marks keep Jinja's own meaning: white space beside the tag goes.
    """
    for node in [each for each in part.root.iter() if is_tag(each)]:
        tag = tags.of(node)
        if tag.kind != "statement" or tag.level:
            continue
        if tag.trim_before == "-":
            paragraph = ancestor(node, P)
            before = _neighbour(paragraph, forward=False)
            if paragraph is not None and before is not None and not _has_content(paragraph, node, before_it=True):
                _append(before, paragraph)
                tag.trim_before = ""
        if tag.trim_after == "-":
            paragraph = ancestor(node, P)
            behind = _neighbour(paragraph, forward=True)
            if paragraph is not None and behind is not None and not _has_content(paragraph, node, before_it=False):
                _append(paragraph, behind)
                tag.trim_after = ""


def _neighbour(paragraph: Element | None, *, forward: bool) -> Element | None:
    if paragraph is None:
        return None
    found = paragraph.getnext() if forward else paragraph.getprevious()
    return found if found is not None and found.tag == P else None


def _append(paragraph: Element, following: Element) -> None:
    for child in list(following):
        if child.tag != P_PR:
            paragraph.append(child)
    detach(following)


def _has_content(paragraph: Element, node: Element, *, before_it: bool) -> bool:
    """Whether text, another tag or an object stands before (or behind) ``node`` in its paragraph."""
    objects = {each.element for each in atoms_of(paragraph) if each.element.tag != T}
    seen = False
    for each in paragraph.iter():
        if each is node:
            if before_it:
                return False
            seen = True
            if (each.tail or "").strip():
                return True
        elif seen or before_it:
            if is_tag(each) or each in objects:
                return True
            if is_element(each) and each.tag == T and (each.text or "").strip():
                return True
    return False
