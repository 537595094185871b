"""What letters have in common is kept; nothing of one letter reaches another."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
import pikepdf
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from PIL import Image

from generator.errors import UnsupportedConstruct
from generator.typeset import Typesetter

CLOCK = datetime(2018, 6, 28, tzinfo=UTC)


def letter(colour: str, *, in_header: bool = False) -> bytes:
    """A letter with a picture; all letters are alike but for the colour in the same part."""
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(picture, "PNG")
    document = docx.Document()
    paragraph = document.add_paragraph("Met vriendelijke groet,")
    if in_header:
        paragraph = document.sections[0].header.paragraphs[0]
    paragraph.add_run().add_picture(io.BytesIO(picture.getvalue()))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def colour_in(pdf: bytes) -> tuple[int, ...]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        images = [image for page in opened.pages for image in page.get_images().values()]
        (image,) = (pikepdf.PdfImage(each).as_pil_image().convert("RGB") for each in images)
        return tuple(image.tobytes()[:3])


@pytest.mark.parametrize("in_header", [False, True])
def test_each_letter_has_its_own_picture(*, in_header: bool) -> None:
    typesetter = Typesetter(engine="typst")
    found = [
        colour_in(typesetter.set_document(letter(colour, in_header=in_header), clock=CLOCK, name="brief.docx").pdf)
        for colour in ("#ff0000", "#0000ff", "#ff0000")
    ]
    assert [(255, 0, 0), (0, 0, 255), (255, 0, 0)] == found


def test_a_picture_that_is_missing_from_the_next_letter_is_not_taken_from_the_last() -> None:
    typesetter = Typesetter(engine="typst")
    typesetter.set_document(letter("red"), clock=CLOCK, name="brief.docx")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(letter("red"))) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            if not name.startswith("word/media/"):
                target.writestr(name, source.read(name))
    with pytest.raises(UnsupportedConstruct):
        typesetter.set_document(stream.getvalue(), clock=CLOCK, name="brief.docx")


def inserted(*texts: str) -> bytes:
    """A letter whose paragraphs were inserted while changes were tracked."""
    document = docx.Document()
    for text in texts:
        run = document.add_paragraph().add_run(text)._r
        change = OxmlElement("w:ins")
        run.addprevious(change)
        change.append(run)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_what_an_earlier_letter_told_of_another_paragraph_is_told_again() -> None:
    typesetter = Typesetter(engine="typst")
    told = [
        [
            (each.code, each.place.paragraph)
            for each in typesetter.set_document(content, clock=CLOCK, name="brief.docx").warnings
            if each.code == "tracked-changes-accepted"
        ]
        for content in (inserted("een", "twee"), inserted("twee"))
    ]
    assert [[("tracked-changes-accepted", 1)]] * 2 == told


def with_table(*, before: int, counted: bool) -> bytes:
    """A letter with the same table behind some paragraphs; where ``counted``, its cells are items of a list."""
    document = docx.Document()
    for _ in range(before):
        document.add_paragraph("Geachte heer,", "List Number" if counted else None)
    for cell in document.add_table(2, 1).columns[0].cells:
        cell.paragraphs[0].text = "regel"
        cell.paragraphs[0].style = "List Number" if counted else "Normal"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("counted", [False, True])
def test_a_table_that_letters_share_looks_as_if_the_letter_were_the_first(*, counted: bool) -> None:
    shared = Typesetter(engine="typst")
    for before in (1, 2, 1, 3):
        content = with_table(before=before, counted=counted)
        alone = Typesetter(engine="typst").set_document(content, clock=CLOCK, name="brief.docx")
        assert alone.pdf == shared.set_document(content, clock=CLOCK, name="brief.docx").pdf


def table_of_two(first: str, *, above: str = "", style: str = "Table Grid", exception: bool = False) -> bytes:
    """A letter whose table differs from others' in one cell, or in what stands around a cell that is the same."""
    document = docx.Document()
    document.styles["List Paragraph"].paragraph_format.space_after = Pt(40)
    table = document.add_table(2, 2, style)
    for text, cell in zip((above, "boven", first, "zelfde cel"), table._cells, strict=True):
        cell.paragraphs[0].text = text
        cell.paragraphs[0].style = "List Paragraph"
    if above:
        # Contextual spacing looks past the edge of a cell to one of the same style.
        table.cell(1, 0).paragraphs[0].style = "Normal"
    if exception:
        exceptions = parse_xml(
            f'<w:tblPrEx {nsdecls("w")}><w:tblCellMar><w:left w:w="900" w:type="dxa"/></w:tblCellMar></w:tblPrEx>'
        )
        table.rows[1]._tr.insert(0, exceptions)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "other",
    [
        table_of_two("twee"),
        table_of_two("een", style="Light Shading Accent 1"),
        table_of_two("een", above="boven"),
        table_of_two("een", exception=True),
    ],
    ids=["another cell", "another table style", "a neighbour of another style", "another margin in its row"],
)
def test_a_cell_that_letters_share_looks_as_if_the_letter_were_the_first(other: bytes) -> None:
    shared = Typesetter(engine="typst")
    for content in (table_of_two("een"), other, table_of_two("een")):
        alone = Typesetter(engine="typst").set_document(content, clock=CLOCK, name="brief.docx")
        assert alone.pdf == shared.set_document(content, clock=CLOCK, name="brief.docx").pdf
