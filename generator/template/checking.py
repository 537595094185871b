"""Findings of a letter: every missing name and refused value, at the tag where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from generator.errors import BrievenError, Message, message
from generator.model import Problem, Severity, TextPlace
from generator.template.filters import ValueRefused
from generator.template.findings import did_you_mean, outside, unknown_with_suggestion
from generator.template.limits import LimitPassed
from generator.template.merge_fields.column_names import similar_name
from generator.template.merge_fields.refusals import unknown_column
from generator.template.missing import MissingValue

if TYPE_CHECKING:
    from generator.template.compiled import CompiledPart
    from generator.template.tags import Tag

_DOTTED = re.compile(r"[^\W\d]\w*(\.\w+)*")


class Checker:
    """Gathers the findings of one context.

    Attributes:
        part: The part that is being walked through.
        lenient: Whether the letter may lack values.
    """

    def __init__(self, context: Mapping[str, object], *, lenient: bool = False) -> None:
        self.context = context
        self.lenient = lenient
        self.problems: list[Problem] = []
        self.part: CompiledPart | None = None
        self._seen: set[Problem] = set()

    def take_missing(self, name: str, line: int, _file: str) -> None:
        """A name without a value was used on this line of the compiled code."""
        self.take_error(MissingValue(name), line)

    def take_error(self, error: Exception, line: int) -> None:
        """Something failed on this line of the compiled code."""
        if self.part is None:
            return
        problem = problem_of(error, self.part, line, self.context)
        if problem not in self._seen:
            self._seen.add(problem)
            self.problems.append(problem)


def problem_of(error: Exception, part: CompiledPart, line: int, context: Mapping[str, object]) -> Problem:
    """The finding that an exception in the template's code stands for."""
    tag = part.tag_at(line) if line else None
    place = tag.place if tag is not None else TextPlace(part.name)
    if isinstance(error, MissingValue) and tag is not None and "mergefield(" in tag.body:
        return unknown_column(error.name, similar_name(error.name, context), place)
    if isinstance(error, MissingValue):
        return _missing(error.name, part.uses.get(tag.number, ()) if tag else (), place, context, tag)
    code, cause, remedy = _explained(error)
    return Problem(code, Severity.ERROR, place, cause, remedy)


def _explained(error: Exception) -> tuple[str, Message, Message | None]:
    """Code, cause and remedy of what is not a missing name."""
    match error:
        case LimitPassed():
            return "limit-passed", error.message, message("shorten the loop or the data")
        case RecursionError():
            return "limit-passed", message("a macro or loop calls itself without end"), None
        case SecurityError():
            return "tag-unsafe", outside(str(error)), message("remove it")
        case ValueRefused() | BrievenError():
            return "value-refused", error.message, message("correct the value, or the tag that asks for another one")
        case UndefinedError():
            return "name-missing", _words(error), None
    return "tag-failed", _words(error), message("correct the tag or the data")


def _words(error: Exception) -> Message:
    if isinstance(error, ZeroDivisionError):
        return message("the tag divides by zero")
    if isinstance(error, TypeError):
        return message("the tag works with values that do not go together, such as a text and a number")
    return message("the tag cannot be worked out ({why})", why=str(error)[:200] or type(error).__name__)


def _missing(
    name: str, paths: tuple[str, ...], place: TextPlace, context: Mapping[str, object], tag: Tag | None
) -> Problem:
    path = _missing_path(name, paths, context)
    shown = path
    if "[]" in path:
        # A path into the items of a list is ours; the author knows the name that the loop gave each of them.
        shown = tag.body if tag is not None and _DOTTED.fullmatch(tag.body) else name
    nothing = message("give it a value, or write {tag}", tag="{{ " + shown + "|default('') }}")
    if " " in name:
        return Problem("name-missing", Severity.ERROR, place, _hint(name), None)
    return Problem(
        "name-missing",
        Severity.ERROR,
        place,
        message("“{name}” has no value", name=shown),
        unknown_with_suggestion(nearest_name(path, context) or _nearest_in_items(path, shown, context), nothing),
    )


def _nearest_in_items(path: str, shown: str, context: Mapping[str, object]) -> str:
    """The name in the items of a list that is most like ``path``, behind the author's name for an item; ``""`` for none."""
    *outer, last = path.split(".")
    inner: Any = context
    for piece in outer:
        inner = inner.get(piece.removesuffix("[]")) if isinstance(inner, Mapping) else None
        if piece.endswith("[]"):
            inner = inner[0] if isinstance(inner, list | tuple) and inner else None
    item = shown.rpartition(".")[0]
    if not item or not isinstance(inner, Mapping):
        return ""
    near = did_you_mean(last, [str(each) for each in inner])
    return f"{item}.{near}" if near and near != last else ""


def _hint(said: str) -> Message:
    if "sequence was empty" in said:
        return message("the tag takes an item of a list that is empty")
    return message("the tag cannot be worked out ({why})", why=said[:200])


def _missing_path(name: str, paths: tuple[str, ...], context: Mapping[str, object]) -> str:
    """The whole path of which ``name`` is the piece without a value."""
    for path in paths:
        pieces = path.split(".")
        for count in range(1, len(pieces) + 1):
            if pieces[count - 1].removesuffix("[]") == name and not _has_value(pieces[:count], context):
                return ".".join(pieces[:count])
    return name


def _has_value(pieces: list[str], context: Any) -> bool:
    for piece in pieces:
        if piece.endswith("[]"):
            return False
        if not isinstance(context, Mapping) or piece not in context:
            return False
        context = context[piece]
    return True


def nearest_name(path: str, context: Mapping[str, object]) -> str:
    """The name of the context that is most like ``path``; ``""`` where it leads into a list."""
    if "[]" in path:
        return ""
    pieces = path.split(".")
    inner: Any = context
    for count, piece in enumerate(pieces[:-1]):
        if not isinstance(inner, Mapping) or piece not in inner:
            pieces = pieces[: count + 1]
            break
        inner = inner[piece]
    if isinstance(inner, Mapping):
        near = did_you_mean(pieces[-1], [str(each) for each in inner])
        if near and near != pieces[-1]:
            return ".".join([*pieces[:-1], near])
    known = [str(each) for each in context]
    known += [f"{outer}.{each}" for outer, value in context.items() if isinstance(value, Mapping) for each in value]
    near = did_you_mean(path, known)
    return near if near != path else ""
