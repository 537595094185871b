"""How the lists of a PDF are numbered, for readers without sight.

Typst calls every list that it numbers itself decimal (``/ListNumbering``, ISO 32000-1, table 347), bullets too. What each is
was known when the source was written, so it is put right in the finished file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.typeset.pdf_patches import Edit

_KINDS = {
    "decimal": "Decimal",
    "decimalZero": "Decimal",
    "ordinal": "Decimal",
    "lowerLetter": "LowerAlpha",
    "upperLetter": "UpperAlpha",
    "lowerRoman": "LowerRoman",
    "upperRoman": "UpperRoman",
}
_BULLETS = {**dict.fromkeys("o○◦", "Circle"), **dict.fromkeys("■□▪▫❑❒", "Square")}
_LIST = re.compile(rb"/O/List/ListNumbering(/Decimal)>>")


def list_kind(number_format: str, text: str) -> str:
    """What the PDF standard calls a list.

    Args:
        number_format: An ST_NumberFormat name.
        text: The label of its first item.
    """
    if number_format == "bullet":
        return _BULLETS.get(text.strip(), "Disc")
    return _KINDS.get(number_format, "Decimal")


def numbered_lists(pdf: bytes, kinds: Sequence[str]) -> list[Edit]:
    """What gives each list of a PDF its kind; nothing where the PDF is not as Typst writes it.

    Args:
        pdf: As Typst made it.
        kinds: Of each list that Typst numbered, in the order in which the lists end.
    """
    if all(kind == "Decimal" for kind in kinds):
        return []
    found = list(_LIST.finditer(pdf))
    if len(found) != len(kinds):
        return []
    return [Edit(each.start(1), each.end(1), f"/{kind}".encode()) for each, kind in zip(found, kinds, strict=True)]
