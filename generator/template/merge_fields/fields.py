"""Fields in WordprocessingML: where each begins and ends, and what its instruction says.

A field is simple (``w:fldSimple``) or complex: runs with ``w:fldChar`` of type begin, separate and end around its instruction and
its result, which may lie paragraphs apart and within each other. A text box holds a story of its own: fields in it have
nothing to do with the field that its anchor may stand in.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from generator.template.merge_fields.instruction import NESTED, Instruction, Token, parse_instruction
from generator.template.ooxml import (
    BR,
    DEL,
    INSTR_TEXT,
    MOVE_FROM,
    R_PR,
    TAB,
    TXBX_CONTENT,
    Element,
    P,
    R,
    T,
    is_element,
    qn,
)

MOST_NESTED = 20
"""Fields within each other: Word's own limit."""
PARAGRAPH_MARK = "\u2029"
"""Stands for the end of a paragraph within an instruction."""


FLD_CHAR, FLD_SIMPLE, FLD_CHAR_TYPE, INSTR = qn("w:fldChar"), qn("w:fldSimple"), qn("w:fldCharType"), qn("w:instr")
_STORIES = frozenset({TXBX_CONTENT, qn("w:comment"), qn("w:footnote"), qn("w:endnote")})
_STANDS_FOR = {TAB: "\t", BR: "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


@dataclass(slots=True)
class Piece:
    """A stretch of an instruction that comes from one place: text of a run, a nested field, or a paragraph's end.

    Attributes:
        text: :data:`NESTED` for a field, :data:`PARAGRAPH_MARK` for the end of a paragraph.
        run: The run that the text stands in, for its formatting; None for a paragraph's end.
        nested: The field that stands here.
        special: The ``w:tab`` or ``w:br`` that the text stands for.
        paragraph: The paragraph that ends here.
    """

    text: str
    run: Element | None = None
    nested: Field | None = None
    special: Element | None = None
    paragraph: Element | None = None


@dataclass(slots=True, eq=False)
class Field:
    """One field.

    Attributes:
        elements: In document order, all runs that it consists of; of a simple field the ``w:fldSimple``.
        pieces: Its instruction.
        result_runs: Runs of the result, those of fields within the result included.
        result_fields: Fields that begin within the result.
        closed: Whether its end was found.
        too_deep: More fields stand within it than Word allows; those below are not looked at.
        has_result: Whether a result was set apart from the instruction.
    """

    elements: list[Element] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    result_runs: list[Element] = field(default_factory=list)
    result_fields: list[Field] = field(default_factory=list)
    closed: bool = False
    has_result: bool = False
    too_deep: bool = False

    @property
    def text(self) -> str:
        """The instruction with each nested field as one character."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def instruction(self) -> Instruction:
        """The instruction, taken apart; its places count in :attr:`text`."""
        return parse_instruction(self.text.replace(PARAGRAPH_MARK, "\n"))

    @property
    def nested(self) -> list[Field]:
        """The fields within its instruction, in their order: one for each :data:`NESTED` of :attr:`text`."""
        return [piece.nested for piece in self.pieces if piece.nested is not None]

    def everything_within(self) -> Iterator[Field]:
        """The field, and all fields within its instruction, however deep."""
        yield self
        for inner in self.nested:
            yield from inner.everything_within()

    @property
    def shown(self) -> str:
        """The instruction as the author sees it with field codes on: for messages."""
        inner = iter(self.nested)
        return "".join(
            f"{{{next(inner).shown}}}" if character == NESTED else character for character in self.text
        ).strip()

    def pieces_between(self, token: Token) -> list[Piece]:
        """The pieces of the instruction that make up ``token``, cut at its ends."""
        found: list[Piece] = []
        at = 0
        for piece in self.pieces:
            start, end = max(token.start, at), min(token.end, at + len(piece.text))
            if start < end:
                text = piece.text[start - at : end - at]
                found.append(
                    Piece(text, run=piece.run, nested=piece.nested, special=piece.special, paragraph=piece.paragraph)
                )
            at += len(piece.text)
        return found

    def paragraph_behind(self, token: Token) -> Element | None:
        """The paragraph in which ``token`` ends, where the field goes on behind that paragraph."""
        at = 0
        for piece in self.pieces:
            if piece.paragraph is not None and at >= token.end:
                return piece.paragraph
            at += len(piece.text)
        return None


def fields_of(story: Element) -> list[Field]:
    """The outermost fields of ``story`` and of the text boxes in it, in document order.

    Runs that hold a ``w:fldChar`` beside something else are split first, so that each element belongs to one field part.

    Args:
        story: The root of a part, or any element of it that holds whole fields.
    """
    _split_runs(story)
    found: list[Field] = []
    _walk(story, _Reading(found))
    return found


@dataclass(slots=True)
class _Reading:
    found: list[Field]
    open: list[Field] = field(default_factory=list)

    def begin(self, run: Element) -> None:
        started = Field([run])
        if len(self.open) < MOST_NESTED:
            self._add(started)
        else:
            self.open[0].too_deep = True
        self.open.append(started)

    def _add(self, started: Field) -> None:
        if not self.open:
            self.found.append(started)
        elif self.open[-1].has_result:
            self.open[-1].result_fields.append(started)
        else:
            self.open[-1].pieces.append(Piece(NESTED, nested=started))

    def run(self, run: Element) -> None:
        """A run without a ``w:fldChar``: it belongs to all fields that are open, to the innermost as text."""
        for each in self.open[:MOST_NESTED]:
            each.elements.append(run)
            if each.has_result:
                each.result_runs.append(run)
        if self.open and not self.open[-1].has_result:
            self.open[-1].pieces.extend(_text_of(run))

    def mark(self, run: Element, kind: str) -> None:
        """A run with a ``w:fldChar``."""
        for each in self.open[:MOST_NESTED]:
            each.elements.append(run)
        if kind == "begin":
            self.begin(run)
        elif self.open and kind == "separate":
            self.open[-1].has_result = True
        elif self.open and kind == "end":
            self.open.pop().closed = True

    def simple(self, element: Element) -> Field:
        simple = Field(
            [element],
            [Piece(element.get(INSTR, ""))],
            list(element.iter(R)),
            closed=True,
            has_result=True,
        )
        for each in self.open[:MOST_NESTED]:
            each.elements.append(element)
        if len(self.open) < MOST_NESTED:
            self._add(simple)
        return simple


def _walk(element: Element, reading: _Reading) -> None:
    for child in list(element):
        if not is_element(child):
            continue
        if child.tag == R:
            _walk_run(child, reading)
        elif child.tag == FLD_SIMPLE:
            inner = _Reading([])
            simple = reading.simple(child)
            _walk(child, inner)
            simple.result_fields = inner.found
        elif child.tag in _STORIES:
            _walk(child, _Reading(reading.found))
        elif child.tag in (DEL, MOVE_FROM):
            # Deleted text is no part of the letter any more, its fields neither.
            continue
        else:
            _walk(child, reading)
            if child.tag == P and reading.open and not reading.open[-1].has_result:
                reading.open[-1].pieces.append(Piece(PARAGRAPH_MARK, paragraph=child))


def _walk_run(run: Element, reading: _Reading) -> None:
    mark = run.find(FLD_CHAR)
    if mark is None:
        reading.run(run)
    else:
        reading.mark(run, mark.get(FLD_CHAR_TYPE, ""))
    for story in run.iter(TXBX_CONTENT):
        # Only the outermost: the walk through it meets those within.
        if not any(each.tag == TXBX_CONTENT for each in _ancestors_up_to(story, run)):
            _walk(story, _Reading(reading.found))


def _ancestors_up_to(element: Element, stop: Element) -> Iterator[Element]:
    for each in element.iterancestors():
        if each is stop:
            return
        yield each


def _text_of(run: Element) -> Iterator[Piece]:
    for child in run:
        if child.tag in (INSTR_TEXT, T):
            yield Piece(child.text or "", run=run)
        elif child.tag in _STANDS_FOR:
            yield Piece(_STANDS_FOR[child.tag], run=run, special=child)


def _split_runs(story: Element) -> None:
    """Give each ``w:fldChar`` a run of its own; other programs put a whole field into one run."""
    for run in list(story.iter(R)):
        content = [child for child in run if child.tag != R_PR]
        if len(content) < 2 or not any(child.tag == FLD_CHAR for child in content):
            continue
        properties = run.find(R_PR)
        after = run
        for child in content[1:]:
            fresh = etree.Element(R)
            if properties is not None:
                fresh.append(copy.deepcopy(properties))
            fresh.append(child)
            after.addnext(fresh)
            after = fresh
        tail = run.tail
        run.tail = None
        after.tail = tail
