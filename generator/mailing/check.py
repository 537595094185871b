"""The check: everything that is wrong with a workbook, its template and what they make together, before anything is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from generator.errors import BrievenError, Message, Reportable, message
from generator.mailing.collect import letter_place, page_count_problems
from generator.mailing.example import example_context
from generator.mailing.executor import LetterExecutor
from generator.mailing.findings import has_errors
from generator.mailing.generate import FEWEST_FOR_A_POOL, Progress
from generator.mailing.outcomes import LetterResult, LetterState
from generator.mailing.plan import MailingPlan, OpenedMailing, plan, provisional_references, read_template
from generator.mailing.worker import FailedLetter, LetterTask, MadeLetter, Workbench
from generator.mailing.workspace import Workspace
from generator.model import FilePlace, Place, Problem, Severity

_EXAMPLE_CLOCK = datetime(2026, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        problems: All of it.
        letters: How many letters can be made.
        pages: How many pages they take together; None where they were not set.
    """

    problems: tuple[Problem, ...]
    letters: int
    pages: int | None = None

    @classmethod
    def of_error(cls, error: BrievenError, path: Path) -> Self:
        """What a check found that forbids every letter."""
        return cls(_of_error(error, FilePlace(path)), 0)


def check_mailing(
    opened: OpenedMailing,
    *,
    workers: int,
    set_letters: bool,
    progress: Progress,
    stopped: Callable[[], bool] = lambda: False,
) -> Checked:
    """Check a workbook with its template.

    Args:
        opened: The workbook and its template.
        workers: Worker processes.
        set_letters: Whether to make and set every letter as well, without keeping it: it finds fonts that are not
            there, constructs that cannot be set, and letters of another length than the rest.
        progress: Who is told how far it is.
        stopped: Asked between letters.

    Raises:
        TemplateUnreadable: The template is no Word file, or its tags do not fit together; all that is wrong.
    """
    progress.step(message("checking every row against every tag"))
    many = len(opened.shipment.recipients) >= FEWEST_FOR_A_POOL
    with LetterExecutor(opened.workbench(), workers=workers if many and set_letters else 1) as executor:
        planned = plan(opened, references=provisional_references(opened))
        letters = planned.to_make
        if not set_letters or not letters:
            return Checked(planned.all_problems, len(letters))
        progress.letters(len(letters))
        results: list[LetterResult] = []
        for outcome in executor.make([each.task for each in letters], stopped=stopped):
            progress.letter_done(outcome)
            letter = planned.letters[outcome.number]
            if isinstance(outcome, MadeLetter):
                results.append(LetterResult(letter, LetterState.MADE, made=outcome))
            else:
                results.append(LetterResult(letter, LetterState.FAILED, error=outcome.error))
    found = (*_of_letters(planned, results), *page_count_problems(results))
    return Checked(
        problems=(*planned.all_problems, *found),
        letters=sum(each.made is not None for each in results),
        pages=sum(each.pages or 0 for each in results),
    )


def check_template(path: Path, *, workspace: Workspace) -> Checked:
    """Check a template by itself: its tags, its names, and whether it can be set.

    Raises:
        TemplateUnreadable: It is no Word file, or its tags do not fit together; all that is wrong.
    """
    from generator.template import compile_template

    template = read_template(path)
    filters = workspace.settings.filters
    compiled = compile_template(template.content, name=path.name, filters=filters)
    context = example_context(each.path for each in compiled.names)
    problems = [*compiled.warnings, *compiled.check(context)]
    if has_errors(problems):
        return Checked(tuple(problems), 0)
    bench = Workbench(
        template=template.content,
        template_name=path.name,
        filters=filters,
        font_folders=workspace.font_folders,
        engine=workspace.settings.output.engine,
        clock=_EXAMPLE_CLOCK,
        folder=None,
    )
    task = LetterTask(0, path.stem, context)
    with LetterExecutor(bench, workers=1) as executor:
        outcome = next(executor.make([task]))
    if isinstance(outcome, FailedLetter):
        return Checked((*problems, *_of_error(outcome.error, FilePlace(path))), 0)
    return Checked((*problems, *outcome.warnings), 1, outcome.pages)


def _of_letters(planned: MailingPlan, results: Iterable[LetterResult]) -> tuple[Problem, ...]:
    """What setting the letters found: once for what many letters have in common."""
    found: dict[Problem, int] = {}
    for result in results:
        place = letter_place(result.letter, planned.opened.workbook)
        problems = result.made.warnings if result.made else ()
        if result.error is not None:
            problems = _of_error(result.error, place)
        for each in problems:
            found[each] = found.get(each, 0) + 1
    return tuple(found)


def _of_error(error: BrievenError, place: Place) -> tuple[Problem, ...]:
    if not error.findings:
        return (_as_problem(error.message, place),)
    return tuple(each if isinstance(each, Problem) else _as_problem(_said(each), place) for each in error.findings)


def _said(finding: Reportable) -> Message:
    return finding.message


def _as_problem(said: Message, place: Place) -> Problem:
    return Problem(code="letter-not-made", severity=Severity.ERROR, place=place, cause=said)
