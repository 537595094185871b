"""``print.pdf``: it grows while the letters are made, so that no processor waits for it at the end."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.files import written_whole
from generator.mailing.plan import MailingPlan, PlannedLetter, print_order
from generator.mailing.worker import LetterOutcome, MadeLetter

PRINT_FILE = "print.pdf"


class PrintRun:
    """Makes the print file in a thread of its own, letter by letter in the order of the post.

    A context manager: what was begun and not finished is gone at its end, and an earlier print file stays as it was.

    Args:
        duplex: Each letter begins on a new sheet.
    """

    def __init__(self, *, duplex: bool) -> None:
        self._duplex = duplex
        self._told: queue.SimpleQueue[tuple[int, bool] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._error: BaseException | None = None
        self._pages: Mapping[int, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._told.put(None)
            self._thread.join()

    @property
    def has_begun(self) -> bool:
        """Whether :meth:`begin` was called."""
        return self._thread is not None

    def begin(self, plan: MailingPlan, *, there: Sequence[PlannedLetter], coming: Sequence[PlannedLetter]) -> None:
        """Start to print.

        Args:
            plan: The mailing.
            there: Letters that are on disk already.
            coming: Letters that are being made; :meth:`tell` says what becomes of each.
        """
        known = {each.number: True for each in there}
        letters = print_order([*there, *coming])
        self._thread = threading.Thread(target=self._run, args=(plan, letters, known), daemon=True)
        self._thread.start()

    def tell(self, outcome: LetterOutcome) -> None:
        """Hear what became of a letter."""
        if self._thread is not None:
            self._told.put((outcome.number, isinstance(outcome, MadeLetter) and outcome.pdf is not None))

    def finish(self) -> Mapping[int, int]:
        """Wait until the file is whole.

        Returns:
            The pages of each letter in it, by number; none where no letter has a PDF, and then there is no file.

        Raises:
            DiskRefused: It cannot be written.
            DocumentUnreadable: A letter's PDF is damaged.
        """
        if self._thread is None:
            return {}
        self._thread.join()
        self._thread = None
        if self._error is not None:
            raise self._error
        return self._pages

    def _run(self, plan: MailingPlan, letters: Sequence[PlannedLetter], known: dict[int, bool]) -> None:
        try:
            self._pages = self._printed(plan, letters, known)
        except _Abandoned:
            self._pages = {}
        except BaseException as error:  # noqa: BLE001 - raised again by finish(), in the thread that can tell it
            self._error = error

    def _printed(
        self, plan: MailingPlan, letters: Sequence[PlannedLetter], known: dict[int, bool]
    ) -> Mapping[int, int]:
        from generator.typeset.print_file import PrintLetter, write_print_file

        arriving = self._arriving(letters, known, plan.folder)
        first = next(arriving, None)
        if first is None:
            return {}
        numbers: list[int] = []

        def printable() -> Iterator[PrintLetter]:
            letter: PlannedLetter | None = first
            while letter is not None:
                numbers.append(letter.number)
                yield PrintLetter(plan.folder / f"{letter.stem}.pdf", bookmark_of(letter))
                letter = next(arriving, None)

        with written_whole(plan.folder / PRINT_FILE) as stream:
            printed = write_print_file(
                printable(),
                stream,
                title=plan.mailing.subject or plan.mailing.name,
                language="nl",
                clock=plan.opened.clock,
                duplex=self._duplex,
            )
        return dict(zip(numbers, printed.pages_by_letter, strict=True))

    def _arriving(
        self, letters: Sequence[PlannedLetter], known: dict[int, bool], folder: Path
    ) -> Iterator[PlannedLetter]:
        """The letters that have a PDF, each as soon as it and all before it are known."""
        for letter in letters:
            while letter.number not in known:
                told = self._told.get()
                if told is None:
                    raise _Abandoned
                known[told[0]] = told[1]
            if known[letter.number] and (folder / f"{letter.stem}.pdf").exists():
                yield letter


class _Abandoned(Exception):
    """The run ended before all letters were known; never leaves the thread."""


def bookmark_of(letter: PlannedLetter) -> str:
    """What a letter is called in the print file: its council, and the office where it has several letters."""
    recipient = letter.recipient
    office = recipient.contact.function if recipient.contact else ""
    return f"{recipient.council.name}, {office}" if office else recipient.council.name
