"""One walk over a worksheet part: cells as stored, what is hidden, formulas without an outcome.

openpyxl's own walk tells neither of the last two, needs two readings to see formula and value, and takes three times
as long. Elements and attributes: ISO/IEC 29500-1, 18.3.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from generator.workbook.sheets import MOST_COLUMNS, RawValue, SheetRow, TooLargeError, Uncalculated, is_empty

Convert = Callable[[str, int, str], RawValue]
"""From a cell's type (``t``), style number (``s``) and stored text to its value."""

_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]+")
_TRUE = ("1", "true")
_WIDEST = 16_384


def column_index(letters: str) -> int:
    """``A`` is 0, ``AA`` is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


class WorksheetWalk:
    """What the walk found.

    Attributes:
        rows: The rows that hold something.
        hidden_rows: Numbers from 1.
        hidden_columns: Indices from 0.
    """

    def __init__(self, part: bytes, convert: Convert) -> None:
        self.rows: list[SheetRow] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._convert = convert
        self._number = 0
        self._values: list[RawValue] = []
        self._column = -1
        self._type, self._style = "n", 0
        self._text: list[str] = []
        self._listening = self._has_formula = self._has_value = self._in_phonetic = False
        self._columns: dict[str, int] = {}
        self._local: dict[str, str] = {}
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(part, True)  # noqa: FBT003 -- expat takes isfinal by position only

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._local.get(tag) or self._local.setdefault(tag, tag.rpartition(" ")[2])
        if name == "c":
            self._start_cell(attributes)
        elif name == "v" or (name == "t" and not self._in_phonetic):
            self._listening = self._has_value = True
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            # How Japanese text is read aloud is no part of it.
            self._in_phonetic = True
        elif name == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._values = []
            self._column = -1
            if attributes.get("hidden") in _TRUE:
                self.hidden_rows.add(self._number)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self.hidden_columns.update(range(int(attributes["min"]) - 1, min(int(attributes["max"]), _WIDEST)))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        match = _REFERENCE.fullmatch(reference) if reference else None
        if match is None:
            self._column += 1
        else:
            letters = match[1]
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = column_index(letters)
            self._column = column
        self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self._text.clear()
        self._has_formula = self._has_value = False

    def _characters(self, text: str) -> None:
        if self._listening:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        name = self._local.get(tag) or self._local.setdefault(tag, tag.rpartition(" ")[2])
        if name == "c":
            self._end_cell()
        elif name in ("v", "t"):
            self._listening = False
        elif name == "rPh":
            self._in_phonetic = False
        elif name == "row" and self._values:
            self.rows.append(SheetRow(self._number, tuple(self._values)))

    def _end_cell(self) -> None:
        text = "".join(self._text)
        # A formula may well have an empty text as its outcome; an empty number means that there was none.
        has_outcome = bool(text) or (self._has_value and self._type == "str")
        if self._has_formula and not has_outcome:
            value: RawValue = Uncalculated()
        else:
            value = self._convert(self._type, self._style, text) if text else None
        if is_empty(value):
            return
        if self._column >= MOST_COLUMNS:
            raise TooLargeError
        missing = self._column - len(self._values)
        if missing > 0:
            self._values.extend([None] * missing)
        self._values.append(value)
