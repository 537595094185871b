"""Look up mailings and letters, and hand out what it takes to make a letter again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from generator.errors import AnyOf, Message, WrongUse, message
from generator.model import RecipientKey
from generator.register.contents import fetch, fetch_data, read_data, sums_named_in
from generator.register.events import events_of
from generator.register.opening import Register
from generator.register.records import Event, FileRecord, LetterRecord, MailingRecord, Material, VersionRecord
from generator.register.rows import chunks, folded, key_of, simplified
from generator.register.schema import LetterStatus, Origin, files, letters, mailings, references, versions


@dataclass(frozen=True, slots=True)
class LetterHistory:
    """A letter with all its versions and events, oldest first."""

    letter: LetterRecord
    versions: tuple[VersionRecord, ...]
    events: tuple[Event, ...]


def list_mailings(register: Register) -> tuple[MailingRecord, ...]:
    """All mailings, newest first."""
    with register.reading() as connection:
        counts: dict[int, dict[LetterStatus, int]] = {}
        first: dict[int, str] = {}
        query = select(letters.c.mailing_id, letters.c.status, func.count(), func.min(letters.c.reference))
        for mailing_id, status, count, reference in connection.execute(
            query.group_by(letters.c.mailing_id, letters.c.status)
        ):
            counts.setdefault(mailing_id, {})[LetterStatus(status)] = count
            first[mailing_id] = min(first.get(mailing_id, reference), reference)
        return tuple(
            MailingRecord(
                row.id,
                row.name,
                row.reference or f"{first.get(row.id, row.series)} –",
                row.subject,
                row.letter_date,
                row.template_name,
                row.reserved_at,
                row.operator,
                counts.get(row.id, {}),
            )
            for row in connection.execute(select(mailings).order_by(mailings.c.id.desc()))
        )


def registered_recipients(register: Register, mailing: str) -> frozenset[RecipientKey]:
    """Who has a letter of the mailing with this name, void ones aside."""
    with register.reading() as connection:
        query = (
            select(letters.c.council_code, letters.c.kind, letters.c.part)
            .join(mailings, mailings.c.id == letters.c.mailing_id)
            .where(mailings.c.name == mailing, letters.c.status != LetterStatus.VOID.value)
        )
        return frozenset(key_of(row.council_code, row.kind, row.part) for row in connection.execute(query))


def find_letters(register: Register, wanted: str, only: Sequence[str] = ()) -> tuple[LetterRecord, ...]:
    """The letters of a reference or of a mailing by its name, void ones last.

    Args:
        register: An open register.
        wanted: A reference (also with ``_`` for its slash, as in file names) or a mailing's name; case is free.
        only: Council names or codes, accents and case free, also those of before a correction; empty: all.

    Raises:
        WrongUse: No such reference, or a council that has no letter of it; near ones are named.
    """
    with register.reading() as connection:
        found = _letters_of(connection, wanted)
        named = _names(connection, found) if only else {}
    return _select_letters(found, only, named)


def _names(connection: Connection, found: Sequence[LetterRecord]) -> dict[int, dict[str, str]]:
    """What the council of each letter is and was called, by name and by code: simplified, and as written."""
    named = {each.letter_id: _simplified(each.council_name, each.recipient.council_code) for each in found}
    corrected = [each.letter_id for each in found if each.version > 1]
    for some in chunks(corrected):
        query = select(versions.c.letter_id, versions.c.snapshot).where(versions.c.letter_id.in_(some))
        for row in connection.execute(query):
            council = read_data(row.snapshot).get("council")
            if isinstance(council, Mapping):
                named[row.letter_id] |= _simplified(*(str(council.get(name) or "") for name in ("name", "code")))
    return named


def _simplified(*names: str) -> dict[str, str]:
    return {simplified(each): each for each in names if each}


def _select_letters(
    found: Sequence[LetterRecord], only: Sequence[str], named: Mapping[int, Mapping[str, str]]
) -> tuple[LetterRecord, ...]:
    """Those of ``found`` that go to the councils ``only``.

    Raises:
        WrongUse: A council that has none of these letters.
    """
    if not only:
        return tuple(found)
    known = {name: written for names in named.values() for name, written in names.items()}
    asked: set[str] = set()
    for text in only:
        # A name may hold a comma itself: "Nuenen, Gerwen en Nederwetten".
        words = [text] if simplified(text) in known else [each for each in text.split(",") if each.strip()]
        for word in words:
            if simplified(word) not in known:
                raise WrongUse(_no_letter(word.strip(), known))
            asked.add(simplified(word))
    return tuple(each for each in found if not asked.isdisjoint(named[each.letter_id]))


def _no_letter(word: str, known: Mapping[str, str]) -> Message:
    near = get_close_matches(simplified(word), sorted(known), n=3)
    if near:
        return message(
            "“{council}” has no letter of this mailing; did you mean {near}?",
            council=word,
            near=AnyOf(tuple(known[each] for each in near)),
        )
    return message("“{council}” has no letter of this mailing; `brieven show` lists who has", council=word)


def find_council(register: Register, wanted: str) -> tuple[str, str]:
    """Code and name of a council that ever had a letter, by either.

    Raises:
        WrongUse: No such council; near ones are named.
    """
    with register.reading() as connection:
        rows = connection.execute(select(letters.c.council_code, letters.c.council_name).distinct())
        known = {(row.council_code, row.council_name) for row in rows}
    by_word = {simplified(word): each for each in sorted(known) for word in each}
    found = by_word.get(simplified(wanted))
    if found is not None:
        return found
    near = tuple(by_word[each][1] for each in get_close_matches(simplified(wanted), list(by_word), n=3))
    if near:
        raise WrongUse(
            message("no council “{council}” ever had a letter; did you mean {near}?", council=wanted, near=AnyOf(near))
        )
    raise WrongUse(message("no council “{council}” ever had a letter; give its name or code", council=wanted))


def show_letter(register: Register, letter_id: int) -> LetterHistory:
    """One letter with all that is known of it."""
    with register.reading() as connection:
        (letter,) = letters_with_ids(connection, [letter_id])
        return LetterHistory(letter, _versions(connection, letter_id), events_of(connection, letter_id))


def material_of(register: Register, letter: LetterRecord, version: int | None = None) -> Material:
    """What it takes to make ``letter`` again.

    Args:
        register: An open register.
        letter: The letter.
        version: The number of the version; None: the one that counts.

    Raises:
        WrongUse: There is no such version, or its contact was forgotten.
    """
    number = letter.version if version is None else version
    with register.reading() as connection:
        chosen = [each for each in _versions(connection, letter.letter_id) if each.number == number]
        if not chosen:
            raise WrongUse(
                message(
                    "{reference} to {council} has no version {number}; the last one is {last}",
                    reference=letter.reference,
                    council=letter.council_name,
                    number=str(number),
                    last=str(letter.version),
                )
            )
        record = chosen[0]
        row = connection.execute(select(versions.c.snapshot).where(versions.c.id == record.version_id)).one()
        snapshot = read_data(row.snapshot)
        if not snapshot:
            raise WrongUse(
                message(
                    "the contact of {reference} to {council} was forgotten; the letter cannot be made again",
                    reference=letter.reference,
                    council=letter.council_name,
                )
            )
        shared = fetch_data(connection, record.shared_sha256)
        kept = fetch(connection, {record.template_sha256} | sums_named_in(dict(shared)) | sums_named_in(dict(snapshot)))
        return Material(letter, record, kept[record.template_sha256].content, shared, snapshot, kept)


def letters_with_ids(connection: Connection, ids: Sequence[int]) -> tuple[LetterRecord, ...]:
    """These letters, in this order."""
    by_id: dict[int, LetterRecord] = {}
    for some in chunks(ids):
        by_id |= {row.id: _letter(row) for row in connection.execute(letter_query().where(letters.c.id.in_(some)))}
    return tuple(by_id[each] for each in ids)


def letter_query() -> Select[Any]:
    """Letters with what their mailing says of them."""
    return select(letters, mailings.c.name.label("mailing"), mailings.c.subject, mailings.c.letter_date).join(
        mailings, mailings.c.id == letters.c.mailing_id
    )


def letter_records(rows: Iterable[Row[Any]]) -> tuple[LetterRecord, ...]:
    """Rows of :func:`letter_query` as records."""
    return tuple(map(_letter, rows))


def _letter(row: Row[Any]) -> LetterRecord:
    return LetterRecord(
        letter_id=row.id,
        mailing_id=row.mailing_id,
        mailing=row.mailing,
        subject=row.subject,
        letter_date=row.letter_date,
        reference=row.reference,
        recipient=key_of(row.council_code, row.kind, row.part),
        council_name=row.council_name,
        contact_name=row.contact_name,
        status=LetterStatus(row.status),
        version=row.version,
        sent_version=row.sent_version,
        void_reason=row.void_reason or "",
    )


def _letters_of(connection: Connection, wanted: str) -> tuple[LetterRecord, ...]:
    ordered = letter_query().order_by(letters.c.status == LetterStatus.VOID.value, letters.c.id)
    for condition in (
        letters.c.reference == wanted,
        letters.c.reference == wanted.replace("_", "/", 1),
        func.lower(letters.c.reference) == wanted.lower(),
        mailings.c.name == wanted,
        func.lower(mailings.c.name) == wanted.lower(),
    ):
        found = letter_records(connection.execute(ordered.where(condition)))
        if found:
            return found
    near = _near(connection, wanted)
    if near:
        raise WrongUse(
            message("the register has no reference “{wanted}”; did you mean {near}?", wanted=wanted, near=AnyOf(near))
        )
    raise WrongUse(
        message("the register has no reference “{wanted}”; `brieven list` shows those that it has", wanted=wanted)
    )


def _near(connection: Connection, wanted: str) -> tuple[str, ...]:
    known = list(connection.scalars(select(mailings.c.reference).where(mailings.c.reference != "").distinct()))
    known += connection.scalars(select(mailings.c.name))
    alike = select(references.c.reference).where(
        func.length(references.c.reference).between(len(wanted) - 1, len(wanted) + 1)
    )
    known += connection.scalars(alike.order_by(references.c.reference.desc()).limit(2000))
    by_folded = {folded(each): each for each in known}
    return tuple(by_folded[each] for each in get_close_matches(folded(wanted), list(by_folded), n=3))


def _versions(connection: Connection, letter_id: int) -> tuple[VersionRecord, ...]:
    made: dict[int, list[FileRecord]] = {}
    of_files = (
        select(files).join(versions, versions.c.id == files.c.version_id).where(versions.c.letter_id == letter_id)
    )
    for row in connection.execute(of_files.order_by(files.c.kind)):
        made.setdefault(row.version_id, []).append(FileRecord(row.kind, row.path, row.sha256, row.size, row.pages))
    rows = list(
        connection.execute(select(versions).where(versions.c.letter_id == letter_id).order_by(versions.c.number))
    )
    tools = fetch(connection, {row.made_with_sha256 for row in rows if row.made_with_sha256})
    return tuple(
        VersionRecord(
            version_id=row.id,
            number=row.number,
            origin=Origin(row.origin),
            template_name=row.template_name,
            template_sha256=row.template_sha256,
            shared_sha256=row.shared_sha256,
            snapshot_sha256=row.snapshot_sha256,
            reason=row.reason,
            replaces=row.replaces,
            file_suffix=row.file_suffix,
            reserved_at=row.reserved_at,
            operator=row.operator,
            made_with=json.loads(tools[row.made_with_sha256].content) if row.made_with_sha256 else {},
            files=tuple(made.get(row.id, ())),
        )
        for row in rows
    )
