"""A PDF file written as a stream: what is written needs no memory any more, so ten thousand letters fit.

qpdf keeps every object of a file in memory, some 250 kB a letter; here only a place a object is kept. The file's structure
is that of ISO 32000-1, 7.5: objects, most of them packed in object streams, and a cross-reference stream.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import IO

_OBJECTS_A_STREAM = 200
_HEADER = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"


class PdfWriter:
    """Writes numbered objects to ``stream`` in any order.

    Args:
        stream: Where the file goes, from its current position.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._position = 0
        self._places: list[tuple[int, int, int]] = [(0, 0, 65535)]
        self._packed: list[tuple[int, bytes]] = []
        self._write(_HEADER)

    def new_number(self) -> int:
        """Reserve the number of an object that is written later."""
        self._places.append((0, 0, 0))
        return len(self._places) - 1

    def add(self, body: bytes, number: int | None = None) -> int:
        """Write an object that is no stream; return its number."""
        number = self.new_number() if number is None else number
        self._packed.append((number, body))
        if len(self._packed) >= _OBJECTS_A_STREAM:
            self._pack()
        return number

    def add_stream(self, entries: bytes, content: bytes, number: int | None = None) -> int:
        """Write a stream object.

        Args:
            entries: Its dictionary's entries but for Length, without the brackets.
            content: Its bytes, encoded as ``entries`` say.
            number: A number reserved for it.
        """
        number = self.new_number() if number is None else number
        self._places[number] = (1, self._position, 0)
        self._write(b"%d 0 obj\n<< %s /Length %d >>\nstream\n" % (number, entries, len(content)))
        self._write(content)
        self._write(b"\nendstream\nendobj\n")
        return number

    def finish(self, *, root: int, info: int) -> None:
        """Write what is left, and where everything stands.

        Args:
            root: The catalog's number.
            info: The document information's number.
        """
        self._pack()
        identifier = self._digest.hexdigest()[:32].encode()
        start = self._position
        number = self.new_number()
        self._places[number] = (1, start, 0)
        width = max(2, (start.bit_length() + 7) // 8)
        table = b"".join(
            kind.to_bytes(1, "big") + first.to_bytes(width, "big") + second.to_bytes(2, "big")
            for kind, first, second in self._places
        )
        entries = (
            b"/Type /XRef /W [ 1 %d 2 ] /Size %d /Root %d 0 R /Info %d 0 R /ID [ <%s> <%s> ] /Filter /FlateDecode"
            % (width, len(self._places), root, info, identifier, identifier)
        )
        content = zlib.compress(table)
        self._write(b"%d 0 obj\n<< %s /Length %d >>\nstream\n" % (number, entries, len(content)))
        self._write(content + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        if not self._packed:
            return
        container = self.new_number()
        offsets: list[bytes] = []
        bodies: list[bytes] = []
        position = 0
        for index, (number, body) in enumerate(self._packed):
            self._places[number] = (2, container, index)
            offsets.append(b"%d %d" % (number, position))
            bodies.append(body)
            position += len(body) + 1
        head = b" ".join(offsets) + b"\n"
        self.add_stream(
            b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(bodies), len(head)),
            zlib.compress(head + b"\n".join(bodies)),
            container,
        )
        self._packed.clear()

    def _write(self, content: bytes) -> None:
        self._stream.write(content)
        self._digest.update(content)
        self._position += len(content)


def name_or_text(text: str) -> bytes:
    """``text`` as a PDF text string (ISO 32000-1, 7.9.2.2), in hexadecimal."""
    return b"<feff%s>" % text.encode("utf-16-be").hex().encode()
