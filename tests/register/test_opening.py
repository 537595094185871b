from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import OperationalError

from generator.errors import RegisterRefused
from generator.register import Register, open_register
from generator.register.refusals import refusal
from generator.register.schema import HEAD, metadata
from generator.register.upgrading import MIGRATIONS, bring_up_to_date

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def test_the_newest_migration_is_the_one_that_the_code_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert HEAD == ScriptDirectory.from_config(config).get_current_head()


def test_migrations_lead_to_the_tables_that_the_code_describes(register: Register) -> None:
    with register.engine.connect() as connection:
        found = compare_metadata(
            MigrationContext.configure(
                connection,
                opts={
                    "include_name": lambda name, kind, _parents: kind != "table" or not name.startswith("letter_words")
                },
            ),
            metadata,
        )
    assert [] == found


def test_a_register_opens_again_as_it_was_left(register_url: str, tmp_path: Path) -> None:
    for _twice in range(2):
        with open_register(tmp_path, url=register_url, at=NOON) as register, register.reading() as connection:
            assert HEAD == connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    assert [] == list(tmp_path.glob("*.backup.db"))


def test_sqlite_keeps_a_journal_aside_and_watches_foreign_keys(tmp_path: Path) -> None:
    with open_register(tmp_path, at=NOON) as register, register.reading() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        ]
    assert ["wal", 1, 30000, 2] == pragmas


def test_an_older_register_is_upgraded_after_a_backup(tmp_path: Path) -> None:
    database = tmp_path / "register.db"
    engine = create_engine(f"sqlite:///{database}")
    bring_up_to_date(engine, place=str(database), at=NOON, target="0001")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO series (name, year, last_sequence) VALUES ('COS', 2018, 494)"))
    engine.dispose()

    with open_register(tmp_path, at=NOON) as register, register.reading() as connection:
        assert 494 == connection.execute(text("SELECT last_sequence FROM series")).scalar_one()
        assert inspect(connection).has_table("letter_words")

    backup = sqlite3.connect(tmp_path / "register.0001.20260701T120000.backup.db")
    assert [("0001",)] == backup.execute("SELECT version_num FROM alembic_version").fetchall()
    assert [(494,)] == backup.execute("SELECT last_sequence FROM series").fetchall()
    backup.close()


def test_an_older_register_on_a_server_is_upgraded(postgresql_url: str, tmp_path: Path) -> None:
    engine = create_engine(postgresql_url)
    bring_up_to_date(engine, place="server", at=NOON, target="0001")
    engine.dispose()
    with open_register(tmp_path, url=postgresql_url, at=NOON) as register, register.reading() as connection:
        assert inspect(connection).has_table("letter_words")


def test_a_failed_backup_leaves_the_register_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "register.db"
    engine = create_engine(f"sqlite:///{database}")
    bring_up_to_date(engine, place=str(database), at=NOON, target="0001")
    engine.dispose()

    def full(*_paths: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(
        RegisterRefused, match=r"its backup register\.0001\.20260701T120000\.backup\.db cannot be written"
    ):
        open_register(tmp_path, at=NOON)
    left = sqlite3.connect(database)
    assert [("0001",)] == left.execute("SELECT version_num FROM alembic_version").fetchall()
    left.close()
    assert [] == list(tmp_path.glob("*.unfinished"))


def test_a_newer_register_is_refused_and_left_alone(register_url: str, tmp_path: Path) -> None:
    with open_register(tmp_path, url=register_url, at=NOON) as register, register.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RegisterRefused, match=r"made by a newer brieven .*9999.*install the newest brieven"):
        open_register(tmp_path, url=register_url, at=NOON)


def test_events_can_only_be_added(register: Register) -> None:
    with register.writing() as connection:
        connection.execute(
            text("INSERT INTO events (kind, at, operator, reason) VALUES ('made', '2018-06-28 12:00:00', 'anna', '')")
        )
    deeds = ["UPDATE events SET operator = 'bert'", "DELETE FROM events"]
    if register.engine.dialect.name == "postgresql":
        deeds.append("TRUNCATE events")
    for deed in deeds:
        with pytest.raises(RegisterRefused), register.writing() as connection:
            connection.execute(text(deed))
    with register.reading() as connection:
        assert ["anna"] == list(connection.scalars(text("SELECT operator FROM events")))


def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "register.db").write_bytes(b"this is no database at all " * 100)
    with pytest.raises(RegisterRefused, match=r"register\.db is damaged or is no register; put back its last backup"):
        open_register(tmp_path, at=NOON)


def test_a_register_damaged_in_the_middle_is_refused_in_words(tmp_path: Path) -> None:
    open_register(tmp_path, at=NOON).close()
    database = tmp_path / "register.db"
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    database.write_bytes(content)
    with (
        pytest.raises(RegisterRefused, match="damaged"),
        open_register(tmp_path, at=NOON) as register,
        register.writing() as connection,
    ):
        connection.execute(text("SELECT * FROM letters")).all()


def test_a_folder_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(RegisterRefused, match="cannot be written; see that its folder exists"):
        open_register(tmp_path / "nowhere", at=NOON)


def test_a_read_only_file_is_refused_in_words(tmp_path: Path) -> None:
    open_register(tmp_path, at=NOON).close()
    register = open_register(tmp_path, url="sqlite:///register.db", at=NOON)
    with register.writing() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        # What SQLite says to a write then is what it says on a read-only disk.
        with pytest.raises(OperationalError) as refused:
            connection.execute(text("DELETE FROM letters"))
    assert "cannot be written" in str(refusal(refused.value, register.place))
    register.close()


def test_a_locked_register_says_so_and_nothing_is_lost(tmp_path: Path) -> None:
    open_register(tmp_path, at=NOON).close()
    other = sqlite3.connect(tmp_path / "register.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    register = open_register(tmp_path, at=NOON, wait_seconds=0.1)
    with (
        pytest.raises(RegisterRefused, match="in use by somebody else; nothing was changed"),
        register.writing() as connection,
    ):
        connection.execute(text("DELETE FROM letters"))
    with register.reading() as connection:
        assert [] == connection.execute(text("SELECT * FROM letters")).all()
    register.close()
    other.close()


def test_a_full_disk_is_refused_in_words(tmp_path: Path) -> None:
    register = open_register(tmp_path, at=NOON)
    with register.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RegisterRefused, match="full or failing; nothing was changed"), register.writing() as connection:
        connection.execute(
            text("INSERT INTO contents (sha256, media_type, content) VALUES ('x', 'y', zeroblob(1000000))")
        )
    register.close()


def test_a_server_that_is_not_there_is_refused_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://anna:secret@/brieven?host={tmp_path}"
    with pytest.raises(RegisterRefused, match="cannot be reached; see that the server runs") as refused:
        open_register(tmp_path, url=url, at=NOON, wait_seconds=1)
    assert "secret" not in str(refused.value)


def test_a_missing_database_is_refused_in_words(postgresql_server: str, tmp_path: Path) -> None:
    url = postgresql_server.replace("/postgres?", "/no_such_database?")
    with pytest.raises(RegisterRefused, match="cannot be reached"):
        open_register(tmp_path, url=url, at=NOON)


@pytest.mark.parametrize("url", ["no url", "oracle://somewhere/x", "mysql://root:secret@localhost/x"])
def test_a_url_of_something_else_is_refused_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(RegisterRefused, match=r"give register\.url in brieven\.toml as") as refused:
        open_register(tmp_path, url=url, at=NOON)
    assert "secret" not in str(refused.value)


def test_a_missing_driver_is_named_with_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(RegisterRefused, match=r"pip install 'brieven\[postgresql\]'"):
        open_register(tmp_path, url="postgresql://localhost/x", at=NOON)


def test_a_url_may_name_another_file_in_the_workspace(tmp_path: Path) -> None:
    open_register(tmp_path, url="sqlite:///letters.db", at=NOON).close()
    assert (tmp_path / "letters.db").exists()


def test_a_register_moves_with_its_workspace(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    open_register(tmp_path / "here", at=NOON).close()
    shutil.move(tmp_path / "here", tmp_path / "there")
    with open_register(tmp_path / "there", at=NOON) as register, register.reading() as connection:
        assert [] == connection.execute(text("SELECT * FROM letters")).all()
