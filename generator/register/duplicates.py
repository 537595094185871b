"""Find who would hear the same twice: the same recipient, publication and purpose in an earlier mailing."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from generator.errors import message
from generator.model import Problem, Severity
from generator.register.records import LetterDraft, MailingDraft
from generator.register.rows import folded, key_text
from generator.register.schema import LetterStatus, letters, mailing_publications, mailings, publications


def earlier_letters(connection: Connection, draft: MailingDraft, fresh: Sequence[LetterDraft]) -> tuple[Problem, ...]:
    """Warnings, one a recipient of ``fresh`` who had such a letter; the latest mailing is named.

    The purpose is the subject, whatever its case and accents. Two mailings without publications are alike too.
    """
    titles = {folded(each.title) for each in draft.publications}
    earlier = [
        row
        for row in connection.execute(
            select(mailings.c.id, mailings.c.name, mailings.c.reference, mailings.c.letter_date)
            .where(mailings.c.purpose == folded(draft.subject), mailings.c.name != draft.name)
            .order_by(mailings.c.id)
        )
        if _publications(connection, row.id) & titles or not (titles or _publications(connection, row.id))
    ]
    found: dict[str, tuple[str, str]] = {}
    for mailing in earlier:
        query = select(letters.c.recipient, letters.c.reference).where(
            letters.c.mailing_id == mailing.id, letters.c.status != LetterStatus.VOID.value
        )
        found |= {row.recipient: (mailing.name, row.reference) for row in connection.execute(query)}
    return tuple(
        Problem(
            "duplicate-letter",
            Severity.WARNING,
            letter.source or draft.source,
            message(
                "{council} had this letter before: {reference} in the mailing “{mailing}”",
                council=letter.council_name,
                reference=found[key_text(letter.recipient)][1],
                mailing=found[key_text(letter.recipient)][0],
            ),
            message("leave it out (Versturen: nee), or run again with --allow-duplicates"),
            letter.recipient,
        )
        for letter in fresh
        if key_text(letter.recipient) in found
    )


def _publications(connection: Connection, mailing_id: int) -> set[str]:
    query = (
        select(publications.c.folded_title)
        .join(mailing_publications, mailing_publications.c.publication_id == publications.c.id)
        .where(mailing_publications.c.mailing_id == mailing_id)
    )
    return set(connection.scalars(query))
