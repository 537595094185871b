"""What a template sees: the names of the contract, in two languages, never undefined where they are known."""

from __future__ import annotations

from datetime import date

import pytest

from generator.mailing.context import attribute_name, known_names, letter_context, mailing_context, plain
from generator.mailing.example import example_context
from generator.mailing.fields import value_of
from generator.model import (
    AddressedTo,
    CellPlace,
    Contact,
    Council,
    Gender,
    Mailing,
    PersonName,
    Publication,
    Recipient,
    RecipientKey,
    Shipment,
    Signatory,
)

GOUDA = Recipient(
    key=RecipientKey("GM0513", AddressedTo.CONTACT, "griffier"),
    council=Council("GM0513", "Gouda", "Zuid-Holland", "Postbus 1086", "2800 BB", "Gouda"),
    contact=Contact(
        "GM0513", "griffier", PersonName(Gender.FEMALE, initials="A.", surname="Jansen"), "griffier", email="a@gouda.nl"
    ),
    name_line="Mevrouw A. Jansen",
    address_lines=("Gemeente Gouda", "Postbus 1086", "2800 BB  GOUDA"),
    salutation="Geachte mevrouw Jansen,",
    postcode="2800 BB",
    copies=2,
    row={"Aantal inwoners": 73000, "Nota": None},
)
SHIPMENT = Shipment(
    mailing=Mailing(
        name="Proef",
        subject="Een proef",
        letter_date=date(2018, 6, 28),
        template="brief.docx",
        signatory=Signatory("J. Kriens", "Algemeen directeur", "VNG"),
        enclosures=("Handreiking", "Rapport"),
        telephone="070",
        fields={"Eerste werkdag": date(2018, 7, 2)},
    ),
    recipients=(GOUDA,),
    publications=(Publication("Handreiking", 10, 180),),
    unused_columns={header: CellPlace("Gemeenten", "G1") for header in ("Aantal inwoners", "Nota", "Alleen contacten")},
)
CONTEXT = letter_context(SHIPMENT, GOUDA, "COS/U201800494", shared=mailing_context(SHIPMENT))


@pytest.mark.parametrize(
    ("english", "dutch", "value"),
    [
        ("reference", "kenmerk", "COS/U201800494"),
        ("date", "datum", date(2018, 6, 28)),
        ("subject", "onderwerp", "Een proef"),
        ("signatory.name", "ondertekenaar.naam", "J. Kriens"),
        ("signatory.function", "ondertekenaar.functie", "Algemeen directeur"),
        ("signatory.on_behalf_of", "ondertekenaar.namens", "VNG"),
        ("signatory.signature", "ondertekenaar.handtekening", None),
        ("recipient.name", "ontvanger.naam", "Mevrouw A. Jansen"),
        ("recipient.address", "ontvanger.adres", "Gemeente Gouda\nPostbus 1086\n2800 BB  GOUDA"),
        ("recipient.address", "adres", "Gemeente Gouda\nPostbus 1086\n2800 BB  GOUDA"),
        ("recipient.lines", "ontvanger.regels", ("Gemeente Gouda", "Postbus 1086", "2800 BB  GOUDA")),
        ("recipient.salutation", "ontvanger.aanhef", "Geachte mevrouw Jansen,"),
        ("recipient.salutation", "aanhef", "Geachte mevrouw Jansen,"),
        ("recipient.kind", "ontvanger.soort", "contact"),
        ("council.code", "gemeente.code", "GM0513"),
        ("council.name", "gemeente.naam", "Gouda"),
        ("council.province", "gemeente.provincie", "Zuid-Holland"),
        ("contact.surname", "contactpersoon.achternaam", "Jansen"),
        ("contact.initials", "contact.voorletters", "A."),
        ("contact.gender", "contact.geslacht", "v"),
        ("contact.prefix", "contact.tussenvoegsel", ""),
        ("copies", "exemplaren", 2),
        ("enclosures", "bijlagen", ("Handreiking", "Rapport")),
        ("publications[].title", "publicaties[].titel", "Handreiking"),
        ("mailing.telephone", "zending.telefoon", "070"),
        ("mailing.eerste_werkdag", "zending.eerste_werkdag", date(2018, 7, 2)),
        ("row.Aantal inwoners", "rij.aantal_inwoners", 73000),
        ("row.Nota", "rij.nota", None),
    ],
)
def test_a_name_has_its_value_in_both_languages(english: str, dutch: str, value: object) -> None:
    assert (value, value) == (value_of(CONTEXT, english), value_of(CONTEXT, dutch))


def test_a_column_of_another_sheet_is_known_and_empty() -> None:
    row = CONTEXT["row"]
    assert isinstance(row, dict)
    assert (True, None) == ("alleen_contacten" in row, row["alleen_contacten"])


def test_a_body_has_contact_fields_that_are_empty() -> None:
    from dataclasses import replace

    context = letter_context(SHIPMENT, replace(GOUDA, contact=None), "COS/1", shared=mailing_context(SHIPMENT))
    assert {""} == set(context["contact"].values())  # type: ignore[attr-defined]


def test_every_known_name_is_in_the_context() -> None:
    def there(name: str) -> bool:
        group, _dot, inside = name.partition(".")
        values = CONTEXT[group]
        return not inside or (isinstance(values, dict) and inside in values)

    assert [] == [name for name in known_names(SHIPMENT) if not there(name)]


def test_the_example_knows_every_name_too() -> None:
    context = example_context([])
    assert [] == [name for name in known_names() if name.partition(".")[0] not in context]


@pytest.mark.parametrize("group", ["row", "rij", "mailing", "zending"])
def test_the_example_has_a_value_for_columns_and_fields_of_ones_own_by_either_name(group: str) -> None:
    context = example_context(each for each in (f"{group}.eigen_naam", group))
    assert "eigen_naam" == value_of(context, f"{group}.eigen_naam")


@pytest.mark.parametrize(
    ("header", "name"),
    [("Aantal inwoners", "aantal_inwoners"), ("E-mail (2)", "e_mail_2"), ("2e keus", "_2e_keus"), ("naam", "naam")],
)
def test_a_heading_becomes_a_name_that_can_stand_after_a_dot(header: str, name: str) -> None:
    assert name == attribute_name(header)


def test_a_context_can_be_written_as_json() -> None:
    import json

    assert "2018-06-28" == json.loads(json.dumps(plain(CONTEXT)))["datum"]
