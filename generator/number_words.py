r"""Numbers in words, in Roman numerals and in letters: what ``\* CardText``, ``OrdText``, ``Roman`` and their like ask for.

Dutch as the Taalunie writes it (woordenlijst.org, Leidraad 9.2): one word up to duizend, a space behind duizend and around
miljoen, a trema in tweeëntwintig.
"""

from __future__ import annotations

# fmt: off
_NL_SMALL = [
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
    "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
]
_NL_TENS = ["", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_EN_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
# fmt: on
_EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NL_ORDINAL_ENDINGS = {"een": "eerste", "drie": "derde", "acht": "achtste"}
_EN_ORDINAL_ENDINGS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
LARGEST_IN_WORDS = 999_999_999
LARGEST_ROMAN = 32_767
"""Word's own limit for Roman numerals."""
LARGEST_IN_LETTERS = 780
"""And for letters: thirty of them."""


def in_words(number: int, language: str) -> str:
    """``honderddrieëntwintig``, ``one hundred twenty-three``.

    Args:
        number: 0 to :data:`LARGEST_IN_WORDS`.
        language: ``nl``, or anything else for English.
    """
    return _dutch(number) if language == "nl" else _english(number)


def ordinal_in_words(number: int, language: str) -> str:
    """``eenentwintigste``, ``twenty-first``; the arguments of :func:`in_words`."""
    words = in_words(number, language)
    endings = _NL_ORDINAL_ENDINGS if language == "nl" else _EN_ORDINAL_ENDINGS
    small = (_NL_SMALL if language == "nl" else _EN_SMALL)[number % 100] if number % 100 < 20 else ""
    if not small and number % 10:
        small = (_NL_SMALL if language == "nl" else _EN_SMALL)[number % 10] if language != "nl" else ""
    if small in endings and words.endswith(small):
        return words.removesuffix(small) + endings[small]
    if language == "nl":
        return words + ("de" if (small and small != "nul") or number == 0 else "ste")
    return words.removesuffix("y") + "ieth" if words.endswith("y") else words + "th"


def ordinal(number: int, language: str) -> str:
    """``21e``, ``21st``."""
    if language == "nl":
        return f"{number}e"
    if abs(number) % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(abs(number) % 10, 'th') }"


def roman(number: int) -> str:
    """``MMXXVI``; ``number`` from 1 up."""
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (number // worth)
        number %= worth
    return written


def letters(number: int) -> str:
    """``A`` for 1, ``Z`` for 26, ``AA`` for 27, ``BBB`` for 54: one letter, repeated (ISO/IEC 29500-1 17.16.4.3)."""
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (repeats + 1)


def _dutch(number: int) -> str:
    if number < 20:
        return _NL_SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        joint = "ën" if ones in (2, 3) else "en"
        return (_NL_SMALL[ones] + joint if ones else "") + _NL_TENS[tens]
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return (_NL_SMALL[hundreds] if hundreds > 1 else "") + "honderd" + (_dutch(rest) if rest else "")
    if number < 1_000_000:
        thousands, rest = divmod(number, 1000)
        return (_dutch(thousands) if thousands > 1 else "") + "duizend" + (f" {_dutch(rest)}" if rest else "")
    millions, rest = divmod(number, 1_000_000)
    return f"{_dutch(millions)} miljoen" + (f" {_dutch(rest)}" if rest else "")


def _english(number: int) -> str:
    if number < 20:
        return _EN_SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _EN_TENS[tens] + (f"-{_EN_SMALL[ones]}" if ones else "")
    for worth, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= worth:
            count, rest = divmod(number, worth)
            return f"{_english(count)} {name}" + (f" {_english(rest)}" if rest else "")
    raise AssertionError(number)
