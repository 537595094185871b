"""How much room an address has is read off the letter that it stands in."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as Letter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from generator.typeset import FontCatalog
from generator.typeset.measuring import LinePlace, find_lines, plain_place

LINES = ("Gemeente Gouda", "Het college van burgemeester en wethouders", "Postbus 1086", "2800 BB  GOUDA")
CATALOG = FontCatalog()


def place_in(fill: Callable[[Letter], object]) -> LinePlace | None:
    letter = Document()
    letter.add_paragraph("Een brief aan Gemeente Gouda")
    fill(letter)
    stream = io.BytesIO()
    letter.save(stream)
    return find_lines(stream.getvalue(), LINES, catalog=CATALOG)


def in_cell(letter: Letter, *, width_mm: float = 60, size: float = 10, font: str = "Arial") -> None:
    table = letter.add_table(1, 2)
    table.autofit = False
    cell = table.cell(0, 0)
    cell.width = Mm(width_mm)
    table.columns[0].width = Mm(width_mm)
    run = cell.paragraphs[0].add_run("\n".join(LINES))
    run.font.size, run.font.name = Pt(size), font


def in_paragraphs(letter: Letter) -> None:
    for line in LINES:
        letter.add_paragraph(line)


def in_frame(letter: Letter) -> None:
    for line in LINES:
        paragraph = letter.add_paragraph(line)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:framePr {nsdecls("w")} w:w="3402" w:wrap="around" w:hAnchor="page" w:x="1984" w:y="2835"/>')
        )


def test_in_a_cell_the_cell_less_its_margins_is_the_room() -> None:
    place = place_in(in_cell)
    assert place is not None
    assert place.width_mm == pytest.approx(60 - 2 * 1.9, abs=0.1)


def test_in_a_frame_the_frame_is_the_room() -> None:
    place = place_in(in_frame)
    assert place is not None
    assert place.width_mm == pytest.approx(60, abs=0.1)


def test_between_the_text_of_the_letter_there_is_no_limit_of_its_own() -> None:
    place = place_in(in_paragraphs)
    assert place is not None
    assert place.width_mm is None


def test_lines_are_measured_in_their_own_font_and_size() -> None:
    arial, larger = place_in(in_cell), place_in(lambda letter: in_cell(letter, size=20))
    times = place_in(lambda letter: in_cell(letter, font="Times New Roman"))
    assert arial is not None
    assert larger is not None
    assert times is not None
    assert larger.measured_mm(LINES[1]) == pytest.approx(2 * arial.measured_mm(LINES[1]))
    assert times.measured_mm(LINES[1]) < arial.measured_mm(LINES[1])


def test_accents_and_plain_letters_are_measured_alike() -> None:
    plain = plain_place("Arial", 10, catalog=CATALOG)
    assert plain.measured_mm("Sudwest") == pytest.approx(plain.measured_mm("Súdwest"))


def test_lines_that_stand_nowhere_have_no_place() -> None:
    assert place_in(lambda letter: letter.add_paragraph("Postbus 1086 te Gouda")) is None


def test_a_letter_that_cannot_be_laid_out_has_no_place() -> None:
    assert find_lines(b"geen zip", LINES, catalog=CATALOG) is None
