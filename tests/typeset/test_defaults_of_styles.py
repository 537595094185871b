"""What holds where a style says nothing, or where a list level or a table has a say in it (docs/word/fonts.md, lines.md, paragraphs.md)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from typeset_building import body, paragraph, read, word

from generator.typeset.ooxml.content import Text
from generator.typeset.ooxml.document import Paragraph
from generator.typeset.ooxml.styles import RunFormat
from generator.typeset.ooxml.theme import theme
from generator.typeset.ooxml.walk import paragraphs_of


def first_format(content: bytes) -> RunFormat:
    paragraphs = paragraphs_of(read(content)[0].blocks)
    return next(inline.format for each in paragraphs for inline in each.content.inlines if isinstance(inline, Text))


def with_defaults(defaults: str, normal: str = "", text: str = paragraph("text")) -> bytes:
    """A document of Word 2010 whose ``w:docDefaults`` and default paragraph style are these."""

    def build(document: WordDocument) -> None:
        styles = document.styles.element
        styles.remove(styles.find(qn("w:docDefaults")))
        if defaults:
            styles.insert(0, parse_xml(f"<w:docDefaults {nsdecls('w')}>{defaults}</w:docDefaults>"))
        style = document.styles["Normal"].element
        style.remove(style.rPr)
        style.append(parse_xml(f"<w:rPr {nsdecls('w')}>{normal}</w:rPr>"))
        body(text)(document)
        compatibility = document.settings.element.find(qn("w:compat"))
        for setting in list(compatibility):
            compatibility.remove(setting)

    return word(build)


def size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/>'


@pytest.mark.parametrize(
    ("defaults", "expected"),
    [
        ("", ("Calibri", 11.0, True)),
        ("<w:pPrDefault/>", ("Calibri", 11.0, True)),
        ("<w:rPrDefault/>", ("Times New Roman", 10.0, False)),
        (f"<w:rPrDefault><w:rPr>{size(24)}</w:rPr></w:rPrDefault>", ("Times New Roman", 12.0, False)),
    ],
)
def test_a_document_without_run_defaults_has_those_of_the_program(
    defaults: str, expected: tuple[str, float, bool]
) -> None:
    found = first_format(with_defaults(defaults))

    assert expected == (found.font, found.size, found.kerned)


@pytest.mark.parametrize(("normal", "named", "expected"), [(24, True, 11.0), (24, False, 12.0), (28, True, 14.0)])
def test_12_pt_give_way_to_the_document_s_size_in_a_table_of_a_style_that_says_nothing(
    normal: int, named: bool, expected: float
) -> None:
    properties = '<w:tblStyle w:val="TableGrid"/>' if named else ""
    table = f'<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>'
    table += f"<w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
    defaults = f"<w:rPrDefault><w:rPr>{size(22)}</w:rPr></w:rPrDefault>"

    assert expected == first_format(with_defaults(defaults, size(normal), table)).size


def with_linked_levels(owner: str) -> Callable[[WordDocument], None]:
    """Styles of one list, whose only level names ``owner``: Owner and Other say so themselves, Derived stands on Owner."""

    def build(document: WordDocument) -> None:
        level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{owner}"/><w:lvlText w:val="%1."/></w:lvl>'
        numbering = document.part.numbering_part.element
        numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="50">{level}</w:abstractNum>'))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="50"><w:abstractNumId w:val="50"/></w:num>'))
        listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="50"/></w:numPr></w:pPr>'
        for name, says in (("Owner", listed), ("Other", listed), ("Derived", '<w:basedOn w:val="Owner"/>')):
            style = f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{says}</w:style>'
            document.styles.element.append(parse_xml(style))
        items = ("Owner", "Other", "Derived")
        body("".join(paragraph("item", f'<w:pStyle w:val="{each}"/>') for each in items))(document)

    return build


@pytest.mark.parametrize(("owner", "expected"), [("Owner", ["1.", None, "2."]), ("Unknown", ["1.", "2.", "3."])])
def test_a_level_that_names_a_style_of_the_document_numbers_that_style_alone(
    owner: str, expected: list[str | None]
) -> None:
    blocks = read(word(with_linked_levels(owner)))[0].blocks[: len(expected)]

    assert expected == [block.label.text if block.label else None for block in blocks if isinstance(block, Paragraph)]


def test_where_a_file_has_no_theme_its_fonts_are_those_of_office() -> None:
    assert ["Calibri", "Cambria", None] == [theme(None).font(name) for name in ("minorHAnsi", "majorHAnsi", "unknown")]
