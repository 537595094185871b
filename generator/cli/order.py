"""``brieven order COUNCIL N``: more copies for a council, afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option
from generator.cli.register_options import opened_register, operator_option, stamp_of, workspace_here
from generator.cli.said import command, option
from generator.cli.screen import say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, message

if TYPE_CHECKING:
    pass


@command("order", message("Order more copies for a council (nabestelling), from what is left."))
@click.argument("council", metavar="COUNCIL")
@click.argument("copies", metavar="N", type=int)
@option("--publication", metavar="TITLE", said=message("Which publication; needed where the register knows several."))
@operator_option
@json_option
@click.pass_obj
def order(
    session: Session, *, council: str, copies: int, publication: str | None, operator: str | None, as_json: bool
) -> ExitStatus:
    """Order them."""
    from generator.register import find_council, reorder

    session.as_json = as_json
    with opened_register(workspace_here(session), session) as register:
        code, name = find_council(register, council)
        placed = reorder(
            register,
            publication or "",
            copies,
            council_code=code,
            council_name=name,
            stamp=stamp_of(session, operator),
        )
    if as_json:
        write_json(
            {
                "exit_status": int(ExitStatus.DONE),
                "council": code,
                "name": name,
                "copies": placed.copies,
                "granted": placed.granted,
            }
        )
        return ExitStatus.DONE
    say_result(
        message("{council} gets {granted} of {copies} copies now", council=name, granted=placed.granted, copies=copies),
        session,
    )
    if placed.granted < placed.copies:
        say_result(
            message(
                "the other {count} are on the waiting list (`brieven stock`)", count=placed.copies - placed.granted
            ),
            session,
        )
    return ExitStatus.DONE
