"""Texts as part of a file name that every system takes."""

from __future__ import annotations

import re
import unicodedata

_NOT_ALLOWED = re.compile(r"[^\w.\-]+")
# Names that Windows keeps for devices, with or without a suffix.
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?", re.IGNORECASE)
_LONGEST = 80


def file_name_form(text: str) -> str:
    """``COS/U201800494`` as ``COS_U201800494``; ``Bergen (NH)`` as ``Bergen_NH``.

    Letters keep their accents (composed, so that every system compares them alike); the apostrophe of
    's-Hertogenbosch falls away, any other sign and space becomes ``_``. At most 80 characters, never empty.
    """
    composed = unicodedata.normalize("NFC", text).replace("'", "").replace("’", "")
    name = _NOT_ALLOWED.sub("_", composed).strip("_. ")[:_LONGEST].rstrip("_. ")
    return f"_{name}" if not name or _DEVICES.fullmatch(name) else name
