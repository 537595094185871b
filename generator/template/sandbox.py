"""The sandbox: a template reaches its letter's data, plain methods of texts and dates, and nothing else.

Everything is closed unless listed. That is stricter than Jinja's own sandbox, which lists what is dangerous.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from jinja2 import Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup, escape

from generator.errors import RenderFailed, message
from generator.template.guards import GuardedMethod, guarded_filters, judged, operate
from generator.template.limits import LONGEST_RANGE, Budget, LimitPassed, charge
from generator.template.written import text_of_markup, written

BLOCK, BLOCK_END = "\ufdd2", "\ufdd3"
VARIABLE, VARIABLE_END = "\ufdd4", "\ufdd5"
COMMENT, COMMENT_END = "\ufdd6", "\ufdd7"
OURS = "_brieven_"
"""What names of the compiler's own begin with; a template may not use them."""

_TEXT_METHODS = frozenset(
    [
        "capitalize",
        "casefold",
        "count",
        "endswith",
        "find",
        "index",
        "isalnum",
        "isalpha",
        "isdecimal",
        "isdigit",
        "islower",
        "isnumeric",
        "isspace",
        "istitle",
        "isupper",
        "lower",
        "lstrip",
        "partition",
        "removeprefix",
        "removesuffix",
        "rfind",
        "rindex",
        "rpartition",
        "rsplit",
        "rstrip",
        "split",
        "splitlines",
        "startswith",
        "strip",
        "swapcase",
        "title",
        "upper",
    ]
)
_GROWING_TEXT_METHODS = frozenset({"replace", "join", "zfill", "center", "ljust", "rjust"})
_OPEN: Final[tuple[tuple[type | tuple[type, ...], frozenset[str]], ...]] = (
    (str, _TEXT_METHODS),
    ((list, tuple), frozenset({"count", "index"})),
    (Mapping, frozenset({"items", "keys", "values", "get"})),
    (datetime, frozenset({"date", "time", "hour", "minute", "second"})),
    (date, frozenset({"year", "month", "day", "weekday", "isoweekday", "isoformat"})),
    (time, frozenset({"hour", "minute", "second", "isoformat"})),
    ((int, float, Decimal), frozenset({"is_integer", "real"})),
    (
        LoopContext,
        frozenset(
            [
                "index",
                "index0",
                "revindex",
                "revindex0",
                "first",
                "last",
                "length",
                "previtem",
                "nextitem",
                "cycle",
                "changed",
                "depth",
                "depth0",
            ]
        ),
    ),
    (Cycler, frozenset({"current", "next", "reset"})),
    (Macro, frozenset({"name", "arguments", "caller", "catch_kwargs", "catch_varargs"})),
)
_DATA = (str, int, float, Decimal, date, time, list, tuple, Mapping, type(None))
_METHOD_TYPES = (types.BuiltinMethodType, types.MethodType)


class LetterContext(Context):
    """A template's names while one letter is rendered.

    Attributes:
        letter: What is gathered beside the text: relationships, pictures, the budget.
    """

    letter: Any = None


class _LetterCode(CodeGenerator):
    """Python for a part: values are written by the writers, so nothing is escaped a second time."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 -- Jinja's
        self.write("(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 -- Jinja's
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        """``a ~ b``, held to the length that a text may have."""
        self.write("environment.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for letters. Delimiters are noncharacters of Unicode, so that no text of a letter can be one."""

    code_generator_class = _LetterCode
    context_class = LetterContext
    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, undefined: type[Undefined]) -> None:
        super().__init__(
            block_start_string=BLOCK,
            block_end_string=BLOCK_END,
            variable_start_string=VARIABLE,
            variable_end_string=VARIABLE_END,
            comment_start_string=COMMENT,
            comment_end_string=COMMENT_END,
            undefined=undefined,
            autoescape=True,
            keep_trailing_newline=True,
            cache_size=0,
        )
        self.filters = guarded_filters()
        self.globals = {
            "range": bounded_range,
            "dict": dict,
            "namespace": Namespace,
            "cycler": Cycler,
            "joiner": Joiner,
        }

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute``: of a mapping its key first, so that a column called "items" is a column."""
        if isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except (KeyError, TypeError):
                pass
        if isinstance(obj, Undefined):
            return getattr(obj, attribute) if not attribute.startswith("_") else self._refuse(attribute)
        if attribute.startswith("_"):
            self._refuse(attribute)
        if obj is None:
            return None
        if isinstance(obj, Markup):
            obj = text_of_markup(obj)
        return self._listed(obj, attribute)

    def _listed(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Namespace) or (isinstance(obj, tuple) and attribute in getattr(obj, "_fields", ())):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        if (isinstance(obj, str) and attribute in _GROWING_TEXT_METHODS) or (
            isinstance(obj, date | time) and attribute == "strftime"
        ):
            return GuardedMethod(obj, attribute)
        for kind, attributes in _OPEN:
            if isinstance(obj, kind) and attribute in attributes:
                return getattr(obj, attribute)
        if hasattr(type(obj), attribute):
            self._refuse(attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``obj[argument]``."""
        if isinstance(obj, Markup):
            obj = text_of_markup(obj)
        if isinstance(obj, Mapping):
            try:
                return obj[argument]
            except (KeyError, TypeError):
                pass
        elif isinstance(obj, str | list | tuple | range) and isinstance(argument, int | slice):
            try:
                return obj[argument]
            except IndexError:
                return self.undefined(obj=obj, name=str(argument))
        elif obj is None:
            return None
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        return self.undefined(obj=obj, name=str(argument))

    def call(self, context: Context, obj: Any, /, *arguments: Any, **named: Any) -> Any:
        """``obj(...)``: macros, and what :meth:`getattr` gave out."""
        if not self.is_safe_callable(obj):
            if isinstance(obj, _DATA):
                raise RenderFailed(message("a value of the data is no function; leave out the parentheses behind it"))
            self._refuse(getattr(obj, "__name__", type(obj).__name__))
        letter = getattr(context, "letter", None)
        if letter is not None:
            letter.budget.spend(1, self.largest_macro if isinstance(obj, Macro | LoopContext) else 0)
        charge(getattr(obj, "__self__", None))
        return judged(context.call(obj, *arguments, **named))

    largest_macro = 0
    """Characters of the template's longest macro or loop body; what a call of one may cost."""

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call this; a missing name may be "called", which tells that it is missing."""
        if isinstance(obj, Macro | LoopContext | Joiner | GuardedMethod | Undefined):
            return True
        if obj in (bounded_range, dict, Namespace, Cycler, Joiner):
            return True
        if isinstance(obj, _METHOD_TYPES):
            return any(isinstance(obj.__self__, kind) and obj.__name__ in names for kind, names in _OPEN)
        return False

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002 -- Jinja's signature
        """For the pieces of Jinja that ask before they look."""
        return not attr.startswith("_")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 -- Jinja's
        """``left operator right``."""
        return operate(operator, left, right)

    def joined(self, pieces: tuple[Any, ...]) -> str:
        """``a ~ b``: rendered blocks stay rendered, anything else is text."""
        if any(isinstance(each, Markup) for each in pieces):
            texts = [each if isinstance(each, Markup) else escape(written(each)) for each in pieces]
            return judged(Markup("").join(texts))  # type: ignore[no-any-return]
        return judged("".join([each if each.__class__ is str else written(each) for each in pieces]))  # type: ignore[no-any-return]

    def _refuse(self, attribute: str) -> Any:
        raise SecurityError(attribute)


def bounded_range(*bounds: int) -> range:
    """``range``, no longer than a letter could use."""
    made = range(*bounds)
    if len(made) > LONGEST_RANGE:
        raise LimitPassed(message("a range has more than {longest} numbers", longest=LONGEST_RANGE))
    return made


def spend(context: LetterContext, steps: int, characters: int) -> None:
    """Charge a letter; templates of filters run without one of their own."""
    letter = context.letter
    budget: Budget | None = letter.budget if letter is not None else None
    if budget is not None:
        budget.spend(steps, characters)
