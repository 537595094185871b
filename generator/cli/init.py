"""``brieven init DIR``: a workspace to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.said import command
from generator.cli.screen import say_result
from generator.cli.session import Session
from generator.errors import ExitStatus, message


@command(
    "init",
    message("Make a workspace: templates/, recipients/ and output/, with a letter and a workbook to begin with."),
    message("Files that are there already stay as they are."),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def init(session: Session, *, folder: Path) -> ExitStatus:
    """Make the workspace and say how to go on."""
    from generator.mailing import start_workspace

    started = start_workspace(session.working_folder / folder)
    for path in started.made:
        say_result(message("made {file}", file=str(folder / path)), session)
    for path in started.kept:
        say_result(message("{file} was there already and stays as it is", file=str(folder / path)), session)
    say_result(
        message("Next: cd {folder}, then brieven check {workbook}", folder=str(folder), workbook=str(started.workbook)),
        session,
    )
    return ExitStatus.DONE
