"""What other programs drew: SmartArt by the drawing that Word stored of it, and locked canvases."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from drawing_building import EMU, only_group
from typeset_building import body, laid_out, read, text_of, word

from generator.typeset.layout.boxes import GroupBody, ParagraphBox, Placed
from generator.typeset.ooxml.document import Paragraph
from generator.typeset.ooxml.graphics import Shape

DSP = "http://schemas.microsoft.com/office/drawing/2008/diagram"
DRAWN = "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing"
DATA = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"


def inline(graphic: str, uri: str) -> str:
    """A paragraph with a drawing of 200 by 100 pt."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{200 * EMU}" cy="{100 * EMU}"/><wp:docPr id="1" name="x"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{graphic}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def frame(name: str, x: float, y: float, width: float, height: float) -> str:
    size = f'<a:ext cx="{round(width * EMU)}" cy="{round(height * EMU)}"/>'
    return f'<{name}><a:off x="{round(x * EMU)}" y="{round(y * EMU)}"/>{size}</{name}>'


def text(said: str, run: str = "", paragraph: str = "") -> str:
    return f"<a:bodyPr/><a:lstStyle/><a:p>{paragraph}<a:r>{run}<a:t>{said}</a:t></a:r></a:p>"


def smart_art(shapes: str) -> bytes:
    """A document with a diagram whose stored drawing holds these shapes; ``""`` for one without a drawing."""

    def build(document: WordDocument) -> None:
        def related(name: str, kind: str, content: str) -> str:
            part = Part(PackURI(f"/word/diagrams/{name}"), "application/xml", content.encode(), document.part.package)
            return document.part.relate_to(part, kind)

        spaces = f'xmlns:dsp="{DSP}" {nsdecls("a", "r")}'
        tree = f"<dsp:drawing {spaces}><dsp:spTree><dsp:nvGrpSpPr/><dsp:grpSpPr/>{shapes}</dsp:spTree></dsp:drawing>"
        drawing = related("drawing1.xml", DRAWN, tree) if shapes else ""
        data = related("data1.xml", DATA, f'<x {spaces}><dsp:dataModelExt relId="{drawing}"/></x>')
        diagram = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
        body(inline(f'<dgm:relIds xmlns:dgm="{diagram}" r:dm="{data}"/>', diagram))(document)

    return word(build)


def sp(inner: str, x: float = 0, y: float = 0, width: float = 100, height: float = 50) -> str:
    preset = '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
    return f"<dsp:sp><dsp:spPr>{frame('a:xfrm', x, y, width, height)}{preset}</dsp:spPr>{inner}</dsp:sp>"


def paragraph_in(content: bytes) -> Paragraph:
    (member,) = only_group(read(content)[0]).members
    assert isinstance(member.content, Shape)
    (found,) = member.content.blocks
    assert isinstance(found, Paragraph)
    return found


def test_the_shapes_of_a_diagram_stand_where_word_drew_them() -> None:
    group = only_group(read(smart_art(sp("", 10, 20, 30, 40) + sp("", 100, 50)))[0])
    found = [(each.x, each.y, each.content.width, each.content.height) for each in group.members]
    assert found == [(10.0, 20.0, 30.0, 40.0), (100.0, 50.0, 100.0, 50.0)]


def test_the_text_of_a_diagram_is_set() -> None:
    pages = laid_out(smart_art(sp(f"<dsp:txBody>{text('said')}</dsp:txBody>")))
    (node,) = (each for each in pages.nodes if isinstance(each, Placed) and each.box.lines[0].graphics)  # type: ignore[union-attr]
    assert isinstance(node.box, ParagraphBox)
    held = node.box.lines[0].graphics[0].body
    assert isinstance(held, GroupBody)
    assert [text_of(line) for flow in held.members if flow for item in flow.items for line in item.box.lines] == [
        "said"
    ]  # type: ignore[union-attr]


def test_text_that_stands_elsewhere_than_its_shape_stands_there() -> None:
    place = frame("dsp:txXfrm", 120, 60, 50, 20)
    group = only_group(read(smart_art(sp(f"<dsp:txBody>{text('said')}</dsp:txBody>{place}")))[0])
    assert [(each.x, each.y, bool(getattr(each.content, "blocks", ()))) for each in group.members] == [
        (0.0, 0.0, False),
        (120.0, 60.0, True),
    ]


@pytest.mark.parametrize(
    ("run", "paragraph", "name", "said"),
    [
        ('<a:rPr sz="1400"/>', "", "size", 14.0),
        ("", "", "size", 18.0),
        ('<a:rPr b="1"/>', "", "bold", True),
        ('<a:rPr><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:rPr>', "", "colour", "FF0000"),
        ('<a:rPr><a:latin typeface="Arial"/></a:rPr>', "", "font", "Arial"),
        ('<a:rPr u="sng"/>', "", "underline", "single"),
        ('<a:rPr baseline="30000"/>', "", "vertical", "superscript"),
        ("", '<a:pPr><a:defRPr sz="900"/></a:pPr>', "size", 9.0),
    ],
)
def test_letters_look_as_the_diagram_says(run: str, paragraph: str, name: str, said: object) -> None:
    found = paragraph_in(smart_art(sp(f"<dsp:txBody>{text('said', run, paragraph)}</dsp:txBody>")))
    assert getattr(found.content.inlines[0].format, name) == said  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("paragraph", "name", "said"),
    [
        ('<a:pPr algn="ctr"/>', "alignment", "center"),
        ('<a:pPr marL="127000"/>', "indent_left", 10.0),
        ('<a:pPr><a:lnSpc><a:spcPct val="90000"/></a:lnSpc></a:pPr>', "line", 10.8),
        ('<a:pPr><a:spcAft><a:spcPts val="600"/></a:spcAft></a:pPr>', "space_after", 0.0),
    ],
)
def test_paragraphs_look_as_the_diagram_says(paragraph: str, name: str, said: object) -> None:
    found = paragraph_in(smart_art(sp(f"<dsp:txBody>{text('said', '', paragraph)}</dsp:txBody>")))
    assert getattr(found.content.format, name) == said


def test_a_bullet_of_a_diagram_is_read() -> None:
    bullet = '<a:pPr marL="127000" indent="-127000"><a:buChar char="•"/></a:pPr>'
    assert paragraph_in(smart_art(sp(f"<dsp:txBody>{text('said', '', bullet)}</dsp:txBody>"))).content.text == "•said"


def test_a_diagram_without_its_drawing_is_refused() -> None:
    assert [each.code for each in read(smart_art(""))[1].errors] == ["construct-unsupported"]


def test_a_locked_canvas_is_stretched_to_its_place() -> None:
    coordinates = f'<a:chOff x="0" y="0"/><a:chExt cx="{400 * EMU}" cy="{200 * EMU}"/>'
    place = frame("a:xfrm", 0, 0, 400, 200).replace("</a:xfrm>", coordinates + "</a:xfrm>")
    drawn = f"<a:sp><a:spPr>{frame('a:xfrm', 200, 100, 100, 50)}</a:spPr><a:txSp><a:txBody>{text('said')}</a:txBody></a:txSp></a:sp>"
    uri = "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas"
    canvas = f'<lc:lockedCanvas xmlns:lc="{uri}"><a:nvGrpSpPr/><a:grpSpPr>{place}</a:grpSpPr>{drawn}</lc:lockedCanvas>'
    (member,) = only_group(read(word(body(inline(canvas, uri))))[0]).members
    assert (member.x, member.y, member.content.width, member.content.height) == (100.0, 50.0, 50.0, 25.0)
    assert [each.content.text for each in member.content.blocks] == ["said"]  # type: ignore[union-attr]
