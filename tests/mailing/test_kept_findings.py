from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import AnyOf, message, plural_message
from generator.mailing.kept_findings import kept, problems_of
from generator.model import AddressedTo, CellPlace, FilePlace, Place, Problem, RecipientKey, Severity, TextPlace

GOUDA = RecipientKey("GM0513", AddressedTo.COLLEGE)


@pytest.mark.parametrize(
    "place",
    [
        CellPlace("Contacten", "D7"),
        TextPlace("word/document.xml", 12, "Geachte heer De Vries"),
        FilePlace(Path("output/brief.pdf")),
    ],
)
def test_a_finding_comes_back_from_json_as_it_was(place: Place) -> None:
    problem = Problem(
        "text-clipped",
        Severity.WARNING,
        place,
        message(
            "{what} on {day}: {sum}, {share}, {names}, {choice}",
            what=plural_message("{count} word", "{count} words", count=2),
            day=date(2018, 6, 28),
            sum=Decimal("12.50"),
            share=0.5,
            names=("Gouda", "Sneek"),
            choice=AnyOf(("a", "b")),
        ),
        message("make the box higher"),
        GOUDA,
    )
    written = json.loads(json.dumps(kept([problem])))
    assert (problem,) == problems_of(tuple(written), GOUDA)


def test_a_finding_without_a_remedy_comes_back_too() -> None:
    problem = Problem("font-missing", Severity.NOTICE, CellPlace("Zending"), message("no font"), None, GOUDA)
    assert (problem,) == problems_of(kept([problem]), GOUDA)
