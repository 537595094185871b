"""Bodies and offices of a council: how an address names them.

Sources: onzetaal.nl, aanhef aan een groep; taaladvies.net (b en w without capitals).
"""

from __future__ import annotations

from generator.model import AddressedTo

_BODY_LINES = {
    AddressedTo.CONTACT: "",
    AddressedTo.COLLEGE: "Het college van burgemeester en wethouders",
    AddressedTo.RAAD: "De gemeenteraad",
    AddressedTo.COLLEGE_AND_RAAD: "Het college en de gemeenteraad",
    AddressedTo.BURGEMEESTER: "De burgemeester",
    AddressedTo.GRIFFIER: "De griffier",
    AddressedTo.GEMEENTESECRETARIS: "De gemeentesecretaris",
}
OFFICES = frozenset({AddressedTo.BURGEMEESTER, AddressedTo.GRIFFIER, AddressedTo.GEMEENTESECRETARIS})
"""Addressees that are one person, who may be named."""

_GREETED_OFFICES = frozenset(
    [
        "burgemeester",
        "locoburgemeester",
        "loco-burgemeester",
        "wethouder",
        "raadslid",
        "raadsgriffier",
        "griffier",
        "gemeentesecretaris",
        "secretaris",
        "directeur",
        "voorzitter",
    ]
)


def body_line(addressed_to: AddressedTo) -> str:
    """The line below "Gemeente X": "De gemeenteraad"; ``""`` for a contact."""
    return _BODY_LINES[addressed_to]


def greeted_office(function: str) -> str:
    """The word with which an office without a name is greeted, "wethouder"; ``""`` where it has none."""
    word = function.strip().casefold()
    return word if word in _GREETED_OFFICES else ""
