"""How the lists of a PDF are numbered, for readers without sight.

Typst calls every list that it numbers itself decimal (``/ListNumbering``, ISO 32000-1, table 347), bullets too. What each is
was known when the source was written, so it is put right in the finished file: its objects are plain text, and its
cross-reference table is moved along.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence

_KINDS = {
    "decimal": "Decimal",
    "decimalZero": "Decimal",
    "ordinal": "Decimal",
    "lowerLetter": "LowerAlpha",
    "upperLetter": "UpperAlpha",
    "lowerRoman": "LowerRoman",
    "upperRoman": "UpperRoman",
}
_BULLETS = {**dict.fromkeys("o○◦", "Circle"), **dict.fromkeys("■□▪▫❑❒", "Square")}
_LIST = re.compile(rb"/O/List/ListNumbering(/Decimal)>>")
_TABLE = re.compile(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [fn][ \r]\n)+)")
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_ENTRY = 20
"""Bytes of an entry of the cross-reference table (ISO 32000-1, 7.5.4)."""


def list_kind(number_format: str, text: str) -> str:
    """What the PDF standard calls a list.

    Args:
        number_format: An ST_NumberFormat name.
        text: The label of its first item.
    """
    if number_format == "bullet":
        return _BULLETS.get(text.strip(), "Disc")
    return _KINDS.get(number_format, "Decimal")


def number_lists(pdf: bytes, kinds: Sequence[str]) -> bytes:
    """The same PDF with the kind of each list; unchanged where it is not as Typst writes it.

    Args:
        pdf: As Typst made it.
        kinds: Of each list that Typst numbered, in the order in which the lists end.
    """
    if all(kind == "Decimal" for kind in kinds):
        return pdf
    found = [each.start(1) for each in _LIST.finditer(pdf)]
    table, start = _TABLE.search(pdf, pdf.rfind(b"\nxref\n")), _START.search(pdf, len(pdf) - 64)
    if len(found) != len(kinds) or table is None or start is None or table.start() != int(start[1]):
        return pdf
    names = [b"/" + kind.encode() for kind in kinds]
    shifts = [0, *itertools.accumulate(len(name) - len(b"/Decimal") for name in names)]
    pieces: list[bytes] = []
    at = 0
    for place, name in zip(found, names, strict=True):
        pieces += [pdf[at:place], name]
        at = place + len(b"/Decimal")
    entries = (table[2][at : at + _ENTRY] for at in range(0, len(table[2]), _ENTRY))
    moved = b"".join(_moved(entry, found, shifts) for entry in entries)
    pieces += [
        pdf[at : table.start(2)],
        moved,
        pdf[table.end(2) : start.start(1)],
        b"%d" % (int(start[1]) + shifts[-1]),
        pdf[start.end(1) :],
    ]
    return b"".join(pieces)


def _moved(entry: bytes, found: Sequence[int], shifts: Sequence[int]) -> bytes:
    if entry[17:18] != b"n":
        return entry
    offset = int(entry[:10])
    return b"%010d" % (offset + shifts[bisect.bisect_left(found, offset)]) + entry[10:]
