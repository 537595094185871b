"""`brieven fonts`, `preview --compare` and `generate --engine`: what makers of templates ask of fonts and engines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import Result
from docx import Document
from PIL import Image

Run = Callable[..., Result]
Make = Callable[..., Path]


def template_with_a_font(path: Path, font: str) -> None:
    document = Document()
    document.add_paragraph().add_run("Geachte heer").font.name = font
    document.save(str(path))


def test_the_fonts_of_a_template_are_listed_with_what_serves_them(run: Run, workspace: Make, tmp_path: Path) -> None:
    workspace()
    template_with_a_font(tmp_path / "templates" / "brief.docx", "Arial")
    result = run("fonts", "templates/brief.docx")
    assert 0 == result.exit_code, result.output
    assert "Arial" in result.stdout
    assert "met dezelfde breedten" in result.stdout
    assert "van brieven zelf:" in result.stdout
    assert "Geachte heer" in result.stdout


def test_a_missing_font_is_a_warning_as_in_check(run: Run, workspace: Make, tmp_path: Path) -> None:
    workspace()
    template_with_a_font(tmp_path / "templates" / "brief.docx", "Huisstijl")
    result = run("fonts", "templates/brief.docx")
    assert 0 == result.exit_code, result.output
    assert "ontbreekt" in result.stdout
    assert "zet de bestanden van Huisstijl in de map fonts/" in result.output


def test_a_program_gets_the_fonts_as_json(run: Run, workspace: Make, tmp_path: Path) -> None:
    workspace()
    template_with_a_font(tmp_path / "templates" / "brief.docx", "Huisstijl")
    told = json.loads(run("fonts", "templates/brief.docx", "--json").stdout)
    assert 0 == told["exit_status"]
    assert ["missing"] == [each["served"] for each in told["fonts"] if each["name"] == "Huisstijl"]
    assert ["font-missing"] == [each["code"] for each in told["problems"]]


def test_pages_stand_beside_those_of_libreoffice(
    soffice: Path,  # noqa: ARG001 - skips where LibreOffice is absent
    run: Run,
    workspace: Make,
    tmp_path: Path,
) -> None:
    workbook = workspace()
    result = run("preview", workbook, "--compare", "-o", "kijk/brief.png")
    assert 0 == result.exit_code, result.output
    assert "bladzijde 1: " in result.stdout
    with Image.open(tmp_path / "kijk" / "brief-1.png") as sheet:
        assert sheet.width > 2 * sheet.height
    told = json.loads(run("preview", workbook, "--compare", "--json").stdout)
    assert ["COS_U201800494_GM0363_Amsterdam-vergelijking-1.png"] == [Path(each).name for each in told["files"]]
    assert all(0 <= each < 0.2 for each in told["differences"])
    assert 1 == len(told["differences"])


def test_to_compare_without_libreoffice_is_refused_in_words(
    run: Run, workspace: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.typeset.libreoffice.find_program", lambda: None)
    result = run("preview", workspace(), "--compare")
    assert 1 == result.exit_code
    assert "LibreOffice staat niet op deze computer" in result.stderr
    assert [] == list(tmp_path.rglob("*.png"))


def test_letters_are_made_with_the_engine_that_was_asked_for(
    soffice: Path,  # noqa: ARG001 - skips where LibreOffice is absent
    run: Run,
    workspace: Make,
    tmp_path: Path,
) -> None:
    result = run("generate", workspace(), "--only", "Gouda", "--engine", "libreoffice", "--workers", "1")
    assert 0 == result.exit_code, result.output
    letter = next((tmp_path / "output").rglob("*_Gouda.pdf"))
    with pikepdf.open(letter) as pdf:
        assert "LibreOffice" in f"{pdf.docinfo.get('/Producer')} {pdf.docinfo.get('/Creator')}"


def test_an_engine_that_was_asked_for_goes_before_the_settings(run: Run, workspace: Make, tmp_path: Path) -> None:
    workbook = workspace(settings='[output]\nengine = "libreoffice"\n')
    result = run("generate", workbook, "--only", "Gouda", "--engine", "typst", "--workers", "1")
    assert 0 == result.exit_code, result.output
    letter = next((tmp_path / "output").rglob("*_Gouda.pdf"))
    with pikepdf.open(letter) as pdf:
        assert "LibreOffice" not in f"{pdf.docinfo.get('/Producer')} {pdf.docinfo.get('/Creator')}"
