"""A paragraph's content in pieces that never break inside: words, spaces, tabs, pictures and marks, each with its width."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.typeset.layout import breaking
from generator.typeset.layout.boxes import InlineGraphic
from generator.typeset.layout.shaping import Extent, Segment, Shaper
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.content import Link, Tab
from generator.typeset.ooxml.styles import RunFormat

Kind = Literal["word", "space", "tab", "graphic", "break", "soft", "note", "bookmark", "edge"]
_WITHOUT_WIDTH = frozenset({"note", "bookmark"})

_TOKEN = re.compile(r" +|[^ ]+")


@dataclass(slots=True)
class Piece:
    """The smallest thing that a line is filled with.

    Attributes:
        breakable: The line may end behind it.
        slash: It ends with a slash, behind which the line may end where the paragraph has no space before it.
        value: What a break, note or bookmark is: ``page``, its identity, its name.
    """

    kind: Kind
    width: float = 0.0
    text: str = ""
    segment: Segment | None = None
    extent: Extent | None = None
    link: Link | None = None
    breakable: bool = False
    slash: bool = False
    graphic: InlineGraphic | None = None
    tab: Tab | None = None
    value: str = ""
    note_kind: str = ""


def text_pieces(text: str, format_: RunFormat, link: Link | None, shaper: Shaper) -> Iterator[Piece]:
    """Words and spaces of a text."""
    for segment in shaper.segments(text, format_):
        width, extent = segment.width, segment.extent
        for token in _TOKEN.findall(segment.text):
            if token[0] == " ":
                yield Piece("space", width(token), token, segment, extent, link, breakable=True)
                continue
            parts = breaking.parts(token)
            for part in parts[:-1]:
                slash = part[-1] == "/"
                yield Piece("word", width(part), part, segment, extent, link, not slash, slash)
            # Whether a line may end behind the last part depends on what follows: see close_words.
            yield Piece("word", width(parts[-1]), parts[-1], segment, extent, link)


def border_edges(before: Border | None, after: Border | None) -> list[Piece]:
    """The room that the border of a run takes where it ends and another one begins."""
    return [Piece("edge", width=each.space + each.thickness) for each in (before, after) if each is not None]


def close_words(pieces: list[Piece]) -> None:
    """Let a line end where words of different formats touch, and around pictures."""
    solid = [piece for piece in pieces if piece.kind not in _WITHOUT_WIDTH]
    for before, after in itertools.pairwise(solid):
        if before.kind == "graphic" or (before.kind == "word" and after.kind == "graphic"):
            before.breakable = True
        elif before.kind == "word" and after.kind == "word" and before.text and after.text:
            before.breakable = breaking.may_break(before.text[-1], after.text[0])
            before.slash = breaking.follows_slash(before.text[-1], after.text[0])
