"""File names: legal on Windows, free of personal data, never the same for two letters."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from generator.address import file_name_form
from generator.model import Recipient, RecipientKey

LONGEST_BYTES = 120
"""Bytes that a name takes at most without its suffix; file systems stop at 255, Windows counts the whole path."""


def folder_name(mailing_name: str) -> str:
    """The folder of a mailing: its name as every system takes it."""
    return _bounded(file_name_form(mailing_name))


def letter_names(recipients: Sequence[Recipient], references: Sequence[str]) -> tuple[str, ...]:
    """The file name of each letter without its suffix: ``COS_U201800494_GM0363_Amsterdam``.

    A council's second letter bears its contact's function as well, and where that is not enough a few digits that follow
    from its key: a name stays the same when rows are sorted or an address changes. Names of persons stay out of it.

    Args:
        recipients: All recipients of the mailing, not only those that are made now: the names depend on it.
        references: The reference of each.
    """
    in_council = Counter((each.council.code, reference) for each, reference in zip(recipients, references, strict=True))
    names = [
        _letter_name(each, reference, alone=in_council[each.council.code, reference] == 1)
        for each, reference in zip(recipients, references, strict=True)
    ]
    twice = _doubles(names)
    return tuple(
        _with_digits(name, each.key) if name.casefold() in twice else name
        for name, each in zip(names, recipients, strict=True)
    )


def _letter_name(recipient: Recipient, reference: str, *, alone: bool) -> str:
    pieces = [reference, recipient.council.code, recipient.council.name]
    if not alone:
        contact = recipient.contact
        pieces.append(contact.function or contact.department if contact else str(recipient.key.kind))
    return _bounded("_".join(file_name_form(piece) for piece in pieces if piece))


def _doubles(names: Sequence[str]) -> Mapping[str, int]:
    counted = Counter(name.casefold() for name in names)
    return {name: count for name, count in counted.items() if count > 1}


def _with_digits(name: str, key: RecipientKey) -> str:
    return f"{name}_{hashlib.sha256(f'{key}/{key.kind}'.encode()).hexdigest()[:8]}"


def _bounded(name: str) -> str:
    encoded = name.encode()
    if len(encoded) <= LONGEST_BYTES:
        return name
    # The digits keep two long names apart that begin alike.
    digits = hashlib.sha256(encoded).hexdigest()[:8]
    return encoded[: LONGEST_BYTES - 9].decode(errors="ignore").rstrip("._ ") + f"_{digits}"
