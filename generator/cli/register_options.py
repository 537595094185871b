"""What the commands of the register share: opening it, who acts and when, which letters, and how they are told."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import workspace_of
from generator.cli.said import option
from generator.cli.screen import problem_as_json, say_findings, say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, Message, WrongUse, message

if TYPE_CHECKING:
    from generator.mailing import Workspace
    from generator.register import LetterRecord, Posted, Register, Stamp

reference_argument = click.argument("reference", metavar="REFERENCE")
date_option = option(
    "--date",
    "on_date",
    metavar="DATE",
    said=message("The day on which it happened, such as 28-06-2018; without it, today."),
)
operator_option = option(
    "--operator",
    metavar="NAME",
    said=message("Who does this, for the record; without it, the name of your account on this computer."),
)


def workspace_here(session: Session) -> Workspace:
    """The workspace that the user stands in.

    Raises:
        SettingsUnreadable: Its brieven.toml cannot be read.
    """
    return workspace_of(Path(), session)


def opened_register(workspace: Workspace, session: Session) -> AbstractContextManager[Register]:
    """The workspace's register, to be used in a ``with`` block.

    Raises:
        RegisterRefused: It cannot be opened.
    """
    from generator.mailing.registration import open_workspace_register

    return open_workspace_register(workspace, at=session.began)


def unchanged(letter: LetterRecord) -> Message:
    """Say that a letter has the values already that ``--set`` gives."""
    return message(
        "{reference} to {council} says this already; no new version was made",
        reference=letter.reference,
        council=letter.council_name,
    )


def stamp_of(session: Session, operator: str | None) -> Stamp:
    """Who acts, and when."""
    from generator.register import Stamp

    return Stamp(session.began, (operator or session.operator).strip() or "?")


def day_of(written: str | None, session: Session) -> date:
    """The day that the user gave, or today.

    Raises:
        WrongUse: It is no date.
    """
    from generator.address import parsed_date

    if written is None:
        return session.began.astimezone().date()
    day = parsed_date(written)
    if day is None:
        raise WrongUse(message("“{value}” is no date; write it as 28-06-2018", value=written))
    return day


def settings_of(pairs: Sequence[str]) -> dict[str, str]:
    """``--set NAME=VALUE``, each.

    Raises:
        WrongUse: One has no ``=``.
    """
    for pair in pairs:
        if "=" not in pair:
            raise WrongUse(
                message("--set takes NAME=VALUE, such as contact.achternaam=Jansen; “{value}” is none", value=pair)
            )
    return {name.strip(): value for name, _, value in (pair.partition("=") for pair in pairs)}


def letter_as_json(letter: LetterRecord) -> dict[str, object]:
    """A letter for a program."""
    return {
        "reference": letter.reference,
        "mailing": letter.mailing,
        "subject": letter.subject,
        "date": letter.letter_date.isoformat(),
        "council": letter.recipient.council_code,
        "name": letter.council_name,
        "contact": letter.contact_name,
        "status": str(letter.status),
        "version": letter.version,
        "sent_version": letter.sent_version,
        "void_reason": letter.void_reason or None,
    }


def say_table(headings: Sequence[Message], rows: Sequence[Sequence[str]], session: Session) -> None:
    """A table on the screen: columns as wide as their widest cell."""
    cells = [[session.say(each) for each in headings], *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headings))]
    for number, row in enumerate(cells):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        say_result(click.style(line, bold=True) if number == 0 else line, session)


def say_letters(letters: Sequence[LetterRecord], session: Session) -> None:
    """Letters as a table."""
    from generator.register import status_name

    headings = (
        message("Reference"),
        message("Council"),
        message("Contact"),
        message("Status"),
        message("Version"),
        message("Mailing"),
    )
    rows = [
        (
            each.reference,
            f"{each.council_name} ({each.recipient.council_code})",
            each.contact_name or "–",
            session.say(status_name(each.status)),
            str(each.version),
            each.mailing,
        )
        for each in letters
    ]
    say_table(headings, rows, session)


def say_posted(posted: Posted, said: Message, session: Session) -> ExitStatus:
    """What came of a step with letters; those that could not take it make the status 1."""
    status = ExitStatus.LETTERS_FAILED if posted.skipped else ExitStatus.DONE
    if session.as_json:
        write_json(
            {
                "exit_status": int(status),
                "letters": [letter_as_json(each) for each in posted.done],
                "problems": [problem_as_json(each, session) for each in posted.skipped],
            }
        )
        return status
    say_findings(posted.skipped, session)
    say_result(said, session)
    return status
