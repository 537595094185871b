"""Paragraphs: pieces into lines, lines onto a pitch, borders and shading around them (docs/word/lines.md)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.typeset.layout import graphics
from generator.typeset.layout.borders import room_above, room_below
from generator.typeset.layout.boxes import (
    ALONE,
    FlowBox,
    Fragment,
    InlineGraphic,
    Joins,
    Line,
    ParagraphBox,
)
from generator.typeset.layout.gaps import Obstacle, Turn, gaps
from generator.typeset.layout.lines import Filling, LineFiller, RawLine
from generator.typeset.layout.list_labels import PlacedLabel, place_label
from generator.typeset.layout.pieces import Piece, border_edges, close_words, text_pieces
from generator.typeset.layout.shaping import Extent, Shaper, text_width
from generator.typeset.layout.tabs import TabRuler, ruler
from generator.typeset.layout.text_lines import decorated
from generator.typeset.ooxml import numbers
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.content import (
    Bookmark,
    Break,
    Float,
    Inline,
    InlinePicture,
    NoteMark,
    NoteNumber,
    PageField,
    SoftHyphen,
    Tab,
    Text,
)
from generator.typeset.ooxml.document import Block, DocumentSettings, Paragraph
from generator.typeset.ooxml.parts import Kept
from generator.typeset.ooxml.styles import ParagraphFormat

_ALIGNMENTS = {
    "left": "left", "start": "left", "right": "right", "end": "right", "center": "center", "both": "both",
    "distribute": "both", "thaiDistribute": "both", "lowKashida": "both", "mediumKashida": "both", "highKashida": "both",
}  # fmt: skip
_SINGLE = 12.0
_EXACT_ASCENT = 0.8
"""Share of an exact line that stands above the baseline."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What fields say on one page. Numbers are already written in the section's format where ``label`` says so.

    Attributes:
        number: The page's number; ``label`` the same as written in ``number_format``, the section's.
        pages: Pages of the document, as far as known.
        styles: Text of the nearest paragraph in a style, by the style's name in lower case and by what of it is recalled
            (STYLEREF).
    """

    number: int = 1
    label: str = "1"
    number_format: str = "decimal"
    pages: int = 1
    section: int = 1
    section_pages: int = 1
    styles: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def text(self, asked: PageField) -> str:
        """What the field says here."""
        if asked.kind == "STYLEREF":
            return asked.cased(self.styles.get((asked.argument, asked.recalled), asked.stored))
        counted = {"PAGE": self.number, "NUMPAGES": self.pages, "SECTIONPAGES": self.section_pages}
        number = counted.get(asked.kind, self.section)
        if asked.picture is not None:
            return asked.pictured(number)
        usual = self.number_format if asked.kind == "PAGE" else "decimal"
        return asked.cased(numbers.written(number, asked.number_format or usual, asked.format.language))


class ParagraphSetter:
    """Sets paragraphs; keeps what it set, since letters repeat.

    Args:
        shaper: Chooses faces.
        settings: Of the document.
        note_labels: The number of each note, by (kind, identity).
        flow: Lays out the blocks of a text box in a width.
        kept: Laid-out paragraphs of this and earlier letters.
    """

    def __init__(
        self,
        shaper: Shaper,
        settings: DocumentSettings,
        note_labels: Mapping[tuple[str, str], str],
        flow: Callable[[Sequence[Block], float, PageFacts], FlowBox],
        kept: Kept,
    ) -> None:
        self._shaper = shaper
        self._settings = settings
        self._note_labels = note_labels
        self._flow = flow
        self._kept = kept
        self.note_number = ""
        self.grid_pitch: float | None = None
        """Distance of the lines of the page's grid in points, where the text that is being set stands on one."""

    def box(
        self,
        paragraph: Paragraph,
        width: float,
        facts: PageFacts,
        *,
        joins: Joins = ALONE,
        obstacles: Sequence[Obstacle] = (),
        turns: Sequence[Turn] = (),
    ) -> ParagraphBox:
        """Set a paragraph in a column of this width, in points; with ``turns``, in other columns from some line on."""
        content = paragraph.content
        key = None
        # What stands in a shape may depend on the page.
        if not (content.page_dependent or obstacles or content.shapes or turns):
            key = (id(content), paragraph.label, round(width, 3), joins, self.grid_pitch, id(self._settings))
            kept: tuple[object, ParagraphBox] | None = self._kept.get(key)
            if kept is not None:
                return kept[1].of(paragraph)
        box = self._set(paragraph, (Turn(0, width, tuple(obstacles)), *turns), facts, joins)
        if key is not None:
            # What is named in the key by its identity is kept with it, so that no other object takes that identity.
            self._kept.put(key, ((content, self._settings), box))
        return box

    def extremes(self, paragraph: Paragraph) -> tuple[float, float]:
        """The width of the paragraph's longest word and of all of it on one line, indents included, in points."""
        content = paragraph.content
        key = ("extremes", id(content))
        kept: tuple[object, tuple[float, float]] | None = self._kept.get(key)
        if kept is not None:
            return kept[1]
        longest = line = widest = word = 0.0
        for piece in self._pieces(content.inlines, PageFacts(), 0.0):
            if piece.kind == "break":
                line, word = 0.0, 0.0
            elif piece.kind == "tab":
                line, word = line + self._settings.default_tab, 0.0
            elif piece.kind == "space":
                line, word = line + piece.width, 0.0 if piece.breakable else word + piece.width
            else:
                line, word = line + piece.width, word + piece.width
                longest, widest = max(longest, word), max(widest, line)
                word = 0.0 if piece.breakable else word
        indents = content.format.indent_left + content.format.indent_right
        made = (longest + max(0.0, indents), widest + max(0.0, indents + content.format.indent_first))
        self._kept.put(key, (content, made))
        return made

    def _set(self, paragraph: Paragraph, turns: Sequence[Turn], facts: PageFacts, joins: Joins) -> ParagraphBox:
        format_, width = paragraph.content.format, turns[0].width
        pieces = self._pieces(paragraph.content.inlines, facts, width)
        close_words(pieces)
        stops = ruler(format_, self._settings.default_tab)
        mark = self._shaper.strut(paragraph.content.mark)
        plain = self._shaper.strut(paragraph.content.plain or paragraph.content.mark)
        filling = Filling(
            ruler=stops,
            alignment=_ALIGNMENTS.get(format_.alignment, "left"),
            justify_last=format_.alignment in {"distribute", "thaiDistribute"},
            shrinks=self._settings.compatibility >= 15,
            decimal_at=format_.decimal_at,
            decimal_symbol=self._settings.decimal_symbol,
        )
        filler, top = LineFiller(pieces, filling), room_above(format_, joins)
        lines, label = self._lines(filler, paragraph, turns, struts=(mark, plain), stops=stops, top=top)
        height = lines[-1].top + lines[-1].height + room_below(format_, joins)
        return decorated(
            ParagraphBox(
                paragraph=paragraph,
                lines=tuple(lines),
                height=height,
                label=label.beside(lines[0], format_),
                floats=paragraph.content.floats,
                width=width,
                joins=joins,
            )
        )

    def _lines(
        self,
        filler: LineFiller,
        paragraph: Paragraph,
        turns: Sequence[Turn],
        *,
        struts: tuple[Extent, Extent],
        stops: TabRuler,
        top: float,
    ) -> tuple[list[Line], PlacedLabel]:
        lines: list[Line] = []
        format_ = paragraph.content.format
        label = PlacedLabel(format_.indent_left + format_.indent_first)
        if self._settings.no_leading:
            struts = _solid(struts[:1])[0], _solid(struts[1:])[0]
        columns = {turn.line: turn for turn in turns}
        right, obstacles = 0.0, list[Obstacle]()
        while not filler.is_done():
            first = not lines
            turn = columns.get(len(lines))
            if turn is not None:
                right, obstacles = turn.width - format_.indent_right, turn.from_top(0.0 if first else top)
            top, free = gaps(label.text_from if first else format_.indent_left, right, top, struts[0], obstacles)
            left = free[0][0]
            if first and paragraph.label is not None:
                label = place_label(paragraph.label, left, stops, self._shaper)
                left = label.text_from
            raw = filler.next_line(left, max(left + 1.0, free[0][1]))
            for further in free[1:]:
                if not (filler.is_done() or raw.forced):
                    raw = _joined(raw, filler.next_line(*further))
            if first and label.extents:
                raw.extents = (*(raw.extents or struts[:1]), *label.extents)
            if self._settings.no_leading:
                raw.extents, raw.blanks = _solid(raw.extents), _solid(raw.blanks)
            line = _line(raw, top, format_, struts, self.grid_pitch)
            lines.append(line)
            top += line.height
        return lines, label

    # Pieces --------------------------------------------------------------------------------------------------

    def _pieces(self, inlines: Sequence[Inline], facts: PageFacts, width: float) -> list[Piece]:
        made: list[Piece] = []
        around: Border | None = None
        for inline in inlines:
            if isinstance(inline, Float | Bookmark):
                made += self._other_pieces(inline, facts, width)
                continue
            if inline.format.border != around:
                made += border_edges(around, inline.format.border)
                around = inline.format.border
            if isinstance(inline, Text):
                made += text_pieces(inline.text, inline.format, inline.link, self._shaper)
            else:
                made += self._other_pieces(inline, facts, width)
        return [*made, *border_edges(around, None)] if around is not None else made

    def _other_pieces(self, inline: Inline, facts: PageFacts, width: float) -> list[Piece]:
        shaper = self._shaper
        made: list[Piece] = []
        match inline:
            case Tab():
                segment = shaper.segments(" ", inline.format)[0]
                made = [Piece("tab", segment=segment, extent=segment.extent, tab=inline)]
            case Break():
                made = [Piece("break", extent=shaper.strut(inline.format), value=inline.kind)]
            case SoftHyphen():
                made = [Piece("soft", segment=shaper.segments("-", inline.format)[0], breakable=True)]
            case PageField():
                made = [*text_pieces(facts.text(inline), inline.format, None, shaper)]
            case NoteMark():
                shown = "" if inline.custom else self._note_labels.get((inline.kind, inline.identity), "")
                mark = Piece("note", value=inline.identity, note_kind=inline.kind)
                made = [*text_pieces(shown, inline.format, None, shaper), mark]
            case NoteNumber():
                made = [*text_pieces(self.note_number, inline.format, None, shaper)]
            case Bookmark():
                made = [Piece("bookmark", value=inline.name)]
            case InlinePicture():
                made = [self._graphic(inline, facts, width)]
        return made

    def _graphic(self, inline: InlinePicture, facts: PageFacts, width: float) -> Piece:
        content = inline.content
        across = width if content.width < 0 else content.width
        body = graphics.body_of(
            content,
            across,
            lambda blocks, room: self._flow(blocks, room, facts),
            lambda paragraph, room, turns: self.box(paragraph, room, facts, turns=turns),
        )
        across, height = graphics.size_of(content, across, body)
        left, top, right, bottom = graphics.bounds(content, 0.0, 0.0, across, height)
        across, height = right - left, bottom - top
        rise = inline.format.rise
        graphic = InlineGraphic(0.0, across, height, content, body, rise, (0.0 - left, 0.0 - top))
        extent = Extent(max(0.0, height + rise), max(0.0, -rise))
        return Piece("graphic", width=across, graphic=graphic, extent=extent, breakable=False)


def _joined(one: RawLine, other: RawLine) -> RawLine:
    """Two pieces of text on one line, on both sides of a picture."""
    return replace(
        other,
        fragments=_ended(one.fragments) + other.fragments,
        leaders=one.leaders + other.leaders,
        graphics=one.graphics + other.graphics,
        extents=one.extents + other.extents,
        blanks=one.blanks + other.blanks,
        notes=one.notes + other.notes,
        bookmarks=one.bookmarks + other.bookmarks,
        left=one.left,
    )


def _ended(fragments: tuple[Fragment, ...]) -> tuple[Fragment, ...]:
    """The spaces at the end by themselves: they are not stretched when a line is justified."""
    if not fragments or not fragments[-1].stretch or not fragments[-1].text.endswith(" "):
        return fragments
    last = fragments[-1]
    text = last.text.rstrip(" ")
    blank = last.text[len(text) :]
    width = text_width(last.style.face, last.style, blank)
    shown = replace(last, text=text, width=last.width - width)
    return (*fragments[:-1], shown, replace(last, x=last.x + shown.width, width=width, text=blank, stretch=0.0))


def _solid(extents: tuple[Extent, ...]) -> tuple[Extent, ...]:
    """Extents without the gap that fonts ask for above their letters (``w:noLeading``)."""
    return tuple(replace(each, gap=0.0) for each in extents)


def _line(
    raw: RawLine, top: float, format_: ParagraphFormat, struts: tuple[Extent, Extent], grid: float | None
) -> Line:
    """Put a broken line on its pitch; ``struts`` are those of the paragraph mark and of its style's letters."""
    mark, plain = struts
    pictures = [Extent(max(0.0, each.height + each.rise), max(0.0, -each.rise)) for each in raw.graphics]
    extents = [*raw.extents, *pictures] or [mark]
    above = max(extent.above for extent in extents)
    below = max(extent.descent for extent in extents)
    natural = above + below
    least = max(extent.above + extent.descent for extent in raw.blanks or (plain,))
    if pictures and not raw.extents:
        # Pictures alone stand at the foot of a line that is as high as its spaces, or the style's letters, at least.
        natural = max(natural, least)
        above = natural - below
    pictured = raw.graphics
    if format_.line_rule == "exact":
        height = format_.line
        baseline = height * _EXACT_ASCENT
        # What is higher than the line is cut off at its top.
        pictured = tuple(
            each if each.height + each.rise <= baseline else replace(each, shown=baseline) for each in pictured
        )
    elif format_.line_rule == "atLeast":
        height = max(natural, format_.line)
        baseline = above + height - natural
    else:
        # A multiple counts for the text alone: a picture is not moved apart from its neighbours by its own height. Beside
        # letters it counts for spaces as well.
        text = max((extent.above + extent.descent for extent in raw.extents), default=least) if pictures else natural
        text = max(text, least) if raw.extents and raw.blanks and format_.line > _SINGLE else text
        height = natural + text * (format_.line / _SINGLE - 1.0)
        baseline = above + min(0.0, height - natural)
    if grid and format_.snap_to_grid and format_.line_rule != "exact":
        snapped = math.ceil(height / grid - 0.01) * grid
        baseline += (snapped - height) / 2
        height = snapped
    return Line(
        top=top,
        height=height,
        baseline=baseline,
        fragments=raw.fragments,
        leaders=raw.leaders,
        graphics=pictured,
        notes=raw.notes,
        bookmarks=raw.bookmarks,
        links_inward=any(each.link is not None and bool(each.link.bookmark) for each in raw.fragments),
        break_after=raw.break_after,
        hyphenated=raw.hyphenated,
    )
