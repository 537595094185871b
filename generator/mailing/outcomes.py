"""What became of each letter, and of the mailing as a whole."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import BrievenError, DiskRefused, ExitStatus, Message, message
from generator.mailing.plan import MailingPlan, PlannedLetter
from generator.mailing.worker import FailedLetter, MadeLetter
from generator.model import Problem, Severity


class LetterState(enum.StrEnum):
    """Where a letter stands after a run."""

    MADE = "made"
    """Its files were made in this run."""
    KEPT = "kept"
    """It was made in an earlier run, and its files are still there."""
    FAILED = "failed"
    """It could not be made."""
    REFUSED = "refused"
    """The check found an error in it: it was not tried."""
    UNTRIED = "untried"
    """The run stopped before its turn."""
    NOT_CHOSEN = "not-chosen"
    """``--only`` left it out, and it was not made before."""


STATE_WORDS: Mapping[LetterState, Message] = {
    LetterState.MADE: message("made"),
    LetterState.KEPT: message("made earlier"),
    LetterState.FAILED: message("could not be made"),
    LetterState.REFUSED: message("not made: has a fault"),
    LetterState.UNTRIED: message("not made: stopped"),
    LetterState.NOT_CHOSEN: message("not chosen"),
}


@dataclass(frozen=True, slots=True)
class LetterResult:
    """One letter after a run.

    Attributes:
        letter: The letter.
        state: What became of it.
        made: Its files, where this run made them.
        error: Why it could not be made, where it could not.
        pages_on_disk: Pages of its PDF as the print file found it.
    """

    letter: PlannedLetter
    state: LetterState
    made: MadeLetter | None = None
    error: BrievenError | None = None
    pages_on_disk: int | None = None

    @property
    def pages(self) -> int | None:
        """Pages of its PDF; None without one."""
        return self.made.pages if self.made else self.pages_on_disk

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the check and the typesetter found in it."""
        return (*self.letter.problems, *(self.made.warnings if self.made else ()))

    @property
    def explanation(self) -> tuple[Message, ...]:
        """Why it is not there, or what somebody should look at."""
        said = tuple(each.message for each in self.problems if each.severity is not Severity.NOTICE)
        if self.error is None:
            return said
        return (*said, self.error.message, *(each.message for each in self.error.findings))


@dataclass(frozen=True, slots=True)
class MailingResult:
    """A whole run.

    Attributes:
        plan: What was to be done.
        letters: Each letter of the plan, in the workbook's order.
        files: The files that concern all letters: print file, labels, lists; by what they are.
        problems: What was found while those were made.
        stopped: Whether the user stopped the run.
        disk_error: What the disk said, where it ended the run.
    """

    plan: MailingPlan
    letters: tuple[LetterResult, ...]
    files: Mapping[str, Path]
    problems: tuple[Problem, ...] = ()
    stopped: bool = False
    disk_error: DiskRefused | None = None

    @property
    def counts(self) -> Mapping[LetterState, int]:
        """How many letters are in each state."""
        return Counter(each.state for each in self.letters)

    @property
    def made_nothing(self) -> bool:
        """Whether every letter was made before."""
        return bool(self.letters) and all(each.state is LetterState.KEPT for each in self.letters)

    @property
    def left_out(self) -> tuple[Problem, ...]:
        """Errors of rows that did not even become letters."""
        return tuple(each for each in self.plan.problems if each.severity is Severity.ERROR)

    @property
    def exit_status(self) -> ExitStatus:
        """What the run ends in."""
        if self.stopped:
            return ExitStatus.STOPPED_BY_USER
        if self.disk_error or any(isinstance(each.error, DiskRefused) for each in self.letters):
            return ExitStatus.STORAGE_REFUSED
        chosen_refused = any(each.state in _NOT_MADE and each.letter.chosen for each in self.letters)
        everything = all(each.letter.chosen for each in self.letters)
        if chosen_refused or (everything and self.left_out):
            return ExitStatus.LETTERS_FAILED
        return ExitStatus.DONE


_NOT_MADE = (LetterState.FAILED, LetterState.REFUSED, LetterState.UNTRIED)


def result_of(letter: PlannedLetter, outcome: MadeLetter | FailedLetter | None, *, is_there: bool) -> LetterResult:
    """Say where a letter stands.

    Args:
        letter: The letter.
        outcome: What its maker said; None where it was not tried in this run.
        is_there: Whether its files stand on disk from an earlier run.
    """
    if isinstance(outcome, MadeLetter):
        return LetterResult(letter, LetterState.MADE, made=outcome)
    if isinstance(outcome, FailedLetter):
        return LetterResult(letter, LetterState.FAILED, error=outcome.error)
    if not letter.can_be_made:
        return LetterResult(letter, LetterState.REFUSED)
    if is_there:
        return LetterResult(letter, LetterState.KEPT)
    return LetterResult(letter, LetterState.UNTRIED if letter.chosen else LetterState.NOT_CHOSEN)
