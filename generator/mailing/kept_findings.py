"""What setting a letter found, as the register keeps it: JSON, and back to what the report says.

The report of a run that was resumed is to tell of every letter, also of those that the earlier run made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.errors import AnyOf, Message
from generator.model import CellPlace, FilePlace, Problem, RecipientKey, Severity, TextPlace
from generator.register import Findings, JsonValue

_KINDS: dict[str, type[Any]] = {each.__name__: each for each in (Message, AnyOf, CellPlace, TextPlace, FilePlace)}


def kept(problems: Iterable[Problem]) -> Findings:
    """What the register is to keep of ``problems``; whose letter it is, it knows."""
    return tuple(
        {
            "code": each.code,
            "severity": each.severity.value,
            "place": _json(each.place),
            "cause": _json(each.cause),
            "remedy": _json(each.remedy),
        }
        for each in problems
    )


def problems_of(findings: Findings, recipient: RecipientKey) -> tuple[Problem, ...]:
    """The problems that :func:`kept` wrote, of the letter to ``recipient``."""
    problems = []
    for each in findings:
        assert isinstance(each, dict)
        values = {name: _value(value) for name, value in each.items()}
        severity = Severity(values.pop("severity"))
        problems.append(Problem(**values, severity=severity, recipient=recipient))
    return tuple(problems)


def _json(value: object) -> JsonValue:
    match value:
        case None | str() | int() | float():
            return value
        case Decimal():
            return {"$decimal": str(value)}
        case date():
            return {"$date": value.isoformat()}
        case Path():
            return {"$path": value.as_posix()}
        case tuple():
            return [_json(each) for each in value]
    if is_dataclass(value) and type(value).__name__ in _KINDS:
        return {"$kind": type(value).__name__} | {each.name: _json(getattr(value, each.name)) for each in fields(value)}
    msg = f"a finding holds {type(value).__name__}, which no register keeps"
    raise TypeError(msg)


def _value(value: JsonValue) -> Any:
    if isinstance(value, list):
        return tuple(_value(each) for each in value)
    if not isinstance(value, dict):
        return value
    match value:
        case {"$decimal": str(written)}:
            return Decimal(written)
        case {"$date": str(written)}:
            return date.fromisoformat(written)
        case {"$path": str(written)}:
            return Path(written)
    attributes = {name: _value(each) for name, each in value.items() if name != "$kind"}
    return _KINDS[str(value["$kind"])](**attributes)
