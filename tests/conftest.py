"""The outside judges as fixtures: skipped with a reason where one is absent, but never in CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from judges import poppler, verapdf

from generator.typeset.libreoffice import find_program

Judge = Callable[..., list[verapdf.Verdict]]


def _sits(absence: str | None) -> None:
    if absence is None:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"a judge is absent in CI: {absence}")
    pytest.skip(absence)


@pytest.fixture(name="judge_pdfs", scope="session")
def _judge_pdfs() -> Judge:
    """``judge_pdfs(paths, flavours)``: veraPDF's verdicts, many files in one process."""
    absence = None
    try:
        verapdf.class_path()
    except verapdf.JudgeAbsent as error:
        absence = str(error)
    _sits(absence)

    def judge(paths: Sequence[Path], flavours: Sequence[str] = ("2a", "ua1")) -> list[verapdf.Verdict]:
        return verapdf.judge(paths, flavours)

    return judge


@pytest.fixture(name="pdftotext", scope="session")
def _pdftotext() -> None:
    """Poppler's pdftotext is there."""
    _sits(poppler.absence())


@pytest.fixture(name="soffice", scope="session")
def _soffice() -> Path:
    """LibreOffice's program."""
    program = find_program()
    _sits(None if program else "needs LibreOffice: apt-get install libreoffice-writer-nogui")
    assert program is not None
    return program
