"""A paragraph's content in pieces that never break inside: words, spaces, tabs, pictures and marks, each with its width."""

from __future__ import annotations

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
            token = token.replace("\u2011", "-")
            yield Piece("word", segment.width(token), token, segment, segment.extent, link, breakable)


def _tokens(text: str) -> Iterable[str]:
    if _IDEOGRAPH.search(text):
        return _TOKEN_IDEOGRAPHIC.findall(text)
    return _TOKEN.findall(text)


def close_words(pieces: list[Piece]) -> None:
    """Let a line end behind ideographs and before an em dash, which no space follows."""
    for before, after in zip(pieces, pieces[1:], strict=False):
        if before.kind == "word" and after.kind == "word":
            if after.text[0] == "\u2014" and before.text[-1] != "\u2014":
                before.breakable = True
            elif _IDEOGRAPH.match(before.text[-1]) or _IDEOGRAPH.match(after.text[0]):
                before.breakable = True
        elif before.kind in {"word", "graphic"} and after.kind == "graphic":
            before.breakable = True
        elif before.kind == "graphic":
            before.breakable = True
