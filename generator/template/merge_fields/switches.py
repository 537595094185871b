r"""What a field's switches make of its value: ``\* \@ \# \b \f``, in Word's order.

ISO/IEC 29500-1 17.16.4 and, for ``\b`` and ``\f``, 17.16.5.35. A picture comes first, then the general formats in their
order, then the text before and after. A switch that does not suit the value has no effect.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale

from generator import number_words
from generator.address import written_by_date_picture
from generator.template.merge_fields.instruction import Instruction
from generator.template.merge_fields.numeric_picture import written_by_numeric_picture
from generator.template.merge_fields.written_values import date_in, decimal_symbol, number_in

ARGUMENT_MISSING = "Error! Switch argument not specified."
"""What Word prints for a switch without its argument; a check refuses such a template before it comes to this."""

KEEPS_FORMATTING = frozenset({"mergeformat", "charformat"})
"""General formats that say how the result looks, not what it says."""

_WORD_START = re.compile(r"(?:(?<=\s)|^)([^\w\s'’]*)(ij|\w)", re.IGNORECASE)


def formatted(value: object, instruction: Instruction, locale: Locale) -> str:
    """The result of the field ``instruction`` for ``value``: what Word would print.

    Args:
        value: Text, number, date, or None for an empty cell.
        instruction: A MERGEFIELD, or any field with general switches.
        locale: The letter's language.
    """
    text = _pictured(value, instruction, locale)
    for switch in instruction.switches:
        if switch.letter == "*" and switch.argument is not None:
            if not switch.argument.text:
                return ARGUMENT_MISSING
            text = _generally_formatted(text, switch.argument.text, locale)
    if not text:
        return ""
    before, after = instruction.switch("b"), instruction.switch("f")
    return (before.text if before else "") + text + (after.text if after else "")


def plain(value: object, locale: Locale) -> str:
    """``value`` without a picture: a date in words, a number with the language's decimal symbol and no grouping."""
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        number = number_in(value, locale)
        if number is None:
            return str(value)
        written = f"{number:f}"
        written = written.rstrip("0").rstrip(".") if "." in written else written
        return written.replace(".", decimal_symbol(locale))
    day = date_in(value, locale) if not isinstance(value, str) else None
    if day is not None:
        return written_by_date_picture(day, "d MMMM yyyy", locale)
    return str(value)


def _pictured(value: object, instruction: Instruction, locale: Locale) -> str:
    for switch in instruction.switches:
        if switch.letter not in "@#" or switch.argument is None:
            continue
        picture = switch.argument.text
        if not picture:
            return ARGUMENT_MISSING
        if switch.letter == "@":
            moment = date_in(value, locale)
            if moment is not None:
                return written_by_date_picture(moment, picture, locale)
        else:
            # Word gets an empty cell of a numeric column as 0 from Excel.
            number = number_in(0 if value is None else value, locale)
            if number is not None and not (isinstance(value, str) and date_in(value, locale) is not None):
                return written_by_numeric_picture(number, picture, locale)
    return plain(value, locale)


def _generally_formatted(text: str, name: str, locale: Locale) -> str:
    change = _CASES.get(name.lower())
    if change is not None:
        return change(text, locale)
    number = number_in(text, locale, whole=True)
    if number is None:
        return text
    return _number_formatted(number, name, locale) or text


def _number_formatted(number: Decimal, name: str, locale: Locale) -> str | None:
    """``number`` in the general format ``name``; None where the format is unknown or cannot write it."""
    language = str(locale.language)
    known = _NUMBER_FORMATS.get(name.lower())
    if known is None:
        return None
    smallest, largest, write = known
    nearest = int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if not smallest <= nearest <= largest:
        return None
    if name.lower() == "dollartext":
        return _dollar_text(number, language)
    written = write(nearest, language)
    # Roman or roman: the case of the switch's first letter is the case of the result.
    return written.lower() if name.startswith(("roman", "alphabetic")) else written


def _dollar_text(number: Decimal, language: str) -> str:
    whole, cents = divmod(int((number * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)), 100)
    return f"{number_words.in_words(whole, language)} {'en' if language == 'nl' else 'and'} {cents:02d}/100"


def _each_word_capitalised(text: str, locale: Locale) -> str:
    return _WORD_START.sub(lambda found: found[1] + _capital(found[2], locale), text.lower())


def _first_word_capitalised(text: str, locale: Locale) -> str:
    return _WORD_START.sub(lambda found: found[1] + _capital(found[2], locale), text.lower(), count=1)


def _capital(letters: str, locale: Locale) -> str:
    """The first letter as a capital; the Dutch ij is one letter: IJmuiden."""
    if letters.lower() == "ij" and locale.language != "nl":
        return letters[0].upper() + letters[1:]
    return letters.upper()


_CASES: dict[str, Callable[[str, Locale], str]] = {
    "upper": lambda text, _locale: text.upper(),
    "lower": lambda text, _locale: text.lower(),
    "firstcap": _first_word_capitalised,
    "caps": _each_word_capitalised,
}

_ANY = 10**40
_NUMBER_FORMATS: dict[str, tuple[int, int, Callable[[int, str], str]]] = {
    "arabic": (-_ANY, _ANY, lambda number, _language: str(number)),
    "arabicdash": (-_ANY, _ANY, lambda number, _language: f"- {number} -"),
    "ordinal": (0, _ANY, number_words.ordinal),
    "hex": (0, _ANY, lambda number, _language: f"{number:X}"),
    "cardtext": (0, number_words.LARGEST_IN_WORDS, number_words.in_words),
    "ordtext": (0, number_words.LARGEST_IN_WORDS, number_words.ordinal_in_words),
    "dollartext": (0, number_words.LARGEST_IN_WORDS - 1, number_words.in_words),
    "roman": (1, number_words.LARGEST_ROMAN, lambda number, _language: number_words.roman(number)),
    "alphabetic": (1, number_words.LARGEST_IN_LETTERS, lambda number, _language: number_words.letters(number)),
}
"""By name in lower case: the smallest and largest number that it can write, and how."""

KNOWN_FORMATS = frozenset(_CASES) | KEEPS_FORMATTING | frozenset(_NUMBER_FORMATS)
"""General formats by their name in lower case; another one has no effect, and a check says so."""
