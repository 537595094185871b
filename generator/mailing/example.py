"""A recipient who does not exist, to try a template without a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from generator.template import CompiledTemplate, Remainder

EXAMPLE_REFERENCE = "COS/U202600000"
_EXAMPLE_DATE = date(2026, 1, 2)
_OWN_GROUPS = ("row", "rij", "mailing", "zending")
_OWN_PREFIXES = tuple(f"{group}." for group in _OWN_GROUPS)
_OTHER_KINDS = (1, _EXAMPLE_DATE)
_WRONG_KINDS = frozenset({"value-refused", "tag-failed"})


def example_context(names: Iterable[str], values: Mapping[str, object] = MappingProxyType({})) -> Context:
    """Every name of the template contract with a likely value.

    Args:
        names: The dotted names that the template uses: columns and fields of one's own get a value as well.
        values: What columns and fields of one's own are where their name, as a text, does not do.
    """
    wanted = [name.split(".") for name in names]
    context = dict(letter_context(_SHIPMENT, _RECIPIENT, EXAMPLE_REFERENCE, shared=mailing_context(_SHIPMENT)))
    for group in _OWN_GROUPS:
        own = {
            spelling: values.get(f"{group}.{attribute}", attribute)
            for attribute in (pieces[1] for pieces in wanted if pieces[0] == group and len(pieces) > 1)
            for spelling in (attribute, attribute_name(attribute))
        }
        known = context[group]
        assert isinstance(known, dict)
        context[group] = {**own, **known}
    return context


def fitting_example(template: CompiledTemplate | Remainder) -> Context:
    """The example in which each column or field of one's own is a text, a number or a date, as the tags around it want.

    Without a workbook nobody knows what a column holds, so a tag that works with any of the three is sound.
    """
    names = [each.path for each in template.names]
    places = {each.place for each in template.check(example_context(names)) if each.code in _WRONG_KINDS}
    suspects = tuple(
        dict.fromkeys(
            each.path for each in template.names if each.place in places and each.path.startswith(_OWN_PREFIXES)
        )
    )
    best: dict[str, object] = {}
    fewest = len(template.check(example_context(names)))
    # First all of them at once, for those that are reckoned with each other; then each by itself.
    for changed in (suspects, *((each,) for each in suspects)):
        for value in _OTHER_KINDS:
            values = {**best, **dict.fromkeys(changed, value)}
            count = len(template.check(example_context(names, values)))
            if count < fewest:
                best, fewest = values, count
    return example_context(names, best)


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
