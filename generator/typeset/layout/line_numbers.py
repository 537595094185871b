"""The numbers of lines in the margin (``w:lnNumType``; ECMA-376 part 1, 17.6.8): artifacts, set once all lines stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.typeset.layout.boxes import FlowBox, Node, Page, PageStart, ParagraphBox, Placed
from generator.typeset.ooxml.content import Text
from generator.typeset.ooxml.document import Block, LineNumbers, Paragraph, ParagraphContent
from generator.typeset.ooxml.styles import ParagraphFormat, RunFormat

_USUAL_DISTANCE = 18.0
"""From the text, in points, where the section leaves it to Word."""
_ROOM = 60.0
_RIGHT = ParagraphFormat(alignment="right")


def number_lines(
    nodes: Sequence[Node],
    pages: Sequence[Page],
    format_: RunFormat,
    set_flow: Callable[[Sequence[Block], float], FlowBox],
) -> None:
    """Put the numbers of the lines of paragraphs in the text into the margins of their pages."""
    number, page, counted = 0, 0, None
    for node in nodes:
        if isinstance(node, PageStart):
            page = node.page
            number = 0 if counted is not None and counted.restart == "newPage" else number
        elif isinstance(node, Placed) and node.line_numbers is not None and isinstance(node.box, ParagraphBox):
            if counted is not node.line_numbers and (counted is None or node.line_numbers.restart != "continuous"):
                number = 0
            counted = node.line_numbers
            if node.box.paragraph.content.format.suppress_line_numbers:
                continue
            for line in node.box.lines:
                number += 1
                said = number + counted.start - 1
                if said % counted.count_by == 0:
                    flow = set_flow((_paragraph(str(said), format_, node.box.paragraph),), _ROOM)
                    baseline = flow.items[0].box.lines[0].baseline  # type: ignore[union-attr]
                    pages[page].margin.append(
                        (_left(node, counted), node.y + line.top + line.baseline - baseline, flow)
                    )


def _left(node: Placed, numbers: LineNumbers) -> float:
    return node.x - (_USUAL_DISTANCE if numbers.distance is None else numbers.distance) - _ROOM


def _paragraph(text: str, format_: RunFormat, beside: Paragraph) -> Paragraph:
    return Paragraph(ParagraphContent(_RIGHT, format_, (Text(text, format_),)), beside.place)
