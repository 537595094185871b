"""How much nearer letters stand together where a run asks for kerning (``w:kern``): pairs of GPOS, else of ``kern``."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

_PAIRS, _EXTENSION = 2, 9
_SCRIPTS = ("latn", "DFLT")
_MOST_KEPT = 20_000

PairValue = Callable[[str, str], int | None]
"""The value of two glyphs by name, in font units; None where a lookup says nothing of them."""


class Kerning:
    """The kerning of one face; values by two characters, in em."""

    def __init__(self, path: Path, index: int) -> None:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            self._em: int = font["head"].unitsPerEm
            self._glyphs: dict[int, str] = dict(font.getBestCmap() or {})
            self._lookups = list(_lookups(font))
        self.pair = functools.lru_cache(_MOST_KEPT)(self._pair)

    def _pair(self, one: str, other: str) -> float:
        first, second = self._glyphs.get(ord(one)), self._glyphs.get(ord(other))
        if first is None or second is None:
            return 0.0
        total = 0
        for lookup in self._lookups:
            # Within one lookup the first subtable that knows the pair decides.
            total += next((value for subtable in lookup if (value := subtable(first, second)) is not None), 0)
        return total / self._em

    def adjustment(self, text: str) -> float:
        """What kerning adds to the width of a text, in em; usually negative."""
        return sum(map(self.pair, text, text[1:]))


@functools.lru_cache(maxsize=64)
def kerning(path: Path, index: int) -> Kerning:
    """The kerning of a face, read once."""
    return Kerning(path, index)


def _lookups(font: TTFont) -> Iterator[list[PairValue]]:
    table = font["GPOS"].table if "GPOS" in font else None
    numbers = [] if table is None else _kern_lookups(table)
    for number in numbers:
        yield [_subtable(each) for each in _subtables(font["GPOS"].table.LookupList.Lookup[number])]
    if not numbers and "kern" in font:
        for each in font["kern"].kernTables:
            if hasattr(each, "kernTable"):
                yield [_by_pair(each.kernTable)]


def _by_pair(pairs: Mapping[tuple[str, str], int]) -> PairValue:
    return lambda one, other: pairs.get((one, other))


def _kern_lookups(table: Any) -> list[int]:
    """The lookups of the feature ``kern`` for Latin letters."""
    if not table.ScriptList or not table.FeatureList:
        return []
    scripts = {record.ScriptTag: record.Script for record in table.ScriptList.ScriptRecord}
    script = next((scripts[tag] for tag in _SCRIPTS if tag in scripts), None)
    if script is None or script.DefaultLangSys is None:
        return []
    records = [table.FeatureList.FeatureRecord[at] for at in script.DefaultLangSys.FeatureIndex]
    return sorted({number for each in records if each.FeatureTag == "kern" for number in each.Feature.LookupListIndex})


def _subtables(lookup: Any) -> Iterator[Any]:
    for each in lookup.SubTable:
        inner = each.ExtSubTable if lookup.LookupType == _EXTENSION else each
        if inner.LookupType == _PAIRS:
            yield inner


def _subtable(table: Any) -> PairValue:
    covered = {glyph: at for at, glyph in enumerate(table.Coverage.glyphs)}
    if table.Format == 1:
        pairs = {
            (glyph, record.SecondGlyph): _advance(record.Value1)
            for glyph, at in covered.items()
            for record in table.PairSet[at].PairValueRecord
        }
        return _by_pair(pairs)
    first, second = table.ClassDef1.classDefs, table.ClassDef2.classDefs
    values = [[_advance(record.Value1) for record in row.Class2Record] for row in table.Class1Record]

    def by_class(one: str, other: str) -> int | None:
        return values[first.get(one, 0)][second.get(other, 0)] if one in covered else None

    return by_class


def _advance(value: Any) -> int:
    return int(getattr(value, "XAdvance", 0) or 0)
