"""Templates broken on purpose, each found at its place; and sound ones, without a false alarm."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from datetime import date

import pytest
from little_docx import Block, Table, Xml, docx

from generator.errors import RenderFailed, TemplateUnreadable
from generator.language import Reader
from generator.model import Problem, Severity, TextPlace
from generator.template import compile_template

CONTEXT = {
    "kenmerk": "COS/U201800494",
    "datum": date(2018, 6, 28),
    "contact": {"achternaam": "De Vries", "functie": "griffier", "aanhef": "Geachte heer De Vries,"},
    "lijst": ["a", "b"],
    "boeken": [{"titel": "Raad", "prijs": 12.5}],
    "ja": True,
    "leeg": "",
}
TEXT = "word/document.xml"

# Blocks, the code of the finding, its paragraph, and words of its snippet.
BROKEN: dict[str, tuple[Iterable[Block], str, int, str]] = {
    "expression not closed": (["eerst", "Kenmerk {{ kenmerk"], "tag-unclosed", 2, "{{ kenmerk"),
    "expression closed with one brace": (["Kenmerk {{ kenmerk } en verder"], "tag-unclosed", 1, "{{ kenmerk }"),
    "expression opened with one brace": (["Kenmerk { kenmerk }} en verder"], "tag-unopened", 1, "kenmerk }}"),
    "expression closed as a statement": (["Kenmerk {{ kenmerk %} en"], "tag-unclosed", 1, "{{ kenmerk %}"),
    "statement closed as an expression": (["a", "b", "{% if ja }} x {% endif %}"], "tag-unclosed", 3, "{% if ja }}"),
    "statement not closed": (["{% if ja", "x"], "tag-unclosed", 1, "{% if ja"),
    "comment not closed": (["tekst {# uitleg"], "tag-unclosed", 1, "{# uitleg"),
    "not closed, then another": (["Geachte {{ aanhef en {{ kenmerk }}"], "tag-unclosed", 1, "{{ aanhef en"),
    "empty expression": (["a {{ }} b"], "tag-syntax", 1, "{{ }}"),
    "empty statement": (["a {% %} b"], "tag-unknown", 1, "{% %}"),
    "two words": (["{{ contact achternaam }}"], "tag-syntax", 1, "contact achternaam"),
    "operator without an end": (["{{ kenmerk ~ }}"], "tag-syntax", 1, "kenmerk ~"),
    "bracket not closed": (["{{ (kenmerk }}"], "tag-syntax", 1, "(kenmerk"),
    "text not closed": (["{{ kenmerk ~ 'x }}"], "tag-syntax", 1, "'x"),
    "strange sign": (["{{ kenmerk ? }}"], "tag-syntax", 1, "?"),
    "condition without anything": (["{% if %}x{% endif %}"], "tag-syntax", 1, "{% if %}"),
    "comparison with one equals sign": (["{% if ja = 1 %}x{% endif %}"], "tag-syntax", 1, "ja = 1"),
    "loop without in": (["{% for b van boeken %}x{% endfor %}"], "tag-syntax", 1, "b van boeken"),
    "loop over nothing": (["{% for b in %}x{% endfor %}"], "tag-syntax", 1, "for b in"),
    "filter without a name": (["{{ kenmerk| }}"], "tag-syntax", 1, "kenmerk|"),
    "too much behind else": (["{% if ja %}a{% else ja %}b{% endif %}"], "tag-syntax", 1, "else ja"),
    "too much behind endif": (["{% if ja %}a{% endif ja %}"], "tag-syntax", 1, "endif ja"),
    "filter that does not exist": (["{{ kenmerk|uper }}"], "filter-unknown", 1, "kenmerk|uper"),
    "filter within a condition": (["x", "{% if kenmerk|lenght > 3 %}a{% endif %}"], "filter-unknown", 2, "lenght"),
    "test that does not exist": (["{% if ja is definde %}a{% endif %}"], "test-unknown", 1, "definde"),
    "statement that does not exist": (["{% fi ja %}"], "tag-unknown", 1, "{% fi ja %}"),
    "statement misspelled": (["{% esle %}"], "tag-unknown", 1, "esle"),
    "German closing": (["{% if ja %}a{% end if %}"], "tag-unknown", 1, "{% end if %}"),
    "level with a space": (["{% p if ja %}", "x", "{%p endif %}"], "tag-unknown", 1, "{% p if ja %}"),
    "condition not closed": (["a", "{% if ja %}b", "c"], "block-unclosed", 2, "{% if ja %}"),
    "loop not closed": (["{% for x in lijst %}{{ x }}"], "block-unclosed", 1, "for x in lijst"),
    "paragraph condition not closed": (["a", "{%p if ja %}", "b"], "block-unclosed", 2, "{%p if ja %}"),
    "row loop not closed": (
        ["a", Table([["{%tr for x in lijst %}", ""], ["{{ x }}", ""]])],
        "block-unclosed",
        2,
        "{%tr for x in lijst %}",
    ),
    "raw not closed": (["{% raw %}{{ x"], "block-unclosed", 1, "{% raw %}"),
    "macro not closed": (["{% macro m() %}x"], "block-unclosed", 1, "macro m()"),
    "set block not closed": (["{% set x %}y"], "block-unclosed", 1, "{% set x %}"),
    "endif without if": (["a", "b{% endif %}"], "block-not-opened", 2, "{% endif %}"),
    "endfor without for": (["{% endfor %}"], "block-not-opened", 1, "{% endfor %}"),
    "else without if": (["a {% else %} b"], "block-not-opened", 1, "{% else %}"),
    "elif in a loop": (["{% for x in lijst %}{% elif x %}{% endfor %}"], "block-not-opened", 1, "{% elif x %}"),
    "blocks crossed": (
        ["{% if ja %}", "{% for x in lijst %}", "{% endif %}", "{% endfor %}"],
        "blocks-crossed",
        3,
        "{% endif %}",
    ),
    "blocks crossed in a line": (
        ["{% if ja %}{% for x in lijst %}{{ x }}{% endif %}{% endfor %}"],
        "blocks-crossed",
        1,
        "{% endif %}",
    ),
    "else of the outer block": (
        ["{% if ja %}{% with a = 1 %}{% else %}{% endwith %}{% endif %}"],
        "blocks-crossed",
        1,
        "{% else %}",
    ),
    "block into a table": (
        ["{% if ja %}", Table([["a{% endif %}", "b"]])],
        "block-crosses-element",
        1,
        "{% if ja %}",
    ),
    "row loop closed as a paragraph": (
        [Table([["{%tr for x in lijst %}"], ["{{ x }}"], ["y\n{%p endfor %}"]])],
        "block-crosses-element",
        1,
        "{%tr for x in lijst %}",
    ),
    "row tag without a table": (["a", "{%tr for x in lijst %}", "{%tr endfor %}"], "tag-outside-table", 2, "{%tr for"),
    "cell tag without a table": (["{%tc if ja %}", "{%tc endif %}"], "tag-outside-table", 1, "{%tc if ja %}"),
    "span without a table": (["{% colspan 2 %}x"], "tag-outside-table", 1, "{% colspan 2 %}"),
    "colour without a table": (["{% cellbg 'FF0000' %}x"], "tag-outside-table", 1, "cellbg"),
    "span without a number": ([Table([["{% colspan %}a", "b"]])], "tag-syntax", 1, "{% colspan %}"),
    "two paragraph tags in one": (["{%p if ja %}tekst{%p endif %}"], "tags-share-element", 1, "{%p if ja %}"),
    "two row tags in one": (
        [Table([["{%tr for x in lijst %}", "{{ x }}", "{%tr endfor %}"]])],
        "tags-share-element",
        1,
        "{%tr for x in lijst %}",
    ),
    "text beside a paragraph tag": (["{%p if ja %} let op", "x", "{%p endif %}"], "text-beside-tag", 1, "let op"),
    "tag in deleted text": (
        ['<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{{ kenmerk }}</w:delText></w:r></w:del></w:p>'],
        "tag-in-deleted-text",
        1,
        "{{ kenmerk }}",
    ),
    "private attribute": (["{{ kenmerk.__class__ }}"], "tag-unsafe", 1, "__class__"),
    "include": (["{% include 'x' %}"], "tag-refused", 1, "include"),
    "extends": (["{% extends 'x' %}"], "tag-refused", 1, "extends"),
    "field that starts a program": (
        [
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDEAUTO c</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        ],
        "field-refused",
        1,
        "",
    ),
    "name misspelled": (["a", "{{ kenmrek }}"], "name-missing", 2, "{{ kenmrek }}"),
    "part of a name misspelled": (["{{ contact.achternam }}"], "name-missing", 1, "contact.achternam"),
    "name in a condition misspelled": (["a", "b", "{% if jaa %}x{% endif %}"], "name-missing", 3, "{% if jaa %}"),
    "name in a loop misspelled": (["{% for b in boeken %}{{ b.titl }}{% endfor %}"], "name-missing", 1, "{{ b.titl }}"),
    "list misspelled": (["{%p for b in boekn %}", "x", "{%p endfor %}"], "name-missing", 1, "boekn"),
    "date filter on a text": (["{{ kenmerk|date }}"], "value-refused", 1, "kenmerk|date"),
    "number filter on a text": (["{{ kenmerk|number }}"], "value-refused", 1, "kenmerk|number"),
    "image filter on a text": (["{{ kenmerk|image }}"], "value-refused", 1, "kenmerk|image"),
    "mapping as text": (["x", "{{ contact }}"], "value-refused", 2, "{{ contact }}"),
    "text plus number": (["{{ kenmerk + 1 }}"], "tag-failed", 1, "kenmerk + 1"),
    "division by nothing": (["{{ 1 / 0 }}"], "tag-failed", 1, "1 / 0"),
}


def blocks_of(blocks: Iterable[Block]) -> list[Block]:
    return [Xml(each) if isinstance(each, str) and each.startswith("<w:") else each for each in blocks]


def found_in(data: bytes) -> tuple[Problem, ...]:
    """All that is to be told about a template and these data."""
    try:
        template = compile_template(data, name="brief.docx")
    except TemplateUnreadable as error:
        return error.findings  # type: ignore[return-value]
    return template.warnings + template.check(CONTEXT)


@pytest.mark.parametrize(("blocks", "code", "paragraph", "snippet"), BROKEN.values(), ids=BROKEN.keys())
def test_a_mistake_is_found_at_its_place(blocks: Iterable[Block], code: str, paragraph: int, snippet: str) -> None:
    found = [(each.code, each.place) for each in found_in(docx(*blocks_of(blocks)))]
    places = [place for each, place in found if each == code]

    assert [paragraph] == [each.paragraph for each in places[:1] if isinstance(each, TextPlace)]
    assert any(snippet in each.snippet and each.part == TEXT for each in places if isinstance(each, TextPlace))


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN.keys())
def test_a_mistake_is_told_in_words_in_both_languages(case: tuple[Iterable[Block], str, int, str]) -> None:
    for problem in found_in(docx(*blocks_of(case[0]))):
        dutch, english = Reader("nl").say(problem.message), Reader("en").say(problem.message)

        assert dutch != english
        assert "Traceback" not in english
        assert problem == pickle.loads(pickle.dumps(problem))


def test_all_mistakes_are_told_at_once_in_the_order_of_the_letter() -> None:
    data = docx("{{ a|uper }}", "{{ b", "{% endif %}", "{% for x in y %}", header="{{ }}")

    with pytest.raises(TemplateUnreadable) as told:
        compile_template(data, name="brief.docx")

    codes = [each.code for each in told.value.findings]  # type: ignore[attr-defined]
    assert ["filter-unknown", "tag-unclosed", "block-not-opened", "block-unclosed", "tag-syntax"] == codes


SOUND: dict[str, Iterable[Block]] = {
    "no tags": ["Geachte heer,", "Met vriendelijke groet"],
    "an expression": ["{{ kenmerk }}"],
    "a date": ["{{ datum }} {{ datum|date('d MMMM yyyy') }} {{ datum|datum }}"],
    "an amount": ["{% for b in boeken %}{{ b.titel }}: {{ b.prijs|currency }}{% endfor %}"],
    "a condition": ["{% if ja %}a{% elif leeg %}b{% else %}c{% endif %}"],
    "conditions within each other": ["{% if ja %}{% if not leeg %}a{% endif %}{% endif %}"],
    "paragraphs": ["{%p if ja %}", "a", "{%p else %}", "b", "{%p endif %}"],
    "rows": [Table([["{%tr for b in boeken %}", ""], ["{{ b.titel }}", "{{ b.prijs }}"], ["{%tr endfor %}", ""]])],
    "cells": [Table([["{%tc for x in lijst %}", "{{ x }}", "{%tc endfor %}"], ["a", "b", "c"]])],
    "braces in text": ["De verzameling {a, b} en {c}."],
    "a percentage": ["Dat is 12% van 100%."],
    "percentage in braces": ["{ 12% } en 5 %"],
    "a text with braces": ["{{ '}}' }} {{ '{{' }} {{ \"%}\" }}"],
    "a dictionary": ["{{ {'a': {'b': 1}}['a']['b'] }}"],
    "a comment": ["{# let op: {{ niets }} #}", "x"],
    "raw": ["{% raw %}{{ geen tag }} {% if %}{% endraw %}"],
    "default": ["{{ telefoon|default('-') }} {% if fax is defined %}{{ fax }}{% endif %}"],
    "names of its own": [
        "{% set n = 1 %}{{ n }} {% for k, v in contact.items() %}{{ loop.index }} {{ k }}{% endfor %}"
    ],
    "a macro": ["{% macro m(a, b='x') %}{{ a }}{{ b }}{% endmacro %}{{ m(kenmerk) }}"],
    "split runs": [["{", "{ ken", "merk", " }", "}"], ["{", "% if ja %", "}x{% end", "if %}"]],
    "nothing known": ["{{ contact.achternaam or 'onbekend' }} {{ leeg }}"],
    "trimmed": ["a", "{%- if ja -%}", "b", "{%- endif -%}", "c"],
    "inserted text": ['<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>{{ kenmerk }}</w:t></w:r></w:ins></w:p>'],
}


@pytest.mark.parametrize("blocks", SOUND.values(), ids=SOUND.keys())
def test_a_sound_template_raises_no_alarm(blocks: Iterable[Block]) -> None:
    found = found_in(docx(*blocks_of(blocks)))

    assert [] == [each for each in found if each.severity is not Severity.NOTICE]


def test_a_misspelled_name_brings_the_nearest_one() -> None:
    said = [Reader("nl").say(each.message) for each in found_in(docx("Geachte {{ contact.achternam }}"))]

    expected = (
        "de tekst, alinea 1, ‘Geachte {{ contact.achternam }}’: ‘contact.achternam’ heeft geen waarde; "
        "bedoelt u ‘contact.achternaam’?"
    )
    assert [expected] == [each.replace("“", "‘").replace("”", "’") for each in said]


def test_a_tag_that_no_letter_reaches_is_told() -> None:
    comments = b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:t>{{ x }}</w:t></w:comments>'

    template = compile_template(docx("a", parts={"word/comments.xml": comments}))

    assert [("tag-out-of-reach", "word/comments.xml")] == [
        (each.code, each.place.part) for each in template.warnings if isinstance(each.place, TextPlace)
    ]


def test_a_tag_that_fails_does_not_hide_those_behind_it() -> None:
    data = docx(
        "{{ kenmerk + 1 }}",
        "{% for x in ja %}{{ x }}{% endfor %}",
        "{% if kenmerk > 3 %}a{% endif %}",
        "{{ lijst|date }} {{ contact.achternam }}",
        header="{{ 1 / 0 }}",
    )

    told = [(each.code, each.place.part, each.place.paragraph) for each in compile_template(data).check(CONTEXT)]

    assert [
        ("tag-failed", TEXT, 1),
        ("tag-failed", TEXT, 2),
        ("tag-failed", TEXT, 3),
        ("value-refused", TEXT, 4),
        ("name-missing", TEXT, 4),
        ("tag-failed", "word/header1.xml", 1),
    ] == told


def test_a_check_ends_although_every_tag_fails() -> None:
    template = compile_template(docx(*["{{ kenmerk + 1 }}"] * 60))

    assert 25 == len(template.check(CONTEXT))


def test_a_limit_that_was_passed_ends_the_check() -> None:
    template = compile_template(docx("{% for a in range(20000) %}{% for b in range(20000) %}x{% endfor %}{% endfor %}"))

    assert ["limit-passed"] == [each.code for each in template.check(CONTEXT)]


@pytest.mark.parametrize(
    ("tag", "sign"), [("{{ kenmerk.upper( }}", "}}"), ("{{ 1 + }}", "}}"), ("{% if ja == %}x{% endif %}", "%}")]
)
def test_a_tag_that_stops_early_is_told_in_the_signs_that_the_author_wrote(tag: str, sign: str) -> None:
    (problem,) = found_in(docx(tag))

    said = Reader("nl").say(problem.message)
    assert sign in said.replace(tag, "")
    assert not any(words in said for words in ("end of", "\ufdd5"))


@pytest.mark.parametrize("tag", ["{% iff ja %}", "{% include 'x' %}", "{% block b %}", "{% %}"])
def test_a_statement_that_is_none_is_told_once(tag: str) -> None:
    assert 1 == len(found_in(docx(tag)))


def test_a_tag_over_two_paragraphs_is_told_on_one_line() -> None:
    (problem,) = found_in(docx("{{ kenmerk", "verder }}"))

    assert "\n" not in Reader("nl").say(problem.message)


def test_tags_of_one_block_with_other_letters_are_told_as_that() -> None:
    (problem,) = found_in(docx("Dit {% if ja %}begint", "x", "{%p endif %}"))

    said = Reader("nl").say(problem.message)
    assert "block-crosses-element" == problem.code
    assert "{%p endif %} (de tekst, alinea 3" in said
    assert "niet dezelfde letters" in said


def test_a_name_of_a_loop_is_told_as_the_author_wrote_it() -> None:
    (problem,) = found_in(docx("{% for boek in boeken %}{{ boek.tittel }}{% endfor %}"))

    said = Reader("nl").say(problem.message)
    assert "‘boek.tittel’ heeft geen waarde" in said
    assert "bedoelt u ‘boek.titel’?" in said
    assert "[]" not in said


def test_a_merge_field_that_became_text_is_told() -> None:
    told = found_in(docx("Geachte «Achternaam», van « deze week »", "x {{ kenmerk }}"))

    assert [("merge-field-lost", 1)] == [
        (each.code, each.place.paragraph) for each in told if isinstance(each.place, TextPlace)
    ]


def test_a_merge_field_is_no_text_that_looks_like_one() -> None:
    field = Xml('<w:p><w:fldSimple w:instr=" MERGEFIELD kenmerk "><w:r><w:t>«kenmerk»</w:t></w:r></w:fldSimple></w:p>')

    assert () == found_in(docx(field))


def test_a_value_that_cannot_be_written_is_told_at_its_tag() -> None:
    with pytest.raises(RenderFailed) as told:
        compile_template(docx("eerst", "{{ boeken }}")).render(CONTEXT)

    assert [2] == [each.place.paragraph for each in told.value.findings]  # type: ignore[attr-defined]


def test_words_that_russian_quotes_are_no_lost_merge_fields() -> None:
    assert () == compile_template(docx("Рейтинг «ОмскВодоканал» стабильный")).warnings


@pytest.mark.parametrize("text", ["{ { kenmerk } }", "{{ kenmerk } }", "{ {kenmerk}}", "{ % if ja %}", "{% if ja % }"])
def test_a_tag_with_a_space_between_its_braces_is_told(text: str) -> None:
    try:
        told = compile_template(docx("eerst", f"{{{{ kenmerk }}}} en {text}")).warnings
    except TemplateUnreadable as error:
        told = tuple(each for each in error.findings if isinstance(each, Problem))

    assert 2 in [each.place.paragraph for each in told if isinstance(each.place, TextPlace)]


@pytest.mark.parametrize(
    "text", ["{{ {'a': {'b': 1} } }}", "{{ {'b': kenmerk}['b'] }} }", "a { b { c } d }", "{ 1, 2 }"]
)
def test_braces_that_are_meant_are_not_told(text: str) -> None:
    assert () == compile_template(docx(text)).warnings


@pytest.mark.parametrize(
    ("tag", "ours"),
    [
        ("{% if ja && ja %}a{% endif %}", "and"),
        ("{% if ja || ja %}a{% endif %}", "or"),
        ("{% if kenmerk <> 'a' %}a{% endif %}", "!="),
        ("{% if kenmerk = 'a' %}a{% endif %}", "=="),
        ("{% if ja %}a{% else if nee %}b{% endif %}", "{% elif … %}"),
        ("{% if ja %}a{% elseif nee %}b{% endif %}", "elif"),
        ("{% als ja %}", "if"),
        ("{% eindals %}", "endif"),
    ],
)
def test_what_other_languages_write_is_answered_with_ours(tag: str, ours: str) -> None:
    with pytest.raises(TemplateUnreadable) as told:
        compile_template(docx(tag))
    first = told.value.findings[0]
    assert isinstance(first, Problem)
    assert first.remedy is not None

    assert ours in dict(first.remedy.values).values()
