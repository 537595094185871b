"""Titles before a name, in the order that etiquette gives them.

Source: taaladvies.net, volgorde titels en graden hoger en wetenschappelijk onderwijs (Nederland).
"""

from __future__ import annotations

import re

_ORDER = ("prof.", "dr.", "mr.", "ir.", "drs.", "ing.")
_SWALLOWED_BY = {"drs.": "dr.", "ing.": "ir."}
_KNOWN = "|".join(title.removesuffix(".") for title in _ORDER)
_RUN_OF_KNOWN = re.compile(rf"(?:(?:{_KNOWN})\.)*(?:{_KNOWN})\.?", re.IGNORECASE)
_HONORARY = " h.c."


def ordered_titles(titles: str) -> str:
    """Put titles in order: ``"drs. mr. ir."`` becomes ``"mr. ir. drs."``.

    dr. drops drs., ir. drops ing.; a title twice counts once. A title that we do not know keeps its writing and comes
    after the known ones; "h.c." stays with the title before it.
    """
    found = _split(titles)
    kept = [title for title in dict.fromkeys(found) if _SWALLOWED_BY.get(title) not in found]
    return " ".join(sorted(kept, key=_rank))


def _rank(title: str) -> int:
    base = title.removesuffix(_HONORARY)
    return _ORDER.index(base) if base in _ORDER else len(_ORDER)


def _split(titles: str) -> list[str]:
    found: list[str] = []
    for word in titles.replace(",", " ").split():
        if _RUN_OF_KNOWN.fullmatch(word):
            found.extend(f"{piece.lower()}." for piece in word.split(".") if piece)
        elif word.lower() == _HONORARY.strip() and found:
            found[-1] += _HONORARY
        else:
            found.append(word)
    return found
