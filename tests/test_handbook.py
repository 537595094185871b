"""The Dutch handbook: its example of a check really comes out, and its tables name every field and column."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from generator.mailing import known_names
from generator.template import compile_template
from generator.workbook.words import CONTACT_COLUMNS, COUNCIL_COLUMNS, MAILING_FIELDS, PUBLICATION_COLUMNS

ROOT = Path(__file__).resolve().parents[1]
HANDBOOK = (ROOT / "docs" / "handleiding.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    found = re.search(rf"^### {heading}.*?\n(.*?)(?=^##)", HANDBOOK, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Zending", MAILING_FIELDS),
        ("Gemeenten", COUNCIL_COLUMNS),
        ("Contacten", CONTACT_COLUMNS),
        ("Publicaties", PUBLICATION_COLUMNS),
    ],
)
def test_every_field_and_column_of_a_sheet_is_explained(heading: str, names: Mapping[str, tuple[str, ...]]) -> None:
    explained = re.findall(r"^\| ([^|]+?) \|", section(heading), re.MULTILINE)
    assert [] == [words[0] for words in names.values() if words[0] not in explained]


def test_the_example_of_a_check_is_what_a_check_says(tmp_path: Path) -> None:
    (example,) = re.findall(r"```text\n(.*?)```", HANDBOOK, re.DOTALL)
    for folder in ("templates", "recipients"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    path = tmp_path / "recipients" / "denktank-2018.xlsx"
    workbook = openpyxl.load_workbook(path)
    councils = workbook["Gemeenten"]
    for cell, value in {"E5": "4260A", "D9": None, "H10": "misschien", "I3": "Aantal inwoners", "I4": 1200}.items():
        councils[cell] = value
    workbook.save(path)
    brieven = str(Path(sys.executable).with_name("brieven"))
    done = subprocess.run(
        [brieven, "--language", "nl", "check", "recipients/denktank-2018.xlsx"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert 1 == done.returncode, done.stderr
    assert example.splitlines() == [line for line in done.stdout.splitlines() if not line.startswith("Hierna")]


def test_every_picture_is_there_and_has_words_for_who_cannot_see_it() -> None:
    for page in ("README.md", "docs/handleiding.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for words, target in re.findall(r"!\[(.*?)\]\((.*?)\)", text):
            assert words
            assert ((ROOT / page).parent / target).is_file()


def test_every_link_between_the_pages_leads_somewhere() -> None:
    broken = [
        (page.name, target)
        for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert [] == broken


def test_every_link_within_the_handbook_leads_to_a_heading() -> None:
    headings = {
        re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", HANDBOOK, re.MULTILINE)
    }
    assert [] == [each for each in re.findall(r"\]\(#([^)]+)\)", HANDBOOK) if each not in headings]


def rendered(tags: list[str], context: Mapping[str, object]) -> list[str]:
    letter = Document()
    for tag in tags:
        letter.add_paragraph(f"={tag}=")
    stream = io.BytesIO()
    letter.save(stream)
    made = compile_template(stream.getvalue(), name="handbook.docx").render(context)
    return [each.text.strip("=") for each in Document(io.BytesIO(made)).paragraphs]


def table_below(header: str) -> list[list[str]]:
    rows = HANDBOOK[HANDBOOK.index(header) :].split("\n\n")[0].splitlines()[2:]
    return [[each.strip().replace("\\|", "|") for each in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


CONTEXT: Mapping[str, object] = {
    "datum": date(2018, 6, 28),
    "onderwerp": "Rapporten Vierde VNG-Denktank",
    "ontvanger": {"soort": "college"},
    "bijlagen": ("Handreiking", "Onderzoeksrapport"),
    "rij": {"aantal_inwoners": 71797, "bijdrage": 1250},
}


def test_the_filters_make_what_the_handbook_says() -> None:
    rows = [row for row in table_below("| u typt | u krijgt |") if "image" not in row[0]]
    assert [row[1] for row in rows] == [
        each.replace("\N{NO-BREAK SPACE}", " ") for each in rendered([row[0].strip("`") for row in rows], CONTEXT)
    ]


def test_every_name_of_the_handbook_is_one_that_a_template_can_use() -> None:
    known = {*known_names(), "rij.aantal_inwoners", "row.aantal_inwoners", "zending.werkdag"}
    rows = table_below("| tag | Engels | wordt |")
    named = [name for row in rows for cell in row[:2] for name in re.findall(r"`(?:\{\{ )?([a-z_.]+)", cell)]
    assert len(rows) * 2 == len(named)
    assert [] == [each for each in named if each not in known]


def test_the_example_of_a_condition_reads_well_in_both_cases() -> None:
    (example,) = re.findall(r"^(Bijgevoegd vindt u \{%.*)$", HANDBOOK, re.MULTILINE)
    assert ["Bijgevoegd vindt u uw presentexemplaar."] == rendered([example], {"exemplaren": 1})
    assert ["Bijgevoegd vindt u uw 3 presentexemplaren."] == rendered([example], {"exemplaren": 3})
