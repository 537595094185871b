"""How much room lines have where they stand in a letter, and in which letters they are set there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.errors import BrievenError, DocumentUnreadable
from generator.opc import open_package
from generator.typeset.findings import Findings
from generator.typeset.fonts import FontCatalog
from generator.typeset.layout import notes
from generator.typeset.layout.boxes import ALONE, Joins, ParagraphBox
from generator.typeset.layout.flow import FlowSetter
from generator.typeset.layout.gaps import Obstacle, Turn
from generator.typeset.layout.pages import lay_out
from generator.typeset.layout.paragraphs import PageFacts, ParagraphSetter
from generator.typeset.layout.shaping import Shaper, text_width
from generator.typeset.ooxml.content import Break, Text
from generator.typeset.ooxml.document import DocumentSettings, Paragraph
from generator.typeset.ooxml.parts import Kept
from generator.typeset.ooxml.reader import read_document
from generator.typeset.ooxml.styles import RunFormat

_MM_IN_PT = 25.4 / 72
_KEPT = 1000
_SAME_PT = 1.0
"""A place that is as wide as its own text, to this measure, took its width from it."""


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Where lines stand in a letter.

    Attributes:
        width_mm: How wide a line can be there; None where the place is no narrower than the text, or as wide as its
            text: then it sets lines no limit of its own.
        measured_mm: How wide a line is as it is set there, in millimetres.
    """

    width_mm: float | None
    measured_mm: Callable[[str], float]


def plain_place(font: str, size: float, *, catalog: FontCatalog) -> LinePlace:
    """Lines in a font, as Word names it, of ``size`` points, that stand nowhere."""
    return LinePlace(None, _measure(RunFormat(font=font, size=size), catalog))


def find_lines(docx: bytes, lines: Sequence[str], *, catalog: FontCatalog) -> LinePlace | None:
    """Find where ``lines`` stand in a letter, below each other, in a paragraph or in some.

    Args:
        docx: The letter.
        lines: The lines, as they are written there.
        catalog: The fonts.

    Returns:
        The place that most of them stand in; None where they stand nowhere, or the letter cannot be laid out.
    """
    try:
        package = open_package(docx, refuse=DocumentUnreadable, name="")
        catalog = catalog.with_fonts_of(package)
        document = read_document(package, Kept(_KEPT), Findings(), name="")
        numbered = notes.labels(document)
        flows = _RecordingFlow(Shaper(catalog), document.settings, numbered, Kept(_KEPT))
        lay_out(document, flows, numbered)
    except BrievenError:
        return None
    wanted = frozenset(lines)
    text_width = document.section.width - document.section.margin_left - document.section.margin_right
    places: Counter[tuple[RunFormat, float | None]] = Counter()
    for paragraph, width in flows.widths.values():
        own = list(_lines_of(paragraph))
        if own and all(text in wanted for text, _look in own):
            as_wide_as_its_text = abs(flows.paragraphs.extremes(paragraph)[1] - width) <= _SAME_PT
            narrow = width < text_width - _SAME_PT and not as_wide_as_its_text
            room = round((width - _indents(paragraph)) * _MM_IN_PT, 1) if narrow else None
            places.update((look, room) for _text, look in own)
    if not places:
        return None
    (look, room), _count = places.most_common(1)[0]
    return LinePlace(room, _measure(look, catalog))


class _RecordingParagraphs(ParagraphSetter):
    """Sets paragraphs, and notes in which width."""

    widths: dict[int, tuple[Paragraph, float]]

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
        """Set a paragraph in a column of this width, in points."""
        self.widths[id(paragraph.content)] = (paragraph, width)
        return super().box(paragraph, width, facts, joins=joins, obstacles=obstacles, turns=turns)


class _RecordingFlow(FlowSetter):
    """Lays out blocks, and knows in which width each paragraph came to stand."""

    def __init__(
        self, shaper: Shaper, settings: DocumentSettings, note_labels: Mapping[tuple[str, str], str], kept: Kept
    ) -> None:
        super().__init__(shaper, settings, note_labels, kept)
        self.paragraphs = recording = _RecordingParagraphs(shaper, settings, note_labels, self.flow, kept)
        self.widths: dict[int, tuple[Paragraph, float]] = {}
        recording.widths = self.widths


def _lines_of(paragraph: Paragraph) -> Iterator[tuple[str, RunFormat]]:
    """The lines of a paragraph as its author broke them, each with the look of its first letters."""
    text, look = "", None
    for inline in paragraph.content.inlines:
        if isinstance(inline, Break):
            if look is not None and text.strip():
                yield text, look
            text, look = "", None
        elif isinstance(inline, Text):
            text += inline.text
            look = look or inline.format
    if look is not None and text.strip():
        yield text, look


def _indents(paragraph: Paragraph) -> float:
    format_ = paragraph.content.format
    return format_.indent_left + format_.indent_right + max(0.0, format_.indent_first)


def _measure(look: RunFormat, catalog: FontCatalog) -> Callable[[str], float]:
    shaper = Shaper(catalog)
    (plain,) = shaper.segments("x", replace(look, small_caps=False))

    def measured_mm(line: str) -> float:
        text = line.upper() if look.caps else line
        if text.isascii() and not look.small_caps:
            # A workbook has tens of thousands of lines, and every face has these signs.
            return text_width(plain.face, plain.style, text) * _MM_IN_PT
        return sum(each.width(each.text) for each in shaper.segments(text, look)) * _MM_IN_PT

    return measured_mm
