"""A whole workbook: sheets found, read in order, all problems gathered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from generator.errors import message
from generator.model import CellPlace, Mailing, Problem, Publication, Severity, Shipment
from generator.settings import Settings
from generator.workbook.contact_sheet import CONTACTS_REQUIRED, ContactRow, read_contacts
from generator.workbook.council_sheet import COUNCILS_REQUIRED, CouncilRow, read_councils
from generator.workbook.files import read_sheets, workbook_home
from generator.workbook.findings import Findings, near_miss
from generator.workbook.mailing_sheet import read_mailing
from generator.workbook.publication_sheet import PUBLICATIONS_REQUIRED, read_publications
from generator.workbook.recipients import build_recipients
from generator.workbook.sheets import Sheet
from generator.workbook.tables import Table, read_table
from generator.workbook.words import CONTACT_COLUMNS, COUNCIL_COLUMNS, PUBLICATION_COLUMNS, SHEETS, word_key
from generator.workbook.xlsx_walk import column_index

_CELL = re.compile(r"([A-Z]*)([0-9]*)")


def read_shipment(path: Path, *, settings: Settings) -> Shipment:
    """Read a workbook (.xlsx, .ods, or a folder of .csv files named as the sheets) and judge every row of it.

    All that is wrong stands in ``Shipment.problems``, in the order of sheets and cells. An error with a recipient
    keeps that recipient out; an error without one means that no letter can be made (then the mailing may lack what is
    missing in the sheet: texts are empty, the date is ``NO_DATE``).

    Args:
        path: The workbook.
        settings: Of the workspace: lines of the address window, pattern of references.

    Raises:
        WorkbookUnreadable: There is no such file, it is no workbook, of before 2007, protected, open elsewhere,
            damaged, or far too large.
    """
    sheets = read_sheets(path)
    findings = Findings()
    found = _found_sheets(sheets, findings)
    publications = _publications(found.get("publications"), findings)
    mailing = read_mailing(
        found.get("mailing"), publications, workbook_home(path), findings, reference_pattern=settings.references.pattern
    )
    tables: list[Table] = []
    councils = _councils(found.get("councils"), mailing, findings, tables)
    contacts = _contacts(found.get("contacts"), councils, findings, tables)
    recipients = build_recipients(mailing, councils, contacts, findings, most_lines=settings.output.address_lines)
    if councils and not recipients and not any(each.severity is Severity.ERROR for each in findings.problems):
        findings.error(
            "no-recipients",
            CellPlace(found["councils"].name),
            message("nobody gets a letter: Versturen is nee everywhere"),
            message("write ja in the column Versturen where a letter should go"),
        )
    return Shipment(
        mailing=mailing,
        recipients=recipients,
        publications=publications,
        problems=_in_order(findings.problems, sheets),
        unused_columns={
            header: table.header_place(index) for table in tables for header, index in table.extras.items()
        },
    )


def _found_sheets(sheets: Sequence[Sheet], findings: Findings) -> dict[str, Sheet]:
    names = {word_key(alias): role for role, aliases in SHEETS.items() for alias in aliases}
    found: dict[str, Sheet] = {}
    others: list[Sheet] = []
    for sheet in sheets:
        role = names.get(word_key(sheet.name))
        if role is None:
            others.append(sheet)
        elif role in found:
            findings.error(
                "sheet-twice",
                CellPlace(sheet.name),
                message("the sheets {first} and {second} mean the same", first=found[role].name, second=sheet.name),
                message("keep one of the two"),
            )
        else:
            found[role] = sheet
    absent = {alias: role for role, aliases in SHEETS.items() if role not in found for alias in aliases}
    for sheet in others:
        meant = near_miss(sheet.name, absent)
        if meant:
            findings.warning(
                "sheet-near-miss",
                CellPlace(sheet.name),
                message("this sheet is not known and is not read"),
                message("did you mean {known}? Then name it so; else leave it as a sheet of your own", known=meant),
            )
    for role in ("mailing", "councils"):
        if role not in found:
            findings.error(
                "sheet-missing",
                CellPlace(SHEETS[role][0]),
                message("the sheet is missing"),
                message("add it, or start from a workbook that `brieven init` makes"),
            )
    return found


def _publications(sheet: Sheet | None, findings: Findings) -> tuple[Publication, ...]:
    if sheet is None or not sheet.rows:
        return ()
    table = read_table(sheet, PUBLICATION_COLUMNS, PUBLICATIONS_REQUIRED, findings)
    return read_publications(table, findings) if table is not None else ()


def _councils(sheet: Sheet | None, mailing: Mailing, findings: Findings, tables: list[Table]) -> dict[str, CouncilRow]:
    if sheet is None:
        return {}
    table = read_table(sheet, COUNCIL_COLUMNS, COUNCILS_REQUIRED, findings) if sheet.rows else None
    if not sheet.rows or (table is not None and not table.rows):
        findings.error(
            "sheet-empty",
            CellPlace(sheet.name),
            message("there are no councils on the sheet"),
            message("write one on each row, below the headings"),
        )
    if table is None:
        return {}
    tables.append(table)
    return read_councils(table, mailing.addressed_to, mailing.letter_date, findings)


def _contacts(
    sheet: Sheet | None, councils: dict[str, CouncilRow], findings: Findings, tables: list[Table]
) -> dict[str, list[ContactRow]]:
    if sheet is None or not sheet.rows:
        return {}
    table = read_table(sheet, CONTACT_COLUMNS, CONTACTS_REQUIRED, findings)
    if table is None:
        return {}
    tables.append(table)
    return read_contacts(table, councils, findings)


def _in_order(problems: Sequence[Problem], sheets: Sequence[Sheet]) -> tuple[Problem, ...]:
    order = {sheet.name: number for number, sheet in enumerate(sheets)}

    def position(problem: Problem) -> tuple[int, int, int]:
        place = problem.place
        if not isinstance(place, CellPlace):
            return (-1, 0, 0)
        match = _CELL.match(place.cell)
        letters, digits = match.groups() if match else ("", "")
        return (order.get(place.sheet, -1), int(digits or 0), column_index(letters))

    # The same cell may be asked twice (a name makes the identity too); it is told once.
    return tuple(dict.fromkeys(sorted(problems, key=position)))
