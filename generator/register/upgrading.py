"""Bring the tables of a register up to date when it is opened, after a backup; refuse one of a newer version."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from generator.errors import RegisterRefused, message
from generator.register.schema import HEAD

MIGRATIONS = Path(__file__).parent / "migrations"
_UPGRADE_LOCK = 0x62726965
"""PostgreSQL's advisory lock for upgrades ("brie"): two that open a new register take turns."""


def bring_up_to_date(engine: Engine, *, place: str, at: datetime, target: str = HEAD) -> None:
    """Make or upgrade the tables where needed.

    Args:
        engine: The database.
        place: Where it is, for sentences.
        at: Now, for the backup's name.
        target: The migration to stop at; only tests stop before the newest.

    Raises:
        RegisterRefused: The register is of a newer version of brieven, or its backup cannot be written.
    """
    with engine.connect().execution_options(reading=True) as connection:
        found = _revision(connection)
    if found == target:
        return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
        # Somebody else may have upgraded it while we waited for the lock.
        found = _revision(connection)
        if found == target:
            return
        if found is not None and found not in _known():
            raise RegisterRefused(
                message(
                    "the register {place} was made by a newer brieven (its tables are of version {found}, this brieven knows up to {known}); install the newest brieven and try again",
                    place=place,
                    found=found,
                    known=HEAD,
                )
            )
        if found is not None and engine.dialect.name == "sqlite":
            _back_up(Path(place), found, at)
        _upgrade(connection, target)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _known() -> set[str]:
    return {path.stem[1:5] for path in (MIGRATIONS / "versions").glob("v[0-9]*.py")}


def _upgrade(connection: Connection, target: str) -> None:
    # Alembic takes a moment to load and is needed only here, once per version.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _back_up(database: Path, revision: str, at: datetime) -> None:
    backup = database.with_name(f"{database.stem}.{revision}.{at:%Y%m%dT%H%M%S}.backup.db")
    unfinished = backup.with_suffix(".unfinished")
    try:
        with _opened(database) as source, _opened(unfinished) as target:
            source.backup(target)
        unfinished.replace(backup)
    except (OSError, sqlite3.Error) as error:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise RegisterRefused(
            message(
                "the register {place} needs an upgrade, but its backup {backup} cannot be written; nothing was changed; make room on the disk and try again",
                place=str(database),
                backup=backup.name,
            )
        ) from error


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path)
    try:
        yield connection
    finally:
        connection.close()
