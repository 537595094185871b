"""The name line: ``Mevrouw mr. N.C. van der Sluis``.

Sources: onzetaal.nl, hoofdletters in namen; taaladvies.net, titulatuur en titels in Nederland: voorrangsregels.
"""

from __future__ import annotations

from generator.address.honorifics import honorific
from generator.address.surnames import full_surname
from generator.address.titles import ordered_titles
from generator.model import Gender, PersonName, SalutationStyle

_FORM_OF_ADDRESS = {Gender.MALE: "De heer", Gender.FEMALE: "Mevrouw"}
_TRADITIONAL_NOUN = {Gender.MALE: "heer", Gender.FEMALE: "mevrouw"}


def name_line(
    person: PersonName,
    style: SalutationStyle = SalutationStyle.MODERN,
    *,
    function: str = "",
    council_name: str = "",
) -> str:
    """The name as the address block has it; ``""`` for a person without a surname.

    Args:
        person: The parts of the name. Gender is taken as given: where it is unknown or x no "De heer" or "Mevrouw".
        style: Only the traditional style changes the name line: "De edelachtbare heer mr. F. van Dijk".
        function: For the traditional style.
        council_name: Likewise.
    """
    if not has_name(person):
        return ""
    given = person.initials or person.first_name
    stands_before = bool(given or person.nobility_title)
    parts = (
        _form_of_address(person.gender, style, function, council_name),
        person.predicate,
        ordered_titles(person.titles),
        given,
        person.nobility_title,
        full_surname(person, after_name=stands_before),
    )
    line = " ".join(part for part in parts if part)
    return f"{line}, {person.titles_after}" if person.titles_after else line


def has_name(person: PersonName) -> bool:
    """Whether anybody is named: initials or a first name alone do not make a name line."""
    return bool(person.surname or person.second_surname)


def _form_of_address(gender: Gender, style: SalutationStyle, function: str, council_name: str) -> str:
    word = honorific(function, council_name) if style is SalutationStyle.TRADITIONAL else ""
    if word and gender in _TRADITIONAL_NOUN:
        return f"De {word} {_TRADITIONAL_NOUN[gender]}"
    return _FORM_OF_ADDRESS.get(gender, "")
