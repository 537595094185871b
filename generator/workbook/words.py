"""The one table of names: sheets, headers and closed choices, Dutch first, then English, then what people also write."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from generator.model import AddressedTo, Gender, Numbering, SalutationStyle

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")

SHEETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "mailing": ("Zending", "Mailing", "Verzending"),
        "councils": ("Gemeenten", "Councils", "Gemeente", "Municipalities"),
        "contacts": ("Contacten", "Contacts", "Contactpersonen", "Contact"),
        "publications": ("Publicaties", "Publications", "Publicatie"),
    }
)

MAILING_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": ("Naam", "Name", "Naam zending"),
        "subject": ("Onderwerp", "Subject", "Betreft"),
        "letter_date": ("Datum", "Date", "Briefdatum", "Letter date"),
        "template": ("Sjabloon", "Template"),
        "reference": ("Kenmerk", "Reference", "Ons kenmerk"),
        "series": ("Kenmerkreeks", "Reference series", "Series", "Reeks"),
        "numbering": ("Nummering", "Numbering"),
        "signatory": ("Ondertekenaar", "Signatory"),
        "signatory_function": ("Functie", "Function", "Functie ondertekenaar"),
        "signature": ("Handtekening", "Signature"),
        "on_behalf_of": ("Namens", "On behalf of"),
        "addressed_to": ("Adresseren aan", "Addressed to", "Address to", "Geadresseerd aan"),
        "salutation_style": ("Aanhef", "Salutation"),
        "enclosures": ("Bijlagen", "Enclosures", "Bijlage", "Bijlage(n)"),
        "contact_person": ("Contactpersoon", "Contact person"),
        "telephone": ("Telefoon", "Telephone", "Telefoonnummer", "Phone", "Tel."),
        "email": ("E-mail", "Email", "E-mailadres"),
    }
)

COUNCIL_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("Code", "Council code", "Gemeentecode", "CBS-code"),
        "name": ("Gemeente", "Council", "Gemeentenaam", "Municipality"),
        "province": ("Provincie", "Province"),
        "address_line": ("Adres", "Address", "Postadres", "Adresregel"),
        "postcode": ("Postcode", "Postal code", "Zip"),
        "place": ("Plaats", "Place", "Postplaats", "Woonplaats", "City"),
        "copies": ("Exemplaren", "Copies", "Aantal", "Aantal exemplaren"),
        "send": ("Versturen", "Send", "Verzenden"),
    }
)

CONTACT_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("Code", "Council code", "Gemeentecode", "CBS-code"),
        "function": ("Functie", "Function"),
        "department": ("Afdeling", "Department"),
        "gender": ("Geslacht", "Gender"),
        "predicate": ("Predicaat", "Predicate"),
        "titles": ("Titels", "Titles", "Titel", "Titels voor", "Title"),
        "first_name": ("Voornaam", "First name"),
        "initials": ("Voorletters", "Initials", "Voorletter"),
        "nobility_title": ("Adellijke titel", "Title of nobility", "Nobility title"),
        "prefix": ("Tussenvoegsel", "Prefix", "Tussenvoegsels", "Voorvoegsel"),
        "surname": ("Achternaam", "Surname", "Last name"),
        "second_prefix": ("Tweede tussenvoegsel", "Second prefix"),
        "second_surname": ("Tweede achternaam", "Second surname"),
        "titles_after": ("Titels achter", "Titles after", "Titel achter"),
        "country": ("Land", "Country"),
        "name_line": ("Naamregel", "Name line"),
        "salutation": ("Aanhef", "Salutation"),
        "email": ("E-mail", "Email", "E-mailadres"),
        "address_line": ("Adres", "Address", "Postadres", "Adresregel"),
        "postcode": ("Postcode", "Postal code", "Zip"),
        "place": ("Plaats", "Place", "Postplaats", "Woonplaats", "City"),
        "copies": ("Exemplaren", "Copies", "Aantal", "Aantal exemplaren"),
        "send": ("Versturen", "Send", "Verzenden"),
    }
)

PUBLICATION_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("Titel", "Title"),
        "stock": ("Voorraad", "Stock"),
        "weight_grams": ("Gewicht", "Weight", "Gewicht (gram)", "Weight (grams)", "Gewicht (g)"),
    }
)

FIELD_HEADER = ("Veld", "Field")
VALUE_HEADER = ("Waarde", "Value")

ADDRESSED_TO: Mapping[AddressedTo, tuple[str, ...]] = MappingProxyType(
    {
        AddressedTo.CONTACT: ("contact", "contacten", "contacts", "contactpersoon"),
        AddressedTo.COLLEGE: ("college", "college van b&w", "b&w", "executive"),
        AddressedTo.RAAD: ("raad", "gemeenteraad", "council"),
        AddressedTo.COLLEGE_AND_RAAD: ("college en raad", "college en gemeenteraad", "college and council"),
        AddressedTo.BURGEMEESTER: ("burgemeester", "mayor"),
        AddressedTo.GRIFFIER: ("griffier", "clerk", "raadsgriffier"),
        AddressedTo.GEMEENTESECRETARIS: ("gemeentesecretaris", "secretaris", "town clerk"),
    }
)
SALUTATION_STYLES: Mapping[SalutationStyle, tuple[str, ...]] = MappingProxyType(
    {
        SalutationStyle.MODERN: ("modern",),
        SalutationStyle.TRADITIONAL: ("traditioneel", "traditional"),
        SalutationStyle.GENERAL: ("algemeen", "general"),
    }
)
NUMBERINGS: Mapping[Numbering, tuple[str, ...]] = MappingProxyType(
    {Numbering.PER_MAILING: ("zending", "mailing"), Numbering.PER_LETTER: ("brief", "letter")}
)
GENDERS: Mapping[Gender, tuple[str, ...]] = MappingProxyType(
    {
        Gender.MALE: ("m", "man", "male", "dhr.", "heer", "de heer"),
        Gender.FEMALE: ("v", "vrouw", "f", "female", "mevr.", "mw.", "mevrouw"),
        Gender.NON_BINARY: ("x", "non-binair", "non-binary"),
        Gender.UNKNOWN: ("onbekend", "unknown"),
    }
)
YES_NO: Mapping[bool, tuple[str, ...]] = MappingProxyType(
    {True: ("ja", "yes", "j", "y", "waar", "true", "1"), False: ("nee", "no", "n", "onwaar", "false", "0")}
)
BELGIUM = frozenset({"be", "belgie", "belgium", "belgique", "vlaanderen"})
NETHERLANDS = frozenset({"nl", "nederland", "netherlands", "thenetherlands"})


@functools.lru_cache(maxsize=8192)
def word_key(text: str) -> str:
    """What is compared of a name: letters and digits, without case, accents, spaces and signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return _NOT_ALPHANUMERIC.sub("", letters)
