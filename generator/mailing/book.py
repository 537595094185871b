"""The book in which a run's letters are entered once their files are safe on disk.

This is the seam for the register: what a run may make is asked of the book, and what it made is told to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from generator.errors import WrongUse, plural_message
from generator.mailing.plan import MailingPlan, PlannedLetter
from generator.mailing.worker import LetterOutcome


class LetterBook(Protocol):
    """Knows which letters there are already, and is told of each new one."""

    def begin(self, plan: MailingPlan) -> tuple[MailingPlan, Sequence[PlannedLetter]]:
        """Say which letters of ``plan`` are to be made now; refuse where none may be.

        Returns:
            The plan as the book has it (with the references that it gave), and the letters to make.

        Raises:
            BrievenError: The run may not begin.
        """
        ...

    def record(self, letter: PlannedLetter, outcome: LetterOutcome) -> None:
        """Enter what became of a letter; its files are safe on disk."""
        ...

    def end(self) -> None:
        """The run is over: whatever was held back goes into the book."""
        ...


class OverwriteGuard:
    """The book of a workspace without a register: the folder itself.

    Args:
        overwrite: Whether letters that are there already may be replaced.
    """

    def __init__(self, *, overwrite: bool) -> None:
        self._overwrite = overwrite

    def begin(self, plan: MailingPlan) -> tuple[MailingPlan, Sequence[PlannedLetter]]:
        """All that the plan allows, unless it would replace a letter.

        Raises:
            WrongUse: Letters are there already, and nobody said that they may be replaced.
        """
        to_make = plan.to_make
        if not self._overwrite:
            refuse_to_replace(plan, to_make)
        return plan, to_make

    def record(self, letter: PlannedLetter, outcome: LetterOutcome) -> None:
        """Nothing to enter: the files are the record."""

    def end(self) -> None:
        """Nothing to finish."""


def refuse_to_replace(plan: MailingPlan, letters: Sequence[PlannedLetter]) -> None:
    """Raise where making ``letters`` would replace files that nobody said may be replaced.

    Raises:
        WrongUse: With how many there are.
    """
    there = [each for each in letters if letter_is_there(plan.folder, each)]
    if there:
        raise WrongUse(
            plural_message(
                "{folder} already holds {count} letter of this mailing ({first}); to make it anew use --overwrite, "
                "to keep it give the mailing another name (Naam in the sheet Zending)",
                "{folder} already holds {count} letters of this mailing ({first} is the first); to make them anew "
                "use --overwrite, to keep them give the mailing another name (Naam in the sheet Zending)",
                count=len(there),
                folder=str(plan.folder),
                first=f"{there[0].stem}.docx",
            )
        )


def letter_is_there(folder: Path, letter: PlannedLetter) -> bool:
    """Whether a file of ``letter`` stands in ``folder``."""
    return any((folder / f"{letter.stem}{suffix}").exists() for suffix in (".docx", ".pdf"))
