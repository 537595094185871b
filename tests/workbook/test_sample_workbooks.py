"""The sample workbooks read without a problem, say what the letter of 28 June 2018 says, and are pleasant to fill in."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.model import AddressedTo, SalutationStyle, Signatory
from generator.settings import Settings
from generator.workbook import read_shipment

ROOT = Path(__file__).parents[2]
RECIPIENTS = ROOT / "recipients"
COUNCILS = ROOT.parent / "shared" / "data" / "gemeenten.csv"
SAMPLES = ("denktank-2018.xlsx", "gemeenten-2026.xlsx")


def test_the_mailing_of_2018_is_that_of_the_letter() -> None:
    shipment = read_shipment(RECIPIENTS / SAMPLES[0], settings=Settings())
    mailing = shipment.mailing
    assert ("COS/U201800494", date(2018, 6, 28), "Rapporten Vierde VNG-Denktank") == (
        mailing.reference,
        mailing.letter_date,
        mailing.subject,
    )
    assert (
        Signatory("J. Kriens", "Algemeen directeur", "Vereniging van Nederlandse Gemeenten"),
        SalutationStyle.GENERAL,
        "070-3738393",
        2,
    ) == (mailing.signatory, mailing.salutation_style, mailing.telephone, len(mailing.enclosures))
    assert {"Geachte heer, mevrouw,"} == {each.salutation for each in shipment.recipients}


@pytest.mark.parametrize(
    ("name", "count", "addressed_to"), [(SAMPLES[0], 380, AddressedTo.CONTACT), (SAMPLES[1], 342, AddressedTo.COLLEGE)]
)
def test_a_sample_reads_without_a_problem(name: str, count: int, addressed_to: AddressedTo) -> None:
    shipment = read_shipment(RECIPIENTS / name, settings=Settings())
    assert (count, (), {}) == (len(shipment.recipients), shipment.problems, dict(shipment.unused_columns))
    assert {addressed_to} == {each.key.kind for each in shipment.recipients}


def test_councils_bear_the_name_that_they_prefer() -> None:
    shipment = read_shipment(RECIPIENTS / SAMPLES[0], settings=Settings())
    the_hague = next(each for each in shipment.recipients if each.council.code == "GM0518")
    assert ("Gemeente Den Haag", "Postbus 12600", "2500 DJ  'S-GRAVENHAGE") == the_hague.address_lines


@pytest.mark.parametrize("name", SAMPLES)
def test_headings_stay_in_sight_and_closed_choices_drop_down(name: str) -> None:
    workbook = load_workbook(RECIPIENTS / name)
    assert ["Zending", "Gemeenten", "Contacten", "Publicaties"] == workbook.sheetnames
    assert ["A4", "C4", "B4", "A4"] == [sheet.freeze_panes for sheet in workbook.worksheets]
    lists = {
        f"{sheet.title}!{rule.sqref}".partition(":")[0]: rule.formula1
        for sheet in workbook.worksheets
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert {
        "Zending!B10": '"zending,brief"',
        "Zending!B15": '"contact,college,raad,college en raad,burgemeester,griffier,gemeentesecretaris"',
        "Zending!B16": '"modern,traditioneel,algemeen"',
        "Gemeenten!H4": '"ja,nee"',
        "Contacten!D4": '"m,v,x"',
        "Contacten!E4": '"jhr.,jkvr."',
        "Contacten!W4": '"ja,nee"',
    } == lists


@pytest.mark.skipif(not COUNCILS.exists(), reason="the table of councils is not beside the repository")
def test_the_samples_are_what_the_tool_makes_of_the_table_byte_for_byte(tmp_path: Path) -> None:
    tool = ROOT / "tools" / "make_sample_workbooks.py"
    subprocess.run([sys.executable, str(tool), str(COUNCILS), str(tmp_path)], check=True, capture_output=True)
    assert [(RECIPIENTS / name).read_bytes() for name in SAMPLES] == [
        (tmp_path / name).read_bytes() for name in SAMPLES
    ]
