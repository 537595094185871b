"""File names: legal everywhere, no two alike, no personal data."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.mailing.names import LONGEST_BYTES, folder_name, letter_names
from generator.model import AddressedTo, Contact, Council, PersonName, Recipient, RecipientKey

REFERENCE = "COS/U201800494"
WINDOWS = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[^<>:\"/\\|?*\x00-\x1f]*[^<>:\"/\\|?*\x00-\x1f .]", re.IGNORECASE
)


def recipient(code: str, name: str, contact: str = "", function: str = "") -> Recipient:
    person = Contact(code, contact, PersonName(surname=contact), function) if contact else None
    return Recipient(
        key=RecipientKey(code, AddressedTo.CONTACT if contact else AddressedTo.COLLEGE, contact),
        council=Council(code, name),
        contact=person,
        name_line="",
        address_lines=(),
        salutation="",
        postcode="",
    )


def named(*recipients: Recipient) -> tuple[str, ...]:
    return letter_names(recipients, [REFERENCE] * len(recipients))


def test_a_name_says_reference_code_and_council() -> None:
    assert ("COS_U201800494_GM0363_Amsterdam",) == named(recipient("GM0363", "Amsterdam"))


def test_accents_stay_and_signs_go() -> None:
    assert ("COS_U201800494_GM1900_Súdwest-Fryslân", "COS_U201800494_GM0373_Bergen_NH") == named(
        recipient("GM1900", "Súdwest-Fryslân"), recipient("GM0373", "Bergen (NH)")
    )


def test_the_only_contact_of_a_council_needs_no_more() -> None:
    assert ("COS_U201800494_GM0513_Gouda",) == named(recipient("GM0513", "Gouda", "j-jansen", "griffier"))


def test_contacts_of_one_council_are_told_apart_by_their_function() -> None:
    assert ("COS_U201800494_GM0513_Gouda_griffier", "COS_U201800494_GM0513_Gouda_burgemeester") == named(
        recipient("GM0513", "Gouda", "j-jansen", "griffier"), recipient("GM0513", "Gouda", "p-pieters", "burgemeester")
    )


def test_contacts_of_one_function_get_digits_and_never_a_name() -> None:
    first, second = named(
        recipient("GM0513", "Gouda", "j-jansen", "raadslid"), recipient("GM0513", "Gouda", "p-pieters", "raadslid")
    )
    assert first != second
    assert all(re.fullmatch("COS_U201800494_GM0513_Gouda_raadslid_[0-9a-f]{8}", each) for each in (first, second))


def test_names_do_not_depend_on_the_order_of_the_rows() -> None:
    people = [recipient("GM0513", "Gouda", each, "raadslid") for each in ("a", "b", "c")]
    assert sorted(named(*people)) == sorted(named(*reversed(people)))


def test_a_letter_of_its_own_reference_is_told_apart_by_that() -> None:
    gouda = recipient("GM0513", "Gouda", "a", "griffier")
    assert ("COS_1_GM0513_Gouda", "COS_2_GM0513_Gouda") == letter_names([gouda, gouda], ["COS/1", "COS/2"])


@given(st.lists(st.tuples(st.text(max_size=300), st.text(max_size=80)), max_size=8))
def test_any_names_become_legal_and_differ_whatever_their_case(councils: list[tuple[str, str]]) -> None:
    made = named(
        *(recipient("GM0001", name, f"contact {number}", function) for number, (name, function) in enumerate(councils))
    )
    assert len(made) == len({each.casefold() for each in made})
    assert all(WINDOWS.fullmatch(each) and len(each.encode()) <= LONGEST_BYTES + 9 for each in made)


@given(st.text(max_size=400))
def test_any_mailing_has_a_folder(name: str) -> None:
    folder = folder_name(name)
    assert WINDOWS.fullmatch(folder)
    assert len(folder.encode()) <= LONGEST_BYTES
