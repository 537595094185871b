"""A page before its text: its columns, header, footer and frame (docs/word/pages.md)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.typeset.layout import floats
from generator.typeset.layout.boxes import Decoration, FlowBox, Page
from generator.typeset.layout.flow import FlowSetter
from generator.typeset.layout.gaps import Obstacle
from generator.typeset.layout.paragraphs import PageFacts
from generator.typeset.ooxml.content import Bookmark, Text
from generator.typeset.ooxml.document import Framed, Paragraph, Section, Story


@dataclass(slots=True)
class Column:
    """A text column of a page, in points from the page's top left; ``bottom`` rises as footnotes come in below it."""

    left: float
    width: float
    top: float
    bottom: float
    notes: list[FlowBox] = field(default_factory=list)
    notes_go_on: bool = False
    """The first of its notes began on an earlier page."""
    unused: float = 0.0
    """Room below ``bottom`` that text does not reach."""

    @property
    def foot(self) -> float:
        """Where its notes begin."""
        return self.bottom + self.unused

    def copy(self) -> Column:
        """The same, to go back to."""
        return replace(self, notes=list(self.notes))


@dataclass(slots=True)
class Sheet:
    """A page that can be filled: its columns, and what text keeps away from."""

    page: Page
    section: Section
    header: Story | None
    footer: Story | None
    columns: list[Column] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    ruled: bool = False
    """A line stands between the columns."""


def geometry(section: Section, number: int) -> floats.Geometry:
    """The page of a section that bears this number, for what floats on it."""
    return floats.Geometry(
        section.width,
        section.height,
        section.margin_left,
        section.margin_right,
        abs(section.margin_top),
        abs(section.margin_bottom),
        even=number % 2 == 0,
    )


def columns_of(section: Section, top: float, bottom: float, unused: float = 0.0) -> list[Column]:
    """The columns of a section between two heights, the lowest part of them left free of text."""
    made, left = [], section.margin_left
    for column in section.columns:
        made.append(Column(left, column.width, top, bottom - unused, unused=unused))
        left += column.width + column.gap
    if not made:
        made.append(Column(left, _text_width(section), top, bottom - unused, unused=unused))
    return made


def story_for(stories: Mapping[str, Story], *, first: bool, even: bool) -> Story | None:
    """The header or footer of a page; a first or even page without its own has none."""
    return stories.get("first" if first else "even" if even else "default")


def begin(sheet: Sheet, flows: FlowSetter, facts: PageFacts) -> None:
    """Set header and footer as far as they are known, and the columns that they leave."""
    section = sheet.section
    top, bottom = set_furniture(sheet, flows, facts)
    beside = _beside_grid(section, bottom - top)
    sheet.columns = columns_of(section, top + beside, max(top + 1.0, bottom - beside))
    sheet.ruled = section.column_line
    for flow, origin in ((flow, (x, y)) for x, y, flow in (*sheet.page.header, *sheet.page.footer)):
        sheet.obstacles += flow.kept_free
        for each in flow.floats:
            kept_free = floats.obstacle(
                each.anchored, floats.placed(each, geometry(section, sheet.page.number), *origin)
            )
            if kept_free is not None:
                sheet.obstacles.append(kept_free)


def _beside_grid(section: Section, room: float) -> float:
    """What stays free above and below the lines of the page's grid: they stand in the middle of the text's room."""
    pitch = section.grid_pitch
    return max(0.0, room - math.floor(room / pitch + 0.001) * pitch) / 2 if pitch else 0.0


def set_furniture(sheet: Sheet, flows: FlowSetter, facts: PageFacts) -> tuple[float, float]:
    """Set header and footer; where the text begins and ends: it gives way to a header higher than the margin."""
    section, page = sheet.section, sheet.page
    page.header, page.footer, page.furniture = [], [], []
    top, bottom = abs(section.margin_top), section.height - abs(section.margin_bottom)
    if sheet.header is not None:
        origin = (section.margin_left, section.header_distance)
        flow = flows.story(
            sheet.header, _text_width(section), facts, page=geometry(section, sheet.page.number), origin=origin
        )
        page.header.append((*origin, flow))
        if section.margin_top >= 0 and not _is_blank(sheet.header):
            top = max(section.margin_top, section.header_distance + flow.height)
    if sheet.footer is not None:
        flow = flows.story(sheet.footer, _text_width(section), facts)
        lower = section.height - section.footer_distance - flow.height
        if flow.floats or any(isinstance(block, Framed) for block in sheet.footer.blocks):
            origin = (section.margin_left, lower)
            flow = flows.story(
                sheet.footer, _text_width(section), facts, page=geometry(section, sheet.page.number), origin=origin
            )
            lower = section.height - section.footer_distance - flow.height
        page.footer.append((section.margin_left, lower, flow))
        bottom = bottom if section.margin_bottom < 0 else min(bottom, lower)
    for x, y, flow in (*page.header, *page.footer):
        page.furniture += [floats.placed(each, geometry(section, sheet.page.number), x, y) for each in flow.floats]
    return top, bottom


def _is_blank(header: Story) -> bool:
    """Whether a header is one paragraph that shows nothing: the text does not give way to it (docs/word/pages.md)."""
    only = header.blocks[0] if len(header.blocks) == 1 else None
    if not isinstance(only, Paragraph) or only.label is not None:
        return False
    inlines = only.content.inlines
    return all(isinstance(each, Bookmark) or (isinstance(each, Text) and not each.text.strip()) for each in inlines)


def rule_columns(sheet: Sheet, lowest: float) -> None:
    """Draw the line between the columns (``w:sep``), as long as the longest of them."""
    if not sheet.ruled or lowest <= sheet.columns[0].top:
        return
    for one, other in itertools.pairwise(sheet.columns):
        x = (one.left + one.width + other.left) / 2
        line = Decoration(x, one.top, 0.0, lowest - one.top, stroke="000000", thickness=0.5, geometry="line")
        sheet.page.background.append(line)


def frame(section: Section) -> Sequence[Decoration]:
    """The frame around a page (``w:pgBorders``)."""
    borders = section.borders
    if borders is None:
        return ()
    edges = {"top": borders.top, "left": borders.left, "bottom": borders.bottom, "right": borders.right}
    x0, x1, y0, y1 = 0.0, section.width, 0.0, section.height
    if not borders.from_page:
        x0, x1 = section.margin_left, section.width - section.margin_right
        y0, y1 = abs(section.margin_top), section.height - abs(section.margin_bottom)
    inward = 1.0 if borders.from_page else -1.0
    away = {name: (edge.space + edge.width / 2) * inward if edge else 0.0 for name, edge in edges.items()}
    x0, x1, y0, y1 = x0 + away["left"], x1 - away["right"], y0 + away["top"], y1 - away["bottom"]
    lines = {
        "top": (x0, y0, x1 - x0, 0.0),
        "bottom": (x0, y1, x1 - x0, 0.0),
        "left": (x0, y0, 0.0, y1 - y0),
        "right": (x1, y0, 0.0, y1 - y0),
    }
    return [
        Decoration(
            *lines[name],
            stroke="000000" if edge.colour == "auto" else edge.colour,
            thickness=max(0.25, edge.width),
            geometry="line",
        )
        for name, edge in edges.items()
        if edge is not None and edge.drawn
    ]


def _text_width(section: Section) -> float:
    return max(1.0, section.width - section.margin_left - section.margin_right)
