"""The wheel holds what a new workspace needs, and nothing is kept twice in the repository."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of what git has, built as a user's pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/")):
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and "Could not find a version that satisfies the requirement setuptools" in done.stderr:
        pytest.skip("no package index within reach for the build backend")
    assert 0 == done.returncode, done.stderr
    return next(folder.glob("*.whl"))


def tracked(*folders: str) -> list[str]:
    """The files that git has in these folders."""
    listed = subprocess.run(["git", "ls-files", *folders], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


@pytest.mark.slow
def test_the_wheel_carries_starter_files_fonts_catalogs_and_migrations(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
        # A user may keep letters and workbooks of their own in the clone: those of git are the starter's.
        starters = [name for name in tracked("templates", "recipients") if name.endswith((".docx", ".xlsx"))]
        assert {"templates", "recipients"} == {name.partition("/")[0] for name in starters}
        for name in starters:
            assert (ROOT / name).read_bytes() == package.read(f"generator/starter/{name}")
    shipped = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "generator").rglob("*"))
        if path.is_file() and path.suffix not in (".pyc", ".po", ".typed") and "__pycache__" not in path.parts
    ]
    known = set(tracked("generator"))
    assert [] == [name for name in shipped if name in known and name not in names]
    assert {"generator/py.typed", "generator/mailing/starter.toml"} <= names
