"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.said import option
from generator.cli.session import Session
from generator.errors import message

if TYPE_CHECKING:
    from generator.mailing import Workspace

workbook_argument = click.argument("workbook", metavar="WORKBOOK", type=click.Path(path_type=Path))
template_argument = click.argument("template", metavar="TEMPLATE", type=click.Path(path_type=Path))
only_option = option(
    "--only",
    multiple=True,
    metavar="COUNCIL",
    said=message("Only this council, by name or code (GM0363); may be given more than once."),
)
workers_option = option(
    "--workers",
    type=click.IntRange(1, 64),
    said=message("How many processes make letters (brieven.toml, else one a core)."),
)
engine_option = option(
    "--engine",
    type=click.Choice(["auto", "typst", "libreoffice"]),
    said=message("Which engine sets it: typst, libreoffice, or auto: the second where the first cannot."),
)
json_option = option("--json", "as_json", is_flag=True, said=message("Hand the result to a program, as JSON."))


def workspace_of(start: Path, session: Session) -> Workspace:
    """The workspace that a workbook or template lies in; from here on the session speaks its language.

    Raises:
        SettingsUnreadable: Its brieven.toml cannot be read.
    """
    from generator.mailing import find_workspace

    workspace = find_workspace(start, working_folder=session.working_folder)
    session.follow(workspace.settings.language)
    return workspace
