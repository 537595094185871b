"""A paragraph's content in pieces that never break inside: words, spaces, tabs, pictures and marks, each with its width."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from generator.typeset.layout.boxes import InlineGraphic
from generator.typeset.layout.shaping import Extent, Segment, Shaper
from generator.typeset.ooxml.document import Link, Tab
from generator.typeset.ooxml.styles import RunFormat

Kind = Literal["word", "space", "tab", "graphic", "break", "soft", "note", "bookmark"]

_TOKEN = re.compile(
    r" +|[^ \-\u2010\u2013\u2014\u200b]*[\-\u2010\u2013\u200b]+|\u2014+|[^ \-\u2010\u2013\u2014\u200b]+"
)
_IDEOGRAPH = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_TOKEN_IDEOGRAPHIC = re.compile(
    r" +|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef][、。，．）」』】〕！？]*|[^ \u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+"
)

_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")


@dataclass(slots=True)
class Piece:
    """The smallest thing that a line is filled with.

    Attributes:
        breakable: The line may end behind it.
        value: What a break, note or bookmark is: ``page``, its identity, its name.
    """

    kind: Kind
    width: float = 0.0
    text: str = ""
    segment: Segment | None = None
    extent: Extent | None = None
    link: Link | None = None
    breakable: bool = False
    graphic: InlineGraphic | None = None
    tab: Tab | None = None
    value: str = ""
    note_kind: str = ""


def text_pieces(text: str, format_: RunFormat, link: Link | None, shaper: Shaper) -> Iterator[Piece]:
    """Words and spaces of a text."""
    for segment in shaper.segments(text, format_):
        for token in _tokens(segment.text):
            if token[0] == " ":
                yield Piece("space", segment.width(token), token, segment, segment.extent, link, breakable=True)
                continue
            last = token[-1]
            # A hyphen at the start of a word is a minus or a dash that belongs to it.
            breakable = last in "\u2014\u200b\u2013" or (last in "-\u2010" and token.strip("-\u2010") != "")
            shown = token.replace("\u2011", "-")
            yield Piece("word", segment.width(shown), shown, segment, segment.extent, link, breakable)


def _tokens(text: str) -> Iterable[str]:
    if _IDEOGRAPH.search(text):
        return _TOKEN_IDEOGRAPHIC.findall(text)
    return _TOKEN.findall(text)


def close_words(pieces: list[Piece]) -> None:
    """Let a line end behind ideographs and pictures, and before an em dash, which no space follows."""
    for before, after in itertools.pairwise(pieces):
        if before.kind == "graphic" or (before.kind == "word" and after.kind == "graphic"):
            before.breakable = True
        elif before.kind == "word" and after.kind == "word" and before.text and after.text:
            dash = after.text[0] == "\u2014" and before.text[-1] != "\u2014"
            if dash or _IDEOGRAPH.match(before.text[-1]) or _IDEOGRAPH.match(after.text[0]):
                before.breakable = True
    _hold_brackets(pieces)


def _hold_brackets(pieces: list[Piece]) -> None:
    """A space behind an opening or before a closing bracket does not end a line (UAX #14, LB13 and LB14)."""
    for at, piece in enumerate(pieces):
        if piece.kind != "space":
            continue
        before = next((each for each in reversed(pieces[max(0, at - 4) : at]) if each.kind != "bookmark"), None)
        after = next((each for each in pieces[at + 1 : at + 5] if each.kind != "bookmark"), None)
        opened = before is not None and before.kind == "word" and before.text[-1:] in _OPENING
        closes = after is not None and after.kind == "word" and after.text[:1] in _CLOSING
        if opened or closes:
            piece.breakable = False
