"""Readers get sentences in their own language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import AnyOf, message
from generator.language import LANGUAGES, Language, Reader
from generator.model import CellPlace, FilePlace, Place, Problem, Severity, TextPlace


@pytest.mark.parametrize(
    ("language", "expected"),
    [("nl", "28 juni 2018, 1.234, 0,5 en a, b en c"), ("en", "28 June 2018, 1,234, 0.5 en a, b, and c")],
)
def test_dates_numbers_and_lists_are_written_as_the_language_writes_them(language: Language, expected: str) -> None:
    said = message("{d}, {n}, {f} en {l}", d=date(2018, 6, 28), n=1234, f=Decimal("0.5"), l=("a", "b", "c"))
    assert expected == Reader(language).say(said)


def test_a_moment_is_written_to_the_minute() -> None:
    assert Reader("nl").say(message("{at}", at=datetime(2018, 6, 28, 9, 5))) == "28 juni 2018 09:05"  # noqa: DTZ001 — a wall clock


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (CellPlace("Contacten", "D7"), "Contacten!D7"),
        (CellPlace("Contacten"), "blad Contacten"),
        (TextPlace("word/document.xml", 12, "Geachte {{ naam }}"), "de tekst, alinea 12, “Geachte {{ naam }}”"),
        (TextPlace("word/header2.xml", 1), "koptekst 2, alinea 1"),
        (TextPlace("word/footer1.xml"), "voettekst 1"),
        (TextPlace("word/odd.xml"), "word/odd.xml"),
    ],
)
def test_a_place_is_named_as_the_secretariat_names_it(place: Place, expected: str) -> None:
    assert expected == Reader("nl").say(place.message)


def test_a_problem_names_place_cause_and_next_step() -> None:
    problem = Problem(
        "a-code", Severity.ERROR, CellPlace("Contacten", "D7"), message("no postcode here"), message("fill one in")
    )
    assert Reader("en").say(problem.message) == "Contacten!D7: no postcode here; fill one in"


def test_braces_in_what_users_wrote_are_only_text() -> None:
    assert Reader("nl").say(message("{file}", file="{0.__class__}")) == "{0.__class__}"


@pytest.mark.parametrize(("language", "expected"), [("nl", "Aa of Bb?"), ("en", "Aa or Bb?")])
def test_choices_are_joined_by_or(language: Language, expected: str) -> None:
    assert expected == Reader(language).say(message("{near}?", near=AnyOf(("Aa", "Bb"))))


def test_every_language_has_a_reader() -> None:
    assert {"en", "nl"} == {Reader(each).language for each in LANGUAGES}


def test_a_file_is_named_without_its_folder() -> None:
    assert Reader("nl").say(FilePlace(Path("recipients") / "a.xlsx").message) == "a.xlsx"
