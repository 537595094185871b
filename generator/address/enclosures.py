"""The line that counts what is enclosed.

Source: VNG-ledenbrief 17/027, which shows "Bijlage(n) -".
"""

from __future__ import annotations


def enclosures_count(count: int) -> str:
    """What stands below the heading "Bijlage(n)" of the reference row: the number, or ``-`` where there is none."""
    return str(count) if count else "-"


def enclosures_line(count: int) -> str:
    """``Bijlage(n): 2``, or ``Bijlage(n): -``."""
    return f"Bijlage(n): {enclosures_count(count)}"
