"""`brieven --help` answers at once: nothing heavy is imported for it."""

from __future__ import annotations

import os
import subprocess
import sys

HEAVY = (
    "babel",
    "docx",
    "fontTools",
    "jinja2",
    "lxml",
    "openpyxl",
    "pikepdf",
    "pydantic",
    "rich",
    "sqlalchemy",
    "typst",
)


def imported(language: str) -> set[str]:
    code = (
        "import sys\n"
        "from generator.cli.app import app\n"
        "try:\n"
        "    app.main(['--help'], 'brieven')\n"
        "finally:\n"
        "    print('IMPORTED', *sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "LC_ALL": language},
    )
    return set(done.stdout.partition("IMPORTED ")[2].split())


def test_help_in_english_imports_nothing_heavy_but_the_language() -> None:
    assert {"babel"} >= imported("C.UTF-8") & set(HEAVY)


def test_help_in_dutch_imports_nothing_heavy_but_the_language() -> None:
    assert {"babel"} >= imported("nl_NL.UTF-8") & set(HEAVY)
