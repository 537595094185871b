"""Forget a contact without losing the record of the letter: that it was made, when, its checksum and its events."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, text, update

from generator.errors import RegisterRefused, message
from generator.register.events import Happening, add_events
from generator.register.lookups import letters_with_ids
from generator.register.opening import Register, Stamp
from generator.register.records import LetterRecord
from generator.register.rows import key_of, key_text
from generator.register.schema import EventKind, LetterStatus, files, letters, versions
from generator.register.search import index_words

FORGOTTEN = "forgotten-"
"""What the part of a forgotten contact's key begins with; the letter's number follows."""


def forget_contacts(register: Register, chosen: Sequence[LetterRecord], *, stamp: Stamp) -> tuple[str, ...]:
    """Take the personal data of these letters out of the register: name, key, data of the letter, what setting it found, search words.

    Returns:
        Their files, from the workspace; the caller removes them, for they hold the same data.

    Raises:
        RegisterRefused: One of them is still to be posted.
    """
    removed: list[str] = []
    with register.writing() as connection:
        if connection.dialect.name == "sqlite":
            # Overwrite what is deleted instead of only letting go of it.
            connection.execute(text("PRAGMA secure_delete = ON"))
        now = letters_with_ids(connection, [each.letter_id for each in chosen])
        for letter in now:
            _may_be_forgotten(letter)
            recipient = key_of(letter.recipient.council_code, letter.recipient.kind, f"{FORGOTTEN}{letter.letter_id}")
            connection.execute(
                update(letters)
                .where(letters.c.id == letter.letter_id)
                .values(contact_name="", part=recipient.part, recipient=key_text(recipient))
            )
            mine = select(versions.c.id).where(versions.c.letter_id == letter.letter_id)
            ids = list(connection.scalars(mine))
            connection.execute(update(versions).where(versions.c.id.in_(ids)).values(snapshot="{}", findings="[]"))
            removed += connection.scalars(select(files.c.path).where(files.c.version_id.in_(ids)))
            connection.execute(
                update(files)
                .where(files.c.version_id.in_(ids), files.c.removed_at.is_(None))
                .values(removed_at=stamp.at)
            )
            said = f"{letter.reference} {letter.subject} {letter.council_name} {letter.recipient.council_code}"
            index_words(connection, [(each, said) for each in ids])
        if connection.dialect.name == "sqlite":
            # The index keeps deleted words in older segments until they are merged.
            connection.execute(text("INSERT INTO letter_words (letter_words) VALUES ('optimize')"))
        add_events(
            connection,
            [Happening(EventKind.FORGOTTEN, each.mailing_id, each.letter_id, each.version) for each in now],
            stamp,
        )
    register.let_go_of_deleted()
    return tuple(sorted(set(removed)))


def _may_be_forgotten(letter: LetterRecord) -> None:
    if letter.sent_version is None and letter.status is not LetterStatus.VOID:
        raise RegisterRefused(
            message(
                "{reference} to {council} was not sent yet; post it or leave it out of the workbook (--update) before its contact is forgotten",
                reference=letter.reference,
                council=letter.council_name,
            )
        )
