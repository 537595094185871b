"""What letters, forms and invoices of other makers hold, and our own fixtures do not show by themselves."""

from __future__ import annotations

import io

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader
from typeset_building import CLOCK, LEFT, body, laid_out, paragraph, starts, text_of, word

from generator.typeset import Typesetter
from generator.typeset.layout.notes import lines_of

SETTER = Typesetter(engine="typst")


def printed(content: bytes) -> str:
    """The text of the first page, as a reader of PDF finds it."""
    pdf = SETTER.set_document(content, clock=CLOCK, name="letter.docx").pdf
    return PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_page_number_in_a_frame_stands_at_the_right_margin_of_the_footer() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("text")
        footer = document.sections[0].footer.paragraphs[0]
        frame = '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"/>'
        number = paragraph("17", frame).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)
        footer._p.addprevious(parse_xml(number))
        footer.text = "beside it"

    ((x, _y, flow),) = laid_out(word(build)).pages[0].footer
    ends = {
        text_of(line).rstrip(): x + item.x + line.fragments[-1].x + line.fragments[-1].width
        for item in flow.items
        for line in lines_of(item.box)
    }

    assert pytest.approx(595 - LEFT, abs=0.5) == ends["17"]


def test_a_tab_character_within_a_text_is_a_tab() -> None:
    xml = '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="4000"/></w:tabs></w:pPr><w:r><w:t>one\ttwo</w:t></w:r></w:p>'

    assert pytest.approx(LEFT + 200) == starts(laid_out(word(body(xml))))["two"]


@pytest.mark.parametrize("amount", ["12,50", "7", "1.234,99"])
def test_leader_dots_reach_from_the_word_before_to_the_one_behind(amount: str) -> None:
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="7000"/></w:tabs>'
    xml = f"<w:p><w:pPr>{tabs}</w:pPr><w:r><w:t>Total</w:t><w:tab/><w:t>{amount}</w:t></w:r></w:p>"
    (word_,) = printed(word(body(xml))).split()

    assert word_.startswith("Total....")
    assert word_.endswith("...." + amount)
