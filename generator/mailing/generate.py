"""The main job: a workbook becomes letters, a print file, labels, a packing list and a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.errors import DiskRefused, Message, ProblemsFound, message
from generator.files import make_folder, remove_unfinished
from generator.language import Reader
from generator.mailing.book import LetterBook, letter_is_there
from generator.mailing.collect import CollectOptions, collect, is_up_to_date, page_count_problems
from generator.mailing.executor import LetterExecutor
from generator.mailing.findings import has_errors
from generator.mailing.outcomes import MailingResult, result_of
from generator.mailing.plan import MailingPlan, OpenedMailing, PlannedLetter, plan, provisional_references
from generator.mailing.printing import PrintRun
from generator.mailing.selection import chosen
from generator.mailing.worker import FailedLetter, LetterOutcome

FEWEST_FOR_A_POOL = 16
"""Below this many letters a pool takes longer to start than the letters take to make."""


class Progress(Protocol):
    """Who is told how far a run is."""

    def step(self, said: Message) -> None:
        """Another step begins: reading, checking, making the print file."""
        ...

    def letters(self, total: int) -> None:
        """So many letters are going to be made; told again where it turns out that there are more."""
        ...

    def letter_done(self, outcome: LetterOutcome) -> None:
        """One of them is finished."""
        ...


@dataclass(frozen=True, slots=True)
class GenerateOptions:
    """How a mailing is made.

    Attributes:
        only: Names or codes of the councils to make letters for; none means all.
        workers: Worker processes.
        make_pdf: False leaves the letters at DOCX, without a print file.
        duplex: Each letter of the print file begins on a new sheet.
    """

    only: tuple[str, ...] = ()
    workers: int = 1
    make_pdf: bool = True
    duplex: bool = True


def executor_for(opened: OpenedMailing, options: GenerateOptions) -> LetterExecutor:
    """What makes the letters of a mailing; enter it early, for its workers take a while to get ready.

    Raises:
        WrongUse: ``only`` names no recipient.
    """
    letters = len(chosen(opened.shipment.recipients, options.only))
    return LetterExecutor(
        opened.workbench(make_pdf=options.make_pdf, folder=opened.folder),
        workers=options.workers if letters >= FEWEST_FOR_A_POOL else 1,
    )


def generate(
    opened: OpenedMailing,
    options: GenerateOptions,
    *,
    executor: LetterExecutor,
    book: LetterBook,
    reader: Reader,
    progress: Progress,
    stopped: Callable[[], bool] = lambda: False,
) -> MailingResult:
    """Make the letters of a mailing.

    Args:
        opened: The workbook and its template.
        options: How.
        executor: Makes the letters: :func:`executor_for`, entered.
        book: Knows what is there already and is told what is made.
        reader: Who reads labels, lists and report.
        progress: Who is told how far it is.
        stopped: Asked between letters; True ends the run after the letters that are under way.

    Raises:
        ProblemsFound: The check found something that forbids every letter.
        WrongUse: ``only`` names no recipient, or letters would be replaced unasked.
        TemplateUnreadable: The template is no Word file, or its tags do not fit together.
        DiskRefused: The mailing's folder cannot be made.
    """
    progress.step(message("checking every row against every tag"))
    planned = plan(opened, only=options.only, references=provisional_references(opened))
    refuse_if_nothing_can_be_made(planned)
    with PrintRun(duplex=options.duplex) as printing:
        result = _made(planned, _Run(executor, book, progress, stopped, printing if options.make_pdf else None))
        if (
            result.stopped
            or result.disk_error
            or (result.made_nothing and is_up_to_date(result, duplex=options.duplex))
        ):
            return result
        progress.step(message("making the print file, labels and lists"))
        return collect(result, CollectOptions(options.make_pdf, reader), printing=printing)


def refuse_if_nothing_can_be_made(planned: MailingPlan) -> None:
    """Raise where the check found something that forbids every letter.

    Raises:
        ProblemsFound: With all that was found.
    """
    if has_errors(planned.shared_problems):
        raise ProblemsFound(
            message(
                "no letter was made: the template {template} does not go with {workbook}",
                template=planned.opened.template.path.name,
                workbook=planned.opened.workbook.name,
            ),
            planned.all_problems,
        )
    if not planned.letters:
        raise ProblemsFound(
            message("{workbook} has no recipient that a letter can go to", workbook=planned.opened.workbook.name),
            planned.all_problems,
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """What letters are made with and told to."""

    executor: LetterExecutor
    book: LetterBook
    progress: Progress
    stopped: Callable[[], bool]
    printing: PrintRun | None


def _made(planned: MailingPlan, run: _Run) -> MailingResult:
    planned, to_make = run.book.begin(planned)
    try:
        return _made_from(planned, to_make, run)
    finally:
        run.book.end()


def _made_from(planned: MailingPlan, to_make: Sequence[PlannedLetter], run: _Run) -> MailingResult:
    make_folder(planned.folder)
    remove_unfinished(planned.folder)
    there_before = {each.number for each in planned.letters if letter_is_there(planned.folder, each)}
    if run.printing is not None and to_make:
        coming = {each.number for each in to_make}
        kept = [each for each in planned.letters if each.number in there_before - coming and each.can_be_made]
        run.printing.begin(planned, there=kept, coming=to_make)
    run.progress.letters(len(to_make))
    outcomes: dict[int, LetterOutcome] = {}
    disk_error: DiskRefused | None = None
    for outcome in run.executor.make([each.task for each in to_make], stopped=run.stopped):
        outcomes[outcome.number] = outcome
        run.book.record(planned.letters[outcome.number], outcome)
        run.progress.letter_done(outcome)
        if run.printing is not None:
            run.printing.tell(outcome)
        if isinstance(outcome, FailedLetter) and outcome.disk_is_full and isinstance(outcome.error, DiskRefused):
            disk_error = outcome.error
    run.executor.dismiss()
    letters = tuple(
        result_of(each, outcomes.get(each.number), is_there=each.number in there_before) for each in planned.letters
    )
    return MailingResult(
        plan=planned,
        letters=letters,
        files={},
        problems=page_count_problems(letters),
        stopped=run.stopped() and len(outcomes) < len(to_make),
        disk_error=disk_error,
    )
