"""From a paragraph of a letter back to the paragraph of the template that it comes from.

For this a letter is rendered once more with marks: each ``w:p`` bears its number in the template, and an instruction stands
before each tag whose value is whole paragraphs. What a value adds comes from the paragraph before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.model import Problem, TextPlace
from generator.template.sandbox import BLOCK, BLOCK_END, VARIABLE, VARIABLE_END
from generator.template.source import PartSource

_TAG_OR_PARAGRAPH = re.compile(f"{BLOCK}.*?{BLOCK_END}|{VARIABLE}.*?{VARIABLE_END}|<w:p(?=[ >/])", re.DOTALL)
_MARK_OR_PARAGRAPH = re.compile(r'<\?at (\d+)\?>|<w:p(?: at="(\d+)")?(?=[ >/])|(<mc:Fallback[ >])|(</mc:Fallback>)')
_LONGEST_SNIPPET = 60


@dataclass(frozen=True, slots=True)
class Origins:
    """Where the paragraphs of a letter come from.

    Attributes:
        paragraphs: For each part with tags the number in the template of each of its paragraphs, in order.
        texts: The text of each paragraph of these parts as the template has it.
    """

    paragraphs: Mapping[str, Sequence[int]]
    texts: Mapping[str, Mapping[int, str]]

    def in_template(self, problem: Problem) -> Problem:
        """The same problem at its place in the template; the template's own text stands for that of the letter."""
        place = problem.place
        if not isinstance(place, TextPlace) or place.paragraph is None or place.part not in self.paragraphs:
            return problem
        known = self.paragraphs[place.part]
        if not 0 < place.paragraph <= len(known):
            return problem
        number = known[place.paragraph - 1]
        text = " ".join(self.texts[place.part].get(number, "").replace("\ufffc", " ").split())
        if len(text) > _LONGEST_SNIPPET:
            text = text[:_LONGEST_SNIPPET].rstrip() + " …"
        return replace(problem, place=TextPlace(place.part, number, text or place.snippet))


def marked(source: PartSource, paragraphs: Sequence[int]) -> PartSource:
    """The source of a part with its marks.

    Args:
        source: The part.
        paragraphs: The number in the template of each ``w:p`` in it, in order.
    """
    numbers, tags = iter(paragraphs), iter(source.tags)

    def mark(match: re.Match[str]) -> str:
        found = match.group()
        if found == "<w:p":
            return f'<w:p at="{next(numbers)}"'
        tag = next(tags)
        if tag.kind == "expression" and tag.site.kind == "block" and tag.place.paragraph:
            return f"<?at {tag.place.paragraph}?>{found}"
        return found

    return replace(source, text=_TAG_OR_PARAGRAPH.sub(mark, source.text))


def traced_paragraphs(rendered: str) -> tuple[int, ...]:
    """The number in the template of each paragraph of a part that was rendered with marks.

    Paragraphs that stand in a text box a second time, for old programs, do not count: nobody counts them.
    """
    return tuple(_traced(rendered))


def _traced(rendered: str) -> Iterator[int]:
    last, repeats = 1, 0
    for match in _MARK_OR_PARAGRAPH.finditer(rendered):
        instruction, attribute, opens, closes = match.groups()
        if opens or closes:
            repeats += 1 if opens else -1
            continue
        last = int(instruction or attribute or last)
        if instruction is None and not repeats:
            yield last
