"""The complex fields (``w:fldChar``) that have begun and not ended, one within another; they may go on over paragraphs."""

from __future__ import annotations

from generator.typeset.ooxml import fields
from generator.typeset.ooxml.content import Link
from generator.typeset.ooxml.fields import Field
from generator.typeset.ooxml.styles import RunFormat


class OpenFields:
    """Follows the fields of a text, the innermost last; false where none is open."""

    def __init__(self) -> None:
        self._open: list[Field] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    @property
    def link(self) -> Link | None:
        """Where the innermost field that leads somewhere leads."""
        return next((each.link for each in reversed(self._open) if each.link is not None), None)

    def begin(self, begun: Field) -> None:
        """A field begins with its code."""
        self._open.append(begun)

    def add_code(self, text: str, format_: RunFormat) -> None:
        """Letters of a code."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].code += text
            self._open[-1].format = self._open[-1].format or format_

    def begin_result(self) -> None:
        """The code of the innermost field is over: it is known what it asks for."""
        if not self._open:
            return
        *around, begun = self._open
        asked = fields.instruction(begun.code)
        begun.in_result = True
        begun.computed = fields.is_computed(asked) and all(outer.in_result and not outer.computed for outer in around)
        begun.link = fields.link(asked)
        if not begun.computed:
            return
        # Word gives the result the format of its first letter, and that of the code where there is none.
        begun.begin_format = begun.format or begun.begin_format
        begun.format = begun.begin_format if "CHARFORMAT" in begun.code.upper() else None

    def shows(self, format_: RunFormat) -> bool:
        """Whether a run shows: in no field's code, and in no result that we compute ourselves; that takes its format."""
        for each in self._open:
            if not each.in_result:
                return False
            if each.computed:
                each.format = each.format or format_
                return False
        for each in self._open:
            each.shown = True
        return True

    def store(self, text: str) -> None:
        """Letters that do not show: a computed result as Word stored it."""
        if self._open and self._open[-1].in_result:
            self._open[-1].stored.append(text)

    def end(self) -> Field | None:
        """The innermost field ends, with or without a result; None where none is open."""
        if not self._open:
            return None
        if not self._open[-1].in_result:
            self.begin_result()
        return self._open.pop()
