"""Blocks below each other: the content of cells, text boxes, headers and notes; and how far blocks stand apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.typeset.layout import floats
from generator.typeset.layout.boxes import AnchoredFloat, FlowBox, FlowItem
from generator.typeset.layout.paragraphs import ALONE, Joins, Obstacle, PageFacts, ParagraphSetter, frame_of
from generator.typeset.layout.shaping import Shaper
from generator.typeset.layout.tables import TableSetter
from generator.typeset.ooxml.document import Block, DocumentSettings, Float, Paragraph, Shape
from generator.typeset.ooxml.parts import Kept
from generator.typeset.ooxml.styles import ParagraphFormat



class FlowSetter:
    """Lays out blocks in a width, without pages.

    Args:
        shaper: Chooses faces.
        settings: Of the document.
        note_labels: The number of each note, by (kind, identity).
        kept: Laid-out paragraphs of this and earlier letters.
    """

    def __init__(
        self, shaper: Shaper, settings: DocumentSettings, note_labels: Mapping[tuple[str, str], str], kept: Kept
    ) -> None:
        self.settings = settings
        self.paragraphs = ParagraphSetter(shaper, settings, note_labels, self.flow, kept)
        self.tables = TableSetter(self, settings)

    def flow(
        self,
        blocks: Sequence[Block],
        width: float,
        facts: PageFacts,
        *,
        page: floats.Geometry | None = None,
        origin: tuple[float, float] | None = None,
    ) -> FlowBox:
        """Blocks below each other from the top.

        Args:
            blocks: What to lay out.
            width: Of the column, in points.
            facts: What page fields say.
            page: The page, where it is known that early (headers and footers).
            origin: Where the flow will stand on it; then text wraps around what floats in it.
        """
        items: list[FlowItem] = []
        anchored: list[AnchoredFloat] = []
        obstacles: list[Obstacle] = []
        y = 0.0
        before: Block | None = None
        for at, block in enumerate(blocks):
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            y += self.gap(before, block)
            if isinstance(block, Paragraph):
                joins = self.joins(before, block, after)
                own = [self._anchored(each, block, y, width, facts) for each in floats_of(block)]
                if page is not None and origin is not None:
                    for each in own:
                        kept_free = floats.obstacle(each.anchored, floats.placed(each, page, *origin))
                        if kept_free is not None:
                            obstacles.append(kept_free)
                x, top = origin or (0.0, 0.0)
                seen = floats.seen_from(obstacles, x, top + y) if obstacles else ()
                box = self.paragraphs.box(block, width, facts, joins=joins, obstacles=seen)
                anchored += own
                items.append(FlowItem(0.0, y, box))
            else:
                table = self.tables.box(block, width, facts)
                box = table.box
                items.append(FlowItem(table.x, y, box))
            y += box.height
            before = block
        y += space_after(before)
        return FlowBox(tuple(items), y, tuple(anchored))

    def _anchored(self, each: Float, block: Paragraph, y: float, width: float, facts: PageFacts) -> AnchoredFloat:
        return AnchoredFloat(each, y, 0.0, width, self.body(each, facts), block.place)

    def body(self, anchored: Float, facts: PageFacts) -> FlowBox | None:
        """The text of a floating text box."""
        content = anchored.content
        if not isinstance(content, Shape) or not content.blocks:
            return None
        left, _top, right, _bottom = content.insets
        return self.flow(content.blocks, max(1.0, content.width - left - right), facts)

    def gap(self, before: Block | None, block: Block) -> float:
        """The space between two blocks; above the first one, its own space before.

        The larger of space after and space before counts, not their sum (docs/word/paragraphs.md).
        """
        upper, lower = format_of(before), format_of(block)
        after = upper.space_after if upper is not None else 0.0
        above = lower.space_before if lower is not None else 0.0
        if upper is not None and lower is not None and upper.style_id == lower.style_id:
            after = 0.0 if upper.contextual else after
            above = 0.0 if lower.contextual else above
        if before is None and lower is not None and lower.before_automatic:
            return 0.0
        return after + above if self.settings.add_space_between_paragraphs else max(after, above)

    def joins(self, before: Block | None, block: Paragraph, after: Block | None) -> Joins:
        """Whether the paragraph stands in one frame with its neighbours."""
        frame = frame_of(block.content.format)
        if frame is None:
            return ALONE
        above = isinstance(before, Paragraph) and frame_of(before.content.format) == frame
        below = isinstance(after, Paragraph) and frame_of(after.content.format) == frame
        if not above and not below:
            return ALONE
        return Joins(above, below, self.gap(block, after) if below and after is not None else 0.0)


def floats_of(block: Paragraph) -> list[Float]:
    """What is anchored in a paragraph."""
    return [each for each in block.content.inlines if isinstance(each, Float)]


def format_of(block: Block | None) -> ParagraphFormat | None:
    """The format of a paragraph; None for a table."""
    return block.content.format if isinstance(block, Paragraph) else None


def space_after(block: Block | None) -> float:
    """The space below the last block of a flow."""
    format_ = format_of(block)
    return 0.0 if format_ is None or format_.after_automatic else format_.space_after


