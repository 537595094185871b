"""Content controls that are bound to data in the file show the data, as Word does when it opens the letter."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader
from typeset_building import CLOCK, body, laid_out, placed_lines, texts, word

from generator.typeset import Typesetter

ITEM = "{5D7BA57F-1E52-4637-9F82-2D4025768D4F}"
CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
DATA = '<letter xmlns="urn:letter"><to>{to}</to><to>Gouda</to><day>2018-06-28T00:00:00</day><kind id="7">b</kind><none/></letter>'
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def control(path: str, kind: str = "<w:text/>", *, item: str = ITEM, more: str = "", looks: str = "") -> str:
    """A paragraph with a content control that is bound to data and shows something else."""
    bound = f"""<w:dataBinding w:prefixMappings="xmlns:n='urn:letter'" w:xpath="{path}" w:storeItemID="{item}"/>"""
    stored = f"<w:r><w:rPr>{looks}</w:rPr><w:t>stored</w:t></w:r>"
    return f"<w:p><w:sdt><w:sdtPr>{more}{bound}{kind}</w:sdtPr><w:sdtContent>{stored}</w:sdtContent></w:sdt></w:p>"


def with_data(content: bytes, to: str = "Almere") -> bytes:
    """The document with a part of custom XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/_rels/document.xml.rels":
                to_item = (
                    f'<Relationship Id="rIdData" Type="{RELATIONSHIPS}/customXml" Target="../customXml/data.xml"/>'
                )
                part = part.replace(b"</Relationships>", f"{to_item}</Relationships>".encode())
            new.writestr(name, part)
        new.writestr("customXml/data.xml", DATA.format(to=to))
        properties = (
            f'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{ITEM.lower()}"'
        )
        new.writestr("customXml/named.xml", f"<ds:datastoreItem {properties}/>")
        new.writestr(
            "customXml/_rels/data.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/customXmlProps" Target="named.xml"/></Relationships>',
        )
    return made.getvalue()


DATE = '<w:date w:fullDate="2018-06-01T00:00:00Z"><w:dateFormat w:val="{}"/><w:lid w:val="nl-NL"/></w:date>'
LIST = '<w:dropDownList><w:listItem w:displayText="Besluit" w:value="b"/></w:dropDownList>'


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        pytest.param(control("/n:letter[1]/n:to[1]"), "Almere", id="text"),
        pytest.param(control("/n:letter[1]/n:to[2]"), "Gouda", id="the second of its name"),
        pytest.param(control("/n:letter/n:kind/@id"), "7", id="an attribute"),
        pytest.param(control("/n:letter/n:to", item=""), "Almere", id="bound to whatever data have the path"),
        pytest.param(control("/n:letter/n:day", DATE.format("d MMMM yyyy")), "28 juni 2018", id="a date"),
        pytest.param(control("/n:letter/n:kind", LIST), "Besluit", id="what a list calls it"),
        pytest.param(control("/n:letter/n:from"), "stored", id="no data"),
        pytest.param(control("/n:letter/n:none"), "stored", id="empty data"),
        pytest.param(control("//n:to"), "stored", id="a path that Word does not write"),
        pytest.param(control("/n:letter/n:to", "<w:richText/>"), "stored", id="a control of rich text"),
        pytest.param(
            control("/n:letter/n:to", item="{00000000-0000-0000-0000-000000000000}"),
            "stored",
            id="data of another name",
        ),
    ],
)
def test_a_bound_control_shows_the_data(xml: str, expected: str) -> None:
    assert texts(laid_out(with_data(word(body(xml))))) == [[expected]]


def test_a_control_may_show_the_title_of_the_document() -> None:
    def build(document: WordDocument) -> None:
        document.core_properties.title = "Ledenbrief"
        title = control("/c:coreProperties[1]/d:title[1]", item=CORE).replace(
            "xmlns:n='urn:letter'",
            "xmlns:c='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
            " xmlns:d='http://purl.org/dc/elements/1.1/'",
        )
        body(title)(document)

    assert texts(laid_out(word(build))) == [["Ledenbrief"]]


@pytest.mark.parametrize(("more", "size"), [("", 20.0), ("<w:showingPlcHdr/>", 12.0)])
def test_the_data_look_as_what_they_replace_unless_that_was_a_prompt(more: str, size: float) -> None:
    xml = control("/n:letter/n:to", more=more, looks='<w:sz w:val="40"/>')
    lines = [line for _page, _x, _y, line in placed_lines(laid_out(with_data(word(body(xml))))) if line.fragments]

    assert [fragment.style.size for fragment in lines[0].fragments] == [size]


def test_letters_with_the_same_header_show_their_own_data() -> None:
    def build(document: WordDocument) -> None:
        paragraph = control("/n:letter/n:to").replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)
        document.sections[0].header.paragraphs[0]._p.addprevious(parse_xml(paragraph))

    content, setter = word(build), Typesetter(engine="typst")
    shown = [
        PdfReader(io.BytesIO(setter.set_document(with_data(content, to), clock=CLOCK, name="letter.docx").pdf))
        .pages[0]
        .extract_text()
        .strip()
        for to in ("Almere", "Ermelo")
    ]

    assert shown == ["Almere", "Ermelo"]
