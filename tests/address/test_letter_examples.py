"""The worked examples of Dutch letters, each with its source, come out as written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator import address
from generator.errors import LettersFailed
from generator.model import AddressedTo, Gender, PersonName, SalutationStyle

EXAMPLES = json.loads(Path(__file__).with_name("letter_examples.json").read_text(encoding="utf-8"))
COUNCILS = EXAMPLES["councils"]
STYLES = {"modern": SalutationStyle.MODERN, "traditioneel": SalutationStyle.TRADITIONAL}


def person(given: Mapping[str, Any]) -> PersonName:
    return PersonName(
        gender=Gender(given.get("geslacht") or ""),
        titles=given.get("titels_voor", ""),
        initials=given.get("voorletters", ""),
        nobility_title=given.get("adellijk", ""),
        prefix=given.get("tussenvoegsel", ""),
        surname=given.get("achternaam", ""),
        second_prefix=given.get("tweede_tussenvoegsel", ""),
        second_surname=given.get("tweede_naam", ""),
        country=given.get("land", ""),
    )


def named(given: Mapping[str, Any]) -> dict[str, str | None]:
    return {"naamregel": address.name_line(person(given)) or None, "aanhef": address.salutation(person(given))}


def office(given: Mapping[str, Any]) -> dict[str, str]:
    style = STYLES.get(given["stijl"], SalutationStyle.MODERN)
    if "persoon" not in given:
        return {"aanhef": address.body_salutation(AddressedTo(given["functie"]), style)}
    where = {"function": given["functie"], "council_name": given.get("gemeente", "")}
    made = {
        "naamregel": address.name_line(person(given["persoon"]), style, **where),
        "aanhef": address.salutation(person(given["persoon"]), style, **where),
    }
    return {key: value for key, value in made.items() if value}


def body(given: Mapping[str, Any]) -> dict[str, object]:
    if "code" not in given:
        return department(given)
    council, addressed_to = COUNCILS[given["code"]], AddressedTo(given["orgaan"].replace("_", " "))
    lines = (
        address.organisation_line(council["name"]),
        address.body_line(addressed_to),
        council["address_line"],
        address.place_line(address.normalised_postcode(council["postcode"]) or "", council["place"]),
    )
    return {"adresregels": list(address.address_block(lines)), "aanhef": address.body_salutation(addressed_to)}


def department(given: Mapping[str, Any]) -> dict[str, object]:
    lines = (
        given["organisatie"],
        given["afdeling"],
        address.name_line(person(given["persoon"])),
        address.box_line("postbus", given["postbus"]),
        address.place_line(address.normalised_postcode(given["postcode"]) or "", given["plaats"]),
    )
    return {
        "adresregels": list(address.address_block(lines)),
        "aanhef": address.salutation(person(given["persoon"])),
    }


def place(given: Mapping[str, str]) -> str:
    return address.place_line(address.normalised_postcode(given["postcode"]) or "", given["plaats"])


def too_many(given: Mapping[str, int]) -> str:
    with pytest.raises(LettersFailed) as raised:
        address.address_block(["regel"] * given["regels"])
    return f"fout: maximaal {dict(raised.value.message.values)['most']} adresregels"


MAKERS: Mapping[str, Callable[[Any], object]] = {
    "bijlage": address.enclosures_line,
    "sorteer": lambda names: sorted(names, key=address.sort_key),
    "datum": lambda written: address.written_date(date.fromisoformat(written)),
    "functie": office,
    "kenmerk": lambda given: address.formatted_reference(
        address.ReferenceParts(given["afdeling"], given["jaar"], given["volgnr"])
    ),
    "bestandsnaam": address.file_name_form,
    "persoon": named,
    "orgaan": body,
    "postcode": lambda written: address.normalised_postcode(str(written)),
    "plaatsregel": place,
    "straatregel": lambda given: address.box_line(given["type"], given["nummer"]),
    "aantal_regels": too_many,
}


@pytest.mark.parametrize("example", EXAMPLES["examples"], ids=lambda example: example["id"])
def test_an_example_comes_out_as_its_source_has_it(example: Mapping[str, Any]) -> None:
    assert example["expected"] == MAKERS[example["kind"]](example["input"])


def test_no_example_is_missing() -> None:
    assert 49 == len(EXAMPLES["examples"])
