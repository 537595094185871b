"""Reserve a whole mailing in one transaction: references, versions, copies, events; or find what was reserved before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, update

from generator.errors import RegisterRefused, WrongUse, message, plural_message
from generator.model import Numbering
from generator.register.changes import Changes, compare
from generator.register.contents import WORD, fingerprint, keep, keep_data, written_json
from generator.register.duplicates import earlier_letters
from generator.register.events import Happening, add_events
from generator.register.opening import Register, Stamp
from generator.register.records import (
    Content,
    LetterDraft,
    MailingDraft,
    Reservation,
)
from generator.register.references import next_references, register_given
from generator.register.reserved import reserved_letters
from generator.register.rows import folded, insert_missing, key_text
from generator.register.schema import EventKind, LetterStatus, Origin, letters, mailings, versions
from generator.register.stock import place_orders, shortages_of
from generator.register.withdrawing import obsolete_files, retire_files, withdraw_letters


def reserve_mailing(
    register: Register,
    draft: MailingDraft,
    *,
    pattern: str,
    stamp: Stamp,
    update_changed: bool = False,
    allow_duplicates: bool = False,
) -> Reservation:
    """Reserve all letters of ``draft``; those that it has already stay as they are.

    Args:
        register: An open register.
        draft: The mailing as its workbook has it now.
        pattern: How references are written (brieven.toml, ``references.pattern``).
        stamp: Who reserves, and when.
        update_changed: Give letters whose input changed a new version (``--update``).
        allow_duplicates: Write again about the same to the same (``--allow-duplicates``).

    Raises:
        RegisterRefused: The reference is taken, the input changed, somebody was written to about this before (the
            findings say whom), or the database refused. Nothing was reserved then.
    """
    with register.writing() as connection:
        return _Reserving(connection, draft, pattern, stamp).run(
            update_changed=update_changed, allow_duplicates=allow_duplicates
        )


def reservation_refusal(
    register: Register, draft: MailingDraft, *, pattern: str, stamp: Stamp
) -> RegisterRefused | None:
    """Why ``draft`` could not be reserved now; None where it could. Nothing is written.

    Raises:
        RegisterRefused: The database itself refused.
    """
    with register.writing() as connection:
        try:
            _Reserving(connection, draft, pattern, stamp).run(update_changed=False, allow_duplicates=False)
        except RegisterRefused as refusal:
            return refusal
        finally:
            connection.rollback()
    return None


class _Reserving:
    """One reservation: the draft, and what every step of it needs."""

    def __init__(self, connection: Connection, draft: MailingDraft, pattern: str, stamp: Stamp) -> None:
        self.connection = connection
        self.draft = draft
        self.pattern = pattern
        self.stamp = stamp
        self.mailing_id = 0
        self.template_sha256 = ""
        self.shared_sha256 = ""

    def run(self, *, update_changed: bool, allow_duplicates: bool) -> Reservation:
        self._can_be_numbered()
        mailing = self._lock_mailing()
        changes = Changes(self.draft.name)
        if mailing is None:
            self.mailing_id = self._add_mailing()
        else:
            self.mailing_id = mailing.id
            self._keeps_its_reference(mailing)
            changes = compare(self.connection, mailing.id, self.draft)
            if changes and not update_changed:
                raise RegisterRefused(changes.message, changes.findings)
        known = self._letters()
        fresh = [letter for letter in self.draft.letters if key_text(letter.recipient) not in known]
        if not allow_duplicates:
            self._refuse_duplicates(fresh)
        self._keep_contents()
        withdrawn = self._withdraw(known, changes)
        updated = self._update(known, changes)
        self._add_letters(fresh)
        place_orders(self.connection, self.mailing_id, self.draft, self.stamp)
        return self._result(fresh=len(fresh), updated=updated, withdrawn=withdrawn)

    def _can_be_numbered(self) -> None:
        per_letter = self.draft.numbering is Numbering.PER_LETTER
        if not self.draft.series and (per_letter or not self.draft.reference):
            raise WrongUse(
                message(
                    "“{mailing}” has no reference to give; fill in Kenmerk (one for all letters) or Kenmerkreeks (a series, such as COS) in the sheet Zending",
                    mailing=self.draft.name,
                )
            )

    def _lock_mailing(self) -> Row[Any] | None:
        query = select(mailings).where(mailings.c.name == self.draft.name).with_for_update()
        return self.connection.execute(query).first()

    def _add_mailing(self) -> int:
        draft = self.draft
        row = self._described() | {
            "name": draft.name,
            "numbering": draft.numbering.value,
            "reference": draft.reference,
            "series": draft.series,
            "reserved_at": self.stamp.at,
            "operator": self.stamp.operator,
        }
        insert_missing(self.connection, mailings, [row])
        mailing = self._lock_mailing()
        assert mailing is not None
        if self._letters():
            # Two operators began the same mailing at the same moment, and the other was first.
            raise RegisterRefused(
                message(
                    "“{mailing}” is being made by somebody else at this moment; wait until they are done and run it again",
                    mailing=draft.name,
                )
            )
        if draft.numbering is Numbering.PER_MAILING:
            self._take_mailing_reference(mailing.id)
        mailing_id: int = mailing.id
        return mailing_id

    def _described(self) -> dict[str, object]:
        draft = self.draft
        return {
            "subject": draft.subject,
            "purpose": folded(draft.subject),
            "letter_date": draft.letter_date,
            "template_name": draft.template_name,
        }

    def _take_mailing_reference(self, mailing_id: int) -> None:
        reference = self.draft.reference
        if reference:
            register_given(self.connection, reference, pattern=self.pattern, mailing_id=mailing_id)
        else:
            reference = self._next(1, mailing_id)[0]
        self.connection.execute(update(mailings).where(mailings.c.id == mailing_id).values(reference=reference))

    def _next(self, count: int, mailing_id: int) -> list[str]:
        return next_references(
            self.connection,
            name=self.draft.series,
            year=self.draft.letter_date.year,
            count=count,
            pattern=self.pattern,
            mailing_id=mailing_id,
        )

    def _keeps_its_reference(self, mailing: Row[Any]) -> None:
        draft = self.draft
        other_reference = draft.reference and draft.reference != mailing.reference
        other_series = draft.series and mailing.series and draft.series != mailing.series
        if draft.numbering.value != mailing.numbering or other_reference or other_series:
            raise RegisterRefused(
                message(
                    "“{mailing}” was registered with another reference, series or numbering ({reference}), and a letter keeps its reference; put those back in the sheet Zending, or give the mailing another name",
                    mailing=draft.name,
                    reference=mailing.reference or mailing.series,
                )
            )

    def _letters(self) -> dict[str, Row[Any]]:
        query = (
            select(letters)
            .join(mailings, mailings.c.id == letters.c.mailing_id)
            .where(mailings.c.name == self.draft.name, letters.c.status != LetterStatus.VOID.value)
        )
        return {row.recipient: row for row in self.connection.execute(query)}

    def _refuse_duplicates(self, fresh: Sequence[LetterDraft]) -> None:
        found = earlier_letters(self.connection, self.draft, fresh)
        if found:
            raise RegisterRefused(
                plural_message(
                    "{count} recipient had a letter with this subject and publication before; nothing was made; leave it out, or run again with --allow-duplicates where that is what you want",
                    "{count} recipients had a letter with this subject and publication before; nothing was made; leave them out, or run again with --allow-duplicates where that is what you want",
                    count=len(found),
                ),
                found,
            )

    def _keep_contents(self) -> None:
        self.template_sha256, *_images = keep(
            self.connection, [Content(WORD, self.draft.template), *self.draft.contents]
        )
        self.shared_sha256 = keep_data(self.connection, self.draft.shared)

    def _withdraw(self, known: Mapping[str, Row[Any]], changes: Changes) -> int:
        gone = [known[key_text(recipient)] for recipient, _council in changes.removed]
        withdraw_letters(self.connection, gone, "no longer in the workbook", self.stamp)
        return len(gone)

    def _update(self, known: Mapping[str, Row[Any]], changes: Changes) -> int:
        """Give every letter whose input changed a new version; one that was sent keeps its files."""
        altered = set(changes.altered)
        drafts = [letter for letter in self.draft.letters if letter.recipient in altered]
        if not drafts:
            return 0
        self.connection.execute(update(mailings).where(mailings.c.id == self.mailing_id).values(self._described()))
        rows, happened = [], []
        suffixes = self._suffixes()
        for draft in drafts:
            letter = known[key_text(draft.recipient)]
            number = letter.version + 1
            sent = letter.sent_version == letter.version
            rows.append(
                self._version(draft, letter.id, number)
                | {
                    "replaces": letter.version if sent else None,
                    "file_suffix": f"_v{number}" if sent else suffixes[letter.id],
                }
            )
            kind = EventKind.CORRECTED if sent else EventKind.UPDATED
            happened.append(Happening(kind, self.mailing_id, letter.id, number))
            self.connection.execute(
                update(letters)
                .where(letters.c.id == letter.id)
                .values(
                    version=number,
                    status=LetterStatus.RESERVED.value,
                    council_name=draft.council_name,
                    contact_name=draft.contact_name,
                )
            )
            if not sent:
                retire_files(self.connection, letter.id, letter.version, self.stamp)
        self.connection.execute(versions.insert(), rows)
        add_events(self.connection, happened, self.stamp)
        return len(drafts)

    def _suffixes(self) -> dict[int, str]:
        query = (
            select(versions.c.letter_id, versions.c.file_suffix)
            .join(letters, (letters.c.id == versions.c.letter_id) & (letters.c.version == versions.c.number))
            .where(letters.c.mailing_id == self.mailing_id)
        )
        return {row.letter_id: row.file_suffix for row in self.connection.execute(query)}

    def _add_letters(self, fresh: Sequence[LetterDraft]) -> None:
        if not fresh:
            return
        if self.draft.numbering is Numbering.PER_LETTER:
            references = self._next(len(fresh), self.mailing_id)
        else:
            query = select(mailings.c.reference).where(mailings.c.id == self.mailing_id)
            references = [self.connection.execute(query).scalar_one()] * len(fresh)
        rows = [
            {
                "mailing_id": self.mailing_id,
                "reference": reference,
                "recipient": key_text(draft.recipient),
                "council_code": draft.recipient.council_code,
                "kind": draft.recipient.kind.value,
                "part": draft.recipient.part,
                "council_name": draft.council_name,
                "contact_name": draft.contact_name,
                "status": LetterStatus.RESERVED.value,
                "version": 1,
                "sent_version": None,
                "void_reason": None,
            }
            for draft, reference in zip(fresh, references, strict=True)
        ]
        insert = letters.insert().returning(letters.c.id, sort_by_parameter_order=True)
        ids = list(self.connection.scalars(insert, rows))
        self.connection.execute(
            versions.insert(), [self._version(draft, each, 1) for draft, each in zip(fresh, ids, strict=True)]
        )
        add_events(
            self.connection,
            [Happening(EventKind.RESERVED, self.mailing_id, each, 1) for each in ids],
            self.stamp,
        )

    def _version(self, draft: LetterDraft, letter_id: int, number: int) -> dict[str, object]:
        return {
            "letter_id": letter_id,
            "number": number,
            "origin": Origin.WORKBOOK.value,
            "template_name": self.draft.template_name,
            "template_sha256": self.template_sha256,
            "shared_sha256": self.shared_sha256,
            "snapshot": written_json(draft.snapshot),
            "snapshot_sha256": fingerprint(draft.snapshot),
            "made_with_sha256": None,
            "replaces": None,
            "file_suffix": "",
            "reason": "",
            "reserved_at": self.stamp.at,
            "operator": self.stamp.operator,
        }

    def _result(self, *, fresh: int, updated: int, withdrawn: int) -> Reservation:
        query = select(mailings.c.reference).where(mailings.c.id == self.mailing_id)
        reserved = reserved_letters(self.connection, self.mailing_id)
        return Reservation(
            mailing_id=self.mailing_id,
            reference=self.connection.execute(query).scalar_one(),
            letters=tuple(reserved.pop(key_text(each.recipient)) for each in self.draft.letters),
            others=tuple(reserved.values()),
            fresh=fresh,
            updated=updated,
            withdrawn=withdrawn,
            obsolete_files=obsolete_files(self.connection, self.mailing_id),
            shortages=shortages_of(self.connection, self.mailing_id),
        )
