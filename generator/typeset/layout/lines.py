"""Breaks a paragraph into lines as Word does: greedily, tabs and trailing spaces taken into account.

In justified text Word fits one more word into a line where its spaces can shrink for it (docs/word/lines.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from generator.typeset.layout.boxes import Fragment, InlineGraphic, Leader
from generator.typeset.layout.pieces import Piece
from generator.typeset.layout.shaping import Extent, text_width
from generator.typeset.layout.tabs import TabRuler

_MOST_SHRUNK = 0.25
"""How much narrower than the font has it Word since 2013 sets a space of a justified line, at most (docs/word/lines.md)."""
_STRETCH_PER_SHRINK = 2.0
"""So many times more must the spaces be stretched without the next word than they shrink with it."""
_TOLERANCE = 0.02
_WITHOUT_HEIGHT = frozenset({"space", "tab", "graphic"})
_HARD_HYPHEN = "\u2011"
"""Drawn as a hyphen, whatever glyph the font has for it."""
_LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "heavy": "_", "middleDot": "·"}

Edges = Callable[[float], tuple[float, float]]
"""Left and right edge of the text of the line that begins at this height, from the column's left edge."""


@dataclass(slots=True)
class _Group:
    """The pieces behind one tab, or those at the start of the line."""

    start: float
    alignment: str = "left"
    stop: float = 0.0
    leader: str = "none"
    leader_from: float = 0.0
    tab_piece: Piece | None = None
    pieces: list[Piece] = field(default_factory=list)
    width: float = 0.0
    trailing: float = 0.0
    """Of ``width``, the spaces at the end."""
    decimal: float | None = None
    """Width up to the decimal separator."""

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        if self.decimal is None and self.alignment == "decimal" and piece.kind == "word":
            at = _decimal_at(piece.text)
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
            return max(self.start, self.stop - (visible if self.decimal is None else self.decimal))
        return self.start

    @property
    def end(self) -> float:
        """Where its text ends, trailing spaces left out."""
        return self.x + self.width - self.trailing


@dataclass(slots=True)
class _Ends:
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

    def behind_in_justified(self, at: int, piece: Piece, group: _Group, limit: float) -> None:
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

    def behind(self, at: int, piece: Piece, group: _Group, limit: float) -> None:
        """Note whether the line may end behind this piece."""
        if piece.kind == "space":
            self.last = self.space = at + 1
        elif piece.slash:
            # A slash counts only before the first space: behind that, the whole word goes to the next line.
            self.last = at + 1 if at < self.first_space else self.space
        elif piece.breakable and (piece.kind != "soft" or group.end + _hyphen_width(piece) <= limit):
            self.last = at + 1


@dataclass(slots=True)
class RawLine:
    """A broken line before its height is known. Positions from the left edge of the column."""

    fragments: tuple[Fragment, ...]
    leaders: tuple[Leader, ...]
    graphics: tuple[InlineGraphic, ...]
    extents: tuple[Extent, ...]
    notes: tuple[tuple[str, str], ...]
    bookmarks: tuple[str, ...]
    break_after: str | None
    last: bool
    left: float
    right: float
    hyphenated: bool = False
    forced: bool = False
    """It ends with a line break of the author."""
    blanks: tuple[Extent, ...] = ()
    """Those of its spaces and tabs, which count where pictures have no letters beside them."""


@dataclass(frozen=True, slots=True)
class Filling:
    """How the lines of one paragraph are filled.

    Attributes:
        start: Where the first line begins, from the column's left edge.
        alignment: ``left``, ``right``, ``center`` or ``both``.
        justify_last: The last line is stretched as well (``distribute``).
        shrinks: The spaces of justified lines make room for one more word.
    """

    ruler: TabRuler
    alignment: str
    justify_last: bool = False
    justify_breaks: bool = True
    shrinks: bool = True


class LineFiller:
    """Fills line after line from the pieces of a paragraph."""

    def __init__(self, pieces: Sequence[Piece], filling: Filling) -> None:
        self._pieces = list(pieces)
        self._filling = filling
        self._at = 0
        self._done = False
        self._first_space = next((at for at, piece in enumerate(pieces) if piece.kind == "space"), len(pieces))

    def is_done(self) -> bool:
        """Whether everything stands in a line; a paragraph has at least one."""
        return self._done

    def next_line(self, left: float, right: float) -> RawLine:
        """The next line between two edges, from the column's left edge in points."""
        begun = self._at
        end = self._end_of_line(left, right)
        taken = self._pieces[begun:end]
        self._at = end
        forced = taken[-1] if taken and taken[-1].kind == "break" else None
        self._done = end >= len(self._pieces) and (forced is None or forced.value == "page")
        if end >= len(self._pieces) and forced is not None and forced.value != "page":
            # Behind a line or column break at the very end stands one more, empty line; the mark behind a page break
            # stays where the break is.
            self._pieces.append(Piece("word", extent=forced.extent))
            self._done = False
        return self._finished(taken, left, right, forced)

    # Where the line ends -------------------------------------------------------------------------------------

    def _end_of_line(self, left: float, right: float) -> int:
        group, ends = _Group(left), _Ends(self._first_space)
        limit = right + _TOLERANCE
        shrinks = self._filling.shrinks and self._filling.alignment == "both"
        behind = ends.behind_in_justified if shrinks else ends.behind
        for at in range(self._at, len(self._pieces)):
            piece = self._pieces[at]
            if piece.kind == "break":
                return at + 1
            if piece.kind == "tab":
                group = self._tab(group, piece, right)
                if group.alignment != "left":
                    # A stop behind the margin is reached all the same: headers are often set so.
                    limit = max(limit, group.stop + _TOLERANCE)
                elif group.start > limit and at > self._at:
                    return at
                ends.spaces, ends.last = 0.0, at + 1
                continue
            group.add(piece)
            over = group.end - limit
            if piece.kind in {"word", "graphic"} and over > 0 and not (shrinks and ends.shrink_for(over)):
                return self._overflow(at, ends.last, group, limit - _TOLERANCE)
            behind(at, piece, group, limit)
        return len(self._pieces)

    def _overflow(self, at: int, last_break: int | None, group: _Group, limit: float) -> int:
        if last_break is not None and last_break > self._at:
            return last_break
        piece = self._pieces[at]
        room = limit - (group.end - piece.width)
        if piece.kind == "word" and piece.segment is not None and len(piece.text) > 1:
            fitting = _fitting(piece, room)
            if fitting == 0 and at == self._at:
                fitting = 1
            if 0 < fitting < len(piece.text):
                head = replace(piece, text=piece.text[:fitting], width=piece.segment.width(piece.text[:fitting]))
                tail = replace(piece, text=piece.text[fitting:], width=piece.segment.width(piece.text[fitting:]))
                self._pieces[at : at + 1] = [head, tail]
                return at + 1
        return max(at, self._at + 1)

    def _tab(self, group: _Group, piece: Piece, right: float) -> _Group:
        """The group that begins behind a tab."""
        here = group.x + group.width
        asked = piece.tab
        if asked is not None and asked.alignment is not None:
            stop = {"left": 0.0, "center": right / 2, "right": right}.get(asked.alignment, 0.0)
            return _Group(here, asked.alignment, stop, asked.leader, here, piece) if stop > here else _Group(here)
        stop_found = self._filling.ruler.next(here)
        alignment = stop_found.alignment if stop_found.alignment in {"left", "right", "center", "decimal"} else "left"
        start = stop_found.position if alignment == "left" else here
        return _Group(start, alignment, stop_found.position, stop_found.leader, here, piece)

    # What the line looks like --------------------------------------------------------------------------------

    def _finished(self, taken: list[Piece], left: float, right: float, forced: Piece | None) -> RawLine:
        hyphenated = bool(taken) and taken[-1].kind == "soft" and self._at < len(self._pieces)
        groups = self._groups(taken, left, right, hyphenated=hyphenated)
        slack = right - groups[-1].end
        shift = slack * {"right": 1.0, "center": 0.5}.get(self._filling.alignment, 0.0)
        stretch = self._stretch(groups[-1], slack, forced) if self._filling.alignment == "both" else 0.0
        fragments: list[Fragment] = []
        leaders: list[Leader] = []
        graphics: list[InlineGraphic] = []
        for group in groups:
            if group.tab_piece is not None:
                _lead(group, shift, leaders, fragments)
            _set_group(group, shift, stretch if group is groups[-1] else 0.0, fragments, graphics)
        return RawLine(
            fragments=tuple(fragments),
            leaders=tuple(leaders),
            graphics=tuple(graphics),
            extents=tuple(dict.fromkeys(_extents(taken))),
            blanks=tuple(dict.fromkeys(_blanks(taken))),
            notes=tuple((piece.note_kind, piece.value) for piece in taken if piece.kind == "note"),
            bookmarks=tuple(piece.value for piece in taken if piece.kind == "bookmark"),
            break_after=forced.value if forced is not None and forced.value != "line" else None,
            last=self._done,
            left=left,
            right=right,
            hyphenated=hyphenated,
            forced=forced is not None,
        )

    def _groups(self, taken: list[Piece], left: float, right: float, *, hyphenated: bool) -> list[_Group]:
        """The pieces of a line by the tabs before them; of soft hyphens only one at its end shows."""
        groups = [_Group(left)]
        for piece in taken:
            if piece.kind == "tab":
                groups.append(self._tab(groups[-1], piece, right))
            elif piece.kind == "soft" and hyphenated and piece is taken[-1]:
                groups[-1].add(replace(piece, kind="word", width=_hyphen_width(piece), text="-"))
            elif piece.kind not in {"soft", "break"}:
                groups[-1].add(piece)
        return groups

    def _stretch(self, group: _Group, slack: float, forced: Piece | None) -> float:
        """What each space of a justified line gets: behind the last tab, and not in the last line."""
        stretched = self._filling.justify_last or not self._done
        if forced is not None:
            stretched = self._filling.justify_breaks and forced.value == "line"
        spaces = _inner_spaces(group)
        return slack / spaces if spaces and (stretched or slack < 0) else 0.0


def _set_group(
    group: _Group, shift: float, stretch: float, fragments: list[Fragment], graphics: list[InlineGraphic]
) -> None:
    """Join the group's pieces into fragments of one style."""
    x = group.x + shift
    pieces = group.pieces
    visible = len(pieces)
    while visible and pieces[visible - 1].kind in {"space", "bookmark", "note"}:
        visible -= 1
    text: list[str] = []
    begun, width = x, 0.0
    current: Piece | None = None

    def flush() -> None:
        nonlocal text, width
        if current is not None and current.segment is not None and text:
            shown = "".join(text).replace(_HARD_HYPHEN, "-")
            fragments.append(Fragment(begun, width, shown, current.segment.style, current.link, stretch))
        text, width = [], 0.0

    for at, piece in enumerate(pieces):
        if piece.kind == "graphic" and piece.graphic is not None:
            flush()
            current = None
            graphics.append(replace(piece.graphic, x=x))
            x += piece.width
            continue
        if piece.kind == "edge":
            flush()
            current = None
            x += piece.width
            continue
        if piece.segment is None or not piece.text:
            continue
        if current is None or not _is_same(current, piece):
            flush()
            begun = x
            current = piece
        added = piece.width + (stretch * len(piece.text) if piece.kind == "space" and at < visible else 0.0)
        text.append(piece.text)
        width += added
        x += added
    flush()


def _is_same(one: Piece, other: Piece) -> bool:
    """Whether two pieces of text look the same and lead to the same."""
    if one.link is not other.link and one.link != other.link:
        return False
    if one.segment is other.segment:
        return True
    return one.segment is not None and other.segment is not None and one.segment.style == other.segment.style


def _lead(group: _Group, shift: float, leaders: list[Leader], fragments: list[Fragment]) -> None:
    """What fills the tab: its leader, or the underline of the tab itself."""
    piece = group.tab_piece
    if piece is None or piece.segment is None:
        return
    width = group.x - group.leader_from
    sign = _LEADERS.get(group.leader)
    style = piece.segment.style
    if sign is not None and width > 0:
        dot = text_width(piece.segment.face, style, sign)
        leaders.append(Leader(group.leader_from + shift, width, sign, style, dot))
    elif width > 0 and (style.underline != "none" or style.strike or style.background or style.border):
        fragments.append(Fragment(group.leader_from + shift, width, "", style, piece.link))


def _extents(taken: list[Piece]) -> list[Extent]:
    """The letters that make the line high: spaces and tabs do not, whatever their size."""
    return [piece.extent for piece in taken if piece.extent is not None and piece.kind not in _WITHOUT_HEIGHT]


def _blanks(taken: list[Piece]) -> list[Extent]:
    return [piece.extent for piece in taken if piece.extent is not None and piece.kind in {"space", "tab"}]


def _inner_spaces(group: _Group) -> int:
    visible = len(group.pieces)
    while visible and group.pieces[visible - 1].kind in {"space", "bookmark", "note"}:
        visible -= 1
    return sum(len(piece.text) for piece in group.pieces[:visible] if piece.kind == "space")


def _fitting(piece: Piece, room: float) -> int:
    """How many letters of a word that is too long for a line stand on it."""
    if piece.segment is None:
        return 0
    count = 0
    while count < len(piece.text) and piece.segment.width(piece.text[: count + 1]) <= room:
        count += 1
    return count


def _hyphen_width(piece: Piece) -> float:
    return piece.segment.width("-") if piece.segment is not None else 0.0


def _decimal_at(text: str) -> int | None:
    """Where the decimal separator of a number stands, else where its digits end."""
    for at, sign in enumerate(text):
        if sign in ",." and at + 1 <= len(text) and any(each.isdigit() for each in text[:at]):
            rest = text[at + 1 :]
            if sum(each in ",." for each in rest) == 0:
                return at
    return None
