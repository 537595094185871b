"""Names that are wrong where no letter has come yet: in the branch of a condition, or in a loop over nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.errors import message
from generator.model import Problem, Severity
from generator.template.checking import nearest_name
from generator.template.findings import unknown_with_suggestion
from generator.template.names import NameUse

_METHODS = frozenset({"get", "items", "keys", "values"})


def unreached_names(
    names: Iterable[NameUse], context: Mapping[str, object], told: Iterable[Problem]
) -> tuple[Problem, ...]:
    """A warning for each use of a name that the context does not have, and that a check has not come to.

    Args:
        names: The names that a template uses.
        context: The names that there are; those of one letter stand for all.
        told: What checks found: a place that is in it needs no second word.
    """
    names = tuple(names)
    spared = {each.path for each in names if each.optional}
    places = {each.place for each in told}
    return tuple(
        Problem(
            code="name-unreached",
            severity=Severity.WARNING,
            place=each.place,
            cause=message("“{name}” is no name of the data; no letter has come to this tag yet", name=unknown),
            remedy=unknown_with_suggestion(nearest_name(unknown, context), message("correct it, or remove the tag")),
        )
        for each in names
        if each.place not in places
        and (unknown := _unknown(each.path, context))
        and not any(piece in spared for piece in _beginnings(each.path))
    )


def _unknown(path: str, context: Mapping[str, object]) -> str:
    """The part of ``path`` up to the first name that is nowhere; ``""`` where all are somewhere, or lie within a list."""
    value: object = context
    for beginning in _beginnings(path.partition("[")[0]):
        name = beginning.rpartition(".")[2]
        if not isinstance(value, Mapping) or (name in _METHODS and name not in value):
            return ""
        if name not in value:
            return beginning
        value = value[name]
    return ""


def _beginnings(path: str) -> Iterator[str]:
    """``a``, ``a.b`` and ``a.b.c`` of ``a.b.c``."""
    pieces = path.split(".")
    for count in range(1, len(pieces) + 1):
        yield ".".join(pieces[:count])
