"""Formula fields with merge fields in them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from mail_merge_letters import complex_field, letter, merge, paragraph, text, texts

from generator.errors import RenderFailed, TemplateUnreadable
from generator.template import adopt_letter, compile_template
from generator.template.merge_fields.formulas import FormulaInvalid, parse_formula, worked_out

NL, EN = Locale("nl"), Locale("en")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1+2*3", 7),
        ("(1+2)*3", 9),
        ("10-4-3", 3),
        ("100/8", Decimal("12.5")),
        ("21%", Decimal("0.21")),
        ("1.234,5 * 2", 2469),
        ("€ 5 + 1", 6),
        ("ROUND(2,345; 2)", Decimal("2.35")),
        ("INT(-2,7)", -2),
        ("SUM(1; 2; 3)", 6),
        ("MAX(1; 5) - MIN(1; 5)", 4),
        ("AND(1 = 1; 2 > 1)", 1),
        ("OR(1 = 2; NOT(1))", 0),
        ("IF(3 >= 2; 10; 20)", 10),
        ("MOD(7; 3)", 1),
        ("TRUE + FALSE", 1),
    ],
)
def test_a_formula_comes_to_what_word_makes_of_it(formula: str, expected: Decimal | int) -> None:
    assert expected == worked_out(parse_formula([formula], NL), [], NL)


def test_an_english_formula_has_points_and_commas_the_other_way_round() -> None:
    assert Decimal("1234.5") == worked_out(parse_formula(["ROUND(1,234.499, 1)"], EN), [], EN)


@pytest.mark.parametrize(
    "formula", ["", "1 +", "(1", "1)", "abc", "ROUND(1)", "1 ! 2", "SUM(ABOVE)", "((" * 100, "2;3"]
)
def test_what_is_no_formula_is_told(formula: str) -> None:
    with pytest.raises(FormulaInvalid):
        parse_formula([formula], NL)


@pytest.mark.parametrize("formula", ["1/0", "9^999", "MOD(1; 0)", "ROUND(1; 99)", "0^(0-1)"])
def test_what_cannot_be_worked_out_is_told(formula: str) -> None:
    with pytest.raises(FormulaInvalid):
        worked_out(parse_formula([formula], NL), [], NL)


@given(st.text("0123456789,.;+-*/^%()<>= SUMROUNDIF€", max_size=25))
def test_any_text_is_worked_out_or_refused(formula: str) -> None:
    try:
        worth = worked_out(parse_formula([formula], NL), [], NL)
    except FormulaInvalid:
        return
    assert isinstance(worth, Decimal)


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6), st.sampled_from("+-*"))
def test_values_of_merge_fields_count_whole(one: int, other: int, sign: str) -> None:
    expected = {"+": one + other, "-": one - other, "*": one * other}[sign]
    assert expected == worked_out(parse_formula(["", sign, ""], NL), [one, str(other)], NL)


def rendered(*content: str, **row: object) -> list[str]:
    return texts(compile_template(letter(paragraph(text("["), *content, text("]")))).render({"row": row}))


def test_a_formula_in_a_letter_is_worked_out_with_its_picture() -> None:
    field = complex_field(" = ", merge("Bedrag"), r' * 1,21 \# "€ #.##0,00" ')
    assert ["[€ 1.493,75]"] == rendered(field, Bedrag=1234.5)
    assert ["[€ 1.493,75]"] == rendered(field, Bedrag="€ 1.234,50")
    assert ["[€ 0,00]"] == rendered(field, Bedrag=None)


def test_a_formula_without_a_picture_has_two_decimals_at_the_most() -> None:
    assert ["[0,33]"] == rendered(complex_field(" =1/", merge("Aantal")), Aantal=3)
    assert ["[2]"] == rendered(complex_field(" =6/", merge("Aantal")), Aantal=3)


def test_comparisons_are_joined_in_a_formula() -> None:
    both = complex_field(
        " =AND(", complex_field(" COMPARE ", merge("Soort"), ' = "raad" '), "; ", merge("Aantal"), " > 2) "
    )
    field = complex_field(" IF ", both, ' = 1 "ja" "nee" ')
    assert ["[ja]"] == rendered(field, Soort="raad", Aantal=3)
    assert ["[nee]"] == rendered(field, Soort="raad", Aantal=2)


def test_a_cell_is_never_read_as_part_of_the_formula() -> None:
    with pytest.raises(RenderFailed) as failed:
        rendered(complex_field(" = ", merge("Aantal"), " + 1 "), Aantal="2*3")
    assert ["value-refused"] == [each.code for each in failed.value.findings]  # type: ignore[attr-defined]


def test_a_formula_that_cannot_be_read_is_told_at_its_place() -> None:
    with pytest.raises(TemplateUnreadable) as refused:
        compile_template(letter(paragraph(), paragraph(complex_field(" = ", merge("Aantal"), " + ABC "))))
    (problem,) = refused.value.findings
    assert ("merge-formula-invalid", 2) == (problem.code, problem.place.paragraph)  # type: ignore[attr-defined]


def test_an_adopted_formula_comes_to_the_same() -> None:
    made, problems = adopt_letter(
        letter(paragraph(text("["), complex_field(" = ", merge("Bedrag"), " * 2 "), text("]")))
    )
    assert () == problems
    assert ["[2469]"] == texts(compile_template(made).render({"row": {"bedrag": 1234.5}}))


def test_a_formula_without_merge_fields_stays_words_own() -> None:
    made, problems = adopt_letter(letter(paragraph(complex_field(" =SUM(ABOVE) ", result="12"))))
    assert () == problems
    assert ["12"] == texts(made)
