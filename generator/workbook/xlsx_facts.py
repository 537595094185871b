"""What openpyxl's fast reading does not tell of a worksheet: what is hidden, and formulas without an outcome."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

_WORTH_A_WALK = re.compile(rb"""hidden=["'](?:1|true)|<(?:\w+:)?f[\s/>]""")
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_TRUE = ("1", "true")
_WIDEST = 16_384


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Of one worksheet part.

    Attributes:
        hidden_rows: Numbers from 1.
        hidden_columns: Indices from 0.
        uncalculated: Row number from 1 and column index from 0 of formulas whose outcome was not saved.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncalculated: frozenset[tuple[int, int]] = frozenset()


def sheet_facts(part: bytes) -> SheetFacts:
    """Walk a worksheet part (ISO/IEC 29500-1, 18.3.1.99), unless it plainly holds nothing of the kind."""
    if not _WORTH_A_WALK.search(part):
        return SheetFacts()
    walk = _Walk()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.Parse(part, True)  # noqa: FBT003 -- expat takes isfinal by position only
    return SheetFacts(frozenset(walk.hidden_rows), frozenset(walk.hidden_columns), frozenset(walk.uncalculated))


class _Walk:
    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.uncalculated: set[tuple[int, int]] = set()
        self._row = 0
        self._column = -1
        self._has_formula = self._has_value = self._in_value = self._may_be_empty = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = -1
                if attributes.get("hidden") in _TRUE:
                    self.hidden_rows.add(self._row)
            case "col" if attributes.get("hidden") in _TRUE:
                last = min(int(attributes["max"]), _WIDEST)
                self.hidden_columns.update(range(int(attributes["min"]) - 1, last))
            case "c":
                self._cell(attributes)
            case "f":
                self._has_formula = True
            case "v":
                self._in_value = True
                # A formula may well have an empty text as its outcome.
                self._has_value = self._may_be_empty
            case "is":
                self._has_value = True

    def end(self, tag: str) -> None:
        match tag.rpartition(" ")[2]:
            case "c" if self._has_formula and not self._has_value:
                self.uncalculated.add((self._row, self._column))
            case "v":
                self._in_value = False

    def text(self, _text: str) -> None:
        if self._in_value:
            self._has_value = True

    def _cell(self, attributes: dict[str, str]) -> None:
        self._has_formula = self._has_value = False
        self._may_be_empty = attributes.get("t") == "str"
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = self._column + 1 if match is None else column_index(match[1])


def column_index(letters: str) -> int:
    """``A`` is 0, ``AA`` is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
