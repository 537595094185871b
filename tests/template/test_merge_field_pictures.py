"""The switches of merge fields, against worked examples of other projects and Word's own manual."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from generator.number_words import LARGEST_IN_WORDS, in_words, ordinal_in_words
from generator.template.merge_fields.instruction import parse_instruction
from generator.template.merge_fields.numeric_picture import written_by_numeric_picture
from generator.template.merge_fields.switches import formatted
from generator.template.merge_fields.written_values import date_in, number_in

NL = Locale("nl")
EN = Locale.parse("en_US")
EXAMPLES = Path(__file__).parent / "data" / "mergefield_switches.tsv"
AS_VALUE: dict[str, Callable[[str], object]] = {
    "str": str,
    "int": int,
    "float": float,
    "datetime": datetime.fromisoformat,
    "NoneType": lambda _text: None,
}
NOT_AS_WORD = {
    (r"\# +##", "10", "10"): "+10",
    (r"\# ##%", "33", "3300%"): "33%",
    (r"\# ##%", ".33", "33%"): "0%",
    (r"\# ##%", "0.33", "33%"): "0%",
    (r"\# ##%", "1.33", "133%"): "1%",
    (r'\# "##%"', "0.25", "25%"): "0%",
    (r'\# "##%"', "0.034512314", "3%"): "0%",
    (r'\# "#,###.##"', "0", "0.00"): "0",
    (r'\# "#,###.##"', "23423", "23,423.00"): "23,423",
    (r"""\# "#'###.##" """.strip(), "0", "0.00"): "0",
    (r"""\# "#'###.##" """.strip(), "23423", "23'423.00"): "23'423",
}
"""The examples that contradict Word (docs/word/mergefield.md says why), with what comes out instead."""


def examples() -> list[dict[str, str]]:
    with EXAMPLES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def field(switches: str, value: object, locale: Locale = NL) -> str:
    return formatted(value, parse_instruction(f"MERGEFIELD Naam {switches}"), locale)


def test_all_worked_examples_of_other_projects_are_there() -> None:
    assert 181 == len(examples())


@pytest.mark.parametrize("example", examples(), ids=lambda each: f"{each['switch']} of {each['value']!r}")
def test_a_worked_example_comes_out_as_its_project_says_unless_word_says_otherwise(example: dict[str, str]) -> None:
    locale = Locale("de") if (example["locale"] or "").startswith("de") else EN
    value = AS_VALUE[example["value_type"]](example["value"])
    key = (example["switch"], example["value"], example["expected"])
    assert NOT_AS_WORD.get(key, example["expected"]) == field(example["switch"], value, locale)


@pytest.mark.parametrize(
    ("picture", "value", "expected"),
    [
        ("€ #.##0,00", 1234.5, "€ 1.234,50"),
        ("€ #.##0,00", 5, "€ 5,00"),
        ("€ #.##0,00", -5, "€ -5,00"),
        ("#.##0", 1234567, "1.234.567"),
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0.00", 1234.5, "1,234.50"),
        ("0,00", 3.14159, "3,14"),
        ("0.00", 3.14159, "3.14"),
        ("0,000", 3.14159, "3,142"),
        (".0,00", 1234.5, "1.234,50"),
        ("# ##0,00", 1234.5, "1 234,50"),
        ("0,-", 5, "5,-"),
        ("'EUR' 0,00;'EUR' -0,00;'nihil'", -3, "EUR -3,00"),
        ("'EUR' 0,00;'EUR' -0,00;'nihil'", 0, "nihil"),
        ("0,00;(0,00)", -3, "(3,00)"),
        ("0;;", 0, ""),
        ("0,00;-0,00", "-0,001", "0,00"),
        ("0,00", "1.234,5", "1234,50"),
        ("0,00", "€ 1.234,50 per jaar", "1234,50"),
        ("0,00", "tien", "tien"),
        ("0,00", "10 of 20", "10 of 20"),
        ("0,00", "28-6-2018", "28-6-2018"),
        ("0,00", "", ""),
        ("00-00-00", 123456, "12-34-56"),
        ("x##", 222492, "492"),
        (".00", 95.4, "95.40"),
        ("0 'dozen; los'", 3, "3 dozen; los"),
        ("N2", 1234.5, "1.234,50"),
    ],
)
def test_a_numeric_picture_draws_the_number(picture: str, value: object, expected: str) -> None:
    assert expected == field(f'\\# "{picture}"', value)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_an_amount_drawn_and_read_back_is_the_same_amount(amount: Decimal) -> None:
    assert amount == number_in(written_by_numeric_picture(amount, "€ #.##0,00", NL), NL)


@given(st.text("0#x.,;'%+- €NPab", max_size=12), st.decimals(allow_nan=False, allow_infinity=False))
def test_any_picture_draws_any_number_without_an_error(picture: str, number: Decimal) -> None:
    assert isinstance(written_by_numeric_picture(number, picture, NL), str)


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ("d MMMM yyyy", "28 juni 2018"),
        ("dddd d MMMM jjjj", "donderdag 28 juni 2018"),
        ("ddd dd MMM yy", "do 28 jun 18"),
        ("dd-MM-yyyy", "28-06-2018"),
        ("d MMMM yyyy 'om' u:mm 'uur'", "28 juni 2018 om 14:05 uur"),
        ("HH.mm.ss", "14.05.09"),
    ],
)
def test_a_date_picture_draws_the_date_in_dutch(picture: str, expected: str) -> None:
    assert expected == field(f'\\@ "{picture}"', datetime.fromisoformat("2018-06-28T14:05:09"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("28-6-2018", date(2018, 6, 28)),
        ("4/5/2018", date(2018, 5, 4)),
        ("4/15/2018", date(2018, 4, 15)),
        ("2018-06-28", date(2018, 6, 28)),
        ("2018-06-28T14:05:00", datetime.fromisoformat("2018-06-28T14:05")),
        ("28-06-18", date(2018, 6, 28)),
        ("28-06-68", date(1968, 6, 28)),
        ("28 juni 2018", date(2018, 6, 28)),
        ("donderdag 28 juni 2018", date(2018, 6, 28)),
        ("1 mrt 2018", date(2018, 3, 1)),
        ("June 28, 2018", date(2018, 6, 28)),
        ("30-2-2018", None),
        ("12", None),
        ("juni", None),
        ("", None),
    ],
)
def test_a_written_date_is_read_in_the_order_of_the_language(text: str, expected: date | None) -> None:
    assert expected == date_in(text, NL)


def test_an_american_reads_the_month_first() -> None:
    assert date(2018, 4, 5) == date_in("4/5/2018", EN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.234", Decimal(1234)),
        ("1,234", Decimal("1.234")),
        ("1.234.567", Decimal(1234567)),
        ("3.89", Decimal("3.89")),
        ("0.125", Decimal("0.125")),
        ("1 234,5", Decimal("1234.5")),
        ("-5", Decimal(-5)),
        ("(5)", Decimal(-5)),
        ("NaN", None),
        ("", None),
    ],
)
def test_a_written_number_is_read_in_dutch(text: str, expected: Decimal | None) -> None:
    assert expected == number_in(text, NL)


@pytest.mark.parametrize(
    ("switches", "value", "expected"),
    [
        (r"\* Caps", "IJMUIDEN-noord", "IJmuiden-noord"),
        (r"\* FirstCap", "DE raad", "De raad"),
        (r"\* Caps", "van 't hof", "Van 't Hof"),
        (r"\* Upper \* MERGEFORMAT", "raad", "RAAD"),
        (r"\*Lower", "RAAD", "raad"),
        (r"\* CardText", 1234, "duizend tweehonderdvierendertig"),
        (r"\* CardText \* FirstCap", 22, "Tweeëntwintig"),
        (r"\* OrdText", 21, "eenentwintigste"),
        (r"\* Ordinal", "3", "3e"),
        (r"\* Roman", 2026, "MMXXVI"),
        (r"\* roman", 4, "iv"),
        (r"\* ALPHABETIC", 54, "BBB"),
        (r"\* DollarText", 9.55, "negen en 55/100"),
        (r"\* Hex", 255, "FF"),
        (r"\* Arabic", "12,6", "13"),
        (r"\* Roman", "Gouda", "Gouda"),
        (r"\* Roman", 0, "0"),
        (r'\b "t.a.v. "', "de griffier", "t.a.v. de griffier"),
        (r'\b "t.a.v. "', "", ""),
        (r'\f ", "', None, ""),
        ("", 3.5, "3,5"),
        ("", 1234567, "1234567"),
        ("", date(2018, 6, 28), "28 juni 2018"),
        ("", None, ""),
    ],
)
def test_a_general_switch_changes_the_text(switches: str, value: object, expected: str) -> None:
    assert expected == field(switches, value)


@pytest.mark.parametrize(
    ("number", "dutch", "english", "dutch_ordinal", "english_ordinal"),
    [
        (0, "nul", "zero", "nulde", "zeroth"),
        (1, "een", "one", "eerste", "first"),
        (3, "drie", "three", "derde", "third"),
        (8, "acht", "eight", "achtste", "eighth"),
        (12, "twaalf", "twelve", "twaalfde", "twelfth"),
        (20, "twintig", "twenty", "twintigste", "twentieth"),
        (23, "drieëntwintig", "twenty-three", "drieëntwintigste", "twenty-third"),
        (100, "honderd", "one hundred", "honderdste", "one hundredth"),
        (101, "honderdeen", "one hundred one", "honderdeerste", "one hundred first"),
        (2003, "tweeduizend drie", "two thousand three", "tweeduizend derde", "two thousand third"),
        (1_000_000, "een miljoen", "one million", "een miljoenste", "one millionth"),
    ],
)
def test_numbers_in_words(number: int, dutch: str, english: str, dutch_ordinal: str, english_ordinal: str) -> None:
    assert (dutch, english) == (in_words(number, "nl"), in_words(number, "en"))
    assert (dutch_ordinal, english_ordinal) == (ordinal_in_words(number, "nl"), ordinal_in_words(number, "en"))


@given(st.integers(0, LARGEST_IN_WORDS), st.integers(0, LARGEST_IN_WORDS), st.sampled_from(["nl", "en"]))
def test_two_numbers_never_have_the_same_words(one: int, other: int, language: str) -> None:
    assert (one == other) == (in_words(one, language) == in_words(other, language))
    assert (one == other) == (ordinal_in_words(one, language) == ordinal_in_words(other, language))
