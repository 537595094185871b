"""A recipient who does not exist, to try a template without a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.mailing.context import Context, attribute_name, letter_context, mailing_context
from generator.model import (
    AddressedTo,
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

EXAMPLE_REFERENCE = "COS/U202600000"
_EXAMPLE_DATE = date(2026, 1, 2)
_OWN_GROUPS = ("row", "rij", "mailing", "zending")


def example_context(names: Iterable[str]) -> Context:
    """Every name of the template contract with a likely value.

    Args:
        names: The dotted names that the template uses: columns and fields of one's own get a value as well.
    """
    context = dict(letter_context(_SHIPMENT, _RECIPIENT, EXAMPLE_REFERENCE, shared=mailing_context(_SHIPMENT)))
    for group in _OWN_GROUPS:
        own = {
            spelling: attribute
            for attribute in (name.split(".")[1] for name in names if name.startswith(f"{group}."))
            for spelling in (attribute, attribute_name(attribute))
        }
        known = context[group]
        assert isinstance(known, dict)
        context[group] = {**own, **known}
    return context


_COUNCIL = Council(
    code="GM9999",
    name="Voorbeeld",
    province="Zuid-Holland",
    address_line="Postbus 1",
    postcode="2500 AA",
    place="Den Haag",
)
_CONTACT = Contact(
    council_code="GM9999",
    identity="griffier",
    name=PersonName(
        gender=Gender.FEMALE, titles="mr.", first_name="Anna", initials="A.B.", prefix="van der", surname="Voorbeeld"
    ),
    function="griffier",
    department="Griffie",
    email="griffie@voorbeeld.nl",
)
_RECIPIENT = Recipient(
    key=RecipientKey("GM9999", AddressedTo.CONTACT, "griffier"),
    council=_COUNCIL,
    contact=_CONTACT,
    name_line="Mevrouw mr. A.B. van der Voorbeeld",
    address_lines=(
        "Gemeente Voorbeeld",
        "T.a.v. mevrouw mr. A.B. van der Voorbeeld",
        "Postbus 1",
        "2500 AA  DEN HAAG",
    ),
    salutation="Geachte mevrouw Van der Voorbeeld,",
    postcode="2500 AA",
)
_SHIPMENT = Shipment(
    mailing=Mailing(
        name="Voorbeeld",
        subject="Een voorbeeld van een onderwerp",
        letter_date=_EXAMPLE_DATE,
        template="voorbeeld.docx",
        signatory=Signatory(
            name="J. Voorbeeld", function="Algemeen directeur", on_behalf_of="Vereniging van Nederlandse Gemeenten"
        ),
        reference=EXAMPLE_REFERENCE,
        enclosures=("Handreiking", "Rapport"),
        contact_person="K. Voorbeeld",
        telephone="070-373 83 93",
        email="info@voorbeeld.nl",
    ),
    recipients=(_RECIPIENT,),
    publications=(Publication("Handreiking", stock=100, weight_grams=200),),
)
