"""``--only``: councils by name or code, whatever their accents, case and punctuation."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from generator.errors import AnyOf, Message, WrongUse, message, plural_message
from generator.model import Recipient


def chosen(recipients: Sequence[Recipient], only: Sequence[str]) -> tuple[Recipient, ...]:
    """The recipients that ``only`` names, in their own order; all where it names none.

    Args:
        recipients: All of the mailing.
        only: Names or codes of councils; one text may hold several, with commas between.

    Raises:
        WrongUse: A name that no recipient has; the message offers those that are like it.
    """
    if not only:
        return tuple(recipients)
    by_word: dict[str, set[str]] = {}
    for recipient in recipients:
        for word in (recipient.council.name, recipient.council.code):
            by_word.setdefault(folded(word), set()).add(recipient.council.code)
    codes: set[str] = set()
    unknown: list[str] = []
    for asked in only:
        # A name may hold a comma itself: "Nuenen, Gerwen en Nederwetten".
        words = [asked] if folded(asked) in by_word else [each for each in asked.split(",") if each.strip()]
        for word in words:
            found = by_word.get(folded(word))
            if found is None:
                unknown.append(word.strip())
            else:
                codes |= found
    if unknown:
        raise WrongUse(_unknown(unknown, recipients))
    if not codes:
        raise WrongUse(message("--only names no council; give a name or a code such as GM0363"))
    return tuple(each for each in recipients if each.council.code in codes)


def folded(word: str) -> str:
    """``word`` without what people leave out when they type: accents, case, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(each for each in plain if each.isalnum())


def _unknown(unknown: Sequence[str], recipients: Sequence[Recipient]) -> Message:
    names = {folded(each.council.name): each.council.name for each in recipients}
    codes = {folded(each.council.code): each.council.code for each in recipients}
    near: list[str] = []
    for word in unknown:
        plain = folded(word)
        begins = [name for simple, name in names.items() if plain and simple.startswith(plain)]
        alike = [{**codes, **names}[each] for each in get_close_matches(plain, [*names, *codes], n=3, cutoff=0.6)]
        near.extend(dict.fromkeys([*begins[:3], *alike]))
    if near:
        return plural_message(
            "no letter goes to {unknown}; did you mean {near}?",
            "no letters go to {unknown}; did you mean {near}?",
            count=len(unknown),
            unknown=tuple(unknown),
            near=AnyOf(tuple(dict.fromkeys(near))),
        )
    return plural_message(
        "no letter goes to {unknown}; --only takes the names and codes of the sheet with councils",
        "no letters go to {unknown}; --only takes the names and codes of the sheet with councils",
        count=len(unknown),
        unknown=tuple(unknown),
    )
