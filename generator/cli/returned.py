"""``brieven returned REFERENCE``: letters came back."""

from __future__ import annotations

import click

from generator.cli.options import json_option, only_option
from generator.cli.regenerate import reason_option
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


@command("returned", message("Say that letters came back, and why."))
@reference_argument
@only_option
@reason_option
@date_option
@operator_option
@json_option
@click.pass_obj
def returned(
    session: Session,
    *,
    reference: str,
    only: tuple[str, ...],
    reason: str,
    on_date: str | None,
    operator: str | None,
    as_json: bool,
) -> ExitStatus:
    """Say so."""
    from generator.register import find_letters, take_back

    session.as_json = as_json
    day = day_of(on_date, session)
    with opened_register(workspace_here(session), session) as register:
        posted = take_back(
            register,
            find_letters(register, reference, only),
            on_date=day,
            reason=reason,
            stamp=stamp_of(session, operator),
        )
    said = plural_message(
        "{count} letter came back on {day}; `brieven resend` sends it again",
        "{count} letters came back on {day}; `brieven resend` sends them again",
        count=len(posted.done),
        day=day,
    )
    return say_posted(posted, said, session)
