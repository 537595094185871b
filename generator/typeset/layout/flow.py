"""Blocks below each other: the content of cells, text boxes, headers and notes; and how far blocks stand apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.typeset.layout import floats, graphics
from generator.typeset.layout.anchor_spots import settled
from generator.typeset.layout.borders import frame_of
from generator.typeset.layout.boxes import ALONE, AnchoredFloat, Body, FlowBox, FlowItem, Joins, ParagraphBox, TableBox
from generator.typeset.layout.clipping import clipped
from generator.typeset.layout.gaps import Obstacle
from generator.typeset.layout.paragraphs import PageFacts, ParagraphSetter
from generator.typeset.layout.shaping import Shaper
from generator.typeset.layout.splitting import leading
from generator.typeset.layout.tables import TableSetter
from generator.typeset.layout.text_lines import grown_frame
from generator.typeset.ooxml.content import Float
from generator.typeset.ooxml.document import Block, DocumentSettings, Framed, Paragraph, Story, Table
from generator.typeset.ooxml.parts import Kept
from generator.typeset.ooxml.styles import ParagraphFormat
from generator.typeset.ooxml.walk import page_fields, stands_anywhere

Neighbours = tuple[Block | None, Block | None]


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
        self._kept = kept
        self._in_furniture = False
        self.paragraphs = ParagraphSetter(shaper, settings, note_labels, self.flow, kept)
        self.tables = TableSetter(self, settings, kept)

    def fields(self, story: Story) -> frozenset[str]:
        """The kinds of fields in a story that make what is set depend on its page."""
        return self._kept.made(("fields", story), lambda: page_fields(story.blocks))

    def story(
        self,
        story: Story,
        width: float,
        facts: PageFacts,
        *,
        page: floats.Geometry | None = None,
        origin: tuple[float, float] | None = None,
    ) -> FlowBox:
        """A header or footer; laid out once for all pages and letters on which it says the same."""
        self._in_furniture = True
        try:
            return self._story(story, width, facts, page=page, origin=origin)
        finally:
            self._in_furniture = False

    def _story(
        self,
        story: Story,
        width: float,
        facts: PageFacts,
        *,
        page: floats.Geometry | None,
        origin: tuple[float, float] | None,
    ) -> FlowBox:
        """The same, while cells know that they are not those of the text."""
        fields = self.fields(story)
        if "STYLEREF" in fields:
            return self.flow(story.blocks, width, facts, page=page, origin=origin)
        said = (facts.number, facts.label, facts.pages, facts.section, facts.section_pages) if fields else ()
        key = ("flow", story, round(width, 3), said, page, origin, self.settings)
        return self._kept.made(key, lambda: self.flow(story.blocks, width, facts, page=page, origin=origin))

    def cell(
        self, blocks: Sequence[Block], width: float, facts: PageFacts, neighbours: Neighbours = (None, None)
    ) -> FlowBox:
        """What a table cell holds (docs/word/tables.md): the mark that must follow a nested table takes no line.

        ``neighbours`` are the last block of the cell before and the first one of the cell behind: contextual spacing
        looks past the edge of a cell. A cell that says nothing of its page is laid out once, for this letter and later
        ones that share it.
        """
        held = _without_forced_mark(blocks)
        flowing = [block for block in held if not isinstance(block, Framed)]
        first, last = (flowing[0], flowing[-1]) if flowing else (None, None)
        joined = _is_contextual(first, neighbours[0]), _is_contextual(last, neighbours[1])
        key = ("cell", id(blocks), round(width, 3), joined, self.paragraphs.grid_pitch, id(self.settings))
        kept: tuple[object, FlowBox] | None = self._kept.get(key)
        if kept is not None:
            return kept[1]
        made = self.flow(held, width, facts, in_cell=joined)
        if stands_anywhere(blocks):
            # What the key names by its identity is kept as well, so that no other object takes that identity.
            self._kept.put(key, ((blocks, self.settings), made))
        return made

    def flow(
        self,
        blocks: Sequence[Block],
        width: float,
        facts: PageFacts,
        *,
        page: floats.Geometry | None = None,
        origin: tuple[float, float] | None = None,
        in_cell: tuple[bool, bool] | None = None,
    ) -> FlowBox:
        """Blocks below each other from the top.

        Args:
            blocks: What to lay out.
            width: Of the column, in points.
            facts: What page fields say.
            page: The page, where it is known that early (headers and footers).
            origin: Where the flow will stand on it; then text wraps around what floats in it.
            in_cell: It is what a cell holds, and whether contextual spacing joins it to the cell before and to the one behind.
        """
        items: list[FlowItem] = []
        anchored: list[AnchoredFloat] = []
        obstacles: list[Obstacle] = []
        framed_free: list[Obstacle] = []
        hidden: list[Paragraph] = []
        y = reach = 0.0
        before: Block | None = None
        stacked = [block for block in blocks if not isinstance(block, Framed)]
        at = 0
        for block in blocks:
            if isinstance(block, Framed):
                anchor = y + space_after(before)
                framed, kept_free = self._framed_item(block, width, anchor, facts, page=page, origin=origin)
                items += framed.items
                anchored += framed.floats
                hidden += framed.hidden
                obstacles += kept_free
                framed_free += kept_free if page is not None else ()
                continue
            at += 1
            after = stacked[at] if at < len(stacked) else None
            joined = before is None and in_cell is not None and in_cell[0]
            y += 0.0 if joined else self.gap(before, block)
            if isinstance(block, Paragraph):
                joins = self.joins(before, block, after)
                hung = self._settled(block, width, facts, joins)
                own = [self._anchored(each, block, y, width, facts, page=page) for each in hung]
                x, top = origin or (0.0, 0.0)
                for each in own:
                    stood = floats.placed(each, page or floats.NOWHERE, x, top)
                    free = floats.obstacle(each.anchored, stood)
                    if free is not None:
                        obstacles.append(free)
                        reach = max(reach, stood.y + stood.height - top) if each.anchored.in_cell else reach
                seen = floats.seen_from(obstacles, x, top + y) if obstacles else ()
                paragraph = self.paragraphs.box(block, width, facts, joins=joins, obstacles=seen)
                anchored += own
                items.append(FlowItem(0.0, y, paragraph))
                y += paragraph.height
            else:
                table = self.tables.box(block, width, facts, nested=in_cell is not None)
                items.append(FlowItem(table.x, y, table.box))
                y += table.box.height
            before = block
        below = 0.0 if in_cell is not None and in_cell[1] else space_after(before)
        y += below + (self._below_again(items[-1].box, below) if in_cell is not None and items else 0.0)
        # A cell reaches down to the foot of what text wraps around in it.
        height = max(y, reach) if in_cell is not None else y
        return FlowBox(tuple(items), height, tuple(anchored), hidden=tuple(hidden), kept_free=tuple(framed_free))

    def _below_again(self, last: ParagraphBox | TableBox, below: float) -> float:
        """What counts twice below the last paragraph of a cell in a header or footer (docs/word/tables.md)."""
        if not self._in_furniture or not isinstance(last, ParagraphBox):
            return 0.0
        return below + leading(last, last.lines[-1])

    def _framed_item(
        self,
        block: Framed,
        width: float,
        y: float,
        facts: PageFacts,
        *,
        page: floats.Geometry | None,
        origin: tuple[float, float] | None,
    ) -> tuple[FlowBox, list[Obstacle]]:
        """A frame or floating table at its place in a flow; without a page, it counts from the flow itself."""
        flow, size = self.framed(block, width, facts)
        left, top = origin or (0.0, 0.0)
        horizontal, vertical = block.horizontal, block.vertical
        if page is None:
            horizontal, vertical = floats.within(horizontal), floats.beside(vertical)
        paper = page or floats.NOWHERE
        at_x, at_y = floats.position(horizontal, vertical, paper, (left, width), top + y, size=size)
        items = (FlowItem(at_x - left + item.x, at_y - top + item.y, item.box) for item in flow.items)
        hung = (
            replace(each, anchor_y=each.anchor_y + at_y - top, column_x=each.column_x + at_x - left)
            for each in flow.floats
        )
        moved = replace(flow, items=tuple(items), floats=tuple(hung))
        return moved, [floats.kept_free(at_x, at_y, size, block)] if block.wraps else []

    def framed(self, block: Framed, available: float, facts: PageFacts) -> tuple[FlowBox, tuple[float, float]]:
        """What stands in a frame, and the frame's size: as it says, else as its content needs."""
        flow = self.flow(block.blocks, block.width or available, facts)
        width = block.width or graphics.natural_width(flow)
        if block.width is None and width < available:
            flow = self.flow(block.blocks, max(1.0, width + 0.1), facts)
        height = flow.height
        if block.height:
            exact = block.height_rule == "exact"
            height = block.height if exact else max(height, block.height)
            flow = grown_frame(clipped(flow, height) if exact else flow, height)
        return flow, (width, height)

    def _settled(self, block: Paragraph, width: float, facts: PageFacts, joins: Joins) -> Sequence[Float]:
        """What is anchored in a paragraph, whatever hangs on its letters found."""
        return settled(
            block.content.floats,
            block,
            lambda probe: self.paragraphs.box(probe, width, facts, joins=joins),
            lambda each: floats.size_of(each, self.body(each, facts)),
        )

    def _anchored(
        self, each: Float, block: Paragraph, y: float, width: float, facts: PageFacts, *, page: floats.Geometry | None
    ) -> AnchoredFloat:
        if page is not None:
            each = floats.sized(each, page)
        else:
            # In a cell or text box it counts from there, not from the page (``layoutInCell``).
            each = replace(
                each,
                horizontal=floats.within(each.horizontal),
                vertical=floats.beside(each.vertical),
            )
        return AnchoredFloat(each, y, 0.0, width, self.body(each, facts), block.place)

    def body(self, anchored: Float, facts: PageFacts) -> Body | None:
        """The text of a floating text box or group of shapes."""
        content = anchored.content
        return graphics.body_of(
            content,
            content.width,
            lambda blocks, width: self.flow(blocks, width, facts),
            lambda paragraph, width, turns: self.paragraphs.box(paragraph, width, facts, turns=turns),
        )

    def gap(self, before: Block | None, block: Block) -> float:
        """The space between two blocks; above the first one, its own space before.

        The larger of space after and space before counts, not their sum (docs/word/paragraphs.md).
        """
        upper, lower = format_of(before), format_of(block)
        after = upper.space_after if upper is not None else 0.0
        above = lower.space_before if lower is not None else 0.0
        if isinstance(before, Paragraph) and isinstance(block, Paragraph) and _same_list(before, block):
            # As in HTML, the items of a list stand close together where their spacing is automatic.
            after = 0.0 if before.content.format.after_automatic else after
            above = 0.0 if block.content.format.before_automatic else above
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


def _same_list(one: Paragraph, other: Paragraph) -> bool:
    return one.label is not None and other.label is not None and one.label.list_id == other.label.list_id


def _is_contextual(block: Block | None, neighbour: Block | None) -> bool:
    """Whether contextual spacing takes a paragraph's space away towards its neighbour."""
    own, other = format_of(block), format_of(neighbour)
    return own is not None and other is not None and own.contextual and own.style_id == other.style_id


def _without_forced_mark(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without the empty paragraph that a cell must have behind a nested table."""
    if len(blocks) < 2 or not isinstance(blocks[-2], Table) or not isinstance(last := blocks[-1], Paragraph):
        return blocks
    return blocks if last.content.inlines or last.label is not None else blocks[:-1]


def format_of(block: Block | None) -> ParagraphFormat | None:
    """The format of a paragraph; None for a table."""
    return block.content.format if isinstance(block, Paragraph) else None


def space_after(block: Block | None) -> float:
    """The space below the last block of a flow."""
    format_ = format_of(block)
    return 0.0 if format_ is None else format_.space_after
