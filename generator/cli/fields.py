"""``brieven fields TEMPLATE``: the names that a template uses, and all that it could use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, template_argument, workspace_of
from generator.cli.said import command, option
from generator.cli.screen import error_as_json, say_error, say_findings, say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, message

if TYPE_CHECKING:
    from generator.mailing import TemplateFields


@command(
    "fields",
    message("List the names that a template uses, where, and what they are; and every name that it could use."),
)
@template_argument
@option(
    "--workbook",
    metavar="WORKBOOK",
    type=click.Path(path_type=Path),
    said=message("Show the values of this workbook's first recipient instead of an example's."),
)
@json_option
@click.pass_obj
def fields(session: Session, *, template: Path, workbook: Path | None, as_json: bool) -> ExitStatus:
    """List the names."""
    from generator.mailing import open_mailing, plain, template_fields

    session.as_json = as_json
    workspace = workspace_of(workbook or template, session)
    opened = None if workbook is None else open_mailing(session.working_folder / workbook, workspace=workspace)
    found = template_fields(session.working_folder / template, workspace=workspace, opened=opened)
    status = ExitStatus.DONE if found.refusal is None else found.refusal.exit_status
    if as_json:
        write_json(
            {
                "exit_status": int(status),
                **({} if found.refusal is None else error_as_json(found.refusal, session)),
                "recipient": found.recipient or None,
                "used": [
                    {
                        "name": each.name,
                        "places": [session.say(place.message) for place in each.places],
                        "value": plain(each.value),
                    }
                    for each in found.used
                ],
                "usable": list(found.usable),
            }
        )
        return status
    _say(found, session)
    if found.refusal is not None:
        say_findings(found.refusal.findings, session)
        say_error(found.refusal.message, session)
    return status


def _say(found: TemplateFields, session: Session) -> None:
    from generator.mailing import written_value

    whose = message("for {council}", council=found.recipient) if found.recipient else message("in an example")
    say_result(message("Names in the template, and what they are {whose}:", whose=whose), session)
    width = max((len(each.name) for each in found.used), default=0)
    for each in found.used:
        value = session.say(message("{value}", value=written_value(each.value)))
        say_result(f"  {each.name:<{width}}  {value}", session)
        say_result(f"  {'':<{width}}  {'; '.join(session.say(place.message) for place in each.places)}", session)
    say_result("", session)
    say_result(message("Every name that can be used, and its Dutch:"), session)
    for group in found.groups:
        inside = ", ".join(_with_dutch(*pair) for pair in group.inside)
        line = f"{_with_dutch(group.english, group.dutch)}{': .' if inside else ''}{inside.replace(', ', ', .')}"
        say_result(click.wrap_text(line, width=100, initial_indent="  ", subsequent_indent="      "), session)


def _with_dutch(english: str, dutch: str) -> str:
    return english if english == dutch else f"{english} ({dutch})"
