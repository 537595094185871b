"""``brieven show REFERENCE``: what the register knows of a mailing's letters, or of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, only_option
from generator.cli.register_options import (
    letter_as_json,
    opened_register,
    reference_argument,
    say_letters,
    say_table,
    workspace_here,
)
from generator.cli.said import command
from generator.cli.screen import say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, Message, message

if TYPE_CHECKING:
    from generator.register import LetterHistory, VersionRecord


@command(
    "show",
    message("Show the letters that bear a reference; one letter with all its versions, files and events."),
    message("The name of a mailing does as well as its reference."),
)
@reference_argument
@only_option
@json_option
@click.pass_obj
def show(session: Session, *, reference: str, only: tuple[str, ...], as_json: bool) -> ExitStatus:
    """Show them."""
    from generator.register import find_letters, show_letter

    session.as_json = as_json
    with opened_register(workspace_here(session), session) as register:
        letters = find_letters(register, reference, only)
        detailed = as_json or len(letters) == 1
        histories = [show_letter(register, each.letter_id) for each in letters] if detailed else []
    if as_json:
        write_json({"exit_status": int(ExitStatus.DONE), "letters": [_as_json(each) for each in histories]})
    elif histories:
        _say(histories[0], session)
    else:
        say_letters(letters, session)
    return ExitStatus.DONE


def _as_json(history: LetterHistory) -> dict[str, object]:
    return {
        **letter_as_json(history.letter),
        "versions": [
            {
                "number": each.number,
                "origin": str(each.origin),
                "replaces": each.replaces,
                "reason": each.reason or None,
                "template": each.template_name,
                "template_sha256": each.template_sha256,
                "reserved_at": each.reserved_at.isoformat(),
                "operator": each.operator,
                "made_with": dict(each.made_with),
                "files": [
                    {
                        "kind": file.kind,
                        "path": file.path,
                        "sha256": file.sha256,
                        "size": file.size,
                        "pages": file.pages,
                    }
                    for file in each.files
                ],
            }
            for each in history.versions
        ],
        "events": [
            {
                "kind": str(each.kind),
                "at": each.at.isoformat(),
                "operator": each.operator,
                "version": each.version,
                "on_date": None if each.on_date is None else each.on_date.isoformat(),
                "reason": each.reason or None,
            }
            for each in history.events
        ],
    }


def _say(history: LetterHistory, session: Session) -> None:
    from generator.register import event_name, status_name

    letter = history.letter
    say_result(
        message(
            "{reference} to {council} ({code}): {status}",
            reference=letter.reference,
            council=letter.council_name,
            code=letter.recipient.council_code,
            status=status_name(letter.status),
        ),
        session,
    )
    facts: list[Message] = [
        message(
            "Mailing “{mailing}”, {date}: {subject}",
            mailing=letter.mailing,
            date=letter.letter_date,
            subject=letter.subject,
        )
    ]
    if letter.contact_name:
        facts.append(message("For {contact}", contact=letter.contact_name))
    if letter.void_reason:
        facts.append(message("Void: {reason}", reason=letter.void_reason))
    for said in facts:
        say_result(f"  {session.say(said)}", session)
    for version in history.versions:
        _say_version(version, session)
    say_result("", session)
    headings = (message("When"), message("What"), message("Version"), message("Who"), message("Day"), message("Reason"))
    rows = [
        (
            session.say(message("{moment}", moment=each.at.astimezone())),
            session.say(event_name(each.kind)),
            "" if each.version is None else str(each.version),
            each.operator,
            "" if each.on_date is None else session.say(message("{date}", date=each.on_date)),
            each.reason,
        )
        for each in history.events
    ]
    say_table(headings, rows, session)


def _say_version(version: VersionRecord, session: Session) -> None:
    say_result("", session)
    if version.replaces is None:
        said = message("Version {number}, from {template}", number=str(version.number), template=version.template_name)
    else:
        said = message(
            "Version {number}, from {template}; replaces version {replaced}",
            number=str(version.number),
            template=version.template_name,
            replaced=str(version.replaces),
        )
    say_result(said, session)
    if version.reason:
        reason = message("Reason: {reason}", reason=version.reason)
        say_result(f"  {session.say(reason)}", session)
    for file in version.files:
        pages = "" if file.pages is None else session.say(message(", {pages} p.", pages=file.pages))
        say_result(f"  {file.path}  ({file.size} bytes{pages}, sha256 {file.sha256[:16]}…)", session)
    if version.made_with:
        tools = tuple(f"{tool} {version.made_with[tool]}" for tool in ("brieven", "typst") if tool in version.made_with)
        made = message("Made with {tools}", tools=tools)
        say_result(f"  {session.say(made)}", session)
