"""What people bring instead of a ZIP-based file, named by its first bytes."""

from __future__ import annotations

import re
import struct

from generator.errors import UnreadableInput, message
from generator.opc.asked import Asked

_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP_SIGNATURE = b"PK\x03\x04"
_FORMATS = ((b"%pdf", "PDF"), (b"{\\rtf", "RTF"), (b"<?xml", "XML"), (b"<html", "HTML"), (b"<!doctype", "HTML"))
_OLE_STREAMS = (
    ("WordDocument", ".doc", ".docx"),
    ("Workbook", ".xls", ".xlsx"),
    ("Book", ".xls", ".xlsx"),
    ("PowerPoint Document", ".ppt", ".pptx"),
)


def refuse_foreign_formats(data: bytes, asked: Asked) -> None:
    """Let a ZIP through and refuse anything else, by its own name where its first bytes tell."""
    if not data:
        raise asked.refusal(message("{name} is empty (0 bytes); get it again from where it came from", **asked.words))
    if data.startswith(_ZIP_SIGNATURE):
        return
    if data.startswith(_OLE_SIGNATURE):
        raise _ole_refusal(data, asked)
    if data.startswith(b"PK"):
        raise asked.damaged()
    head = data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for start, kind in _FORMATS:
        if head.startswith(start):
            raise asked.refusal(
                message(
                    "{name} is a file of another kind ({kind}); open it in {program} and save it as {suffix}",
                    kind=kind,
                    **asked.words,
                )
            )
    raise asked.refusal(
        message(
            "{name} is no file of {program}; open it in the program that it comes from and save it as {suffix}",
            **asked.words,
        )
    )


def _ole_refusal(data: bytes, asked: Asked) -> UnreadableInput:
    """Tell a password-protected package from an old binary file by the streams that its directory names."""
    if _has_stream(data, "EncryptedPackage"):
        return asked.has_password()
    for stream, old, new in _OLE_STREAMS:
        if _has_stream(data, stream):
            return asked.refusal(
                message(
                    "{name} is in the format of before 2007 ({old}); open it and save it as {new}",
                    name=asked.name,
                    old=old,
                    new=new,
                )
            )
    return asked.damaged()


def _has_stream(data: bytes, name: str) -> bool:
    """Whether an OLE directory names the stream.

    A directory entry is 128 bytes, aligned to 128: the name in UTF-16LE, and at 64 its length in bytes with the
    closing NUL (MS-CFB 2.6.1).
    """
    written = name.encode("utf-16-le")
    length = struct.pack("<H", len(written) + 2)
    return any(
        found.start() % 128 == 0 and data[found.start() + 64 : found.start() + 66] == length
        for found in re.finditer(re.escape(written), data)
    )
