"""What is drawn around and below letters of a line: borders of runs (``w:bdr``) and wavy underlines (docs/word/lines.md)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.typeset.layout import borders
from generator.typeset.layout.boxes import ALONE, Decoration, FlowBox, Fragment, Line, ParagraphBox
from generator.typeset.layout.shaping import EMPHASIS_ROOM, WAVES, text_width
from generator.typeset.ooxml.borders import Border

_MARK = 0.15
"""Size of an emphasis mark, in em."""
_WAVE_GAP = 0.06
"""Between the two lines of a double wave, in em."""


def decorated(box: ParagraphBox) -> ParagraphBox:
    """The box with all that is drawn around and behind it: the paragraph's borders and shading, then what its letters have."""
    label = box.label.fragments if box.label is not None else ()
    drawn = borders.decorations(box.paragraph.content.format, box.width, box.height, box.joins)
    if any(_has_lines(each) for each in label) or any(
        _has_lines(each) for line in box.lines for each in line.fragments
    ):
        drawn = (*drawn, *_around_text(box.lines, label))
    return replace(box, decorations=drawn) if drawn or box.decorations else box


def _has_lines(each: Fragment) -> bool:
    return each.style.border is not None or each.style.underline in WAVES or each.style.emphasis != "none"


def closed_below(box: ParagraphBox) -> ParagraphBox:
    """The same box without the neighbour below that shared its frame."""
    below = borders.room_below(box.paragraph.content.format, ALONE)
    return decorated(replace(box, height=box.height + below, joins=replace(box.joins, below=False, gap=0.0)))


def grown_frame(flow: FlowBox, height: float) -> FlowBox:
    """A flow that stands in a frame of this height: the border and shading of its last paragraph reach down to the end."""
    last = flow.items[-1] if flow.items else None
    if last is None or not isinstance(last.box, ParagraphBox) or not last.box.decorations or flow.height >= height:
        return flow
    box = decorated(replace(last.box, height=height - last.y))
    return replace(flow, items=(*flow.items[:-1], replace(last, box=box)))


def _around_text(lines: Iterable[Line], label: Sequence[Fragment] = ()) -> Iterator[Decoration]:
    """The borders and waves of these lines, from the paragraph's top left; ``label`` stands in the first of them."""
    for at, line in enumerate(lines):
        fragments = (*label, *line.fragments) if at == 0 else line.fragments
        base = line.top + line.baseline
        for border, run in itertools.groupby(fragments, lambda each: each.style.border):
            if border is not None:
                yield from _box(list(run), border, base)
        for each in fragments:
            if each.style.underline in WAVES:
                yield from _waves(each, base)
            if each.style.emphasis != "none":
                yield from _marks(each, base - each.style.rise)


def _box(run: list[Fragment], border: Border, base: float) -> Iterator[Decoration]:
    """A box around neighbours that share their border, as high as the largest of them."""
    aside = border.space + border.thickness
    left = min(each.x for each in run) - aside
    right = max(each.x + each.width for each in run) + aside
    top = min(base - each.style.rise - each.style.face.ascent * each.style.size for each in run) - aside
    bottom = max(base - each.style.rise + each.style.face.descent * each.style.size for each in run) + aside
    yield from borders.lines(border, left, top, across=right - left)
    yield from borders.lines(border, left, bottom - border.thickness, across=right - left)
    yield from borders.lines(border, left, top, down=bottom - top)
    yield from borders.lines(border, right - border.thickness, top, down=bottom - top)


def _marks(each: Fragment, base: float) -> Iterator[Decoration]:
    """A mark above or below the middle of each letter; spaces have none."""
    style = each.style
    size, room = style.size * _MARK, style.size * EMPHASIS_ROOM
    y = base - style.face.ascent * style.size - room + (room - size) / 2
    if style.emphasis == "underDot":
        y = base + style.face.descent * style.size + (room - size) / 2
    x = each.x
    for sign in each.text:
        width = text_width(style.face, style, sign) + (each.stretch if sign == " " else 0.0)
        if not sign.isspace():
            ring = style.emphasis == "circle"
            ink = style.colour or "000000"
            yield Decoration(
                x + (width - style.tracking - size) / 2,
                y,
                size,
                size,
                fill=None if ring else ink,
                stroke=ink if ring else None,
                thickness=size * 0.2,
                geometry="comma" if style.emphasis == "comma" else "dot",
            )
        x += width


def _waves(each: Fragment, base: float) -> Iterator[Decoration]:
    style = each.style
    y = base + style.underline_below
    shown = each.width if each.text.strip() or not each.text else 0.0
    for below in (0.0, _WAVE_GAP * style.size) if style.underline == "wavyDouble" else (0.0,):
        yield Decoration(
            each.x,
            y + below,
            shown or each.width,
            0.0,
            stroke=style.underline_colour or style.colour or "000000",
            thickness=style.underline_thickness,
            geometry="wave",
        )
