"""The values of a letter after a correction: found by the names that templates have, and read as the register keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import cast

from generator.address import normalised_postcode, parsed_date
from generator.errors import AnyOf, WrongUse, message
from generator.mailing.context import TOP_ALIASES, attribute_name
from generator.mailing.snapshot import GROUP_ALIASES, WORKSHOP
from generator.model import Gender
from generator.register import JsonValue, Material

JsonObject = dict[str, JsonValue]


def corrected_values(material: Material, settings: Mapping[str, str]) -> tuple[JsonObject, JsonObject]:
    """What the letter shares with its mailing, and what is its own, with these values in the place of its own.

    Args:
        material: What the letter was made from; it stays as it is.
        settings: Values by name, Dutch or English: ``{"contact.achternaam": "De Wit"}``.

    Raises:
        WrongUse: A letter has no such name, or the name does not take this value.
    """
    shared = {name: _copied(value) for name, value in material.shared.items()}
    own = {name: _copied(value) for name, value in material.snapshot.items()}
    known = _settable(shared) | _settable(own)
    for written, value in settings.items():
        path = _path(written, known)
        holder: JsonObject = own if path[0] in own else shared
        for name in path[:-1]:
            holder = cast("JsonObject", holder[name])
        holder[path[-1]] = _read(path, holder[path[-1]], value)
    return shared, own


def _copied(value: JsonValue) -> JsonValue:
    return {name: _copied(each) for name, each in value.items()} if isinstance(value, dict) else value


def _settable(data: JsonObject) -> dict[str, tuple[str, ...]]:
    """Every name that may be set, English and Dutch and folded, to its path in the data."""
    names: dict[str, tuple[str, ...]] = {}
    for top, value in data.items():
        if top in {WORKSHOP, "recipient"}:
            continue
        tops = {top, TOP_ALIASES.get(top, top)}
        if not isinstance(value, dict) or any(name.startswith("$") for name in value):
            if not isinstance(value, list):
                names |= {_folded(each): (top,) for each in tops}
            continue
        aliases = GROUP_ALIASES.get(top, {})
        for name, each in value.items():
            if isinstance(each, dict | list) and not (isinstance(each, dict) and "$date" in each):
                continue
            for inside in {name, aliases.get(name, name)}:
                names |= {f"{_folded(outside)}.{_folded(inside)}": (top, name) for outside in tops}
    return names


def _folded(name: str) -> str:
    return attribute_name(name).replace("_", "")


def _path(written: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    folded = ".".join(_folded(piece) for piece in written.strip().split(".", 1))
    if folded in known:
        return known[folded]
    alike = [known[each] for each in get_close_matches(folded, list(known), n=3)]
    near = tuple(".".join(path) for path in dict.fromkeys(alike))
    if near:
        raise WrongUse(message("a letter has no “{name}”; did you mean {near}?", name=written, near=AnyOf(near)))
    raise WrongUse(
        message(
            "a letter has no “{name}” that can be set; give a name such as {example}, as templates have it",
            name=written,
            example="contact.achternaam",
        )
    )


def _read(path: tuple[str, ...], before: JsonValue, value: str) -> JsonValue:
    value = value.strip()
    name = ".".join(path)
    if path[-1] == "postcode" and value:
        postcode = normalised_postcode(value)
        if postcode is None:
            raise WrongUse(message("{name}: “{value}” is no postcode; write it as 2514 JS", name=name, value=value))
        return postcode
    if isinstance(before, dict):
        day = parsed_date(value)
        if day is None:
            raise WrongUse(message("{name}: “{value}” is no date; write it as 28-06-2018", name=name, value=value))
        return {"$date": day.isoformat()}
    if path == ("contact", "gender") and value not in set(Gender):
        raise WrongUse(message("{name}: “{value}” is none of m, v, x; or leave it empty", name=name, value=value))
    if isinstance(before, int) and not isinstance(before, bool):
        if not re.fullmatch(r"\d{1,6}", value):
            raise WrongUse(message("{name}: “{value}” is no whole number", name=name, value=value))
        return int(value)
    return value
