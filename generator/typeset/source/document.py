"""A document as Typst source: pages one after the other, their artifacts first, then the text in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.model import TextPlace
from generator.typeset.layout.boxes import (
    Decoration,
    FlowBox,
    Node,
    Page,
    Pages,
    PageStart,
    ParagraphBox,
    Placed,
    PlacedFloat,
    TableBox,
)
from generator.typeset.layout.floats import NOWHERE, placed
from generator.typeset.ooxml.graphics import Picture
from generator.typeset.source.decorations import decoration_code, decorations_of, flow_decorations
from generator.typeset.source.graphics import GraphicWriter
from generator.typeset.source.groups import (
    behind_list,
    behind_paragraph,
    behind_table,
    is_item,
    items_of,
    kind_of,
    level_of,
)
from generator.typeset.source.markup import END_OF_LIST, PRELUDE, end_of_list, length, string
from generator.typeset.source.paragraphs import ParagraphWriter
from generator.typeset.source.styles import Styles
from generator.typeset.source.tables import TableWriter
from generator.typeset.table_tags import TableTags

_ROOM_ABOVE, _ROOM_BESIDE = 50.0, 1000.0
"""What is cut off below its box, in points, may reach this far beyond it above and beside."""

ImagePath = Callable[[Picture, TextPlace | None], str | None]


@dataclass(frozen=True, slots=True)
class WrittenSource:
    """Typst source, how many pages it makes, and what its lists and tables are, each in the order in which they end."""

    code: bytes
    pages: int
    lists: tuple[str, ...] = ()
    tables: tuple[TableTags, ...] = ()


@dataclass(slots=True)
class _Turn:
    """A page that begins within a list or table: how to get there, and its artifacts."""

    code: str


class SourceWriter:
    """Writes one document.

    Args:
        pages: What stands where.
        title: For readers; PDF/UA asks for one.
        author: ``""`` where unknown.
        keywords: Of the document's properties.
        styles: Names text styles, of this and other letters in the same language.
        image_path: Where Typst finds a picture, None where it cannot be drawn.
    """

    def __init__(
        self, pages: Pages, *, title: str, author: str, keywords: str, styles: Styles, image_path: ImagePath
    ) -> None:
        self._pages = pages
        self._head = (title, author, keywords)
        self._styles = styles
        styles.begin()
        self._targets = _targets(pages.nodes)
        self._graphics = GraphicWriter(image_path, self._flow_code)
        self._paragraphs = ParagraphWriter(self._styles, self._graphics.inline, self._targets)
        self._tables = TableWriter(self._cell_nodes, self._artifact_flow)
        self._by_page: dict[int, list[Placed]] = {}
        for node in pages.nodes:
            if isinstance(node, Placed):
                self._by_page.setdefault(node.page, []).append(node)
        self._headings = 0
        self._list_kinds: list[str] = []

    def source(self) -> WrittenSource:
        """All of it."""
        body: list[str] = []
        size: tuple[float, float] | None = None
        for run in _runs_of_one_size(self._pages):
            page = run.page
            if size is not None:
                body.append("#pagebreak(weak: true)\n")
            size = (page.width, page.height)
            body.append(f"#set page(width: {length(page.width)}, height: {length(page.height)}, margin: 0pt)\n#{{\n")
            body.append(self._nodes(run.nodes))
            body.append("\n}\n")
        title, author, keywords = self._head
        head = [f"title: {string(title)}"]
        if author:
            head.append(f"author: {string(author)}")
        if keywords:
            head.append(
                f"keywords: ({', '.join(string(word.strip()) for word in keywords.split(',') if word.strip())},)"
            )
        code = f"#set document({', '.join(head)})\n#set text({self._styles.language})\n{PRELUDE}{self._styles.definitions()}{''.join(body)}"
        return WrittenSource(code.encode(), len(self._pages.pages), self._lists_in(code), self._tables.tags_in(code))

    def _lists_in(self, code: str) -> tuple[str, ...]:
        return tuple(self._list_kinds[int(each)] for each in END_OF_LIST.findall(code)) if self._list_kinds else ()

    # Nodes ---------------------------------------------------------------------------------------------------

    def _nodes(self, nodes: Sequence[Node]) -> str:
        made: list[str] = []
        at = 0
        begun = False
        while at < len(nodes):
            node = nodes[at]
            if isinstance(node, PageStart):
                made.append(("colbreak()\n" if begun else "") + self._page_start(node.page))
                begun = True
                at += 1
                continue
            end = behind_list(nodes, at)
            if end > at:
                made.append(self._list(nodes[at:end]))
                at = end
                continue
            if isinstance(node, Placed) and isinstance(node.box, TableBox):
                end = behind_table(nodes, at)
                made.append(self._table(nodes[at:end]))
                at = end
                continue
            end = behind_paragraph(nodes, at)
            made.append(self._node(node) if end == at + 1 else self._paragraph_over_pages(nodes[at:end]))
            at = end
        return "\n".join(code for code in made if code)

    def _node(self, node: Placed | PlacedFloat) -> str:
        if isinstance(node, PlacedFloat):
            return self._graphics.floating(node)
        if isinstance(node.box, ParagraphBox):
            return self._paragraph(node.box, node.x, node.y)
        return self._table([node])

    def _paragraph(self, box: ParagraphBox, x: float, y: float) -> str:
        heading = None if box.continued else self._heading(box)
        if heading is not None and box.label is not None:
            return self._as_one(heading, self._label(box, x, y), [self._part(box, x, y, heading)])
        code = self._paragraphs.paragraph(box, x, y, heading=heading)
        label = self._label(box, x, y)
        return f"{label}\n{code}" if label and code else label or code

    def _paragraph_over_pages(self, nodes: Sequence[Node]) -> str:
        """The parts of one paragraph, one paragraph for readers as well, and the starts of the pages between them."""
        made: list[str] = []
        heading, label = None, ""
        for node in nodes:
            if isinstance(node, PageStart):
                made.append("colbreak()\n" + self._page_start(node.page))
            elif isinstance(node, Placed) and isinstance(node.box, ParagraphBox):
                if not node.box.continued:
                    heading = self._heading(node.box)
                    label = "" if is_item(node) else self._label(node.box, node.x, node.y)
                made.append(self._part(node.box, node.x, node.y, heading))
        return self._as_one(heading, label, made)

    def _as_one(self, heading: int | None, label: str, parts: Sequence[str]) -> str:
        """Parts that are one paragraph or heading for readers; the number of a heading is part of it."""
        body = "\n".join(code for code in parts if code)
        if heading is not None:
            return f"HP({heading},{{{label}\n{body}}})"
        return f"{label}\nPP({{{body}}})" if label else f"PP({{{body}}})"

    def _part(self, box: ParagraphBox, x: float, y: float, heading: int | None) -> str:
        return self._paragraphs.paragraph(box, x, y, heading=heading, part=True)

    def _label(self, box: ParagraphBox, x: float, y: float) -> str:
        if box.label is None or not box.label.fragments or not box.lines:
            return ""
        fragments = box.label.fragments
        if box.paragraph.content.heading is not None:
            # Readers and bookmarks shall not run the number and the first word together.
            fragments = (*fragments[:-1], replace(fragments[-1], text=fragments[-1].text + " "))
        return self._paragraphs.fragments(fragments, box.lines[0], x, y)

    def _heading(self, box: ParagraphBox) -> int | None:
        """The level of a heading: PDF/UA lets none be skipped, so one that goes too deep is taken up."""
        level = box.paragraph.content.heading
        if level is None or not any(line.fragments for line in box.lines):
            return None
        self._headings = min(level, self._headings + 1)
        return self._headings

    # Lists ---------------------------------------------------------------------------------------------------

    def _list(self, nodes: Sequence[Node]) -> str:
        """Items of one list, deeper ones within the item before them."""
        return self._level(items_of(nodes), 0)

    def _level(self, items: list[list[Node]], depth: int) -> str:
        level = min(level_of(item) for item in items)
        groups: list[tuple[list[Node], list[list[Node]]]] = []
        for item in items:
            if groups and level_of(item) > level:
                groups[-1][1].append(item)
            else:
                groups.append((item, []))
        labels, bodies = [], []
        for item, deeper in groups:
            label, body = self._item(item)
            if deeper:
                body += "\n" + self._level(deeper, depth + 1)
            labels.append(label)
            bodies.append(f"enum.item({{\n{body}\n}})")
        chosen = f"({','.join(labels)},)"
        self._list_kinds.append(kind_of(groups[0][0]))
        end = end_of_list(len(self._list_kinds) - 1)
        return f"enum(numbering: (..n) => {chosen}.at(n.pos().last() - 1),{','.join(bodies)}){end}"

    def _item(self, nodes: list[Node]) -> tuple[str, str]:
        """The label of an item and what stands behind it, pages that begin within it included."""
        label, body = "none", []
        at = 0
        while at < len(nodes):
            node, end = nodes[at], behind_paragraph(nodes, at)
            if isinstance(node, PageStart):
                body.append("colbreak()\n" + self._page_start(node.page))
            elif isinstance(node, Placed) and isinstance(node.box, ParagraphBox):
                if node.box.label is not None and node.box.label.fragments:
                    label = self._label(node.box, node.x, node.y) or label
                if end > at + 1:
                    body.append(self._paragraph_over_pages(nodes[at:end]))
                else:
                    body.append(self._paragraphs.paragraph(node.box, node.x, node.y))
            at = end
        return label, "\n".join(code for code in body if code) or "[]"

    # Tables --------------------------------------------------------------------------------------------------

    def _table(self, nodes: Sequence[Node]) -> str:
        """A table with all its parts, and the starts of the pages between them."""
        parts: list[Placed] = []
        turns: list[str] = []
        for node in nodes:
            if isinstance(node, PageStart):
                turns.append("colbreak()\n" + self._page_start(node.page))
            elif isinstance(node, Placed):
                parts.append(node)
        return self._tables.table(parts, turns)

    def _cell_nodes(self, flow: FlowBox, x: float, y: float) -> str:
        """What a cell holds, in reading order; its decorations are drawn with its page's."""
        if flow.turn:
            return _turned(flow.turn, x, y, self._cell_nodes(replace(flow, turn=0), 0.0, 0.0))
        if flow.ends is not None:
            inner = self._cell_nodes(replace(flow, ends=None), x + _ROOM_BESIDE, _ROOM_ABOVE)
            return _cut_off(y, flow.ends, inner)
        nodes: list[Node] = [placed(each, NOWHERE, x, y) for each in flow.floats]
        nodes += [Placed(0, x + item.x, y + item.y, item.box) for item in flow.items]
        return self._nodes(nodes)

    def _flow_code(self, flow: FlowBox, x: float, y: float) -> str:
        """A text box's text at its place: decorations first."""
        return "\n".join([*self._decorations(flow_decorations(flow, x, y)), self._cell_nodes(flow, x, y)])

    # Pages ---------------------------------------------------------------------------------------------------

    def _page_start(self, number: int) -> str:
        page = self._pages.pages[number]
        made = ["place(top + left)[]"]
        made += self._decorations(page.background)
        made += [f"A({self._graphics.floating(each)})" for each in page.furniture if each.behind]
        made += [self._graphics.floating(each) for each in sorted(page.behind, key=lambda each: each.order)]
        for x, y, flow in (*page.header, *page.footer, *page.margin):
            made.append(self._artifact_flow(flow, x, y))
        made += [f"A({self._graphics.floating(each)})" for each in page.furniture if not each.behind]
        own = self._by_page.get(number, [])
        made += self._decorations(decoration for node in own for decoration in decorations_of(node.box, node.x, node.y))
        return "\n".join(code for code in made if code)

    def _artifact_flow(self, flow: FlowBox, x: float, y: float) -> str:
        """A flow whose text is no part of the document's: a header, a header row shown again."""
        if flow.turn:
            return _turned(flow.turn, x, y, self._artifact_flow(replace(flow, turn=0), 0.0, 0.0))
        if flow.ends is not None:
            inner = self._artifact_flow(replace(flow, ends=None), x + _ROOM_BESIDE, _ROOM_ABOVE)
            return _cut_off(y, flow.ends, inner)
        made = self._decorations(flow_decorations(flow, x, y))
        for item in flow.items:
            made.append(self._artifact(item.box, x + item.x, y + item.y))
        return "\n".join(code for code in made if code)

    def _artifact(self, box: ParagraphBox | TableBox, x: float, y: float) -> str:
        if isinstance(box, ParagraphBox):
            code = self._paragraphs.paragraph(box, x, y, artifact=True)
            if box.label is not None and box.lines:
                code += "\n" + self._paragraphs.fragments(box.label.fragments, box.lines[0], x, y, artifact=True)
            return f"A({{{code}}})" if code.strip() else ""
        made: list[str] = []
        top = y
        for row in box.rows:
            made += [self._artifact_flow(cell.flow, x + cell.x, top + cell.y) for cell in row.cells]
            top += row.height
        return "\n".join(made)

    def _decorations(self, decorations: Iterable[Decoration]) -> list[str]:
        """Rectangles and lines, all one artifact."""
        drawn = ";".join(decoration_code(each) for each in decorations)
        return [f"A({{{drawn}}})"] if drawn else []


def _turned(turn: int, x: float, y: float, code: str) -> str:
    """Code that counts from (0, 0), turned about (x, y)."""
    return f"Z({length(x)},{length(y)},{turn}deg,{{{code}}})" if code.strip() else ""


def _cut_off(y: float, ends: float, code: str) -> str:
    """Code whose top is at (``_ROOM_BESIDE``, ``_ROOM_ABOVE``), put where it belongs and cut off ``ends`` points below ``y``."""
    return f"C({length(-_ROOM_BESIDE)},{length(y - _ROOM_ABOVE)},{length(ends + _ROOM_ABOVE)},{{{code}}})"


@dataclass(slots=True)
class _Run:
    page: Page
    nodes: list[Node]


def _runs_of_one_size(pages: Pages) -> list[_Run]:
    runs: list[_Run] = []
    for node in pages.nodes:
        if isinstance(node, PageStart):
            page = pages.pages[node.page]
            if not runs or (runs[-1].page.width, runs[-1].page.height) != (page.width, page.height):
                runs.append(_Run(page, []))
        runs[-1].nodes.append(node)
    return runs


def _targets(nodes: Sequence[Node]) -> dict[str, str]:
    """Labels of the bookmarks that stand in the text itself."""
    found: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, Placed) and isinstance(node.box, ParagraphBox):
            for line in node.box.lines:
                for name in line.bookmarks:
                    found.setdefault(name, f"b{len(found)}")
    return found
