"""No way out of a letter: payloads as they are published for Jinja and for document templates, each asserted to fail."""

from __future__ import annotations

from datetime import date

import pytest
from little_docx import docx, paragraphs

from generator.errors import RenderFailed, TemplateUnreadable
from generator.template import compile_template

# From PayloadsAllTheThings, HackTricks, PortSwigger's research on server-side template injection, and Jinja's own tests.
PAYLOADS = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__.__base__.__subclasses__()[40]('/etc/passwd').read() }}",
    "{{ [].__class__.__base__ }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ ''|attr('__cla' ~ 'ss__') }}",
    "{{ ''|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
    "{{ ''|attr(['__','class','__']|join) }}",
    "{{ [''] | map(attribute='__class__') | list }}",
    "{{ [''] | map('attr', '__class__') | list }}",
    "{{ [''] | groupby('__class__') }}",
    "{{ [''] | sort(attribute='__class__') | list }}",
    "{{ ['']|selectattr('__class__')|list }}{{ ''.__doc__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__.os }}",
    "{{ namespace.__init__.__globals__.os.popen('id').read() }}",
    "{{ cycler('a').next.__globals__ }}",
    "{{ range.__class__ }}",
    "{{ dict.__base__ }}",
    "{{ dict.mro() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ lipsum(n=100000) }}",
    "{{ self.__init__.__globals__.__builtins__ }}",
    "{{ self._TemplateReference__context.cycler.__init__.__globals__.os }}",
    "{{ request.application.__globals__.__builtins__.__import__('os').popen('id').read() }}",
    "{{ config.items() }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ url_for.__globals__ }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ '{0.__class__.__init__.__globals__}'.format_map({'0': x}) }}",
    "{{ ('{0.__class__}'|string).format(x) }}",
    "{{ [x] | map('format') | list }}{{ x.format }}",
    "{{ x.encode().decode }}",
    "{{ x.mro() }}",
    "{{ x.translate }}",
    "{{ {}.setdefault('a', 1) }}",
    "{{ {}.__setitem__ }}",
    "{{ lijst.append(4) }}",
    "{{ lijst.pop() }}",
    "{{ lijst.clear() }}",
    "{{ gegevens.update({'a': 1}) }}",
    "{{ gegevens.pop('a') }}",
    "{{ dag.__reduce__() }}",
    "{{ dag.max.__class__ }}",
    "{{ dag.replace(year=1) }}",
    "{% for c in ''.__class__.__base__.__subclasses__() %}{{ c }}{% endfor %}",
    "{% set x = ''.__class__ %}{{ x }}",
    "{% set s = '__class__' %}{{ ''[s] }}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._environment }}",
    "{% for i in [1] %}{{ loop.__class__ }}{% endfor %}",
    "{% for i in [1] %}{{ loop._recurse }}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{% import 'os' as os %}{{ os.popen('id') }}",
    "{% from 'os' import popen %}",
    "{% include '/etc/passwd' %}",
    "{% extends '/etc/passwd' %}",
    "{% block a %}{{ self.a() }}{% endblock %}",
    "{{ _brieven_letter }}",
    "{{ x|_brieven_w0 }}",
    "{{ x.upper.__self__ }}",
    "{{ x.upper.__class__ }}",
    "{{ (x.upper)|attr('__self__') }}",
    "{{ none.__class__ }}",
    "{{ true.__class__ }}",
    "{{ 1.0.__class__ }}",
    "{{ (1).__class__ }}",
    "{{ (1).to_bytes(1000000000, 'big') }}",
    "{{ x.__class__|default('ok') }}",
    "{{ weg.__class__ }}",
]

# What other frameworks give a template is here a name without a value, which a lenient letter leaves empty.
NAMES_WITHOUT_A_VALUE = {"{{ config.items() }}", "{{ lipsum(n=100000) }}"}

GREEDY = [
    "{{ 'a' * 10**9 }}",
    "{{ 10**9 * 'a' }}",
    "{{ [1] * 10**9 }}",
    "{{ 9**9**9**9 }}",
    "{{ 10 ** 100000000 }}",
    "{{ 'a'|center(10**9) }}",
    "{{ 'a'.ljust(10**9) }}",
    "{{ 'a'.zfill(1000000000) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d' % (1000000000, 1) }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ range(10**9)|list }}",
    "{{ range(10**12)|sum }}",
    "{{ 'a'|indent(10**9) }}{{ 'a\nb'|indent(1000000000, true) }}",
    "{{ [1]|batch(10**9, 'x')|list }}",
    "{{ [1]|slice(10**9)|list }}",
    "{% for a in range(20000) %}{% for b in range(20000) %}x{% endfor %}{% endfor %}",
    "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}{% endfor %}{% endfor %}",
    "{% set n = namespace(t='aaaaaaaaaa') %}{% for i in range(60) %}{% set n.t = n.t ~ n.t %}{% endfor %}{{ n.t|length }}",
    "{% set n = namespace(t='aaaaaaaaaa') %}{% for i in range(60) %}{% set n.t = n.t + n.t %}{% endfor %}{{ n.t|length }}",
    "{% set n = namespace(t='aa') %}{% for i in range(60) %}{% set n.t = n.t|replace('a', 'aa') %}{% endfor %}{{ n.t|length }}",
    "{% set n = namespace(t='aa') %}{% for i in range(60) %}{% set n.t = n.t.replace('a', 'aa') %}{% endfor %}{{ n.t|length }}",
    "{% set n = namespace(t=['a', 'a']) %}{% for i in range(60) %}{% set n.t = [n.t|join, n.t|join] %}{% endfor %}{{ n.t }}",
    "{% set n = namespace(t=[1]) %}{% for i in range(60) %}{% set n.t = n.t + n.t %}{% endfor %}{{ n.t|length }}",
    "{% set n = namespace(t=10) %}{% for i in range(60) %}{% set n.t = n.t * n.t %}{% endfor %}{{ n.t }}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}",
    "{% for i in [[1]] recursive %}{{ loop([i]) }}{% endfor %}",
    "{{ dag.strftime('%1000000000Y') }}",
    "{{ " + "(" * 600 + "1" + ")" * 600 + " }}",
    "{{ " + "-" * 3000 + "1 }}",
    "{{ 'a' " + "~ 'a'" * 2000 + " }}",
    "".join("{% for i in [1] %}" for _ in range(25)) + "".join("{% endfor %}" for _ in range(25)),
    "".join("{% if x %}" for _ in range(120)) + "".join("{% endif %}" for _ in range(120)),
]


@pytest.fixture
def context() -> dict[str, object]:
    return {"x": "tekst", "lijst": [1, 2], "gegevens": {"a": 1}, "dag": date(2018, 6, 28)}


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize("payload", [*PAYLOADS, *GREEDY])
def test_a_payload_never_becomes_a_letter(payload: str, lenient: bool, context: dict[str, object]) -> None:
    if lenient and payload in NAMES_WITHOUT_A_VALUE:
        assert [""] == paragraphs(compile_template(docx(payload)).render(context, lenient=True))
        return

    with pytest.raises((TemplateUnreadable, RenderFailed)) as told:
        compile_template(docx(payload)).render(context, lenient=lenient)

    assert told.value.findings


@pytest.mark.parametrize("payload", [*PAYLOADS, *GREEDY])
def test_a_check_of_a_payload_ends_in_findings(payload: str, context: dict[str, object]) -> None:
    try:
        problems = compile_template(docx(payload)).check(context)
    except TemplateUnreadable as error:
        problems = error.findings  # type: ignore[assignment]

    assert problems


def test_the_data_of_a_letter_are_not_changed_by_it(context: dict[str, object]) -> None:
    template = compile_template(docx("{% set lijst = [3] %}{{ lijst|sum }}"))

    template.render(context)

    assert [1, 2] == context["lijst"]
