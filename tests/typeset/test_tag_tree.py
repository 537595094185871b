"""What a reader without sight is told: the tag tree of the PDF, as pikepdf sees it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from typeset_building import CLOCK, body, paragraph, word

from generator.typeset import Typesetter
from generator.typeset.pdf_patches import Edit, patched

SETTER = Typesetter(engine="typst")
LONG = "een lange zin met woorden die over de bladzijde lopen " * 120
ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def tagged(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(SETTER.set_document(content, clock=CLOCK, name="brief.docx").pdf))


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """All structure elements below ``node``, in reading order."""
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(each.S).removeprefix("/") for each in elements(pdf.Root.StructTreeRoot)]


def test_a_paragraph_over_two_pages_is_one_paragraph() -> None:
    filling = "".join(paragraph(f"regel {number}") for number in range(40))
    with tagged(word(body(filling + paragraph(LONG) + paragraph("slot")))) as pdf:
        assert 3 == len(pdf.pages)
        assert ["Document", *["P"] * 42] == tags(pdf)


def test_an_item_of_a_list_over_two_pages_holds_one_paragraph() -> None:
    filling = "".join(paragraph(f"regel {number}") for number in range(40))
    with tagged(word(body(filling + paragraph(LONG, ITEM)))) as pdf:
        assert ["L", "LI", "Lbl", "LBody", "P"] == tags(pdf)[41:]


def test_a_paragraph_over_two_columns_is_one_paragraph() -> None:
    columns = '<w:sectPr><w:pgSz w:w="11900" w:h="16840"/><w:cols w:num="2" w:space="400"/></w:sectPr>'
    with tagged(word(body(paragraph(LONG[:5400], columns) + paragraph("slot")))) as pdf:
        assert ["Document", "P", "P"] == tags(pdf)


def level(depth: int, number_format: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text}"/></w:lvl>'


def listed(formats: list[tuple[str, str]], *depths: int, table: bool = False) -> bytes:
    """Items at these depths of a list with these number formats and labels."""

    def build(document: WordDocument) -> None:
        part = document.part.numbering_part.element
        levels = "".join(level(depth, *format_) for depth, format_ in enumerate(formats))
        part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        items = "".join(
            paragraph(f"punt {depth}", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>')
            for depth in depths
        )
        cells = f"<w:tr><w:tc>{items}</w:tc><w:tc><w:p/></w:tc></w:tr>" if table else ""
        grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
        body(f"<w:tbl>{grid}{cells}</w:tbl>" if table else items)(document)

    return word(build)


def kinds(content: bytes) -> list[str]:
    """The kinds of the lists, in the order in which they begin."""
    with tagged(content) as pdf:
        return [
            str(each.A[0].ListNumbering).removeprefix("/")
            for each in elements(pdf.Root.StructTreeRoot)
            if each.S == "/L"
        ]


@pytest.mark.parametrize(
    ("number_format", "text", "kind"),
    [
        ("decimal", "%1.", "Decimal"),
        ("bullet", "•", "Disc"),
        ("bullet", "o", "Circle"),
        ("bullet", "▪", "Square"),
        ("bullet", "-", "Disc"),
        ("lowerLetter", "%1)", "LowerAlpha"),
        ("upperLetter", "%1)", "UpperAlpha"),
        ("lowerRoman", "%1)", "LowerRoman"),
        ("upperRoman", "%1)", "UpperRoman"),
    ],
)
def test_a_list_says_how_it_is_numbered(number_format: str, text: str, kind: str) -> None:
    assert [kind] == kinds(listed([(number_format, text)], 0, 0))


@pytest.mark.parametrize("table", [False, True], ids=["in the text", "in a table"])
def test_nested_lists_say_so_each_for_itself(table: bool) -> None:
    formats = [("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "•")]
    assert ["Decimal", "LowerAlpha", "Disc", "Disc"] == kinds(listed(formats, 0, 1, 2, 1, 0, 2, table=table))


def test_a_text_that_looks_like_the_mark_of_a_list_changes_nothing() -> None:
    content = word(body(paragraph("/*0*/ ") + paragraph("a", ITEM) + paragraph("/*1*/")))
    assert ["Disc"] == kinds(content)


def test_a_file_with_numbered_lists_is_as_sound_as_before() -> None:
    pdf = SETTER.set_document(listed([("upperRoman", "%1.")], 0, 0), clock=CLOCK, name="brief.docx").pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert [] == opened.check_pdf_syntax()


def test_a_file_that_is_not_as_typst_writes_it_stays_as_it_is() -> None:
    assert b"%PDF-1.7 /Decimal>>" == patched(b"%PDF-1.7 /Decimal>>", [Edit(9, 17, b"/Disc")])


def test_the_number_of_a_heading_is_part_of_it() -> None:
    def build(document: WordDocument) -> None:
        part = document.part.numbering_part.element
        part.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level(0, "decimal", "%1.")}</w:abstractNum>'
            ),
        )
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        numbered = '<w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
        body(paragraph("Inleiding", numbered) + paragraph("tekst"))(document)

    with tagged(word(build)) as pdf:
        assert ["Document", "H1", "P"] == tags(pdf)
        assert "1. Inleiding" == str(next(each for each in elements(pdf.Root.StructTreeRoot) if each.S == "/H1").T)


def test_a_heading_over_two_pages_is_one_heading() -> None:
    filling = "".join(paragraph(f"regel {number}") for number in range(40))
    with tagged(
        word(body(filling + paragraph(LONG[:4000], '<w:outlineLvl w:val="0"/><w:keepLines w:val="0"/>')))
    ) as pdf:
        assert 2 == len(pdf.pages)
        assert ["H1"] == tags(pdf)[41:]


def test_a_style_whose_name_gives_no_level_from_1_to_9_has_that_of_its_outline() -> None:
    def build(document: WordDocument) -> None:
        style = document.styles.add_style("Heading 0", WD_STYLE_TYPE.PARAGRAPH)
        style.element.append(parse_xml(f'<w:pPr {nsdecls("w")}><w:outlineLvl w:val="0"/></w:pPr>'))
        document.add_paragraph("Inleiding", style="Heading 0")

    with tagged(word(build)) as pdf:
        assert ["Document", "H1"] == tags(pdf)


def table(*rows: tuple[str, ...], look: str = "04A0", properties: str = "") -> str:
    """A table in the style that :func:`styled` makes; a cell that begins with ``<`` is content of its own."""
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{text if text[:1] == '<' else paragraph(text)}</w:tc>" for text in row) + "</w:tr>"
        for row in rows
    )
    grid = "".join('<w:gridCol w:w="1500"/>' for _ in rows[0])
    said = f'<w:tblStyle w:val="Koppen"/><w:tblLook w:val="{look}"/>{properties}'
    return f"<w:tbl><w:tblPr>{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{cells}</w:tbl>"


def styled(xml: str, *conditions: str) -> bytes:
    """A document whose table style ``Koppen`` sets these parts of a table apart."""

    def build(document: WordDocument) -> None:
        bold = "".join(f'<w:tblStylePr w:type="{each}"><w:rPr><w:b/></w:rPr></w:tblStylePr>' for each in conditions)
        style = f'<w:style {nsdecls("w")} w:type="table" w:styleId="Koppen"><w:name w:val="Koppen"/>{bold}</w:style>'
        document.styles.element.append(parse_xml(style))
        body(xml + "<w:p/>")(document)

    return word(build)


def cells(pdf: pikepdf.Pdf) -> list[tuple[str, str, list[str]]]:
    """Of each cell its tag, its scope, and the headers that it names."""
    made = []
    for each in elements(pdf.Root.StructTreeRoot):
        if each.S in {"/TH", "/TD"}:
            said = [dict(part) for part in each.get("/A", []) if part.O == "/Table"]
            scope = str(said[0].get("/Scope", "")) if said else ""
            made.append((str(each.S), scope, [str(name) for part in said for name in part.get("/Headers", [])]))
    return made


def test_the_first_column_heads_its_rows_where_look_and_style_set_it_apart() -> None:
    with tagged(styled(table(("Naam", "Jan"), ("Plaats", "Gouda"), look="0480"), "firstCol")) as pdf:
        assert [("/TH", "/Row", []), ("/TD", "", [])] * 2 == cells(pdf)


@pytest.mark.parametrize(("look", "conditions"), [("0400", ["firstCol"]), ("0480", ["lastCol"])])
def test_a_first_column_that_look_or_style_leaves_as_it_is_heads_nothing(look: str, conditions: list[str]) -> None:
    with tagged(styled(table(("Naam", "Jan"), look=look), *conditions)) as pdf:
        assert [("/TD", "", [])] * 2 == cells(pdf)


def test_heads_of_rows_and_of_columns_both_count_for_a_cell() -> None:
    rows = (("", "Jaar"), ("Gouda", "1272"))
    with tagged(styled(table(*rows), "firstRow", "firstCol")) as pdf:
        # No cell names its headers: the one of its row would not count then.
        assert [("/TH", "/Column", []), ("/TH", "/Column", []), ("/TH", "/Row", []), ("/TD", "", [])] == cells(pdf)


def test_a_table_within_a_table_keeps_its_own_heads() -> None:
    inner = table(("binnen", "x"), look="0480") + "<w:p/>"
    with tagged(styled(table(("a", inner), ("b", "c"), look="0400") + "<w:p/>" + table(("d", "e")), "firstCol")) as pdf:
        assert ["/TD", "/TD", "/TH", "/TD", "/TD", "/TD", "/TH", "/TD"] == [tag for tag, _scope, _names in cells(pdf)]


def test_a_merged_first_column_heads_all_its_rows() -> None:
    over = "<w:p><w:pPr/></w:p>"
    upper = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + paragraph("Gouda")
    lower = f"<w:tcPr><w:vMerge/></w:tcPr>{over}"
    with tagged(styled(table((upper, "1272"), (lower, "1273"), ("Delft", "1246"), look="0480"), "firstCol")) as pdf:
        assert ["/TH", "/TD", "/TD", "/TH", "/TD"] == [tag for tag, _scope, _names in cells(pdf)]


def test_a_table_over_two_pages_has_heads_on_both() -> None:
    rows = [(f"rij {number}", "een") for number in range(80)]
    with tagged(styled(table(*rows, look="0480"), "firstCol")) as pdf:
        assert 2 == len(pdf.pages)
        assert [("/TH", "/Row", []), ("/TD", "", [])] * 80 == cells(pdf)


def test_what_the_author_wrote_of_a_table_is_its_summary() -> None:
    said = '<w:tblCaption w:val="Zetels"/><w:tblDescription w:val="Per partij, sinds 2018 – café"/>'
    with tagged(styled(table(("VVD", "7"), properties=said) + "<w:p/>" + table(("D66", "5")))) as pdf:
        found = [each for each in elements(pdf.Root.StructTreeRoot) if each.S == "/Table"]
        summaries = [str(part.get("/Summary", "")) for each in found for part in each.get("/A", [])]
        assert ["Zetels. Per partij, sinds 2018 – café"] == [each for each in summaries if each]
        assert [] == pdf.check_pdf_syntax()
