"""The salutation, with its comma.

Sources: taaladvies.net vraag/304, taal en gender in brieven, aanhef voor een non-binaire persoon; onzetaal.nl, aanhef
aan een groep, geachte mevrouw Jansen-de Jong Jansen.
"""

from __future__ import annotations

from generator.address.bodies import OFFICES, greeted_office
from generator.address.honorifics import honorific
from generator.address.names import has_name
from generator.address.surnames import short_surname
from generator.model import AddressedTo, Gender, PersonName, SalutationStyle

GENERAL_SALUTATION = "Geachte heer, mevrouw,"
"""Where nobody is named (the letter of 28 June 2018)."""

_NOUNS = {Gender.MALE: "heer", Gender.FEMALE: "mevrouw", Gender.UNKNOWN: "heer of mevrouw"}
_BODIES = {
    AddressedTo.COLLEGE: "Geacht college,",
    AddressedTo.RAAD: "Geachte raad,",
    AddressedTo.COLLEGE_AND_RAAD: "Geacht college en gemeenteraad,",
}


def salutation(
    person: PersonName,
    style: SalutationStyle = SalutationStyle.MODERN,
    *,
    function: str = "",
    council_name: str = "",
) -> str:
    """Greet a person: no titles, no initials, of a double name the first only; gender is never inferred.

    Args:
        person: Whoever is greeted; without a surname the function is greeted, or everybody.
        style: ``algemeen`` greets everybody; ``traditioneel`` a burgemeester as edelachtbare, never with a surname.
        function: "wethouder" gives "Geachte wethouder," where nobody is named.
        council_name: For the traditional style.
    """
    if style is SalutationStyle.GENERAL:
        return GENERAL_SALUTATION
    if style is SalutationStyle.TRADITIONAL:
        word = honorific(function, council_name)
        if word and person.gender is not Gender.NON_BINARY:
            noun = _NOUNS[person.gender] if has_name(person) or person.gender else "heer, mevrouw"
            return f"{word.capitalize()} {noun},"
    if not has_name(person):
        return _unnamed(person.gender, greeted_office(function))
    if person.gender is Gender.NON_BINARY:
        given = person.initials or person.first_name
        return f"Geachte {' '.join(filter(None, (given, short_surname(person, after_name=bool(given)))))},"
    return f"Geachte {_NOUNS[person.gender]} {_greeted_surname(person)},"


def body_salutation(
    addressed_to: AddressedTo, style: SalutationStyle = SalutationStyle.MODERN, *, council_name: str = ""
) -> str:
    """Greet a body of the council, "Geacht college,", or an office whose holder is not named, "Geachte griffier,".

    A council as such (addressed to a contact that it does not have) is greeted in general.
    """
    if style is SalutationStyle.GENERAL:
        return GENERAL_SALUTATION
    if addressed_to in OFFICES:
        return salutation(PersonName(), style, function=addressed_to.value, council_name=council_name)
    if style is SalutationStyle.TRADITIONAL and addressed_to is AddressedTo.COLLEGE:
        return "Edelachtbaar college,"
    return _BODIES.get(addressed_to, GENERAL_SALUTATION)


def _unnamed(gender: Gender, office: str) -> str:
    if office:
        return f"Geachte {office},"
    if gender in (Gender.MALE, Gender.FEMALE):
        return f"Geachte {_NOUNS[gender]},"
    return GENERAL_SALUTATION


def _greeted_surname(person: PersonName) -> str:
    return short_surname(person, after_name=False) or person.second_surname
