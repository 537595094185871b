"""Titulatuur of the traditional style: edelachtbare and hoogedelachtbare.

Source: taaladvies.net, titulatuur en titels in Nederland: voorrangsregels.
"""

from __future__ import annotations

from typing import Literal

from generator.address.sorting import sort_key

Honorific = Literal["", "edelachtbare", "hoogedelachtbare"]

_GRAND_COUNCILS = frozenset(
    sort_key(name)
    for name in (
        # The capitals of the provinces
        *("Groningen", "Leeuwarden", "Assen", "Zwolle", "Lelystad", "Arnhem", "Utrecht", "Haarlem", "Den Haag"),
        *("'s-Gravenhage", "Middelburg", "'s-Hertogenbosch", "Den Bosch", "Maastricht"),
        # and the two that are one by custom
        *("Amsterdam", "Rotterdam"),
    )
)


def honorific(function: str, council_name: str) -> Honorific:
    """What a burgemeester is called in the traditional style; ``""`` for any other function.

    Args:
        function: As the workbook says it; only "burgemeester" counts.
        council_name: Without "Gemeente".
    """
    if function.strip().casefold() != "burgemeester":
        return ""
    return "hoogedelachtbare" if sort_key(council_name) in _GRAND_COUNCILS else "edelachtbare"
