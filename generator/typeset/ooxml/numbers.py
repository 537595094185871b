"""Numbers as lists, pages and notes write them: ST_NumberFormat (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

from generator import number_words

_CHICAGO = "*†‡§"
IN_WORDS = frozenset({"cardinalText", "ordinalText"})
"""Formats that need the words of a language."""
_LANGUAGES_WITH_WORDS = frozenset({"nl", "en"})


def roman(number: int) -> str:
    """``XIV``; numbers that Roman numerals cannot write stay Arabic."""
    return number_words.roman(number) if 0 < number <= number_words.LARGEST_ROMAN else str(number)


def letters(number: int) -> str:
    """``A`` ... ``Z``, ``AA``, ``BB``: Word repeats the letter, thirty times at most."""
    return number_words.letters(number)[:30] if number > 0 else str(number)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _chicago(number: int) -> str:
    times, at = divmod(number - 1, 4)
    return _CHICAGO[at] * min(times + 1, 20)


def _ordinal(number: int, language: str) -> str:
    """``1e``, ``1st``, ``1º``; with a full stop where the language writes one, or is not known."""
    if language in _LANGUAGES_WITH_WORDS:
        return number_words.ordinal(number, language)
    if language in {"es", "pt", "it"}:
        return f"{number}º"
    if language == "fr":
        return "1er" if number == 1 else f"{number}e"
    return f"{number}."


def _in_words(number: int, number_format: str, language: str) -> str:
    """``Eenentwintig``, ``Twenty-first``: Word's lists begin them with a capital."""
    write = number_words.in_words if number_format == "cardinalText" else number_words.ordinal_in_words
    said = write(number, language)
    return said[:1].upper() + said[1:]


_DIGITS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def _ideographic(number: int) -> str:
    """Counted in words: 十二."""
    if not 0 < number < 10_000:
        return str(number)
    written, pending = "", False
    for worth, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, worth)
        if digit:
            written += (
                ("零" if pending else "") + (_DIGITS[digit] if digit > 1 or worth != 10 or written else "") + sign
            )
            pending = False
        elif written and number:
            pending = True
    return written


def _ideographic_digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


# Word has one sign for each of the first twenty of "(1)" and "1.", which hardly a font holds; the letters look the same.
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "decimalZero": lambda number: f"{number:02d}",
    "none": lambda _number: "",
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "hex": lambda number: f"{number:X}",
    "chicago": _chicago,
    "bullet": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: "".join(chr(0xFF10 + int(digit)) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(0xFF10 + int(digit)) for digit in str(number)),
    **dict.fromkeys(
        (
            "japaneseCounting",
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        _ideographic,
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"), _ideographic_digits
    ),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ganada": _cycle("가나다라마바사아자차카타파하"),
    "chosung": _cycle("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "iroha": _cycle("ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"),
    "aiueo": _cycle("ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"),
    "russianUpper": _cycle("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    "russianLower": _cycle("абвгдежзиклмнопрстуфхцчшщыэюя"),
}

FIELD_SWITCHES = {
    "arabic": "decimal",
    "roman": "lowerRoman",
    "ROMAN": "upperRoman",
    "Roman": "upperRoman",
    "alphabetic": "lowerLetter",
    "ALPHABETIC": "upperLetter",
    "Alphabetic": "upperLetter",
    "arabicdash": "numberInDash",
    "ordinal": "ordinal",
    "hex": "hex",
    "cardtext": "cardinalText",
    "ordtext": "ordinalText",
}
r"""The number formats that a field's ``\*`` switch may name; in small letters those whose own letters do not matter."""


def is_known(number_format: str, language: str | None = None) -> bool:
    """Whether :func:`written` can write this format in this language."""
    if number_format in IN_WORDS:
        return _primary(language) in _LANGUAGES_WITH_WORDS
    return number_format in _FORMATS or number_format == "ordinal"


def written(number: int, number_format: str, language: str | None = None) -> str:
    """The number in the format named; one that we do not know is written in Arabic digits.

    Args:
        number: What to write.
        number_format: ST_NumberFormat.
        language: Of the text, as ``w:lang`` has it; ordinals and words depend on it.
    """
    primary = _primary(language)
    if number_format == "ordinal":
        return _ordinal(number, primary)
    if number_format in IN_WORDS and primary in _LANGUAGES_WITH_WORDS and 0 <= number <= number_words.LARGEST_IN_WORDS:
        return _in_words(number, number_format, primary)
    return _FORMATS.get(number_format, str)(number)


def _primary(language: str | None) -> str:
    return (language or "en").partition("-")[0].lower()
