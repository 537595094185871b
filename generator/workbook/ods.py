"""OpenDocument spreadsheets (.ods) into sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from generator.errors import WorkbookUnreadable, message
from generator.opc import Package, open_package
from generator.workbook.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    ErrorValue,
    RawValue,
    Sheet,
    SheetRow,
    TooLargeError,
    Uncalculated,
    cleaned_text,
    is_empty,
    plain_value,
)

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_CALC_EXTENSION = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_MIMETYPE = "mimetype"
_SPREADSHEET = b"opendocument.spreadsheet"
_ERROR_TEXT = re.compile(r"#[A-Z0-9/]+[!?]?|Err:[0-9]+")
_LEADING_ZERO = re.compile(r"0[0-9]+")
_HIDDEN = frozenset({"collapse", "filter"})
_WIDEST = 16_384


def ods_sheets(path: Path) -> tuple[Sheet, ...]:
    """Read all sheets of a spreadsheet, values as they are shown.

    Raises:
        WorkbookUnreadable: No such file, a folder, no spreadsheet, protected, open elsewhere, damaged, too large.
    """
    package = open_package(path, refuse=WorkbookUnreadable, name=path.name)
    if package.family != "opendocument" or not _is_spreadsheet(package):
        raise WorkbookUnreadable(
            message("{name} is no OpenDocument spreadsheet; name it by what it is, or save it again", name=path.name)
        )
    from odf.opendocument import load

    try:
        document = load(io.BytesIO(path.read_bytes()))
        hidden_styles = _hidden_styles(document.automaticstyles)
        return tuple(_sheet(table, hidden_styles) for table in _children(document.spreadsheet, "table"))
    except TooLargeError:
        raise
    except Exception as error:
        # Of a damaged part odfpy lets any exception escape.
        raise WorkbookUnreadable(
            message(
                "{name} is damaged: the spreadsheet inside cannot be read; open it in LibreOffice, let it repair the file and save it again",
                name=path.name,
            )
        ) from error


def _is_spreadsheet(package: Package) -> bool:
    return _MIMETYPE in package and _SPREADSHEET in package.part(_MIMETYPE)


def _children(element: Any, *names: str) -> Iterator[Any]:
    """Elements of the table namespace below ``element``, also those within row groups and header rows."""
    for child in getattr(element, "childNodes", ()):
        namespace, local = getattr(child, "qname", ("", ""))
        if namespace == _TABLE and local in names:
            yield child
        elif namespace == _TABLE and (
            "group" in local or "header" in local or local in ("table-rows", "table-columns")
        ):
            yield from _children(child, *names)


def _attribute(element: Any, namespace: str, name: str) -> str:
    return str(element.attributes.get((namespace, name), ""))


def _hidden_styles(styles: Any) -> frozenset[str]:
    """Styles of tables that are not shown (ODF 1.2, 20.284)."""
    hidden = set()
    for style in styles.childNodes:
        for properties in style.childNodes:
            if _attribute(properties, _TABLE, "display") == "false":
                hidden.add(_attribute(style, _STYLE, "name"))
    return frozenset(hidden)


def _sheet(table: Any, hidden_styles: frozenset[str]) -> Sheet:
    rows: list[SheetRow] = []
    hidden_rows: set[int] = set()
    number = 1
    for row in _children(table, "table-row"):
        repeated = int(_attribute(row, _TABLE, "number-rows-repeated") or 1)
        values = _values(row)
        if values:
            if len(rows) + repeated > MOST_ROWS or len(values) > MOST_COLUMNS:
                raise TooLargeError
            numbers = range(number, number + repeated)
            rows.extend(SheetRow(each, values) for each in numbers)
            if _attribute(row, _TABLE, "visibility") in _HIDDEN:
                hidden_rows.update(numbers)
        number += repeated
    return Sheet(
        name=_attribute(table, _TABLE, "name"),
        rows=tuple(rows),
        hidden=_attribute(table, _TABLE, "style-name") in hidden_styles,
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=_hidden_columns(table),
    )


def _hidden_columns(table: Any) -> frozenset[int]:
    hidden: set[int] = set()
    index = 0
    for column in _children(table, "table-column"):
        repeated = int(_attribute(column, _TABLE, "number-columns-repeated") or 1)
        if _attribute(column, _TABLE, "visibility") in _HIDDEN:
            hidden.update(range(index, min(index + repeated, _WIDEST)))
        index += repeated
    return frozenset(hidden)


def _values(row: Any) -> tuple[RawValue, ...]:
    values: list[RawValue] = []
    empty = 0
    for cell in _children(row, "table-cell", "covered-table-cell"):
        repeated = min(int(_attribute(cell, _TABLE, "number-columns-repeated") or 1), _WIDEST)
        value = _value(cell)
        if is_empty(value):
            # Rows end in thousands of empty cells; only those before a filled one count.
            empty += repeated
            continue
        values.extend([None] * empty)
        values.extend([value] * repeated)
        empty = 0
    return tuple(values)


def _value(cell: Any) -> RawValue:
    shown = _shown(cell)
    kind = _attribute(cell, _OFFICE, "value-type")
    formula = _attribute(cell, _TABLE, "formula")
    if _attribute(cell, _CALC_EXTENSION, "value-type") == "error" or (formula and _ERROR_TEXT.fullmatch(shown)):
        return ErrorValue(shown or "#?")
    return Uncalculated() if formula and not kind else _typed(cell, kind, shown)


def _typed(cell: Any, kind: str, shown: str) -> RawValue:
    match kind:
        # Leading zeros stand only in what is shown.
        case "float" | "currency" if not _LEADING_ZERO.fullmatch(shown):
            return plain_value(float(_attribute(cell, _OFFICE, "value")))
        case "date":
            return _date(_attribute(cell, _OFFICE, "date-value"))
        case "boolean":
            return _attribute(cell, _OFFICE, "boolean-value") == "true"
        case "string":
            return cleaned_text(_attribute(cell, _OFFICE, "string-value") or shown)
        case _:
            return shown


def _date(written: str) -> RawValue:
    return plain_value(datetime.fromisoformat(written)) if "T" in written else date.fromisoformat(written)


def _shown(cell: Any) -> str:
    from odf.teletype import extractText

    paragraphs = [child for child in cell.childNodes if getattr(child, "qname", ("", ""))[1] == "p"]
    return cleaned_text("\n".join(extractText(paragraph) for paragraph in paragraphs))
