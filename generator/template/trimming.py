"""``{%-`` and ``-%}`` at the edge of a line: it merges with the line, or the paragraph, before or behind it."""

from __future__ import annotations

from generator.template.ooxml import BR, P_PR, Element, P, T, ancestor, detach, is_element
from generator.template.part import Part, atoms_of
from generator.template.tags import TagList, is_tag


def trim_paragraphs(part: Part, tags: TagList) -> None:
    """Merge lines and paragraphs where a statement asks for it.

    Inside a line the marks keep Jinja's own meaning: white space beside the tag goes.
    """
    for node in [each for each in part.root.iter() if is_tag(each)]:
        tag = tags.of(node)
        if tag.kind != "statement" or tag.level:
            continue
        if tag.trim_before == "-" and _merge(node, forward=False):
            tag.trim_before = ""
        if tag.trim_after == "-" and _merge(node, forward=True):
            tag.trim_after = ""


def _merge(node: Element, *, forward: bool) -> bool:
    """Merge the tag's line with the one behind (or before) it; False where other content stands in between."""
    paragraph = ancestor(node, P)
    if paragraph is None:
        return False
    content = _content(paragraph)
    place = content.index(node)
    beside = content[place + 1 :][:1] if forward else content[:place][-1:]
    if _text_beside(node, forward=forward):
        return False
    if beside and beside[0].tag == BR:
        detach(beside[0])
        return True
    other = paragraph.getnext() if forward else paragraph.getprevious()
    if beside or other is None or other.tag != P:
        return False
    first, second = (paragraph, other) if forward else (other, paragraph)
    for child in list(second):
        if child.tag != P_PR:
            first.append(child)
    detach(second)
    return True


def _content(paragraph: Element) -> list[Element]:
    """What a reader sees of the paragraph, in order: tags, line breaks, objects and texts that are not blank."""
    shown = {each.element for each in atoms_of(paragraph) if each.element.tag != T}
    found: list[Element] = []
    for each in paragraph.iter():
        if (
            (is_tag(each) and ancestor(each, P) is paragraph)
            or each in shown
            or (is_element(each) and each.tag == T and (each.text or "").strip())
        ):
            found.append(each)
    return found


def _text_beside(node: Element, *, forward: bool) -> bool:
    """Whether text of the tag's own ``w:t`` stands on that side of it."""
    if forward:
        return bool((node.tail or "").strip())
    before = node.getprevious()
    parent = node.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else ""
    return bool((text or "").strip())
