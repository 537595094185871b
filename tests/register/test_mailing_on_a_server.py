"""A whole mailing whose register stands on a PostgreSQL server: what brieven.toml says is all that differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from workspaces import Contents, make_workspace

from generator.cli.app import app

REFERENCE = "COS/U201800494"


def test_a_mailing_is_made_posted_and_found_with_its_register_on_a_server(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = f'language = "en"\n[register]\nurl = "{postgresql_url}"\n'
    workbook = make_workspace(tmp_path, Contents(settings=settings, publications=[("Een rapport", 4, 200)]))
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> Result:
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exit_code in {0, 1}, result.output
        return result

    run("generate", workbook, "--no-pdf")
    assert "nothing to do" in run("generate", workbook, "--no-pdf").output
    assert "5 letters sent" in run("sent", REFERENCE).output
    assert "1 letter found" in run("search", "sudwest hierbij").output
    assert 1 == len(json.loads(run("stock", "--json").stdout)["publications"][0]["waiting"])
    assert "5 letters are identical" in run("regenerate", REFERENCE).output
    assert "register and files match" in run("verify").output
    assert not (tmp_path / "register.db").exists()
