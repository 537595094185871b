"""The letters of a mailing as they are reserved."""

from __future__ import annotations

from sqlalchemy import Connection, select

from generator.register.contents import read_findings
from generator.register.records import FileRecord, ReservedLetter
from generator.register.rows import key_of
from generator.register.schema import LetterStatus, Origin, files, letters, versions


def reserved_letters(connection: Connection, mailing_id: int) -> dict[str, ReservedLetter]:
    """The letters of a mailing, by the text of their recipient's key; void ones aside."""
    made: dict[int, list[FileRecord]] = {}
    current = (letters.c.id == versions.c.letter_id) & (letters.c.version == versions.c.number)
    mine = (letters.c.mailing_id == mailing_id) & (letters.c.status != LetterStatus.VOID.value)
    of_files = select(files).join(versions, versions.c.id == files.c.version_id).join(letters, current).where(mine)
    for row in connection.execute(of_files.order_by(files.c.kind)):
        made.setdefault(row.version_id, []).append(FileRecord(row.kind, row.path, row.sha256, row.size, row.pages))
    of_version = (versions.c.id.label("version_id"), versions.c.origin, versions.c.file_suffix, versions.c.findings)
    of_letters = select(letters, *of_version).join(versions, current)
    return {
        row.recipient: ReservedLetter(
            letter_id=row.id,
            version_id=row.version_id,
            version=row.version,
            reference=row.reference,
            recipient=key_of(row.council_code, row.kind, row.part),
            status=LetterStatus(row.status),
            origin=Origin(row.origin),
            file_suffix=row.file_suffix,
            files=tuple(made.get(row.version_id, ())),
            findings=read_findings(row.findings),
        )
        for row in connection.execute(of_letters.where(mine))
    }
