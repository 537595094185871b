"""Write down what was made: in batches by a mailing, one by one by a correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from generator.errors import RegisterRefused, message
from generator.register.contents import WORD, fingerprint, keep, keep_data, written_json
from generator.register.events import Happening, add_events
from generator.register.lookups import letters_with_ids
from generator.register.opening import Register, Stamp
from generator.register.records import Content, Data, FailedLetter, FileRecord, Findings, LetterRecord, MadeLetter
from generator.register.rows import chunks, insert_missing
from generator.register.schema import EventKind, LetterStatus, Origin, files, letters, versions
from generator.register.search import index_words
from generator.register.withdrawing import retire_files, withdraw_letters


@dataclass(frozen=True, slots=True)
class Correction:
    """A new version of one letter, made and safe on disk.

    Attributes:
        letter: The letter as it was looked up; it must not have changed since.
        snapshot: Its data now; likewise ``shared``, ``template`` and ``contents``, whole.
        reason: Why; stands in the record.
        files: Under names of their own, so that the earlier version's files stay.
        findings: What setting it found.
    """

    letter: LetterRecord
    council_name: str
    contact_name: str
    template_name: str
    template: bytes
    shared: Data
    snapshot: Data
    reason: str
    files: tuple[FileRecord, ...]
    made_with: Data
    text: str
    contents: tuple[Content, ...] = ()
    findings: Findings = ()


def next_version(letter: LetterRecord) -> tuple[int, str]:
    """The number of a correction of ``letter``, and what its file names end in."""
    return letter.version + 1, f"_v{letter.version + 1}"


def commit_letters(
    register: Register, made: Sequence[MadeLetter], failed: Sequence[FailedLetter] = (), *, stamp: Stamp
) -> None:
    """Write down a batch of letters whose files are safe on disk, and void those that could not be made.

    A letter that was written down before keeps its record: the same file again is a repair, another file is refused
    where the letter was sent.

    Raises:
        RegisterRefused: A letter that was sent came out otherwise, or the database refused; nothing of the batch was
            written down.
    """
    with register.writing() as connection:
        known = _known_files(connection, [each.version_id for each in made])
        fresh = [each for each in made if each.version_id not in known]
        again = [each for each in made if each.version_id in known]
        _write_files(connection, fresh)
        _mark_made(connection, fresh)
        # A new row says by itself that nothing was found, as nearly always is so.
        _write_findings(connection, [*(each for each in fresh if each.findings), *again])
        current = letters_with_ids(connection, [each.letter_id for each in made])
        mailing = {each.letter_id: each.mailing_id for each in current}
        version = dict(
            zip(
                (each.letter_id for each in made),
                _version_numbers(connection, [each.version_id for each in made]),
                strict=True,
            )
        )
        happened = [
            Happening(EventKind.MADE, mailing[each.letter_id], each.letter_id, version[each.letter_id])
            for each in fresh
        ]
        by_id = {each.letter_id: each for each in current}
        happened += [_repair(connection, each, known[each.version_id], by_id[each.letter_id]) for each in again]
        add_events(connection, happened, stamp)
        index_words(connection, [(each.version_id, each.text) for each in fresh])
        _void(connection, failed, stamp)


def record_correction(register: Register, correction: Correction, *, stamp: Stamp) -> int:
    """Write down a new version that replaces the one that counted until now.

    Returns:
        Its number.

    Raises:
        RegisterRefused: Somebody else changed the letter meanwhile, or the database refused.
    """
    with register.writing() as connection:
        row = connection.execute(
            select(letters).where(letters.c.id == correction.letter.letter_id).with_for_update()
        ).one()
        if row.version != correction.letter.version or row.status == LetterStatus.VOID.value:
            raise RegisterRefused(
                message(
                    "{reference} to {council} was changed by somebody else meanwhile; nothing was recorded; look at it with `brieven show` and try again",
                    reference=correction.letter.reference,
                    council=correction.letter.council_name,
                )
            )
        number, suffix = next_version(correction.letter)
        sent = row.sent_version == row.version
        if not sent:
            retire_files(connection, row.id, row.version, stamp)
        version_id = _add_version(connection, correction, number, suffix, stamp)
        connection.execute(
            update(letters)
            .where(letters.c.id == row.id)
            .values(
                version=number,
                status=LetterStatus.MADE.value,
                council_name=correction.council_name,
                contact_name=correction.contact_name,
            )
        )
        made = MadeLetter(row.id, version_id, correction.files, correction.made_with, correction.text)
        _write_files(connection, [made])
        happened = [
            Happening(EventKind.CORRECTED, row.mailing_id, row.id, number, reason=correction.reason),
            Happening(EventKind.MADE, row.mailing_id, row.id, number),
        ]
        add_events(connection, happened, stamp)
        index_words(connection, [(version_id, correction.text)])
        return number


def _add_version(connection: Connection, correction: Correction, number: int, suffix: str, stamp: Stamp) -> int:
    template_sha256, *_images = keep(connection, [Content(WORD, correction.template), *correction.contents])
    row = {
        "letter_id": correction.letter.letter_id,
        "number": number,
        "origin": Origin.CORRECTION.value,
        "template_name": correction.template_name,
        "template_sha256": template_sha256,
        "shared_sha256": keep_data(connection, correction.shared),
        "snapshot": written_json(correction.snapshot),
        "snapshot_sha256": fingerprint(correction.snapshot),
        "made_with_sha256": keep_data(connection, correction.made_with),
        "findings": written_json(correction.findings),
        "replaces": correction.letter.version,
        "file_suffix": suffix,
        "reason": correction.reason,
        "reserved_at": stamp.at,
        "operator": stamp.operator,
    }
    version_id: int = connection.execute(versions.insert().returning(versions.c.id), row).scalar_one()
    return version_id


def _known_files(connection: Connection, version_ids: Sequence[int]) -> dict[int, dict[str, FileRecord]]:
    known: dict[int, dict[str, FileRecord]] = {}
    for some in chunks(version_ids):
        for row in connection.execute(select(files).where(files.c.version_id.in_(some))):
            record = FileRecord(row.kind, row.path, row.sha256, row.size, row.pages)
            known.setdefault(row.version_id, {})[row.kind] = record
    return known


def _version_numbers(connection: Connection, version_ids: Sequence[int]) -> list[int]:
    numbers: dict[int, int] = {}
    for some in chunks(version_ids):
        query = select(versions.c.id, versions.c.number).where(versions.c.id.in_(some))
        numbers |= {row.id: row.number for row in connection.execute(query)}
    return [numbers[each] for each in version_ids]


def _write_files(connection: Connection, made: Sequence[MadeLetter]) -> None:
    rows = [
        {
            "version_id": letter.version_id,
            "kind": each.kind,
            "path": each.path,
            "sha256": each.sha256,
            "size": each.size,
            "pages": each.pages,
            "removed_at": None,
        }
        for letter in made
        for each in letter.files
    ]
    insert_missing(connection, files, rows)


def _write_findings(connection: Connection, made: Sequence[MadeLetter]) -> None:
    for each in made:
        connection.execute(
            update(versions).where(versions.c.id == each.version_id).values(findings=written_json(each.findings))
        )


def _mark_made(connection: Connection, made: Sequence[MadeLetter]) -> None:
    by_tools: dict[str, list[MadeLetter]] = {}
    for each in made:
        by_tools.setdefault(fingerprint(each.made_with), []).append(each)
    for those in by_tools.values():
        checksum = keep_data(connection, those[0].made_with)
        for some in chunks(those):
            connection.execute(
                update(versions)
                .where(versions.c.id.in_([each.version_id for each in some]))
                .values(made_with_sha256=checksum)
            )
            connection.execute(
                update(letters)
                .where(
                    letters.c.id.in_([each.letter_id for each in some]),
                    letters.c.status == LetterStatus.RESERVED.value,
                )
                .values(status=LetterStatus.MADE.value)
            )


def _repair(connection: Connection, made: MadeLetter, known: dict[str, FileRecord], letter: LetterRecord) -> Happening:
    """A file that was lost or damaged was made again, or a kind that was left out before was added."""
    otherwise = [each for each in made.files if each.kind in known and known[each.kind].sha256 != each.sha256]
    if otherwise and letter.sent_version is not None:
        raise RegisterRefused(
            message(
                "{reference} to {council} was sent, and comes out otherwise now; its record stays as it is; `brieven regenerate` says what differs",
                reference=letter.reference,
                council=letter.council_name,
            )
        )
    for each in otherwise:
        connection.execute(
            update(files)
            .where(files.c.version_id == made.version_id, files.c.kind == each.kind)
            .values(path=each.path, sha256=each.sha256, size=each.size, pages=each.pages)
        )
    _write_files(connection, [made])
    if otherwise:
        connection.execute(
            update(versions)
            .where(versions.c.id == made.version_id)
            .values(made_with_sha256=keep_data(connection, made.made_with))
        )
    reason = ", ".join(f"{each.kind}: {known[each.kind].sha256} -> {each.sha256}" for each in otherwise)
    return Happening(EventKind.RESTORED, letter.mailing_id, letter.letter_id, letter.version, reason=reason)


def _void(connection: Connection, failed: Sequence[FailedLetter], stamp: Stamp) -> None:
    """Void letters that could not be made; one of which an earlier version was sent only stays unmade."""
    for each in failed:
        row = connection.execute(select(letters).where(letters.c.id == each.letter_id).with_for_update()).one()
        if row.status == LetterStatus.RESERVED.value and row.sent_version is None:
            withdraw_letters(connection, [row], each.reason, stamp)
