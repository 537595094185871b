"""Name lines and salutations beyond the worked examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.address import (
    body_salutation,
    greeted_office,
    has_name,
    honorific,
    name_line,
    ordered_titles,
    salutation,
)
from generator.model import AddressedTo, Gender, PersonName, SalutationStyle


@pytest.mark.parametrize(
    ("prefix", "surname", "line", "greeting"),
    [
        ("'t", "Hart", "De heer 't Hart", "Geachte heer 't Hart,"),
        ("’t", "Hart", "De heer ’t Hart", "Geachte heer ’t Hart,"),
        ("d'", "Ancona", "De heer d'Ancona", "Geachte heer d'Ancona,"),
        ("D’", "Ancona", "De heer d’Ancona", "Geachte heer d’Ancona,"),
        ("VAN DER", "Sluis", "De heer Van der Sluis", "Geachte heer Van der Sluis,"),
        ("el", "Hamdaoui", "De heer El Hamdaoui", "Geachte heer El Hamdaoui,"),
    ],
)
def test_without_initials_the_prefix_gets_a_capital_but_never_t_and_d(
    prefix: str, surname: str, line: str, greeting: str
) -> None:
    person = PersonName(gender=Gender.MALE, prefix=prefix, surname=surname)
    assert (line, greeting) == (name_line(person), salutation(person))


def test_a_foreign_prefix_with_a_capital_keeps_it_after_initials() -> None:
    assert "Mevrouw I. Da Silva" == name_line(
        PersonName(gender=Gender.FEMALE, initials="I.", prefix="Da", surname="Silva")
    )


def test_a_title_alone_does_not_make_the_prefix_small() -> None:
    person = PersonName(gender=Gender.MALE, titles="mr. dr.", prefix="van der", surname="Sluis")
    assert "De heer dr. mr. Van der Sluis" == name_line(person)


def test_a_first_name_serves_where_initials_lack() -> None:
    assert "Mevrouw Marie van Dijk" == name_line(
        PersonName(gender=Gender.FEMALE, first_name="Marie", prefix="van", surname="Dijk")
    )


def test_predicate_comes_first_and_degrees_after_the_name() -> None:
    person = PersonName(
        gender=Gender.FEMALE,
        predicate="jkvr.",
        titles="drs. prof.",
        initials="A.",
        prefix="van",
        surname="Spengler",
        titles_after="LLM, MSc",
    )
    assert "Mevrouw jkvr. prof. drs. A. van Spengler, LLM, MSc" == name_line(person)


def test_a_belgian_double_name_stays_as_written() -> None:
    person = PersonName(
        gender=Gender.FEMALE,
        initials="L.",
        prefix="Van der",
        surname="Ven",
        second_prefix="Van",
        second_surname="Dijk",
        country="BE",
    )
    assert "Mevrouw L. Van der Ven-Van Dijk" == name_line(person)


@pytest.mark.parametrize(
    ("written", "ordered"),
    [
        ("Mr.drs.", "mr. drs."),
        ("ing ir", "ir."),
        ("drs. dr. h.c. prof.", "prof. dr. h.c. drs."),
        ("ds. dr.", "dr. ds."),
        ("mr. mr.", "mr."),
        ("", ""),
    ],
)
def test_titles_are_mended_and_put_in_order(written: str, ordered: str) -> None:
    assert ordered == ordered_titles(written)


@given(st.lists(st.sampled_from(["prof.", "dr.", "mr.", "ir.", "drs.", "ing.", "ds."])))
def test_ordering_titles_twice_changes_nothing(titles: list[str]) -> None:
    once = ordered_titles(" ".join(titles))
    assert once == ordered_titles(once)


@pytest.mark.parametrize(
    ("council", "word"),
    [
        ("Tiel", "edelachtbare"),
        ("Amsterdam", "hoogedelachtbare"),
        ("Rotterdam", "hoogedelachtbare"),
        ("'s-Gravenhage", "hoogedelachtbare"),
        ("Den Haag", "hoogedelachtbare"),
        ("’s-Hertogenbosch", "hoogedelachtbare"),
    ],
)
def test_a_burgemeester_of_a_capital_is_hoogedelachtbaar(council: str, word: str) -> None:
    assert word == honorific("Burgemeester", council)


def test_only_a_burgemeester_has_an_honorific() -> None:
    assert "" == honorific("griffier", "Amsterdam")


@pytest.mark.parametrize(
    ("addressed_to", "style", "greeting"),
    [
        (AddressedTo.BURGEMEESTER, SalutationStyle.MODERN, "Geachte burgemeester,"),
        (AddressedTo.GRIFFIER, SalutationStyle.MODERN, "Geachte griffier,"),
        (AddressedTo.GEMEENTESECRETARIS, SalutationStyle.TRADITIONAL, "Geachte gemeentesecretaris,"),
        (AddressedTo.BURGEMEESTER, SalutationStyle.TRADITIONAL, "Edelachtbare heer, mevrouw,"),
        (AddressedTo.COLLEGE, SalutationStyle.GENERAL, "Geachte heer, mevrouw,"),
        (AddressedTo.CONTACT, SalutationStyle.MODERN, "Geachte heer, mevrouw,"),
    ],
)
def test_a_body_or_an_unnamed_office_is_greeted(
    addressed_to: AddressedTo, style: SalutationStyle, greeting: str
) -> None:
    assert greeting == body_salutation(addressed_to, style, council_name="Tiel")


@pytest.mark.parametrize(
    ("gender", "greeting"),
    [
        (Gender.MALE, "Edelachtbare heer,"),
        (Gender.UNKNOWN, "Edelachtbare heer of mevrouw,"),
        (Gender.NON_BINARY, "Geachte F. van Dijk,"),
    ],
)
def test_a_burgemeester_is_greeted_traditionally_without_a_name_that_is_not_needed(
    gender: Gender, greeting: str
) -> None:
    person = PersonName(gender=gender, initials="F.", prefix="van", surname="Dijk")
    assert greeting == salutation(person, SalutationStyle.TRADITIONAL, function="burgemeester", council_name="Tiel")


def test_a_function_that_is_no_office_is_not_greeted() -> None:
    assert "Geachte heer, mevrouw," == salutation(PersonName(), function="Hoofd Communicatie")
    assert "" == greeted_office("Hoofd Communicatie")


parts = st.text(st.characters(categories=["L"]), max_size=8)
people = st.builds(
    PersonName,
    gender=st.sampled_from(Gender),
    titles=st.sampled_from(["", "mr.", "prof. dr."]),
    initials=parts,
    prefix=st.sampled_from(["", "van", "'t", "d'", "op de"]),
    surname=parts,
    second_surname=parts,
    country=st.sampled_from(["", "BE"]),
)


@given(people, st.sampled_from(SalutationStyle))
def test_every_salutation_is_one_line_that_ends_in_a_comma(person: PersonName, style: SalutationStyle) -> None:
    said = salutation(person, style, function="wethouder", council_name="Tiel")
    assert (said.endswith(","), "  " in said, said == said.strip()) == (True, False, True)


@given(people)
def test_a_name_line_stands_exactly_where_somebody_is_named(person: PersonName) -> None:
    assert has_name(person) == bool(name_line(person))


@given(people)
def test_without_a_gender_given_none_is_inferred(person: PersonName) -> None:
    unknown = PersonName(initials=person.initials, prefix=person.prefix, surname=person.surname)
    assert not name_line(unknown).startswith(("De heer", "Mevrouw"))
