"""``brieven render TEMPLATE CONTEXT.json OUT.docx``: one document from one template and its data."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import template_argument, workspace_of
from generator.cli.said import command, option
from generator.cli.session import Session
from generator.errors import ExitStatus, message


@command(
    "render",
    message("Merge one Word template with the data of a JSON file."),
    message(
        "Besides plain JSON the file takes typed values such as {date}; docs/commands.md has them all. A name without a "
        "value is an error.",
        date='{"$date": "2018-06-28"}',
    ),
)
@template_argument
@click.argument("context_file", metavar="CONTEXT.json", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT.docx", type=click.Path(path_type=Path))
@option("--lenient", is_flag=True, said=message("A name without a value is empty, as docxtpl has it."))
@click.pass_obj
def render(session: Session, *, template: Path, context_file: Path, target: Path, lenient: bool) -> ExitStatus:
    """Merge, and write the document."""
    from generator.mailing import render_document

    folder = session.working_folder
    render_document(
        folder / template,
        folder / context_file,
        folder / target,
        workspace=workspace_of(template, session),
        working_folder=folder,
        lenient=lenient,
    )
    return ExitStatus.DONE
