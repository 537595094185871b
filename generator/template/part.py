"""A part of the package on its way through the compiler: its tree, and where each paragraph stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.model import TextPlace
from generator.template.findings import snippet_around
from generator.template.ooxml import (
    BR,
    DEL,
    FALLBACK,
    INSTR_TEXT,
    MOVE_FROM,
    P_PR,
    R_PR,
    TAB,
    Element,
    P,
    ancestor,
    is_element,
    paragraphs,
    qn,
)

_WIDTHLESS = frozenset(
    {
        "w:proofErr",
        "w:bookmarkStart",
        "w:bookmarkEnd",
        "w:lastRenderedPageBreak",
        "w:commentRangeStart",
        "w:commentRangeEnd",
        "w:permStart",
        "w:permEnd",
        "w:softHyphen",
        "w:sdtPr",
        "w:sdtEndPr",
        "w:fldChar",
        "w:delText",
        "w:annotationRef",
        "w:smartTagPr",
        "w:customXmlPr",
        "w:moveToRangeStart",
        "w:moveToRangeEnd",
    }
)
_WIDTHLESS_TAGS = frozenset(map(qn, _WIDTHLESS)) | {P_PR, R_PR, DEL, MOVE_FROM}
_TEXTS = frozenset({qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_STANDS_FOR = {TAB: "\t", qn("w:ptab"): "\t", BR: "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_CONTAINERS = frozenset(
    map(
        qn,
        (
            "w:r",
            "w:hyperlink",
            "w:ins",
            "w:moveTo",
            "w:smartTag",
            "w:sdt",
            "w:sdtContent",
            "w:customXml",
            "w:fldSimple",
            "w:dir",
            "w:bdo",
            "w:ruby",
            "w:rt",
            "w:rubyBase",
        ),
    )
)


@dataclass(slots=True)
class Atom:
    """A piece of a paragraph's text: a ``w:t``, or one character that another element stands for."""

    element: Element
    text: str


@dataclass
class Part:
    """One part of the template.

    Attributes:
        name: Within the package.
        root: Its tree; the stages of the compiler change it.
        numbers: Each paragraph's number from 1 as the author's file has it.
        risks: Elements that rendering may leave without what they must hold (``tbl``, ``tc`` ...).
        regrids: Whether rendering may change the number of cells in a row.
        texts: The text of each paragraph as the author's file has it, by its number.
        changed: True once a stage changed static markup, so that the part is written anew even without tags.
    """

    name: str
    root: Element
    numbers: dict[Element, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    changed: bool = False
    risks: frozenset[str] = frozenset()
    regrids: bool = False

    def __post_init__(self) -> None:
        number = 0
        for paragraph in paragraphs(self.root):
            number += ancestor(paragraph, FALLBACK) is None
            self.numbers[paragraph] = max(number, 1)
            self.texts.setdefault(max(number, 1), text_of(paragraph))

    def numbered_now(self) -> Iterator[int]:
        """The number in the author's file of each paragraph that is there now; one that a stage made has its neighbour's."""
        last = 1
        for paragraph in paragraphs(self.root):
            last = self.numbers.get(paragraph, last)
            yield last

    def place(self, paragraph: Element | None, snippet: str = "") -> TextPlace:
        """The spot in ``paragraph``; in the part as a whole for None."""
        return TextPlace(self.name, self.numbers.get(paragraph) if paragraph is not None else None, snippet)

    def place_in(self, paragraph: Element, text: str, start: int, end: int) -> TextPlace:
        """The spot from ``start`` to ``end`` in the paragraph's text."""
        return self.place(paragraph, snippet_around(text, start, end))


def atoms_of(paragraph: Element) -> list[Atom]:
    """The paragraph's own text in order: not that of text boxes in it, of deletions and of field codes."""
    found: list[Atom] = []
    _gather(paragraph, found)
    return found


def field_code_atoms(paragraph: Element) -> list[Atom]:
    """The paragraph's field codes, which tags may stand in too."""
    return [
        Atom(each, each.text or "")
        for each in paragraph.iter(INSTR_TEXT)
        if next(each.iterancestors(P), None) is paragraph
    ]


def text_of(paragraph: Element) -> str:
    """The paragraph's own text, as the author sees it."""
    return "".join(each.text for each in atoms_of(paragraph))


def _gather(element: Element, found: list[Atom]) -> None:
    for child in element:
        if not is_element(child):
            continue
        if child.tag in _TEXTS:
            found.append(Atom(child, child.text or ""))
        elif child.tag in _STANDS_FOR:
            found.append(Atom(child, _STANDS_FOR[child.tag]))
        elif child.tag in _CONTAINERS or str(child.tag).startswith(
            "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
        ):
            _gather(child, found)
        elif child.tag not in _WIDTHLESS_TAGS and child.tag != INSTR_TEXT:
            found.append(Atom(child, "\ufffc"))
