"""Councils that are no more: facts of the Register van Overheidsorganisaties and TOOI (CC0), May 2026."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

_TABLE = Path(__file__).parent / "data" / "abolished_councils.csv"


@cache
def last_days() -> Mapping[str, date]:
    """The last day of each council abolished since 2018, by its code."""
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        return MappingProxyType({row["code"]: date.fromisoformat(row["last_day"]) for row in csv.DictReader(stream)})
