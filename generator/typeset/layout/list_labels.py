"""Where the label of a list item stands, and where the text behind it begins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.typeset.layout.boxes import Fragment, LabelBox, Line
from generator.typeset.layout.shaping import Extent, Shaper
from generator.typeset.layout.tabs import TabRuler
from generator.typeset.ooxml.document import ListLabel
from generator.typeset.ooxml.styles import ParagraphFormat


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label in its line.

    Attributes:
        text_from: Where the text of the line begins, in points from the column's left edge.
        box: The label, if there is any.
        extents: How high it makes the line.
    """

    text_from: float
    box: LabelBox | None = None
    extents: tuple[Extent, ...] = ()

    def beside(self, line: Line, format_: ParagraphFormat) -> LabelBox | None:
        """The label beside its text: a line that is centred or set to the right takes its label with it."""
        if self.box is None or format_.alignment not in {"center", "right", "end"} or not line.fragments:
            return self.box
        shift = line.fragments[0].x - self.text_from
        return replace(self.box, fragments=tuple(replace(each, x=each.x + shift) for each in self.box.fragments))


def place_label(label: ListLabel, start: float, stops: TabRuler, shaper: Shaper) -> PlacedLabel:
    """Set a label at the beginning of its line, ``start`` points from the column's left edge; beside a picture that is the picture's edge."""
    if not label.text:
        return PlacedLabel(start)
    segments = shaper.segments(label.text, label.format)
    width = sum(segment.width(segment.text) for segment in segments)
    x = start - {"right": width, "center": width / 2}.get(label.alignment, 0.0)
    fragments = []
    for segment in segments:
        fragments.append(Fragment(x, segment.width(segment.text), segment.text, segment.style))
        x += fragments[-1].width
    if label.suffix == "tab":
        x = stops.next(max(x, start) if label.alignment != "left" else x).position
    elif label.suffix == "space":
        x += shaper.segments(" ", label.format)[0].width(" ")
    return PlacedLabel(x, LabelBox(label, tuple(fragments)), tuple(each.extent for each in segments))
