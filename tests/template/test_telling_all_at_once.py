"""Whatever is wrong with a template is told at once: behind faulty tags, behind tags that fail, and where no letter came."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from little_docx import Block, Table, docx

from generator.errors import RenderFailed, TemplateUnreadable
from generator.model import Problem, Severity
from generator.template import compile_remainder, compile_template, unreached_names

CONTEXT: Mapping[str, object] = {
    "kenmerk": "COS/U201800494",
    "council": {"name": "Amsterdam"},
    "row": {},
    "leeg": [],
    "nee": False,
    "lijst": ["a"],
}


def missing(problems: tuple[Problem, ...]) -> list[str]:
    """The names of which nobody has a value, in the order of telling."""
    return [str(dict(each.cause.values)["name"]) for each in problems if each.code == "name-missing"]


def left_over(*blocks: Block) -> list[str]:
    """What is told besides the faulty tags of a template."""
    template = docx(*blocks)
    with pytest.raises(TemplateUnreadable):
        compile_template(template)
    return missing(compile_remainder(template).check(CONTEXT))


@pytest.mark.parametrize(
    "faulty",
    [
        "{{ kenmerk ~ }}",
        "{{ kenmerk|uper }}",
        "{% if kenmerk is definde %}a{% endif %}",
        "{% if kenmerk = 1 %}a{% endif %}",
        "{% if kenmerk %}a",
        "a{% endfor %}",
        "{% if kenmerk %}{% for x in lijst %}{% endif %}{% endfor %}",
        "{% fi kenmerk %}",
        "{{ kenmerk.__class__ }}",
        "{%tr if kenmerk %}",
        "{% include 'x' %}",
        "{{ kenmerk",
        "{% vm %}",
    ],
)
def test_a_faulty_tag_hides_no_other_fault(faulty: str) -> None:
    assert ["x1", "x2"] == left_over("{{ x1 }}", faulty, "{{ x2 }}")


def test_the_name_before_an_unknown_filter_is_looked_at() -> None:
    assert ["kenmerkk"] == left_over("{{ kenmerkk|uper }}")


def test_what_stands_beside_a_faulty_tag_in_a_short_paragraph_is_looked_at() -> None:
    assert ["x1", "x2"] == left_over("{{ x1 }}{{ a b }}{{ x2 }}")


@pytest.mark.parametrize(
    "giving",
    [
        "{% for b van lijst %}",
        "{% for b in lijst",
        "{% for b in lijst %}",
        "{% set b = %}",
        "{% set b = kenmerk|uper ~ %}",
    ],
)
def test_a_name_that_a_faulty_tag_gives_raises_no_alarm(giving: str) -> None:
    assert ["x1"] == left_over(giving, "{{ b.titel }} {{ b }}", "{{ x1 }}")


def test_a_faulty_block_in_a_table_hides_nothing_below_it() -> None:
    table = Table([["{% if kenmerk %}", "{{ x1 }}"], ["a", "{{ x2 }}"]])

    assert ["x1", "x2", "x3"] == left_over(table, "{% endif %}", "{{ x3 }}")


def test_what_two_tags_of_one_row_would_take_away_is_looked_at() -> None:
    table = Table([["{%tr for b in lijst %}{{ b.titel }}", "{{ x1 }}{%tr endfor %}"], ["e", "{{ x2 }}"]])

    assert ["x1", "x2"] == left_over(table)


def test_a_remainder_knows_its_names_and_not_those_of_faulty_tags() -> None:
    rest = compile_remainder(docx("{{ a.b }} {{ c d }}", "{% for e in f %}{{ e.g }}"))

    assert ["a.b"] == [each.path for each in rest.names]


@pytest.mark.parametrize(
    ("failing", "told"),
    [
        ("{% for x in 1 / 0 %}{{ x.y }}{{ x1 }}{% endfor %}", ["x1"]),
        ("{% for k, v in 1 / 0 %}{{ k.y }}{{ v }}{{ x1 }}{% endfor %}", ["x1"]),
        ("{% if 1 / 0 %}{{ x1 }}{% elif kenmerk %}{{ x2 }}{% else %}{{ x3 }}{% endif %}", ["x1", "x2", "x3"]),
        ("{% set a = 1 / 0 %}{{ a.b + 1 }}{{ x1 }}", ["x1"]),
        ("{% with a = 1 / 0 %}{{ a }}{{ x1 }}{% endwith %}", ["x1"]),
    ],
)
def test_a_tag_that_fails_hides_nothing_of_what_is_in_it(failing: str, told: list[str]) -> None:
    problems = compile_template(docx(failing, "{{ slot }}")).check(CONTEXT)

    assert ["tag-failed", *["name-missing"] * (len(told) + 1)] == [each.code for each in problems]
    assert [*told, "slot"] == missing(problems)


@pytest.mark.parametrize(
    "greedy",
    [
        "{{ 'a' * 10000000 }}",
        "{{ 9 ** 99999999 }}",
        "{{ 'x'|center(99999999999) }}",
        "{% for i in range(99999999) %}{{ i }}{% endfor %}",
        "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(1) }}",
    ],
)
def test_a_tag_that_asks_for_too_much_hides_nothing_behind_it(greedy: str) -> None:
    problems = compile_template(docx(greedy, "{{ x1 }}")).check(CONTEXT)

    assert (["x1"], "limit-passed") == (missing(problems), problems[0].code)


def test_all_that_a_lenient_letter_fails_for_is_told_and_nothing_else() -> None:
    template = compile_template(docx("{{ x1 }}", "{{ 1 / 0 }}", "{{ kenmerk|date }}"))
    with pytest.raises(RenderFailed) as told:
        template.render(CONTEXT, lenient=True)

    assert ["tag-failed", "value-refused"] == [each.code for each in told.value.findings]  # type: ignore[attr-defined]


def test_what_fails_in_a_with_is_told_at_it() -> None:
    (told,) = compile_template(docx("{{ kenmerk }}", "{% with a = 1 / 0 %}{{ a }}{% endwith %}")).check(CONTEXT)

    assert 2 == told.place.paragraph  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("tags", "name", "suggestion"),
    [
        ("{% if nee %}{{ kenmerkk }}{% endif %}", "kenmerkk", "kenmerk"),
        ("{% if nee %}{{ council.nme }}{% endif %}", "council.nme", "council.name"),
        ("{% for x in leeg %}{{ x.y }}{{ boekn }}{% endfor %}", "boekn", None),
        ("{% if not nee %}a{% else %}{{ zomaar.iets }}{% endif %}", "zomaar", None),
    ],
)
def test_a_name_that_no_letter_has_come_to_is_told(tags: str, name: str, suggestion: str | None) -> None:
    template = compile_template(docx(tags))
    (told,) = unreached_names(template.names, CONTEXT, template.check(CONTEXT))

    assert ("name-unreached", Severity.WARNING, name) == (told.code, told.severity, dict(told.cause.values)["name"])
    assert told.remedy is not None
    assert suggestion == dict(told.remedy.values).get("suggestion")


@pytest.mark.parametrize(
    "tags",
    [
        "{{ x1 }}",
        "{% if nee %}{{ kenmerk }} {{ council.name.upper() }} {{ row.get('x') }} {{ row.items() }}{% endif %}",
        "{% if optie is defined %}{{ optie.waarde }}{% endif %}",
        "{% if nee %}{{ optie|default('') }}{% endif %}",
        "{% for x in leeg %}{{ x.y.z }} {{ loop.index }}{% endfor %}",
        "{% if nee %}{% set q = 1 %}{{ q }}{% endif %}",
        "{% if nee %}{% for x in lijst %}{{ x.titel }}{% endfor %}{% endif %}",
    ],
)
def test_what_is_known_or_told_already_is_not_told_as_unreached(tags: str) -> None:
    template = compile_template(docx(tags))

    assert () == unreached_names(template.names, CONTEXT, template.check(CONTEXT))
