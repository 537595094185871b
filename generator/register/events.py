"""What happened, in the order in which it did. Events are only ever added; the database refuses anything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from generator.register.opening import Stamp
from generator.register.records import Event
from generator.register.schema import EventKind, events


@dataclass(frozen=True, slots=True)
class Happening:
    """An event on its way in: of a letter, of a mailing as a whole, or of neither (a stock)."""

    kind: EventKind
    mailing_id: int | None = None
    letter_id: int | None = None
    version: int | None = None
    on_date: date | None = None
    reason: str = ""


def add_events(connection: Connection, happened: Iterable[Happening], stamp: Stamp) -> None:
    """Write down what happened, by whom and when."""
    rows = [
        {
            "mailing_id": each.mailing_id,
            "letter_id": each.letter_id,
            "version": each.version,
            "kind": each.kind.value,
            "at": stamp.at,
            "operator": stamp.operator,
            "on_date": each.on_date,
            "reason": each.reason,
        }
        for each in happened
    ]
    if rows:
        connection.execute(events.insert(), rows)


def events_of(connection: Connection, letter_id: int) -> tuple[Event, ...]:
    """The events of one letter, oldest first."""
    query = select(events).where(events.c.letter_id == letter_id).order_by(events.c.id)
    return tuple(
        Event(EventKind(row.kind), row.at, row.operator, row.version, row.on_date, row.reason)
        for row in connection.execute(query)
    )
