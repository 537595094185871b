"""The sheet Gemeenten: councils and where their post goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from generator.errors import message
from generator.model import AddressedTo, Council, RecipientKey
from generator.workbook.abolished import last_days
from generator.workbook.addresses import PostalAddress, address_of
from generator.workbook.cells import Cell, choice_of, line_of, text_of, whole_number_of
from generator.workbook.findings import Findings
from generator.workbook.sheets import as_text
from generator.workbook.tables import Row, Table
from generator.workbook.words import YES_NO

COUNCILS_REQUIRED = ("code", "name", "address_line", "postcode", "place")
_CODE = re.compile(r"(?:GM)?([0-9]{1,4})", re.IGNORECASE)
_TITLE = re.compile(r"gemeente\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """A council as read.

    Attributes:
        address_is_sound: Letters can go to its address.
        is_sound: Nothing else in its row stops a letter.
    """

    council: Council
    address_is_sound: bool
    is_sound: bool


def council_code(written: str) -> str | None:
    """``GM0363`` for ``GM0363``, ``gm363``, ``0363`` and ``363``; None for anything else."""
    match = _CODE.fullmatch("".join(written.split()))
    return f"GM{int(match[1]):04d}" if match and int(match[1]) else None


def read_councils(
    table: Table, addressed_to: AddressedTo, letter_date: date, findings: Findings
) -> dict[str, CouncilRow]:
    """Read all rows, in their order, by code; a second row of the same council is told, and the first kept."""
    found: dict[str, CouncilRow] = {}
    for row in table:
        cell = row.cell("code")
        raw = as_text(cell.value) if isinstance(cell.value, str | int | float) else ""
        code = council_code(raw)
        key = RecipientKey(code or raw or f"{cell.place.sheet}!{cell.place.cell}", addressed_to)
        mine = findings.of(key)
        if code is None:
            _tell_of_code(cell, raw, mine)
            continue
        if code in found:
            mine.error(
                "council-twice",
                cell.place,
                message("{code} already stands in row {row}", code=code, row=_row_number(found[code].council)),
                message("remove one of the two rows"),
            )
            continue
        found[code] = _council(row, code, letter_date, mine)
    return found


def _tell_of_code(cell: Cell, raw: str, findings: Findings) -> None:
    if text_of(cell, findings) or raw:
        findings.error(
            "council-code-invalid",
            cell.place,
            message("“{written}” is not the code of a council", written=raw),
            message("write GM and four digits, such as GM0363"),
        )
    elif not findings.errors:
        findings.error(
            "council-code-missing",
            cell.place,
            message("the code of the council is missing"),
            message("write GM and four digits, such as GM0363"),
        )


def _row_number(council: Council) -> str:
    return council.source.cell.partition(":")[0] if council.source else ""


def _council(row: Row, code: str, letter_date: date, findings: Findings) -> CouncilRow:
    send = choice_of(row.cell("send"), YES_NO, findings)
    send = True if send is None else send
    copies = whole_number_of(row.cell("copies"), findings, least=1)
    name = _TITLE.sub("", line_of(row.cell("name"), findings), count=1)
    if send and not name and "name" in row.table.columns:
        findings.error(
            "council-name-missing",
            row.cell("name").place,
            message("the name of the council is missing"),
            message("fill it in, or write nee in the column Versturen"),
        )
    extras = row.extras(findings) if send else {}
    sound = not findings.errors
    # Nobody needs to mend the address of a council that gets nothing.
    address = address_of(row, findings, required=True) if send else PostalAddress()
    if send:
        _tell_of_end(row, code, letter_date, findings)
    council = Council(
        code=code,
        name=name,
        province=line_of(row.cell("province"), findings),
        address_line=address.address_line if address else "",
        postcode=address.postcode if address else "",
        place=address.place if address else "",
        copies=copies or 1,
        send=send,
        row=extras,
        source=row.place,
    )
    return CouncilRow(council, address_is_sound=bool(address), is_sound=sound)


def _tell_of_end(row: Row, code: str, letter_date: date, findings: Findings) -> None:
    last_day = last_days().get(code)
    if last_day is not None and last_day < letter_date:
        findings.warning(
            "council-abolished",
            row.cell("code").place,
            message("this council existed until {last_day}", last_day=last_day),
            message("write to its successor, or write nee in the column Versturen"),
        )
