"""``brieven stock``: copies of publications, and who waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option
from generator.cli.register_options import opened_register, operator_option, say_table, stamp_of, workspace_here
from generator.cli.said import command, option
from generator.cli.screen import say_result, write_json
from generator.cli.session import Session
from generator.errors import ExitStatus, WrongUse, message

if TYPE_CHECKING:
    from generator.register import StockRecord


@command(
    "stock",
    message("Show the publications, how many copies are left, and who waits for them."),
    message("With --add copies come in; those who wait get them first, in the order in which they ordered."),
)
@option("--add", type=int, metavar="N", said=message("So many copies came in; a negative number takes some off."))
@option(
    "--publication",
    metavar="TITLE",
    said=message("Which publication; part of its title does, where there is one such."),
)
@operator_option
@json_option
@click.pass_obj
def stock(
    session: Session, *, add: int | None, publication: str | None, operator: str | None, as_json: bool
) -> ExitStatus:
    """Show the stock, after taking copies in."""
    from generator.register import stock as stock_of
    from generator.register import supply

    session.as_json = as_json
    with opened_register(workspace_here(session), session) as register:
        if add is not None:
            supply(register, publication or "", add, stamp=stamp_of(session, operator))
        elif publication is not None:
            raise WrongUse(message("--publication says what --add is about; give that too, or neither"))
        records = stock_of(register)
    if as_json:
        write_json({"exit_status": int(ExitStatus.DONE), "publications": [_as_json(each) for each in records]})
        return ExitStatus.DONE
    if not records:
        say_result(message("the register knows no publications yet; list them in the sheet Publicaties"), session)
    for each in records:
        _say(each, session)
    return ExitStatus.DONE


def _say(record: StockRecord, session: Session) -> None:
    if record.left is None:
        say_result(
            message("{title}: nobody counts them; {granted} given out", title=record.title, granted=record.granted),
            session,
        )
    else:
        say_result(
            message(
                "{title}: {left} left, {granted} given out",
                title=record.title,
                left=record.left,
                granted=record.granted,
            ),
            session,
        )
    if record.waiting:
        headings = (message("Waiting"), message("Copies"), message("Got"), message("Reference"), message("Since"))
        rows = [
            (
                f"{each.council_name} ({each.council_code})",
                str(each.copies),
                str(each.granted),
                each.reference or session.say(message("order")),
                session.say(message("{moment}", moment=each.placed_at.astimezone())),
            )
            for each in record.waiting
        ]
        say_table(headings, rows, session)


def _as_json(record: StockRecord) -> dict[str, object]:
    return {
        "title": record.title,
        "supplied": record.supplied,
        "granted": record.granted,
        "left": record.left,
        "waiting": [
            {
                "council": each.council_code,
                "name": each.council_name,
                "reference": each.reference or None,
                "copies": each.copies,
                "granted": each.granted,
                "placed_at": each.placed_at.isoformat(),
            }
            for each in record.waiting
        ],
    }
