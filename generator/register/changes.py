"""What changed in the workbook and template since a mailing was reserved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, func, select

from generator.errors import Message, message
from generator.model import CellPlace, FilePlace, Place, Problem, RecipientKey, Severity
from generator.register.contents import WORD, fetch, fingerprint, read_data, sha256_of
from generator.register.opening import Register
from generator.register.records import Data, JsonValue, LetterDraft, MailingDraft
from generator.register.rows import chunks, key_of, key_text
from generator.register.schema import LetterStatus, Origin, letters, mailings, versions


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value that is another one now.

    Attributes:
        path: ``council.address_line``; lists count from 1.
        before: As JSON; None where it is new.
        after: As JSON; None where it is gone.
    """

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RecipientChange:
    """A letter whose own data changed."""

    recipient: RecipientKey
    council_name: str
    fields: tuple[FieldChange, ...]
    source: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed; false where nothing did.

    Attributes:
        mailing: The mailing's name.
        added: Recipients that have no letter yet though the mailing was made in full before.
        removed: Letters, not sent yet, whose recipient left the workbook; by council name.
        recipients: Letters whose own data changed.
        altered: Letters that would get a new version, whatever changed.
        shared: What changed for all letters.
        earlier_templates: The templates that letters were made with, where that is not the one of now.
        template: The template of now.
        corrected: How many altered letters were sent, and would get a correction.
        source: The sheet that describes the mailing.
    """

    mailing: str
    added: tuple[LetterDraft, ...] = ()
    removed: tuple[tuple[RecipientKey, str], ...] = ()
    recipients: tuple[RecipientChange, ...] = ()
    altered: frozenset[RecipientKey] = frozenset()
    shared: tuple[FieldChange, ...] = ()
    earlier_templates: tuple[bytes, ...] = ()
    template: bytes = b""
    template_name: str = ""
    corrected: int = 0
    source: CellPlace = field(default_factory=lambda: CellPlace("Zending"))

    def __bool__(self) -> bool:
        """Whether ``--update`` is needed: something changed for a letter that exists, or left."""
        return bool(self.removed or self.altered)

    @property
    def message(self) -> Message:
        """What it comes down to, and what to do."""
        return message(
            "the workbook or the template changed since “{mailing}” was made; letters that would become another text: "
            "{updated} (of which sent, to get a correction: {corrected}); letters that would leave: {removed}; "
            "run again with --update for new versions, or give the mailing another name for a new mailing",
            mailing=self.mailing,
            updated=len(self.altered),
            corrected=self.corrected,
            removed=len(self.removed),
        )

    @property
    def findings(self) -> tuple[Problem, ...]:
        """Each change as a finding with its place."""
        return tuple(self._findings())

    def _findings(self) -> Iterator[Problem]:
        for each in self.shared:
            yield _changed("mailing-changed", self.source, _said(each))
        for earlier in self.earlier_templates:
            place = FilePlace(Path(self.template_name))
            said = message("the template is another file now ({before} before)", before=sha256_of(earlier)[:12])
            yield _changed("template-changed", place, said)
        for change in self.recipients:
            for each in change.fields:
                said = message("{council}: {change}", council=change.council_name, change=_said(each))
                yield _changed("recipient-changed", change.source or self.source, said, change.recipient)
        for draft in self.added:
            said = message("{council} is new in this mailing", council=draft.council_name)
            yield _changed("recipient-added", draft.source or self.source, said, draft.recipient)
        for recipient, council in self.removed:
            said = message("{council} is no longer in the workbook", council=council)
            yield _changed("recipient-removed", self.source, said, recipient)


def changed_input(register: Register, draft: MailingDraft) -> Changes:
    """Compare ``draft`` with the mailing of its name; no changes where there is none yet.

    Raises:
        RegisterRefused: The database refused.
    """
    with register.reading() as connection:
        mailing_id = connection.scalar(select(mailings.c.id).where(mailings.c.name == draft.name))
        if mailing_id is None:
            return Changes(draft.name)
        return compare(connection, mailing_id, draft)


def compare(connection: Connection, mailing_id: int, draft: MailingDraft) -> Changes:
    """Compare ``draft`` with the mailing ``mailing_id``, within a transaction."""
    known = {row.recipient: row for row in connection.execute(_basis(mailing_id))}
    template_sum = sha256_of(draft.template)
    now = _weighed(draft.shared, draft.ignored)
    shared_print = fingerprint(now)
    kept = fetch(connection, {row.shared_sha256 for row in known.values()})
    before = {checksum: _weighed(read_data(each.content), draft.ignored) for checksum, each in kept.items()}
    prints = {checksum: fingerprint(each) for checksum, each in before.items()}
    altered, added = [], []
    for letter in draft.letters:
        row = known.get(key_text(letter.recipient))
        if row is None:
            added.append(letter)
        elif (row.template_sha256, prints[row.shared_sha256], row.snapshot_sha256) != (
            template_sum,
            shared_print,
            fingerprint(letter.snapshot),
        ):
            altered.append((letter, row))
    present = draft.all_recipients
    if present is None:
        present = frozenset(letter.recipient for letter in draft.letters)
    keys = {key_text(each) for each in present}
    removed = [row for key, row in known.items() if key not in keys and row.sent_version is None]
    sums = {row.template_sha256 for _letter, row in altered} - {template_sum}
    earlier = fetch(connection, sums)
    shared_before = sorted({row.shared_sha256 for _letter, row in altered})
    return Changes(
        mailing=draft.name,
        added=tuple(added) if known else (),
        removed=tuple((key_of(row.council_code, row.kind, row.part), row.council_name) for row in removed),
        recipients=_recipient_changes(connection, altered, draft.derived),
        altered=frozenset(letter.recipient for letter, _row in altered),
        shared=_distinct([change for each in shared_before for change in differences(before[each], now)]),
        earlier_templates=tuple(earlier[each].content for each in sorted(sums) if earlier[each].media_type == WORD),
        template=draft.template,
        template_name=draft.template_name,
        corrected=sum(1 for _letter, row in altered if row.sent_version == row.version),
        source=draft.source,
    )


def differences(
    before: JsonValue | Mapping[str, JsonValue], after: JsonValue | Mapping[str, JsonValue]
) -> tuple[FieldChange, ...]:
    """Where two values differ, leaf by leaf."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    return tuple(
        FieldChange(path, old.get(path), new.get(path)) for path in sorted(old | new) if old.get(path) != new.get(path)
    )


def _basis(mailing_id: int) -> Select[Any]:
    """Each letter that counts, with the version that last came from the workbook (a correction is no change of it)."""
    latest = (
        select(versions.c.letter_id, func.max(versions.c.number).label("number"))
        .where(versions.c.origin == Origin.WORKBOOK.value)
        .group_by(versions.c.letter_id)
        .subquery()
    )
    return (
        select(
            letters,
            versions.c.id.label("basis_id"),
            versions.c.template_sha256,
            versions.c.shared_sha256,
            versions.c.snapshot_sha256,
        )
        .join(latest, latest.c.letter_id == letters.c.id)
        .join(versions, (versions.c.letter_id == letters.c.id) & (versions.c.number == latest.c.number))
        .where(letters.c.mailing_id == mailing_id, letters.c.status != LetterStatus.VOID.value)
        .order_by(letters.c.id)
    )


def _recipient_changes(
    connection: Connection, altered: Sequence[tuple[LetterDraft, Row[Any]]], derived: tuple[str, ...]
) -> tuple[RecipientChange, ...]:
    own = [(letter, row) for letter, row in altered if row.snapshot_sha256 != fingerprint(letter.snapshot)]
    snapshots: dict[int, str] = {}
    for some in chunks([row.basis_id for _letter, row in own]):
        query = select(versions.c.id, versions.c.snapshot).where(versions.c.id.in_(some))
        snapshots |= {row.id: row.snapshot for row in connection.execute(query)}
    return tuple(
        RecipientChange(
            letter.recipient,
            letter.council_name,
            _causes(differences(read_data(snapshots[row.basis_id]), letter.snapshot), derived),
            letter.source,
        )
        for letter, row in own
    )


def _leaves(value: JsonValue | Mapping[str, JsonValue], path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        for key, each in value.items():
            # A typed value ({"$date": ...}) is one value to the reader.
            yield from _leaves(each, path if key.startswith("$") else f"{path}.{key}".lstrip("."))
    elif isinstance(value, list) and value:
        for number, each in enumerate(value, 1):
            yield from _leaves(each, f"{path}.{number}")
    else:
        yield path, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _causes(changes: tuple[FieldChange, ...], derived: tuple[str, ...]) -> tuple[FieldChange, ...]:
    """Without what follows from other changes, unless there are no others."""
    beginnings = tuple(f"{name}." for name in derived)
    return tuple(each for each in changes if not f"{each.path}.".startswith(beginnings)) or changes


def _weighed(data: Data, ignored: Iterable[str]) -> Data:
    """``data`` without what makes no other letter."""
    for name in ignored:
        data = cast("Data", _without(dict(data), name.split(".")))
    return data


def _without(value: JsonValue, path: Sequence[str]) -> JsonValue:
    if isinstance(value, list) and path[0] == "*":
        return [_without(each, path[1:]) for each in value]
    if not isinstance(value, dict) or path[0] not in value:
        return value
    if len(path) == 1:
        return {name: each for name, each in value.items() if name != path[0]}
    return {name: _without(each, path[1:]) if name == path[0] else each for name, each in value.items()}


def _distinct(changes: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
    """Each change once; a field that has two names (``subject``, ``mailing.subject``) is told by the shorter."""
    told = {(each.path, each.before, each.after) for each in changes if "." not in each.path}
    return tuple(
        each
        for each in dict.fromkeys(changes)
        if "." not in each.path or (each.path.rpartition(".")[2], each.before, each.after) not in told
    )


def _said(change: FieldChange) -> Message:
    if change.before is None:
        return message("{field} is new: “{after}”", field=change.path, after=change.after or "")
    if change.after is None:
        return message("{field} is gone; it was “{before}”", field=change.path, before=change.before)
    return message(
        "{field} is “{after}” now; it was “{before}”", field=change.path, after=change.after, before=change.before
    )


def _changed(code: str, place: Place, said: Message, recipient: RecipientKey | None = None) -> Problem:
    return Problem(code, Severity.WARNING, place, said, recipient=recipient)
