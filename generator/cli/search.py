"""``brieven search WORDS``: letters by the words in them."""

from __future__ import annotations

import click

from generator.cli.options import json_option
from generator.cli.register_options import letter_as_json, opened_register, say_letters, workspace_here
from generator.cli.said import command, option
from generator.cli.screen import say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, message, plural_message


@command(
    "search",
    message("Find letters by words: of their text, council, contact, subject, reference or date."),
    message(
        "All words must stand in the letter; each may be the beginning of a longer one. Accents and capitals do not matter."
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@option(
    "--limit",
    type=click.IntRange(1, 100_000),
    default=20,
    show_default=True,
    said=message("How many letters to tell: first those to a council or contact of that name, then the newest."),
)
@json_option
@click.pass_obj
def search(session: Session, *, words: tuple[str, ...], limit: int, as_json: bool) -> ExitStatus:
    """Find them."""
    from generator.register import search as find

    session.as_json = as_json
    with opened_register(workspace_here(session), session) as register:
        found = find(register, " ".join(words), limit=limit)
    if as_json:
        write_json(
            {
                "exit_status": int(ExitStatus.DONE),
                "total": found.total,
                "letters": [letter_as_json(each) for each in found.letters],
            }
        )
        return ExitStatus.DONE
    if found.letters:
        say_letters(found.letters, session)
    said = plural_message("{count} letter found", "{count} letters found", count=found.total)
    if found.total > len(found.letters):
        said = message("{found}; these come first, --limit tells more", found=said)
    say_result(said, session)
    return ExitStatus.DONE
