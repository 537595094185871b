"""What is set plainer than Word does, each where it shows: told by ``look-simplified``, never passed over in silence."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from generator.errors import message
from generator.model import TextPlace
from generator.typeset.findings import Findings
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.content import InlinePicture
from generator.typeset.ooxml.document import Block, Cell, PageBorders, Paragraph, ParagraphContent
from generator.typeset.ooxml.styles import ParagraphFormat
from generator.typeset.ooxml.text_effects import NAMED
from generator.typeset.ooxml.xml import A, Element, W, children, local

if TYPE_CHECKING:
    from generator.typeset.ooxml.reader import StoryReader

_BORDERS = {
    **dict.fromkeys(("wave", "doubleWave"), message("a wavy border")),
    **dict.fromkeys(("threeDEmboss", "threeDEngrave", "inset", "outset"), message("a border in relief")),
    "dashDotStroked": message("a border of slanted strokes"),
}
_GAPS = ("SmallGap", "MediumGap", "LargeGap")
_LINES = frozenset(
    {"single", "thick", "double", "triple", "dotted", "dashed", "dashSmallGap", "dotDash", "dotDotDash", "none", "nil"}
    | {f"{lines}{gap}" for lines in ("thinThick", "thickThin", "thinThickThin") for gap in _GAPS}
    | _BORDERS.keys()
)
_PICTURE_EFFECTS = {
    **dict.fromkeys(("outerShdw", "innerShdw", "prstShdw"), message("a picture or shape with a shadow")),
    "glow": message("a picture or shape with a glow"),
    "reflection": message("a picture or shape with a reflection"),
    **dict.fromkeys(("softEdge", "blur"), message("a picture or shape with soft edges")),
}


_RECOLOURED = frozenset({"duotone", "clrChange", "clrRepl", "biLevel", "hsl", "tint", "alphaBiLevel", "alphaInv"})


def tell_borders(edges: Iterable[Border | None], findings: Findings, place: TextPlace) -> None:
    """Warn of borders that are drawn as plain lines."""
    for edge in edges:
        if edge is not None and edge.style in _BORDERS:
            findings.simplified(f"border {_BORDERS[edge.style].text}", place, _BORDERS[edge.style])


def tell_page_borders(borders: PageBorders | None, findings: Findings, place: TextPlace) -> None:
    """The same of a page, around which small pictures may stand as well (ST_Border ``apples`` ...)."""
    if borders is None:
        return
    edges = (borders.top, borders.left, borders.bottom, borders.right)
    tell_borders(edges, findings, place)
    if any(edge is not None and edge.style not in _LINES for edge in edges):
        findings.simplified("art", place, message("a page border of small pictures"))


def tell_paragraph(content: ParagraphContent, findings: Findings, place: TextPlace) -> None:
    """What a paragraph asks for that its lines do not show."""
    format_ = content.format
    tell_borders(_edges_of(format_), findings, place)
    if format_.text_alignment in _ALIGNED and _is_uneven(content):
        findings.simplified("textAlignment", place, message("lines whose letters do not stand on one baseline"))
    for text in content.texts:
        tell_borders((text.format.border,), findings, place)
        for effect in text.format.effects:
            findings.simplified(effect, place, NAMED[effect])


def tell_run_in(blocks: Sequence[Block], findings: Findings) -> None:
    """Warn of paragraphs whose mark is hidden: Word lets the next one run on in their last line (a style separator)."""
    for one, other in itertools.pairwise(blocks):
        if not (isinstance(one, Paragraph) and isinstance(other, Paragraph)) or one.ends_section is not None:
            continue
        if one.content.mark.hidden and one.content.signs:
            construct = message("paragraphs that Word sets in one line, since the mark between is hidden")
            findings.simplified("hidden mark", one.place, construct)


_ALIGNED = frozenset({"top", "center", "bottom"})


def _is_uneven(content: ParagraphContent) -> bool:
    """Whether something of another height stands beside letters, so that their alignment on the line shows."""
    sizes = {text.format.size for text in content.texts if not text.text.isspace()}
    return len(sizes) > 1 or (bool(sizes) and any(isinstance(each, InlinePicture) for each in content.drawings))


def _edges_of(format_: ParagraphFormat) -> tuple[Border | None, ...]:
    return (
        format_.border_top,
        format_.border_bottom,
        format_.border_left,
        format_.border_right,
        format_.border_between,
        format_.border_bar,
    )


def tell_cell(element: Element, cell: Cell, story: StoryReader) -> None:
    """What a cell asks for that is not set: its text in one line as wide as it (``w:tcFitText``), and its borders."""
    edges, across = cell.borders, (cell.properties.down, cell.properties.up)
    drawn = [each for each in (edges.top, edges.left, edges.bottom, edges.right, *across) if each is not None]
    fitted = cell.properties.fits_text and any(text.text for text in element.iter(W + "t"))
    if fitted or any(each.style in _BORDERS for each in drawn):
        place = story.place(element)
        tell_borders(drawn, story.findings, place)
        if fitted:
            story.findings.simplified("tcFitText", place, message("text that Word fits to the width of its cell"))


def tell_drawn(properties: Element | None, findings: Findings, place: TextPlace) -> None:
    """What ``pic:spPr`` or ``wps:spPr`` asks for beside its fill and its line (20.1.8)."""
    for effect in children(None if properties is None else properties.find(A + "effectLst")):
        if local(effect) in _PICTURE_EFFECTS and effect.get("rad") != "0":
            findings.simplified(f"drawn {local(effect)}", place, _PICTURE_EFFECTS[local(effect)])


def tell_recoloured(blip: Element | None, findings: Findings, place: TextPlace) -> None:
    """An image whose colours ``a:blip`` changes (20.1.8.13) beyond brightness, contrast and grey."""
    if any(local(each) in _RECOLOURED for each in children(blip)):
        findings.simplified("recoloured", place, message("a picture in other colours than its file has"))
