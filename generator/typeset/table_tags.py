"""What tables tell readers without sight beyond what Typst writes: cells that head their row, and a summary.

Typst has both behind a switch that its Python package does not offer, so they are put into the finished file
(docs/word/structure.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.typeset.pdf_patches import Edit

_ELEMENT = re.compile(rb"\n<</Type/StructElem/S/(Table|THead|TBody|TFoot|TR|TH|TD)/P \d+ 0 R")
_KIDS = re.compile(rb"/K\[([^\[\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_HEADERS = re.compile(rb"/Headers\[[^\[\]]*\]")
_OF_TABLE = b"/A[<</O/Table"


@dataclass(frozen=True, slots=True)
class TableTags:
    """What the tags of one table are to say.

    Attributes:
        summary: What the author wrote of the table for those who do not see it (``w:tblCaption``, ``w:tblDescription``).
        row_heads: Of each row, whether each of its cells says what stands beside it.
    """

    summary: str
    row_heads: tuple[tuple[bool, ...], ...]

    @property
    def says_something(self) -> bool:
        """Whether Typst's own tags leave something out."""
        return bool(self.summary) or any(map(any, self.row_heads))


@dataclass(frozen=True, slots=True)
class _Element:
    """A structure element: its kind and where that stands, where its attributes may begin, where it ends, what is in it."""

    kind: bytes
    kind_at: int
    behind_parent: int
    end: int
    kids: tuple[int, ...]


def described_tables(pdf: bytes, tables: Sequence[TableTags]) -> list[Edit]:
    """What makes the tags of a PDF's tables say so; nothing where the PDF is not as Typst writes it.

    Args:
        pdf: As Typst made it.
        tables: In the order in which they end.
    """
    if not any(each.says_something for each in tables):
        return []
    elements = dict(_elements(pdf))
    found = [each for each in elements.values() if each.kind == b"Table"]
    if len(found) != len(tables):
        return []
    return [edit for table, said in zip(found, tables, strict=True) for edit in _edits(pdf, table, said, elements)]


def _elements(pdf: bytes) -> Iterator[tuple[int, _Element]]:
    for match in _ELEMENT.finditer(pdf):
        head = pdf[pdf.rfind(b"\n", 0, match.start()) + 1 : match.start()]
        end = pdf.index(b"\nendobj", match.end())
        kids = _KIDS.search(pdf, match.end(), end)
        numbers = () if kids is None else tuple(map(int, _REFERENCE.findall(kids[1])))
        yield int(head.removesuffix(b" 0 obj")), _Element(match[1], match.start(1), match.end(), end, numbers)


def _edits(pdf: bytes, table: _Element, said: TableTags, elements: Mapping[int, _Element]) -> Iterator[Edit]:
    if said.summary:
        text = said.summary.encode("utf-16-be").hex().upper()
        yield _with_attribute(pdf, table, f"/Summary<FEFF{text}>".encode())
    rows = [[elements[each] for each in row.kids if each in elements] for row in _rows(table, elements)]
    if not any(map(any, said.row_heads)) or [len(row) for row in rows] != [len(row) for row in said.row_heads]:
        return
    for row, heads in zip(rows, said.row_heads, strict=True):
        for cell, heads_row in zip(row, heads, strict=True):
            headers = _HEADERS.search(pdf, cell.behind_parent, cell.end)
            if headers is not None and cell.kind == b"TD":
                # Where a cell names its headers no others count (ISO 32000-1, table 349): the scopes say them all.
                yield Edit(headers.start(), headers.end(), b"")
            if heads_row and cell.kind == b"TD":
                yield Edit(cell.kind_at, cell.kind_at + len(cell.kind), b"TH")
                yield _with_attribute(pdf, cell, b"/Scope/Row")


def _rows(table: _Element, elements: Mapping[int, _Element]) -> Iterator[_Element]:
    for number in table.kids:
        kid = elements.get(number)
        if kid is not None and kid.kind == b"TR":
            yield kid
        elif kid is not None:
            yield from _rows(kid, elements)


def _with_attribute(pdf: bytes, element: _Element, attribute: bytes) -> Edit:
    """An attribute that belongs to tables, put beside what the element has of them."""
    at = element.behind_parent
    if pdf.startswith(_OF_TABLE, at):
        return Edit(at + len(_OF_TABLE), at + len(_OF_TABLE), attribute)
    if pdf.startswith(b"/A[", at):
        return Edit(at + len("/A["), at + len("/A["), b"<</O/Table" + attribute + b">>")
    return Edit(at, at, b"/A[<</O/Table" + attribute + b">>]")
