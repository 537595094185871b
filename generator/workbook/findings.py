"""Where all that is wrong with a workbook is gathered, so that it can be told at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.errors import Message
from generator.model import CellPlace, Problem, RecipientKey, Severity
from generator.workbook.words import word_key

_SHORTEST_NEAR_MISS = 3
_NEARNESS = 0.75


@dataclass(slots=True)
class Findings:
    """A growing list of problems, of which a view may speak for one recipient.

    Attributes:
        problems: What was found; shared by all views.
        recipient: Whom a view's findings concern; None for all.
    """

    problems: list[Problem] = field(default_factory=list)
    recipient: RecipientKey | None = None
    errors: int = 0

    def of(self, recipient: RecipientKey) -> Findings:
        """A view that adds to the same list, for one recipient, and counts its own errors."""
        return Findings(self.problems, recipient)

    def adopt(self, others: Findings) -> None:
        """Take over what was found before it was known whom it concerns."""
        self.problems += [replace(each, recipient=self.recipient) for each in others.problems]
        self.errors += others.errors

    def error(self, code: str, place: CellPlace, cause: Message, remedy: Message) -> None:
        """No letter until it is mended."""
        self.errors += 1
        self._add(code, Severity.ERROR, place, cause, remedy)

    def warning(self, code: str, place: CellPlace, cause: Message, remedy: Message | None = None) -> None:
        """The letter is made, but somebody should look."""
        self._add(code, Severity.WARNING, place, cause, remedy)

    def notice(self, code: str, place: CellPlace, cause: Message, remedy: Message | None = None) -> None:
        """Worth knowing."""
        self._add(code, Severity.NOTICE, place, cause, remedy)

    def _add(self, code: str, severity: Severity, place: CellPlace, cause: Message, remedy: Message | None) -> None:
        self.problems.append(Problem(code, severity, place, cause, remedy, self.recipient))


def near_miss(written: str, known: Iterable[str]) -> str:
    """The known name that ``written`` was probably meant to be; ``""`` where none is near."""
    keys: dict[str, str] = {}
    for name in known:
        keys.setdefault(word_key(name), name)
    key = word_key(written)
    if len(key) < _SHORTEST_NEAR_MISS:
        return ""
    found = difflib.get_close_matches(key, keys, n=1, cutoff=_NEARNESS)
    return keys[found[0]] if found else ""
