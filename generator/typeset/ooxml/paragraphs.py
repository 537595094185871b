"""A paragraph by itself: all that its XML says, apart from what stands around it, what it counts and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.typeset.ooxml import plainer
from generator.typeset.ooxml.content import Break, Float, Inline, NoteMark, NoteNumber, PageField, Tab, Text
from generator.typeset.ooxml.document import ParagraphContent
from generator.typeset.ooxml.inlines import InlineReader, Surroundings
from generator.typeset.ooxml.list_labels import ListItem, ListLabels
from generator.typeset.ooxml.properties import (
    NO_RUN_PROPERTIES,
    ParagraphProperties,
    paragraph_properties,
    run_properties,
)
from generator.typeset.ooxml.styles import ParagraphFormat, StyleSheet
from generator.typeset.ooxml.xml import Element, W, local

_KNOWN = frozenset(
    {W + name for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr")}
    | {
        W + name
        for name in ("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap")
    }
    | {W + name for name in ("overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd")}
    | {
        W + name
        for name in ("snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc")
    }
    | {W + name for name in ("textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr")}
    | {W + name for name in ("pPrChange", "collapsed")}
    | {"{http://schemas.microsoft.com/office/word/2012/wordml}collapsed"}
)
_HEADINGS = frozenset(f"heading {level}" for level in range(1, 10))
"""Names of Word's own heading styles, which alone say their level."""


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """What a paragraph says.

    Attributes:
        content: Its text and format.
        item: The list item that it is, not yet counted.
        ends_section: A section ends with it.
    """

    content: ParagraphContent
    item: ListItem | None
    ends_section: bool


def read_paragraph(
    element: Element, around: Surroundings, labels: ListLabels, table_paragraph: ParagraphProperties | None
) -> ReadParagraph:
    """Read a ``w:p``; ``table_paragraph`` is what the style of a table around it says of it, None outside of tables."""
    said = element.find(W + "pPr")
    direct, mark = paragraph_properties(said), run_properties(None if said is None else said.find(W + "rPr"))
    for child in said if said is not None else ():
        if child.tag not in _KNOWN:
            around.findings.unsupported(local(child), around.place)
    format_ = around.sheet.paragraph_format(direct, labels.level_properties(direct), table_paragraph)
    if format_.background is not None:
        around.table_run = replace(around.table_run or NO_RUN_PROPERTIES, backdrop=format_.background)
    if around.table_run is not None and around.table_run.backdrop is not None:
        mark = replace(mark, backdrop=around.table_run.backdrop)
    reader = InlineReader(around, direct.style)
    inlines = reader.read(element)
    if format_.right_to_left and any(isinstance(each, Text) for each in inlines):
        around.findings.unsupported("bidi", around.place)
    decimal = None if table_paragraph is None else _decimal_alignment(format_, inlines)
    if decimal is not None:
        format_ = replace(format_, decimal_at=decimal)
    content = ParagraphContent(
        format=format_,
        mark=reader.format_of(mark),
        inlines=inlines,
        plain=reader.format_of(NO_RUN_PROPERTIES),
        heading=_heading(around.sheet, direct, format_.outline_level),
        page_dependent=any(isinstance(each, PageField | Float | NoteMark | NoteNumber | Break) for each in inlines),
        style_name=around.sheet.style_name(direct.style),
    )
    plainer.tell_paragraph(content, around.findings, around.place)
    ends_section = said is not None and said.find(W + "sectPr") is not None
    return ReadParagraph(content, labels.item(direct, mark), ends_section)


def _decimal_alignment(format_: ParagraphFormat, inlines: Iterable[Inline]) -> float | None:
    """Where a paragraph of a cell is aligned whose only stop is a decimal one, though no tab leads there; None elsewhere."""
    stops = [each for each in format_.tabs if each.alignment != "bar"]
    if len(stops) != 1 or stops[0].alignment != "decimal" or format_.alignment not in {"left", "start"}:
        return None
    return None if any(isinstance(each, Tab) for each in inlines) else stops[0].position


def _heading(sheet: StyleSheet, direct: ParagraphProperties, outline_level: int | None) -> int | None:
    name = sheet.style_name(direct.style)
    if name in _HEADINGS:
        return int(name[-1])
    return outline_level + 1 if outline_level is not None and 0 <= outline_level <= 8 else None
