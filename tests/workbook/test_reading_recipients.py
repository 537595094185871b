"""Who gets a letter, at which address, greeted how."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Callable

import pytest

from generator.language import Reader
from generator.model import AddressedTo, RecipientKey, SalutationStyle, Shipment
from generator.workbook import addressed_recipient

Read = Callable[..., Shipment]
Told = Callable[[Shipment], list[tuple[str, str, str]]]

HEADERS = (
    *("Code", "Functie", "Afdeling", "Geslacht", "Titels", "Voorletters", "Tussenvoegsel", "Achternaam"),
    *("Adres", "Postcode", "Plaats", "Exemplaren", "Versturen", "Naamregel", "Aanhef"),
)
DE_VRIES = ("GM0513", "griffier", "", "v", "drs. mr.", "P.", "de", "Vries")
VAN_DIJK = ("GM0513", "wethouder", "Sociaal domein", "m", "", "F.", "van", "Dijk", "Markt 1", "2801jj", "Gouda", 3)


def test_a_council_without_contacts_gets_the_letter_itself(shipment: Read, told: Told) -> None:
    read = shipment(mailing={"Aanhef": "algemeen"})
    gouda = read.recipients[0]
    assert ("Gemeente Gouda", "Postbus 1086", "2800 BB  GOUDA") == gouda.address_lines
    assert ("", "Geachte heer, mevrouw,", "2800 BB") == (gouda.name_line, gouda.salutation, gouda.postcode)
    assert [] == told(read)


def test_a_council_with_contacts_gets_a_letter_for_each_and_the_others_one_themselves(
    shipment: Read, told: Told
) -> None:
    read = shipment(contacts=[HEADERS, DE_VRIES, VAN_DIJK])
    assert [
        ("GM0513/griffier/p-de-vries", "Mevrouw mr. drs. P. de Vries", "Geachte mevrouw De Vries,", 1),
        ("GM0513/wethouder/sociaal-domein/f-van-dijk", "De heer F. van Dijk", "Geachte heer Van Dijk,", 3),
        ("GM0281", "", "Geachte heer, mevrouw,", 2),
    ] == [(str(each.key), each.name_line, each.salutation, each.copies) for each in read.recipients]
    assert [("notice", "council-without-contacts", "Gemeenten!3:3")] == told(read)


def test_all_councils_without_contacts_are_one_notice(shipment: Read, told: Told) -> None:
    councils = [(f"GM{number:04d}", f"Dorp {number}", "", "Postbus 1", "1234 AB", "Dorp") for number in range(1, 6)]
    read = shipment(councils=councils, contacts=[HEADERS, ("GM0002", "griffier", *DE_VRIES[2:])])
    assert [("notice", "council-without-contacts", "Gemeenten!")] == told(read)
    cause = Reader("nl").say(read.problems[0].cause)
    assert cause.startswith("4 gemeenten hebben geen contactpersonen (Dorp 1 is de eerste)")


def test_a_contact_with_an_address_of_its_own_gets_its_letter_there(shipment: Read) -> None:
    read = shipment(contacts=[HEADERS, VAN_DIJK])
    assert ("Gemeente Gouda", "Sociaal domein", "De heer F. van Dijk", "Markt 1", "2801 JJ  GOUDA") == read.recipients[
        0
    ].address_lines


def test_who_a_contact_is_does_not_change_with_its_row_or_address(shipment: Read) -> None:
    first = shipment(contacts=[HEADERS, DE_VRIES, VAN_DIJK])
    moved = (*VAN_DIJK[:8], "Kade 2", "2802 KK", "Gouda")
    second = shipment(contacts=[HEADERS, moved, DE_VRIES])
    assert {each.key for each in first.recipients} == {each.key for each in second.recipients}


def test_a_contact_with_only_a_function_is_addressed_and_greeted_by_it(shipment: Read) -> None:
    read = shipment(contacts=[HEADERS, ("GM0513", "Griffier"), ("GM0513", "Hoofd Communicatie")])
    assert [
        ("De griffier", "Geachte griffier,"),
        ("T.a.v. Hoofd Communicatie", "Geachte heer, mevrouw,"),
    ] == [(each.address_lines[1], each.salutation) for each in read.recipients[:2]]


def test_a_person_may_want_another_name_line_and_salutation(shipment: Read) -> None:
    read = shipment(contacts=[HEADERS, (*DE_VRIES, *[None] * 5, "Pien de Vries", "Beste Pien")])
    assert ("Pien de Vries", "Beste Pien,") == (read.recipients[0].name_line, read.recipients[0].salutation)


@pytest.mark.parametrize(
    ("addressed_to", "line", "greeting"),
    [
        ("college", "Het college van burgemeester en wethouders", "Geacht college,"),
        ("Gemeenteraad", "De gemeenteraad", "Geachte raad,"),
        ("college en raad", "Het college en de gemeenteraad", "Geacht college en gemeenteraad,"),
        ("gemeentesecretaris", "De gemeentesecretaris", "Geachte gemeentesecretaris,"),
    ],
)
def test_a_body_gets_one_letter_a_council(shipment: Read, addressed_to: str, line: str, greeting: str) -> None:
    read = shipment(mailing={"Adresseren aan": addressed_to})
    assert 2 == len(read.recipients)
    assert (line, greeting) == (read.recipients[0].address_lines[1], read.recipients[0].salutation)


def test_an_office_is_addressed_by_name_where_the_contacts_give_one(shipment: Read) -> None:
    read = shipment(mailing={"Adresseren aan": "griffier"}, contacts=[HEADERS, DE_VRIES, VAN_DIJK])
    gouda, tiel = read.recipients
    assert RecipientKey("GM0513", AddressedTo.GRIFFIER) == gouda.key
    assert ("De griffier", "Mevrouw mr. drs. P. de Vries") == gouda.address_lines[1:3]
    assert ("Geachte mevrouw De Vries,", "Geachte griffier,") == (gouda.salutation, tiel.salutation)


def test_a_traditional_letter_to_a_burgemeester_honours_the_office(shipment: Read) -> None:
    read = shipment(
        mailing={"Adresseren aan": "burgemeester", "Aanhef": "traditioneel"},
        contacts=[HEADERS, ("GM0281", "Burgemeester", "", "m", "mr.", "F.", "van", "Dijk")],
    )
    assert ("De edelachtbare heer mr. F. van Dijk", "Edelachtbare heer,") == (
        read.recipients[1].name_line,
        read.recipients[1].salutation,
    )


def test_whoever_is_not_to_be_sent_to_gets_no_letter(shipment: Read, told: Told) -> None:
    read = shipment(
        councils=[
            ("GM0513", "Gouda", "", "Postbus 1", "2800 BB", "Gouda", 1, "ja"),
            ("GM0281", "Tiel", "", "", "", "", 1, "nee"),
        ],
        contacts=[HEADERS, DE_VRIES, (*VAN_DIJK, "nee")],
    )
    assert ["GM0513/griffier/p-de-vries"] == [str(each.key) for each in read.recipients]
    assert [] == told(read)


def test_contacts_of_a_council_that_gets_nothing_are_not_judged(shipment: Read, told: Told) -> None:
    read = shipment(
        councils=[("GM0513", "Gouda", "", "", "", "", 1, "nee"), ("GM0281", "Tiel", "", "P 1", "4000 HH", "Tiel")],
        contacts=[HEADERS, (*DE_VRIES, "Markt 1", "28"), ("GM0281", "griffier")],
    )
    assert ["GM0281/griffier"] == [str(each.key) for each in read.recipients]
    assert [] == told(read)


def test_an_addressee_can_be_put_together_again_from_corrected_parts(shipment: Read) -> None:
    read = shipment(contacts=[HEADERS, DE_VRIES]).recipients[0]
    assert read.contact is not None
    corrected = dataclasses.replace(
        read.contact, address_line="Markt 1", postcode="2801 JJ", place="Gouda", salutation="Beste Pien,"
    )
    made = addressed_recipient(
        read.key, read.council, corrected, addressed_to=AddressedTo.CONTACT, style=SalutationStyle.MODERN, most_lines=6
    )
    assert ("2801 JJ  GOUDA", "Beste Pien,", read.key) == (made.address_lines[-1], made.salutation, made.key)


def test_columns_of_one_s_own_reach_the_letter_and_those_of_the_contact_win(shipment: Read) -> None:
    read = shipment(
        headers=("Code", "Gemeente", "Adres", "Postcode", "Plaats", "Regio", "Thema"),
        councils=[("GM0513", "Gouda", "Postbus 1", "2800 BB", "Gouda", "Midden", "wonen")],
        contacts=[("Code", "Functie", "Thema"), ("GM0513", "griffier", "zorg")],
    )
    assert {"Regio": "Midden", "Thema": "zorg"} == dict(read.recipients[0].row)
    assert {"Regio", "Thema"} == set(read.unused_columns)


def test_a_workbook_in_english_reads_the_same(shipment: Read) -> None:
    dutch = shipment(mailing={"Adresseren aan": "raad"})
    english = shipment(
        sheets={
            "Zending": None,
            "Gemeenten": None,
            "Mailing": [
                ("Field", "Value"),
                ("Name", "proef"),
                ("Subject", "Rapporten"),
                ("Date", "28-06-2018"),
                ("Template", "brief.docx"),
                ("Reference", "COS/U201800494"),
                ("Signatory", "J. Kriens"),
                ("Address to", "council"),
            ],
            "Councils": [
                ("Code", "Council", "Province", "Address", "Postal code", "Place", "Copies", "Send"),
                ("GM0513", "Gouda", "Zuid-Holland", "Postbus 1086", "2800 BB", "Gouda", 1, "yes"),
                ("GM0281", "Tiel", "Gelderland", "Postbus 6325", "4000 HH", "Tiel", 2, "yes"),
            ],
        }
    )
    assert [each.address_lines for each in dutch.recipients] == [each.address_lines for each in english.recipients]
    assert () == english.problems


def test_headers_match_without_case_spaces_and_accents_below_an_instruction(shipment: Read, told: Told) -> None:
    read = shipment(
        sheets={
            "Gemeenten": [
                ("Gemeenten",),
                ("Een rij per gemeente; de code van de gemeente staat vooraan.",),
                (),
                (" CODE ", "gemeente", "Adrés", "post code", "PLAATS"),
                ("gm 513", "Gemeente Gouda", "Postbus 1", "2800bb", "Gouda"),
            ]
        }
    )
    assert [("GM0513", "Gouda", "2800 BB")] == [
        (each.council.code, each.council.name, each.postcode) for each in read.recipients
    ]
    assert [] == told(read)


def test_a_shipment_survives_pickling(shipment: Read) -> None:
    read = shipment(contacts=[HEADERS, DE_VRIES, (*VAN_DIJK[:9], "9999")])
    assert read == pickle.loads(pickle.dumps(read))
