"""``brieven pdf IN.docx OUT.pdf``: a Word letter as PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from generator.cli.options import engine_option, json_option, workspace_of
from generator.cli.said import command, option
from generator.cli.screen import problem_as_json, say_findings, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, message
from generator.model import Severity


@command(
    "pdf",
    message("Make a PDF of one Word letter, for instance after you changed it in Word."),
    message("It is PDF/A-2a and PDF/UA-1, and bears the date on which the Word file says that it was last changed."),
)
@click.argument("docx", metavar="IN.docx", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT.pdf", type=click.Path(path_type=Path))
@engine_option
@option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    said=message("The date that the PDF bears instead, such as 2018-06-28."),
)
@json_option
@click.pass_obj
def pdf(
    session: Session, *, docx: Path, target: Path, engine: str | None, date: datetime | None, as_json: bool
) -> ExitStatus:
    """Make the PDF."""
    from generator.mailing import document_to_pdf

    session.as_json = as_json
    workspace = workspace_of(docx, session)
    made = document_to_pdf(
        session.working_folder / docx,
        session.working_folder / target,
        workspace=workspace,
        engine=engine,
        day=None if date is None else date.date(),
    )
    if as_json:
        write_json(
            {
                "exit_status": int(ExitStatus.DONE),
                "file": str(session.working_folder / target),
                "pages": made.pages,
                "engine": made.engine,
                "problems": [problem_as_json(each, session) for each in made.warnings],
            }
        )
    else:
        say_findings([each for each in made.warnings if each.severity is not Severity.NOTICE], session)
    return ExitStatus.DONE
