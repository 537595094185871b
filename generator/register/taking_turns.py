"""One operator at a time makes a mailing; the lock goes with the process that holds it, however that ends."""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import text

from generator.errors import RegisterRefused, message
from generator.register.opening import Register


@contextlib.contextmanager
def only_one(register: Register, mailing: str) -> Iterator[None]:
    """Hold the mailing for as long as the block runs.

    One byte of a lock file beside an SQLite register, locked by the operating system; an advisory lock of a PostgreSQL
    session. Both end with the process, also when it is killed.

    Raises:
        RegisterRefused: Somebody else holds it.
    """
    key = hashlib.sha256(mailing.encode()).digest()
    held = _server_lock(register, key) if register.folder is None else _file_lock(register, key)
    with held as is_ours:
        if not is_ours:
            raise RegisterRefused(
                message(
                    "“{mailing}” is being made by somebody else at this moment; wait until they are done and run it again",
                    mailing=mailing,
                )
            )
        yield


@contextlib.contextmanager
def _server_lock(register: Register, key: bytes) -> Iterator[bool]:
    number = int.from_bytes(key[:8], "big", signed=True)
    # Outside a transaction: making letters takes its time, and an open one would hold up the server's housekeeping.
    with register.outside_transactions() as connection:
        yield bool(connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": number}).scalar_one())
        connection.execute(text("SELECT pg_advisory_unlock_all()"))


@contextlib.contextmanager
def _file_lock(register: Register, key: bytes) -> Iterator[bool]:
    path = Path(f"{register.place}.lock")
    try:
        stream = path.open("ab+")
    except OSError as error:
        raise RegisterRefused(
            message(
                "the folder of the register {place} cannot be written; see that you may write there and that the disk is not full or read-only",
                place=register.place,
            )
        ) from error
    with stream:
        yield _lock_byte(stream, int.from_bytes(key[:3], "big"))


if sys.platform == "win32":
    import msvcrt

    def _lock_byte(stream: BinaryIO, number: int) -> bool:
        try:
            stream.seek(number)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock_byte(stream: BinaryIO, number: int) -> bool:
        try:
            # A record lock, which worker processes do not inherit: it ends with the process that made it.
            fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
        except OSError:
            return False
        return True
