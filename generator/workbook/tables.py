"""A sheet as a table: its header row found, its columns known by name, its rows read by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.errors import message
from generator.model import CellPlace, CellValue
from generator.workbook.cells import Cell, column_letters, known_value
from generator.workbook.findings import Findings, near_miss
from generator.workbook.sheets import RawValue, Sheet, SheetRow, as_text, is_empty
from generator.workbook.words import word_key

_HEADER_WITHIN = 20
_FEWEST_KNOWN = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet below its header row.

    Attributes:
        columns: Index of each known column, by its English name.
        extras: Index of each unknown column, by its header as written.
    """

    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    extras: Mapping[str, int]
    rows: tuple[SheetRow, ...]

    def __iter__(self) -> Iterator[Row]:
        return (Row(self, row) for row in self.rows)

    def header_place(self, index: int) -> CellPlace:
        """The cell of a header."""
        return CellPlace(self.sheet.name, f"{column_letters(index)}{self.header_row}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose cells are asked for by the column's English name."""

    table: Table
    raw: SheetRow

    @property
    def place(self) -> CellPlace:
        """The row as a whole, ``7:7``."""
        return CellPlace(self.table.sheet.name, f"{self.raw.number}:{self.raw.number}")

    def cell(self, column: str) -> Cell:
        """The cell of a known column; an empty one at the row where the sheet lacks that column."""
        index = self.table.columns.get(column)
        if index is None:
            return Cell(None, self.table.sheet.name, self.raw.number, None)
        return self._at(index)

    def extras(self, findings: Findings) -> dict[str, CellValue]:
        """The values of the unknown columns, by header as written."""
        return {header: known_value(self._at(index), findings) for header, index in self.table.extras.items()}

    def _at(self, index: int) -> Cell:
        values = self.raw.values
        value = values[index] if index < len(values) else None
        return Cell(value, self.table.sheet.name, self.raw.number, index)


@dataclass(slots=True)
class _Headers:
    known: dict[str, int] = field(default_factory=dict)
    extras: dict[str, int] = field(default_factory=dict)


def read_table(
    sheet: Sheet, known: Mapping[str, tuple[str, ...]], required: Sequence[str], findings: Findings
) -> Table | None:
    """Find the header row of a sheet and match its columns; tell of missing, double and nearly known ones.

    Args:
        sheet: The sheet; instructions above its headers are skipped.
        known: Names of each column, by its English name; the first is the Dutch one that messages use.
        required: English names of the columns without which no row can be read.
        findings: What is wrong is added here.

    Returns:
        The table, or None where no header row was found.
    """
    keys = {word_key(name): column for column, names in known.items() for name in names}
    position = _header_position(sheet.rows, keys)
    if position is None:
        findings.error(
            "header-row-missing",
            CellPlace(sheet.name),
            message(
                "there is no row with the headings {headings}", headings=tuple(known[name][0] for name in required)
            ),
            message("write these words above the columns, each in a cell of its own"),
        )
        return None
    header = sheet.rows[position]
    found = _matched(sheet, header, keys, findings)
    table = Table(sheet, header.number, found.known, found.extras, sheet.rows[position + 1 :])
    _tell_of_columns(table, known, required, findings)
    tell_of_hidden(table, findings)
    return table


def _header_position(rows: Sequence[SheetRow], keys: Mapping[str, str]) -> int | None:
    """The row, among the first, in which most known headings stand; the upper one of equals."""
    best, most = None, 0
    for position, row in enumerate(rows[:_HEADER_WITHIN]):
        known = {keys[key] for key in map(_key_of, row.values) if key in keys}
        filled = sum(not is_empty(value) for value in row.values)
        # One known word among others may well be part of an instruction; standing alone it is a heading.
        if len(known) > most and (len(known) >= _FEWEST_KNOWN or filled == 1):
            best, most = position, len(known)
    return best


def _key_of(value: RawValue) -> str:
    return word_key(value) if isinstance(value, str) else ""


def _matched(sheet: Sheet, header: SheetRow, keys: Mapping[str, str], findings: Findings) -> _Headers:
    found = _Headers()
    for index, value in enumerate(header.values):
        cell = Cell(value, sheet.name, header.number, index)
        written = as_text(known_value(cell, findings))
        if not written:
            continue
        column = keys.get(word_key(written))
        if column is not None and column not in found.known:
            found.known[column] = index
        elif column is None and written not in found.extras:
            found.extras[written] = index
        else:
            findings.error(
                "column-twice",
                cell.place,
                message("the column {header} stands there twice", header=written),
                message("remove one of the two, or give it another name"),
            )
    return found


def _tell_of_columns(
    table: Table, known: Mapping[str, tuple[str, ...]], required: Sequence[str], findings: Findings
) -> None:
    absent = {column: names for column, names in known.items() if column not in table.columns}
    names_of = {name: column for column, names in absent.items() for name in names}
    meant: set[str] = set()
    for header, index in table.extras.items():
        name = near_miss(header, names_of)
        if not name:
            continue
        column = names_of[name]
        meant.add(column)
        tell = findings.error if column in required else findings.warning
        tell(
            "column-near-miss",
            table.header_place(index),
            message("the column {header} is not known", header=header),
            message("did you mean {known}? Then write it so; else leave it as a column of your own", known=name),
        )
    for column in required:
        if column in absent and column not in meant:
            findings.error(
                "column-missing",
                CellPlace(table.sheet.name, f"{table.header_row}:{table.header_row}"),
                message("the column {header} is missing", header=known[column][0]),
                message("add it to the headings and fill it in"),
            )


def tell_of_hidden(table: Table, findings: Findings) -> None:
    """What a reader of the spreadsheet does not see counts all the same, so it is told."""
    sheet = table.sheet
    if sheet.hidden:
        findings.warning(
            "sheet-hidden",
            CellPlace(sheet.name),
            message("the sheet is hidden, and it counts all the same"),
            message("show it and look whether it is right"),
        )
    rows = [row.number for row in table.rows if row.number in sheet.hidden_rows]
    if rows:
        findings.warning(
            "rows-hidden",
            CellPlace(sheet.name, f"{rows[0]}:{rows[0]}"),
            message("hidden rows count all the same: {rows}", rows=_listed(rows)),
            message("show them and look, or write nee in the column Versturen"),
        )
    in_use = {*table.columns.values(), *table.extras.values()}
    columns = [column_letters(index) for index in sorted(in_use & sheet.hidden_columns)]
    if columns:
        findings.notice(
            "columns-hidden",
            CellPlace(sheet.name, f"{columns[0]}{table.header_row}"),
            message("hidden columns count all the same: {columns}", columns=tuple(columns)),
            message("show them and look whether they are right"),
        )


def _listed(numbers: Sequence[int]) -> tuple[str, ...]:
    """Runs of numbers as people write them: ``3-7``, ``9``; of more than ten runs the first, and dots."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    written = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:10]]
    return tuple(written if len(runs) <= 10 else [*written, "…"])
