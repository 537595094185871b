"""Breaks a paragraph into lines as Word does: greedily, tabs and trailing spaces taken into account.

In justified text Word fits one more word into a line where its spaces can shrink for it (docs/word/lines.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generator.typeset.layout.boxes import Fragment, InlineGraphic, Leader
from generator.typeset.layout.filling import Ends, Group, hyphen_width, inner_spaces, lean
from generator.typeset.layout.pieces import Piece
from generator.typeset.layout.shaping import Extent, text_width
from generator.typeset.layout.tabs import TabRuler

_TOLERANCE = 0.02
_WITHOUT_HEIGHT = frozenset({"space", "tab", "graphic"})
_HARD_HYPHEN = "\u2011"
"""Drawn as a hyphen, whatever glyph the font has for it."""
_LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "heavy": "_", "middleDot": "·"}

Edges = Callable[[float], tuple[float, float]]
"""Left and right edge of the text of the line that begins at this height, from the column's left edge."""


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
        decimal_at: Where the decimal separators of the lines stand without a tab, from the column's left edge.
        decimal_symbol: The decimal separator; empty for comma or full stop.
    """

    ruler: TabRuler
    alignment: str
    justify_last: bool = False
    justify_breaks: bool = True
    shrinks: bool = True
    decimal_at: float | None = None
    decimal_symbol: str = ""


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
        group, ends = self._first_group(left, right), Ends(self._first_space)
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
            over = group.end - limit + (lean(piece) if piece.kind == "word" else 0.0)
            if piece.kind in {"word", "graphic"} and over > 0 and not (shrinks and ends.shrink_for(over)):
                return self._overflow(at, ends.last, group, limit - _TOLERANCE)
            behind(at, piece, group, limit)
        return len(self._pieces)

    def _overflow(self, at: int, last_break: int | None, group: Group, limit: float) -> int:
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

    def _first_group(self, left: float, right: float) -> Group:
        """What stands before the first tab of a line."""
        at = self._filling.decimal_at
        if at is None or at <= left:
            return Group(left)
        return Group(left, "decimal", at, symbol=self._filling.decimal_symbol, edge=right)

    def _tab(self, group: Group, piece: Piece, right: float) -> Group:
        """The group that begins behind a tab."""
        here = group.x + group.width
        asked = piece.tab
        if asked is not None and asked.alignment is not None:
            stop = {"left": 0.0, "center": right / 2, "right": right}.get(asked.alignment, 0.0)
            return Group(here, asked.alignment, stop, asked.leader, here, piece) if stop > here else Group(here)
        stop_found = self._filling.ruler.next(here)
        alignment = stop_found.alignment if stop_found.alignment in {"left", "right", "center", "decimal"} else "left"
        start = stop_found.position if alignment == "left" else here
        symbol = self._filling.decimal_symbol
        return Group(start, alignment, stop_found.position, stop_found.leader, here, piece, symbol)

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
            fragments=tuple(_cut_off(fragments, right)),
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

    def _groups(self, taken: list[Piece], left: float, right: float, *, hyphenated: bool) -> list[Group]:
        """The pieces of a line by the tabs before them; of soft hyphens only one at its end shows."""
        groups = [self._first_group(left, right)]
        for piece in taken:
            if piece.kind == "tab":
                groups.append(self._tab(groups[-1], piece, right))
            elif piece.kind == "soft" and hyphenated and piece is taken[-1]:
                groups[-1].add(replace(piece, kind="word", width=hyphen_width(piece), text="-"))
            elif piece.kind not in {"soft", "break"}:
                groups[-1].add(piece)
        return groups

    def _stretch(self, group: Group, slack: float, forced: Piece | None) -> float:
        """What each space of a justified line gets: behind the last tab, and not in the last line."""
        stretched = self._filling.justify_last or not self._done
        if forced is not None:
            stretched = self._filling.justify_breaks and forced.value == "line"
        spaces = inner_spaces(group)
        return slack / spaces if spaces and (stretched or slack < 0) else 0.0


def _set_group(
    group: Group, shift: float, stretch: float, fragments: list[Fragment], graphics: list[InlineGraphic]
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


def _cut_off(fragments: list[Fragment], right: float) -> list[Fragment]:
    """The fragments without what blanks at the end would show beyond the right edge: an underline, shading."""
    made, blank = list(fragments), list[Fragment]()
    while made and made[-1].text.endswith(" ") and made[-1].x + made[-1].width > right + _TOLERANCE:
        last = made.pop()
        style = last.style
        text = last.text.rstrip(" ")
        if style.underline in {"none", "words"} and not (style.strike or style.background):
            blank.insert(0, last)
        else:
            width = last.width - text_width(style.face, style, last.text[len(text) :])
            made += [replace(last, text=text, width=width)] if text else []
            # Drawn as a tab is, up to the edge.
            rest = right - last.x - width
            made += [replace(last, x=last.x + width, width=rest, text="", stretch=0.0)] if rest > 0 else []
        if text:
            break
    return made + blank


def _lead(group: Group, shift: float, leaders: list[Leader], fragments: list[Fragment]) -> None:
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


def _fitting(piece: Piece, room: float) -> int:
    """How many letters of a word that is too long for a line stand on it."""
    if piece.segment is None:
        return 0
    count = 0
    while count < len(piece.text) and piece.segment.width(piece.text[: count + 1]) <= room:
        count += 1
    return count
