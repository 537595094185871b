"""Reconcile the register with the files on disk: missing, altered, unknown; and with itself."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

from sqlalchemy import Connection, select, text

from generator.errors import Message, message
from generator.model import FilePlace, Problem, Severity
from generator.register.contents import sha256_of
from generator.register.lookups import letter_query, letter_records
from generator.register.opening import Register
from generator.register.schema import LetterStatus, contents, files, letters, versions

OFFICE_LOCKS = ("~$", ".~lock.")
"""How Word and LibreOffice begin the name of the file that marks another as open."""


def verify(register: Register, workspace: Path, *, ours: Collection[str] = ()) -> tuple[Problem, ...]:
    """Everything that does not fit, as findings; empty where all is well.

    Args:
        register: An open register.
        workspace: The folder that the paths in the register count from.
        ours: Names of files beside the letters that are no letters (the print file, labels, lists).

    Raises:
        RegisterRefused: The register itself cannot be read.
    """
    with register.reading() as connection:
        return (
            *_database(connection, register.place),
            *_unmade(connection),
            *_files(connection, workspace, frozenset(ours)),
        )


def _database(connection: Connection, place: str) -> Iterator[Problem]:
    if connection.dialect.name == "sqlite":
        said = [row[0] for row in connection.execute(text("PRAGMA integrity_check(10)"))]
        wrong = [each for each in said if each != "ok"] + [
            f"{row[0]} {row[1]}" for row in connection.execute(text("PRAGMA foreign_key_check"))
        ]
        for each in wrong:
            yield _problem(
                "register-damaged",
                Path(place),
                message("the register is damaged ({why})", why=each),
                message("put back its last backup"),
            )
    for row in connection.execute(select(contents).execution_options(yield_per=100)):
        if sha256_of(row.content) != row.sha256:
            yield _problem(
                "register-damaged",
                Path(place),
                message("what the register keeps as {sha256} was altered", sha256=row.sha256[:12]),
                message("put back its last backup"),
            )


def _unmade(connection: Connection) -> Iterator[Problem]:
    query = letter_query().where(letters.c.status == LetterStatus.RESERVED.value).order_by(letters.c.id)
    for letter in letter_records(connection.execute(query)):
        yield _problem(
            "letter-not-made",
            Path(letter.mailing),
            message(
                "{reference} to {council} is reserved but not made",
                reference=letter.reference,
                council=letter.council_name,
            ),
            message("run `brieven generate` again on its workbook"),
        )


def _files(connection: Connection, workspace: Path, ours: frozenset[str]) -> Iterator[Problem]:
    query = (
        select(files.c.path, files.c.sha256, files.c.removed_at, versions.c.number, letters.c.version, letters.c.status)
        .join(versions, versions.c.id == files.c.version_id)
        .join(letters, letters.c.id == versions.c.letter_id)
        .order_by(files.c.path)
    )
    expected: dict[str, str] = {}
    obsolete: set[str] = set()
    for row in connection.execute(query):
        if row.removed_at is None:
            expected[row.path] = row.sha256
        else:
            obsolete.add(row.path)
    for path, checksum in expected.items():
        yield from _one_file(workspace / path, checksum)
    for folder in sorted({(workspace / path).parent for path in expected.keys() | obsolete}):
        for found in sorted(folder.iterdir()) if folder.is_dir() else ():
            name = found.relative_to(workspace).as_posix()
            if not found.is_file() or found.name.startswith(OFFICE_LOCKS) or found.name in ours or name in expected:
                continue
            if name in obsolete:
                cause = message("a version that no longer counts, or whose contact was forgotten, is still on disk")
                yield _problem("file-obsolete", found, cause, message("remove it"))
            else:
                cause = message("the register does not know this file")
                yield _problem("file-unknown", found, cause, message("move it elsewhere, or remove it"))


def _one_file(path: Path, checksum: str) -> Iterator[Problem]:
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        remedy = message("make it again: run `brieven generate` on its workbook, or `brieven regenerate`")
        yield _problem("file-missing", path, message("the file is missing"), remedy)
        return
    except OSError as error:
        cause = message("the file cannot be read ({why})", why=error.strerror or type(error).__name__)
        yield _problem("file-unreadable", path, cause, message("close it in other programs and look again"))
        return
    if found != checksum:
        remedy = message("put the file back from a backup, or make it again with `brieven regenerate`")
        yield _problem("file-altered", path, message("the file was altered since it was made"), remedy)


def _problem(code: str, path: Path, cause: Message, remedy: Message) -> Problem:
    return Problem(code, Severity.ERROR, FilePlace(path), cause, remedy)
