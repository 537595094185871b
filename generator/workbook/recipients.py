"""Councils and contacts to recipients: who gets a letter, at which address, greeted how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.address import OFFICES
from generator.errors import LettersFailed, message, plural_message
from generator.model import (
    AddressedTo,
    CellPlace,
    Contact,
    Mailing,
    Recipient,
    RecipientKey,
    Severity,
)
from generator.workbook.addressee import addressed_recipient
from generator.workbook.addresses import PostalAddress
from generator.workbook.contact_sheet import ContactRow
from generator.workbook.council_sheet import CouncilRow
from generator.workbook.findings import Findings
from generator.workbook.words import ADDRESSED_TO, word_key

Contacts = Mapping[str, Sequence[ContactRow]]


@dataclass(frozen=True, slots=True)
class _Letter:
    """Somebody who is to get a letter, before it is known whether one can be made."""

    key: RecipientKey
    row: CouncilRow
    contact: Contact | None = None


def build_recipients(
    mailing: Mailing,
    councils: Mapping[str, CouncilRow],
    contacts: Contacts,
    findings: Findings,
    *,
    most_lines: int,
) -> tuple[Recipient, ...]:
    """All recipients of the mailing, in the order of the councils and then of their contacts.

    Addressed to contacts, a council that has none gets the letter itself, as the letter of 28 June 2018 went out.
    Whoever has an error anywhere is left out; the problem says why.

    Args:
        mailing: Says to whom, and how they are greeted.
        councils: By code.
        contacts: By the code of their council.
        findings: What is wrong is added here.
        most_lines: Lines that the address window holds.
    """
    if contacts and mailing.addressed_to is AddressedTo.CONTACT:
        _tell_of_councils_without_contacts(councils, contacts, findings)
    made: list[Recipient | None] = []
    for row in councils.values():
        if row.council.send:
            made.extend(
                _recipient(letter, mailing, findings.of(letter.key), most_lines)
                for letter in _letters(row, mailing, contacts, findings)
            )
    failed = {problem.recipient for problem in findings.problems if problem.severity is Severity.ERROR}
    return tuple(each for each in made if each is not None and each.key not in failed)


def _letters(row: CouncilRow, mailing: Mailing, contacts: Contacts, findings: Findings) -> Iterator[_Letter]:
    council = row.council
    mine = contacts.get(council.code, ())
    key = RecipientKey(council.code, mailing.addressed_to)
    if mailing.addressed_to is AddressedTo.CONTACT and mine:
        for each in mine:
            if each.contact.send and each.is_sound:
                yield _Letter(RecipientKey(council.code, AddressedTo.CONTACT, each.contact.identity), row, each.contact)
    elif mailing.addressed_to in OFFICES:
        holders = [each for each in mine if _holds(each.contact, mailing.addressed_to)]
        if not holders:
            yield _Letter(key, row)
        elif any(each.contact.send for each in holders):
            chosen = next(each for each in holders if each.contact.send)
            _tell_of_others(holders, chosen, key, findings)
            if chosen.is_sound:
                yield _Letter(key, row, chosen.contact)
            else:
                _tell_of_unsound(chosen.contact, findings.of(key))
    else:
        yield _Letter(key, row)


def _tell_of_councils_without_contacts(
    councils: Mapping[str, CouncilRow], contacts: Contacts, findings: Findings
) -> None:
    """One notice, however many they are: where a few contacts are known, nearly all councils have none."""
    without = [each.council for code, each in councils.items() if each.council.send and not contacts.get(code)]
    places = [each.source for each in without if each.source is not None]
    if places:
        findings.notice(
            "council-without-contacts",
            places[0] if len(places) == 1 else CellPlace(places[0].sheet),
            plural_message(
                "{first} has no contacts; the letter goes to the council itself",
                "{count} councils have no contacts ({first} is the first); their letters go to the councils themselves",
                count=len(places),
                first=without[0].name,
            ),
        )


def _holds(contact: Contact, office: AddressedTo) -> bool:
    return word_key(contact.function) in map(word_key, ADDRESSED_TO[office])


def _tell_of_others(holders: Sequence[ContactRow], chosen: ContactRow, key: RecipientKey, findings: Findings) -> None:
    for each in holders:
        if each is not chosen and each.contact.send and each.contact.source is not None:
            findings.of(key).warning(
                "office-held-twice",
                each.contact.source,
                message("another {office} of this council gets the letter already", office=key.kind.value),
                message("write nee in the column Versturen for whoever should not get it"),
            )


def _tell_of_unsound(contact: Contact, findings: Findings) -> None:
    if contact.source is not None:
        findings.error(
            "contact-with-errors",
            contact.source,
            message("the row of this contact has errors"),
            message("mend what is said of its cells"),
        )


def _recipient(letter: _Letter, mailing: Mailing, findings: Findings, most_lines: int) -> Recipient | None:
    council, contact = letter.row.council, letter.contact
    source = (contact.source if contact else None) or council.source or CellPlace("")
    own = PostalAddress(contact.address_line, contact.postcode, contact.place) if contact else PostalAddress()
    if not letter.row.is_sound or not (own or letter.row.address_is_sound):
        # The council's own letter has been told by its row; a contact's letter would else be lost without a word.
        if contact is not None:
            findings.error(
                "council-with-errors",
                source,
                message("the row of council {code} has errors", code=council.code),
                message("mend them there, or give this contact an address of its own"),
            )
        return None
    try:
        return addressed_recipient(
            letter.key,
            council,
            contact,
            addressed_to=mailing.addressed_to,
            style=mailing.salutation_style,
            most_lines=most_lines,
        )
    except LettersFailed as error:
        findings.error(
            "address-too-long", source, error.message, message("shorten Afdeling or Adres, or split them otherwise")
        )
        return None
