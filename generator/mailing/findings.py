"""What the check of letters finds, told once where it concerns all, and by row where it concerns some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.errors import message
from generator.mailing.context import Context, attribute_name
from generator.model import CellPlace, Problem, Recipient, Severity

if TYPE_CHECKING:
    from generator.template import CompiledTemplate, NameUse

Findings = tuple[Problem, ...]


def checked_letters(
    template: CompiledTemplate, letters: Sequence[tuple[Recipient, Context]]
) -> tuple[Findings, tuple[Findings, ...]]:
    """Check each letter against every tag of its template.

    Returns:
        What holds of all letters alike, and for each letter what holds of it alone.
    """
    found = [template.check(context) for _recipient, context in letters]
    counted = Counter(problem for problems in found for problem in problems)
    everywhere = {problem for problem, count in counted.items() if count == len(letters) > 1}
    own = tuple(
        tuple(_of_row(problem, recipient) for problem in problems if problem not in everywhere)
        for (recipient, _context), problems in zip(letters, found, strict=True)
    )
    return tuple(problem for problem in counted if problem in everywhere), own


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of ``problems`` forbids a letter."""
    return any(each.severity is Severity.ERROR for each in problems)


def unused_columns(names: Iterable[NameUse], columns: Mapping[str, CellPlace]) -> Findings:
    """A notice for each column that brieven does not know and the template does not use.

    Args:
        names: The names that the template uses.
        columns: The unknown columns by header, and where they stand.
    """
    used = {
        each.name.split(".", 1)[1] for each in names if each.name.startswith(("row.", "rij.", "mailing.", "zending."))
    }
    return tuple(
        Problem(
            code="column-unused",
            severity=Severity.NOTICE,
            place=place,
            cause=message("the template does not use the column {header}", header=header),
            remedy=message(
                "use it as {tag} where it belongs in the letter", tag=f"{{{{ row.{attribute_name(header)} }}}}"
            ),
        )
        for header, place in columns.items()
        if header not in used and attribute_name(header) not in used
    )


def _of_row(problem: Problem, recipient: Recipient) -> Problem:
    """A finding in the template that only some letters have, told at the row that brings it about."""
    if recipient.source is None:
        return replace(problem, recipient=recipient.key)
    return replace(
        problem,
        place=recipient.source,
        cause=message(
            "{council}, {where}: {cause}",
            council=recipient.council.name,
            where=problem.place.message,
            cause=problem.cause,
        ),
        recipient=recipient.key,
    )
