"""How a letter is put together: which pieces of its template stand in it, and the values between them.

Letters of one shape differ in their values only, so a check can set a few of them and know the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import CodeType

_BREAK = re.compile(r"<w:(?:br|cr|p|tr)\b")
_MARKUP = re.compile(r"<[^>]*>")
_PIECES_OF_A_PART = 1 << 20


@dataclass(frozen=True, slots=True)
class LetterShape:
    """What of a template stands in one letter.

    Attributes:
        pieces: The template's own pieces in order, each as its number; behind a value that breaks its line, the breaks as
            a negative number. Equal where conditions, loops and line breaks came out alike.
        values: What was filled in: the number of the piece before it, and its text without markup.
    """

    pieces: tuple[int, ...]
    values: tuple[tuple[int, str], ...]


def numbered_pieces(code: CodeType, *, part: int) -> dict[int, int]:
    """A number for each text in the compiled code of a part, by the text's identity; the template owns these.

    Args:
        code: What renders the part.
        part: The part's number in its template: its pieces have numbers of their own.
    """
    numbers: dict[int, int] = {}
    for text in _texts(code):
        numbers.setdefault(id(text), part * _PIECES_OF_A_PART + len(numbers) + 1)
    return numbers


def shape_of(rendered: Iterable[tuple[dict[int, int], list[str]]]) -> LetterShape:
    """The shape of a letter.

    Args:
        rendered: For each part its numbered pieces, and the pieces that make it in this letter.
    """
    pieces: list[int] = []
    values: list[tuple[int, str]] = []
    for numbers, texts in rendered:
        before = 0
        for text in texts:
            number = numbers.get(id(text))
            if number is not None:
                pieces.append(number)
                before = number
            elif "<" in text:
                pieces.append(-len(_BREAK.findall(text)))
                values.append((before, _MARKUP.sub("", text)))
            elif text:
                values.append((before, text))
    return LetterShape(tuple(pieces), tuple(values))


def _texts(code: CodeType) -> Iterable[str]:
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, CodeType):
            yield from _texts(constant)
