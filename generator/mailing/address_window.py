"""Whether an address fits where it stands in the letter, measured before the letters are set."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import BrievenError, message, plural_message
from generator.mailing.context import Context
from generator.mailing.workspace import Workspace
from generator.model import CellPlace, Problem, Recipient, RecipientKey, Severity

if TYPE_CHECKING:
    from generator.template import CompiledTemplate, Remainder
    from generator.typeset.measuring import LinePlace

_FONT, _SIZE_PT = "Calibri", 10
"""In which most letters come; what is measured with where no letter shows the address."""


@dataclass(frozen=True, slots=True)
class AddressWindow:
    """The room that the lines of an address have.

    Attributes:
        width_mm: How wide a line can be.
        is_own: Whether the address has a place of its own in the letter: a text box, a frame, a cell. Else the width is
            that of the window of an envelope, as brieven.toml has it.
        place: Where the lines stand.
    """

    width_mm: float
    is_own: bool
    place: LinePlace


def address_window(
    template: CompiledTemplate | Remainder, letter: tuple[Recipient, Context], workspace: Workspace
) -> AddressWindow:
    """Find the place of the address in the letter to one recipient, laid out as the typesetter does it.

    Args:
        template: Of the letters; with faulty tags in it no letter shows where the address stands.
        letter: A recipient, and what the template sees.
        workspace: Whose fonts and settings count.
    """
    from generator.template import CompiledTemplate
    from generator.typeset import FontCatalog
    from generator.typeset.measuring import find_lines, plain_place

    catalog = FontCatalog(workspace.font_folders)
    recipient, context = letter
    found = None
    if isinstance(template, CompiledTemplate):
        # What keeps the letter from being made is told by the check of the letter.
        with contextlib.suppress(BrievenError):
            found = find_lines(template.render(context), recipient.address_lines, catalog=catalog)
    place = found or plain_place(_FONT, _SIZE_PT, catalog=catalog)
    if place.width_mm is not None:
        return AddressWindow(place.width_mm, is_own=True, place=place)
    return AddressWindow(workspace.settings.output.address_width, is_own=False, place=place)


def address_problems(recipients: Sequence[Recipient], window: AddressWindow) -> dict[RecipientKey, list[Problem]]:
    """Tell about each line that is wider than its place, once at the first recipient who has it.

    The number of lines is judged when the address is read.
    """
    having: dict[str, list[Recipient]] = {}
    for recipient in recipients:
        for line in recipient.address_lines:
            having.setdefault(line, []).append(recipient)
    found: dict[RecipientKey, list[Problem]] = {}
    for line, those in having.items():
        width = window.place.measured_mm(line)
        if width > window.width_mm:
            found.setdefault(those[0].key, []).append(_too_wide(line, math.ceil(width), those, window))
    return found


def _too_wide(line: str, width: int, those: Sequence[Recipient], window: AddressWindow) -> Problem:
    first, most = those[0], math.floor(window.width_mm)
    if window.is_own:
        cause = message(
            "{council}: the line “{line}” of the address is some {width} mm wide, and its place in the letter {most}",
            council=first.council.name,
            line=line,
            width=width,
            most=most,
        )
    else:
        cause = message(
            "{council}: the line “{line}” of the address is some {width} mm wide, and the window of an envelope {most}",
            council=first.council.name,
            line=line,
            width=width,
            most=most,
        )
    others = plural_message(
        "shorten it; {count} other address has the same line",
        "shorten it; {count} other addresses have the same line",
        count=len(those) - 1,
    )
    return Problem(
        code="address-line-too-wide",
        severity=Severity.WARNING,
        place=first.source or CellPlace(""),
        cause=cause,
        remedy=others if len(those) > 1 else message("shorten it"),
        recipient=first.key,
    )
