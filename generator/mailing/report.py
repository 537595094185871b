"""``verslag.xlsx``: every recipient with its reference, file, pages, status and problem."""

from __future__ import annotations

from generator.errors import message, plural_message
from generator.language import Reader
from generator.mailing.outcomes import STATE_WORDS, LetterResult, LetterState, MailingResult
from generator.mailing.sheets import Column, ListSheet, list_workbook
from generator.model import CellValue

REPORT_FILE = "verslag.xlsx"
_TO_LOOK_AT = (LetterState.FAILED, LetterState.REFUSED, LetterState.UNTRIED)


def report_workbook(result: MailingResult, *, reader: Reader) -> bytes:
    """The report of a run, in the workbook's order; rows that did not become letters stand at the end.

    Args:
        result: The run.
        reader: Who reads it.
    """
    say = reader.say
    mailing = result.plan.mailing
    rows = [_row(each, reader) for each in result.letters]
    marked = {number for number, each in enumerate(result.letters) if each.state in _TO_LOOK_AT or each.explanation}
    for problem in result.left_out:
        marked.add(len(rows))
        code = problem.recipient.council_code if problem.recipient else ""
        rows.append((code, "", "", "", None, None, say(STATE_WORDS[LetterState.REFUSED]), say(problem.message)))
    made = result.counts[LetterState.MADE] + result.counts[LetterState.KEPT]
    content = ListSheet(
        sheet=say(message("Report")),
        title=say(message("Report of {mailing}", mailing=mailing.name)),
        subtitle=say(
            plural_message(
                "{subject}, {date}: {made} of {count} letter is there",
                "{subject}, {date}: {made} of {count} letters are there",
                count=len(rows),
                subject=mailing.subject,
                date=mailing.letter_date,
                made=made,
            )
        ),
        columns=(
            Column(say(message("Code")), 10),
            Column(say(message("Council")), 26),
            Column(say(message("Reference")), 18),
            Column(say(message("File")), 44),
            Column(say(message("Pages")), 9, align="right", total=True),
            Column(say(message("Copies")), 12, align="right", total=True),
            Column(say(message("Status")), 20),
            Column(say(message("Problem")), 60, wrap=True),
        ),
        rows=rows,
        marked_rows=frozenset(marked),
        total_word=say(message("Total")),
        page_word=say(message("page {page} of {pages}", page="&P", pages="&N")),
    )
    return list_workbook(content, clock=result.plan.opened.clock, language=reader.language)


def _row(result: LetterResult, reader: Reader) -> tuple[CellValue, ...]:
    letter = result.letter
    there = result.state in (LetterState.MADE, LetterState.KEPT)
    return (
        letter.recipient.council.code,
        letter.recipient.council.name,
        letter.key.reference,
        f"{letter.stem}.docx" if there else "",
        result.pages,
        letter.recipient.copies if there else None,
        # The report says what there is, not in which of several runs it came.
        reader.say(STATE_WORDS[LetterState.MADE if there else result.state]),
        "\n".join(reader.say(each) for each in result.explanation),
    )
