"""Council and contact to one addressee: name line, address block, salutation, and where the envelope goes."""

from __future__ import annotations

from generator.address import (
    OFFICES,
    address_block,
    body_line,
    body_salutation,
    greeted_office,
    name_line,
    organisation_line,
    place_line,
    salutation,
)
from generator.model import AddressedTo, CellPlace, Contact, Council, Recipient, RecipientKey, SalutationStyle
from generator.workbook.addresses import PostalAddress


def addressed_recipient(
    key: RecipientKey,
    council: Council,
    contact: Contact | None,
    *,
    addressed_to: AddressedTo,
    style: SalutationStyle,
    most_lines: int,
) -> Recipient:
    """Put an addressee together.

    Args:
        key: What tells this recipient from others.
        council: The council.
        contact: Who in it, or None where the letter goes to a body.
        addressed_to: Whom the mailing addresses.
        style: How it greets.
        most_lines: Lines that the address window holds.

    Raises:
        LettersFailed: The address does not fit the window.
    """
    own = PostalAddress(contact.address_line, contact.postcode, contact.place) if contact else PostalAddress()
    address = own or PostalAddress(council.address_line, council.postcode, council.place)
    person = _person_line(contact, council, style)
    lines = (
        organisation_line(council.name),
        body_line(addressed_to),
        contact.department if contact else "",
        person or _unnamed_line(contact, addressed_to),
        address.address_line,
        place_line(address.postcode, address.place),
    )
    return Recipient(
        key=key,
        council=council,
        contact=contact,
        name_line=person,
        address_lines=address_block(lines, most_lines=most_lines),
        salutation=_salutation(contact, council, addressed_to, style),
        postcode=address.postcode,
        copies=(contact.copies if contact else None) or council.copies,
        row={**council.row, **(contact.row if contact else {})},
        source=(contact.source if contact else None) or council.source or CellPlace(""),
    )


def _person_line(contact: Contact | None, council: Council, style: SalutationStyle) -> str:
    if contact is None:
        return ""
    return contact.name_line or name_line(contact.name, style, function=contact.function, council_name=council.name)


def _unnamed_line(contact: Contact | None, addressed_to: AddressedTo) -> str:
    """For a contact who is only a function: "De griffier", "T.a.v. hoofd communicatie"."""
    if contact is None or not contact.function or addressed_to in OFFICES:
        return ""
    office = greeted_office(contact.function)
    return f"De {office}" if office else f"T.a.v. {contact.function}"


def _salutation(contact: Contact | None, council: Council, addressed_to: AddressedTo, style: SalutationStyle) -> str:
    if contact is None:
        return body_salutation(addressed_to, style, council_name=council.name)
    return contact.salutation or salutation(contact.name, style, function=contact.function, council_name=council.name)
