"""Tracked changes are set as if they were accepted."""

from __future__ import annotations

import pytest
from typeset_building import body, laid_out, paragraph, read, texts, word

from generator.typeset.ooxml.content import Text
from generator.typeset.ooxml.document import Paragraph, Table

CHANGE = 'w:id="1" w:author="a"'
INSERTED = f"<w:ins {CHANGE}><w:r><w:t>new</w:t></w:r></w:ins>"
DELETED = f"<w:del {CHANGE}><w:r><w:delText>old</w:delText></w:r></w:del>"


def marked(content: str, change: str = "del", properties: str = "") -> str:
    """A paragraph whose mark was deleted, or moved away."""
    return f"<w:p><w:pPr>{properties}<w:rPr><w:{change} {CHANGE}/></w:rPr></w:pPr>{content}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def table(cells: str, row: str = "") -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid><w:tr>{row}{cells}</w:tr></w:tbl>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def written(xml: str) -> list[str]:
    """The texts of the paragraphs that the layout gets, those of a table's cells in one with ``|`` between them."""
    return [text(block) for block in read(word(body(xml)))[0].blocks]


def text(block: object) -> str:
    if isinstance(block, Table):
        return " | ".join(
            " / ".join(text(inner) for inner in each.blocks) for each_row in block.rows for each in each_row.cells
        )
    assert isinstance(block, Paragraph)
    return "".join(each.text for each in block.content.inlines if isinstance(each, Text))


def test_what_was_inserted_stands_and_what_was_deleted_is_gone_with_a_warning() -> None:
    document, findings = read(word(body(f"<w:p>{run('a')}{INSERTED}{DELETED}</w:p>")))

    assert "anew" == text(document.blocks[0])
    assert ["tracked-changes-accepted"] == [warning.code for warning in findings.warnings]


def test_text_marked_as_deleted_that_nothing_deletes_stands() -> None:
    assert "kept" == written(f"<w:p><w:ins {CHANGE}><w:r><w:delText>kept</w:delText></w:r></w:ins></w:p>")[0]


@pytest.mark.parametrize("change", ["del", "moveFrom"])
def test_what_is_left_of_a_paragraph_without_its_mark_goes_on_in_the_next_one(change: str) -> None:
    assert ["one two", "three"] == written(
        marked(run("one"), change)
        + marked(f"{DELETED}<w:r><w:t xml:space='preserve'> </w:t></w:r>", change)
        + paragraph("two")
        + paragraph("three")
    )[:2]


def test_the_mark_that_stays_says_what_both_are() -> None:
    heading = marked(run("one"), properties='<w:pStyle w:val="Heading1"/><w:jc w:val="center"/>')
    document, _findings = read(word(body(heading + paragraph("two", '<w:jc w:val="right"/>'))))
    joined = document.blocks[0]

    assert isinstance(joined, Paragraph)
    assert ("onetwo", "right", None) == (text(joined), joined.content.format.alignment, joined.content.heading)
    assert {12.0} == {each.format.size for each in joined.content.inlines if isinstance(each, Text)}


def test_a_paragraph_that_was_deleted_whole_takes_no_room() -> None:
    assert ["one", "two"] == texts(laid_out(word(body(paragraph("one") + marked(DELETED) + paragraph("two")))))[0]
    assert ["one", "two"] == written(paragraph("one") + marked(DELETED) + paragraph("two"))[:2]


def test_text_before_a_table_stays_before_it() -> None:
    grid = table(cell(paragraph("in")))

    assert ["one", "in", "two"] == written(marked(run("one")) + grid + paragraph("two"))[:3]
    assert ["in", "two"] == written(marked(DELETED) + grid + paragraph("two"))[:2]


def test_text_goes_on_behind_a_table_that_was_deleted_whole() -> None:
    gone = table(cell(marked(DELETED)), f"<w:trPr><w:del {CHANGE}/></w:trPr>")

    assert ["onetwo", "three"] == written(marked(run("one")) + gone + paragraph("two") + paragraph("three"))[:2]
    assert ["one", "two"] == written(paragraph("one") + gone + paragraph("two"))[:2]


def test_a_cell_keeps_what_its_last_paragraph_holds_and_a_paragraph_where_it_holds_nothing() -> None:
    last = table(
        cell(paragraph("in") + marked(run("end"))) + cell(marked(DELETED)) + cell(paragraph("on") + marked(DELETED))
    )

    assert "in / end |  | on" == written(last)[0]


def test_rows_and_cells_that_were_deleted_are_gone() -> None:
    kept = cell(paragraph("kept"))
    rows = table(
        kept + cell(paragraph("gone"), f"<w:cellDel {CHANGE}/>") + cell(paragraph("new"), f"<w:cellIns {CHANGE}/>")
    )
    gone = table(kept, f"<w:trPr><w:del {CHANGE}/></w:trPr>")
    away = f"<w:moveFrom {CHANGE}><w:r><w:t>away</w:t></w:r></w:moveFrom>"
    moved = table(cell(marked(away, "moveFrom")) + cell(marked("", "moveFrom")))

    assert ["one", "two"] == written(paragraph("one") + moved + paragraph("two"))[:2]
    assert "kept | new" == written(rows)[0]
    assert ["one", "two"] == texts(laid_out(word(body(paragraph("one") + gone + paragraph("two")))))[0]


def test_blocks_that_were_moved_away_are_gone_whatever_holds_them() -> None:
    moved = f"<w:moveFrom {CHANGE}><w:r><w:t>away</w:t></w:r></w:moveFrom>"

    assert "here" == written(f"{moved}{paragraph('here')}")[0]
