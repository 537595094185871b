"""Capitals of ``w:caps`` and ``w:smallCaps``."""

from __future__ import annotations


def capitals(text: str) -> str:
    """Each letter as one capital; those that have none of one letter (ß) stay as they are, in Word and LibreOffice."""
    upper = text.upper()
    if len(upper) == len(text):
        return upper
    return "".join(each.upper() if len(each.upper()) == 1 else each for each in text)
