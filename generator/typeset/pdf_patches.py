"""Small changes to a PDF that Typst made: its objects are plain text, and its cross-reference table is moved along."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_TABLE = re.compile(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [fn][ \r]\n)+)")
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_ENTRY = 20
"""Bytes of an entry of the cross-reference table (ISO 32000-1, 7.5.4)."""


class Edit(NamedTuple):
    """What stands from ``start`` to ``end`` becomes ``content``."""

    start: int
    end: int
    content: bytes


def patched(pdf: bytes, edits: Iterable[Edit]) -> bytes:
    """The PDF with these changes, none within another; unchanged where it is not as Typst writes it."""
    ordered = sorted(edits)
    table, start = _TABLE.search(pdf, pdf.rfind(b"\nxref\n")), _START.search(pdf, len(pdf) - 64)
    if not ordered or table is None or start is None or table.start() != int(start[1]):
        return pdf
    places = [edit.start for edit in ordered]
    shifts = [0, *itertools.accumulate(len(edit.content) - (edit.end - edit.start) for edit in ordered)]
    pieces: list[bytes] = []
    at = 0
    for edit in ordered:
        pieces += [pdf[at : edit.start], edit.content]
        at = edit.end
    entries = (table[2][each : each + _ENTRY] for each in range(0, len(table[2]), _ENTRY))
    moved = b"".join(_moved(entry, places, shifts) for entry in entries)
    pieces += [
        pdf[at : table.start(2)],
        moved,
        pdf[table.end(2) : start.start(1)],
        b"%d" % (int(start[1]) + shifts[-1]),
        pdf[start.end(1) :],
    ]
    return b"".join(pieces)


def _moved(entry: bytes, places: Sequence[int], shifts: Sequence[int]) -> bytes:
    if entry[17:18] != b"n":
        return entry
    offset = int(entry[:10])
    return b"%010d" % (offset + shifts[bisect.bisect_left(places, offset)]) + entry[10:]
