"""Whatever stands in a template: it is refused with findings, or its letters are sound files."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from little_docx import Table, docx
from lxml import etree

from generator.errors import RenderFailed, TemplateUnreadable
from generator.template import compile_template

PIECES = [
    "{{ x }}",
    "{{ x",
    "}}",
    "{{r x }}",
    "{{p x }}",
    "{{ lijst }}",
    "{{ x|upper }}",
    "{% if x %}",
    "{% else %}",
    "{% endif %}",
    "{%- if leeg -%}",
    "{%- endif -%}",
    "{% for i in lijst %}",
    "{% endfor %}",
    "{%p if leeg %}",
    "{%p if x %}",
    "{%p else %}",
    "{%p endif %}",
    "{%p for i in lijst %}",
    "{%p endfor %}",
    "{%tr for i in lijst %}",
    "{%tr if leeg %}",
    "{%tr endif %}",
    "{%tr endfor %}",
    "{%tc for i in lijst %}",
    "{%tc if leeg %}",
    "{%tc endif %}",
    "{%tc endfor %}",
    "{%r if x %}",
    "{%r endif %}",
    "{% set y = x %}",
    "{% set z %}",
    "{% endset %}",
    "{{ z }}",
    "{{ y }}",
    "{% macro m() %}",
    "{% endmacro %}",
    "{{ m() }}",
    "{% vm %}",
    "{% hm %}",
    "{% colspan 2 %}",
    "{% cellbg 'FF0000' %}",
    "{# c #}",
    "{#p c #}",
    "{% raw %}",
    "{% endraw %}",
    "tekst & <meer>",
    " ",
    "\n",
    "\t",
]
LINE = st.lists(st.sampled_from(PIECES), max_size=4)
ROWS = st.lists(st.lists(LINE.map("".join), min_size=2, max_size=2), min_size=1, max_size=3)
BLOCKS = st.lists(LINE | ROWS.map(Table), min_size=1, max_size=5)
# Blocks that close where they should, so that more of the drawn templates become letters.
PAIRS = [
    ("{%p if x %}", "{%p endif %}"),
    ("{%p if leeg %}", "{%p endif %}"),
    ("{%p for i in lijst %}", "{%p endfor %}"),
    ("{% if leeg %}", "{% endif %}"),
    ("{% for i in lijst %}", "{% endfor %}"),
]
INNER = st.sampled_from(["{{ x }}", "{{ leeg }}", "tekst", "{{ x }} & {{ leeg }}", "{{p x }}"])
NESTED = st.recursive(
    INNER.map(lambda each: [each]),
    lambda inner: st.tuples(st.sampled_from(PAIRS), st.lists(inner, max_size=3)).map(
        lambda drawn: [drawn[0][0], *[line for lines in drawn[1] for line in lines], drawn[0][1]]
    ),
    max_leaves=6,
)
CELL = NESTED.map("\n".join)
ROW_PAIRS = [("{%tr if leeg %}", "{%tr endif %}"), ("{%tr for i in lijst %}", "{%tr endfor %}"), ("a", "b")]
TABLE = st.tuples(st.sampled_from(ROW_PAIRS), st.lists(st.tuples(CELL, CELL), min_size=1, max_size=2)).map(
    lambda drawn: Table([[drawn[0][0], ""], *[list(row) for row in drawn[1]], [drawn[0][1], ""]])
)
CONTEXT = {"x": "a & b", "leeg": "", "lijst": ["1", "2"]}


def faults(data: bytes) -> list[str]:
    """What Word would call damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
    body = Document(io.BytesIO(data)).element.body
    found = [f"a cell ends in {cell[-1].tag}" for cell in body.iter(qn("w:tc")) if cell[-1].tag != qn("w:p")]
    found += ["a row has no cell" for row in body.iter(qn("w:tr")) if row.find(qn("w:tc")) is None]
    found += ["a table has no row" for table in body.iter(qn("w:tbl")) if table.find(qn("w:tr")) is None]
    found += [f"{text.text} stands outside a run" for text in body.iter(qn("w:t")) if text.getparent().tag != qn("w:r")]
    found += ["a run stands in a run" for run in body.iter(qn("w:r")) if run.getparent().tag == qn("w:r")]
    found += ["a paragraph stands in a paragraph" for p in body.iter(qn("w:p")) if p.getparent().tag == qn("w:p")]
    text = "".join(body.itertext())
    found += [f"{mark} is left over" for mark in ("<?tag", "\ufdd0", "\ufdd2") if mark in text]
    return found


def judged(data: bytes) -> list[str]:
    try:
        template = compile_template(data)
        template.check(CONTEXT)
        return faults(template.render(CONTEXT, lenient=True))
    except (TemplateUnreadable, RenderFailed) as error:
        return [] if error.findings else ["a refusal has no findings"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(blocks=BLOCKS)
def test_a_template_of_anything_is_refused_or_makes_sound_letters(blocks: list[list[str] | Table]) -> None:
    assert [] == judged(docx(*blocks))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=st.lists(NESTED | TABLE, min_size=1, max_size=3))
def test_blocks_that_close_make_sound_letters(drawn: list[list[str] | Table]) -> None:
    blocks: list[str | Table] = []
    for each in drawn:
        blocks += [each] if isinstance(each, Table) else each

    template = compile_template(docx(*blocks))

    assert () == template.check(CONTEXT)
    assert [] == faults(template.render(CONTEXT))
