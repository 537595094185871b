"""What happens inside a worker: one template, one typesetter, letter after letter.

A worker writes its own letters' files and nothing else. It never sees the register.
"""

from __future__ import annotations

import hashlib
import os
import signal
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator.errors import BrievenError, DiskRefused, TypesettingFailed, message
from generator.files import is_full, write_whole
from generator.mailing.placing import in_template, problems_in_template
from generator.model import Problem

if TYPE_CHECKING:
    from generator.template import CompiledTemplate
    from generator.typeset import TypesetDocument, Typesetter

Engine = Literal["auto", "typst", "libreoffice"]


@dataclass(frozen=True, slots=True)
class Workbench:
    """What every letter of a mailing is made with.

    Attributes:
        template: The Word file itself.
        template_name: Its name, for messages.
        filters: The workspace's own template filters.
        font_folders: Folders with fonts that come before the shipped ones.
        engine: Which engine makes the PDF.
        clock: The letter's date: the time that the PDF bears.
        folder: Where the files go; None makes the letters without keeping them (a check).
        make_pdf: False leaves the DOCX at that.
    """

    template: bytes
    template_name: str
    filters: Mapping[str, str]
    font_folders: tuple[Path, ...]
    engine: Engine
    clock: datetime
    folder: Path | None
    make_pdf: bool = True


@dataclass(frozen=True, slots=True)
class LetterTask:
    """One letter to make.

    Attributes:
        number: The letter's place in its plan.
        stem: Its file name without suffix.
        context: What the template sees.
    """

    number: int
    stem: str
    context: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file as it stands on disk.

    Attributes:
        name: Within the mailing's folder.
        size_bytes: Its size.
        sha256: Its digest, in hexadecimal.
    """

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """A letter whose files are safe on disk.

    Attributes:
        number: The letter's place in its plan.
        docx: The Word file.
        pdf: The PDF, or None where none was asked for.
        pages: Pages of the PDF; None without one.
        engine: What set it, with its version; ``""`` without a PDF.
        warnings: What somebody should look at.
        text: The words of the letter, to find it by.
    """

    number: int
    docx: MadeFile
    pdf: MadeFile | None = None
    pages: int | None = None
    engine: str = ""
    warnings: tuple[Problem, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class FailedLetter:
    """A letter that could not be made.

    Attributes:
        number: The letter's place in its plan.
        error: Why not.
        disk_is_full: No other letter will fare better.
    """

    number: int
    error: BrievenError
    disk_is_full: bool = False


LetterOutcome = MadeLetter | FailedLetter


class LetterMaker:
    """Makes letters with one compiled template and one typesetter.

    Args:
        bench: What to make them with.

    Raises:
        TemplateUnreadable: The template is none.
    """

    def __init__(self, bench: Workbench) -> None:
        from generator.template import compile_template

        self._bench = bench
        self._template: CompiledTemplate = compile_template(
            bench.template, name=bench.template_name, filters=bench.filters
        )
        self._typesetter: Typesetter | None = None
        if bench.make_pdf:
            from generator.typeset import Typesetter

            self._typesetter = Typesetter(font_folders=bench.font_folders, engine=bench.engine)

    def make(self, task: LetterTask) -> LetterOutcome:
        """Make one letter and put its files on disk; whatever goes wrong is the outcome, never an exception."""
        return self.make_all((task,))[0]

    def make_all(self, tasks: Sequence[LetterTask]) -> tuple[LetterOutcome, ...]:
        """The same for several, which LibreOffice, where it has to, sets in one call. A full disk ends it."""
        rendered = [self._rendered(task) for task in tasks]
        documents = {_name(task): docx for task, docx in zip(tasks, rendered, strict=True) if isinstance(docx, bytes)}
        typeset: Mapping[str, TypesetDocument | Exception] = {}
        if self._typesetter is not None:
            typeset = self._typesetter.set_documents(documents, clock=self._bench.clock)
        outcomes: list[LetterOutcome] = []
        for task, docx in zip(tasks, rendered, strict=True):
            outcomes.append(self._finished(task, docx, typeset.get(_name(task))) if isinstance(docx, bytes) else docx)
            if isinstance(outcomes[-1], FailedLetter) and outcomes[-1].disk_is_full:
                break
        return tuple(outcomes)

    def _rendered(self, task: LetterTask) -> bytes | FailedLetter:
        try:
            return self._template.render(task.context)
        except Exception as error:  # noqa: BLE001 - one letter's trouble, whatever it is, never stops the others
            return _failed(task, error)

    def _finished(self, task: LetterTask, docx: bytes, typeset: TypesetDocument | Exception | None) -> LetterOutcome:
        """Put a letter's files on disk; a letter that could not be set has none, for there is no such letter."""
        try:
            if isinstance(typeset, Exception):
                if isinstance(typeset, BrievenError):
                    typeset.findings = in_template(typeset.findings, self._template, task.context)
                return _failed(task, typeset)
            word_file = self._kept(task, ".docx", docx)
            if typeset is None:
                return MadeLetter(task.number, word_file, text=_words(docx))
            return MadeLetter(
                number=task.number,
                docx=word_file,
                pdf=self._kept(task, ".pdf", typeset.pdf),
                pages=typeset.pages,
                engine=typeset.engine,
                warnings=problems_in_template(typeset.warnings, self._template, task.context),
                text=_words(docx),
            )
        except Exception as error:  # noqa: BLE001 - one letter's trouble, whatever it is, never stops the others
            return _failed(task, error)

    def _kept(self, task: LetterTask, suffix: str, content: bytes) -> MadeFile:
        name = f"{task.stem}{suffix}"
        if self._bench.folder is not None:
            write_whole(self._bench.folder / name, content)
        return MadeFile(name, len(content), hashlib.sha256(content).hexdigest())


def _name(task: LetterTask) -> str:
    return f"{task.stem}.docx"


def _failed(task: LetterTask, error: Exception) -> FailedLetter:
    if not isinstance(error, BrievenError):
        return FailedLetter(task.number, _unforeseen(task.stem, error))
    cause = error.__cause__
    return FailedLetter(task.number, error, isinstance(cause, OSError) and is_full(cause))


def _words(docx: bytes) -> str:
    from generator.template.paragraph_texts import paragraph_texts

    return "\n".join(paragraph_texts(docx))


_maker: LetterMaker | BrievenError = TypesettingFailed(message("the worker was not set up"))


def start_worker(bench: Workbench) -> None:
    """Set a worker process up: deaf to Ctrl-C, gone when its parent is, its template compiled."""
    global _maker  # noqa: PLW0603 - a pool hands its initializer nothing to keep things in
    # Ctrl-C reaches the whole group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    # Typst takes every core by itself; here each worker is to take one. It is read when typst is first imported.
    os.environ["RAYON_NUM_THREADS"] = "1"
    try:
        _maker = LetterMaker(bench)
    except BrievenError as error:
        # Told with each letter; an initializer that raises would print its traceback to the user.
        _maker = error
    except Exception as error:  # noqa: BLE001 - the same
        _maker = _unforeseen(bench.template_name, error)


def make_batch(tasks: Sequence[LetterTask]) -> tuple[LetterOutcome, ...]:
    """Make some letters in a worker process that :func:`start_worker` has set up.

    A disk that is full ends the batch.
    """
    if isinstance(_maker, BrievenError):
        return tuple(FailedLetter(task.number, _maker) for task in tasks)
    return _maker.make_all(tasks)


def is_ready() -> bool:
    """Whether the worker can make letters: a task that makes the pool start its process."""
    return isinstance(_maker, LetterMaker)


def _follow_parent() -> None:
    parent = parent_process()
    if parent is None:
        return
    connection.wait([parent.sentinel])
    # The parent was killed: nobody will take the results, and a waiting worker would stay for ever.
    os._exit(1)


def _unforeseen(name: str, error: Exception) -> BrievenError:
    if isinstance(error, OSError):
        return DiskRefused(message("{name}: {why}", name=name, why=error.strerror or type(error).__name__))
    return TypesettingFailed(
        message(
            "letter {name} met a fault in brieven itself ({kind}); the others go on; please report it with the template",
            name=name,
            kind=type(error).__name__,
        )
    )
