"""``paklijst.xlsx``: what goes into which envelope, in the order in which the letters are printed."""

from __future__ import annotations

from collections.abc import Sequence

from generator.errors import message
from generator.language import Reader
from generator.mailing.plan import MailingPlan, PlannedLetter
from generator.mailing.sheets import Column, ListSheet, list_workbook
from generator.model import CellValue, Publication

PACKING_LIST_FILE = "paklijst.xlsx"


def packing_list_workbook(plan: MailingPlan, letters: Sequence[PlannedLetter], *, reader: Reader) -> bytes:
    """The packing list of ``letters``: a row each, with copies, address and weight, and the sums below.

    Args:
        plan: The mailing.
        letters: Those that are there, in the order of the post.
        reader: Who reads it.
    """
    say = reader.say
    mailing = plan.mailing
    publications = plan.opened.shipment.publications
    weight = set_weight_grams(publications)
    titles = tuple(each.title for each in publications)
    content = ListSheet(
        sheet=say(message("Packing list")),
        title=say(message("Packing list of {mailing}", mailing=mailing.name)),
        subtitle=say(
            message("a set is: {titles}", titles=titles)
            if titles
            else message("{subject}, {date}", subject=mailing.subject, date=mailing.letter_date)
        ),
        columns=(
            Column(say(message("No.")), 7, align="right"),
            Column(say(message("Code")), 10),
            Column(say(message("Council")), 26),
            Column(say(message("Address")), 62, wrap=True),
            Column(say(message("Postcode")), 11),
            Column(say(message("Copies")), 12, align="right", total=True),
            Column(say(message("Weight (g)")), 14, align="right", total=weight is not None),
            Column(say(message("Packed")), 10),
        ),
        rows=[_row(number, letter, weight) for number, letter in enumerate(letters, start=1)],
        total_word=say(message("Total")),
        page_word=say(message("page {page} of {pages}", page="&P", pages="&N")),
    )
    return list_workbook(content, clock=plan.opened.clock, language=reader.language)


def set_weight_grams(publications: Sequence[Publication]) -> int | None:
    """What one copy of every publication weighs together; None where one of the weights is unknown, or there is none."""
    weights = [each.weight_grams for each in publications]
    known = [each for each in weights if each is not None]
    return sum(known) if known and len(known) == len(weights) else None


def _row(number: int, letter: PlannedLetter, weight: int | None) -> tuple[CellValue, ...]:
    recipient = letter.recipient
    return (
        number,
        recipient.council.code,
        recipient.council.name,
        ", ".join(recipient.address_lines),
        recipient.postcode,
        recipient.copies,
        None if weight is None else weight * recipient.copies,
        "",
    )
