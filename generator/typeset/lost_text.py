"""Is everything that was read on a page? What nobody would see is refused, or told where Word would not show it either.

The layout is not trusted: what was read is counted against what was placed, and what was placed is held against its page
(docs/word/pages.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.errors import message
from generator.model import TextPlace
from generator.typeset.findings import Findings
from generator.typeset.layout.boxes import (
    FlowBox,
    Fragment,
    Line,
    Page,
    Pages,
    PageStart,
    ParagraphBox,
    Placed,
    PlacedFloat,
    TableBox,
)
from generator.typeset.layout.floats import NOWHERE, placed
from generator.typeset.layout.graphics import texts_of
from generator.typeset.layout.shaping import text_width
from generator.typeset.ooxml.content import visible_signs
from generator.typeset.ooxml.document import Block, Document, Framed, Paragraph, Table
from generator.typeset.ooxml.parts import Kept
from generator.typeset.ooxml.walk import paragraphs_of

_EDGE = 1.0
_DOWNWARDS = 90
"""What reaches this little over the edge of the paper, in points, is no loss."""
_CAPITALS = 0.7
"""Height of capitals against the size of the text, about the same in all fonts."""
_SNIPPET = 60

_Area = tuple[float, float, float, float]
"""Left, top, right and bottom."""
_NOTHING: _Area = (0.0, 0.0, 0.0, 0.0)


def judge_placing(
    document: Document, pages: Pages, numbered: Iterable[tuple[str, str]], findings: Findings, kept: Kept
) -> None:
    """Hold a laid-out document against what was read.

    Args:
        document: As it was read.
        pages: As it was laid out.
        numbered: The notes that the text calls, as (kind, identity).
        findings: Takes what stands on no page (it cannot be set), and text off its page (a warning).
        kept: Remembers what lines hold, of this and other letters.
    """
    walk = _Walk(kept)
    for hidden in pages.hidden:
        walk.note_hidden(hidden)
    page = pages.pages[0]
    for node in pages.nodes:
        if isinstance(node, PageStart):
            page = pages.pages[node.page]
            walk.furniture(page)
        elif isinstance(node, Placed):
            walk.box(node.box, node.x, node.y, page)
        else:
            walk.floating(node, page)
    for paragraph, text in walk.off_page:
        findings.warn_each(
            "text-off-page",
            _place(paragraph, text),
            message("text stands beyond the edge of the page, wholly or in part, and will not be seen"),
            message("make the table or text box narrower, or move it, in Word"),
        )
    for hidden in walk.clipped:
        findings.warn_each(
            "text-clipped",
            _place(hidden[0], " ".join(each.content.text for each in hidden)),
            message(
                "text does not fit into its row, frame or text box of a fixed height, and is cut off as Word does it"
            ),
            message("make the row, frame or text box higher, or let it grow with its text"),
        )
    covered: set[int] | None = None
    for paragraph in _lost(_expected(document, numbered, findings), walk):
        covered = _covered(document.blocks) if covered is None else covered
        place = _place(paragraph, paragraph.content.text)
        if id(paragraph) in walk.hidden:
            continue
        if id(paragraph) in covered:
            findings.warn_each(
                "text-covered",
                place,
                message(
                    "a cell that is merged with the one above it holds text; Word does not show it, nor does the PDF"
                ),
                message("put the text into the topmost of the merged cells, or take it out"),
            )
        else:
            findings.unsupported("unplaced", place, message("text or a picture that found no place on a page"))


class _Walk:
    """Goes over the pages: how many signs and graphics of each paragraph stand there, and what reaches over an edge."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._seen: set[tuple[int, float, float, float, float]] = set()
        self.signs: Counter[int] = Counter()
        self.graphics: Counter[int] = Counter()
        self.floats: Counter[TextPlace] = Counter()
        self.hidden: set[int] = set()
        self.clipped: list[tuple[Paragraph, ...]] = []
        self.off_page: list[tuple[Paragraph, str]] = []

    def furniture(self, page: Page) -> None:
        """Header, footer and what floats behind the text of a page; what other pages show as well, once."""
        for x, y, flow in (*page.header, *page.footer):
            key = (id(flow), x, y, page.width, page.height)
            if key not in self._seen:
                self._seen.add(key)
                for item in flow.items:
                    self.box(item.box, x + item.x, y + item.y, page)
        for each in (*page.furniture, *page.behind):
            self.floating(each, page)

    def note_hidden(self, paragraphs: tuple[Paragraph, ...]) -> None:
        """Paragraphs of which a box of a fixed size cuts something off."""
        self.clipped.append(paragraphs)
        self.hidden.update(map(id, paragraphs))

    def box(self, box: ParagraphBox | TableBox, x: float, y: float, page: Page) -> None:
        """A paragraph or table whose top left corner stands at (x, y)."""
        if isinstance(box, ParagraphBox):
            self._paragraph(box, x, y, page)
            return
        for row in box.rows:
            if not row.repeated:
                for cell in row.cells:
                    self._flow(cell.flow, x + cell.x, y + cell.y, page)
            y += row.height

    def floating(self, node: PlacedFloat, page: Page) -> None:
        """A floating picture or shape, with its text."""
        if node.place is not None:
            self.floats[node.place] += 1
        for flow, x, y in texts_of(node.content, node.body):
            self._flow(flow, node.x + x, node.y + y, page)

    def _flow(self, flow: FlowBox, x: float, y: float, page: Page) -> None:
        if flow.hidden:
            self.note_hidden(flow.hidden)
        if flow.turn:
            # Seen from the flow, the page lies on its side.
            x, y = (y, page.width - x) if flow.turn == _DOWNWARDS else (page.height - y, x)
            page = replace(page, width=page.height, height=page.width)
        for each in flow.floats:
            self.floating(placed(each, NOWHERE, x, y), page)
        for item in flow.items:
            self.box(item.box, x + item.x, y + item.y, page)

    def _paragraph(self, box: ParagraphBox, x: float, y: float, page: Page) -> None:
        lines = box.lines
        key = ("placed", id(lines))
        known: tuple[object, int, int, _Area] | None = self._kept.get(key)
        if known is None:
            # The lines are kept with it, so that their identity in the key stays their own.
            known = self._kept.put(key, (lines, _signs(lines), sum(len(line.graphics) for line in lines), _area(lines)))
        _lines, signs, graphics, area = known
        self.signs[id(box.paragraph)] += signs
        if graphics:
            self.graphics[id(box.paragraph)] += graphics
            for line in lines:
                self._graphics(line, x, y + line.top + line.baseline, page)
        if _reaches_over(area, x, y, page):
            self._note_what_is_off(box, x, y, page)

    def _graphics(self, line: Line, x: float, baseline: float, page: Page) -> None:
        for each in line.graphics:
            for flow, inner_x, inner_y in texts_of(each.content, each.body):
                self._flow(flow, x + each.x + inner_x, baseline - each.height - each.rise + inner_y, page)

    def _note_what_is_off(self, box: ParagraphBox, x: float, y: float, page: Page) -> None:
        off = [
            fragment.text
            for line in box.lines
            for fragment in line.fragments
            if fragment.text.strip() and _reaches_over(_ink(line, fragment), x, y, page)
        ]
        if off:
            self.off_page.append((box.paragraph, "".join(off)))


def _reaches_over(area: _Area, x: float, y: float, page: Page) -> bool:
    left, top, right, bottom = area
    return x + left < -_EDGE or y + top < -_EDGE or x + right > page.width + _EDGE or y + bottom > page.height + _EDGE


def _area(lines: Sequence[Line]) -> _Area:
    """What the letters of the lines cover, from the top left corner of their paragraph."""
    inks = [_ink(line, fragment) for line in lines for fragment in line.fragments if fragment.text.strip()]
    if not inks:
        return _NOTHING
    lefts, tops, rights, bottoms = zip(*inks, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _ink(line: Line, fragment: Fragment) -> _Area:
    baseline = line.top + line.baseline - fragment.style.rise
    style, text = fragment.style, fragment.text
    blank = len(text) - len(text.rstrip())
    width = fragment.width
    if blank:
        width -= text_width(style.face, style, text[-blank:]) + blank * fragment.stretch
    return fragment.x, baseline - _CAPITALS * style.size, fragment.x + width, baseline


def _signs(lines: Sequence[Line]) -> int:
    """How many signs that can be seen stand in the lines."""
    return sum(visible_signs(fragment.text) for line in lines for fragment in line.fragments)


def _expected(document: Document, numbered: Iterable[tuple[str, str]], findings: Findings) -> Iterator[Paragraph]:
    """The paragraphs that a reader should see: those of the text, and of the notes that it calls."""
    yield from paragraphs_of(document.blocks)
    for kind, identity in numbered:
        story = (document.footnotes if kind == "footnote" else document.endnotes).get(identity)
        if story is not None:
            yield from paragraphs_of(story.blocks)
        else:
            findings.warn_each(
                "note-missing",
                TextPlace("word/document.xml"),
                message(
                    "the text calls a note that is not in the document ({kind} {identity})",
                    kind=kind,
                    identity=identity,
                ),
                message("take the note's mark out of the text, or write the note anew"),
            )


def _covered(blocks: Sequence[Block]) -> set[int]:
    """The paragraphs of cells that a merged cell above covers, by identity."""
    found: set[int] = set()
    for block in blocks:
        if isinstance(block, Framed):
            found |= _covered(block.blocks)
        elif isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row.cells):
                if cell.properties.merge == "continue":
                    found |= {id(paragraph) for paragraph in paragraphs_of(cell.blocks)}
                else:
                    found |= _covered(cell.blocks)
    return found


def _lost(expected: Iterable[Paragraph], walk: _Walk) -> Iterator[Paragraph]:
    """The paragraphs of which fewer signs, pictures or shapes were placed than were read."""
    for paragraph in expected:
        content = paragraph.content
        floats = len(content.floats)
        # Hyphens and what fields and notes say come on top, so there may be more signs than were read.
        if (
            walk.signs[id(paragraph)] < content.signs
            or walk.graphics[id(paragraph)] < len(content.drawings) - floats
            or (floats and walk.floats[paragraph.place] < floats)
        ):
            yield paragraph


def _place(paragraph: Paragraph, text: str) -> TextPlace:
    said = " ".join(text.split())
    snippet = said if len(said) <= _SNIPPET else said[:_SNIPPET].rstrip() + "…"
    return TextPlace(paragraph.place.part, paragraph.place.paragraph, snippet)
