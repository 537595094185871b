"""`brieven generate`: a workbook and a letter become a mailing."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import Result
from docx import Document
from judges.verapdf import Verdict
from openpyxl import load_workbook
from workspaces import COUNCILS, FIELDS, LETTER, make_workspace, many_councils

Run = Callable[..., Result]
Make = Callable[..., Path]
STEMS = [
    "COS_U201800494_GM0363_Amsterdam",
    "COS_U201800494_GM0513_Gouda",
    "COS_U201800494_GM0518_s-Gravenhage",
    "COS_U201800494_GM0796_s-Hertogenbosch",
    "COS_U201800494_GM1900_Súdwest-Fryslân",
]
TOGETHER = ["etiketten.pdf", "paklijst.xlsx", "print.pdf", "verslag.xlsx"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def text_of(docx: Path) -> str:
    return "\n".join(each.text for each in Document(str(docx)).paragraphs)


def cells(xlsx: Path) -> list[list[object]]:
    sheet = load_workbook(xlsx).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_every_council_gets_a_letter_as_word_and_pdf(run: Run, workspace: Make, tmp_path: Path) -> None:
    result = run("generate", workspace())
    assert 0 == result.exit_code, result.output
    wanted = [f"{stem}{suffix}" for stem in STEMS for suffix in (".docx", ".pdf")]
    assert sorted([*wanted, *TOGETHER]) == names(tmp_path / "output" / "Proef")
    letter = text_of(tmp_path / "output" / "Proef" / f"{STEMS[4]}.docx")
    assert "Gemeente Súdwest-Fryslân" in letter
    assert "8600 HA  SNEEK" in letter
    assert "28 juni 2018 COS/U201800494" in letter
    assert "Geachte heer, mevrouw," in letter


def test_the_summary_says_what_was_made_and_what_to_do_next(run: Run, workspace: Make) -> None:
    result = run("generate", workspace())
    assert "5 brieven gemaakt in" in result.stdout
    assert [] == [name for name in TOGETHER if name not in result.stdout]
    assert "Hierna:" in result.stdout
    assert "5 brieven worden gemaakt" in result.stderr


def test_the_print_file_follows_the_postcodes_and_starts_each_letter_on_a_new_sheet(
    run: Run, workspace: Make, tmp_path: Path
) -> None:
    run("generate", workspace())
    with pikepdf.open(tmp_path / "output" / "Proef" / "print.pdf") as pdf, pdf.open_outline() as outline:
        assert 10 == len(pdf.pages)
        assert ["Amsterdam", "'s-Gravenhage", "Gouda", "'s-Hertogenbosch", "Súdwest-Fryslân"] == [
            each.title for each in outline.root
        ]


@pytest.mark.parametrize(("settings", "words"), [("", ["--no-duplex"]), ("[output]\nduplex = false\n", [])])
def test_one_sided_print_needs_no_blank_pages(
    run: Run, workspace: Make, tmp_path: Path, settings: str, words: list[str]
) -> None:
    run("generate", workspace(settings=settings), *words)
    with pikepdf.open(tmp_path / "output" / "Proef" / "print.pdf") as pdf:
        assert 5 == len(pdf.pages)


def test_word_files_only(run: Run, workspace: Make, tmp_path: Path) -> None:
    result = run("generate", workspace(), "--no-pdf")
    assert 0 == result.exit_code, result.output
    together = ["etiketten.pdf", "paklijst.xlsx", "verslag.xlsx"]
    assert sorted([*(f"{stem}.docx" for stem in STEMS), *together]) == names(tmp_path / "output" / "Proef")


@pytest.mark.parametrize("word", ["gouda", "GM0513", "GOUDA "])
def test_one_council_only(run: Run, workspace: Make, tmp_path: Path, word: str) -> None:
    result = run("generate", workspace(), "--only", word)
    assert 0 == result.exit_code, result.output
    letters = [name for name in names(tmp_path / "output" / "Proef") if name.startswith("COS")]
    assert [f"{STEMS[1]}.docx", f"{STEMS[1]}.pdf"] == letters


def test_the_rest_can_be_made_afterwards_and_the_print_file_then_has_all(
    run: Run, workspace: Make, tmp_path: Path
) -> None:
    workbook = workspace()
    run("generate", workbook, "--only", "gouda")
    result = run("generate", workbook)
    assert 0 == result.exit_code, result.output
    with pikepdf.open(tmp_path / "output" / "Proef" / "print.pdf") as pdf, pdf.open_outline() as outline:
        assert 5 == len(outline.root)


def test_the_report_has_every_recipient_with_its_file_pages_status_and_problem(
    run: Run, workspace: Make, tmp_path: Path
) -> None:
    wrong = ("GM0600", "Foutdorp", "Utrecht", "Postbus 1", "12 AB", "Foutdorp")
    run("generate", workspace(councils=[*COUNCILS, wrong]))
    rows = cells(tmp_path / "output" / "Proef" / "verslag.xlsx")
    assert ["Code", "Gemeente", "Kenmerk", "Bestand", "Blz.", "Exemplaren", "Status", "Probleem"] == rows[2]
    assert ["GM0363", "Amsterdam", "COS/U201800494", f"{STEMS[0]}.docx", 1, 1, "gemaakt", None] == rows[3]
    failed = next(row for row in rows if row[0] == "GM0600")
    assert "niet gemaakt: bevat een fout" == failed[6]
    assert "Gemeenten!E7" in str(failed[7])
    assert ["Totaal", None, None, None, 5, 5] == rows[-1][:6]


def test_the_packing_list_weighs_each_envelope_and_adds_up(run: Run, workspace: Make, tmp_path: Path) -> None:
    councils = [(*row, copies) for row, copies in zip(COUNCILS, (1, 2, 1, 1, 3), strict=True)]
    headings = ("Code", "Gemeente", "Provincie", "Adres", "Postcode", "Plaats", "Exemplaren")
    workbook = workspace(
        headings=headings, councils=councils, publications=[("Handreiking", 500, 180), ("Rapport", 500, 320)]
    )
    run("generate", workbook, "--no-pdf")
    rows = cells(tmp_path / "output" / "Proef" / "paklijst.xlsx")
    assert "een set bestaat uit: Handreiking en Rapport" == rows[1][0]
    assert [1, "GM0363", "Amsterdam", "1000 AE", 1, 500] == [rows[3][each] for each in (0, 1, 2, 4, 5, 6)]
    assert [2, "GM0518", "'s-Gravenhage", "2500 DJ", 3, 1500] == [rows[4][each] for each in (0, 1, 2, 4, 5, 6)]
    assert [8, 4000] == rows[-1][5:7]


def test_programs_get_json_and_nothing_else(run: Run, workspace: Make, tmp_path: Path) -> None:
    result = run("generate", workspace(), "--json")
    told = json.loads(result.stdout)
    assert [0, "Proef", {"made": 5}] == [told[key] for key in ("exit_status", "mailing", "counts")]
    gouda = next(each for each in told["letters"] if each["council"] == "GM0513")
    content = (tmp_path / "output" / "Proef" / gouda["pdf"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == gouda["pdf_sha256"]


def test_programs_get_errors_as_json_too(run: Run) -> None:
    result = run("generate", "nergens.xlsx", "--json")
    told = json.loads(result.stdout)
    assert (3, 3) == (result.exit_code, told["exit_status"])
    assert "nergens.xlsx bestaat niet" in told["message"]


@pytest.mark.parametrize("workers", [1, 2])
def test_two_runs_give_the_same_bytes_in_every_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    from workspaces import Contents

    made = []
    for name in ("een", "twee"):
        make_workspace(tmp_path / name, Contents(councils=many_councils(20)))
        monkeypatch.chdir(tmp_path / name)
        assert 0 == run("generate", "recipients/proef.xlsx", "--workers", workers).exit_code
        made.append(digests(tmp_path / name / "output" / "Proef"))
    assert made[0] == made[1]
    assert 44 == len(made[0])


def test_a_signature_stands_in_the_letter(run: Run, workspace: Make, tmp_path: Path) -> None:
    from PIL import Image

    workbook = workspace(
        fields={**FIELDS, "Handtekening": "krabbel.png"},
        paragraphs=[*LETTER, "{{ signatory.signature|image(height='18mm') }}"],
    )
    Image.new("RGB", (300, 120), "navy").save(tmp_path / "recipients" / "krabbel.png")
    result = run("generate", workbook, "--only", "gouda")
    assert 0 == result.exit_code, result.output
    assert 1 == len(Document(str(tmp_path / "output" / "Proef" / f"{STEMS[1]}.docx")).inline_shapes)


def test_contacts_of_one_council_each_get_their_letter_without_a_name_in_the_file_name(
    run: Run, workspace: Make, tmp_path: Path
) -> None:
    contacts = [
        {"Code": "GM0513", "Functie": "griffier", "Geslacht": "v", "Voorletters": "A.", "Achternaam": "Jansen"},
        {"Code": "GM0513", "Functie": "burgemeester", "Geslacht": "m", "Voorletters": "B.", "Achternaam": "Pieters"},
    ]
    fields = {**FIELDS, "Adresseren aan": "contact", "Aanhef": "modern"}
    run("generate", workspace(contacts=contacts, fields=fields), "--no-pdf", "--only", "Gouda")
    letters = [name for name in names(tmp_path / "output" / "Proef") if name.startswith("COS")]
    assert [f"{STEMS[1]}_burgemeester.docx", f"{STEMS[1]}_griffier.docx"] == letters
    assert "Geachte mevrouw Jansen," in text_of(tmp_path / "output" / "Proef" / letters[1])


def test_the_language_of_the_workspace_counts_more_than_that_of_the_computer(run: Run, workspace: Make) -> None:
    result = run("generate", workspace(settings='language = "en"\n'), "--no-pdf")
    assert "5 letters made in" in result.stdout


def test_a_language_that_was_chosen_counts_most(run: Run, workspace: Make) -> None:
    result = run("--language", "en", "generate", workspace(settings='language = "nl"\n'), "--no-pdf")
    assert "5 letters made in" in result.stdout


@pytest.mark.judge
def test_print_file_labels_and_letters_satisfy_archive_and_reader(
    run: Run, workspace: Make, tmp_path: Path, judge_pdfs: Callable[..., list[Verdict]]
) -> None:
    run("generate", workspace())
    # Java cannot open a name with an accent where the computer's locale has none.
    files = [
        path.rename(tmp_path / f"{number}.pdf")
        for number, path in enumerate(sorted((tmp_path / "output" / "Proef").glob("*.pdf")))
    ]
    assert 7 == len(files)
    assert [] == [str(each) for each in judge_pdfs(files) if not each.passed]


@pytest.mark.slow
def test_the_installed_command_works_from_a_shell_with_worker_processes(tmp_path: Path) -> None:
    from workspaces import Contents

    make_workspace(tmp_path, Contents(councils=many_councils(40)))
    done = subprocess.run(
        [Path(sys.executable).with_name("brieven"), "generate", "recipients/proef.xlsx", "--workers", "2"],
        cwd=tmp_path,
        env={**os.environ, "LANG": "nl_NL.UTF-8", "LC_ALL": "", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    assert "40 brieven gemaakt" in done.stdout
    assert "Traceback" not in done.stderr
