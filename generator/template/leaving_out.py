"""A paragraph that holds only expressions is left out where all of them are empty, as Word's own merge does."""

from __future__ import annotations

from generator.template.ooxml import (
    BOOKMARK_END,
    BOOKMARK_START,
    HYPERLINK,
    P_PR,
    R_PR,
    SECT_PR,
    TBL,
    TC,
    TC_PR,
    TXBX_CONTENT,
    Element,
    P,
    R,
    T,
    is_element,
    paragraphs,
    qn,
)
from generator.template.part import Part
from generator.template.sandbox import OURS
from generator.template.tags import Site, TagList, instruction, is_tag

_TEXT_ONLY = frozenset({P_PR, R, R_PR, T, HYPERLINK, BOOKMARK_START, BOOKMARK_END, qn("w:proofErr"), qn("w:ins")})
# These must end in a paragraph (ECMA-376-1, 17.4.65 for cells); Word calls a file damaged where they do not.
_NEED_LAST = frozenset(
    {TC, TXBX_CONTENT, qn("w:hdr"), qn("w:ftr"), qn("w:footnote"), qn("w:endnote"), qn("w:body"), qn("w:comment")}
)


def leave_out_empty(part: Part, tags: TagList) -> None:
    """Put a condition around each such paragraph; its values are then worked out before it starts."""
    candidates = [each for each in paragraphs(part.root) if _only_expressions(each, tags)]
    chosen = set(candidates)
    for paragraph in [each for each in candidates if _may_go(each, chosen)]:
        _make_conditional(paragraph, tags)


def _only_expressions(paragraph: Element, tags: TagList) -> bool:
    properties = paragraph.find(P_PR)
    if properties is not None and properties.find(SECT_PR) is not None:
        return False
    found = False
    skipped = set(properties.iter()) if properties is not None else set()
    starts: list[str | None] = []
    ends: list[str | None] = []
    for node in paragraph.iterdescendants():
        if node in skipped:
            continue
        if is_tag(node):
            tag = tags.of(node)
            if tag.kind != "expression" or (node.tail or "").strip():
                return False
            found = found or tag.site.kind in ("text", "run")
        elif node.tag == R_PR or any(each.tag == R_PR for each in node.iterancestors()):
            continue
        elif node.tag not in _TEXT_ONLY or (node.tag == T and (node.text or "").strip()):
            return False
        if node.tag == BOOKMARK_START:
            starts.append(node.get(qn("w:id")))
        elif node.tag == BOOKMARK_END:
            ends.append(node.get(qn("w:id")))
    return found and sorted(starts, key=str) == sorted(ends, key=str)


def _may_go(paragraph: Element, chosen: set[Element]) -> bool:
    """Whether its container still ends in a paragraph when this one and all other candidates are gone."""
    container = paragraph.getparent()
    if container is None:
        return False
    if container.tag not in _NEED_LAST:
        return container.tag == qn("w:sdtContent") and _other_blocks(container, chosen)
    behind = paragraph.getnext()
    while behind is not None and (not is_element(behind) or behind in chosen or behind.tag not in (P, TBL)):
        behind = behind.getnext()
    if behind is not None:
        return True
    if any(is_tag(each) for each in container):
        return False
    before = paragraph.getprevious()
    while before is not None and (before in chosen or before.tag not in (P, TBL, TC_PR)):
        before = before.getprevious()
    return before is not None and before.tag == P


def _other_blocks(container: Element, chosen: set[Element]) -> bool:
    return any(each.tag == P and each not in chosen for each in container)


def _make_conditional(paragraph: Element, tags: TagList) -> None:
    names = []
    for node in [each for each in paragraph.iterdescendants() if is_tag(each)]:
        tag = tags.of(node)
        name = f"{OURS}v{tag.number}"
        names.append(name)
        capture = tags.add(
            "statement", "", f"set {name} = {tag.body}", tag.place, source=tag.source, ours=True, captured=True
        )
        capture.site = tag.site
        paragraph.addprevious(instruction(capture))
        tag.body, tag.ours, tag.site = name, True, Site("plain")
    place = tag.place
    filled = " or ".join(f"{name}|{OURS}filled" for name in names)
    paragraph.addprevious(instruction(tags.add("statement", "", f"if {filled}", place, ours=True)))
    paragraph.addnext(instruction(tags.add("statement", "", "endif", place, ours=True)))
