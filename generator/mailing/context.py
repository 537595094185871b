"""What a letter's template sees: the names of the template contract, each in English and in Dutch.

A name that is known but empty is ``""``, or None for what is no text; only what is not known at all is undefined.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from generator.model import CellValue, Contact, Council, Mailing, Publication, Recipient, Shipment

Context = Mapping[str, object]

TOP_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "reference": "kenmerk",
        "date": "datum",
        "subject": "onderwerp",
        "signatory": "ondertekenaar",
        "recipient": "ontvanger",
        "council": "gemeente",
        "contact": "contactpersoon",
        "copies": "exemplaren",
        "enclosures": "bijlagen",
        "publications": "publicaties",
        "mailing": "zending",
        "row": "rij",
    }
)
"""English name to its Dutch alias, at the top; ``adres`` and ``aanhef`` stand alone besides."""

SIGNATORY_ALIASES: Mapping[str, str] = MappingProxyType(
    {"name": "naam", "function": "functie", "on_behalf_of": "namens", "signature": "handtekening"}
)
RECIPIENT_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "name": "naam",
        "address": "adres",
        "lines": "regels",
        "salutation": "aanhef",
        "kind": "soort",
        "postcode": "postcode",
    }
)
COUNCIL_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "code": "code",
        "name": "naam",
        "province": "provincie",
        "address_line": "adres",
        "postcode": "postcode",
        "place": "plaats",
    }
)
CONTACT_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "function": "functie",
        "department": "afdeling",
        "gender": "geslacht",
        "predicate": "predicaat",
        "titles": "titels",
        "first_name": "voornaam",
        "initials": "voorletters",
        "nobility_title": "adellijke_titel",
        "prefix": "tussenvoegsel",
        "surname": "achternaam",
        "second_prefix": "tweede_tussenvoegsel",
        "second_surname": "tweede_achternaam",
        "titles_after": "titels_achter",
        "country": "land",
        "name_line": "naamregel",
        "salutation": "aanhef",
        "email": "e_mail",
        "address_line": "adres",
        "postcode": "postcode",
        "place": "plaats",
    }
)
PUBLICATION_ALIASES: Mapping[str, str] = MappingProxyType(
    {"title": "titel", "stock": "voorraad", "weight_grams": "gewicht"}
)
MAILING_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "name": "naam",
        "subject": "onderwerp",
        "date": "datum",
        "template": "sjabloon",
        "series": "kenmerkreeks",
        "contact_person": "contactpersoon",
        "telephone": "telefoon",
        "email": "e_mail",
    }
)


def letter_context(shipment: Shipment, recipient: Recipient, reference: str, *, shared: Context) -> Context:
    """All names that the template of one letter can use.

    Args:
        shipment: The workbook that the letter comes from.
        recipient: Whom it is for.
        reference: What it bears.
        shared: The names that all letters share (:func:`mailing_context`), made once for all.
    """
    # A column that stands on the other sheet only is known, and empty for this recipient.
    row = {**dict.fromkeys(shipment.unused_columns), **recipient.row}
    return {**shared, **recipient_context(replace(recipient, row=row), reference)}


def mailing_context(shipment: Shipment, *, signature: object = None) -> Context:
    """The names that are the same in every letter of a mailing.

    Args:
        shipment: The workbook that the letters come from.
        signature: The picture of the signature, as the template takes it; None where it is signed by hand.
    """
    mailing = shipment.mailing
    signatory = mailing.signatory
    return _with_dutch(
        {
            "date": mailing.letter_date,
            "subject": mailing.subject,
            "signatory": _with_dutch(
                {
                    "name": signatory.name,
                    "function": signatory.function,
                    "on_behalf_of": signatory.on_behalf_of,
                    "signature": signature,
                },
                SIGNATORY_ALIASES,
            ),
            "enclosures": mailing.enclosures,
            "publications": tuple(_publication(each) for each in shipment.publications),
            "mailing": _mailing(mailing),
        },
        TOP_ALIASES,
    )


def recipient_context(recipient: Recipient, reference: str) -> Context:
    """The names that differ from letter to letter."""
    addressee = _with_dutch(
        {
            "name": recipient.name_line,
            "address": "\n".join(recipient.address_lines),
            "lines": recipient.address_lines,
            "salutation": recipient.salutation,
            "kind": str(recipient.key.kind),
            "postcode": recipient.postcode,
        },
        RECIPIENT_ALIASES,
    )
    context = _with_dutch(
        {
            "reference": reference,
            "recipient": addressee,
            "council": _with_dutch(_council(recipient.council), COUNCIL_ALIASES),
            "contact": _with_dutch(_contact(recipient.contact), CONTACT_ALIASES),
            "copies": recipient.copies,
            "row": _by_header(recipient.row),
        },
        TOP_ALIASES,
    )
    return {**context, "adres": addressee["address"], "aanhef": addressee["salutation"]}


@dataclass(frozen=True, slots=True)
class NameGroup:
    """A name at the top, and what stands after its dot.

    Attributes:
        english: ``recipient``.
        dutch: ``ontvanger``.
        inside: English and Dutch of each name after the dot; none where the name is a value itself.
    """

    english: str
    dutch: str
    inside: tuple[tuple[str, str], ...] = ()


def name_groups(shipment: Shipment | None = None) -> tuple[NameGroup, ...]:
    """Every name that a template can use, in the order of the contract.

    Args:
        shipment: A workbook, whose own columns and fields are then named as well.
    """
    own_fields: tuple[tuple[str, str], ...] = ()
    own_columns: tuple[tuple[str, str], ...] = ()
    if shipment is not None:
        own_fields = tuple((attribute_name(each),) * 2 for each in shipment.mailing.fields)
        own_columns = tuple((attribute_name(each),) * 2 for each in shipment.unused_columns)
    inside: dict[str, tuple[tuple[str, str], ...]] = {
        "signatory": tuple(SIGNATORY_ALIASES.items()),
        "recipient": tuple(RECIPIENT_ALIASES.items()),
        "council": tuple(COUNCIL_ALIASES.items()),
        "contact": tuple(CONTACT_ALIASES.items()),
        "mailing": (*MAILING_ALIASES.items(), *own_fields),
        "row": own_columns,
    }
    groups = [NameGroup(english, dutch, inside.get(english, ())) for english, dutch in TOP_ALIASES.items()]
    return tuple(each for each in groups if each.inside or each.english != "row")


def known_names(shipment: Shipment | None = None) -> tuple[str, ...]:
    """Every name that a template can use, English and Dutch, dotted, sorted.

    Args:
        shipment: A workbook, whose own columns and fields are then named as well.
    """
    names = {"adres", "aanhef"}
    for group in name_groups(shipment):
        for top in (group.english, group.dutch):
            names.update(f"{top}.{name}" for pair in group.inside for name in pair)
            if not group.inside:
                names.add(top)
    return tuple(sorted(names))


def _mailing(mailing: Mailing) -> Mapping[str, object]:
    known = {
        "name": mailing.name,
        "subject": mailing.subject,
        "date": mailing.letter_date,
        "template": mailing.template,
        "series": mailing.series,
        "contact_person": mailing.contact_person,
        "telephone": mailing.telephone,
        "email": mailing.email,
    }
    return {**_by_header(mailing.fields), **_with_dutch(known, MAILING_ALIASES)}


def _council(council: Council) -> Mapping[str, object]:
    return {name: getattr(council, name) for name in COUNCIL_ALIASES}


def _contact(contact: Contact | None) -> Mapping[str, object]:
    if contact is None:
        return dict.fromkeys(CONTACT_ALIASES, "")
    person = contact.name
    return {
        "function": contact.function,
        "department": contact.department,
        "gender": str(person.gender),
        "predicate": person.predicate,
        "titles": person.titles,
        "first_name": person.first_name,
        "initials": person.initials,
        "nobility_title": person.nobility_title,
        "prefix": person.prefix,
        "surname": person.surname,
        "second_prefix": person.second_prefix,
        "second_surname": person.second_surname,
        "titles_after": person.titles_after,
        "country": person.country,
        "name_line": contact.name_line,
        "salutation": contact.salutation,
        "email": contact.email,
        "address_line": contact.address_line,
        "postcode": contact.postcode,
        "place": contact.place,
    }


def _publication(publication: Publication) -> Mapping[str, object]:
    return _with_dutch({name: getattr(publication, name) for name in PUBLICATION_ALIASES}, PUBLICATION_ALIASES)


def _with_dutch(english: Mapping[str, object], aliases: Mapping[str, str]) -> dict[str, object]:
    return {**english, **{aliases[name]: value for name, value in english.items() if name in aliases}}


def _by_header(row: Mapping[str, CellValue]) -> dict[str, object]:
    """Columns under their header as written, and under the name that a template can write after a dot."""
    return {name: value for header, value in row.items() for name in _spellings(header)}


@functools.lru_cache(maxsize=1024)
def _spellings(header: str) -> tuple[str, ...]:
    dotted = attribute_name(header)
    return (header,) if dotted == header else (header, dotted)


def attribute_name(header: str) -> str:
    """A header as a name after a dot: ``"Aantal inwoners"`` becomes ``aantal_inwoners``."""
    joined = "".join(each if each.isalnum() else "_" for each in header.strip().casefold())
    name = "_".join(piece for piece in joined.split("_") if piece)
    return f"_{name}" if name[:1].isdigit() else name


def plain(value: object) -> object:
    """A context as JSON has it: dates in ISO 8601, tuples as lists, pictures by their file."""
    match value:
        case Mapping():
            return {str(name): plain(each) for name, each in value.items()}
        case tuple() | list():
            return [plain(each) for each in value]
        case date():
            return value.isoformat()
        case str() | int() | float() | None:
            return value
        case _:
            return str(value)
