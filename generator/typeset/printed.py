"""What a print file that was made before says of itself."""

from __future__ import annotations

from pathlib import Path

import pikepdf


def is_two_sided(path: Path) -> bool | None:
    """Whether a print file asks the printer for two sides, as :func:`write_print_file` writes it with ``duplex``.

    Returns:
        None where the file is damaged, or not there.
    """
    try:
        with pikepdf.open(path) as book:
            return "/Duplex" in book.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    except (OSError, pikepdf.PdfError):
        return None
