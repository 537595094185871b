"""What table styles give to cells and their text (docs/word/tables.md)."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from typeset_building import body, paragraph, read, word

from generator.typeset.ooxml.content import Text
from generator.typeset.ooxml.document import Cell, Paragraph, Table

CELL = f"<w:tc><w:tcPr/>{paragraph('text')}</w:tc>"


def first_cell(
    style: str, *, named: str = "Own", look: str = "", size: float = 12.0, mode: str = "15", says: bool = False
) -> Cell:
    """The first cell of a table in this style, in a document whose default style has this size."""

    def build(document: WordDocument) -> None:
        document.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="table" w:styleId="Own"><w:name w:val="{named}"/>{style}</w:style>'
            )
        )
        document.styles["Normal"].font.size = Pt(size)
        grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
        properties = f'<w:tblPr><w:tblStyle w:val="Own"/>{look}</w:tblPr>'
        body(f"<w:tbl>{properties}{grid}<w:tr>{CELL * 2}</w:tr><w:tr>{CELL * 2}</w:tr></w:tbl>")(document)
        compat = next(document.settings.element.iter("{*}compat"))
        for setting in list(compat.iter("{*}compatSetting")):
            compat.remove(setting)
        settings = {"compatibilityMode": mode} | ({"overrideTableStyleFontSizeAndJustification": "1"} if says else {})
        for name, value in settings.items():
            uri = "http://schemas.microsoft.com/office/word"
            compat.append(parse_xml(f'<w:compatSetting {nsdecls("w")} w:name="{name}" w:uri="{uri}" w:val="{value}"/>'))

    document, _findings = read(word(build))
    table = next(block for block in document.blocks if isinstance(block, Table))
    return table.rows[0].cells[0]


def size_of(cell: Cell) -> float:
    first = cell.blocks[0]
    assert isinstance(first, Paragraph)
    return next(each.format.size for each in first.content.inlines if isinstance(each, Text))


@pytest.mark.parametrize(
    ("size", "mode", "says", "expected"),
    [(12.0, "14", False, 9.0), (11.0, "14", False, 11.0), (12.0, "14", True, 12.0), (12.0, "15", False, 12.0)],
    ids=["before Word 2013", "not the usual size", "unless the document says so", "since Word 2013"],
)
def test_twelve_points_of_the_default_style_give_way_to_a_table_style(
    size: float, mode: str, says: bool, expected: float
) -> None:
    cell = first_cell('<w:rPr><w:sz w:val="18"/></w:rPr>', size=size, mode=mode, says=says)

    assert expected == size_of(cell)


def test_columns_in_bands_stand_above_rows_in_bands() -> None:
    bands = "".join(
        f'<w:tblStylePr w:type="{name}"><w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr></w:tblStylePr>'
        for name, fill in (("band1Vert", "00FF00"), ("band1Horz", "FF0000"))
    )
    cell = first_cell(bands, look='<w:tblLook w:noHBand="0" w:noVBand="0"/>')

    assert "00FF00" == cell.fill


def test_word_s_own_table_style_gives_the_usual_margins_whatever_the_document_says_of_it() -> None:
    said = '<w:rPr><w:sz w:val="18"/></w:rPr><w:tblPr><w:tblCellMar><w:left w:w="600" w:type="dxa"/></w:tblCellMar></w:tblPr>'

    own = first_cell(said)
    words = first_cell(said, named="Normal Table")

    assert (30.0, 5.4) == (own.margins[1], words.margins[1])
    assert 11.0 == size_of(first_cell(said, named="Normal Table", size=11.0, mode="14"))


def test_the_shading_of_a_table_is_not_that_of_its_cells() -> None:
    assert first_cell('<w:tblPr><w:shd w:val="clear" w:fill="FF0000"/></w:tblPr>').fill is None
