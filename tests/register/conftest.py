"""A register to test with, in SQLite and in PostgreSQL: every test that asks for one runs on both."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from register_samples import ANNA, NOON, PATTERN, draft
from sqlalchemy import create_engine, make_url, text

from generator.register import MailingDraft, Register, Reservation, Stamp, open_register, reserve_mailing


def _binaries() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    return debian[-1].parent if debian else None


@contextlib.contextmanager
def _server(binaries: Path) -> Iterator[str]:
    """A PostgreSQL server of its own, without a network port, that forgets everything afterwards."""
    # PostgreSQL refuses to run as root; Debian's package makes the user postgres.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    user = "postgres" if as_root else getpass.getuser()
    folder = Path(tempfile.mkdtemp(prefix="brieven-pg-"))
    identity: dict[str, object] = {"user": "postgres", "group": "postgres", "extra_groups": []} if as_root else {}
    if as_root:
        shutil.chown(folder, "postgres", "postgres")

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=120, **identity)  # type: ignore[call-overload]

    data = folder / "data"
    try:
        run("initdb", "--pgdata", str(data), "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=60"
        run("pg_ctl", "--pgdata", str(data), "--wait", "--log", str(folder / "log"), "--options", settings, "start")
        try:
            yield f"postgresql://{user}@/postgres?host={folder}"
        finally:
            run("pg_ctl", "--pgdata", str(data), "--mode=immediate", "--wait", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a server where databases may be made."""
    given = os.environ.get("BRIEVEN_TEST_POSTGRESQL")
    if given:
        yield given
        return
    binaries = _binaries()
    if binaries is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed, and CI skips no test")
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with _server(binaries) as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The URL of an empty database."""
    name = f"brieven_{uuid.uuid4().hex}"
    url = make_url(postgresql_server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def register_url(request: pytest.FixtureRequest) -> str:
    """The setting ``register.url``: empty for the file in the workspace."""
    return "" if request.param == "sqlite" else str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def register(register_url: str, tmp_path: Path) -> Iterator[Register]:
    with open_register(tmp_path, url=register_url, at=NOON) as opened:
        yield opened


@pytest.fixture
def reserve(register: Register) -> Callable[..., Reservation]:
    def reserved(wanted: MailingDraft | None = None, *, stamp: Stamp = ANNA, **switches: bool) -> Reservation:
        return reserve_mailing(register, wanted or draft(), pattern=PATTERN, stamp=stamp, **switches)

    return reserved
