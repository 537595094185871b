"""The filters of letters: dates, numbers, amounts, pictures; and those that a workspace adds for itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent
from jinja2 import Undefined, pass_environment

from generator.errors import message
from generator.template.sandbox import Sandbox
from generator.template.values import Image
from generator.template.written import LANGUAGE, written

_MOST_DECIMALS = 20
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?.*)?$")
_DUTCH_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})$")
_LENGTH = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*(mm|cm|in|pt|px)?\s*$")
_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96}


class ValueRefused(Exception):
    """A filter met a value that it cannot work with; mapped to RenderFailed at the room's door."""

    def __init__(self, said: Any) -> None:
        super().__init__(said.text)
        self.message = said


def letter_filters() -> dict[str, Callable[..., Any]]:
    """The filters of the contract, by name."""
    return {
        "attr": _attribute,
        "currency": in_currency,
        "date": as_date,
        "datum": as_date,
        "image": as_image,
        "number": as_number,
        "percent": as_percent,
        "upper_first": upper_first,
    }


def as_date(value: Any, pattern: str = "d MMMM yyyy") -> Any:
    """``{{ date|date('d MMMM yyyy') }}``: a CLDR pattern, Dutch names."""
    if value is None or value == "" or isinstance(value, Undefined):
        return _nothing(value)
    moment = _moment(value)
    try:
        if isinstance(moment, datetime):
            return format_datetime(moment, pattern, locale=LANGUAGE)
        return format_date(moment, pattern, locale=LANGUAGE)
    except (ValueError, AttributeError, KeyError) as error:
        raise ValueRefused(
            message(
                "“{pattern}” is no date pattern; write for instance {example}",
                pattern=str(pattern)[:40],
                example="d MMMM yyyy",
            )
        ) from error


def as_number(value: Any, decimals: int | None = None) -> Any:
    """``1.234,5``, with exactly so many decimals where they are given."""
    if value is None or value == "" or isinstance(value, Undefined):
        return _nothing(value)
    pattern = (
        None if decimals is None else "#,##0" + ("." + "0" * min(decimals, _MOST_DECIMALS) if decimals > 0 else "")
    )
    return format_decimal(_number(value), format=pattern, locale=LANGUAGE)


def in_currency(value: Any, currency: str = "EUR", decimals: int | None = None) -> Any:
    """``€ 1.234,50``; the space is a hard one, so that the amount stays on one line."""
    if value is None or value == "" or isinstance(value, Undefined):
        return _nothing(value)
    pattern = (
        None
        if decimals is None
        else "¤\u00a0#,##0" + ("." + "0" * min(decimals, _MOST_DECIMALS) if decimals > 0 else "")
    )
    return format_currency(
        _number(value), str(currency), format=pattern, locale=LANGUAGE, currency_digits=decimals is None
    )


def as_percent(value: Any, decimals: int = 0) -> Any:
    """``12%`` of 0.12."""
    if value is None or value == "" or isinstance(value, Undefined):
        return _nothing(value)
    pattern = "#,##0" + ("." + "0" * min(decimals, _MOST_DECIMALS) if decimals > 0 else "") + "%"
    return format_percent(_number(value), format=pattern, locale=LANGUAGE)


def upper_first(value: Any) -> str:
    """The first letter in capitals, the rest as it is (``capitalize`` makes that lower case); ij is one letter."""
    text = written(value)
    if text[:2] == "ij":
        return "IJ" + text[2:]
    return text[:1].upper() + text[1:]


def as_image(value: Any, width: Any = None, height: Any = None, alt: str | None = None) -> Any:
    """``{{ signatory.signature|image(width='4cm') }}``; a bare number is in millimetres.

    A text is never a file name: the letter's data bring pictures as pictures.
    """
    if value is None or value == "" or isinstance(value, Undefined):
        return _nothing(value)
    if isinstance(value, bytes):
        value = Image(value)
    if not isinstance(value, Image):
        raise ValueRefused(
            message("the filter “image” takes a picture, and this is the text “{text}”", text=written(value)[:40])
        )
    return Image(
        value.data,
        _millimetres(width) if width is not None else value.width_mm if height is None else None,
        _millimetres(height) if height is not None else value.height_mm if width is None else None,
        value.alt_text if alt is None else str(alt),
        value.url,
    )


def _nothing(value: Any) -> str:
    return str(value) if isinstance(value, Undefined) else ""


def _moment(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = written(value).strip()
    try:
        if iso := _ISO_DATE.match(text):
            numbers = [int(each) for each in iso.groups() if each is not None]
            return datetime(*numbers) if len(numbers) > 3 else date(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 -- letters know no time zones
        if dutch := _DUTCH_DATE.match(text):
            day, month, year = map(int, dutch.groups())
            return date(year, month, day)
    except ValueError:
        pass
    raise ValueRefused(message("“{text}” is no date", text=text[:40]))


def _number(value: Any) -> int | float | Decimal:
    if isinstance(value, int | float | Decimal):
        return value
    text = written(value).strip().replace("\u00a0", "").replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})*(,\d+)?|-?\d+,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueRefused(message("“{text}” is no number", text=text[:40])) from error


def _millimetres(length: Any) -> float:
    if isinstance(length, int | float | Decimal):
        return float(length)
    found = _LENGTH.match(str(length))
    if found is None:
        raise ValueRefused(
            message("“{text}” is no length; write for instance {example}", text=str(length)[:40], example="4cm")
        )
    return float(found.group(1).replace(",", ".")) * _MM[found.group(2) or "mm"]


@pass_environment
def _attribute(environment: Sandbox, value: Any, name: str) -> Any:
    return environment.getattr(value, str(name))


def add_custom_filters(environment: Sandbox, expressions: Mapping[str, str]) -> None:
    """Add a workspace's own filters, each a Jinja expression in ``value``; they may use each other in this order.

    What a tag gives the filter besides is ``args``: ``value ~ args[0]`` for ``{{ x|filter('!') }}``.

    Raises:
        TemplateSyntaxError: Of Jinja, where an expression is no expression; the caller tells whose.
    """
    for name, expression in expressions.items():
        environment.filters[name] = _custom(environment, expression)


def _custom(environment: Sandbox, expression: str) -> Callable[..., Any]:
    compiled = environment.compile_expression(expression, undefined_to_none=False)

    def custom(value: Any, *args: Any) -> Any:
        return compiled(value=value, args=args)

    return custom
