"""``brieven list``: the mailings of the register."""

from __future__ import annotations

import click

from generator.cli.options import json_option
from generator.cli.register_options import opened_register, say_table, workspace_here
from generator.cli.said import command
from generator.cli.screen import say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, message


@command("list", message("List the mailings of the register, the newest first."))
@json_option
@click.pass_obj
def list_(session: Session, *, as_json: bool) -> ExitStatus:
    """List them."""
    from generator.register import list_mailings, status_name

    session.as_json = as_json
    with opened_register(workspace_here(session), session) as register:
        mailings = list_mailings(register)
    if as_json:
        write_json(
            {
                "exit_status": int(ExitStatus.DONE),
                "mailings": [
                    {
                        "name": each.name,
                        "reference": each.reference,
                        "subject": each.subject,
                        "date": each.letter_date.isoformat(),
                        "template": each.template_name,
                        "reserved_at": each.reserved_at.isoformat(),
                        "operator": each.operator,
                        "letters": {str(status): count for status, count in sorted(each.statuses.items())},
                    }
                    for each in mailings
                ],
            }
        )
        return ExitStatus.DONE
    if not mailings:
        say_result(message("the register is empty; `brieven generate` makes the first mailing"), session)
        return ExitStatus.DONE
    headings = (message("Reference"), message("Date"), message("Mailing"), message("Subject"), message("Letters"))
    rows = [
        (
            each.reference,
            session.say(message("{date}", date=each.letter_date)),
            each.name,
            each.subject,
            ", ".join(f"{count} {session.say(status_name(status))}" for status, count in sorted(each.statuses.items())),
        )
        for each in mailings
    ]
    say_table(headings, rows, session)
    return ExitStatus.DONE
