"""docxtpl is the oracle: same template, same data, same texts. The differences stand in docs/word/docxtpl.md."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from docxtpl import DocxTemplate
from little_docx import Table, docx, everything, paragraphs

from generator.model import Severity
from generator.template import compile_template

CONTEXT: Mapping[str, Any] = {
    "x": "iks",
    "y": "",
    "yes": True,
    "no": False,
    "num": 5,
    "fraction": 1.5,
    "lines": "l1\nl2\tz",
    "breaks": "een\atwee\fdrie",
    "letters": ["a", "b"],
    "cols": ["k1", "k2", "k3"],
    "empty": [],
    "d": {"a": "A", "b": {"c": "C"}},
    "items": [
        {"n": 1, "t": "a & b", "bg": "FF0000", "c": ["p", "q", "r"]},
        {"n": 2, "t": "<c>", "bg": "00FF00", "c": ["s", "t", "u"]},
    ],
}
CASES = {
    "expressions": docx("Hallo {{ x }} en {{ d.b.c }}, {{ d['a'] }} en {{ items[1].t }}!"),
    "split runs": docx(["Hallo {", "{ ", "x", " }", "} einde"], ["{", "% if yes", " %}j{% en", "dif %}"]),
    "condition within a line": docx("a{% if yes %}ja{% else %}nee{% endif %}b{% if no %}c{% elif yes %}d{% endif %}"),
    "condition over paragraphs": docx("voor", "{% if yes %}", "midden", "{% endif %}", "na"),
    "condition over paragraphs that fails": docx("voor", "{% if no %}", "midden", "{% endif %}", "na"),
    "loop over paragraphs": docx("{% for i in items %}", "item {{ i.t }}", "{% endfor %}"),
    "paragraph loop": docx("{%p for i in items %}", "item {{ i.t }} {{ loop.index }}", "{%p endfor %}", "slot"),
    "paragraph condition": docx("{%p if no %}", "weg", "{%p else %}", "blijft", "{%p endif %}", "eind"),
    "loops within each other": docx(
        "{%p for i in items %}", "{%p for c in i.c %}", "{{ i.n }}{{ c }}", "{%p endfor %}", "{%p endfor %}"
    ),
    "line breaks and tabs in values": docx("v {{ lines }} n"),
    "paragraph and page breaks in values": docx("v {{ breaks }} n"),
    "trimmed paragraphs": docx(
        "Mijn huis staat", "{%- if yes -%}", " in de stad", "{%- else -%}", " op het land", "{%- endif -%}", " en ik."
    ),
    "trimmed paragraphs, else": docx(
        "Mijn huis staat", "{%- if no -%}", " in de stad", "{%- else -%}", " op het land", "{%- endif -%}", " en ik."
    ),
    "trimmed lines": docx(
        "Mijn huis staat\n{%- if yes -%}\nin de stad\n{%- else -%}\nop het land\n{%- endif -%}\n en ik."
    ),
    "trimmed expression": docx("a {{- x -}} b"),
    "comments": docx("a{# weg #}b", "{#p hele alinea #}", "c"),
    "comment alone": docx("a {# weg #}"),
    "comments in tables": docx(Table([["{#tr weg #}", ""], ["a", "{{ x }}"]])),
    "braces as text": docx("{_{ x }_} en {_% if %_}"),
    "raw": docx("{% raw %}{{ x }}{% endraw %}", "{{ x }}!"),
    "set": docx("{% set z = 5 %}{{ z + 1 }}", "{%p set q = 'w' %}", "{{ q }}!"),
    "set a block": docx("{% set b %}blok {{ x }}{% endset %}{{ b }} {{ b }}"),
    "macro": docx("{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m('k') }} {{ m(x) }}"),
    "call": docx("{% macro box() %}<{{ caller() }}>{% endmacro %}{% call box() %}in{% endcall %}"),
    "with": docx("{% with a = 3 %}{{ a }}{% endwith %}"),
    "filter block": docx("{% filter upper %}abc {{ x }}{% endfilter %}"),
    "loop else": docx("{% for i in empty %}a{% else %}niets{% endfor %}"),
    "namespace": docx(
        "{% set ns = namespace(n=0) %}{% for i in items %}{% set ns.n = ns.n + i.n %}{% endfor %}{{ ns.n }}"
    ),
    "filters": docx(
        "{{ x|upper }} {{ letters|join(', ') }} {{ num * 2 }} {{ fraction }} {{ x|default('z') }} {{ x ~ '!' }}"
    ),
    "escaping filters": docx("{{ items[0].t|e }} {{ items[1].t|escape }}"),
    "methods": docx(
        "{{ x.upper() }} {{ 'a,b'.split(',')|length }} {{ d.get('a') }} {% for k, v in d.items() %}{{ k }};{% endfor %}"
    ),
    "conditional expression": docx("{{ 'ja' if yes else 'nee' }} {{ items|length }} {{ 7 // 2 }} {{ 7 % 4 }}"),
    "curly quotes": docx("{{ “a”~ x }} {{ d[‘a’] }}"),
    "spaces": docx("  {{ x }}  en   {{ x }} "),
    "tabs": docx("a\t{{ x }}\tb"),
    "runs": docx("{%r if yes %}ja{%r endif %} nee"),
    "statement over two paragraphs": docx("a {% if", "  yes %}b{% endif %} c"),
    "table rows": docx(
        Table(
            [
                ["kop", "2"],
                ["{%tr for i in items %}", ""],
                ["{{ i.n }}", "{{ i.t }}"],
                ["{%tr endfor %}", ""],
                ["e", "z"],
            ]
        )
    ),
    "no table rows": docx(
        Table(
            [
                ["kop", "2"],
                ["{%tr for i in empty %}", ""],
                ["{{ i.n }}", "{{ i.t }}"],
                ["{%tr endfor %}", ""],
                ["e", "z"],
            ]
        )
    ),
    "table cells": docx(Table([["{%tc for c in cols %}", "{{ c }}", "{%tc endfor %}"], ["a", "b", "c"]])),
    "table of unknown size": docx(
        Table(
            [
                ["Label", "{%tc for c in cols %}", "{{ c }}", "{%tc endfor %}"],
                ["{%tr for i in items %}", "", "", ""],
                ["{{ i.t }}", "{%tc for c in i.c %}", "{{ c }}", "{%tc endfor %}"],
                ["{%tr endfor %}", "", "", ""],
            ]
        )
    ),
    "vertical merge": docx(
        Table(
            [
                ["a", "b"],
                ["{%tr for i in items %}", ""],
                ["{% vm %}samen {{ i.n }}", "{{ i.t }}"],
                ["{%tr endfor %}", ""],
            ]
        )
    ),
    "horizontal merge": docx(Table([["{%tc for c in cols %}", "{% hm %}breed", "{%tc endfor %}"], ["a", "b", "c"]])),
    "column span": docx(Table([["{% colspan cols|length %}kop", "", ""], ["a", "b", "c"]])),
    "cell colour": docx(Table([["{% cellbg items[0].bg %}kleur", "{{ x }}"]])),
    "conditions in cells": docx(Table([["{% if yes %}ja{% endif %}{% if no %}nee{% endif %}", "{{ x }} {{ y }}"]])),
    "paragraphs in cells": docx(Table([["a\n{%p if yes %}\n{{ x }}\n{%p endif %}\nb", "c"]])),
    "header, footer and title": docx(
        "q", header="{{ x }} & {% if yes %}j{% endif %}", footer="{{ items[1].t }}", title="T {{ x }}"
    ),
}


def by_docxtpl(data: bytes) -> bytes:
    template = DocxTemplate(io.BytesIO(data))
    template.render(dict(CONTEXT), autoescape=True)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("data", CASES.values(), ids=CASES.keys())
def test_a_letter_says_what_docxtpl_makes_it_say(data: bytes) -> None:
    letter = compile_template(data).render(CONTEXT)

    assert everything(by_docxtpl(data)) == everything(letter)


@pytest.mark.parametrize("data", CASES.values(), ids=CASES.keys())
def test_a_template_of_docxtpl_raises_no_alarm(data: bytes) -> None:
    template = compile_template(data)
    told = template.warnings + template.check(CONTEXT)

    assert [] == [each for each in told if each.severity is not Severity.NOTICE]


def test_a_value_keeps_the_signs_that_docxtpl_loses() -> None:
    template = compile_template(docx("{{ t }}"))

    assert ["R&D <b> \"'"] == paragraphs(template.render({"t": "R&D <b> \"'"}))


def test_a_template_starts_afresh_with_each_letter() -> None:
    template = compile_template(docx("{{ t }}"))

    assert [["een"], ["twee"]] == [paragraphs(template.render({"t": each})) for each in ("een", "twee")]


def test_text_before_a_trimming_statement_stays() -> None:
    """docxtpl drops "huis " here, back to the end of the text before it."""
    template = compile_template(docx("eerst", "huis {%- if yes %} ja{% endif %}"))

    assert ["eerst", "huis ja"] == paragraphs(template.render({"yes": True}))
