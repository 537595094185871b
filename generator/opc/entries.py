"""The entries of a ZIP file: names, sizes and places judged, bytes as they lie there."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.opc.asked import Asked, Limits

_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_RATIO_COUNTS_FROM = 1 << 20
_FLAGS_OF_ENCRYPTION = 0x1 | 0x40 | 0x2000
_FLAG_UTF_8 = 0x800
_LOCAL_HEADER_SIZE = 30
_ODD_SIGN = re.compile(r'[\x00-\x1f\\:*?"<>|\x7f]')


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as it lies in the ZIP, for copying without inflating.

    Attributes:
        method: 0 stored, 8 deflated; others are refused at the door.
        crc32: Of the inflated bytes; checked when they are inflated.
        size: Inflated.
        compressed: The bytes as they lie in the file.
    """

    name: str
    method: int
    crc32: int
    size: int
    compressed: bytes


def read_entries(data: bytes, asked: Asked, limits: Limits) -> Mapping[str, RawEntry]:
    """The entries by name in the order of the ZIP's directory, without folders; names, sizes and places judged."""
    # Before zipfile makes an object of each: a directory of millions would fill the memory.
    if len(data) > limits.source or data.count(b"PK\x01\x02") > 4 * limits.entries:
        raise asked.too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OverflowError, struct.error) as error:
        raise asked.damaged() from error
    if len(listed) > limits.entries or sum(each.file_size for each in listed) > limits.total:
        raise asked.too_large()
    found: dict[str, RawEntry] = {}
    seen: set[str] = set()
    free_from = 0
    for info in sorted(listed, key=lambda each: each.header_offset):
        _judge_entry(info, seen, asked, limits)
        start = _start_of_data(data, info, free_from, asked)
        free_from = start + info.compress_size
        name = info.orig_filename
        found[name] = RawEntry(name, info.compress_type, info.CRC, info.file_size, data[start:free_from])
    names = [each.orig_filename for each in listed if not each.orig_filename.endswith("/")]
    return MappingProxyType({name: found[name] for name in names})


def inflate(entry: RawEntry, asked: Asked) -> bytes:
    """The bytes of a part, exactly as many as its entry says and with the checksum that it gives."""
    inflated = entry.compressed
    if entry.method == _DEFLATED:
        machine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            # One byte more than promised: a part that lies about its size never fills the memory.
            inflated = machine.decompress(entry.compressed, entry.size + 1)
        except zlib.error as error:
            raise asked.damaged() from error
    if len(inflated) != entry.size or zlib.crc32(inflated) != entry.crc32:
        raise asked.damaged()
    return inflated


def _judge_entry(info: zipfile.ZipInfo, seen: set[str], asked: Asked, limits: Limits) -> None:
    name = info.orig_filename
    if info.flag_bits & _FLAGS_OF_ENCRYPTION:
        raise asked.has_password()
    # Part names are equal without regard to case (ISO/IEC 29500-2, 6.2.2.3).
    if _is_odd(name) or name.casefold() in seen or info.compress_type not in (_STORED, _DEFLATED):
        raise asked.odd_entry(name)
    seen.add(name.casefold())
    inflates_too_far = info.file_size > max(_RATIO_COUNTS_FROM, limits.ratio * info.compress_size)
    if info.file_size > limits.part or inflates_too_far:
        raise asked.too_large()


def _start_of_data(data: bytes, info: zipfile.ZipInfo, free_from: int, asked: Asked) -> int:
    """Where the entry's bytes start; refused where they overlap another's or the local header says otherwise."""
    offset = info.header_offset
    header = data[offset : offset + _LOCAL_HEADER_SIZE]
    if offset < free_from or len(header) < _LOCAL_HEADER_SIZE or not header.startswith(b"PK\x03\x04"):
        raise asked.damaged()
    lengths: tuple[int, int] = struct.unpack_from("<HH", header, 26)
    end_of_name = offset + _LOCAL_HEADER_SIZE + lengths[0]
    start = end_of_name + lengths[1]
    encoding = "utf-8" if info.flag_bits & _FLAG_UTF_8 else "cp437"
    local_name = data[offset + _LOCAL_HEADER_SIZE : end_of_name].decode(encoding, "replace")
    if local_name != info.orig_filename or start + info.compress_size > len(data):
        raise asked.damaged()
    return start


def _is_odd(name: str) -> bool:
    pieces = name.removesuffix("/").split("/")
    return len(name) > 400 or any(piece in ("", ".", "..") for piece in pieces) or _ODD_SIGN.search(name) is not None
