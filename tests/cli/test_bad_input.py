"""What bad input gets: a sentence with place, cause and next step, its exit status, and never half a file."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import Result
from workspaces import COUNCIL_HEADINGS, COUNCILS, FIELDS, LETTER, many_councils, write_template

Run = Callable[..., Result]
Make = Callable[..., Path]


def told(result: Result) -> str:
    """All that a user reads; no traceback among it."""
    assert "Traceback" not in result.output
    return " ".join(result.output.split())


def files_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def with_part(docx: Path, name: str, content: bytes) -> None:
    """Add a part to a Word file."""
    with zipfile.ZipFile(docx, "a") as package:
        package.writestr(name, content)


def replaced_part(docx: Path, name: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(docx) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(docx, "w") as package:
        for each, content in parts.items():
            package.writestr(each, content)


def test_a_missing_workbook(run: Run) -> None:
    result = run("generate", "nergens.xlsx")
    assert (3, "brieven: nergens.xlsx bestaat niet; controleer de naam en de map") == (result.exit_code, told(result))


def test_a_file_that_is_no_workbook(run: Run, workspace: Make) -> None:
    workbook = workspace()
    workbook.write_text("geen werkboek", encoding="utf-8")
    result = run("generate", workbook)
    assert 3 == result.exit_code
    assert "proef.xlsx is geen bestand van Excel" in told(result)


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize("name", ["oud.xls", "beveiligd.xlsx"])
def test_an_old_or_protected_workbook(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(OLE + bytes(2000))
    result = run("generate", name)
    assert 3 == result.exit_code
    assert name in told(result)


def test_a_workbook_with_an_empty_sheet(run: Run, workspace: Make) -> None:
    result = run("generate", workspace(councils=()))
    assert 1 == result.exit_code
    assert "Gemeenten" in told(result)
    assert "er is geen brief gemaakt" in told(result)


def test_an_unknown_template_offers_the_one_that_is_meant(run: Run, workspace: Make, tmp_path: Path) -> None:
    result = run("generate", workspace(fields={**FIELDS, "Sjabloon": "brif.docx"}))
    assert 3 == result.exit_code
    assert "Zending!B5: er is geen sjabloon “brif.docx”" in told(result)
    assert "bedoelt u brief.docx?" in told(result)
    assert not (tmp_path / "output").exists()


def test_a_template_outside_the_workspace_is_not_there(run: Run, workspace: Make, tmp_path: Path) -> None:
    write_template(tmp_path / "buiten.docx", LETTER)
    result = run("generate", workspace(fields={**FIELDS, "Sjabloon": "../buiten.docx"}))
    assert 3 == result.exit_code
    assert "er is geen sjabloon “../buiten.docx”" in told(result)


def test_a_tag_with_a_typo_is_told_once_with_what_was_meant(run: Run, workspace: Make, tmp_path: Path) -> None:
    result = run("generate", workspace(paragraphs=[*LETTER, "Aan {{ recipient.nmae }}"]))
    said = told(result)
    assert 1 == result.exit_code
    assert "bedoel" in said
    assert "recipient.name" in said
    assert 1 == said.count("fout:")
    assert [] == files_below(tmp_path / "output")


def test_a_tag_without_data_in_row_214_is_told_at_its_cell(run: Run, workspace: Make, tmp_path: Path) -> None:
    rows = [(*row, "" if number == 214 else "€ 100") for number, row in enumerate(many_councils(230), start=2)]
    workbook = workspace(
        headings=[*COUNCIL_HEADINGS, "Bedrag"], councils=rows, paragraphs=[*LETTER, "U krijgt {{ row.Bedrag }} terug."]
    )
    result = run("generate", workbook, "--no-pdf", "--workers", "1")
    said = told(result)
    assert 1 == result.exit_code
    assert f"Gemeenten!{chr(ord('A') + len(COUNCIL_HEADINGS))}214: Proefdorp 213" in said
    assert "geen gegevens" in said
    made = [name for name in files_below(tmp_path / "output") if name.endswith(".docx")]
    assert 229 == len(made)


def test_an_unclosed_block(run: Run, workspace: Make) -> None:
    result = run("generate", workspace(paragraphs=[*LETTER, "{% if copies == 1 %}een"]))
    assert 3 == result.exit_code
    assert "{% if copies == 1 %}" in told(result)


def test_a_template_with_macros(run: Run, workspace: Make, tmp_path: Path) -> None:
    workbook = workspace()
    template = tmp_path / "templates" / "brief.docx"
    with_part(template, "word/vbaProject.bin", b"macro")
    replaced_part(
        template,
        "[Content_Types].xml",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    result = run("generate", workbook)
    assert 3 == result.exit_code
    assert "macro" in told(result)


@pytest.mark.parametrize("length", [0, 10, 2000])
def test_a_corrupt_template(run: Run, workspace: Make, tmp_path: Path, length: int) -> None:
    workbook = workspace()
    template = tmp_path / "templates" / "brief.docx"
    template.write_bytes(template.read_bytes()[:length])
    result = run("generate", workbook)
    assert 3 == result.exit_code
    assert "brief.docx" in told(result)


def test_a_template_that_is_another_kind_of_zip(run: Run, workspace: Make, tmp_path: Path) -> None:
    workbook = workspace()
    shutil.copy(tmp_path / workbook, tmp_path / "templates" / "brief.docx")
    result = run("generate", workbook)
    assert 3 == result.exit_code
    assert "brief.docx" in told(result)


def test_a_full_disk_ends_the_run_at_once_and_leaves_no_half_file(
    run: Run, workspace: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from generator import files

    written: list[int] = []

    def full(_descriptor: int) -> None:
        written.append(1)
        if len(written) > 4:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    result = run("generate", workspace(), "--workers", "1")
    assert 4 == result.exit_code
    assert "de schijf is vol" in told(result)
    letters = files_below(tmp_path / "output")
    assert ["COS_U201800494_GM0363_Amsterdam.docx", "COS_U201800494_GM0363_Amsterdam.pdf"] == letters[:2]
    assert 4 == len(letters)


def test_no_permission_for_the_output_folder(
    run: Run, workspace: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def forbidden(path: Path, *arguments: bool, **named: bool) -> None:
        if path == tmp_path / "output":
            raise PermissionError(13, "Permission denied")
        make(path, *arguments, **named)

    workbook = workspace()
    monkeypatch.setattr(Path, "mkdir", forbidden)
    result = run("generate", workbook)
    assert 4 == result.exit_code
    assert "geen toegang tot" in told(result)


def test_a_file_where_the_output_folder_should_be(run: Run, workspace: Make, tmp_path: Path) -> None:
    workbook = workspace()
    (tmp_path / "output").write_text("", encoding="utf-8")
    result = run("generate", workbook)
    assert 4 == result.exit_code
    assert "staat in de weg" in told(result)


def test_one_letter_that_is_open_in_word_does_not_stop_the_others(
    run: Run, workspace: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def locked(path: Path, target: Path) -> Path:
        if target.name == "COS_U201800494_GM0513_Gouda.docx":
            raise PermissionError(13, "Permission denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", locked)
    result = run("generate", workspace(), "--workers", "1")
    assert 4 == result.exit_code
    assert "sluit het bestand in andere programma’s" in told(result)
    assert 4 == len([name for name in files_below(tmp_path / "output") if name.endswith(".docx")])


def test_a_recipient_with_a_fault_never_stops_the_others(run: Run, workspace: Make, tmp_path: Path) -> None:
    wrong = ("GM0600", "Foutdorp", "Utrecht", "Postbus 1", "12 AB", "Foutdorp")
    result = run("generate", workspace(councils=[*COUNCILS, wrong]), "--workers", "1", "--no-pdf")
    assert 1 == result.exit_code
    assert "Gemeenten!E7" in told(result)
    assert "1 brief kon niet worden gemaakt" in told(result)
    assert 5 == len([name for name in files_below(tmp_path / "output") if name.endswith(".docx")])


def test_an_unknown_council_offers_those_that_are_like_it(run: Run, workspace: Make, tmp_path: Path) -> None:
    result = run("generate", workspace(), "--only", "Gowda", "--only", "sudwest")
    assert 2 == result.exit_code
    assert "er gaan geen brieven naar Gowda en sudwest; bedoelt u Gouda of Súdwest-Fryslân?" in told(result)
    assert not (tmp_path / "output").exists()


def test_settings_that_may_not_be(run: Run, workspace: Make) -> None:
    result = run("generate", workspace(settings="[output]\nengien = 'typst'\n"))
    assert 3 == result.exit_code
    assert "brieven.toml" in told(result)


def test_a_command_that_is_mistyped(run: Run) -> None:
    result = run("genrate", "x.xlsx")
    assert 2 == result.exit_code
    assert "Fout: Er is geen opdracht 'genrate'." in told(result)
    assert "'generate'" in told(result)


def test_an_argument_that_is_missing(run: Run) -> None:
    result = run("generate")
    assert (2, True) == (result.exit_code, "Fout: Er ontbreekt 'WORKBOOK'." in told(result))


def test_too_many_workers(run: Run) -> None:
    result = run("generate", "x.xlsx", "--workers", "0")
    assert 2 == result.exit_code
    assert "0 ligt niet in het bereik 1<=x<=64" in told(result)


def test_a_word_file_that_is_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_text("geen Word", encoding="utf-8")
    result = run("pdf", "x.docx", "x.pdf")
    assert 3 == result.exit_code
    assert "x.docx is geen bestand van Word" in told(result)
    assert ["x.docx"] == files_below(tmp_path)


def test_json_that_is_none(run: Run, tmp_path: Path, workspace: Make) -> None:
    workspace()
    (tmp_path / "x.json").write_text('{"a": ', encoding="utf-8")
    result = run("render", "templates/brief.docx", "x.json", "uit.docx")
    assert 3 == result.exit_code
    assert "x.json" in told(result)
    assert not (tmp_path / "uit.docx").exists()


def test_a_value_that_is_missing_in_json(run: Run, tmp_path: Path, workspace: Make) -> None:
    workspace()
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    result = run("render", "templates/brief.docx", "x.json", "uit.docx")
    assert 1 == result.exit_code
    assert "recipient" in told(result)
    assert not (tmp_path / "uit.docx").exists()


def test_a_fault_in_brieven_itself_is_a_sentence_and_a_file_without_values(
    run: Run, tmp_path: Path, workspace: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise KeyError("de heer Jansen")

    monkeypatch.setattr(import_module("generator.mailing.plan"), "letter_names", broken)
    result = run("generate", workspace())
    assert 1 == result.exit_code
    assert "een fout in brieven zelf (KeyError)" in told(result)
    log = (tmp_path / "brieven.log").read_text(encoding="utf-8")
    assert "plan.py" in log
    assert "Jansen" not in log


def test_a_zip_bomb_of_a_workbook_is_refused(run: Run, tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b" " * 300_000_000)
    (tmp_path / "bom.xlsx").write_bytes(stream.getvalue())
    result = run("check", "bom.xlsx")
    assert 3 == result.exit_code
    assert "bom.xlsx" in told(result)


def test_brieven_alone_explains_itself(run: Run) -> None:
    result = run()
    assert 2 == result.exit_code
    assert "generate" in told(result)
