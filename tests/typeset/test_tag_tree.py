"""What a reader without sight is told: the tag tree of the PDF, as pikepdf sees it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from typeset_building import CLOCK, body, paragraph, word

from generator.typeset import Typesetter

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
