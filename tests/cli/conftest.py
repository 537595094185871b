"""The command line as a user meets it: in a folder, in a language, with an exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from workspaces import Contents, make_workspace

from generator.cli.app import app

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("check", "recipients/proef.xlsx")``: the result, in Dutch, run in the workspace ``tmp_path``."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")

    def command(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    return command


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[..., Path]:
    """``workspace(councils=...)``: makes a workspace in ``tmp_path``; returns its workbook within it."""

    def made(**changes: object) -> Path:
        return make_workspace(tmp_path, Contents(**changes)).relative_to(tmp_path)  # type: ignore[arg-type]

    return made
