"""Names of merge fields meet columns as the workbook's headers do."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.template.merge_fields.column_names import contract_paths, find_value, row_path, similar_name

CONTEXT: Mapping[str, object] = {
    "date": "vandaag",
    "adres": "het hele blok",
    "recipient": {"name": "De heer P. de Vries", "salutation": "Geachte heer De Vries,"},
    "council": {"name": "Gouda", "address_line": "Postbus 1086", "postcode": "2800 BB"},
    "contact": {"address_line": "", "function": "", "surname": "Vries", "postcode": "2801 AA"},
    "signatory": {"name": "J. Kriens", "function": "directeur"},
    "mailing": {"doelgroep": "alle gemeenten"},
    "row": {"Aantal inwoners": 73681, "Coördinator": "X", "2e adres": "Brink", "Gemeente (lang)": "Gemeente Gouda"},
}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Aantal inwoners", "row.Aantal inwoners"),
        ("AANTAL_INWONERS", "row.Aantal inwoners"),
        ("coordinator", "row.Coördinator"),
        ("M_2e_adres", "row.2e adres"),
        ("Gemeente_lang", "row.Gemeente (lang)"),
        ("Gemeente", "council.name"),
        ("Naam", "recipient.name"),
        ("Aanhef", "recipient.salutation"),
        ("Adres", "council.address_line"),
        ("Postcode", "contact.postcode"),
        ("Functie", "contact.function"),
        ("Datum", "date"),
        ("Doelgroep", "mailing.doelgroep"),
        ("signatory.function", "signatory.function"),
        ("signatory_function", "signatory.function"),
        ("ondertekenaar", "signatory.name"),
    ],
)
def test_a_name_leads_to_its_value(name: str, path: str) -> None:
    found = find_value(CONTEXT, name)
    assert found is not None
    assert path == found.path


@pytest.mark.parametrize("name", ["Onbekend", "", "…", "row", "council"])
def test_a_name_that_is_nowhere_leads_nowhere(name: str) -> None:
    assert find_value({**CONTEXT, "council": {}}, name) is None


def test_a_column_of_the_workbooks_own_comes_before_the_contract() -> None:
    found = find_value({**CONTEXT, "row": {"Naam": "uit de rij"}}, "naam")
    assert found is not None
    assert "uit de rij" == found.value


def test_data_without_any_contract_are_columns() -> None:
    found = find_value({"Naam klant": "Jan"}, "NAAM_KLANT")
    assert found is not None
    assert "Jan" == found.value


def test_a_near_miss_is_met_with_a_name_that_has_a_value() -> None:
    assert "achternaam" == similar_name("Achternam", CONTEXT)
    assert "Aantal inwoners" == similar_name("Aantal inwonners", CONTEXT)
    assert similar_name("Qwertyuiop", CONTEXT) is None
    assert similar_name("Afdeeling", CONTEXT) is None


def test_names_of_the_contract_are_known_without_data() -> None:
    assert ("contact.address_line", "council.address_line") == contract_paths("Adresregel_1")
    assert () == contract_paths("Aantal inwoners")


@pytest.mark.parametrize(
    ("name", "path"),
    [("Aantal inwoners", "row.aantal_inwoners"), ("M_2e adres", "row._2e_adres"), ("Coördinator", "row.coördinator")],
)
def test_a_column_becomes_a_name_that_a_template_can_write(name: str, path: str) -> None:
    assert path == row_path(name)


@given(st.text(min_size=1, max_size=20).filter(lambda name: any(each.isalnum() for each in name)))
def test_any_header_is_found_under_itself(name: str) -> None:
    found = find_value({"row": {name: "x"}}, name)
    assert found is not None
    assert "x" == found.value
