"""Numbers as lists, pages and notes write them: ST_NumberFormat (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_CHICAGO = "*†‡§"


def roman(number: int) -> str:
    """``XIV``; numbers that Roman numerals cannot write stay Arabic."""
    if not 0 < number < 32768:
        return str(number)
    written = []
    for worth, sign in _ROMAN:
        times, number = divmod(number, worth)
        written.append(sign * times)
    return "".join(written)


def letters(number: int) -> str:
    """``A`` ... ``Z``, ``AA``, ``BB``: Word repeats the letter."""
    if number < 1:
        return str(number)
    times, at = divmod(number - 1, 26)
    return chr(ord("A") + at) * min(times + 1, 30)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _in_parentheses(number: int) -> str:
    return chr(0x2474 + number - 1) if 1 <= number <= 20 else f"({number})"


def _with_full_stop(number: int) -> str:
    return chr(0x2488 + number - 1) if 1 <= number <= 20 else f"{number}."


def _chicago(number: int) -> str:
    times, at = divmod(number - 1, 4)
    return _CHICAGO[at] * min(times + 1, 20)


def _ordinal(number: int) -> str:
    return f"{number}."


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "decimalZero": lambda number: f"{number:02d}",
    "ordinal": _ordinal,
    "none": lambda _number: "",
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _in_parentheses,
    "decimalEnclosedFullstop": _with_full_stop,
    "hex": lambda number: f"{number:X}",
    "chicago": _chicago,
    "bullet": str,
    "decimalHalfWidth": str,
}

FIELD_SWITCHES = {
    "arabic": "decimal",
    "roman": "lowerRoman",
    "ROMAN": "upperRoman",
    "Roman": "upperRoman",
    "alphabetic": "lowerLetter",
    "ALPHABETIC": "upperLetter",
    "Alphabetic": "upperLetter",
    "ArabicDash": "numberInDash",
    "Ordinal": "ordinal",
    "Hex": "hex",
}
r"""The number formats that a field's ``\*`` switch may name."""


def is_known(number_format: str) -> bool:
    """Whether :func:`written` can write this format."""
    return number_format in _FORMATS


def written(number: int, number_format: str) -> str:
    """The number in the format named; one that we do not know is written in Arabic digits."""
    return _FORMATS.get(number_format, str)(number)
