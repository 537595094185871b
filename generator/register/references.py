"""Give out references: per series and year, without gaps, never twice.

A number is taken in the transaction that writes its letter, on a row that nobody else can change until then: a crash
gives it back, a success makes it final. A reference that a workbook brings of its own is registered in the same
table; where it is one of the series, the series steps over it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from generator.address import ReferenceParts, formatted_reference, parsed_reference
from generator.errors import RegisterRefused, message
from generator.register.rows import chunks, insert_missing
from generator.register.schema import mailings, references, series


def next_references(
    connection: Connection, *, name: str, year: int, count: int, pattern: str, mailing_id: int
) -> list[str]:
    """Take the next ``count`` references of a series, for a mailing.

    Args:
        connection: The transaction that also writes the letters.
        name: The series, ``COS``.
        year: Of the letters' date.
        count: How many.
        pattern: How they are written (brieven.toml, ``references.pattern``).
        mailing_id: Whose they are.
    """
    last = _lock(connection, name, year)
    numbered: list[tuple[str, ReferenceParts]] = []
    while len(numbered) < count:
        candidates = [ReferenceParts(name, year, last + 1 + n) for n in range(count - len(numbered))]
        last += len(candidates)
        written = {formatted_reference(parts, pattern): parts for parts in candidates}
        taken = _taken(connection, list(written))
        numbered += [each for each in written.items() if each[0] not in taken]
    connection.execute(update(series).where(series.c.name == name, series.c.year == year).values(last_sequence=last))
    _register(connection, numbered, mailing_id)
    return [reference for reference, _parts in numbered]


def register_given(connection: Connection, reference: str, *, pattern: str, mailing_id: int) -> None:
    """Register a reference that the workbook brings.

    Raises:
        RegisterRefused: Another mailing bears it, or it is void.
    """
    parts = parsed_reference(reference, pattern)
    if parts is not None:
        _lock(connection, parts.department, parts.year)
    holder = connection.execute(
        select(mailings.c.name)
        .join(references, references.c.mailing_id == mailings.c.id)
        .where(references.c.reference == reference)
    ).first()
    if holder is not None:
        raise RegisterRefused(
            message(
                "the reference {reference} belongs to the mailing “{mailing}” already; give another one in the sheet Zending, or a series (Kenmerkreeks)",
                reference=reference,
                mailing=holder.name,
            )
        )
    _register(connection, [(reference, parts)], mailing_id)


def void_reference(connection: Connection, reference: str, reason: str) -> None:
    """Write off a reference that no letter will bear."""
    connection.execute(update(references).where(references.c.reference == reference).values(void_reason=reason))


def _lock(connection: Connection, name: str, year: int) -> int:
    """Hold the series until the transaction ends; returns the last number given out."""
    insert_missing(connection, series, [{"name": name, "year": year, "last_sequence": 0}])
    query = select(series.c.last_sequence).where(series.c.name == name, series.c.year == year).with_for_update()
    last: int = connection.execute(query).scalar_one()
    return last


def _taken(connection: Connection, written: Sequence[str]) -> set[str]:
    taken: set[str] = set()
    for some in chunks(written):
        taken |= set(connection.scalars(select(references.c.reference).where(references.c.reference.in_(some))))
    return taken


def _register(connection: Connection, numbered: Sequence[tuple[str, ReferenceParts | None]], mailing_id: int) -> None:
    rows = [
        {
            "reference": reference,
            "mailing_id": mailing_id,
            "series": parts.department if parts else None,
            "year": parts.year if parts else None,
            "sequence": parts.sequence if parts else None,
            "void_reason": None,
        }
        for reference, parts in numbered
    ]
    connection.execute(references.insert(), rows)
