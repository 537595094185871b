"""Jinja's filters, text methods and operators, held to what one letter may cost."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from jinja2.filters import FILTERS
from markupsafe import Markup

from generator.errors import message
from generator.template.limits import (
    LARGEST_WIDTH,
    LONGEST_RANGE,
    LONGEST_TEXT,
    MOST_DIGITS,
    LimitPassed,
    charge,
    text_too_long,
)
from generator.template.written import text_of_markup, written

Filter = Callable[..., Any]

# xmlattr and urlize write HTML; pprint shows Python; random would make another letter each time.
_LEFT_OUT = frozenset({"xmlattr", "urlize", "pprint", "random", "e", "escape", "forceescape", "safe", "tojson"})
_OF_TEXT = frozenset(
    [
        "capitalize",
        "center",
        "indent",
        "lower",
        "replace",
        "striptags",
        "title",
        "trim",
        "truncate",
        "upper",
        "wordcount",
        "wordwrap",
        "string",
        "format",
    ]
)
_WIDE_FORMAT = re.compile(r"[*]|[0-9]{4}")


def guarded_filters() -> dict[str, Filter]:
    """Jinja's own filters, except those that make no sense in a letter; escaping ones hand on the text as it is."""
    filters: dict[str, Filter] = {
        name: _guarded(name, filter_) for name, filter_ in FILTERS.items() if name not in _LEFT_OUT
    }
    filters.update(dict.fromkeys(("e", "escape", "forceescape", "safe"), _as_text))
    filters["tojson"] = _to_json
    return filters


def _as_text(value: Any) -> Any:
    """Escaping is the writer's work: a text marked safe or escaped by the template is still written as typed."""
    return value


def _to_json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, indent=indent if indent is None else min(indent, 16), ensure_ascii=False, default=written)


def _guarded(name: str, filter_: Filter) -> Filter:
    takes_context = 1 if hasattr(filter_, "jinja_pass_arg") else 0
    of_text = name in _OF_TEXT

    @functools.wraps(filter_)
    def guarded(*arguments: Any, **named: Any) -> Any:
        if len(arguments) > takes_context:
            value = arguments[takes_context]
            if isinstance(value, Markup) or (of_text and not isinstance(value, str)):
                value = written(value)
                arguments = (*arguments[:takes_context], value, *arguments[takes_context + 1 :])
            if name == "replace":
                _judge_replacement(value, *arguments[takes_context + 1 : takes_context + 3])
            if name == "format":
                judge_format(value)
            charge(value)
            judge_widths((*arguments[takes_context + 1 :], *named.values()))
        return judged(filter_(*arguments, **named))

    return guarded


def judged(value: Any) -> Any:
    """The value, unless it is a text that is too long."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise text_too_long()
    charge(value)
    return value


def judge_widths(arguments: tuple[Any, ...]) -> None:
    """Refuse widths and counts beyond what a page holds."""
    for each in arguments:
        if isinstance(each, int) and abs(each) > LONGEST_RANGE:
            raise LimitPassed(message("{number} is too large a number here", number=str(each)[:30]))
        if isinstance(each, str) and len(each) > LONGEST_TEXT:
            raise text_too_long()


def judge_format(pattern: Any) -> None:
    """Refuse ``%1000000d``."""
    if _WIDE_FORMAT.search(written(pattern)):
        raise LimitPassed(message("the widths in this text pattern are larger than {most}", most=LARGEST_WIDTH))


def _judge_replacement(value: Any, old: Any = "", new: Any = "") -> None:
    text, old, new = written(value), written(old), written(new)
    times = text.count(old) if old else len(text) + 1
    if len(text) + times * (len(new) - len(old)) > LONGEST_TEXT:
        raise text_too_long()


class GuardedMethod:
    """A method of a text (or ``strftime`` of a date) that may make it longer, asked what it will cost before it runs."""

    __slots__ = ("name", "text")

    def __init__(self, text: str | date | time, name: str) -> None:
        self.text = text
        self.name = name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Run the method, if what it makes stays within bounds."""
        judge_widths((*arguments, *named.values()))
        if self.name == "replace":
            _judge_replacement(self.text, *arguments[:2])
        elif self.name == "join":
            items = [written(each) for each in arguments[0]]
            if sum(map(len, items)) + len(str(self.text)) * len(items) > LONGEST_TEXT:
                raise text_too_long()
            arguments = (items,)
        elif self.name == "strftime":
            judge_format(arguments[0])
        return judged(getattr(self.text, self.name)(*arguments, **named))


def operate(operator: str, left: Any, right: Any) -> Any:
    """``*``, ``**``, ``%`` and ``+``, refused where the outcome would be immense."""
    if isinstance(left, Markup):
        left = text_of_markup(left)
    if isinstance(right, Markup):
        right = text_of_markup(right)
    match operator:
        case "*":
            return _product(left, right)
        case "**":
            return _power(left, right)
        case "%":
            if isinstance(left, str):
                judge_format(left)
            return judged(left % right)
        case _:
            return _sum(left, right)


def _sum(left: Any, right: Any) -> Any:
    sized = [each for each in (left, right) if isinstance(each, str | list | tuple)]
    if sum(map(len, sized)) > LONGEST_TEXT:
        raise text_too_long()
    return judged(left + right)


def _product(left: Any, right: Any) -> Any:
    for one, other in ((left, right), (right, left)):
        if (
            isinstance(one, str | bytes | list | tuple | Mapping)
            and isinstance(other, int)
            and len(one) * other > LONGEST_TEXT
        ):
            raise text_too_long()
    if _digits(left) + _digits(right) > MOST_DIGITS:
        raise _number_too_large()
    return left * right


def _power(left: Any, right: Any) -> Any:
    if isinstance(right, int | float | Decimal) and _digits(left) * max(abs(float(right)), 1.0) > MOST_DIGITS:
        raise _number_too_large()
    return left**right


def _digits(number: Any) -> float:
    return number.bit_length() * 0.302 if isinstance(number, int) else 0


def _number_too_large() -> LimitPassed:
    return LimitPassed(message("a number grows beyond {most} digits", most=MOST_DIGITS))
