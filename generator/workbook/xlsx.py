"""Excel workbooks (.xlsx) into sheets."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.errors import WorkbookUnreadable, message
from generator.opc import Package, open_package
from generator.workbook.sheets import Sheet, TooLargeError
from generator.workbook.xlsx_values import StoredValues
from generator.workbook.xlsx_walk import WorksheetWalk

_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_STYLES = "xl/styles.xml"


def xlsx_sheets(path: Path) -> tuple[Sheet, ...]:
    """Read all sheets of a workbook, values as they are shown.

    Raises:
        WorkbookUnreadable: No such file, a folder, no workbook, .xls, protected, open, damaged, too large.
    """
    package = open_package(path, refuse=WorkbookUnreadable, name=path.name)
    if package.family != "excel":
        raise WorkbookUnreadable(
            message(
                "{name} is no workbook; choose the file with the councils, or save it in Excel as .xlsx", name=path.name
            )
        )
    if _STRICT in package.part(package.main_part):
        raise WorkbookUnreadable(
            message(
                "{name} is saved in the strict form of .xlsx, which hardly any program reads; open it in Excel and save it as an ordinary Excel workbook (.xlsx)",
                name=path.name,
            )
        )
    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions that it leaves out; they hold no values.
            warnings.simplefilter("ignore")
            return tuple(_sheets(path.read_bytes(), package))
    except TooLargeError:
        raise
    except Exception as error:
        # Of a damaged part openpyxl lets any exception escape.
        raise WorkbookUnreadable(
            message(
                "{name} is damaged: the workbook inside cannot be read; open it in Excel, let it repair the file and save it again",
                name=path.name,
            )
        ) from error


def _sheets(data: bytes, package: Package) -> Iterator[Sheet]:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import Stylesheet
    from openpyxl.xml.functions import fromstring

    reader = ExcelReader(io.BytesIO(data), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    styles: Any = fromstring(package.part(_STYLES)) if _STYLES in package else None
    stylesheet = Stylesheet.from_tree(styles) if styles is not None else None
    values = StoredValues(reader.shared_strings, stylesheet, reader.wb.epoch)
    for sheet, relation in reader.parser.find_sheets():
        if relation.target not in package or "chartsheet" in relation.Type:
            continue
        walk = WorksheetWalk(package.part(relation.target), values)
        yield Sheet(
            name=sheet.name,
            rows=tuple(walk.rows),
            hidden=sheet.state != "visible",
            hidden_rows=frozenset(walk.hidden_rows),
            hidden_columns=frozenset(walk.hidden_columns),
        )
