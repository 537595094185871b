"""Tags outside paragraphs: in attributes (alternative texts) and in document properties."""

from __future__ import annotations

from generator.errors import message
from generator.model import TextPlace
from generator.template.findings import Findings
from generator.template.ooxml import Element, P, ancestor, is_element
from generator.template.part import Part
from generator.template.scanning import Unclosed, next_tag
from generator.template.tags import Site, TagList, in_attribute, instruction


def take_attributes(part: Part, tags: TagList, findings: Findings) -> None:
    """Turn the tags in attributes into tags of the template."""
    for element in part.root.iter():
        if not is_element(element):
            continue
        for name, value in element.attrib.items():
            text = str(value)
            if "{{" in text or "{%" in text:
                place = part.place(ancestor(element, P) if element.tag != P else element, text[:80])
                element.set(name, _with_tags(text, place, tags, findings))


def _with_tags(text: str, place: TextPlace, tags: TagList, findings: Findings) -> str:
    pieces, position = [], 0
    while (found := next_tag(text, position)) is not None:
        pieces.append(text[position : found.start])
        if isinstance(found, Unclosed):
            _tell_unclosed(place, findings)
            return text
        if found.kind != "comment":
            tag = tags.add(
                found.kind, "", found.body, place, source=text[found.start : found.end], site=Site("attribute")
            )
            pieces.append(in_attribute(tag))
        position = found.end
    pieces.append(text[position:])
    return "".join(pieces)


def take_properties(part: Part, tags: TagList, findings: Findings) -> None:
    """Turn the tags in a part of document properties into tags of the template."""
    for element in part.root.iter():
        text = element.text or ""
        if not is_element(element) or len(element) or ("{{" not in text and "{%" not in text and "{#" not in text):
            continue
        _fill(element, text, part, tags, findings)


def _fill(element: Element, text: str, part: Part, tags: TagList, findings: Findings) -> None:
    place = part.place(None, text[:80])
    position = 0
    element.text = None
    while (found := next_tag(text, position)) is not None:
        _append(element, text[position : found.start])
        if isinstance(found, Unclosed):
            _tell_unclosed(place, findings)
            position = found.start
            break
        if found.kind != "comment":
            tag = tags.add(found.kind, "", found.body, place, source=text[found.start : found.end], site=Site("plain"))
            element.append(instruction(tag))
        position = found.end
    _append(element, text[position:])


def _append(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _tell_unclosed(place: TextPlace, findings: Findings) -> None:
    findings.error(
        "tag-unclosed",
        place,
        message("the tag that opens with {opening} is not closed with {closing}", opening="{{", closing="}}"),
        message("add {closing} where the tag ends", closing="}}"),
    )
