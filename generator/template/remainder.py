"""What of a template can still be checked where some of its tags cannot be used: all that is wrong is to be told at once.

The faulty tags are left out, and then those that no longer fit without them. No letter is made of what remains. Tags are told apart by
their place itself, not by what it says: two tags of a short paragraph stand in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from generator.model import Problem, TextPlace
from generator.template.blocks import check_blocks
from generator.template.compiled import CompiledTemplate, Examined
from generator.template.findings import Findings
from generator.template.names import NameUse
from generator.template.ooxml import detach, is_element
from generator.template.part import Part
from generator.template.sandbox import Sandbox
from generator.template.source import positions
from generator.template.tags import Tag, TagList, in_attribute

_UNKNOWN_WORDS: Final = frozenset({"filter-unknown", "test-unknown"})
_GIVING: Final = frozenset({"for", "set", "with", "macro", "call"})
_STATEMENT = re.compile(r"\{%.*", re.DOTALL)
_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Remainder:
    """The sound tags of a template that has faulty ones too.

    Attributes:
        names: Every use of a name of the context in them, in document order.
    """

    names: tuple[NameUse, ...]
    _template: CompiledTemplate
    _doubtful: frozenset[int]

    def check(self, context: Mapping[str, object]) -> tuple[Problem, ...]:
        """What besides its faulty tags would keep a letter from being made; see :meth:`CompiledTemplate.check`."""
        return self.examine(context).problems

    def examine(self, context: Mapping[str, object]) -> Examined:
        """The same, and how such a letter would be put together."""
        examined = self._template.examine(context)
        problems = tuple(
            each for each in examined.problems if each.code != "name-missing" or id(each.place) not in self._doubtful
        )
        return replace(examined, problems=problems)


def remainder(template: CompiledTemplate, given: frozenset[str]) -> Remainder:
    """What to check of ``template``, of which faulty tags were left out that may have given the names in ``given``."""
    doubtful = [each for each in template.names if each.path.partition(".")[0].removesuffix("[]") in given]
    names = tuple(each for each in template.names if each not in doubtful)
    return Remainder(names, template, frozenset(id(each.place) for each in doubtful))


def leave_out_faulty(
    parts: Iterable[Part], tags: TagList, problems: Sequence[Problem], environment: Sandbox
) -> frozenset[str]:
    """Take the tags that are told of in ``problems`` out of the parts, and those that do not fit without them.

    Filters and tests that nobody knows change nothing from now on, so that what they stand behind is looked at.

    Returns:
        The names that tags which were left out may have given.
    """
    for each in problems:
        if each.code in _UNKNOWN_WORDS:
            name = str(dict(each.cause.values)["name"])
            known: dict[str, Any] = environment.filters if each.code == "filter-unknown" else environment.tests
            known.setdefault(name, _unchanged)
    faulty = [each for each in problems if each.code not in _UNKNOWN_WORDS]
    given = {word for each in faulty for word in _given_nearby(each)}
    for part in parts:
        while faulty and (left_out := _leave_out(part, tags, {id(each.place) for each in faulty})):
            given.update(word for tag in left_out if tag.keyword in _GIVING for word in _WORD.findall(tag.body))
            findings = Findings()
            check_blocks(positions(part.root, tags), findings)
            faulty = [*findings.errors]
        faulty = [each for each in problems if each.code not in _UNKNOWN_WORDS]
    return frozenset(given)


def _leave_out(part: Part, tags: TagList, places: set[int]) -> list[Tag]:
    left_out = []
    for tag, node in positions(part.root, tags):
        if id(tag.place) in places:
            left_out.append(tag)
            if not isinstance(node, str):
                detach(node)
    markers = [in_attribute(each) for each in left_out]
    for element in filter(is_element, part.root.iter()):
        for name, value in element.attrib.items():
            for marker in markers:
                if marker in value:
                    element.set(name, str(element.get(name)).replace(marker, ""))
    return left_out


def _given_nearby(problem: Problem) -> list[str]:
    """The words of a statement that is so broken that it became no tag."""
    snippet = problem.place.snippet if isinstance(problem.place, TextPlace) else ""
    found = _STATEMENT.search(snippet)
    return _WORD.findall(found.group()) if found is not None and problem.code == "tag-unclosed" else []


def _unchanged(value: Any, *_arguments: Any, **_named: Any) -> Any:
    return value
