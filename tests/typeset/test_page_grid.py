"""Text on a page's grid of lines (docs/word/lines.md)."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from typeset_building import PITCH, TOP, baselines, body, laid_out, paragraph, word


@pytest.mark.parametrize(
    ("kind", "pitch", "free"),
    [
        ("lines", 20.0, 9.0),
        ("linesAndChars", 16.0, 5.0),
        ("default", 20.0, None),
    ],
)
def test_whole_lines_of_a_grid_stand_in_the_middle_of_the_text_s_room(
    kind: str, pitch: float, free: float | None
) -> None:
    def build(document: WordDocument) -> None:
        body(paragraph("one") + paragraph("two"))(document)
        section = document.element.body.sectPr
        for each in section.findall(qn("w:docGrid")):
            section.remove(each)
        section.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="{kind}" w:linePitch="{round(pitch * 20)}"/>'))

    found = baselines(laid_out(word(build)))

    first = TOP + 12 * 0.938
    expected = (first, PITCH) if free is None else (first + free + (pitch - PITCH) / 2, pitch)
    assert pytest.approx(expected, abs=0.02) == (found["one"], found["two"] - found["one"])
