"""Excel workbooks (.xlsx) into sheets."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import WorkbookUnreadable, message
from generator.opc import Package, open_package
from generator.workbook.number_formats import shown_number
from generator.workbook.sheets import ErrorValue, RawValue, Sheet, SheetRow, Uncalculated, is_empty, plain_value
from generator.workbook.xlsx_facts import SheetFacts, sheet_facts

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_ESCAPED_CHARACTER = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIRECT_VALUES = frozenset({"s", "str", "inlineStr"})


def xlsx_sheets(path: Path) -> tuple[Sheet, ...]:
    """Read all sheets of a workbook, values as they are shown.

    Raises:
        WorkbookUnreadable: No such file, a folder, no workbook, .xls, protected, open, damaged, too large.
    """
    package = open_package(path, refuse=WorkbookUnreadable, name=path.name)
    if package.family != "excel":
        raise _no_workbook(path.name)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions that it leaves out; they hold no values.
            warnings.simplefilter("ignore")
            return tuple(_sheets(path.read_bytes(), package))
    except Exception as error:
        raise _damaged(path.name) from error


def _sheets(data: bytes, package: Package) -> Iterator[Sheet]:
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    workbook = reader.wb
    try:
        for worksheet in workbook.worksheets:
            facts = sheet_facts(package.part(parts[worksheet.title].lstrip("/")))
            yield Sheet(
                name=worksheet.title,
                rows=tuple(_rows(workbook, worksheet.title, facts)),
                hidden=worksheet.sheet_state != "visible",
                hidden_rows=facts.hidden_rows,
                hidden_columns=facts.hidden_columns,
            )
    finally:
        workbook.close()


def _rows(workbook: Workbook, title: str, facts: SheetFacts) -> Iterator[SheetRow]:
    worksheet = workbook[title]
    # Some programs write a wrong size; what the rows say counts.
    worksheet.reset_dimensions()
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        values: list[RawValue] = []
        for index, cell in enumerate(cells):
            value = cell.value
            if value is None:
                missing = facts.uncalculated and (number, index) in facts.uncalculated
                values.append(Uncalculated() if missing else None)
            elif isinstance(value, str):
                values.append(ErrorValue(value) if cell.data_type == "e" else plain_value(_unescaped(value)))
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                values.append(shown_number(value, cell.number_format))
            else:
                values.append(plain_value(value))
        if not all(map(is_empty, values)):
            yield SheetRow(number, tuple(values))


def _unescaped(text: str) -> str:
    """``_x000D_`` is how Excel stores characters that XML cannot (ISO/IEC 29500-1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED_CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)


def _no_workbook(name: str) -> WorkbookUnreadable:
    return WorkbookUnreadable(
        message("{name} is no workbook; choose the file with the councils, or save it in Excel as .xlsx", name=name)
    )


def _damaged(name: str) -> WorkbookUnreadable:
    return WorkbookUnreadable(
        message(
            "{name} is damaged: the workbook inside cannot be read; open it in Excel, let it repair the file and save it again",
            name=name,
        )
    )
