"""Names without a value: an error, an empty text, or a finding, as the letter is rendered, lenient or checked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextvars import ContextVar
from types import FrameType
from typing import Any, NoReturn

from jinja2 import ChainableUndefined, StrictUndefined, Undefined, UndefinedError
from jinja2.utils import missing

TEMPLATE_FILE = "<brieven "
"""How the code of a compiled part names its file; frames of it are the template's own."""


class MissingValue(UndefinedError):
    """A name without a value was used; ``name`` is the last piece of its path, ``hint`` Jinja's own remark."""

    def __init__(self, text: str | None = None) -> None:
        super().__init__(text)
        self.name = text or ""
        self.hint = ""


class StrictMissing(StrictUndefined):
    """Any use is an error."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: type[Exception] = MissingValue
    ) -> None:
        super().__init__(hint, obj, name, MissingValue if exc is UndefinedError else exc)  # type: ignore[arg-type]

    @property
    def _undefined_message(self) -> str:
        return self._undefined_name or self._undefined_hint or ""


class LenientMissing(ChainableUndefined):
    """Empty, and so is everything in it and all that it is asked to do: no number, no item, not more and not less."""

    __slots__ = ()

    def _record(self) -> None:
        """Nothing is told."""

    def _used(self, *_others: Any, **_named: Any) -> Any:
        self._record()
        return self

    def __int__(self) -> int:  # type: ignore[override]  # Undefined says that it never returns
        self._record()
        return 0

    def __float__(self) -> float:  # type: ignore[override]  # the same
        self._record()
        return 0.0

    __index__ = __int__
    __call__ = _used
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _used
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = _used
    __neg__ = __pos__ = _used
    __lt__ = __le__ = __gt__ = __ge__ = _used


Recorder = Callable[[str, int, str], None]
recorder: ContextVar[Recorder | None] = ContextVar("recorder", default=None)
"""While a context is checked: takes the name, the line in the compiled code and that code's file."""


class RecordedMissing(LenientMissing):
    """Empty, and told to the recorder whenever it is used."""

    __slots__ = ()

    def _record(self) -> None:
        take = recorder.get()
        frame = _template_frame()
        if take is not None and frame is not None:
            take(self._undefined_name or self._undefined_hint or "", frame.f_lineno, frame.f_code.co_filename)

    def __str__(self) -> str:
        self._record()
        return ""

    def __iter__(self) -> Any:
        self._record()
        return iter(())

    def __bool__(self) -> bool:
        self._record()
        return False

    def __len__(self) -> int:
        self._record()
        return 0

    def __eq__(self, other: object) -> bool:
        self._record()
        return isinstance(other, Undefined)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return id(type(self))

    def _fail_with_undefined_error(self, *_arguments: Any, **_named: Any) -> NoReturn:
        self._record()
        raise MissingValue(self._undefined_name or self._undefined_hint)


def _template_frame() -> FrameType | None:
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 -- the only way to a caller's line
    while frame is not None and not frame.f_code.co_filename.startswith(TEMPLATE_FILE):
        frame = frame.f_back
    return frame
