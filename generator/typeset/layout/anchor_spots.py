"""Where in its paragraph something is anchored, for what counts from its letter or its line (docs/word/floats.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from generator.typeset.layout import floats
from generator.typeset.layout.boxes import Line, ParagraphBox
from generator.typeset.ooxml.content import Float, Inline, InlinePicture, Offset
from generator.typeset.ooxml.document import Paragraph
from generator.typeset.ooxml.graphics import Shape

Size = tuple[float, float]


def settled(
    anchors: Sequence[Float],
    block: Paragraph,
    lines: Callable[[Paragraph], ParagraphBox],
    size_of: Callable[[Float], Size],
) -> Sequence[Float]:
    """The same, each counted from the column and the paragraph.

    The lines are those that the paragraph has before text goes around what hangs on its letters, as in LibreOffice.

    Args:
        anchors: What is anchored in the paragraph, or some of it.
        block: The paragraph.
        lines: Lays a paragraph out where this one stands.
        size_of: The size of something anchored, in points.
    """
    if not any(map(_hangs_on_letters, anchors)):
        return anchors
    marks = {id(each): Shape(0.0, 0.0) for each in anchors if _hangs_on_letters(each)}
    mark = block.content.mark
    inlines: list[Inline] = []
    for each in block.content.inlines:
        if not isinstance(each, Float):
            inlines.append(each)
        elif id(each) in marks:
            inlines.append(InlinePicture(marks[id(each)], mark))
    box = lines(replace(block, content=replace(block.content, inlines=tuple(inlines))))
    spots = {id(graphic.content): (graphic.x, line) for line in box.lines for graphic in line.graphics}
    return [
        _counted(each, *spots[id(marks[id(each)])], size_of(each)) if id(each) in marks else each for each in anchors
    ]


def _hangs_on_letters(anchored: Float) -> bool:
    return anchored.horizontal.relative_to == "character" or anchored.vertical.relative_to == "line"


def _counted(anchored: Float, x: float, line: Line, size: Size) -> Float:
    horizontal, vertical = anchored.horizontal, anchored.vertical
    if horizontal.relative_to == "character":
        horizontal = Offset("column", distance=floats.along(horizontal, (x, 0.0), size[0]))
    if vertical.relative_to == "line":
        vertical = Offset("paragraph", distance=floats.along(vertical, (line.top, line.height), size[1]))
    return replace(anchored, horizontal=horizontal, vertical=vertical)
