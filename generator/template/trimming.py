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
        merges = tag.kind == "statement"
        if not tag.level and tag.trim_before == "-" and not (merges and _merge(node, forward=False)):
            _strip(node, forward=False)
        tag.trim_before = "" if not tag.level else tag.trim_before
        if not tag.level and tag.trim_after == "-" and not (merges and _merge(node, forward=True)):
            _strip(node, forward=True)
        tag.trim_after = "" if not tag.level else tag.trim_after


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


def _strip(node: Element, *, forward: bool) -> None:
    """Take the white space beside the tag away, however many runs it is spread over."""
    paragraph = ancestor(node, P)
    if paragraph is None:
        return
    shown = {each.element for each in atoms_of(paragraph)}
    slots = [each for each in paragraph.iter() if is_tag(each) or each in shown]
    if not forward:
        slots.reverse()
    beside = slots[slots.index(node) :] if forward else slots[slots.index(node) + 1 :]
    for slot in beside:
        if is_tag(slot) and (slot is node or not forward):
            slot.tail = _stripped(slot.tail, forward=forward)
            if slot.tail or slot is not node:
                return
        elif slot.tag == T:
            slot.text = _stripped(slot.text, forward=forward)
            if slot.text:
                return
        else:
            return


def _stripped(text: str | None, *, forward: bool) -> str:
    return (text or "").lstrip() if forward else (text or "").rstrip()


def _content(paragraph: Element) -> list[Element]:
    """What a reader sees of the paragraph, in order: tags, line breaks, objects and texts that are not blank."""
    shown = {each.element for each in atoms_of(paragraph) if each.element.tag != T}
    return [
        each
        for each in paragraph.iter()
        if each in shown
        or (is_tag(each) and ancestor(each, P) is paragraph)
        or (is_element(each) and each.tag == T and (each.text or "").strip())
    ]


def _text_beside(node: Element, *, forward: bool) -> bool:
    """Whether text of the tag's own ``w:t`` stands on that side of it."""
    if forward:
        return bool((node.tail or "").strip())
    before = node.getprevious()
    parent = node.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else ""
    return bool((text or "").strip())
