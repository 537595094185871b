"""Field instructions taken apart, and the comparisons of IF."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from generator.template.merge_fields.conditions import OPERATORS, holds, parse_condition
from generator.template.merge_fields.instruction import NESTED, parse_instruction

NL = Locale("nl")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" MERGEFIELD Naam ", "Naam"),
        (' MERGEFIELD "Naam gemeente" ', "Naam gemeente"),
        (" MERGEFIELD “Naam gemeente” ", "Naam gemeente"),
        (" MERGEFIELD „Naam gemeente” ", "Naam gemeente"),
        (" MERGEFIELD Naam gemeente ", "Naam gemeente"),
        (r" mergefield Naam\* Upper", "Naam"),
        (r' MERGEFIELD "De \"Gouden\" Leeuw" ', 'De "Gouden" Leeuw'),
        (r' MERGEFIELD "a\\b" ', r"a\b"),
        (' MERGEFIELD "niet gesloten', "niet gesloten"),
        (" MERGEFIELD ", ""),
        (r" MERGEFIELD \* MERGEFORMAT", ""),
    ],
)
def test_the_name_of_a_merge_field_is_found_however_it_is_quoted(text: str, name: str) -> None:
    instruction = parse_instruction(text)
    assert ("MERGEFIELD", name) == (instruction.kind, instruction.name)


def test_switches_keep_their_order_and_their_quoted_arguments() -> None:
    instruction = parse_instruction(r'MERGEFIELD Datum \@"d MMMM yyyy" \* Upper \b "op " \f "" \m')
    assert [("@", "d MMMM yyyy"), ("*", "Upper"), ("b", "op "), ("f", ""), ("m", None)] == [
        (each.letter, each.argument and each.argument.text) for each in instruction.switches
    ]


def test_an_unquoted_picture_ends_at_its_first_space() -> None:
    instruction = parse_instruction(r"MERGEFIELD Datum \@ d MMMM yyyy")
    assert ("d", ["MMMM", "yyyy"]) == (instruction.switches[0].argument.text, [t.text for t in instruction.strays])  # type: ignore[union-attr]


def test_a_switch_without_its_argument_is_seen() -> None:
    argument = parse_instruction(r"MERGEFIELD Bedrag \# \* Upper").switch("#")
    assert argument is not None
    assert "" == argument.text


def test_a_formula_keeps_its_text_whole() -> None:
    instruction = parse_instruction(rf"= {NESTED} * 1,21 \# 0,00")
    assert ("=", f"{NESTED} * 1,21") == (instruction.kind, instruction.arguments[0].text)


def test_a_backslash_at_the_end_is_a_word_of_its_own() -> None:
    assert "Naam \\" == parse_instruction("MERGEFIELD Naam \\").name


@given(st.text(max_size=60) | st.text('a "“”\\*@#\n', max_size=30))
def test_any_instruction_is_taken_apart_and_its_places_are_true(text: str) -> None:
    instruction = parse_instruction(text)
    tokens = [*instruction.arguments, *instruction.strays, *(s.argument for s in instruction.switches if s.argument)]
    for token in tokens:
        if instruction.kind != "=" and "\\" not in text:
            assert token.text == text[token.start : token.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'IF {NESTED} = "ja" "wel" "niet"', (NESTED, "=", "ja", ["wel", "niet"])),
        (f'IF "{NESTED}" <> "" "wel"', (NESTED, "<>", "", ["wel"])),
        (f'IF {NESTED}="ja" "wel" "niet"', (NESTED, "=", "ja", ["wel", "niet"])),
        (f"IF {NESTED}>=100 wel niet", (NESTED, ">=", "100", ["wel", "niet"])),
        ('IF = "" "leeg" "vol"', ("", "=", "", ["leeg", "vol"])),
    ],
)
def test_the_comparison_of_an_if_field_is_found(text: str, expected: tuple[str, str, str, list[str]]) -> None:
    condition = parse_condition(parse_instruction(text).arguments)
    assert condition is not None
    assert expected == (
        condition.left.text,
        condition.operator,
        condition.right.text,
        [token.text for token in condition.rest],
    )


@pytest.mark.parametrize("text", ["IF", f"IF {NESTED}", f'IF {NESTED} "ja" "wel"', f"IF {NESTED} ="])
def test_an_if_field_without_a_comparison_is_told_apart(text: str) -> None:
    assert parse_condition(parse_instruction(text).arguments) is None


@pytest.mark.parametrize(
    ("left", "operator", "right", "expected"),
    [
        ("ja", "=", "ja", True),
        ("ja", "=", "Ja", False),
        ("10", ">", "9", True),
        ("a10", ">", "a9", False),
        ("1.000", "=", "1000", True),
        ("10,0", "=", "10", True),
        ("€ 5", "<", "10", False),
        ("", "=", "", True),
        ("", "<>", "", False),
        ("'s-Gravenhage", "=", "*Gravenhage", True),
        ("Den Haag", "<>", "*Gravenhage", True),
        ("Gouda", "=", "G?uda", True),
        ("Gouda", "=", "G?da", False),
        ("5", "<=", "5", True),
        ("5", ">=", "6", False),
    ],
)
def test_texts_and_numbers_compare_as_in_word(left: str, operator: str, right: str, expected: bool) -> None:
    assert expected is holds(left, operator, right, NL)


@given(st.text("ab*?", max_size=8), st.text("ab*?1", max_size=8), st.sampled_from(OPERATORS))
def test_a_comparison_and_its_opposite_never_agree(left: str, right: str, operator: str) -> None:
    opposite = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}[operator]
    assert holds(left, operator, right, NL) is not holds(left, opposite, right, NL)


def test_a_hostile_wildcard_is_matched_in_no_time() -> None:
    assert holds("a" * 5000, "=", "*a" * 200 + "b", NL) is False
