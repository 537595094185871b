"""Sections: page size, margins, columns, and which header belongs to which pages (ECMA-376 part 1, 17.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.errors import message
from generator.model import TextPlace
from generator.typeset.findings import Findings
from generator.typeset.ooxml.borders import border
from generator.typeset.ooxml.document import (
    Column,
    DocumentSettings,
    LineNumbers,
    NoteNumbering,
    PageBorders,
    Section,
    Story,
)
from generator.typeset.ooxml.plainer import tell_page_borders
from generator.typeset.ooxml.xml import Element, R, W, child_value, is_on, local, truth, twips, value, whole

_KNOWN = frozenset(
    {W + name for name in ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar")}
    | {
        W + name
        for name in ("paperSrc", "pgBorders", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg")
    }
    | {
        W + name
        for name in ("rtlGutter", "docGrid", "printerSettings", "sectPrChange", "textDirection", "bidi", "lnNumType")
    }
)


_SIMPLIFIED = {
    "autoHyphenation": message("words that Word breaks with hyphens by itself"),
    "chapStyle": message("page numbers with the number of the chapter before them"),
    "beneathText": message("footnotes that stand right below the text"),
    "sectEnd": message("endnotes that stand at the end of their section"),
    "bookFoldPrinting": message("pages that Word sets side by side, to be folded into a booklet"),
    "printTwoOnOne": message("two pages on each sheet"),
    "docGrid": message("letters that stand on a grid"),
}


def tell_simplified(names: Iterable[str], findings: Findings, place: TextPlace) -> None:
    """Warn of what :func:`simplified` found."""
    for name in names:
        findings.simplified(name, place, _SIMPLIFIED[name])


def simplified(element: Element) -> tuple[str, ...]:
    """What ``w:sectPr`` or ``w:settings`` asks for and pages do not show here."""
    notes = [element.find(W + name) for name in ("footnotePr", "endnotePr")]
    asked = {
        "autoHyphenation": is_on(element.find(W + "autoHyphenation")),
        "chapStyle": value(element.find(W + "pgNumType"), "chapStyle") is not None,
        "beneathText": child_value(notes[0], "pos") == "beneathText",
        "sectEnd": child_value(notes[1], "pos") == "sectEnd",
        "bookFoldPrinting": is_on(element.find(W + "bookFoldPrinting"))
        or is_on(element.find(W + "bookFoldRevPrinting")),
        "printTwoOnOne": is_on(element.find(W + "printTwoOnOne")),
        "docGrid": _spaces_letters(element.find(W + "docGrid")),
    }
    return tuple(name for name, is_asked in asked.items() if is_asked)


def _spaces_letters(grid: Element | None) -> bool:
    """Whether a grid moves letters apart: lines alone are not enough (17.6.5)."""
    kind, pitch = value(grid, "type"), whole(value(grid, "charSpace")) or 0
    return kind == "snapToChars" or (kind == "linesAndChars" and pitch != 0)


_FACING = ("mirrorMargins", "bookFoldPrinting", "bookFoldRevPrinting", "printTwoOnOne")
"""Settings with which Word itself says where pages are bound, whatever ``w:gutterAtTop`` asks."""

_NARROWEST = 7.2
"""Width of a text that Word lets the margins leave, a tenth of an inch, in points."""


def section(
    element: Element | None,
    before: Section | None,
    story: Callable[[str], Story | None],
    findings: Findings,
    place: TextPlace,
    *,
    gutter_at_top: bool = False,
) -> Section:
    """Read a ``w:sectPr``.

    Args:
        element: None gives Word's defaults.
        before: The section before, whose headers go on where this one names none.
        story: Reads the header or footer of a relationship id.
        findings: Takes what cannot be set.
        place: Where the section ends.
        gutter_at_top: See :class:`DocumentSettings`.
    """
    if element is None:
        return Section()
    for child in element:
        if child.tag not in _KNOWN:
            findings.unsupported(local(child), place)
    size, margin = element.find(W + "pgSz"), element.find(W + "pgMar")
    numbering, kind = element.find(W + "pgNumType"), child_value(element, "type") or "nextPage"
    _refuse(element, findings, place)
    tell_simplified(simplified(element), findings, place)
    number_format = value(numbering, "fmt") or "decimal"
    findings.number_format(number_format, None, place)
    width, height = twips(value(size, "w")) or 612.0, twips(value(size, "h")) or 792.0
    left_gutter, right_gutter, top_gutter = _gutters(element, at_top=gutter_at_top)
    left = _or(twips(value(margin, "left")), 72.0) + left_gutter
    right = _or(twips(value(margin, "right")), 72.0) + right_gutter
    top = _or(twips(value(margin, "top")), 72.0)
    grid = element.find(W + "docGrid")
    pitch = (
        twips(value(grid, "linePitch")) if value(grid, "type") in {"lines", "linesAndChars", "snapToChars"} else None
    )
    inner = width - left - right
    if inner < _NARROWEST:
        findings.unsupported("pgMar", place, message("a page whose margins leave no room for text"))
    for name in ("footnotePr", "endnotePr"):
        asked = child_value(element.find(W + name), "numFmt")
        if asked is not None:
            findings.number_format(asked, None, place)
    borders = _borders(element.find(W + "pgBorders"))
    tell_page_borders(borders, findings, place)
    return Section(
        start=kind,
        width=max(36.0, width),
        height=max(36.0, height),
        margin_top=top - top_gutter if top < 0 else top + top_gutter,
        margin_right=right,
        margin_bottom=_or(twips(value(margin, "bottom")), 72.0),
        margin_left=left,
        header_distance=_or(twips(value(margin, "header")), 36.0) + top_gutter,
        footer_distance=_or(twips(value(margin, "footer")), 36.0),
        columns=_columns(element.find(W + "cols"), max(1.0, inner)),
        column_line=truth(value(element.find(W + "cols"), "sep")),
        title_page=bool(is_on(element.find(W + "titlePg"))),
        headers=_stories(element, "headerReference", before.headers if before else {}, story),
        footers=_stories(element, "footerReference", before.footers if before else {}, story),
        page_number_start=whole(value(numbering, "start")),
        page_number_format=number_format,
        vertical=child_value(element, "vAlign") or "top",
        borders=borders,
        footnotes=_note_numbering(element.find(W + "footnotePr"), NoteNumbering()),
        endnotes=_note_numbering(element.find(W + "endnotePr"), NoteNumbering()),
        line_numbers=_line_numbers(element.find(W + "lnNumType")),
        grid_pitch=pitch,
    )


def _gutters(element: Element, *, at_top: bool) -> tuple[float, float, float]:
    """What ``w:gutter`` keeps free for binding on the left, on the right and at the top, in points.

    Word gives landscape pages none.
    """
    gutter = twips(value(element.find(W + "pgMar"), "gutter")) or 0.0
    if value(element.find(W + "pgSz"), "orient") == "landscape":
        return 0.0, 0.0, 0.0
    if at_top:
        return 0.0, 0.0, gutter
    return (0.0, gutter, 0.0) if is_on(element.find(W + "rtlGutter")) else (gutter, 0.0, 0.0)


def _note_numbering(element: Element | None, default: NoteNumbering) -> NoteNumbering:
    return NoteNumbering(
        child_value(element, "numFmt") or default.format,
        child_value(element, "numRestart") or default.restart,
        whole(child_value(element, "numStart")) or default.start,
    )


def _line_numbers(element: Element | None) -> LineNumbers | None:
    by = whole(value(element, "countBy")) or 0
    if element is None or by < 1:
        return None
    # The number before the first: 0 where the section says nothing.
    start = (whole(value(element, "start")) or 0) + 1
    return LineNumbers(by, start, value(element, "restart") or "newPage", twips(value(element, "distance")))


_UNNAMED = 12
_ALWAYS_WINS = 15
"""From this version on, the default paragraph style stands above table styles whatever the document says."""


def settings(root: Element | None) -> DocumentSettings:
    """Read ``word/settings.xml``."""
    if root is None:
        # Word opens a document that names no version in compatibility mode, as one of Word 2007.
        return DocumentSettings(compatibility=_UNNAMED, default_style_wins=False)
    named = {value(each, "name"): value(each) for each in root.iterfind(f"{W}compat/{W}compatSetting")}
    compatibility = whole(named.get("compatibilityMode")) or _UNNAMED
    compat = root.find(W + "compat")
    tab = twips(child_value(root, "defaultTabStop"))
    footnotes, endnotes = root.find(W + "footnotePr"), root.find(W + "endnotePr")
    return DocumentSettings(
        default_tab=tab if tab and tab > 0 else 36.0,
        decimal_symbol=child_value(root, "decimalSymbol") or "",
        even_and_odd_headers=bool(is_on(root.find(W + "evenAndOddHeaders"))),
        mirror_margins=bool(is_on(root.find(W + "mirrorMargins"))),
        gutter_at_top=bool(is_on(root.find(W + "gutterAtTop")))
        and not any(is_on(root.find(W + name)) for name in _FACING),
        compatibility=compatibility,
        footnotes=_note_numbering(footnotes, NoteNumbering("decimal", "continuous", 1)),
        endnotes=_note_numbering(endnotes, NoteNumbering("lowerRoman", "continuous", 1)),
        default_style_wins=compatibility >= _ALWAYS_WINS
        or truth(named.get("overrideTableStyleFontSizeAndJustification")),
        background=bool(is_on(root.find(W + "displayBackgroundShape"))),
        simplified=simplified(root),
        add_space_between_paragraphs=compat is not None
        and bool(is_on(compat.find(W + "doNotUseHTMLParagraphAutoSpacing"))),
        no_leading=compat is not None and bool(is_on(compat.find(W + "noLeading"))),
    )


def _or(measured: float | None, default: float) -> float:
    return default if measured is None else measured


def _refuse(element: Element, findings: Findings, place: TextPlace) -> None:
    if child_value(element, "textDirection") not in {None, "lrTb", "lrTbV"}:
        findings.unsupported("textDirection", place)
    if is_on(element.find(W + "bidi")):
        findings.unsupported("bidi", place)


def _columns(element: Element | None, inner: float) -> tuple[Column, ...]:
    count = max(1, min(45, whole(value(element, "num")) or 1))
    gap = _or(twips(value(element, "space")), 36.0)
    said = [] if element is None else element.findall(W + "col")
    if said and value(element, "equalWidth") in {"0", "false", "off"}:
        return tuple(Column(_or(twips(value(each, "w")), inner), twips(value(each, "space")) or 0.0) for each in said)
    width = max(1.0, (inner - gap * (count - 1)) / count)
    return tuple(Column(width, gap if at < count - 1 else 0.0) for at in range(count))


def _stories(
    element: Element, name: str, before: Mapping[str, Story], story: Callable[[str], Story | None]
) -> dict[str, Story]:
    found = dict(before)
    for reference in element.iterfind(W + name):
        made = story(reference.get(R + "id") or "")
        if made is not None:
            found[value(reference, "type") or "default"] = made
    return found


def _borders(element: Element | None) -> PageBorders | None:
    if element is None:
        return None
    edges = {local(child): border(child) for child in element}
    return PageBorders(
        edges.get("top"),
        edges.get("left"),
        edges.get("bottom"),
        edges.get("right"),
        from_page=value(element, "offsetFrom") == "page",
        display=value(element, "display") or "allPages",
    )
