"""Tags that stand for their whole paragraph, row, cell or run take its place in the tree."""

from __future__ import annotations

import copy
from typing import Final

from generator.errors import Message, message
from generator.template.findings import Findings
from generator.template.ooxml import (
    P_PR,
    R_PR,
    SECT_PR,
    TC,
    TR,
    Element,
    P,
    R,
    T,
    ancestor,
    detach,
    is_element,
    paragraphs,
)
from generator.template.part import Part, text_of
from generator.template.scanning import Level
from generator.template.tags import Tag, TagList, is_tag

_STANDS_FOR: Final[dict[Level, str]] = {"p": P, "tr": TR, "tc": TC}
_SITES: Final[dict[Level, str]] = {"p": "block", "tr": "row", "tc": "cell", "r": "run"}


def hoist(part: Part, tags: TagList, findings: Findings) -> None:
    """Move every tag with a level up to where it works."""
    for level in ("tr", "tc", "p"):
        _hoist_level(part, tags, findings, level)
    for node in [each for each in part.root.iter() if is_tag(each)]:
        tag = tags.of(node)
        if tag.level == "r" and node.getparent() is not None:
            tag.site.kind = "run" if tag.kind == "expression" else tag.site.kind
            while (parent := node.getparent()) is not None and parent.tag in (T, R):
                lift(node)


def _hoist_level(part: Part, tags: TagList, findings: Findings, level: Level) -> None:
    groups: dict[Element, list[Element]] = {}
    for node in [each for each in part.root.iter() if is_tag(each)]:
        tag = tags.of(node)
        if tag.level != level:
            continue
        container = ancestor(node, _STANDS_FOR[level])
        if container is None:
            findings.error(
                "tag-outside-table",
                tag.place,
                message("{tag} stands for a table row or cell, but is in no table", tag=_shown(tag)),
                message("put it in the table, or write {tag} for a paragraph", tag="{%p … %}"),
            )
            continue
        groups.setdefault(container, []).append(node)
    for container, nodes in groups.items():
        keeps = _tell_lost(container, nodes, tags, findings, level)
        _replace(container, nodes, tags, level, keeps=keeps)


def _replace(container: Element, nodes: list[Element], tags: TagList, level: Level, *, keeps: bool) -> None:
    """Put the tags where their container is; it goes, unless it ``keeps`` what else stands in it."""
    parent = container.getparent()
    if parent is None:
        return
    for node in nodes:
        tag = tags.of(node)
        if tag.kind == "expression":
            tag.site.kind = _SITES[level]
        detach(node)
        if tag.kind != "comment":
            container.addprevious(node)
    if keeps:
        return
    section = container.find(f"{P_PR}/{SECT_PR}") if level == "p" else None
    if section is None:
        detach(container)
        return
    # The paragraph carries the end of a section; without it the section's page layout would be lost.
    for child in list(container):
        if child.tag != P_PR:
            container.remove(child)


def _tell_lost(container: Element, nodes: list[Element], tags: TagList, findings: Findings, level: Level) -> bool:
    """Tell what would be lost with the container; True where that is an error, and it is to be looked at too."""
    inner = list(paragraphs(container)) if level != "p" else [container]
    others = [each for each in container.iter() if is_tag(each) and each not in nodes]
    text = " ".join(" ".join(map(text_of, inner)).replace("\ufffc", " ").split())
    tails = "".join(each.tail or "" for paragraph in inner for each in paragraph.iter() if is_tag(each)).strip()
    if not text and not tails and not others:
        return False
    lost = " ".join(filter(None, [text, tails, *(tags.of(each).source for each in others)]))
    where = {
        "p": message("paragraph"),
        "tr": message("table row"),
        "tc": message("table cell"),
    }[level]
    first = tags.of(nodes[0])
    if len(nodes) > 1:
        findings.error(
            "tags-share-element",
            first.place,
            message(
                "{first} and {second} stand in the same {where}, so “{lost}” between them would be lost",
                first=_shown(first),
                second=_shown(tags.of(nodes[-1])),
                where=where,
                lost=lost[:60],
            ),
            message("give each of them a {where} of its own", where=where),
        )
        return True
    if first.kind != "comment":
        findings.warning("text-beside-tag", first.place, _lost_text(first, where, lost), _own(where))
    return False


def _lost_text(tag: Tag, where: Message, lost: str) -> Message:
    return message(
        "{tag} takes the place of its whole {where}, so “{lost}” in it is left out",
        tag=_shown(tag),
        where=where,
        lost=lost[:60],
    )


def _own(where: Message) -> Message:
    return message("give the tag a {where} of its own", where=where)


def _shown(tag: Tag) -> str:
    return tag.source or tag.body


def lift(node: Element) -> None:
    """Move ``node`` one level up: its parent is split in two around it, empty halves go."""
    parent = node.getparent()
    grandparent = parent.getparent() if parent is not None else None
    if parent is None or grandparent is None:
        return
    rest = copy.copy(parent)
    rest.text = rest.tail = None
    for each in list(rest):
        rest.remove(each)
    properties = parent.find(R_PR)
    if properties is not None and properties is not node:
        rest.append(copy.deepcopy(properties))
    following = list(node.itersiblings())
    tail, node.tail = node.tail, None
    if tail:
        if len(rest):
            rest[-1].tail = tail
        else:
            rest.text = tail
    for each in following:
        rest.append(each)
    place = grandparent.index(parent)
    rest.tail, parent.tail = parent.tail, None
    grandparent.insert(place + 1, node)
    grandparent.insert(place + 2, rest)
    for half in (parent, rest):
        if not half.text and all(each.tag == R_PR for each in half if is_element(each)) and not any(map(is_tag, half)):
            detach(half)
