"""What a line is filled with: the pieces between its tabs, and the places where it may end (docs/word/lines.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.typeset.layout.pieces import Piece

_MOST_SHRUNK = 0.25
"""How much narrower than the font has it Word since 2013 sets a space of a justified line, at most (docs/word/lines.md)."""
_STRETCH_PER_SHRINK = 2.0
"""So many times more must the spaces be stretched without the next word than they shrink with it."""
_SEPARATOR = re.compile(r"\d[^,.]*[,.](?=[^,.]*$)")
"""The only comma or full stop behind digits."""
_THOUSAND = re.compile(r"\d{3}(?!\d)")
_LEAN = 1 / 12
"""Room for slanted letters at the end of a line, as a share of their line's height."""


@dataclass(slots=True)
class Group:
    """The pieces behind one tab, or those at the start of the line."""

    start: float
    alignment: str = "left"
    stop: float = 0.0
    leader: str = "none"
    leader_from: float = 0.0
    tab_piece: Piece | None = None
    symbol: str = ""
    """The decimal separator; empty for comma or full stop."""
    edge: float | None = None
    """The text does not pass this for its decimal separator's sake."""
    pieces: list[Piece] = field(default_factory=list)
    width: float = 0.0
    trailing: float = 0.0
    """Of ``width``, the spaces at the end."""
    decimal: float | None = None
    """Width up to the decimal separator."""

    def add(self, piece: Piece) -> None:
        """Let a piece follow the others."""
        self.pieces.append(piece)
        if self.decimal is None and self.alignment == "decimal" and piece.kind == "word":
            at = _decimal_at(piece.text, self.symbol)
            if at is not None and piece.segment is not None:
                self.decimal = self.width + piece.segment.width(piece.text[:at])
        self.width += piece.width
        self.trailing = self.trailing + piece.width if piece.kind == "space" else 0.0

    @property
    def x(self) -> float:
        """Where the group's text begins, given what is in it so far."""
        visible = self.width - self.trailing
        if self.alignment == "right":
            return max(self.start, self.stop - visible)
        if self.alignment == "center":
            return max(self.start, self.stop - visible / 2)
        if self.alignment == "decimal":
            wished = self.stop - (visible if self.decimal is None else self.decimal)
            return max(self.start, wished if self.edge is None else min(wished, self.edge - visible))
        return self.start

    @property
    def end(self) -> float:
        """Where its text ends, trailing spaces left out."""
        return self.x + self.width - self.trailing


@dataclass(slots=True)
class Ends:
    """Where the line that is being filled may end: behind ``last``; ``space`` is the place behind its last space.

    Attributes:
        spaces: The width of the spaces that a justified line may stretch or shrink.
        stretch: What they get, as a share of their width, where the line ends behind ``last``.
    """

    first_space: int
    last: int | None = None
    space: int | None = None
    spaces: float = 0.0
    stretch: float = 0.0

    def behind_in_justified(self, at: int, piece: Piece, group: Group, limit: float) -> None:
        """The same, and how far the spaces are stretched if the line ends here."""
        before = self.last
        self.behind(at, piece, group, limit)
        if self.last != before:
            self.stretch = (limit - group.end) / self.spaces if self.spaces else 0.0
        if piece.kind == "space":
            self.spaces += piece.width

    def shrink_for(self, over: float) -> bool:
        """Whether the spaces make room for what is so many points too wide."""
        share = over / self.spaces if self.spaces else 1.0
        return share <= _MOST_SHRUNK and share * _STRETCH_PER_SHRINK <= self.stretch

    def behind(self, at: int, piece: Piece, group: Group, limit: float) -> None:
        """Note whether the line may end behind this piece."""
        if piece.kind == "space":
            self.last = self.space = at + 1
        elif piece.slash:
            # A slash counts only before the first space: behind that, the whole word goes to the next line.
            self.last = at + 1 if at < self.first_space else self.space
        elif piece.breakable and (piece.kind != "soft" or group.end + hyphen_width(piece) <= limit):
            self.last = at + 1


def lean(piece: Piece) -> float:
    """The room that slanted letters need behind them at the end of a line (docs/word/lines.md)."""
    segment = piece.segment
    if segment is None or not segment.face.slanted:
        return 0.0
    return (segment.extent.above + segment.extent.descent) * _LEAN


def inner_spaces(group: Group) -> int:
    """How many spaces stand between its words."""
    visible = len(group.pieces)
    while visible and group.pieces[visible - 1].kind in {"space", "bookmark", "note"}:
        visible -= 1
    return sum(len(piece.text) for piece in group.pieces[:visible] if piece.kind == "space")


def hyphen_width(piece: Piece) -> float:
    """The width of the hyphen that a soft one shows at the end of a line."""
    return piece.segment.width("-") if piece.segment is not None else 0.0


def _decimal_at(text: str, symbol: str) -> int | None:
    """Where the decimal separator of a number stands; None where it has none.

    That is ``symbol``, else a single comma or full stop behind digits: which of both Word takes is a matter of the computer.
    Where the document names the other one, three digits behind it are thousands.
    """
    if symbol and symbol in text:
        return text.index(symbol)
    found = _SEPARATOR.search(text)
    return None if found is None or (symbol and _THOUSAND.match(text, found.end())) else found.end() - 1
