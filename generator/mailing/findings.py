"""What the check of letters finds, told once where it concerns all, and by row where it concerns some."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.errors import BrievenError, Message, message
from generator.mailing.address_window import address_problems, address_window
from generator.mailing.context import Context, attribute_name
from generator.mailing.workspace import Workspace
from generator.model import CellPlace, Place, Problem, Recipient, Severity, TextPlace

if TYPE_CHECKING:
    from generator.template import CompiledTemplate, LetterShape, NameUse, Remainder

Findings = tuple[Problem, ...]

_LONGEST_SHOWN = 60

_WHOLE_ROWS = frozenset(f"{row}{method}" for row in ("row", "rij") for method in ("", ".items", ".values", ".get"))
_OWN_GROUPS = ("row.", "rij.", "mailing.", "zending.")
_CONTACT_GROUPS = ("contact.", "contactpersoon.")
_CONTROL_TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
_EXPRESSION_TAG = re.compile(r"\{\{.*?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CheckedLetters:
    """What a check of letters against their template found.

    Attributes:
        shared: What holds of all letters alike.
        own: For each letter what holds of it alone.
        shapes: How each letter is put together.
    """

    shared: Findings
    own: tuple[Findings, ...]
    shapes: tuple[LetterShape, ...]


def checked_letters(
    template: CompiledTemplate | Remainder,
    letters: Sequence[tuple[Recipient, Context]],
    workspace: Workspace,
    columns: Mapping[str, CellPlace],
) -> CheckedLetters:
    """Check each letter against every tag of its template.

    Args:
        template: The template.
        letters: Whom each goes to, and its names.
        workspace: Whose settings and fonts count.
        columns: The columns of one's own by header, and where they stand.
    """
    from generator.template import unreached_names

    needed = needed_columns(template.names)
    uses = tuple({each.path: each for each in reversed(template.names)}.values())
    examined = [template.examine(context) for _recipient, context in letters]
    of_values = [
        {**_empty_values(needed, context), **_tags_in_values(uses, context)} for _recipient, context in letters
    ]
    found = [(*each.problems, *more) for each, more in zip(examined, of_values, strict=True)]
    counted = Counter(problem for problems in found for problem in problems)
    everywhere = {problem for problem, count in counted.items() if count == len(letters) > 1}
    sound = (letter for each, letter in zip(examined, letters, strict=True) if not has_errors(each.problems))
    window = address_window(template, next(sound, letters[0]), workspace) if letters else None
    too_wide = address_problems([recipient for recipient, _context in letters], window) if window else {}
    places = _columns_by_name(columns)
    own = tuple(
        (
            *(
                _of_row(problem, recipient, places.get(more.get(problem, "")))
                for problem in problems
                if problem not in everywhere
            ),
            *too_wide.get(recipient.key, ()),
        )
        for (recipient, _context), problems, more in zip(letters, found, of_values, strict=True)
    )
    shared = tuple(problem for problem in counted if problem in everywhere)
    if letters:
        # All letters of a mailing have the same names.
        shared += unreached_names(template.names, letters[0][1], counted)
    return CheckedLetters(shared, own, tuple(each.shape for each in examined))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of ``problems`` forbids a letter."""
    return any(each.severity is Severity.ERROR for each in problems)


def problems_of_error(error: BrievenError, place: Place) -> Findings:
    """What an error says, as problems: its own findings, or the error itself at ``place``."""
    if not error.findings:
        return (_not_made(error.message, place),)
    return tuple(each if isinstance(each, Problem) else _not_made(each.message, place) for each in error.findings)


def _not_made(said: Message, place: Place) -> Problem:
    return Problem(code="letter-not-made", severity=Severity.ERROR, place=place, cause=said)


def unused_columns(names: Iterable[NameUse], columns: Mapping[str, CellPlace]) -> Findings:
    """A notice for each column that brieven does not know and the template does not use.

    Args:
        names: The names that the template uses.
        columns: The unknown columns by header, and where they stand.
    """
    from generator.template import contract_paths, plain_name

    uses = [each.path for each in names]
    # What takes a whole row, or picks from it by a name that is made, may use any column.
    if any(path.partition("[")[0] in _WHOLE_ROWS for path in uses):
        return ()
    used = {plain_name(path.split(".", 1)[1].partition("[")[0]) for path in uses if path.startswith(_OWN_GROUPS)}
    # Columns meet names as headers do. A merge field whose name the contract knows too takes the own column first.
    return tuple(
        Problem(
            code="column-unused",
            severity=Severity.NOTICE,
            place=place,
            cause=message("the template does not use the column {header}", header=header),
            remedy=message(
                "use it as {{{{ row.{name} }}}} where it belongs in the letter, or leave it",
                name=attribute_name(header),
            ),
        )
        for header, place in columns.items()
        if plain_name(header) not in used and not set(uses).intersection(contract_paths(header))
    )


def needed_columns(names: Iterable[NameUse]) -> tuple[NameUse, ...]:
    """The uses of columns and fields of one's own, and of the contact, that leave a hole in the letter where they are empty.

    A name that the template looks at first (``default``, ``{% if %}``) leaves none, nor does one that stands in a paragraph
    by itself: that paragraph is left out. A template that looks at anything of the contact knows that there may be none.
    """
    names = tuple(names)
    own = [each for each in names if each.path.startswith(_OWN_GROUPS)]
    if not any(each.optional or _is_tested(each) for each in names if f"{each.path}.".startswith(_CONTACT_GROUPS)):
        own += [each for each in names if each.path.startswith(_CONTACT_GROUPS)]
    looked_at = {each.path for each in own if each.optional or _is_tested(each)}
    return tuple(each for each in own if each.path not in looked_at and not _stands_alone(each.place))


def _empty_values(needed: Iterable[NameUse], context: Context) -> dict[Problem, str]:
    """The holes that a letter would have, and the name that has no value there."""
    found = {}
    for each in needed:
        group, name = each.path.split(".", 1)
        values = context[group]
        # A name that is not there at all is the template's own finding.
        if not isinstance(values, Mapping) or name not in values or values[name] not in (None, ""):
            continue
        of_contact = each.path.startswith(_CONTACT_GROUPS)
        if of_contact and any(values.values()):
            # Few people have every part of a name: what one contact lacks is no hole.
            continue
        tag = f"{{{{ {each.path} }}}}"
        problem = Problem(
            code="value-empty",
            severity=Severity.WARNING if of_contact else Severity.ERROR,
            place=each.place,
            cause=message("there is no data for {tag}", tag=tag),
            remedy=message(
                "fill in the cell, or write {tag} where it may be empty", tag=f"{{{{ {each.path}|default('') }}}}"
            ),
        )
        found[problem] = each.path
    return found


def _tags_in_values(uses: Iterable[NameUse], context: Context) -> dict[Problem, str]:
    """A tag in a value is text like any other: it would stand in the letter as it is; and the name of that value."""
    found = {}
    for each in uses:
        value: object = context
        for piece in each.path.split("."):
            value = value.get(piece) if isinstance(value, Mapping) else None
        if isinstance(value, str) and ("{{" in value or "{%" in value):
            problem = Problem(
                code="tag-in-value",
                severity=Severity.WARNING,
                place=each.place,
                cause=message("the value “{value}” holds a tag, which is not filled in", value=value[:_LONGEST_SHOWN]),
                remedy=message("write the text itself in the cell"),
            )
            found[problem] = each.path
    return found


def _is_tested(use: NameUse) -> bool:
    tags = _CONTROL_TAG.findall(use.place.snippet)
    return any(re.search(rf"\b{re.escape(use.path)}\b", tag) for tag in tags)


def _stands_alone(place: TextPlace) -> bool:
    return bool(place.snippet) and not _EXPRESSION_TAG.sub("", place.snippet).strip()


def _columns_by_name(columns: Mapping[str, CellPlace]) -> dict[str, CellPlace]:
    """Where the heading of a column stands, by each name that a template has for it."""
    return {
        f"{group}.{spelling}": place
        for header, place in columns.items()
        for group in ("row", "rij")
        for spelling in (header, attribute_name(header))
    }


def _of_row(problem: Problem, recipient: Recipient, heading: CellPlace | None) -> Problem:
    """A finding in the template that only some letters have, told at the row or the cell that brings it about.

    Args:
        problem: The finding.
        recipient: Whose letter it is.
        heading: The heading of the column whose value it is about; None where it is about no single column.
    """
    if recipient.source is None:
        return replace(problem, recipient=recipient.key)
    return replace(
        problem,
        place=_cell_of(recipient, heading) or recipient.source,
        cause=message(
            "{council}, {where}: {cause}",
            council=recipient.council.name,
            where=problem.place.message,
            cause=problem.cause,
        ),
        recipient=recipient.key,
    )


def _cell_of(recipient: Recipient, heading: CellPlace | None) -> CellPlace | None:
    """The cell under ``heading`` in the recipient's row of that sheet; None where it has none there."""
    if heading is None:
        return None
    rows = (recipient.source, recipient.council.source)
    row = next((each for each in rows if each is not None and each.sheet == heading.sheet), None)
    if row is None:
        return None
    return CellPlace(row.sheet, heading.cell.rstrip("0123456789") + row.cell.partition(":")[0])
