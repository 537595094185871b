"""Small documents that hold a little of everything, for mutants to be made of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor
from PIL import Image

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def seed_documents() -> list[bytes]:
    """A letter, a form of tables, and a page of oddities: each with tags that a template may hold."""
    return [_saved(_letter()), _saved(_form()), _saved(_oddities())]


def unzipped(document: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The package of these parts, the same bytes each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return zipped(unzipped(stream.getvalue()))


def _picture(colour: str) -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (30, 12), colour).save(stream, "PNG")
    stream.seek(0)
    return stream


def _field(instruction: str, result: str) -> list[str]:
    return [
        f'<w:r {_W}><w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r {_W}><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>',
        f'<w:r {_W}><w:fldChar w:fldCharType="separate"/></w:r>',
        f"<w:r {_W}><w:t>{result}</w:t></w:r>",
        f'<w:r {_W}><w:fldChar w:fldCharType="end"/></w:r>',
    ]


def _letter() -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Bladzijde "
    for run in _field("PAGE", "2"):
        section.header.paragraphs[0]._p.append(parse_xml(run))
    section.footer.paragraphs[0].text = "Postbus 30435, 2500 GK Den Haag"
    section.first_page_header.paragraphs[0].add_run().add_picture(_picture("navy"), width=Cm(3))
    document.add_paragraph("{{ recipient.name }}")
    document.add_heading("Presentexemplaar", level=1)
    paragraph = document.add_paragraph("Geachte heer De Vries, hierbij ontvangt u de ")
    paragraph.add_run("4").bold = True
    run = paragraph.add_run("e")
    run.font.superscript = True
    run.font.color.rgb = RGBColor(0x33, 0x66, 0x99)
    paragraph.add_run(" druk & meer.").italic = True
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(8), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    paragraph.paragraph_format.keep_with_next = True
    document.add_paragraph("{%p if copies %}")
    for text in ("een punt", "nog een punt"):
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("{%p endif %}")
    for text in ("ten eerste", "ten tweede"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Met vriendelijke groet,").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Bijlage " * 30).paragraph_format.line_spacing = Pt(15)
    return document


def _form() -> Document:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3, style="Light Grid Accent 1")
    for row in table.rows:
        for cell in row.cells:
            cell.text = "{{ copies }} st."
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Gemeente"
    table.cell(1, 2).merge(table.cell(3, 2)).text = "Aantal"
    inner = table.cell(2, 0).add_table(1, 2)
    inner.cell(0, 0).text = "binnenin"
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:tblHeader {_W}/>"))
    borders = "".join(f'<w:{side} w:val="double" w:sz="12" w:space="1" w:color="FF0000"/>' for side in ("top", "left"))
    shade = parse_xml(
        f'<w:tcPr {_W}><w:tcW w:w="2000" w:type="dxa"/><w:tcBorders>{borders}</w:tcBorders><w:shd w:val="clear" w:fill="EEEEEE"/></w:tcPr>'
    )
    table.cell(3, 0)._tc.insert(0, shade)
    document.add_section(WD_SECTION.CONTINUOUS)
    document.sections[-1]._sectPr.append(parse_xml(f'<w:cols {_W} w:num="2" w:space="708"/>'))
    document.add_paragraph("Kolommen vol woorden. " * 20)
    return document


def _oddities() -> Document:
    document = docx.Document()
    body = document.element.body
    for xml in (
        '<w:p><w:pPr><w:framePr w:w="4000" w:h="1000" w:hRule="exact" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="2000" w:y="2500"/></w:pPr><w:r><w:t>Adres</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr><w:shd w:val="clear" w:fill="FFFF00"/><w:ind w:left="720" w:hanging="360"/><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:smallCaps/><w:spacing w:val="20"/><w:u w:val="wave"/></w:rPr><w:t>Kleine kapitalen</w:t></w:r><w:r><w:tab/><w:sym w:font="Wingdings" w:char="F0FC"/><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>',
        '<w:sdt><w:sdtPr><w:alias w:val="naam"/></w:sdtPr><w:sdtContent><w:p><w:ins w:id="1" w:author="x"><w:r><w:t>nieuw</w:t></w:r></w:ins><w:del w:id="2" w:author="x"><w:r><w:delText>oud</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt>',
        '<w:p><w:bookmarkStart w:id="3" w:name="plek"/><w:hyperlink w:anchor="plek"><w:r><w:t>verwijzing</w:t></w:r></w:hyperlink><w:bookmarkEnd w:id="3"/><w:fldSimple w:instr="NUMPAGES"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>',
    ):
        tag_end = xml.index(">") if " " not in xml[: xml.index(">")] else xml.index(" ")
        body.insert(len(body) - 1, parse_xml(f"{xml[:tag_end]} {_W}{xml[tag_end:]}"))
    paragraph = document.add_paragraph()
    for run in _field("MERGEFIELD naam \\* Upper", "«naam»"):
        paragraph._p.append(parse_xml(run))
    document.add_picture(_picture("red"), width=Cm(2))
    return document
