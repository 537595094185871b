"""What a document holds that cannot be set: collected with its place, all of it, and raised at once."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.errors import Message, UnsupportedConstruct, message, plural_message
from generator.model import Problem, Severity, TextPlace
from generator.typeset.ooxml import numbers

_MOST_OF_A_KIND = 25
"""Places that are listed of what one cause brings about, and one more, which says how many others there are."""
_FIRST = operator.itemgetter(0)

_CONSTRUCTS: dict[str, Message] = {
    "oMath": message("an equation"),
    "oMathPara": message("an equation"),
    "object": message("an embedded object"),
    "control": message("an ActiveX control"),
    "ruby": message("ruby text"),
    "altChunk": message("an imported file (altChunk)"),
    "subDoc": message("a subdocument"),
    "chart": message("a chart"),
    "relIds": message("a SmartArt diagram without the drawing that Word stores of it"),
    "buAutoNum": message("a numbered list in a diagram"),
    "wgp": message("a group of shapes"),
    "group": message("a group of shapes"),
    "wpc": message("a drawing canvas"),
    "contentPart": message("ink"),
    "txbx": message("a text box"),
    "fitText": message("text fitted to a width"),
    "rtl": message("text that runs from right to left"),
    "bidi": message("a paragraph that runs from right to left"),
    "bidiVisual": message("a table that runs from right to left"),
    "textDirection": message("text that stands on its side"),
}


@dataclass(slots=True)
class _Kind:
    """What one cause brought about: the first places, the next one, and how many more there are."""

    told: dict[Problem, int] = field(default_factory=dict)
    more: set[Problem] = field(default_factory=set)

    def add(self, problem: Problem, number: int) -> None:
        if problem not in self.told:
            if len(self.told) <= _MOST_OF_A_KIND:
                self.told[problem] = number
            else:
                self.more.add(problem)

    def problems(self) -> list[tuple[int, Problem]]:
        """The first places, each with its number; where there are more, the last of them says so."""
        listed = [(number, problem) for problem, number in self.told.items()]
        if self.more:
            number, last = listed[-1]
            cause = plural_message(
                "{cause} ({count} more finding of this kind is not listed)",
                "{cause} ({count} more findings of this kind are not listed)",
                count=len(self.more),
                cause=last.cause,
            )
            listed[-1] = number, replace(last, cause=cause)
        return listed


def _in_order(kinds: Iterable[_Kind]) -> list[Problem]:
    return [problem for _number, problem in sorted(itertools.chain(*(kind.problems() for kind in kinds)), key=_FIRST)]


class Findings:
    """Collects problems while a document is read and laid out; what one cause brings about everywhere is told in brief."""

    def __init__(self) -> None:
        self._errors: dict[str, _Kind] = {}
        self._warnings: dict[str, _Kind] = {}
        self._seen: dict[str, int] = {}

    @property
    def errors(self) -> list[Problem]:
        """What forbids to set the document, in the order in which it was found."""
        return _in_order(self._errors.values())

    @property
    def warnings(self) -> list[Problem]:
        """What a reader should know, likewise."""
        return _in_order(self._warnings.values())

    def unsupported(
        self, element: str, place: TextPlace, construct: Message | None = None, remedy: Message | None = None
    ) -> None:
        """Note something that cannot be set faithfully.

        Args:
            element: Its name in the schema, without prefix; of one kind only the first places are listed, and the others
                counted.
            place: Where it stands.
            construct: What a reader calls it; without one, the name that this module knows or the element's own.
            remedy: What helps, where that is more than to take it out.
        """
        self._seen[element] = self._seen.get(element, 0) + 1
        said = construct or _CONSTRUCTS.get(element) or message("the element <{name}>", name=element)
        problem = Problem(
            code="construct-unsupported",
            severity=Severity.ERROR,
            place=place,
            cause=message("{construct} cannot be set as Word sets it", construct=said),
            remedy=remedy or message("take it out of the letter, or use the LibreOffice engine"),
        )
        self._errors.setdefault(element, _Kind()).add(problem, self.count)

    def warn(self, code: str, place: TextPlace, cause: Message, remedy: Message | None = None) -> None:
        """Note something that a reader should know; each code once a document."""
        seen = self._seen[code] = self._seen.get(code, 0) + 1
        if seen > 1:
            return
        self._warn(code, Problem(code, Severity.WARNING, place, cause, remedy))

    def warn_each(self, code: str, place: TextPlace, cause: Message, remedy: Message | None = None) -> None:
        """The same for what may occur at several places, each worth knowing; of one cause the first, and the others counted."""
        self._seen[code] = self._seen.get(code, 0) + 1
        self._warn(f"{code} {cause.text}", Problem(code, Severity.WARNING, place, cause, remedy))

    def _warn(self, kind: str, problem: Problem) -> None:
        self._warnings.setdefault(kind, _Kind()).add(problem, self.count)

    def simplified(self, element: str, place: TextPlace, construct: Message) -> None:
        """Warn of something that is set plainer than Word does; of one kind the first.

        Args:
            element: Its name in the schema, without prefix.
            place: Where it stands.
            construct: What a reader calls it.
        """
        seen = self._seen[f"plain {element}"] = self._seen.get(f"plain {element}", 0) + 1
        if seen == 1:
            self._warn(
                f"plain {element}",
                Problem(
                    "look-simplified",
                    Severity.WARNING,
                    place,
                    message("{construct}: it is set plainer than Word does", construct=construct),
                    message("look at the PDF, and leave it out in Word where that disturbs"),
                ),
            )

    def number_format(self, number_format: str, language: str | None, place: TextPlace) -> None:
        """Warn where numbers stand in digits since their format is not known, or not in this language."""
        if not numbers.is_known(number_format, language):
            self.warn_each(
                "number-format-unknown",
                place,
                message(
                    "the number format {format} is not known here, so the numbers stand in digits", format=number_format
                ),
                message("choose another number format in Word"),
            )

    @property
    def count(self) -> int:
        """How often something was found so far, also what is not told again."""
        return sum(self._seen.values())

    def raise_if_any(self, name: str) -> None:
        """Refuse the document where anything cannot be set.

        Raises:
            UnsupportedConstruct: With every such construct and its place.
        """
        if self._errors:
            raise UnsupportedConstruct(
                message(
                    "{name} holds what the typesetter cannot set faithfully; each place is listed, and LibreOffice can set it where it is installed",
                    name=name,
                ),
                self.errors,
            )
