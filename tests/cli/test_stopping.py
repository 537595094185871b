"""Ctrl-C: the letters under way are finished, nothing is half written, and the exit status is 130."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from workspaces import Contents, make_workspace, many_councils

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a console, not to a process"),
]
COUNT = 600


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start `brieven generate` in a process group of its own, as a shell does."""
    make_workspace(tmp_path, Contents(councils=many_councils(COUNT)))
    running: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "from generator.cli import main; main()",
                "generate",
                "recipients/proef.xlsx",
                "--workers",
                "2",
            ],
            cwd=tmp_path,
            env={**os.environ, "LANG": "nl_NL.UTF-8", "LC_ALL": "", "LANGUAGE": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def letters(folder: Path) -> list[Path]:
    return sorted((folder / "output").rglob("COS*"))


def wait_for_letters(folder: Path, process: subprocess.Popen[str], count: int) -> None:
    while len(letters(folder)) < count:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def test_ctrl_c_leaves_whole_letters_and_says_how_to_go_on(
    started: Callable[[], subprocess.Popen[str]], tmp_path: Path
) -> None:
    process = started()
    wait_for_letters(tmp_path, process, 20)
    os.killpg(process.pid, signal.SIGINT)
    _output, said = process.communicate(timeout=60)
    assert 130 == process.returncode
    assert "Traceback" not in said
    assert "gestopt; de brieven die zijn gemaakt, zijn heel" in said
    there = letters(tmp_path)
    assert 20 <= len(there) < 2 * COUNT
    assert [] == [path.name for path in (tmp_path / "output").rglob(".brieven-*")]
    documents = [path for path in there if path.suffix == ".docx"]
    assert [None] * len(documents) == [zipfile.ZipFile(path).testzip() for path in documents]
    assert {path.stem for path in documents} == {path.stem for path in there if path.suffix == ".pdf"}


def test_ctrl_c_before_the_first_letter_makes_nothing(
    started: Callable[[], subprocess.Popen[str]], tmp_path: Path
) -> None:
    process = started()
    assert process.stderr is not None
    # What it says first: a fixed wait would hit Python's own start on a busy machine.
    process.stderr.readline()
    os.killpg(process.pid, signal.SIGINT)
    _output, said = process.communicate(timeout=60)
    assert 130 == process.returncode
    assert "Traceback" not in said
    assert [] == letters(tmp_path)


def test_workers_go_when_their_parent_is_killed(started: Callable[[], subprocess.Popen[str]], tmp_path: Path) -> None:
    process = started()
    wait_for_letters(tmp_path, process, 20)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.05)
    else:
        pytest.fail("a worker outlived its parent")
