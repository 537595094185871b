"""``brieven resend REFERENCE``: letters go out once more, at a corrected address where asked."""

from __future__ import annotations

import click

from generator.cli.options import json_option, only_option
from generator.cli.regenerate import reason_option, set_option
from generator.cli.register_options import (
    date_option,
    day_of,
    opened_register,
    operator_option,
    reference_argument,
    say_posted,
    settings_of,
    stamp_of,
    unchanged,
    workspace_here,
)
from generator.cli.said import command
from generator.cli.screen import say_findings, say_notice
from generator.cli.session import Session
from generator.errors import ExitStatus, WrongUse, message, plural_message
from generator.model import Severity


@command(
    "resend",
    message("Send letters once more, at a corrected address where --set gives one."),
    message(
        "With --set a new version is made first, from the register alone: --set contact.adres='Markt 1' "
        "--set contact.postcode='2801 JG' --set contact.plaats=Gouda."
    ),
)
@reference_argument
@only_option
@set_option
@reason_option
@date_option
@operator_option
@json_option
@click.pass_obj
def resend(
    session: Session,
    *,
    reference: str,
    only: tuple[str, ...],
    settings: tuple[str, ...],
    reason: str,
    on_date: str | None,
    operator: str | None,
    as_json: bool,
) -> ExitStatus:
    """Correct where asked, and say that they went out again."""
    from generator.mailing.correcting import correct
    from generator.register import find_letters, send_again

    session.as_json = as_json
    day = day_of(on_date, session)
    values = settings_of(settings)
    workspace = workspace_here(session)
    stamp = stamp_of(session, operator)
    four_eyes = workspace.settings.register_.four_eyes
    with opened_register(workspace, session) as register:
        letters = find_letters(register, reference, only)
        if values:
            if len(letters) > 1 and not only:
                raise WrongUse(message("--set corrects some letters; name their councils with --only"))
            unsent = next((each for each in letters if each.sent_version is None), None)
            if unsent is not None:
                raise WrongUse(
                    message(
                        "{reference} to {council} was never sent; use `brieven regenerate` to correct it and `brieven sent`",
                        reference=unsent.reference,
                        council=unsent.council_name,
                    )
                )
            why = reason or session.say(message("sent again at a corrected address"))
            corrected = [correct(register, workspace, each, values, reason=why, stamp=stamp) for each in letters]
            letters = tuple(each.letter for each in corrected)
            for each in corrected:
                if not each.files:
                    say_notice(unchanged(each.letter), session)
                say_findings([found for found in each.problems if found.severity is not Severity.NOTICE], session)
            if four_eyes and any(each.files for each in corrected):
                raise WrongUse(
                    message(
                        "the corrected letters are made; have them released (`brieven release`), then give `brieven resend` without --set"
                    )
                )
        posted = send_again(register, letters, on_date=day, four_eyes=four_eyes, stamp=stamp, reason=reason)
    said = plural_message(
        "{count} letter sent again on {day}", "{count} letters sent again on {day}", count=len(posted.done), day=day
    )
    return say_posted(posted, said, session)
