"""What no longer counts: letters that are void, and the files of versions that were replaced."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select, update

from generator.model import Numbering
from generator.register.events import Happening, add_events
from generator.register.opening import Stamp
from generator.register.references import void_reference
from generator.register.schema import EventKind, LetterStatus, files, letters, mailings, versions
from generator.register.stock import cancel_orders


def withdraw_letters(connection: Connection, gone: Iterable[Row[Any]], reason: str, stamp: Stamp) -> None:
    """Void letters (rows of ``letters``) with their references and copies; what was sent is none of ours to void."""
    rows = list(gone)
    for row in rows:
        connection.execute(
            update(letters).where(letters.c.id == row.id).values(status=LetterStatus.VOID.value, void_reason=reason)
        )
        retire_files(connection, row.id, row.version, stamp)
        numbering = connection.scalar(select(mailings.c.numbering).where(mailings.c.id == row.mailing_id))
        if numbering == Numbering.PER_LETTER.value:
            void_reference(connection, row.reference, reason)
    cancel_orders(connection, [row.id for row in rows])
    add_events(
        connection,
        [Happening(EventKind.VOIDED, row.mailing_id, row.id, row.version, reason=reason) for row in rows],
        stamp,
    )


def retire_files(connection: Connection, letter_id: int, version: int, stamp: Stamp) -> None:
    """Say that the files of a version no longer count."""
    these = select(versions.c.id).where(versions.c.letter_id == letter_id, versions.c.number == version)
    connection.execute(
        update(files)
        .where(files.c.version_id.in_(these.scalar_subquery()), files.c.removed_at.is_(None))
        .values(removed_at=stamp.at)
    )


def obsolete_files(connection: Connection, mailing_id: int) -> tuple[str, ...]:
    """The paths of a mailing's files that no longer count, and are not those of a later version."""
    of_mailing = (
        select(files.c.path, files.c.removed_at)
        .join(versions, versions.c.id == files.c.version_id)
        .join(letters, letters.c.id == versions.c.letter_id)
        .where(letters.c.mailing_id == mailing_id)
    )
    rows = list(connection.execute(of_mailing))
    counting = {row.path for row in rows if row.removed_at is None}
    return tuple(sorted({row.path for row in rows if row.removed_at is not None} - counting))
