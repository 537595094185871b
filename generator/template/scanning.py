"""Finding tags in plain text, and mending what Word's autocorrection did inside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["expression", "statement", "comment"]
Level = Literal["", "p", "tr", "tc", "r"]

_OPENER = re.compile(r"\{\{|\{%|\{#")
_ANY_CLOSER = re.compile(r"\}\}|%\}|#\}")
_KINDS: Final[dict[str, tuple[Kind, str]]] = {
    "{{": ("expression", "}}"),
    "{%": ("statement", "%}"),
    "{#": ("comment", "#}"),
}
_HEAD = re.compile(r"([-+]?)(?:(p|tr|tc|r)(?=\s))?")
_DOUBLE_QUOTES = '"“”„‟«»'
_SINGLE_QUOTES = "'‘’‚‛‹›"
_SPACES = str.maketrans(
    dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\n\t\ufffc", " "
    )
)
_DASHES = str.maketrans(dict.fromkeys("–—‒―−‑", "-"))
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_NONCHARACTERS = dict.fromkeys(range(0xFDD0, 0xFDF0))


@dataclass(frozen=True, slots=True)
class FoundTag:
    """A tag in a text.

    Attributes:
        start: Where it starts, its braces included.
        end: Just behind it.
        level: ``p``, ``tr``, ``tc`` or ``r`` where it stands for its whole paragraph, row, cell or run.
        body: What Jinja reads, mended, without braces, level and trim marks.
        trim_before: ``{%-``: ``-``, ``+`` or ``""``.
        trim_after: ``-%}``, likewise.
        mended: Whether anything but spaces had to be put right.
    """

    start: int
    end: int
    kind: Kind
    level: Level
    body: str
    trim_before: str
    trim_after: str
    mended: bool


@dataclass(frozen=True, slots=True)
class Unclosed:
    """Braces that open a tag and do not close it; ``start`` is where."""

    start: int
    kind: Kind


def next_tag(text: str, position: int) -> FoundTag | Unclosed | None:
    """The first tag of ``text`` from ``position`` on, or None."""
    opener = _OPENER.search(text, position)
    if opener is None:
        return None
    kind, closer = _KINDS[opener.group()]
    start = opener.start()
    if kind == "comment":
        end = text.find(closer, start + 2)
        if end < 0:
            return Unclosed(start, kind)
        return _tag(start, end, kind, text[start + 2 : end], mended=False)
    found = _read(text, start + 2, closer, heed_quotes=True) or _read(text, start + 2, closer, heed_quotes=False)
    if found is None:
        return Unclosed(start, kind)
    end, body, mended = found
    return _tag(start, end, kind, body, mended=mended)


def stray_closer(text: str, position: int, end: int) -> int | None:
    """Where closing braces without opening ones stand between two tags, or None."""
    closer = _ANY_CLOSER.search(text, position, end)
    return closer.start() if closer else None


def _tag(start: int, end: int, kind: Kind, body: str, *, mended: bool) -> FoundTag:
    body = body.translate(_NONCHARACTERS)
    head = _HEAD.match(body)
    trim_before, level = (head.group(1), head.group(2) or "") if head else ("", "")
    body = body[head.end() if head else 0 :]
    trim_after = ""
    if body.endswith(("-", "+")) and kind != "comment":
        trim_after, body = body[-1], body[:-1]
    return FoundTag(start, end + 2, kind, level, body.strip(), trim_before, trim_after, mended)  # type: ignore[arg-type]


def _read(text: str, position: int, closer: str, *, heed_quotes: bool) -> tuple[int, str, bool] | None:
    """Where the tag's closer starts, its mended body, and whether mending changed it."""
    pieces: list[str] = []
    depth = 0
    mended = False
    while position < len(text):
        if text.startswith(closer, position) and not (closer == "}}" and depth):
            return position, "".join(pieces), mended
        two = text[position : position + 2]
        if two in _KINDS or (two == "%}" and closer == "}}") or (two == "}}" and closer == "%}" and depth < 2):
            return None
        character = text[position]
        quotes = _quotes_of(character)
        if quotes and heed_quotes:
            end = _end_of_string(text, position, quotes)
            if end is None:
                return None
            literal = text[position + 1 : end]
            quote = _straight(character, literal)
            mended = mended or character != quote or text[end] != quote
            pieces.append(quote + literal.translate(_LINE_ENDS) + quote)
            position = end + 1
            continue
        depth += (character == "{") - (character == "}")
        depth = max(depth, 0)
        plain = character.translate(_SPACES).translate(_DASHES).translate(_INVISIBLE)
        if quotes:
            plain = quotes[0]
        mended = mended or (plain != character and not character.isspace() and character != "\ufffc")
        pieces.append(plain)
        position += 1
    return None


_LINE_ENDS = str.maketrans({"\n": " "})


def _quotes_of(character: str) -> str:
    if character in _DOUBLE_QUOTES:
        return _DOUBLE_QUOTES
    return _SINGLE_QUOTES if character in _SINGLE_QUOTES else ""


def _straight(opening: str, literal: str) -> str:
    """A straight quote that the literal does not hold itself."""
    wanted = '"' if opening in _DOUBLE_QUOTES else "'"
    if wanted in literal and opening != wanted:
        return "'" if wanted == '"' else '"'
    return wanted


def _end_of_string(text: str, start: int, quotes: str) -> int | None:
    """Where the string that starts at ``start`` ends; Word may have bent either of its quotes."""
    bent = next((at for at in range(start + 1, len(text)) if text[at] in quotes), None)
    if text[start] not in "'\"" or bent is None:
        return bent
    at = start + 1
    while at < len(text) and text[at] != text[start]:
        at += 2 if text[at] == "\\" else 1
    if at >= len(text):
        return bent
    crossed = _ANY_CLOSER.search(text, bent, at)
    return bent if crossed and text[bent] not in "'\"" else at
