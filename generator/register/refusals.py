"""What a database says when it refuses, put into words that help."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from generator.errors import Message, RegisterRefused, message


def refusal(error: SQLAlchemyError, place: str) -> RegisterRefused:
    """The sentence for ``error``.

    Args:
        error: What SQLAlchemy raised.
        place: Where the register is, without a password.
    """
    cause = error.orig if isinstance(error, DBAPIError) else None
    said = _sqlite(cause, place) if isinstance(cause, sqlite3.Error) else _server(cause, place)
    if said is None:
        said = message(
            "the register {place} refused ({why}); nothing was changed; run `brieven verify` to see how it stands",
            place=place,
            # A statement's parameters may be personal data: only the kind of error is repeated.
            why=type(cause or error).__name__,
        )
    return RegisterRefused(said)


def _sqlite(error: sqlite3.Error, place: str) -> Message | None:
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return message(
            "the register {place} is in use by somebody else; nothing was changed; wait until they are done and try again",
            place=place,
        )
    if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return message(
            "the register {place} is damaged or is no register; put back its last backup (register.*.backup.db beside it, or your own) and try again",
            place=place,
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return message(
            "the register {place} cannot be written; see that its folder exists, that you may write there and that the disk is not read-only",
            place=place,
        )
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return message(
            "the disk of the register {place} is full or failing; nothing was changed; make room and try again",
            place=place,
        )
    return None


def _server(error: BaseException | None, place: str) -> Message | None:
    if error is None:
        return None
    # SQLSTATE classes: 08 connection, 28 authorisation, 3D no such database, 53 no resources, 57P server stopped,
    # 55P03 and 40 another transaction in the way (PostgreSQL, appendix A).
    state = str(getattr(error, "sqlstate", None) or "")
    if state.startswith(("55P03", "40")):
        return message(
            "the register {place} is in use by somebody else; nothing was changed; wait until they are done and try again",
            place=place,
        )
    if state.startswith("53"):
        return message(
            "the disk of the register {place} is full or failing; nothing was changed; make room and try again",
            place=place,
        )
    if state.startswith(("42501", "25006")):
        return message(
            "the register {place} may not be written by this user; ask its administrator for the right to create and change tables",
            place=place,
        )
    unreachable = type(error).__name__ in {"OperationalError", "ConnectionTimeout", "AdminShutdown"}
    if unreachable or state.startswith(("08", "28", "3D", "57P")):
        return message(
            "the register {place} cannot be reached; see that the server runs and that register.url in brieven.toml is right (user, password, database), then try again",
            place=place,
        )
    return None
