"""The filters that merge fields become: ``mergefield``, ``mergeif`` and ``mergeformat``.

A template may use them by name as well, as an adopted letter does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from babel import Locale
from jinja2.runtime import Context
from jinja2.utils import pass_context

from generator.template.merge_fields.column_names import find_value
from generator.template.merge_fields.conditions import OPERATORS, holds
from generator.template.merge_fields.instruction import Instruction, parse_instruction
from generator.template.merge_fields.switches import formatted, plain
from generator.template.written import written

LETTER_LANGUAGE = "nl"
"""What letters are written in where a field's own text is not marked with another language."""


@pass_context
def mergefield(context: Context, name: str, switches: str = "", language: str = LETTER_LANGUAGE) -> object:
    """The value of the merge field ``name``, with its switches on it.

    Where nothing is called so, what the environment makes of a missing name: an error, or nothing in a lenient letter.
    """
    found = find_value(context.parent, name)
    if found is None:
        return context.environment.undefined(name=name)
    if not switches and not isinstance(found.value, bool | float | Decimal):
        return found.value
    return mergeformat(found.value, switches, language)


def mergeformat(value: object, switches: str, language: str = LETTER_LANGUAGE) -> str:
    r"""``value`` as Word writes it with ``switches``: ``\@ "d MMMM yyyy"``, ``\# "0,00"``, ``\* Upper``.

    A single switch may do without its backslash: ``{{ row.bedrag | mergeformat('# "0,00"') }}``.
    """
    return formatted(_plain_value(value), _instruction(switches), _locale(language))


def mergeif(left: object, operator: str, right: object) -> bool:
    """Whether ``left operator right`` holds, as an IF field compares.

    Raises:
        TypeError: There is no such operator.
    """
    if operator not in OPERATORS:
        raise TypeError(f"mergeif compares with one of {' '.join(OPERATORS)}")
    locale = _locale(LETTER_LANGUAGE)
    return holds(plain(_plain_value(left), locale), operator, plain(_plain_value(right), locale), locale)


def _plain_value(value: object) -> object:
    """Numbers, dates and None as they are, everything else as the text that it is in a letter."""
    if value is None or (isinstance(value, int | float | Decimal | date) and not isinstance(value, bool)):
        return value
    return "" if value is False else written(value)


@functools.lru_cache(maxsize=1024)
def _instruction(switches: str) -> Instruction:
    return parse_instruction("MERGEFIELD x " + (switches if "\\" in switches else f"\\{switches}"))


@functools.lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    """The language of a run (``nl-NL``), Dutch where Babel does not know it."""
    for spelling in (language.replace("-", "_"), language.partition("-")[0]):
        try:
            return Locale.parse(spelling)
        except (ValueError, LookupError):
            continue
    return Locale(LETTER_LANGUAGE)


MERGE_FILTERS: Mapping[str, Callable[..., object]] = {
    "mergefield": mergefield,
    "mergeformat": mergeformat,
    "mergeif": mergeif,
}
"""By name, for the sandbox."""
