"""The address block: 3 to 6 lines, the last with postcode and place.

Source: postnl.nl, addressing tips; measures of the window stand in the template.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from generator.errors import LettersFailed, message

FEWEST_LINES = 3
MOST_LINES = 6
_BOX_WORDS = {"postbus": "Postbus", "antwoordnummer": "Antwoordnummer"}


def organisation_line(council_name: str) -> str:
    """``Gemeente Den Haag``."""
    return f"Gemeente {council_name}"


def place_line(postcode: str, place: str) -> str:
    """Postcode, two spaces, PLACE IN CAPITALS with its accents: ``9104 ZG  DAMWÂLD``.

    Args:
        postcode: Normalised.
        place: The postal place, which often differs from the council's name.
    """
    return f"{postcode}  {place.strip().upper()}"


def box_line(kind: Literal["postbus", "antwoordnummer"], number: str) -> str:
    """``Postbus 12600``, ``Antwoordnummer 10000``."""
    return f"{_BOX_WORDS[kind]} {number}"


def address_block(lines: Iterable[str], *, most_lines: int = MOST_LINES) -> tuple[str, ...]:
    """The lines that hold something, in order; a line with a line break in it counts as two.

    Args:
        lines: Organisation, body or department, person, street or box, place.
        most_lines: What the window of the template holds, 6 at the most.

    Raises:
        LettersFailed: Fewer than 3 lines are left, or more than the window holds.
    """
    block = tuple(piece.strip() for line in lines for piece in line.splitlines() if piece.strip())
    if len(block) > most_lines:
        raise LettersFailed(
            message(
                "the address block has {count} lines and the window holds {most}; shorten the address",
                count=len(block),
                most=most_lines,
            )
        )
    if len(block) < FEWEST_LINES:
        raise LettersFailed(
            message(
                "the address block has {count} lines and needs at least {fewest}; complete the address",
                count=len(block),
                fewest=FEWEST_LINES,
            )
        )
    return block
