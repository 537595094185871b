"""``brieven sent REFERENCE``: letters were posted."""

from __future__ import annotations

import click

from generator.cli.options import json_option, only_option
from generator.cli.register_options import (
    date_option,
    day_of,
    opened_register,
    operator_option,
    reference_argument,
    say_posted,
    stamp_of,
    workspace_here,
)
from generator.cli.said import command
from generator.cli.session import Session
from generator.errors import ExitStatus, message, plural_message


@command("sent", message("Say that letters were posted."))
@reference_argument
@only_option
@date_option
@operator_option
@json_option
@click.pass_obj
def sent(
    session: Session, *, reference: str, only: tuple[str, ...], on_date: str | None, operator: str | None, as_json: bool
) -> ExitStatus:
    """Say so."""
    from generator.register import find_letters, send

    session.as_json = as_json
    day = day_of(on_date, session)
    workspace = workspace_here(session)
    with opened_register(workspace, session) as register:
        posted = send(
            register,
            find_letters(register, reference, only),
            on_date=day,
            four_eyes=workspace.settings.register_.four_eyes,
            stamp=stamp_of(session, operator),
        )
    said = plural_message(
        "{count} letter sent on {day}", "{count} letters sent on {day}", count=len(posted.done), day=day
    )
    return say_posted(posted, said, session)
