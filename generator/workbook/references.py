"""Whether the fields Kenmerk, Kenmerkreeks and Nummering agree."""

from __future__ import annotations

from datetime import date

from generator.address import parsed_reference
from generator.errors import message
from generator.model import CellPlace, Mailing, Numbering
from generator.workbook.findings import Findings


def judge_reference(mailing: Mailing, sheet: str, pattern: str, findings: Findings) -> None:
    """Tell where a mailing has no reference, two, one that its numbering cannot use, or an odd one.

    Args:
        mailing: As read; its cells say where the fields stand.
        sheet: The name of its sheet, for a field that is not there.
        pattern: Of references, as brieven.toml has it.
        findings: What is wrong is added here.
    """
    if mailing.reference and mailing.series:
        findings.error(
            "reference-and-series",
            _place(mailing, "series", sheet),
            message("both Kenmerk and Kenmerkreeks are filled in"),
            message("keep Kenmerk for a number that you have, or Kenmerkreeks to take the next one"),
        )
    elif not mailing.reference and not mailing.series:
        findings.error(
            "reference-missing",
            _place(mailing, "reference", sheet),
            message("neither Kenmerk nor Kenmerkreeks is filled in"),
            message("write a reference such as COS/U201800494, or a series such as COS to take the next number"),
        )
    elif mailing.reference and mailing.numbering is Numbering.PER_LETTER:
        findings.error(
            "numbering-needs-series",
            _place(mailing, "numbering", sheet),
            message("one reference was given, but Nummering asks for one a letter"),
            message("fill in Kenmerkreeks instead of Kenmerk, or write zending behind Nummering"),
        )
    elif mailing.reference:
        _judge_form(mailing, _place(mailing, "reference", sheet), pattern, findings)


def _place(mailing: Mailing, field: str, sheet: str) -> CellPlace:
    return mailing.cells.get(field, CellPlace(sheet))


def _judge_form(mailing: Mailing, place: CellPlace, pattern: str, findings: Findings) -> None:
    parts = parsed_reference(mailing.reference, pattern)
    if parts is None:
        findings.warning(
            "reference-odd",
            place,
            message("{reference} does not follow the pattern {pattern}", reference=mailing.reference, pattern=pattern),
            message("look whether it is right"),
        )
    elif mailing.letter_date != date.min and parts.year != mailing.letter_date.year:
        findings.warning(
            "reference-of-another-year",
            place,
            message(
                "{reference} is of {year}, and the letter is dated {date}",
                reference=mailing.reference,
                year=str(parts.year),
                date=mailing.letter_date,
            ),
            message("look whether both are right"),
        )
