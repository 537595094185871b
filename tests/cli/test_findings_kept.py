"""What setting a letter found is told by the report and by a correction, whichever run made the letter."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Pt
from openpyxl import load_workbook

Run = Callable[..., Result]
Make = Callable[..., Path]
REFERENCE = "COS/U201800494"


@pytest.fixture
def workbook(workspace: Make, tmp_path: Path) -> Path:
    """A mailing whose template has a row of a table that hides half of its text."""
    made = workspace()
    template = tmp_path / "templates" / "brief.docx"
    document = Document(str(template))
    row = document.add_table(1, 1).rows[0]
    row.height, row.height_rule = Pt(14), WD_ROW_HEIGHT_RULE.EXACTLY
    row.cells[0].text = "Dit staat er nog\nen dit van {{ council.name }} niet meer"
    document.save(str(template))
    return made


def test_a_resumed_run_writes_the_report_of_a_run_at_once(run: Run, workbook: Path, tmp_path: Path) -> None:
    report = tmp_path / "output" / "Proef" / "verslag.xlsx"
    assert 0 == run("generate", workbook).exit_code
    at_once = report.read_bytes()
    shutil.rmtree(tmp_path / "output")
    (tmp_path / "register.db").unlink()
    assert 0 == run("generate", workbook, "--only", "Gouda").exit_code
    assert 0 == run("generate", workbook).exit_code
    assert at_once == report.read_bytes()
    rows = [str(row) for row in load_workbook(report).active.values]  # type: ignore[union-attr]
    assert 5 == sum("wordt afgesneden" in row for row in rows)


def test_a_forgotten_contact_is_in_no_finding(run: Run, workbook: Path, tmp_path: Path) -> None:
    assert 0 == run("generate", workbook).exit_code
    assert 0 == run("sent", REFERENCE, "--only", "Gouda").exit_code
    assert 0 == run("forget", REFERENCE, "--only", "Gouda", "--yes").exit_code
    register = sqlite3.connect(tmp_path / "register.db")
    findings = dict(
        register.execute("SELECT council_code, findings FROM letters JOIN versions ON letter_id = letters.id")
    )
    register.close()
    assert "[]" == findings.pop("GM0513")
    assert all("niet meer" in each for each in findings.values())


def test_a_correction_says_what_it_found(run: Run, workbook: Path) -> None:
    assert 0 == run("generate", workbook).exit_code
    corrected = run(
        "regenerate", REFERENCE, "--only", "Gouda", "--set", "gemeente.naam=Gouwe", "--reason", "x", "--json"
    )
    assert 0 == corrected.exit_code
    problems = json.loads(corrected.stdout)["letters"][0]["problems"]
    assert ["text-clipped"] == [each["code"] for each in problems]
    assert "niet meer" in json.dumps(problems)
