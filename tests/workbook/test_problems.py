"""Everything that can be wrong with a workbook is told at once, each at its own cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.language import Reader
from generator.model import AddressedTo, RecipientKey, Shipment
from generator.settings import Output, Settings
from generator.workbook import NO_DATE, read_shipment

Read = Callable[..., Shipment]
Told = Callable[[Shipment], list[tuple[str, str, str]]]

FIELDS = (
    ("Onderwerp", "Rapporten"),
    ("Datum", "28-06-2018"),
    ("Sjabloon", "brief.docx"),
    ("Kenmerk", "COS/U201800494"),
    ("Ondertekenaar", "J. Kriens"),
)
COUNCIL = ("GM0513", "Gouda", "", "Postbus 1086", "2800 BB", "Gouda")
OTHER = ("GM0281", "Tiel", "", "Postbus 6325", "4000 HH", "Tiel")
CONTACT_HEADERS = ("Code", "Functie", "Geslacht", "Voorletters", "Achternaam", "Adres", "Postcode", "Plaats", "Land")


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        (("GM0513", "Gouda", "", "Postbus 1086", "0800 BB", "Gouda"), "postcode-invalid", "Gemeenten!E2"),
        (("GM0513", "Gouda", "", "Postbus 1086", 2800, "Gouda"), "postcode-invalid", "Gemeenten!E2"),
        (("GM0513", "Gouda", "", None, "2800 BB", "Gouda"), "address-incomplete", "Gemeenten!D2"),
        (("GM0513", "Gouda", "", "Postbus 1086", " ", "Gouda"), "address-incomplete", "Gemeenten!E2"),
        (("GM0513", "Gouda", "", "Postbus 1086", "2800 BB"), "address-incomplete", "Gemeenten!F2"),
        (("GM0513", None, "", "Postbus 1086", "2800 BB", "Gouda"), "council-name-missing", "Gemeenten!B2"),
        ((None, "Gouda", "", "Postbus 1086", "2800 BB", "Gouda"), "council-code-missing", "Gemeenten!A2"),
        (("GM05130", "Gouda", "", "Postbus 1086", "2800 BB", "Gouda"), "council-code-invalid", "Gemeenten!A2"),
        ((*COUNCIL, "twee"), "number-invalid", "Gemeenten!G2"),
        ((*COUNCIL, 1.5), "number-invalid", "Gemeenten!G2"),
        ((*COUNCIL, 0), "number-invalid", "Gemeenten!G2"),
        ((*COUNCIL, 1, "misschien"), "choice-unknown", "Gemeenten!H2"),
        (("GM0513", "Gouda", "", "a\nb\nc\nd\ne\nf", "2800 BB", "Gouda"), "address-too-long", "Gemeenten!2:2"),
        (("GM0513", "#REF!", "", "Postbus 1086", "2800 BB", "Gouda"), "cell-error", "Gemeenten!B2"),
    ],
)
def test_a_row_that_is_wrong_keeps_only_its_own_letter_back(
    shipment: Read, told: Told, row: tuple[object, ...], code: str, place: str
) -> None:
    read = shipment(councils=[row, OTHER])
    assert ("error", code, place) == told(read)[0]
    assert ["GM0281"] == [each.council.code for each in read.recipients]
    assert None not in {problem.recipient for problem in read.problems}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"Onderwerp": None}, ("error", "field-missing", "Zending!")),
        ({"Sjabloon": " "}, ("error", "field-missing", "Zending!B5")),
        ({"Ondertekenaar": None}, ("warning", "field-missing", "Zending!")),
        ({"Datum": "28 ju 2018"}, ("error", "date-invalid", "Zending!B4")),
        ({"Datum": None}, ("error", "field-missing", "Zending!")),
        ({"Kenmerk": None}, ("error", "reference-missing", "Zending!")),
        ({"Kenmerkreeks": "COS"}, ("error", "reference-and-series", "Zending!B8")),
        ({"Nummering": "brief"}, ("error", "numbering-needs-series", "Zending!B8")),
        ({"Kenmerk": "COS-2018-494"}, ("warning", "reference-odd", "Zending!B6")),
        ({"Kenmerk": "COS/U201700494"}, ("warning", "reference-of-another-year", "Zending!B6")),
        ({"Adresseren aan": "burgemeestr"}, ("error", "choice-unknown", "Zending!B8")),
        ({"Handtekening": "weg.png"}, ("error", "signature-missing", "Zending!B8")),
        ({"Handtekening": "w" * 5000 + ".png"}, ("error", "signature-missing", "Zending!B8")),
        ({"Telefon": "070"}, ("warning", "field-near-miss", "Zending!A8")),
        ({"Onderwerp": None, "Ondrwerp": "Rapporten"}, ("error", "field-near-miss", "Zending!A7")),
        ({"Betreft": "Nog een"}, ("error", "field-twice", "Zending!A8")),
        ({"Onderwerp": "#N/A"}, ("error", "cell-error", "Zending!B3")),
    ],
)
def test_a_field_of_the_mailing_that_is_wrong_is_told_at_its_cell(
    shipment: Read, told: Told, changes: dict[str, object], problem: tuple[str, str, str]
) -> None:
    read = shipment(mailing=changes)
    assert problem in told(read)
    assert {None} == {each.recipient for each in read.problems}


def test_a_mailing_without_a_date_says_so_and_has_none(shipment: Read) -> None:
    assert NO_DATE == shipment(mailing={"Datum": "morgen"}).mailing.letter_date


def test_a_heading_of_the_mailing_that_was_overwritten_is_told_and_no_field(shipment: Read, told: Told) -> None:
    rows = [("Zending",), ("Vul de kolom Waarde in.",), ("Feld", "Waarde"), *FIELDS]
    read = shipment(sheets={"Zending": rows})
    assert [("warning", "mailing-heading-missing", "Zending!")] == told(read)
    assert {} == read.mailing.fields
    assert "Rapporten" == read.mailing.subject


@pytest.mark.parametrize(
    ("changes", "told_of"),
    [
        ({"sheets": {"Zending": None}}, [("error", "sheet-missing", "Zending!")]),
        ({"sheets": {"Gemeenten": None}}, [("error", "sheet-missing", "Gemeenten!")]),
        ({"sheets": {"Gemeenten": []}}, [("error", "sheet-empty", "Gemeenten!")]),
        ({"councils": []}, [("error", "sheet-empty", "Gemeenten!")]),
        ({"sheets": {"Gemeenten": [("zomaar",), ("iets",)]}}, [("error", "header-row-missing", "Gemeenten!")]),
        ({"councils": [(*COUNCIL, 1, "nee")]}, [("error", "no-recipients", "Gemeenten!")]),
        ({"sheets": {"Councils": [("Code",)]}}, [("error", "sheet-twice", "Councils!")]),
        (
            {"sheets": {"Contactten": [("Code",)]}},
            [("warning", "sheet-near-miss", "Contactten!")],
        ),
        (
            {"headers": ("Code", "Gemeente", "Provincie", "Adres", "Postcod", "Plaats")},
            [("error", "column-near-miss", "Gemeenten!E1")],
        ),
        (
            {"headers": ("Code", "Gemeente", "Provincie", "Adres", "Postcode", "Plaats", "Exemplaar")},
            [("warning", "column-near-miss", "Gemeenten!G1")],
        ),
        (
            {"headers": ("Code", "Gemeente", "Provincie", "Adres", "x", "Plaats")},
            [("error", "column-missing", "Gemeenten!1:1")],
        ),
        (
            {"headers": ("Code", "Gemeente", "Provincie", "Adres", "Postcode", "Plaats", "Plaats")},
            [("error", "column-twice", "Gemeenten!G1")],
        ),
    ],
)
def test_a_sheet_or_column_that_is_wrong_is_told(
    shipment: Read, told: Told, changes: dict[str, object], told_of: list[tuple[str, str, str]]
) -> None:
    assert told_of == told(shipment(**changes))


def test_the_same_council_twice_gets_no_letter_until_one_row_is_gone(shipment: Read, told: Told) -> None:
    read = shipment(councils=[COUNCIL, OTHER, ("513", "Gouda", "", "Postbus 2", "2800 BB", "Gouda")])
    assert [("error", "council-twice", "Gemeenten!A4")] == told(read)
    assert ["GM0281"] == [each.council.code for each in read.recipients]


def test_the_same_contact_twice_gets_no_letter_and_others_do(shipment: Read, told: Told) -> None:
    row = ("GM0513", "griffier", "v", "P.", "Vries")
    read = shipment(councils=[COUNCIL], contacts=[CONTACT_HEADERS, row, ("GM0513", "wethouder"), row])
    assert [("error", "contact-twice", "Contacten!4:4")] == told(read)
    assert ["GM0513/wethouder"] == [str(each.key) for each in read.recipients]


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        (("GM0999", "griffier"), "contact-of-unknown-council", "Contacten!A2"),
        (("Guoda", "griffier"), "contact-of-unknown-council", "Contacten!A2"),
        ((None, "griffier"), "council-code-missing", "Contacten!A2"),
        (("GM0513", "griffier", "q"), "choice-unknown", "Contacten!C2"),
        (("GM0513", "griffier", "v", "P.", "Vries", "Markt 1"), "address-incomplete", "Contacten!G2"),
        (("GM0513", "griffier", "v", "P.", "Vries", "Markt 1", "28", "Gouda"), "postcode-invalid", "Contacten!G2"),
    ],
)
def test_a_contact_that_is_wrong_gets_no_letter(
    shipment: Read, told: Told, row: tuple[object, ...], code: str, place: str
) -> None:
    read = shipment(councils=[COUNCIL, OTHER], contacts=[CONTACT_HEADERS, row, ("GM0281", "griffier")])
    assert ("error", code, place) in told(read)
    assert "GM0281/griffier" in [str(each.key) for each in read.recipients]
    assert "GM0513/griffier" not in [str(each.key) for each in read.recipients]


def test_a_contact_at_the_address_of_a_council_that_is_wrong_is_told_too(shipment: Read, told: Told) -> None:
    read = shipment(
        councils=[("GM0513", "Gouda", "", "Postbus 1", "28", "Gouda")],
        contacts=[
            CONTACT_HEADERS,
            ("GM0513", "griffier"),
            ("GM0513", "burgemeester", *[""] * 3, "M 1", "2801 JJ", "Gouda"),
        ],
    )
    assert [
        ("error", "postcode-invalid", "Gemeenten!E2"),
        ("error", "council-with-errors", "Contacten!2:2"),
    ] == told(read)
    assert ["GM0513/burgemeester"] == [str(each.key) for each in read.recipients]


def test_a_first_name_without_a_surname_and_a_country_without_rules_are_told(shipment: Read, told: Told) -> None:
    read = shipment(
        councils=[COUNCIL], contacts=[CONTACT_HEADERS, ("GM0513", "griffier", "v", "P.", "", "", "", "", "Duitsland")]
    )
    assert [
        ("warning", "surname-missing", "Contacten!E2"),
        ("notice", "country-without-rule", "Contacten!I2"),
    ] == told(read)


def test_of_an_office_held_twice_the_first_gets_the_letter(shipment: Read, told: Told) -> None:
    read = shipment(
        mailing={"Adresseren aan": "griffier"},
        councils=[COUNCIL],
        contacts=[
            CONTACT_HEADERS,
            ("GM0513", "griffier", "v", "P.", "Vries"),
            ("GM0513", "griffier", "m", "K.", "Smit"),
        ],
    )
    assert [("warning", "office-held-twice", "Contacten!3:3")] == told(read)
    assert ["Mevrouw P. Vries"] == [each.name_line for each in read.recipients]


def test_the_holder_of_an_office_with_errors_gets_none_and_the_reason_is_told(shipment: Read) -> None:
    read = shipment(
        mailing={"Adresseren aan": "griffier"},
        councils=[COUNCIL],
        contacts=[CONTACT_HEADERS, ("GM0513", "griffier", "q", "P.", "Vries")],
    )
    assert () == read.recipients
    assert RecipientKey("GM0513", AddressedTo.GRIFFIER) in {problem.recipient for problem in read.problems}


@pytest.mark.parametrize(("day", "codes"), [(date(2018, 12, 31), []), (date(2019, 1, 1), ["council-abolished"])])
def test_a_council_abolished_before_the_date_of_the_letter_is_a_warning(
    shipment: Read, day: date, codes: list[str]
) -> None:
    read = shipment(
        mailing={"Datum": day, "Kenmerk": f"COS/U{day.year}00494"},
        councils=[("GM0005", "Bedum", "", "Postbus 38", "9780 AA", "Bedum")],
    )
    assert codes == [problem.code for problem in read.problems]
    assert 1 == len(read.recipients)


def test_publications_are_judged_too(shipment: Read, told: Told) -> None:
    read = shipment(
        publications=[("Titel", "Voorraad", "Gewicht"), ("A", 5, 240), ("", 3, 2), ("A", 1, 1), ("B", -1, "zwaar")]
    )
    assert [
        ("error", "publication-without-title", "Publicaties!A3"),
        ("error", "publication-twice", "Publicaties!A4"),
        ("error", "number-invalid", "Publicaties!B5"),
        ("error", "number-invalid", "Publicaties!C5"),
    ] == told(read)


def test_what_is_hidden_counts_and_is_told(workbook: Callable[..., Path], told: Told) -> None:
    path = workbook(contacts=[("Code", "Functie"), ("GM0513", "griffier")])
    changed = load_workbook(path)
    changed["Gemeenten"].row_dimensions[3].hidden = True
    changed["Gemeenten"].column_dimensions["C"].hidden = True
    changed["Contacten"].sheet_state = "hidden"
    changed.save(path)
    read = read_shipment(path, settings=Settings())
    assert [
        ("notice", "columns-hidden", "Gemeenten!C1"),
        ("warning", "rows-hidden", "Gemeenten!3:3"),
        ("notice", "council-without-contacts", "Gemeenten!3:3"),
        ("warning", "sheet-hidden", "Contacten!"),
    ] == told(read)
    assert 2 == len(read.recipients)


def test_a_formula_without_a_saved_outcome_is_told_at_its_cell(shipment: Read, told: Told) -> None:
    read = shipment(councils=[("GM0513", "Gouda", "", '="Postbus "&1', "2800 BB", "Gouda"), OTHER])
    assert ("error", "formula-without-value", "Gemeenten!D2") in told(read)


def test_the_window_of_the_workspace_limits_the_block(workbook: Callable[..., Path]) -> None:
    path = workbook(mailing={"Adresseren aan": "college"}, councils=[COUNCIL])
    read = read_shipment(path, settings=Settings(output=Output(address_lines=3)))
    assert ["address-too-long"] == [problem.code for problem in read.problems]


def test_all_problems_come_at_once_in_the_order_of_sheets_and_cells(shipment: Read) -> None:
    read = shipment(
        mailing={"Datum": "x", "Sjabloon": None},
        councils=[("GM0513", "", "", "", "28", "Gouda", "q"), ("GM0281", "Tiel", "", "P 1", "4000", "Tiel")],
        contacts=[("Code", "Geslacht"), ("GM9999", "m")],
    )
    assert [
        "blad Zending: het veld Sjabloon is leeg of ontbreekt; vul het in onder Waarde",
        "Zending!B4: “x” is geen datum; schrijf die als 28-06-2018 of 28 juni 2018",
        "Gemeenten!B2: de naam van de gemeente ontbreekt; vul dit in, of zet nee in de kolom Versturen",
        "Gemeenten!D2: Adres ontbreekt; vul dit in, of zet nee in de kolom Versturen",
        "Gemeenten!E2: “28” is geen postcode; schrijf vier cijfers en twee letters, zoals 2514 JS",
        "Gemeenten!G2: “q” is geen heel getal van 1 of meer; schrijf het in cijfers, of laat de cel leeg",
        "Gemeenten!E3: “4000” is geen postcode; schrijf vier cijfers en twee letters, zoals 2514 JS",
        "Contacten!A2: op het blad met gemeenten staat geen gemeente GM9999; schrijf de code van een gemeente die daar staat, of voeg de gemeente toe",
    ] == [Reader("nl").say(problem.message) for problem in read.problems]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"mailing": {"Aanhef": "algemen"}},
            "Zending!B8: “algemen” is geen van de keuzes; bedoelt u algemeen? Kies uit modern, traditioneel of algemeen",
        ),
        (
            {"mailing": {"Kenmerk": None}},
            "blad Zending: Kenmerk en Kenmerkreeks zijn allebei leeg; vul een kenmerk in, zoals COS/U201800494, of een reeks, zoals COS, om het volgende nummer te krijgen",
        ),
        (
            {"headers": ("Code", "Gemeente", "Provincie", "Adres", "Postcod", "Plaats")},
            "Gemeenten!E1: de kolom Postcod is niet bekend; bedoelt u Postcode? Schrijf het dan zo, en laat het anders staan als eigen kolom",
        ),
        (
            {"councils": [("GM0513", '="x"', "", "Postbus 1", "2800 BB", "Gouda")]},
            "Gemeenten!B2: in de cel staat een formule waarvan de uitkomst niet is opgeslagen; open de werkmap in Excel, laat die rekenen en sla de werkmap opnieuw op",
        ),
    ],
)
def test_a_problem_is_a_dutch_sentence_with_place_cause_and_next_step(
    shipment: Read, changes: dict[str, object], sentence: str
) -> None:
    assert sentence in [Reader("nl").say(problem.message) for problem in shipment(**changes).problems]
