"""The check: everything that is wrong with a workbook, its template and what they make together, before anything is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import BrievenError, ExitStatus, ProblemsFound, TemplateUnreadable, message
from generator.mailing.context import Context
from generator.mailing.example import fitting_example
from generator.mailing.executor import LetterExecutor
from generator.mailing.findings import has_errors, problems_of_error
from generator.mailing.generate import FEWEST_FOR_A_POOL, Progress
from generator.mailing.plan import (
    MailingPlan,
    OpenedMailing,
    TemplateFile,
    blocking_problems,
    plan,
    provisional_references,
    read_template,
)
from generator.mailing.trying import MOST_SET_UNASKED, Trial, try_letters
from generator.mailing.worker import FailedLetter, LetterTask, Workbench
from generator.mailing.workspace import Workspace
from generator.model import FilePlace, Problem, Severity

if TYPE_CHECKING:
    from generator.template import CompiledTemplate, Remainder

_EXAMPLE_CLOCK = datetime(2026, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        problems: All of it.
        letters: How many letters can be made.
        pages: How many pages they take together; None where they were not set.
        template: The Word file that was checked; None where there is none of the name that the workbook gives.
        refusal: Why the template cannot be used at all; None where it can.
    """

    problems: tuple[Problem, ...]
    letters: int
    pages: int | None = None
    template: Path | None = None
    refusal: TemplateUnreadable | None = None

    @property
    def exit_status(self) -> ExitStatus:
        """What the command ends with."""
        if self.refusal is not None:
            return self.refusal.exit_status
        return ExitStatus.LETTERS_FAILED if has_errors(self.problems) else ExitStatus.DONE


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How thoroughly a workbook is checked.

    Attributes:
        workers: Worker processes.
        set_letters: Whether to make and set letters as well, without keeping them: it finds fonts that are not
            there, constructs that cannot be set, and letters of another length than the rest.
        at: Now, for the register.
        all_letters: Set every letter of a long mailing too, not only those that tell about the others.
    """

    workers: int
    set_letters: bool
    at: datetime
    all_letters: bool = False


def check_workbook(
    workbook: Path,
    options: CheckOptions,
    *,
    workspace: Workspace,
    progress: Progress,
    stopped: Callable[[], bool] = lambda: False,
) -> Checked:
    """Check a workbook with its template: whatever is wrong with the one, the other is looked at all the same.

    Args:
        workbook: The workbook.
        options: How thoroughly.
        workspace: Where it lies.
        progress: Who is told how far it is.
        stopped: Asked between letters.

    Raises:
        WorkbookUnreadable: It is missing, locked, damaged or no workbook.
    """
    from generator.workbook import read_shipment

    shipment = read_shipment(workbook, settings=workspace.settings)
    name, cell = shipment.mailing.template, shipment.mailing.cells.get("template")
    if not name:
        return Checked(shipment.problems, 0)
    try:
        path = workspace.template_path(name, cell=cell)
    except TemplateUnreadable as error:
        missing = workspace.missing_template(name, cell=cell)
        return Checked((missing, *shipment.problems), 0, refusal=error)
    try:
        opened = OpenedMailing(workspace, workbook, shipment, read_template(path))
        checked = _check_opened(opened, options, progress=progress, stopped=stopped)
    except TemplateUnreadable as error:
        if not error.findings:
            found = (*shipment.problems, *problems_of_error(error, cell or FilePlace(path)))
            return Checked(found, 0, template=path, refusal=error)
        found = problems_of_error(error, FilePlace(path))
        if options.set_letters:
            found += _set_as_it_stands(opened.template, workspace)
        return Checked(found, 0, template=path, refusal=error)
    except ProblemsFound as error:
        return Checked((*shipment.problems, *problems_of_error(error, FilePlace(workbook))), 0, template=path)
    return replace(checked, template=path)


def _check_opened(
    opened: OpenedMailing, options: CheckOptions, *, progress: Progress, stopped: Callable[[], bool]
) -> Checked:
    progress.step(message("checking every row against every tag"))
    shipment = opened.shipment
    if not shipment.recipients:
        # Without anybody to write to, an example tells whether the template is sound.
        alone = check_template(opened.template.path, workspace=opened.workspace)
        return Checked((*shipment.problems, *alone.problems), 0)
    with LetterExecutor(opened.workbench(), workers=_workers(len(shipment.recipients), options)) as executor:
        planned = plan(opened, references=provisional_references(opened))
        letters = () if blocking_problems(shipment) else planned.to_make
        if not letters:
            set_alone = _set_as_it_stands(opened.template, opened.workspace) if options.set_letters else ()
            return Checked((*planned.all_problems, *set_alone), 0)
        registered = _registered(planned, options)
        if not options.set_letters:
            return Checked((*planned.all_problems, *registered), len(letters))
        tried = try_letters(planned, letters, Trial(executor, progress, stopped, options.all_letters))
    return Checked((*planned.all_problems, *registered, *tried.problems), tried.letters, tried.pages)


def _workers(letters: int, options: CheckOptions) -> int:
    if letters < FEWEST_FOR_A_POOL or not options.set_letters:
        return 1
    # Few letters are set of many; starting more workers would take longer than they save.
    return options.workers if options.all_letters or letters <= MOST_SET_UNASKED else min(options.workers, 2)


def check_template(path: Path, *, workspace: Workspace) -> Checked:
    """Check a template by itself: its tags, its names, and whether it can be set.

    Raises:
        TemplateUnreadable: It is missing or no Word file.
    """
    from generator.template import compile_remainder, compile_template

    template = read_template(path)
    filters = workspace.settings.filters
    try:
        compiled = compile_template(template.content, name=path.name, filters=filters)
    except TemplateUnreadable as error:
        if not error.findings:
            raise
        rest = compile_remainder(template.content, name=path.name, filters=filters)
        found = (*problems_of_error(error, FilePlace(path)), *_of_example(rest, fitting_example(rest)))
        return Checked((*found, *_set_as_it_stands(template, workspace)), 0, template=path, refusal=error)
    context = fitting_example(compiled)
    problems = (*compiled.warnings, *_of_example(compiled, context))
    if has_errors(problems):
        return Checked((*problems, *_set_as_it_stands(template, workspace)), 0, template=path)
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
        return Checked((*problems, *problems_of_error(outcome.error, FilePlace(path))), 0, template=path)
    return Checked((*problems, *outcome.warnings), 1, outcome.pages, template=path)


def _of_example(template: CompiledTemplate | Remainder, context: Context) -> tuple[Problem, ...]:
    """What is told of a template with the data of an example."""
    from generator.template import unreached_names

    problems = template.check(context)
    return (*problems, *unreached_names(template.names, context, problems))


def _registered(planned: MailingPlan, options: CheckOptions) -> tuple[Problem, ...]:
    from generator.mailing.register_look import register_problems

    return register_problems(planned, at=options.at)


def _set_as_it_stands(template: TemplateFile, workspace: Workspace) -> tuple[Problem, ...]:
    """What setting the template itself finds, its tags as text: where no letter can be made, its fonts can be looked at."""
    from generator.typeset import Typesetter

    # Typst only: LibreOffice would follow whatever the file points at.
    typesetter = Typesetter(font_folders=workspace.font_folders, engine="typst")
    try:
        return typesetter.set_document(template.content, clock=_EXAMPLE_CLOCK, name=template.path.name).warnings
    except BrievenError as error:
        # What cannot be set in the template may yet be set, or be left out, in the letter.
        found = problems_of_error(error, FilePlace(template.path))
        return tuple(replace(each, severity=Severity.WARNING) for each in found)
