"""Endnotes stand behind the text, as in Word."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from typeset_building import LEFT, PITCH, TOP, baselines, body, laid_out, word

AFTER = 24.0
"""The space below the last paragraph of the text, in points."""


def with_endnote(separator: str) -> bytes:
    """A paragraph that calls a note, with 24 pt below it, and an empty paragraph behind it."""
    text = (
        '<w:p><w:r><w:t>one</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r></w:p><w:p><w:pPr><w:spacing w:after="480"/>'
        "</w:pPr><w:r><w:t>two</w:t></w:r></w:p>"
    )
    content = (
        f'<w:endnotes {nsdecls("w")}>{separator}<w:endnote w:id="2"><w:p><w:r><w:endnoteRef/></w:r>'
        '<w:r><w:t xml:space="preserve"> note</w:t></w:r></w:p></w:endnote></w:endnotes>'
    )

    def build(document: WordDocument) -> None:
        body(text)(document)
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
        part = Part(PackURI("/word/endnotes.xml"), kind, content.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)

    return word(build)


@pytest.mark.parametrize(
    ("separator", "height"),
    [
        ('<w:endnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>', PITCH),
        (
            (
                '<w:endnote w:type="separator" w:id="0"><w:p><w:pPr><w:spacing w:line="600" w:lineRule="exact"/></w:pPr>'
                "<w:r><w:separator/></w:r></w:p></w:endnote>"
            ),
            30.0,
        ),
        ("", 12.0),
    ],
)
def test_endnotes_follow_the_text_below_a_paragraph_with_a_line(separator: str, height: float) -> None:
    pages = laid_out(with_endnote(separator))
    stands = baselines(pages)
    line = pages.pages[0].background[-1]

    assert AFTER + height + PITCH == pytest.approx(stands["i note"] - stands["two"], abs=0.01)
    assert (LEFT, 144.0) == (line.x, line.width)
    assert TOP + 2 * PITCH + AFTER + height / 2 == pytest.approx(line.y, abs=0.01)
