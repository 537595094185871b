"""Where post goes, as a row says it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.address import normalised_postcode
from generator.errors import message
from generator.workbook.cells import Cell, line_of, text_of
from generator.workbook.findings import Findings
from generator.workbook.tables import Row
from generator.workbook.words import COUNCIL_COLUMNS

_PARTS = ("address_line", "postcode", "place")


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Street or box, postcode (normalised) and place; all empty where the row gives none."""

    address_line: str = ""
    postcode: str = ""
    place: str = ""

    def __bool__(self) -> bool:
        return bool(self.address_line or self.postcode or self.place)


def address_of(row: Row, findings: Findings, *, required: bool) -> PostalAddress | None:
    """The address of a row.

    Args:
        row: A council or a contact.
        findings: What is wrong is added here.
        required: A council needs one; a contact may leave all of it empty, never a part, since the street of one and
            the postcode of another make an address that does not exist.

    Returns:
        The address, or None where it cannot be used.
    """
    cells = {part: row.cell(part) for part in _PARTS}
    empty = [part for part in _PARTS if cells[part].is_empty]
    if not required and len(empty) == len(_PARTS):
        return PostalAddress()
    # A column that is not there at all has been told once.
    missing = [part for part in empty if part in row.table.columns] if required else empty
    for part in missing:
        findings.error(
            "address-incomplete",
            cells[part].place,
            message("{column} is missing", column=COUNCIL_COLUMNS[part][0]),
            message("fill it in, or write nee in the column Versturen")
            if required
            else message("fill it in, or leave Adres, Postcode and Plaats all empty to use the council's"),
        )
    postcode = _postcode(cells["postcode"], findings)
    address_line, place = text_of(cells["address_line"], findings), line_of(cells["place"], findings)
    if not (address_line and postcode and place):
        return None
    return PostalAddress(address_line, postcode, place)


def _postcode(cell: Cell, findings: Findings) -> str:
    written = text_of(cell, findings)
    if not written:
        return ""
    postcode = normalised_postcode(written)
    if postcode is None:
        findings.error(
            "postcode-invalid",
            cell.place,
            message("“{written}” is not a postcode", written=written),
            message("write four digits and two letters, such as 2514 JS"),
        )
    return postcode or ""
