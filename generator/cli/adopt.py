"""``brieven adopt LETTER.docx``: a Word mail-merge letter with tags instead of merge fields."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import json_option, workspace_of
from generator.cli.said import command, option
from generator.cli.screen import problem_as_json, say_findings, say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, WrongUse, message
from generator.model import Severity


@command(
    "adopt",
    message("Write a Word mail-merge letter again with tags instead of merge fields."),
    message(
        "Letters with merge fields work as they are; this is for those who want to go on from there. A field that cannot be "
        "taken over stays as it is and is told."
    ),
)
@click.argument("letter", metavar="LETTER.docx", type=click.Path(path_type=Path))
@option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    said=message("Where the new letter goes; without it beside the old one, with -tags behind its name."),
)
@json_option
@click.pass_obj
def adopt(session: Session, *, letter: Path, target: Path | None, as_json: bool) -> ExitStatus:
    """Take the letter over, and tell what could not be."""
    from generator.mailing import adopt_document

    session.as_json = as_json
    workspace_of(letter, session)
    target = target or letter.with_name(f"{letter.stem}-tags.docx")
    if (session.working_folder / target).resolve() == (session.working_folder / letter).resolve():
        raise WrongUse(
            message("the new letter would take the place of the old one; give it another name with --output")
        )
    problems = adopt_document(session.working_folder / letter, session.working_folder / target)
    failed = any(each.severity is Severity.ERROR for each in problems)
    status = ExitStatus.LETTERS_FAILED if failed else ExitStatus.DONE
    if as_json:
        write_json(
            {
                "exit_status": int(status),
                "file": str(session.working_folder / target),
                "problems": [problem_as_json(each, session) for each in problems],
            }
        )
        return status
    say_findings(problems, session)
    say_result(message("{letter} stands in {target}, with tags", letter=letter.name, target=str(target)), session)
    return status
