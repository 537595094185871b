"""A recipient from a letter's data as the register keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import cast

from generator.mailing.snapshot import WORKSHOP
from generator.mailing.workshop import workshop_of
from generator.model import Contact, Council, Gender, PersonName, Recipient
from generator.register import Data, Material


def addressee_of(material: Material, shared: Data, own: Data) -> Recipient:
    """The recipient of a letter, put together anew: name line, address block and salutation follow from the values.

    Args:
        material: The letter, for its key and fonts.
        shared: Data of the mailing, perhaps corrected.
        own: Data of the letter, perhaps corrected.

    Raises:
        LettersFailed: The address does not fit the window.
    """
    from generator.workbook import addressed_recipient

    workshop = workshop_of(shared[WORKSHOP], material.contents)
    key = material.letter.recipient
    council_data = cast("dict[str, str]", own["council"])
    council = Council(
        code=council_data["code"],
        name=council_data["name"],
        province=council_data["province"],
        address_line=council_data["address_line"],
        postcode=council_data["postcode"],
        place=council_data["place"],
    )
    contact_data = cast("dict[str, str]", own["contact"])
    contact = _contact(contact_data, council.code, key.part) if any(contact_data.values()) else None
    recipient = addressed_recipient(
        key,
        council,
        contact,
        addressed_to=workshop.addressed_to,
        style=workshop.salutation_style,
        most_lines=workshop.address_lines,
    )
    row = cast("Mapping[str, str]", own["row"])
    return replace(recipient, copies=cast("int", own["copies"]), row=row)


def _contact(data: Mapping[str, str], council_code: str, identity: str) -> Contact:
    name = {each.name: data[each.name] for each in fields(PersonName) if each.name != "gender"}
    return Contact(
        council_code=council_code,
        identity=identity,
        name=PersonName(gender=Gender(data["gender"]), **name),
        function=data["function"],
        department=data["department"],
        name_line=data["name_line"],
        salutation=data["salutation"],
        email=data["email"],
        address_line=data["address_line"],
        postcode=data["postcode"],
        place=data["place"],
    )
