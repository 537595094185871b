r"""Numeric pictures, the argument of ``\#``: ``€ #.##0,00``, ``0%``, ``"0,00;-0,00;nihil"``.

ISO/IEC 29500-1 17.16.4.2. ``0`` is a digit that must be there, ``#`` one that may, ``x`` the last one that counts. The
separators are written as the picture has them: Word takes those of the computer for both, so a picture shows what comes
out. Which of ``.`` and ``,`` is the decimal symbol follows from the picture, and from the language only where the picture
leaves a choice (:func:`_decimal_at`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from babel import Locale

from generator.template.merge_fields.written_values import decimal_symbol

_PLACEHOLDERS = frozenset("0#xX")
_GROUPING = frozenset(".,' \u00a0\u202f")
_GROUPED_BY_APOSTROPHE = re.compile("[#0]'[#0]")
_LARGEST = Decimal(10) ** 40
_LONGEST_PICTURE = 80
"""Beyond these nobody means an amount; the number is written as it is."""
_DOTNET_PICTURE = re.compile(r"([NP])(\d{0,2})", re.IGNORECASE)
"""Not Word's, but .NET's: letters made for docx-mailmerge2 have them."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A picture, or one of its sections, cut up.

    Attributes:
        before: Text before the number; ``+`` and ``-`` in it stand for the number's sign.
        whole: Placeholders before the decimal symbol, and text between them.
        fraction: Those behind it.
        after: Text behind the number.
        group: The symbol between thousands, ``""`` for none.
        decimal: The decimal symbol.
    """

    before: tuple[tuple[str, bool], ...]
    whole: str = ""
    fraction: str = ""
    after: str = ""
    group: str = ""
    decimal: str = ""

    @property
    def places(self) -> int:
        """Decimals that count: up to the last x, or all."""
        placeholders = [character.lower() for character in self.fraction if character in _PLACEHOLDERS]
        return len(placeholders) - placeholders[::-1].index("x") if "x" in placeholders else len(placeholders)

    @property
    def has_number(self) -> bool:
        """False for a section of nothing but text: ``nihil``."""
        return bool(self.whole or self.fraction)


def written_by_numeric_picture(number: Decimal, picture: str, locale: Locale) -> str:
    r"""``number`` as ``picture`` says.

    A picture may have sections: ``positive;negative`` or ``positive;negative;zero``. A ``#`` without a digit leaves nothing
    behind, where Word leaves a space; nothing of the number before the decimal symbol is ever cut off unless an ``x``
    asks for it, where Word cuts it off in a picture such as ``.00``.

    Args:
        number: Rounded half up to what the picture shows.
        picture: What stands behind ``\#``, without its quotes.
        locale: Decides what a lone ``.`` or ``,`` means where the picture does not.
    """
    if abs(number) >= _LARGEST or len(picture) > _LONGEST_PICTURE:
        return str(number)
    dotnet = _DOTNET_PICTURE.fullmatch(picture.strip())
    if dotnet:
        return _written_by_dotnet(number, dotnet[1].upper(), int(dotnet[2] or 2), locale)
    sections = _sections(picture, decimal_symbol(locale))
    if len(sections) == 1:
        return _written(number, sections[0])
    if len(sections) > 2 and _rounded(number, sections[0]) == 0:
        return _written(abs(number), sections[2], draws_own_sign=True)
    # What rounds to nothing is not negative any more.
    if number < 0 and (_rounded(number, sections[1]) != 0 or not sections[1].has_number):
        return _written(-number, sections[1], draws_own_sign=True)
    return _written(abs(number), sections[0])


@functools.lru_cache(maxsize=512)
def _sections(picture: str, usual_decimal: str) -> tuple[_Section, ...]:
    return tuple(_section(part, usual_decimal) for part in _split(picture))


def _split(picture: str) -> list[str]:
    """The sections of ``picture``, three at the most; a semicolon in quotes is text."""
    parts = [""]
    in_text = False
    for character in picture:
        in_text ^= character == "'"
        if character == ";" and not in_text:
            parts.append("")
        else:
            parts[-1] += character
    return parts[:3]


def _section(part: str, usual_decimal: str) -> _Section:
    characters = _characters(part)
    placed = [at for at, (character, literal) in enumerate(characters) if character in _PLACEHOLDERS and not literal]
    if not placed:
        return _Section(tuple((character, True) for character, _ in characters))
    first, last = placed[0], placed[-1]
    # A separator may open the number (",0.00"); one behind it is text ("0,-").
    while first and characters[first - 1][0] in ".," and not characters[first - 1][1]:
        first -= 1
    inner = characters[first : last + 1]
    # Literals between placeholders stay in their place; a mark keeps them from being read as placeholders.
    number = "".join(f"\0{character}" if literal else character for character, literal in inner)
    decimal_at = _decimal_at(number, usual_decimal)
    cut = len(number) if decimal_at is None else decimal_at
    decimal = usual_decimal if decimal_at is None else number[decimal_at]
    group = next((character for character in number[:cut] if character in _GROUPING), "")
    return _Section(
        before=tuple(characters[:first]),
        whole="".join(character for character in number[:cut] if character != group and character not in ".,"),
        fraction=number[cut + 1 :],
        after="".join(character for character, _ in characters[last + 1 :]),
        group=group,
        decimal=decimal,
    )


def _characters(part: str) -> list[tuple[str, bool]]:
    """Each character with whether quotes make it text; an apostrophe on its own between places groups, as the Swiss do."""
    found: list[tuple[str, bool]] = []
    in_text = False
    groups = part.count("'") == 1 and _GROUPED_BY_APOSTROPHE.search(part) is not None
    for character in part:
        if character in "'`" and not groups:
            in_text = not in_text
        else:
            found.append((character, in_text))
    return found


def _decimal_at(number: str, usual: str) -> int | None:
    """Where the decimal symbol stands in ``number``, a run of placeholders and separators; None without decimals.

    Of two kinds the last one is it. One kind, more than once, groups thousands. ``#,##0`` and ``#.##0`` group thousands in
    any language. Otherwise the language's own decimal symbol is it, and the other one groups where three places follow,
    or where it opens a picture such as ``,0``.
    """
    separators = [at for at, character in enumerate(number) if character in ".,"]
    if not separators:
        return None
    last = separators[-1]
    if len({number[at] for at in separators}) == 2:
        return last
    if len(separators) > 1:
        return None
    before, after = number[:last], number[last + 1 :]
    if before.endswith("#") and after == "##0":
        return None
    if number[last] == usual:
        return last
    return None if len(after) == 3 or (not before and after == "0") else last


def _rounded(number: Decimal, section: _Section) -> Decimal:
    with localcontext() as context:
        context.prec = 200
        return number.quantize(Decimal(1).scaleb(-section.places), rounding=ROUND_HALF_UP)


def _written(number: Decimal, section: _Section, *, draws_own_sign: bool = False) -> str:
    rounded = _rounded(number, section)
    sign = "-" if rounded < 0 else ""
    drawn_signs = [character for character, literal in section.before if character in "+-" and not literal]
    before = "".join(
        character
        if literal or draws_own_sign or character not in "+-"
        else (sign or ("+" if character == "+" and rounded > 0 else ""))
        for character, literal in section.before
    )
    if not section.has_number:
        return before
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    written = _whole(whole, section)
    decimals = _fraction(fraction, section)
    if not written and not decimals:
        # "#" and "##%" of nothing: an amount left out would say nothing at all.
        written = "0"
    own_sign = "" if drawn_signs or draws_own_sign else sign
    return before + own_sign + written + (section.decimal + decimals if decimals else "") + section.after


def _whole(digits: str, section: _Section) -> str:
    """The digits before the decimal symbol; the text between placeholders stays where it is, seen from the right."""
    placeholders = [character for character in section.whole if character in _PLACEHOLDERS]
    required = len(placeholders) - placeholders.index("0") if "0" in placeholders else 0
    digits = digits.lstrip("0").rjust(required, "0")
    if placeholders[:1] and placeholders[0] in "xX":
        digits = digits[-len(placeholders) :]
    if section.group:
        return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", section.group, digits)
    left = list(digits)
    written: list[str] = []
    for character in reversed(_marked(section.whole)):
        if character in _PLACEHOLDERS:
            written.append(left.pop() if left else "")
        elif left:
            written.append(character.removeprefix("\0"))
    return "".join([*left, *reversed(written)])


def _fraction(digits: str, section: _Section) -> str:
    """The digits behind the decimal symbol.

    The first placeholder says of all of them whether zeros at the end are written, as docx4j has it.
    """
    first = next((character for character in section.fraction if character in _PLACEHOLDERS), "")
    left = list(reversed(digits if first == "0" else digits.rstrip("0")))
    written: list[str] = []
    for character in _marked(section.fraction):
        if character in _PLACEHOLDERS:
            written.append(left.pop() if left else "")
        elif left:
            written.append(character.removeprefix("\0"))
    return "".join(written)


def _marked(characters: str) -> Sequence[str]:
    """Single characters, a literal together with its mark."""
    return re.findall(r"\0.|.", characters, re.DOTALL)


def _written_by_dotnet(number: Decimal, kind: str, places: int, locale: Locale) -> str:
    """``N2`` is a number with its thousands grouped, ``P2`` a share as a percentage."""
    decimal = decimal_symbol(locale)
    section = _Section(
        before=(),
        whole="0",
        fraction="0" * places,
        group=("," if decimal == "." else ".") if kind == "N" else "",
        decimal=decimal,
    )
    return _written(number, section) if kind == "N" else _written(number * 100, section) + "%"
