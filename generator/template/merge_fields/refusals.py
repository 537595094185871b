"""Why some fields of Word's mail merge are refused, and every other thing that a check says about merge fields."""

from __future__ import annotations

from generator.errors import Message, message
from generator.model import Problem, Severity, TextPlace

_WALKS = frozenset({"NEXT", "NEXTIF", "SKIPIF", "MERGEREC", "MERGESEQ"})
_ASKS = frozenset({"ASK", "FILLIN"})
REFUSED_KINDS = _WALKS | _ASKS | {"DATABASE"}
"""Fields that no letter may hold."""
FETCHING_KINDS = frozenset({"DDE", "DDEAUTO", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "RD"})
"""Fields that may not meet a merge field; on their own they are :mod:`generator.template.defusing`'s."""


def refused_kind(kind: str, place: TextPlace) -> Problem:
    """A field that cannot be carried out: one of :data:`REFUSED_KINDS` or :data:`FETCHING_KINDS`."""
    if kind in _WALKS:
        cause = message(
            "the field {field} walks through the records of a mail merge, but a letter here is about one recipient",
            field=kind,
        )
        remedy = message(
            "remove the field; whom to leave out is said in the workbook (Versturen: nee)",
        )
    elif kind in _ASKS:
        cause = message("the field {field} asks a question while merging, and nobody is there to answer it", field=kind)
        remedy = message("give the answer a column or a line in the workbook, and put a merge field here")
    else:
        cause = message("the field {field} fetches something from outside the letter, which is not allowed", field=kind)
        remedy = message("put the text or the picture itself into the letter")
    return _problem("merge-field-refused", place, cause, remedy)


def not_within(kind: str, place: TextPlace) -> Problem:
    """A merge field within a field that cannot take its value."""
    return _problem(
        "merge-field-nested",
        place,
        message("a merge field stands within a field {field}, where it cannot be filled in", field=kind or "?"),
        message("put the merge field beside that field, or choose between texts with an IF field"),
    )


def unclosed(place: TextPlace) -> Problem:
    """A complex field without its end."""
    return _problem(
        "merge-field-unclosed",
        place,
        message("the field does not end where it should"),
        message("remove the field and insert it again in Word"),
    )


def too_deep(place: TextPlace) -> Problem:
    """More fields within each other than Word carries out."""
    return _problem(
        "merge-field-deep",
        place,
        message("more than {most} fields stand within each other here, which Word does not carry out either", most=20),
        message("divide the choice over fields beside each other"),
    )


def torn(place: TextPlace) -> Problem:
    """A field that begins and ends in different cells, or runs over a table."""
    return _problem(
        "merge-field-torn",
        place,
        message("the field runs over a table, or from one cell or text box into another"),
        message("put what it chooses between into paragraphs, or repeat the field in each cell"),
    )


def nameless(place: TextPlace) -> Problem:
    """``MERGEFIELD`` without a name."""
    return _problem(
        "merge-field-nameless",
        place,
        message("the merge field names no column"),
        message("choose the column again in Word (Insert Merge Field)"),
    )


def switch_without_argument(letter: str, place: TextPlace) -> Problem:
    r"""``\@`` without its picture: Word prints an error in its place."""
    return _problem(
        "merge-field-switch",
        place,
        message("the switch \\{switch} says nothing about how to write the value", switch=letter),
        message('add what is missing, such as \\@ "d MMMM yyyy" or \\# "0,00", or remove the switch'),
    )


def unknown_format(name: str, place: TextPlace) -> Problem:
    r"""``\* Uper``: it has no effect."""
    return _problem(
        "merge-field-format",
        place,
        message("Word has no format called {format}, so the value is written as it is", format=name),
        message("use Upper, Lower, FirstCap or Caps"),
        Severity.WARNING,
    )


def formula_invalid(piece: str, place: TextPlace) -> Problem:
    """``= 5 +``."""
    return _problem(
        "merge-formula-invalid",
        place,
        message("the formula cannot be read because of “{piece}”", piece=piece),
        message("correct it in Word (Alt+F9 shows field codes); names of bookmarks and table cells cannot stand in it"),
    )


def no_comparison(place: TextPlace) -> Problem:
    """An IF without ``a = b``."""
    return _problem(
        "merge-if-invalid",
        place,
        message("the IF field compares nothing"),
        message("write it as {example}", example='{ IF { MERGEFIELD Functie } = "griffier" "then" "else" }'),
    )


def paragraphs_within_text(place: TextPlace) -> Problem:
    """An IF of several paragraphs that shares its first or last paragraph with other text."""
    return _problem(
        "merge-if-paragraphs",
        place,
        message("the IF field holds several paragraphs amid other text, so they are set as lines of one paragraph"),
        message("give the IF field paragraphs of its own to keep them apart"),
        Severity.WARNING,
    )


def unknown_column(name: str, suggestion: str | None, place: TextPlace) -> Problem:
    """A merge field whose name is nowhere in the data."""
    remedy = (
        message("did you mean “{suggestion}”?", suggestion=suggestion)
        if suggestion
        else message("give the workbook such a column, or choose another one in Word (Insert Merge Field)")
    )
    return _problem("merge-field-unknown", place, message("there is no column “{name}” in the data", name=name), remedy)


def _problem(
    code: str, place: TextPlace, cause: Message, remedy: Message | None, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(code=code, severity=severity, place=place, cause=cause, remedy=remedy)
