"""Which branch of an mc:AlternateContent counts (ECMA-376 part 3, 9.3)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.typeset.ooxml.xml import MC, Element

_UNDERSTOOD = frozenset({"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16se", "w16cid", "w16", "a14", "wp", "pic", "a"})
"""Prefixes that a Choice may require."""


def alternatives(element: Element) -> Iterator[Element]:
    """The branch of an mc:AlternateContent that we understand: the first such Choice, else the Fallback."""
    for choice in element.iterfind(MC + "Choice"):
        if set((choice.get("Requires") or "").split()) <= _UNDERSTOOD:
            yield choice
            return
    fallback = element.find(MC + "Fallback")
    if fallback is not None:
        yield fallback


def settle(element: Element) -> None:
    """Put the branch that counts in the place of each mc:AlternateContent below the element."""
    while (found := next(element.iter(MC + "AlternateContent"), None)) is not None:
        parent = found.getparent()
        if parent is None:
            return
        at = parent.index(found)
        parent[at : at + 1] = [child for branch in alternatives(found) for child in branch]
