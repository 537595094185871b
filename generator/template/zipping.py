"""Writing the package: static entries as ready compressed bytes, fixed order, fixed time stamps.

APPNOTE.TXT of PKWARE, 4.3: local headers with their data, then the central directory, then its end record.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF_8, _DEFLATED, _STORED = 20, 0x800, 8, 0
# 1 January 1980, 00:00: the first moment that a ZIP can name. Same letter, same bytes.
_TIME, _DATE = 0, 0x21
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry ready to be written; ``header_tail`` is what local header and directory share."""

    name: bytes
    method: int
    crc32: int
    size: int
    data: bytes


def deflated(name: str, content: bytes, level: int = _LEVEL) -> Entry:
    """The entry of ``content``."""
    machine = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = machine.compress(content) + machine.flush()
    return Entry(name.encode(), _DEFLATED, zlib.crc32(content), len(content), data)


class Prefix:
    """Entries that every letter begins with, already written."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        body, directory, offset = [], [], 0
        for entry in entries:
            local = _local(entry)
            body.append(local)
            directory.append(_central(entry, offset))
            offset += len(local)
        self._body = b"".join(body)
        self._directory = b"".join(directory)
        self._count = len(entries)

    def with_entries(self, entries: Iterable[Entry]) -> bytes:
        """The whole package: the prefix, then ``entries``, then the directory."""
        body, directory = [self._body], [self._directory]
        offset, count = len(self._body), self._count
        for entry in entries:
            local = _local(entry)
            body.append(local)
            directory.append(_central(entry, offset))
            offset += len(local)
            count += 1
        size = sum(map(len, directory))
        return b"".join((*body, *directory, _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)))


def _local(entry: Entry) -> bytes:
    header = _LOCAL.pack(
        b"PK\x03\x04",
        _VERSION,
        _UTF_8,
        entry.method,
        _TIME,
        _DATE,
        entry.crc32,
        len(entry.data),
        entry.size,
        len(entry.name),
        0,
    )
    return header + entry.name + entry.data


def _central(entry: Entry, offset: int) -> bytes:
    header = _CENTRAL.pack(
        b"PK\x01\x02",
        _VERSION,
        _VERSION,
        _UTF_8,
        entry.method,
        _TIME,
        _DATE,
        entry.crc32,
        len(entry.data),
        entry.size,
        len(entry.name),
        0,
        0,
        0,
        0,
        0,
        offset,
    )
    return header + entry.name
