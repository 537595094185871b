"""``brieven preview WORKBOOK``: one letter to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, only_option, workbook_argument, workspace_of
from generator.cli.said import command, option
from generator.cli.screen import problem_as_json, say_findings, say_notice, say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, WrongUse, message, plural_message
from generator.model import Severity

if TYPE_CHECKING:
    from generator.mailing.preview import Preview


@command(
    "preview",
    message("Make one letter to look at, as PDF or PNG; nothing is registered."),
    message(
        "Without --only it is the first recipient's. The file comes to stand in the mailing's folder, in voorbeeld/."
    ),
)
@workbook_argument
@only_option
@option("--png", "as_png", is_flag=True, said=message("Make a picture of each page instead of a PDF."))
@option(
    "--compare",
    is_flag=True,
    said=message(
        "Make a picture of each page beside LibreOffice's, with the differences marked; for makers of templates."
    ),
)
@option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    said=message("Where the letter goes: a file or a folder."),
)
@json_option
@click.pass_obj
def preview(
    session: Session,
    *,
    workbook: Path,
    only: tuple[str, ...],
    as_png: bool,
    compare: bool,
    target: Path | None,
    as_json: bool,
) -> ExitStatus:
    """Make one letter and say where it is."""
    from generator.mailing import open_mailing
    from generator.mailing import preview as make_one

    session.as_json = as_json
    if len(only) > 1:
        raise WrongUse(message("a preview is one letter; give --only once, and the command again for another council"))
    workspace = workspace_of(workbook, session)
    opened = open_mailing(session.working_folder / workbook, workspace=workspace)
    made = make_one(
        opened,
        only=only,
        as_png=as_png,
        compare=compare,
        target=None if target is None else session.working_folder / target,
    )
    if as_json:
        write_json(_as_json(made, session, compared=compare))
    else:
        _say(made, session, compared=compare)
    return ExitStatus.DONE


def _as_json(made: Preview, session: Session, *, compared: bool) -> dict[str, object]:
    return {
        "exit_status": int(ExitStatus.DONE),
        "council": made.letter.recipient.council.code,
        "reference": made.letter.key.reference,
        "pages": made.pages,
        "differences": list(made.differences) if compared else None,
        "files": [str(path) for path in made.files],
        "problems": [problem_as_json(each, session) for each in made.problems],
    }


def _say(made: Preview, session: Session, *, compared: bool) -> None:
    say_findings([each for each in made.problems if each.severity is not Severity.NOTICE], session)
    council = made.letter.recipient.council.name
    say_notice(
        plural_message(
            "the letter to {council}, {count} page:",
            "the letter to {council}, {count} pages:",
            count=made.pages,
            council=council,
        ),
        session,
    )
    for path in made.files:
        say_result(str(path), session)
    for number, difference in enumerate(made.differences, start=1):
        say_result(
            message(
                "page {number}: {share} % of what is printed stands elsewhere in LibreOffice",
                number=str(number),
                share=round(100 * difference, 1),
            ),
            session,
        )
    if compared:
        say_result(
            message(
                "Each picture shows Typst's page, LibreOffice's, and both: blue is only Typst's, red only LibreOffice's."
            ),
            session,
        )
