"""Small things that SQL lacks a common word for in SQLite and PostgreSQL."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from generator.model import AddressedTo, RecipientKey

Row = Mapping[str, object]
Value = TypeVar("Value")
_ACCENTS = re.compile("[\u0300-\u036f]+")
CHUNK = 500
"""Values in one IN (...): well below what either database takes."""


def insert_missing(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert ``rows``; those whose key exists already stay as they are."""
    if not rows:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert(table).on_conflict_do_nothing(), [dict(row) for row in rows])


def chunks(values: Sequence[Value], size: int = CHUNK) -> Iterator[Sequence[Value]]:
    """``values`` in pieces of ``size``."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def folded(text: str) -> str:
    """``text`` as it is compared: without accents, case and double spaces."""
    simple = text.casefold()
    if not simple.isascii():
        simple = _ACCENTS.sub("", unicodedata.normalize("NFKD", simple))
    return " ".join(simple.split())


def simplified(text: str) -> str:
    """``text`` without whatever people leave out when they type: accents, case, spaces and punctuation."""
    return "".join(each for each in folded(text) if each.isalnum())


def key_text(recipient: RecipientKey) -> str:
    """The key as one text: ``GM0363|contact|griffier-j-de-vries``."""
    return f"{recipient.council_code}|{recipient.kind.value}|{recipient.part}"


def key_of(council_code: str, kind: str, part: str) -> RecipientKey:
    """The key of a row of ``letters``."""
    return RecipientKey(council_code, AddressedTo(kind), part)
