"""``brieven release REFERENCE``: letters may go to the post."""

from __future__ import annotations

import click

from generator.cli.options import json_option, only_option
from generator.cli.register_options import (
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


@command(
    "release",
    message("Release letters for the post, after a second pair of eyes looked at them."),
    message(
        "With four_eyes in brieven.toml, who made a letter cannot release it, and only released letters can be sent."
    ),
)
@reference_argument
@only_option
@operator_option
@json_option
@click.pass_obj
def release(
    session: Session, *, reference: str, only: tuple[str, ...], operator: str | None, as_json: bool
) -> ExitStatus:
    """Release them."""
    from generator.register import find_letters
    from generator.register import release as release_letters

    session.as_json = as_json
    workspace = workspace_here(session)
    with opened_register(workspace, session) as register:
        posted = release_letters(
            register,
            find_letters(register, reference, only),
            four_eyes=workspace.settings.register_.four_eyes,
            stamp=stamp_of(session, operator),
        )
    said = plural_message("{count} letter released", "{count} letters released", count=len(posted.done))
    return say_posted(posted, said, session)
