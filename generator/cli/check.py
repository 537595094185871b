"""``brieven check WORKBOOK`` and ``brieven check TEMPLATE``: everything that is wrong, before anything is made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, workers_option, workspace_of
from generator.cli.said import command, option
from generator.cli.screen import counted, problem_as_json, say_error, say_findings, say_notice, say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, WrongUse, message, plural_message
from generator.model import Problem, TextPlace

if TYPE_CHECKING:
    from generator.mailing import Checked, CheckOptions
    from generator.mailing.workspace import Workspace

TEMPLATE_SUFFIXES = (".docx", ".dotx", ".docm", ".dotm", ".doc", ".dot", ".rtf", ".odt")


@command(
    "check",
    message("Find everything that is wrong with a workbook or a template; nothing is made."),
    message(
        "A workbook is checked with its template, every row against every tag, and the letters are set once to see whether "
        "they can be. A template is checked by itself."
    ),
)
@click.argument("file", metavar="WORKBOOK|TEMPLATE", type=click.Path(path_type=Path))
@option("--quick", is_flag=True, said=message("Do not set the letters: fonts and lengths are not looked at."))
@option(
    "--all-letters",
    is_flag=True,
    said=message("Set every letter, also of a mailing of more than 500; without it those that tell about the others."),
)
@option(
    "--annotate",
    metavar="COPY",
    type=click.Path(path_type=Path),
    said=message(
        "Write a copy with each problem as a comment at its spot; beside a workbook's copy one of its template."
    ),
)
@workers_option
@json_option
@click.pass_obj
def check(
    session: Session,
    *,
    file: Path,
    quick: bool,
    all_letters: bool,
    annotate: Path | None,
    workers: int | None,
    as_json: bool,
) -> ExitStatus:
    """Check, and tell everything that was found."""
    from generator.mailing import CheckOptions

    session.as_json = as_json
    if quick and all_letters:
        raise WrongUse(message("--quick sets no letter and --all-letters sets all of them; give one of the two"))
    if file.suffix.lower() in TEMPLATE_SUFFIXES:
        checked = _checked_template(file, session, annotate=annotate)
    else:
        workspace = workspace_of(file, session)
        options = CheckOptions(
            workers=workers or workspace.settings.output.workers or session.cores,
            set_letters=not quick,
            at=session.began,
            all_letters=all_letters,
        )
        checked = _checked_workbook(file, session, workspace, options, annotate=annotate)
    status = checked.exit_status
    if as_json:
        refused = {} if checked.refusal is None else {"message": session.say(checked.refusal.message)}
        write_json(
            {
                "exit_status": int(status),
                **refused,
                "letters": checked.letters,
                "pages": checked.pages,
                "problems": [problem_as_json(each, session) for each in checked.problems],
            }
        )
        return status
    say_findings(checked.problems, session, to_output=True)
    _say_conclusion(checked, session, file=file)
    return status


def _checked_template(file: Path, session: Session, *, annotate: Path | None) -> Checked:
    from generator.mailing import check_template

    workspace = workspace_of(file, session)
    path = session.working_folder / file
    checked = check_template(path, workspace=workspace)
    if annotate is not None:
        _annotate_template(path, checked.problems, annotate, session)
    return checked


def _annotate_template(path: Path, findings: Sequence[Problem], copy: Path, session: Session) -> None:
    """Write a copy of the template with comments; nothing where no problem lies in it."""
    from generator.mailing import annotate_template_copy

    problems = [each for each in findings if isinstance(each.place, TextPlace)]
    if problems:
        annotate_template_copy(path, problems, session.working_folder / copy, reader=session.reader)
        say_notice(message("each problem stands as a comment in {copy}", copy=str(copy)), session)


def _checked_workbook(
    file: Path, session: Session, workspace: Workspace, options: CheckOptions, *, annotate: Path | None
) -> Checked:
    from generator.cli.progress_bar import ProgressBar
    from generator.mailing import annotate_copy, check_workbook

    path = session.working_folder / file
    with ProgressBar(session, keeps=False) as progress:
        checked = check_workbook(path, options, workspace=workspace, progress=progress)
    if annotate is not None:
        copy = session.working_folder / annotate
        annotate_copy(path, checked.problems, copy, reader=session.reader)
        say_notice(message("each problem stands at its cell in {copy}", copy=str(annotate)), session)
        template = checked.template
        if template is not None:
            _annotate_template(
                template, checked.problems, annotate.with_name(f"{annotate.stem}-{template.name}"), session
            )
    return checked


def _say_conclusion(checked: Checked, session: Session, *, file: Path) -> None:
    found = counted(checked.problems, session)
    if found:
        say_result(message("{file}: {found}", file=file.name, found=found), session)
    else:
        say_result(message("{file}: nothing wrong", file=file.name), session)
    if checked.refusal is not None and all(each.message != checked.refusal.message for each in checked.problems):
        say_error(checked.refusal.message, session)
    if file.suffix.lower() in TEMPLATE_SUFFIXES:
        return
    if checked.pages is None:
        say_result(
            plural_message("{count} letter can be made", "{count} letters can be made", count=checked.letters), session
        )
    else:
        said = plural_message(
            "{count} letter can be made, {pages} pages in all",
            "{count} letters can be made, {pages} pages in all",
            count=checked.letters,
            pages=checked.pages,
        )
        say_result(said, session)
    if checked.exit_status is not ExitStatus.DONE:
        say_result(message("Next: mend the errors, then brieven check {file} again", file=str(file)), session)
    elif checked.letters:
        say_result(message("Next: brieven preview {file}, then brieven generate {file}", file=str(file)), session)
