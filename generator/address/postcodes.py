"""Dutch postcodes: mended where only the writing is off, refused otherwise, never guessed.

Source: postnl.nl, addressing tips; SA, SD and SS are not issued.
"""

from __future__ import annotations

import re

_POSTCODE = re.compile(r"([1-9][0-9]{3})([A-Z]{2})")
_NOT_ISSUED = frozenset({"SA", "SD", "SS"})
# Zero-width characters and byte order marks come along when people copy from web pages.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def normalised_postcode(written: str) -> str | None:
    """``2514js``, stray and hard spaces become ``2514 JS``; None for anything that is no Dutch postcode."""
    # Not str.upper() on everything: that would make two letters of one (ß) and so a postcode of what is none.
    squeezed = "".join(written.translate(_INVISIBLE).split())
    if not squeezed.isascii():
        return None
    match = _POSTCODE.fullmatch(squeezed.upper())
    if match is None or match[2] in _NOT_ISSUED:
        return None
    return f"{match[1]} {match[2]}"
