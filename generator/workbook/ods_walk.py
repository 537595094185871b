"""One walk over the content of an OpenDocument spreadsheet (ODF 1.2, part 1, 9.1: tables, rows, cells).

odfpy builds an object for each element and takes five times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from xml.parsers import expat

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

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _TABLE, _TEXT = (f"{_NAMESPACE}{name}:1.0 " for name in ("office", "style", "table", "text"))
_CALC_VALUE_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_ROWS_REPEATED = f"{_TABLE}number-rows-repeated"
_COLUMNS_REPEATED = f"{_TABLE}number-columns-repeated"
_VISIBILITY = f"{_TABLE}visibility"
_ERROR_TEXT = re.compile(r"#[A-Z0-9/]+[!?]?|Err:[0-9]+")
_LEADING_ZERO = re.compile(r"0[0-9]+")
_HIDDEN = frozenset({"collapse", "filter"})

_Attributes = dict[str, str]


class SpreadsheetWalk:
    """What the walk found.

    Attributes:
        sheets: In the order of the spreadsheet.
    """

    def __init__(self, content: bytes) -> None:
        self.sheets: list[Sheet] = []
        self._styles_of_hidden_sheets: set[str] = set()
        self._style = ""
        self._sheet: _SheetSoFar | None = None
        self._row: _RowSoFar | None = None
        self._cell: _Attributes | None = None
        self._depth = 0
        self._in_paragraph = False
        self._paragraphs: list[list[str]] = []
        self._starts: Mapping[str, Callable[[_Attributes], None]] = {
            f"{_STYLE}style": self._start_style,
            f"{_STYLE}table-properties": self._start_table_properties,
            f"{_TABLE}table": self._start_sheet,
            f"{_TABLE}table-column": self._start_column,
            f"{_TABLE}table-row": self._start_row,
            f"{_TABLE}table-cell": self._start_cell,
            f"{_TABLE}covered-table-cell": self._start_cell,
        }
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(content, True)  # noqa: FBT003 -- expat takes isfinal by position only

    def _start(self, tag: str, attributes: _Attributes) -> None:
        if self._cell is not None:
            self._start_in_cell(tag, attributes)
        elif tag in self._starts:
            self._starts[tag](attributes)

    def _end(self, tag: str) -> None:
        if self._cell is not None:
            if self._depth == 0:
                self._end_cell(self._cell)
                return
            self._depth -= 1
            if self._depth == 0:
                self._in_paragraph = False
        elif tag == f"{_TABLE}table-row":
            self._end_row()
        elif tag == f"{_TABLE}table" and self._sheet is not None:
            self.sheets.append(self._sheet.finished())
            self._sheet = None

    def _start_style(self, attributes: _Attributes) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")

    def _start_table_properties(self, attributes: _Attributes) -> None:
        if attributes.get(f"{_TABLE}display") == "false":
            self._styles_of_hidden_sheets.add(self._style)

    def _start_sheet(self, attributes: _Attributes) -> None:
        hidden = attributes.get(f"{_TABLE}style-name") in self._styles_of_hidden_sheets
        self._sheet = _SheetSoFar(attributes.get(f"{_TABLE}name", ""), hidden=hidden)

    def _start_column(self, attributes: _Attributes) -> None:
        if self._sheet is not None:
            self._sheet.add_column(
                int(attributes.get(_COLUMNS_REPEATED, 1)), hidden=attributes.get(_VISIBILITY) in _HIDDEN
            )

    def _start_row(self, attributes: _Attributes) -> None:
        self._row = _RowSoFar(int(attributes.get(_ROWS_REPEATED, 1)), hidden=attributes.get(_VISIBILITY) in _HIDDEN)

    def _end_row(self) -> None:
        if self._sheet is not None and self._row is not None:
            self._sheet.add_row(self._row)
        self._row = None

    def _start_cell(self, attributes: _Attributes) -> None:
        self._cell = attributes
        self._depth = 0
        self._paragraphs = []

    def _start_in_cell(self, tag: str, attributes: _Attributes) -> None:
        self._depth += 1
        if not tag.startswith(_TEXT):
            return
        name = tag.removeprefix(_TEXT)
        # A comment and a drawing in the cell have paragraphs too, deeper down.
        if name == "p" and self._depth == 1:
            self._paragraphs.append([])
            self._in_paragraph = True
        elif name == "s":
            self._characters(" " * min(int(attributes.get(f"{_TEXT}c", 1)), 1000))
        elif name in ("tab", "line-break"):
            self._characters("\t" if name == "tab" else "\n")

    def _characters(self, text: str) -> None:
        if self._in_paragraph:
            self._paragraphs[-1].append(text)

    def _end_cell(self, attributes: _Attributes) -> None:
        shown = cleaned_text("\n".join("".join(pieces) for pieces in self._paragraphs))
        self._cell = None
        if self._row is not None:
            self._row.add(_value(attributes, shown), int(attributes.get(_COLUMNS_REPEATED, 1)))


class _RowSoFar:
    """A row of which cells are still to come."""

    def __init__(self, repeated: int, *, hidden: bool) -> None:
        self.repeated = repeated
        self.hidden = hidden
        self.values: list[RawValue] = []
        self._empty = 0

    def add(self, value: RawValue, repeated: int) -> None:
        # Rows end in thousands of empty cells; only those before a filled one count.
        if is_empty(value):
            self._empty += repeated
            return
        if len(self.values) + self._empty + repeated > MOST_COLUMNS:
            raise TooLargeError
        self.values += [None] * self._empty + [value] * repeated
        self._empty = 0


class _SheetSoFar:
    """A sheet of which rows are still to come."""

    def __init__(self, name: str, *, hidden: bool) -> None:
        self._name = name
        self._hidden = hidden
        self._rows: list[SheetRow] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._column = 0
        self._number = 1

    def add_column(self, repeated: int, *, hidden: bool) -> None:
        if hidden:
            self._hidden_columns.update(range(self._column, min(self._column + repeated, MOST_COLUMNS)))
        self._column += repeated

    def add_row(self, row: _RowSoFar) -> None:
        if row.values:
            if len(self._rows) + row.repeated > MOST_ROWS:
                raise TooLargeError
            numbers = range(self._number, self._number + row.repeated)
            values = tuple(row.values)
            self._rows.extend(SheetRow(number, values) for number in numbers)
            if row.hidden:
                self._hidden_rows.update(numbers)
        self._number += row.repeated

    def finished(self) -> Sheet:
        return Sheet(
            name=self._name,
            rows=tuple(self._rows),
            hidden=self._hidden,
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=frozenset(self._hidden_columns),
        )


def _value(attributes: _Attributes, shown: str) -> RawValue:
    kind = attributes.get(f"{_OFFICE}value-type", "")
    formula = f"{_TABLE}formula" in attributes
    if attributes.get(_CALC_VALUE_TYPE) == "error" or (formula and _ERROR_TEXT.fullmatch(shown)):
        return ErrorValue(shown or "#?")
    return Uncalculated() if formula and not kind else _typed(attributes, kind, shown)


def _typed(attributes: _Attributes, kind: str, shown: str) -> RawValue:
    match kind:
        # Leading zeros stand only in what is shown.
        case "float" | "currency" if not _LEADING_ZERO.fullmatch(shown):
            return plain_value(float(attributes[f"{_OFFICE}value"]))
        case "date":
            return _date(attributes[f"{_OFFICE}date-value"])
        case "boolean":
            return attributes.get(f"{_OFFICE}boolean-value") == "true"
        case "string":
            return cleaned_text(attributes.get(f"{_OFFICE}string-value") or shown)
        case _:
            return shown


def _date(written: str) -> RawValue:
    return plain_value(datetime.fromisoformat(written)) if "T" in written else date.fromisoformat(written)
