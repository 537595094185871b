"""Footnotes: how much of one must stand on the page of its mark, and where the rest goes."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from typeset_building import PITCH, TOP, body, laid_out, paragraph, placed_lines, text_of, word

ROOM = int((842 - 2 * TOP) / PITCH)
"""Lines on a page."""


MARK = '<w:p><w:r><w:t>mark</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'


def with_note(before: int, lines: int) -> bytes:
    """So many lines, one that calls a note, and the note itself, each of its lines in a paragraph's line break."""
    return noted(paragraph("x") * before + MARK, lines)


def noted(text: str, lines: int, properties: str = "<w:widowControl/>") -> bytes:
    """A text that calls a note of so many lines."""
    note = "<w:br/>".join(f"<w:t>note {number}</w:t>" for number in range(1, lines + 1))
    content = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p>'
        f'</w:footnote><w:footnote w:id="2"><w:p><w:pPr>{properties}</w:pPr><w:r>{note}</w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )

    def build(document: WordDocument) -> None:
        body(text)(document)
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, content.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    return word(build)


def pages_of_notes(before: int, lines: int) -> list[int]:
    """The page of the mark and of each line of the note."""
    found = {text_of(line): page for page, _x, _y, line in placed_lines(laid_out(with_note(before, lines)))}
    return [found["mark1"], *(found[f"note {number}"] for number in range(1, lines + 1))]


@pytest.mark.parametrize(
    ("before", "pages"),
    [
        (ROOM - 6, [0, 0, 0, 0, 0]),
        (ROOM - 4, [0, 0, 0, 1, 1]),
        (ROOM - 3, [1, 1, 1, 1, 1]),
    ],
)
def test_a_note_begins_on_the_page_of_its_mark_with_two_lines_at_least(before: int, pages: list[int]) -> None:
    assert pages == pages_of_notes(before, 4)


def lines_above_a_note(text: str, after: float = 0.0) -> int:
    """How many lines of the text stand on the first page, with space after the note, in points."""
    pages = laid_out(noted(text, 2, f'<w:spacing w:after="{round(after * 20)}"/>'))
    return sum(page == 0 and not text_of(line).startswith("note") for page, _x, _y, line in placed_lines(pages))


def test_the_space_after_the_last_note_counts() -> None:
    text = MARK + paragraph("x") * ROOM
    assert lines_above_a_note(text, PITCH) == lines_above_a_note(text) - 1


@pytest.mark.parametrize(("mark", "fewer"), [(MARK, 2), (MARK.replace("footnoteReference", "tab"), 0)])
def test_the_space_after_a_paragraph_has_to_fit_above_notes_and_hangs_into_the_margin_elsewhere(
    mark: str, fewer: int
) -> None:
    plain = mark + paragraph("x") * ROOM
    most = lines_above_a_note(plain)
    lines = "<w:br/>".join(f"<w:t>line {number}</w:t>" for number in range(4))
    spaced = f'<w:p><w:pPr><w:spacing w:after="480"/></w:pPr><w:r>{lines}</w:r></w:p>'
    text = mark + paragraph("x") * (most - 5) + spaced + paragraph("x") * 4

    assert most - fewer == lines_above_a_note(text)


def test_the_line_above_a_note_that_goes_on_is_as_wide_as_the_column() -> None:
    pages = laid_out(with_note(ROOM - 4, 4)).pages
    assert [144.0, 415.0] == [round(page.background[-1].width, 1) for page in pages]


def _many_notes(section: str) -> list[str]:
    """The marks of three notes, two on the first page and one on the second."""
    called = "".join(
        f"<w:p><w:pPr>{'<w:pageBreakBefore/>' if number == 4 else ''}</w:pPr><w:r><w:t>m</w:t></w:r>"
        f'<w:r><w:footnoteReference w:id="{number}"/></w:r></w:p>'
        for number in (2, 3, 4)
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> n</w:t></w:r></w:p></w:footnote>'
        for number in (2, 3, 4)
    )

    def build(document: WordDocument) -> None:
        body(called)(document)
        asked = f"<w:footnotePr {nsdecls('w')}>{section}</w:footnotePr>"
        document.element.body.sectPr.insert(0, parse_xml(asked))
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        content = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
        part = Part(PackURI("/word/footnotes.xml"), kind, content, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    return sorted(text_of(line) for _page, _x, _y, line in placed_lines(laid_out(word(build))) if text_of(line).strip())


def test_notes_may_be_numbered_anew_on_each_page() -> None:
    assert ["1 n", "1 n", "2 n", "m1", "m1", "m2"] == _many_notes('<w:numRestart w:val="eachPage"/>')


def test_a_section_may_choose_the_numbers_of_its_notes() -> None:
    chosen = '<w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/>'
    assert ["c n", "d n", "e n", "mc", "md", "me"] == _many_notes(chosen)
