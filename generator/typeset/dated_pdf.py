"""What LibreOffice made, with the letter's date instead of the hour of the run, so that the same letter gives the same bytes."""

from __future__ import annotations

import io
import struct
from datetime import datetime

import pikepdf


class UnsoundPdf(Exception):
    """It cannot be read as a PDF; why is its text."""


def dated(pdf: bytes, clock: datetime) -> tuple[bytes, int]:
    """The same PDF with the letter's date and an identity from its content, and without a claim that does not hold.

    LibreOffice 7.4 writes the property of PDF/UA without the extension schema that PDF/A asks for: taken out, PDF/A-2b holds.

    Returns:
        The PDF and how many pages it has.

    Raises:
        UnsoundPdf: It is none, or one without pages.
    """
    try:
        return _dated(pdf, clock)
    except (pikepdf.PdfError, ValueError, KeyError) as error:
        raise UnsoundPdf(str(error)) from error


def _dated(pdf: bytes, clock: datetime) -> tuple[bytes, int]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
        if not pages:
            raise ValueError("no pages")
        with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in [key for key in metadata if "pdfua" in key]:
                del metadata[key]
            for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                if key in metadata or key == "xmp:CreateDate":
                    metadata[key] = clock.isoformat(timespec="seconds")
        written = pikepdf.models.metadata.encode_pdf_date(clock)
        opened.docinfo["/CreationDate"] = pikepdf.String(written)
        if "/ModDate" in opened.docinfo:
            opened.docinfo["/ModDate"] = pikepdf.String(written)
        for intent in opened.Root.get("/OutputIntents", []):
            _date_profile(intent.DestOutputProfile, clock)
        for key in ("/DocChecksum", "/ID"):
            if key in opened.trailer:
                del opened.trailer[key]
        stream = io.BytesIO()
        opened.save(stream, deterministic_id=True)
    return stream.getvalue(), pages


def _date_profile(profile: pikepdf.Object, clock: datetime) -> None:
    """LibreOffice makes its sRGB profile anew each time; its header holds when, as six numbers at 24 (ICC.1, 7.2.8)."""
    content = profile.read_bytes()
    made = struct.pack(">6H", clock.year, clock.month, clock.day, clock.hour, clock.minute, clock.second)
    profile.write(content[:24] + made + content[36:])
