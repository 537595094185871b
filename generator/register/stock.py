"""Publications and their copies: first come, first served, never below zero; the rest waits.

What came in is counted in ``publications.supplied``; what each order got in ``orders.granted``. What is left is the
difference, and only :func:`_grant` gives from it, on a row that nobody else can change meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from sqlalchemy import Connection, bindparam, func, select, update

from generator.errors import AnyOf, RegisterRefused, WrongUse, message
from generator.model import Publication
from generator.register.events import Happening, add_events
from generator.register.opening import Register, Stamp
from generator.register.records import LetterDraft, MailingDraft, Shortage
from generator.register.rows import chunks, folded, insert_missing, key_of, key_text
from generator.register.schema import EventKind, LetterStatus, letters, mailing_publications, orders, publications


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order that did not get all its copies yet.

    Attributes:
        reference: Of the letter, or ``""`` for a re-order.
    """

    council_code: str
    council_name: str
    reference: str
    copies: int
    granted: int
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class StockRecord:
    """A publication and its copies.

    Attributes:
        supplied: Copies that ever came in; None where nobody counts them.
        granted: Copies that letters and re-orders got.
        waiting: Who waits, in the order in which they will be served.
    """

    title: str
    supplied: int | None
    granted: int
    waiting: tuple[Waiting, ...]

    @property
    def left(self) -> int | None:
        """Copies at hand; None where nobody counts them."""
        return None if self.supplied is None else self.supplied - self.granted


def stock(register: Register) -> tuple[StockRecord, ...]:
    """Every publication by title, with its waiting list."""
    with register.reading() as connection:
        rows = connection.execute(select(publications).order_by(publications.c.folded_title))
        return tuple(
            StockRecord(row.title, row.supplied, _granted(connection, row.id), _waiting(connection, row.id))
            for row in rows
        )


def supply(register: Register, title: str, copies: int, *, stamp: Stamp) -> StockRecord:
    """Copies came in (or, negative, turned out to be missing); those who wait are served first.

    Raises:
        WrongUse: No such publication.
        RegisterRefused: Fewer copies would be left than were given out.
    """
    with register.writing() as connection:
        publication_id = _find(connection, title)
        row = connection.execute(
            select(publications).where(publications.c.id == publication_id).with_for_update()
        ).one()
        supplied = (row.supplied or 0) + copies
        if supplied < _granted(connection, publication_id):
            raise RegisterRefused(
                message(
                    "only {left} copies of “{title}” are left; not more than that can be taken off",
                    left=(row.supplied or 0) - _granted(connection, publication_id),
                    title=row.title,
                )
            )
        connection.execute(update(publications).where(publications.c.id == publication_id).values(supplied=supplied))
        said = f"{row.title}: {copies:+d}"
        add_events(connection, [Happening(EventKind.SUPPLIED, reason=said)], stamp)
        _grant(connection, publication_id)
        return StockRecord(
            row.title, supplied, _granted(connection, publication_id), _waiting(connection, publication_id)
        )


def reorder(
    register: Register, title: str, copies: int, *, council_code: str, council_name: str, stamp: Stamp
) -> Waiting:
    """A council orders more copies (nabestelling): from what is left, behind those who wait already.

    Returns:
        The order, with what it got at once.

    Raises:
        WrongUse: No such publication, or no copies asked for.
    """
    if copies < 1:
        raise WrongUse(message("an order is for one copy or more; give another number"))
    with register.writing() as connection:
        publication_id = _find(connection, title)
        connection.execute(
            orders.insert(),
            {
                "publication_id": publication_id,
                "letter_id": None,
                "council_code": council_code,
                "council_name": council_name,
                "copies": copies,
                "granted": 0,
                "placed_at": stamp.at,
                "operator": stamp.operator,
            },
        )
        said = f"{council_code}: {copies} × {title}"
        add_events(connection, [Happening(EventKind.ORDERED, reason=said)], stamp)
        _grant(connection, publication_id)
        granted = connection.execute(
            select(orders.c.granted)
            .where(orders.c.publication_id == publication_id, orders.c.letter_id.is_(None))
            .order_by(orders.c.id.desc())
            .limit(1)
        ).scalar_one()
        return Waiting(council_code, council_name, "", copies, granted, stamp.at)


def place_orders(connection: Connection, mailing_id: int, draft: MailingDraft, stamp: Stamp) -> None:
    """Order the publications of ``draft`` for its letters; what was ordered already follows its copies."""
    ids = sorted(_registered(connection, publication) for publication in draft.publications)
    insert_missing(
        connection,
        mailing_publications,
        [{"mailing_id": mailing_id, "publication_id": publication_id} for publication_id in ids],
    )
    if not ids:
        return
    by_key = {key_text(letter.recipient): letter for letter in draft.letters}
    query = select(letters.c.id, letters.c.recipient).where(
        letters.c.mailing_id == mailing_id, letters.c.status != LetterStatus.VOID.value
    )
    mine = [
        (row.id, by_key[row.recipient])
        for row in connection.execute(query.order_by(letters.c.id))
        if row.recipient in by_key
    ]
    for publication_id in ids:
        _order(connection, publication_id, mine, stamp)
        _grant(connection, publication_id)


def cancel_orders(connection: Connection, letter_ids: Sequence[int]) -> None:
    """Give back what these letters had; those who wait get it."""
    freed: set[int] = set()
    for some in chunks(letter_ids):
        freed |= set(connection.scalars(select(orders.c.publication_id).where(orders.c.letter_id.in_(some))))
        connection.execute(update(orders).where(orders.c.letter_id.in_(some)).values(copies=0, granted=0))
    for publication_id in sorted(freed):
        _grant(connection, publication_id)


def shortages_of(connection: Connection, mailing_id: int) -> tuple[Shortage, ...]:
    """The letters of a mailing whose copies wait."""
    query = (
        select(
            letters.c.council_code,
            letters.c.kind,
            letters.c.part,
            publications.c.title,
            orders.c.copies,
            orders.c.granted,
        )
        .join(orders, orders.c.letter_id == letters.c.id)
        .join(publications, publications.c.id == orders.c.publication_id)
        .where(letters.c.mailing_id == mailing_id, orders.c.granted < orders.c.copies)
        .order_by(orders.c.id)
    )
    return tuple(
        Shortage(key_of(row.council_code, row.kind, row.part), row.title, row.copies, row.granted)
        for row in connection.execute(query)
    )


def _order(connection: Connection, publication_id: int, mine: Iterable[tuple[int, LetterDraft]], stamp: Stamp) -> None:
    query = select(orders).where(orders.c.publication_id == publication_id, orders.c.letter_id.is_not(None))
    ordered = {row.letter_id: row for row in connection.execute(query)}
    fresh = []
    for letter_id, draft in mine:
        order = ordered.get(letter_id)
        if order is None:
            fresh.append(
                {
                    "publication_id": publication_id,
                    "letter_id": letter_id,
                    "council_code": draft.recipient.council_code,
                    "council_name": draft.council_name,
                    "copies": draft.copies,
                    "granted": 0,
                    "placed_at": stamp.at,
                    "operator": stamp.operator,
                }
            )
        elif order.copies != draft.copies:
            connection.execute(
                update(orders)
                .where(orders.c.id == order.id)
                .values(copies=draft.copies, granted=min(order.granted, draft.copies))
            )
    if fresh:
        connection.execute(orders.insert(), fresh)


def _grant(connection: Connection, publication_id: int) -> None:
    """Give what is left to those who wait, in the order in which they ordered."""
    supplied = connection.execute(
        select(publications.c.supplied).where(publications.c.id == publication_id).with_for_update()
    ).scalar_one()
    waiting = list(
        connection.execute(
            select(orders.c.id, orders.c.copies, orders.c.granted)
            .where(orders.c.publication_id == publication_id, orders.c.granted < orders.c.copies)
            .order_by(orders.c.id)
        )
    )
    left = None if supplied is None else supplied - _granted(connection, publication_id)
    changed = []
    for order in waiting:
        more = order.copies - order.granted
        if left is not None:
            more = min(more, left)
            left -= more
        if more:
            changed.append({"order_id": order.id, "new": order.granted + more})
    if changed:
        statement = update(orders).where(orders.c.id == bindparam("order_id")).values(granted=bindparam("new"))
        connection.execute(statement, changed)


def _granted(connection: Connection, publication_id: int) -> int:
    query = select(func.coalesce(func.sum(orders.c.granted), 0)).where(orders.c.publication_id == publication_id)
    return int(connection.execute(query).scalar_one())


def _waiting(connection: Connection, publication_id: int) -> tuple[Waiting, ...]:
    query = (
        select(orders, letters.c.reference)
        .outerjoin(letters, letters.c.id == orders.c.letter_id)
        .where(orders.c.publication_id == publication_id, orders.c.granted < orders.c.copies)
        .order_by(orders.c.id)
    )
    return tuple(
        Waiting(row.council_code, row.council_name, row.reference or "", row.copies, row.granted, row.placed_at)
        for row in connection.execute(query)
    )


def _registered(connection: Connection, publication: Publication) -> int:
    """The publication's id; a new one brings its stock from the workbook, a known one is counted here."""
    title = folded(publication.title)
    insert_missing(
        connection,
        publications,
        [{"title": publication.title, "folded_title": title, "supplied": publication.stock}],
    )
    row = connection.execute(select(publications).where(publications.c.folded_title == title)).one()
    if row.supplied is None and publication.stock is not None:
        # Nobody counted them before: what the workbook says is what is left now.
        counted = publication.stock + _granted(connection, row.id)
        connection.execute(update(publications).where(publications.c.id == row.id).values(supplied=counted))
    publication_id: int = row.id
    return publication_id


def _find(connection: Connection, title: str) -> int:
    rows = list(connection.execute(select(publications.c.id, publications.c.title, publications.c.folded_title)))
    wanted = folded(title)
    found = [row for row in rows if row.folded_title == wanted] or [row for row in rows if wanted in row.folded_title]
    if len(found) == 1:
        publication_id: int = found[0].id
        return publication_id
    near = get_close_matches(wanted, [row.folded_title for row in rows], n=3)
    known = [row.title for row in (found or rows) if found or not near or row.folded_title in near]
    if not known:
        raise WrongUse(message("the register knows no publications yet; list them in the sheet Publicaties"))
    if not wanted:
        raise WrongUse(
            message(
                "the register knows several publications; name one with --publication: {known}", known=tuple(known[:5])
            )
        )
    raise WrongUse(
        message(
            "“{title}” is not one publication of the register; did you mean {known}?",
            title=title,
            known=AnyOf(tuple(known[:5])),
        )
    )
