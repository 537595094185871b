"""Everything that can go wrong, as one tree, and the exit status that each branch ends in.

::

    BrievenError                 a sentence for the reader, and an exit status
    ├── WrongUse                 2   the command was given something that it does not take
    ├── UnreadableInput          3   the workbook, template or document cannot be read
    │   ├── WorkbookUnreadable
    │   ├── TemplateUnreadable
    │   ├── DocumentUnreadable       a finished DOCX on its way to PDF
    │   └── SettingsUnreadable       brieven.toml
    ├── LettersFailed            1   some letters could not be made, or the check found errors
    │   ├── ProblemsFound            all of them, each with its place
    │   ├── RenderFailed             one letter: the template met data that it cannot set
    │   ├── UnsupportedConstruct     the typesetter cannot set something faithfully
    │   └── TypesettingFailed        the engine refused: why, and where
    ├── StorageRefused           4   the register or the disk refused
    │   ├── DiskRefused
    │   └── RegisterRefused
    └── StoppedByUser            130 Ctrl-C; what was made stays, and the work can be resumed

No exception of another library leaves a room: each room maps what it calls to this tree with ``raise ... from``.
Every exception survives pickling (a worker's error reaches the parent whole).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, Self


class ExitStatus(enum.IntEnum):
    """What ``brieven`` hands back to the shell (the contract of docs/commands.md)."""

    DONE = 0
    LETTERS_FAILED = 1
    WRONG_USE = 2
    UNREADABLE_INPUT = 3
    STORAGE_REFUSED = 4
    STOPPED_BY_USER = 130


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a reader, in no language yet.

    The language is an argument of :func:`generator.language.Reader.say`, never of the place where something went
    wrong. Build one with :func:`message` or :func:`plural_message`; those are the words that the extraction of
    translations looks for, so their first argument is always a literal.

    Attributes:
        text: English sentence with ``{named}`` holes; the key of its translation.
        values: What goes into the holes. A nested message is said in the same language; a tuple of strings becomes
            a list in words ("a, b and c"); dates and numbers are written as the language writes them.
        plural_text: The English plural where the sentence counts something, else None.
        count: The number that chooses between singular and plural; also the hole ``{count}``.
    """

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural_text: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Choices of which the reader takes one: "a, b or c", where a tuple would be "a, b and c"."""

    choices: tuple[str, ...]


Value = str | int | float | Decimal | date | Message | AnyOf | tuple[str, ...]


def message(text: str, /, **values: Value) -> Message:
    """Make the sentence ``text`` with its holes filled by ``values``."""
    return Message(text, tuple(values.items()))


def plural_message(one: str, many: str, /, *, count: int, **values: Value) -> Message:
    """Make a sentence that counts: ``one`` or ``many``, as the language's plural rule says of ``count``."""
    return Message(one, (("count", count), *values.items()), many, count)


class Reportable(Protocol):
    """What an error can list below its own sentence: anything that can say itself (model.Problem does)."""

    @property
    def message(self) -> Message:
        """The whole finding as a sentence: place, cause and next step."""
        ...


class BrievenError(Exception):
    """The root: a sentence that names place, cause and next step.

    Attributes:
        message: The sentence.
        findings: What lies below it, each with a sentence of its own; empty where the sentence says all.
    """

    exit_status: ExitStatus = ExitStatus.LETTERS_FAILED

    def __init__(self, message: Message, findings: Iterable[Reportable] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.findings = tuple(findings)

    def __reduce__(self) -> tuple[type[Self], tuple[Message, tuple[Reportable, ...]]]:
        return type(self), (self.message, self.findings)

    def __str__(self) -> str:
        """The English template with its values: for logs and tests; readers get theirs through ``language``."""
        return _plain(self.message)


class WrongUse(BrievenError):
    """The command was given something that it does not take."""

    exit_status = ExitStatus.WRONG_USE


class UnreadableInput(BrievenError):
    """An input file cannot be read at all."""

    exit_status = ExitStatus.UNREADABLE_INPUT


class WorkbookUnreadable(UnreadableInput):
    """The workbook is missing, locked, damaged, protected or no workbook."""


class TemplateUnreadable(UnreadableInput):
    """The template is missing, locked, damaged, carries macros or is no Word file."""


class DocumentUnreadable(UnreadableInput):
    """A DOCX that was to become a PDF is missing, damaged or no Word file."""


class SettingsUnreadable(UnreadableInput):
    """brieven.toml cannot be read or holds something that it may not."""


class LettersFailed(BrievenError):
    """Some letters could not be made, or a check found errors."""

    exit_status = ExitStatus.LETTERS_FAILED


class ProblemsFound(LettersFailed):
    """A check found errors; ``findings`` are all of them."""


class RenderFailed(LettersFailed):
    """One letter could not be made: the template met data that it cannot set."""


class UnsupportedConstruct(LettersFailed):
    """The typesetter met something that it cannot set faithfully; ``findings`` are all such constructs."""


class TypesettingFailed(LettersFailed):
    """The typesetting engine refused the letter."""


class StorageRefused(BrievenError):
    """The register or the disk refused."""

    exit_status = ExitStatus.STORAGE_REFUSED


class DiskRefused(StorageRefused):
    """A file could not be written: disk full, no permission, open in another program."""


class RegisterRefused(StorageRefused):
    """The register is locked, damaged, of a newer version, or refuses what was asked of it."""


class StoppedByUser(BrievenError):
    """Ctrl-C: what was made stays, nothing is half written, the work can be resumed."""

    exit_status = ExitStatus.STOPPED_BY_USER


def _plain(said: Message) -> str:
    values = {name: _plain_value(value) for name, value in said.values}
    text = said.plural_text if said.plural_text is not None and said.count != 1 else said.text
    return text.format(**values)


def _plain_value(value: Value) -> object:
    match value:
        case Message():
            return _plain(value)
        case AnyOf(choices):
            return " / ".join(choices)
        case _:
            return value
