"""Surnames with their tussenvoegsel, small or with a capital.

Sources: onzetaal.nl, hoofdletters in namen (Nederland); taaladvies.net, J. van den Berg, mevrouw Van der Ven-van Dijk.
"""

from __future__ import annotations

from generator.model import PersonName

_BELGIUM = "BE"
_APOSTROPHES = "'’‘"
_DUTCH_PREFIXES = frozenset(
    [
        "aan",
        "bij",
        "d'",
        "de",
        "den",
        "der",
        "des",
        "het",
        "in",
        "onder",
        "op",
        "over",
        "'s",
        "'t",
        "te",
        "ten",
        "ter",
        "tot",
        "uit",
        "van",
        "ver",
        "voor",
    ]
)


def short_surname(person: PersonName, *, after_name: bool) -> str:
    """The first surname with its prefix, as a salutation has it.

    Args:
        person: Whose surname.
        after_name: Initials, a first name or a title of nobility stands before it, so the prefix stays small.
    """
    prefix = person.prefix.strip()
    if person.country == _BELGIUM:
        return _joined(prefix, person.surname)
    small = _small(prefix)
    return _joined(small if after_name else _with_capital(small), person.surname)


def full_surname(person: PersonName, *, after_name: bool) -> str:
    """The whole surname: ``van der Ven-van Dijk``."""
    first = short_surname(person, after_name=after_name)
    if not person.second_surname:
        return first
    prefix = person.second_prefix.strip()
    second = _joined(prefix if person.country == _BELGIUM else _small(prefix), person.second_surname)
    return f"{first}-{second}" if first else second


def _small(prefix: str) -> str:
    """Dutch prefixes lose their capitals; El, Da and others that a register may hold with one keep theirs."""
    return " ".join(word.lower() if _plain(word) in _DUTCH_PREFIXES else word for word in prefix.split())


def _with_capital(prefix: str) -> str:
    # 't and d' never get a capital.
    if not prefix or prefix[0] in _APOSTROPHES or _plain(prefix) == "d'":
        return prefix
    return prefix[0].upper() + prefix[1:]


def _plain(word: str) -> str:
    return word.lower().translate(dict.fromkeys(map(ord, _APOSTROPHES), "'"))


def _joined(prefix: str, surname: str) -> str:
    if not prefix or not surname:
        return surname
    # d'Ancona, l'Ami: the elided vowel leaves no room for a space; 't Hart keeps it.
    elided = prefix[-1] in _APOSTROPHES
    return prefix + surname if elided else f"{prefix} {surname}"
