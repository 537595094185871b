"""How far a run is: a bar on a terminal, quiet lines elsewhere; always on standard error."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from generator.cli.screen import say_notice
from generator.cli.session import Session
from generator.errors import Message, message, plural_message
from generator.mailing import LetterOutcome

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

_LINES_A_RUN = 10
_FEWEST_FOR_LINES = 1000


class ProgressBar(AbstractContextManager["ProgressBar"]):
    """Tells how many letters are made, at what rate, and how long it will take.

    Args:
        session: The run.
        keeps: Whether the letters are kept; a check only tries them.
    """

    def __init__(self, session: Session, *, keeps: bool = True) -> None:
        self._session = session
        self._keeps = keeps
        self._rich: RichProgress | None = None
        self._total = 0
        self._done = 0
        self.began_letters = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._close()

    def step(self, said: Message) -> None:
        """Another step begins."""
        self._close()
        say_notice(message("{step} …", step=said), self._session)

    def letters(self, total: int) -> None:
        """So many letters are going to be made; told again where it turns out that there are more."""
        self._total = total
        if self._rich is not None:
            self._rich.update(self._rich.task_ids[0], total=total)
        if self.began_letters:
            return
        self.began_letters = True
        if sys.stderr.isatty() and total:
            self._rich = self._new_bar()
            self._rich.start()
        else:
            say_notice(self._announced(total), self._session)

    def letter_done(self, outcome: LetterOutcome) -> None:  # noqa: ARG002 - the bar counts; what failed is told at the end
        """One of them is finished."""
        self._done += 1
        if self._rich is not None:
            self._rich.advance(self._rich.task_ids[0])
        elif self._total >= _FEWEST_FOR_LINES and self._done % (self._total // _LINES_A_RUN) == 0:
            say_notice(message("{done} of {total}", done=self._done, total=self._total), self._session)

    def _announced(self, total: int) -> Message:
        if self._keeps:
            return plural_message("making {count} letter …", "making {count} letters …", count=total)
        return plural_message("trying {count} letter …", "trying {count} letters …", count=total)

    def _close(self) -> None:
        if self._rich is not None:
            self._rich.stop()
            self._rich = None

    def _new_bar(self) -> RichProgress:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            ProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.text import Text

        session = self._session

        class Rate(ProgressColumn):
            """Letters a second."""

            def render(self, task: object) -> Text:
                speed = getattr(task, "finished_speed", None) or getattr(task, "speed", None)
                return Text("" if speed is None else session.say(message("{rate} a second", rate=round(speed))))

        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            Rate(),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
        )
        bar.add_task(session.say(message("letters")), total=self._total)
        return bar
