"""A command that is given again, or with values that are there already, does what is new in it and says what is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import Result
from openpyxl import load_workbook
from workspaces import COUNCIL_HEADINGS, COUNCILS, LETTER

Run = Callable[..., Result]
Make = Callable[..., Path]
REFERENCE = "COS/U201800494"


@pytest.fixture
def mailing(run: Run, workspace: Make) -> Path:
    """Five letters, made and registered; the workbook."""
    workbook = workspace()
    assert 0 == run("generate", workbook, "--no-pdf").exit_code
    return workbook


@pytest.mark.usefixtures("mailing")
def test_a_correction_to_what_it_was_makes_no_version(run: Run) -> None:
    again = run("regenerate", REFERENCE, "--only", "Gouda", "--set", "gemeente.naam=Gouda", "--reason", "zomaar")
    assert 0 == again.exit_code
    assert "Gouda heeft deze gegevens al; er is geen nieuwe versie gemaakt" in again.stdout
    shown = json.loads(run("show", REFERENCE, "--only", "Gouda", "--json").stdout)
    assert [1] == [each["number"] for each in shown["letters"][0]["versions"]]


@pytest.mark.usefixtures("mailing")
def test_sent_again_to_the_address_that_it_had_is_no_new_version(run: Run) -> None:
    assert 0 == run("sent", REFERENCE).exit_code
    again = run("resend", REFERENCE, "--only", "Gouda", "--set", "gemeente.plaats=Gouda")
    assert 0 == again.exit_code
    assert "geen nieuwe versie" in again.stderr
    assert "1 brief opnieuw verstuurd" in again.stdout


@pytest.mark.usefixtures("mailing")
def test_a_council_is_found_by_the_name_that_it_had_before_a_correction(run: Run) -> None:
    renamed = run("regenerate", REFERENCE, "--only", "Gouda", "--set", "gemeente.naam=Groot-Gouda", "--reason", "fusie")
    assert 0 == renamed.exit_code
    for word in ("Gouda", "groot gouda", "GM0513"):
        letters = json.loads(run("show", REFERENCE, "--only", word, "--json").stdout)["letters"]
        assert ["Groot-Gouda"] == [each["name"] for each in letters]
    assert 2 == run("show", REFERENCE, "--only", "Goudda").exit_code


def test_a_changed_field_with_two_names_is_told_once(run: Run, mailing: Path) -> None:
    book = load_workbook(mailing)
    book["Zending"]["B3"] = "Een andere proef"
    book.save(mailing)
    changed = run("generate", mailing, "--no-pdf")
    assert 4 == changed.exit_code
    assert 1 == changed.output.count("“Een andere proef”")


def test_a_finished_mailing_is_printed_again_for_another_printer(run: Run, workspace: Make, tmp_path: Path) -> None:
    workbook = workspace()
    assert 0 == run("generate", workbook).exit_code
    printed = tmp_path / "output" / "Proef" / "print.pdf"
    pages = []
    for option in ((), ("--no-duplex",), ("--no-duplex",)):
        again = run("generate", workbook, *option)
        with pikepdf.open(printed) as book:
            pages.append((len(book.pages), "niets te doen" in again.stdout, "print.pdf" in again.stdout))
    assert [(10, True, False), (5, False, True), (5, True, False)] == pages


def test_a_preview_of_several_councils_is_refused(run: Run, workspace: Make) -> None:
    refused = run("preview", workspace(), "--only", "Gouda", "--only", "Amsterdam")
    assert 2 == refused.exit_code
    assert "een voorbeeld is één brief" in refused.output


def test_a_letter_that_could_not_be_set_leaves_no_file_and_is_made_once_it_can_be(
    run: Run, workspace: Make, tmp_path: Path
) -> None:
    notes = ("goed", "שלום", "goed", "goed", "goed")
    workbook = workspace(
        headings=[*COUNCIL_HEADINGS, "Nota"],
        councils=[(*row, note) for row, note in zip(COUNCILS, notes, strict=True)],
        paragraphs=[*LETTER, "{{ rij.nota }}"],
        settings='[output]\nengine = "typst"\n',
    )
    assert 1 == run("generate", workbook).exit_code
    assert [] == list((tmp_path / "output").rglob("*Gouda*"))
    assert 0 == run("verify").exit_code
    book = load_workbook(workbook)
    book["Gemeenten"]["G3"] = "goed"
    book.save(workbook)
    mended = run("generate", workbook)
    assert 0 == mended.exit_code, mended.output
    assert "1 brief gemaakt" in mended.stdout
    assert 2 == len(list((tmp_path / "output").rglob("*Gouda*")))
    assert 0 == run("verify").exit_code
