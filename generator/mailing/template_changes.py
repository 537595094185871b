"""Which paragraphs of a template are others now."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from generator.errors import Message, message
from generator.model import FilePlace, Problem, Severity
from generator.template.paragraph_texts import paragraph_texts

LONGEST_QUOTE = 120
"""Characters of a paragraph that a finding quotes."""


def template_changes(before: bytes, after: bytes, *, name: str) -> tuple[Problem, ...]:
    """A finding for each paragraph that changed, came or went; one where only the looks changed.

    Args:
        before: The Word file that letters were made from.
        after: The Word file of now.
        name: Its file name, the place of the findings.
    """
    old, new = paragraph_texts(before), paragraph_texts(after)
    changed = tuple(
        Problem("template-changed", Severity.WARNING, FilePlace(Path(name)), said) for said in _changes(old, new)
    )
    if changed:
        return changed
    said = message("the words of the template are the same, its looks or settings are others")
    return (Problem("template-changed", Severity.WARNING, FilePlace(Path(name)), said),)


def _changes(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Message]:
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        together = min(old_to - old_from, new_to - new_from)
        for number in range(together):
            yield message(
                "paragraph {number} is “{after}” now; it was “{before}”",
                number=str(new_from + number + 1),
                after=_quote(new[new_from + number], old[old_from + number]),
                before=_quote(old[old_from + number], new[new_from + number]),
            )
        for number in range(old_from + together, old_to):
            yield message("paragraph {number} is gone: “{before}”", number=str(number + 1), before=_quote(old[number]))
        for number in range(new_from + together, new_to):
            yield message("paragraph {number} is new: “{after}”", number=str(number + 1), after=_quote(new[number]))


def _quote(text: str, other: str = "") -> str:
    """``text``, cut to the stretch in which it differs from ``other`` where it is long."""
    if len(text) <= LONGEST_QUOTE:
        return text
    same = next((n for n, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)
    start = max(0, same - LONGEST_QUOTE // 3)
    stretch = text[start : start + LONGEST_QUOTE]
    return f"{'…' if start else ''}{stretch}{'…' if start + LONGEST_QUOTE < len(text) else ''}"
