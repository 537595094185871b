"""Nothing is dropped without a word: what no reader would see is told, and what found no place is refused."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from typeset_building import CLOCK, body, laid_out, on_pages, paragraph, read, word

from generator.model import TextPlace
from generator.typeset import Typesetter
from generator.typeset.layout.boxes import Pages, PageStart, Placed
from generator.typeset.layout.clipping import clipped
from generator.typeset.lost_text import judge_placing
from generator.typeset.ooxml.parts import Kept

DRAWN = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
)


def table(rows: str, *widths: int) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f'<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'


def row(*cells: str, height: str = "") -> str:
    said = f"<w:trPr>{height}</w:trPr>" if height else ""
    return f"<w:tr>{said}{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "", width: int = 3000) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def text_box(content: str, height: int, *, grows: bool = False, behind: bool = False) -> str:
    """A text box of 100 by ``height`` points, a hundred points into the page."""
    across, down = 100 * 12700, height * 12700
    return f"""<w:p><w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2"
        behindDoc="{int(behind)}" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
        <wp:positionH relativeFrom="page"><wp:posOffset>{across}</wp:posOffset></wp:positionH>
        <wp:positionV relativeFrom="page"><wp:posOffset>{across}</wp:posOffset></wp:positionV>
        <wp:extent cx="{across}" cy="{down}"/><wp:wrapNone/><wp:docPr id="1" name="box"/><wp:cNvGraphicFramePr/>
        <a:graphic><a:graphicData uri="{DRAWN[1]}"><wps:wsp {DRAWN[0]}><wps:cNvSpPr txBox="1"/><wps:spPr>
        <a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
        </wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>
        <wps:bodyPr>{"<a:spAutoFit/>" if grows else "<a:noAutofit/>"}</wps:bodyPr></wps:wsp></a:graphicData></a:graphic>
        </wp:anchor></w:drawing></w:r></w:p>"""


def told(content: bytes) -> list[tuple[str, int | None, str]]:
    """Code, paragraph and text of each problem about text that does not show."""
    document, findings = read(content)
    judge_placing(document, on_pages(document), (), findings, Kept(100))
    return [
        (each.code, each.place.paragraph, each.place.snippet)
        for each in (*findings.errors, *findings.warnings)
        if isinstance(each.place, TextPlace)
    ]


THREE = paragraph("een") + paragraph("twee") + paragraph("drie")
EXACT = '<w:trHeight w:val="560" w:hRule="exact"/>'


def test_a_letter_that_shows_everything_has_nothing_to_tell() -> None:
    rows = row(cell(THREE), cell(paragraph("vier")))
    assert [] == told(word(body(table(rows, 3000, 3000) + paragraph("Geachte heer,"))))


def test_text_that_does_not_fit_into_a_row_of_exact_height_is_cut_off_and_told() -> None:
    content = word(body(table(row(cell(THREE), height=EXACT), 3000)))
    assert [("text-clipped", 3, "drie")] == told(content)
    (warning,) = Typesetter(engine="typst").set_document(content, clock=CLOCK, name="brief.docx").warnings
    assert "text-clipped" == warning.code


def test_text_that_does_not_fit_into_a_text_box_is_cut_off_and_told() -> None:
    assert [("text-clipped", 3, "twee drie")] == told(word(body(text_box(THREE, 24))))


def test_a_text_box_that_grows_with_its_text_cuts_nothing_off() -> None:
    assert [] == told(word(body(text_box(THREE, 24, grows=True))))


def test_text_that_does_not_fit_into_a_frame_of_exact_height_is_told() -> None:
    frame = '<w:framePr w:w="2000" w:h="280" w:hRule="exact" w:hAnchor="page" w:x="3000" w:vAnchor="page" w:y="3000"/>'
    content = word(body(paragraph("een", frame) + paragraph("twee", frame) + paragraph("onder")))
    assert [("text-clipped", 2, "twee")] == told(content)


def test_a_line_that_only_just_reaches_out_of_its_box_is_whole() -> None:
    (node,) = (each for each in laid_out(word(body(paragraph("een")))).nodes if isinstance(each, Placed))
    flow = laid_out(word(body(table(row(cell(THREE)), 3000)))).nodes[1]
    assert isinstance(flow, Placed)
    content = flow.box.rows[0].cells[0].flow
    assert content is clipped(content, content.height - 1.5)
    assert 2 == len(clipped(content, content.height - node.box.height).items)


def test_text_beyond_the_edge_of_the_page_is_told_with_its_words() -> None:
    rows = row(cell(paragraph("op het blad"), width=11000), cell(paragraph("ernaast"), width=3000))
    assert [("text-off-page", 2, "ernaast")] == told(word(body(table(rows, 11000, 3000))))


def test_text_under_a_merged_cell_is_told() -> None:
    rows = row(cell(paragraph("boven"), '<w:vMerge w:val="restart"/>')) + row(cell(paragraph("onder"), "<w:vMerge/>"))
    assert [("text-covered", 2, "onder")] == told(word(body(table(rows, 3000))))


def test_a_note_that_is_not_there_is_told() -> None:
    document, findings = read(word(body(paragraph("tekst"))))
    judge_placing(document, on_pages(document), [("footnote", "7")], findings, Kept(100))
    assert "note-missing" in [each.code for each in findings.warnings]


def test_what_the_layout_lost_cannot_be_set() -> None:
    content = word(body(paragraph("eerste") + paragraph("tweede")))
    document, findings = read(content)
    pages = on_pages(document)
    lost = Pages(pages.pages, [each for each in pages.nodes if isinstance(each, PageStart)])
    judge_placing(document, lost, (), findings, Kept(100))
    assert ["construct-unsupported", "construct-unsupported"] == [each.code for each in findings.errors]


@pytest.mark.parametrize("behind", [False, True], ids=["before the text", "behind the text"])
def test_what_hangs_on_a_frame_is_placed_with_it(behind: bool) -> None:
    frame = '<w:framePr w:w="2000" w:hAnchor="page" w:x="3000" w:vAnchor="page" w:y="3000"/>'
    box = text_box(paragraph("kader"), 50, behind=behind).replace("<w:p>", f"<w:p><w:pPr>{frame}</w:pPr>", 1)
    content = word(body(box + paragraph("onder")))
    assert [] == told(content)
    assert b"%PDF" == Typesetter(engine="typst").set_document(content, clock=CLOCK, name="brief.docx").pdf[:4]


def test_what_stands_behind_the_text_stays_where_a_footer_counts_pages() -> None:
    def build(document: WordDocument) -> None:
        body(text_box(paragraph("watermerk"), 50, behind=True))(document)
        footer = document.sections[0].footer.paragraphs[0]._p
        footer.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="NUMPAGES"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )

    assert [] == told(word(build))
