"""Open the register, and hold the only door to its database.

Every transaction goes through :meth:`Register.reading` or :meth:`Register.writing`; both turn what the database says
into a sentence (RegisterRefused). SQLite writes with BEGIN IMMEDIATE, so that two operators wait for each other at the
beginning, never half-way; PostgreSQL locks the rows that count.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from generator.errors import RegisterRefused, message
from generator.register.refusals import refusal
from generator.register.upgrading import bring_up_to_date

REGISTER_FILE = "register.db"
WAIT_SECONDS = 30.0
"""How long a writer waits for another before it gives up with a sentence."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who does something, and when: stands on every event.

    Attributes:
        at: The moment, with its time zone.
        operator: Who, as the organisation knows them.
    """

    at: datetime
    operator: str


class Register:
    """An open register. Make one with :func:`open_register`; close it, or use it in a ``with`` block.

    Attributes:
        engine: Its database.
        place: Where it is, for sentences: a path, or an address without the password.
        folder: Where the file of an SQLite register stands; None for a server.
    """

    def __init__(self, engine: Engine, *, place: str, folder: Path | None) -> None:
        self.engine = engine
        self.place = place
        self.folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of the register that does not change while it is looked at.

        Raises:
            RegisterRefused: The database refused, in words.
        """
        options: dict[str, object] = {"reading": True}
        if self.engine.dialect.name == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self._refusing(), self.engine.connect().execution_options(**options) as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it happens, or nothing.

        Raises:
            RegisterRefused: The database refused, in words; nothing was written.
        """
        with self._refusing(), self.engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def outside_transactions(self) -> Iterator[Connection]:
        """A session of a server whose statements each stand alone.

        Raises:
            RegisterRefused: The database refused, in words.
        """
        with self._refusing(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield connection

    def let_go_of_deleted(self) -> None:
        """Take what was deleted out of SQLite's journal too; a server does so by itself.

        Raises:
            RegisterRefused: The database refused, in words.
        """
        if self.folder is None:
            return
        with self._refusing(), contextlib.closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextlib.contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise refusal(error, self.place) from error


def open_register(workspace: Path, *, url: str = "", at: datetime, wait_seconds: float = WAIT_SECONDS) -> Register:
    """Open the register of ``workspace``, make it where there is none, and bring its tables up to date.

    Args:
        workspace: The folder that holds ``register.db``.
        url: An SQLAlchemy URL of another place (brieven.toml, ``register.url``); a relative SQLite file counts from
            the workspace.
        at: Now; stands in the name of the backup that precedes an upgrade.
        wait_seconds: How long to wait for another writer.

    Raises:
        RegisterRefused: It cannot be reached, is locked, damaged, read-only or of a newer version.
    """
    address = _address(workspace, url)
    place = address.database if address.get_backend_name() == "sqlite" else address.render_as_string()
    place = place or str(address)
    try:
        engine = _engine(address, wait_seconds)
    except ModuleNotFoundError as error:
        raise RegisterRefused(
            message(
                "the register {place} needs the program library “{module}”; install it with: pip install 'brieven[postgresql]'",
                place=place,
                module=error.name or "psycopg",
            )
        ) from error
    except NoSuchModuleError as error:
        raise _not_a_register(place) from error
    folder = Path(place).parent if address.get_backend_name() == "sqlite" else None
    register = Register(engine, place=place, folder=folder)
    try:
        bring_up_to_date(engine, place=place, at=at)
    except DBAPIError as error:
        register.close()
        raise refusal(error, place) from error
    except BaseException:
        register.close()
        raise
    return register


def register_is_there(workspace: Path, *, url: str = "") -> bool:
    """Whether there is a register to look into; a server's is taken to be there.

    Raises:
        RegisterRefused: ``url`` is none.
    """
    address = _address(workspace, url)
    return address.get_backend_name() != "sqlite" or Path(address.database or "").is_file()


def _address(workspace: Path, url: str) -> URL:
    if not url:
        return URL.create("sqlite", database=str(workspace / REGISTER_FILE))
    try:
        address = make_url(url)
    except ArgumentError as error:
        # The URL itself may hold a password; it is not repeated.
        raise _not_a_register("register.url") from error
    backend = address.get_backend_name()
    if backend == "sqlite":
        return address.set(drivername="sqlite", database=str(workspace / (address.database or REGISTER_FILE)))
    if backend in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    raise _not_a_register(address.render_as_string())


def _not_a_register(place: str) -> RegisterRefused:
    return RegisterRefused(
        message(
            "{place} is no register that can be opened; give register.url in brieven.toml as sqlite:///FILE or postgresql://USER@HOST/DATABASE",
            place=place,
        )
    )


def _engine(address: URL, wait_seconds: float) -> Engine:
    if address.get_backend_name() != "sqlite":
        return create_engine(address, connect_args={"connect_timeout": max(2, int(wait_seconds))})
    engine = create_engine(address, connect_args={"timeout": wait_seconds})

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        del entry
        assert isinstance(connection, sqlite3.Connection)
        # The driver would begin transactions by itself, and too late; on_begin does.
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
