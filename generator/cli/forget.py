"""``brieven forget REFERENCE --only COUNCIL``: a contact's data go, the record of the letter stays."""

from __future__ import annotations

import contextlib

import click

from generator.cli.options import json_option, only_option
from generator.cli.register_options import (
    opened_register,
    operator_option,
    reference_argument,
    stamp_of,
    workspace_here,
)
from generator.cli.said import command, option
from generator.cli.screen import say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, WrongUse, message, plural_message


@command(
    "forget",
    message("Take a contact's data out of the register, and its letters off the disk; the record of the letter stays."),
    message("This cannot be undone: the letter can never be made again."),
)
@reference_argument
@only_option
@option("--yes", is_flag=True, said=message("Do it without asking."))
@operator_option
@json_option
@click.pass_obj
def forget(
    session: Session, *, reference: str, only: tuple[str, ...], yes: bool, operator: str | None, as_json: bool
) -> ExitStatus:
    """Forget them."""
    from generator.register import find_letters, forget_contacts

    session.as_json = as_json
    if not only:
        raise WrongUse(message("name the councils whose contact is to be forgotten with --only"))
    workspace = workspace_here(session)
    with opened_register(workspace, session) as register:
        letters = find_letters(register, reference, only)
        question = message("Forget the contacts of {count} letters for ever?", count=len(letters))
        if not yes and not click.confirm(session.say(question), err=True):
            return ExitStatus.STOPPED_BY_USER
        paths = forget_contacts(register, letters, stamp=stamp_of(session, operator))
    for path in paths:
        with contextlib.suppress(OSError):
            (workspace.root / path).unlink(missing_ok=True)
    if as_json:
        write_json({"exit_status": int(ExitStatus.DONE), "letters": len(letters), "removed": list(paths)})
        return ExitStatus.DONE
    say_result(plural_message("{count} contact forgotten", "{count} contacts forgotten", count=len(letters)), session)
    say_result(
        message("print.pdf, labels and lists of the mailing may still name them: remove those files too"), session
    )
    return ExitStatus.DONE
