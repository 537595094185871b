"""Problems of a template, gathered while it is compiled, each at its spot in the Word file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.errors import Message, message
from generator.model import Problem, Severity, TextPlace

_SNIPPET_MARGIN = 30
_SNIPPET_LONGEST = 120


def snippet_around(text: str, start: int, end: int) -> str:
    """The text from some words before ``start`` to some behind ``end``, on one line."""
    end = min(end, start + _SNIPPET_LONGEST)
    first, last = max(0, start - _SNIPPET_MARGIN), min(len(text), end + _SNIPPET_MARGIN)
    if first:
        first = text.find(" ", first, start) + 1 or first
    if last < len(text):
        space = text.rfind(" ", end, last)
        last = space if space > 0 else last
    piece = " ".join(text[first:last].replace("\ufffc", " ").split())
    return ("… " if first else "") + piece + (" …" if last < len(text) else "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest of the words that are known, or ``""``."""
    by_folded = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[near[0]] if near else ""


@dataclass
class Findings:
    """The gathered problems of one template."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, code: str, place: TextPlace, cause: Message, remedy: Message | None = None) -> None:
        """Something for which no letter can be made."""
        self._add(Problem(code, Severity.ERROR, place, cause, remedy))

    def warning(self, code: str, place: TextPlace, cause: Message, remedy: Message | None = None) -> None:
        """Something that somebody should look at."""
        self._add(Problem(code, Severity.WARNING, place, cause, remedy))

    def notice(self, code: str, place: TextPlace, cause: Message, remedy: Message | None = None) -> None:
        """Something worth knowing."""
        self._add(Problem(code, Severity.NOTICE, place, cause, remedy))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Those for which no letter can be made."""
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)

    @property
    def others(self) -> tuple[Problem, ...]:
        """Warnings and notices."""
        return tuple(each for each in self.problems if each.severity is not Severity.ERROR)

    def _add(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def outside(name: str) -> Message:
    """A template reached for what is not the letter's."""
    return message("“{name}” reaches outside the letter’s own data, which a template may not do", name=name)


def unknown_with_suggestion(suggestion: str, otherwise: Message) -> Message:
    """What to do about a word that nobody knows: the nearest known one, or ``otherwise``."""
    return message("did you mean “{suggestion}”?", suggestion=suggestion) if suggestion else otherwise
