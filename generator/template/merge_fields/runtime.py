"""The filters that merge fields become: ``mergefield``, ``mergeif``, ``mergeformula`` and ``mergeformat``.

A template may use them by name as well, as an adopted letter does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from jinja2.runtime import Context
from jinja2.utils import pass_context

from generator.errors import message
from generator.template.filters import ValueRefused
from generator.template.merge_fields.column_names import find_value
from generator.template.merge_fields.conditions import OPERATORS, holds
from generator.template.merge_fields.formulas import FormulaInvalid, Tree, parse_formula, worked_out
from generator.template.merge_fields.instruction import Instruction, parse_instruction
from generator.template.merge_fields.languages import LETTER_LANGUAGE, locale_of
from generator.template.merge_fields.switches import formatted, plain
from generator.template.written import written

_LARGEST_ROUNDED = Decimal(10) ** 20


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
    return formatted(_plain_value(value), _instruction(switches), locale_of(language))


def mergeformula(parts: object, switches: str = "", language: str = LETTER_LANGUAGE) -> str:
    """What a formula field comes to.

    Args:
        parts: Texts of the formula and values by turns, a text first and last.
        switches: On the result; without a picture it has two decimals at the most.
        language: Of its numbers.

    Raises:
        ValueRefused: The formula cannot be read, or a value is no number.
    """
    pieces = list(parts) if isinstance(parts, list | tuple) else [str(parts)]
    locale = locale_of(language)
    try:
        tree = _formula(tuple(str(each) for each in pieces[::2]), language)
        number = worked_out(tree, [_plain_value(each) for each in pieces[1::2]], locale)
    except FormulaInvalid as error:
        raise ValueRefused(
            message("the formula cannot be worked out because of “{piece}”", piece=str(error))
        ) from error
    if "#" not in switches:
        number = number.quantize(Decimal("0.01"), ROUND_HALF_UP) if abs(number) < _LARGEST_ROUNDED else number
    return formatted(number, _instruction(switches), locale)


@functools.lru_cache(maxsize=256)
def _formula(texts: tuple[str, ...], language: str) -> Tree:
    return parse_formula(texts, locale_of(language))


def mergeif(left: object, operator: str, right: object) -> bool:
    """Whether ``left operator right`` holds, as an IF field compares.

    Raises:
        TypeError: There is no such operator.
    """
    if operator not in OPERATORS:
        raise TypeError(f"mergeif compares with one of {' '.join(OPERATORS)}")
    locale = locale_of(LETTER_LANGUAGE)
    return holds(plain(_plain_value(left), locale), operator, plain(_plain_value(right), locale), locale)


def _plain_value(value: object) -> object:
    """Numbers, dates and None as they are, everything else as the text that it is in a letter."""
    if value is None or (isinstance(value, int | float | Decimal | date) and not isinstance(value, bool)):
        return value
    return written(value)


@functools.lru_cache(maxsize=1024)
def _instruction(switches: str) -> Instruction:
    return parse_instruction("MERGEFIELD x " + (switches if "\\" in switches else f"\\{switches}"))


MERGE_FILTERS: Mapping[str, Callable[..., object]] = {
    "mergefield": mergefield,
    "mergeformat": mergeformat,
    "mergeformula": mergeformula,
    "mergeif": mergeif,
}
"""By name, for the sandbox."""
