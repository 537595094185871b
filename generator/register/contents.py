"""Keep bytes once, by what they hold; write data as JSON that is the same whenever the data is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import cast

from sqlalchemy import Connection, select

from generator.register.records import Content, Data, Findings, JsonValue
from generator.register.rows import insert_missing
from generator.register.schema import contents

JSON = "application/json"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def written_json(data: Data | Findings) -> str:
    """``data`` as it is kept: in its own order, for a template may walk through it; characters as they are."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def fingerprint(data: Data) -> str:
    """The SHA-256 that stands for ``data``, whatever the order in which columns stand."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256_of(text.encode())


def sha256_of(content: bytes) -> str:
    """Its SHA-256 in lower-case hexadecimals."""
    return hashlib.sha256(content).hexdigest()


def keep(connection: Connection, kept: Iterable[Content]) -> list[str]:
    """Keep each where it is not kept yet.

    Returns:
        Their SHA-256, in the order given.
    """
    by_sum: dict[str, Content] = {}
    sums = []
    for each in kept:
        sums.append(sha256_of(each.content))
        by_sum[sums[-1]] = each
    known = set(connection.scalars(select(contents.c.sha256).where(contents.c.sha256.in_(by_sum))))
    rows = [
        {"sha256": checksum, "media_type": each.media_type, "content": each.content}
        for checksum, each in by_sum.items()
        if checksum not in known
    ]
    insert_missing(connection, contents, rows)
    return sums


def keep_data(connection: Connection, data: Data) -> str:
    """Keep ``data`` as JSON; returns its SHA-256."""
    return keep(connection, [Content(JSON, written_json(data).encode())])[0]


def fetch(connection: Connection, sums: Iterable[str]) -> dict[str, Content]:
    """The contents with these SHA-256, those that are kept."""
    rows = connection.execute(select(contents).where(contents.c.sha256.in_(set(sums))))
    return {row.sha256: Content(row.media_type, row.content) for row in rows}


def fetch_data(connection: Connection, checksum: str) -> Data:
    """The data kept under ``checksum``."""
    return read_data(fetch(connection, [checksum])[checksum].content)


def read_data(text: str | bytes) -> Data:
    """Read back what :func:`written_json` wrote."""
    return cast("Data", json.loads(text))


def read_findings(text: str) -> Findings:
    """Read back what :func:`written_json` wrote of findings."""
    return tuple(json.loads(text))


def sums_named_in(data: JsonValue | Data) -> set[str]:
    """The SHA-256 of every content that ``data`` names as ``{"$image": SHA-256}`` or ``{"$file": SHA-256}``."""
    found: set[str] = set()
    if isinstance(data, Mapping):
        found |= {named for named in (data.get("$image"), data.get("$file")) if isinstance(named, str)}
        for value in data.values():
            found |= sums_named_in(value)
    elif isinstance(data, list):
        for value in data:
            found |= sums_named_in(value)
    return found
