"""The plan: which letters a workbook asks for, each checked against the template, before anything is made.

Nothing is written here, and nothing is reserved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from generator.address import ReferenceParts, formatted_reference, sort_key
from generator.errors import ProblemsFound, TemplateUnreadable, message, plural_message
from generator.files import unreadable
from generator.mailing.context import Context, letter_context, mailing_context
from generator.mailing.findings import checked_letters, has_errors, unused_columns
from generator.mailing.names import letter_names
from generator.mailing.selection import chosen
from generator.mailing.worker import LetterTask, Workbench
from generator.mailing.workspace import Workspace
from generator.model import FilePlace, LetterKey, Mailing, Problem, Recipient, Severity, Shipment

if TYPE_CHECKING:
    from generator.template import LetterShape


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """One letter of a mailing.

    Attributes:
        number: Its place in the workbook's order, from 0.
        key: What it is known by.
        recipient: Whom it is for.
        stem: Its file name without suffix.
        context: What the template sees.
        problems: What the check found in it alone.
        chosen: Whether it is to be made in this run (``--only``).
    """

    number: int
    key: LetterKey
    recipient: Recipient
    stem: str
    context: Context
    problems: tuple[Problem, ...] = ()
    chosen: bool = True

    @property
    def can_be_made(self) -> bool:
        """Whether nothing in the check forbids it."""
        return not has_errors(self.problems)

    @property
    def task(self) -> LetterTask:
        """The letter as a worker gets it."""
        return LetterTask(self.number, self.stem, self.context)


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """The Word file that a mailing's letters are made from.

    Attributes:
        path: Where it was found.
        content: Its bytes, read once: a change during the run changes no letter.
    """

    path: Path
    content: bytes


@dataclass(frozen=True, slots=True)
class MailingPlan:
    """What a run is going to do.

    Attributes:
        opened: The workbook and its template.
        letters: All letters of the mailing, in the workbook's order; ``chosen`` says which are made now.
        shapes: How each of them is put together.
        problems: What was found in the workbook and the template, and is not one letter's own.
        shared_problems: What the check found in every letter alike.
    """

    opened: OpenedMailing
    letters: tuple[PlannedLetter, ...]
    shapes: tuple[LetterShape, ...] = ()
    problems: tuple[Problem, ...] = ()
    shared_problems: tuple[Problem, ...] = ()

    @property
    def mailing(self) -> Mailing:
        """What all letters share."""
        return self.opened.shipment.mailing

    @property
    def folder(self) -> Path:
        """Where the letters come to stand."""
        return self.opened.folder

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Those of the mailing, then those of each letter."""
        own = (problem for letter in self.letters for problem in letter.problems)
        return (*self.problems, *self.shared_problems, *own)

    @property
    def to_make(self) -> tuple[PlannedLetter, ...]:
        """The chosen letters that nothing forbids, in the order of the post."""
        if has_errors(self.shared_problems):
            return ()
        return print_order(each for each in self.letters if each.chosen and each.can_be_made)


class ReferenceGiver(Protocol):
    """Who gives letters their references: the workbook, or the register's series."""

    def __call__(self, mailing: Mailing, recipients: Sequence[Recipient]) -> Sequence[str]:
        """A reference for each of ``recipients``."""
        ...


@dataclass(frozen=True, slots=True)
class OpenedMailing:
    """A workbook that was read, with the template that it names: enough to start workers with.

    Attributes:
        workspace: Where it lies.
        workbook: The file.
        shipment: What it says.
        template: The Word file that it names.
    """

    workspace: Workspace
    workbook: Path
    shipment: Shipment
    template: TemplateFile

    @property
    def clock(self) -> datetime:
        """The time that files of this mailing bear: the start of the letter's day, everywhere the same."""
        return datetime.combine(self.shipment.mailing.letter_date, time(), UTC)

    @property
    def folder(self) -> Path:
        """Where the letters come to stand."""
        return self.workspace.output_folder(self.shipment.mailing.name)

    def workbench(self, *, make_pdf: bool = True, folder: Path | None = None) -> Workbench:
        """What the letters are made with.

        Args:
            make_pdf: False leaves the DOCX at that.
            folder: Where the files go; None keeps none.
        """
        settings = self.workspace.settings
        return Workbench(
            template=self.template.content,
            template_name=self.template.path.name,
            filters=settings.filters,
            font_folders=self.workspace.font_folders,
            engine=settings.output.engine,
            clock=self.clock,
            folder=folder,
            make_pdf=make_pdf,
        )


def open_mailing(workbook: Path, *, workspace: Workspace) -> OpenedMailing:
    """Read a workbook and find its template.

    Args:
        workbook: The workbook.
        workspace: Where it lies (see :func:`find_workspace`).

    Raises:
        WorkbookUnreadable: It is missing, locked, damaged or no workbook.
        ProblemsFound: What all letters share cannot be understood; all such problems.
        TemplateUnreadable: There is no such template.
    """
    from generator.workbook import read_shipment

    shipment = read_shipment(workbook, settings=workspace.settings)
    blocking = blocking_problems(shipment)
    if blocking:
        raise ProblemsFound(
            plural_message(
                "{file} has a fault that concerns every letter; no letter was made",
                "{file} has {count} faults that concern every letter; no letter was made",
                count=len(blocking),
                file=workbook.name,
            ),
            shipment.problems,
        )
    name = shipment.mailing.template
    template = workspace.template_path(name, cell=shipment.mailing.cells.get("template"))
    return OpenedMailing(workspace, workbook, shipment, read_template(template))


def blocking_problems(shipment: Shipment) -> tuple[Problem, ...]:
    """The errors that forbid every letter; an error of one recipient keeps that one out, and the others go on."""
    return tuple(each for each in shipment.problems if each.severity is Severity.ERROR and each.recipient is None)


def read_template(path: Path) -> TemplateFile:
    """Read a Word file's bytes, once.

    Raises:
        TemplateUnreadable: It is missing, or locked by another program.
    """
    try:
        return TemplateFile(path, path.read_bytes())
    except OSError as error:
        raise TemplateUnreadable(unreadable(path, error)) from error


def plan(opened: OpenedMailing, *, only: Sequence[str] = (), references: ReferenceGiver | None = None) -> MailingPlan:
    """Decide which letters there are, and check every row against every tag.

    Args:
        opened: The workbook and its template.
        only: Names or codes of the councils to make now; none means all.
        references: Who gives the references; None takes what the workbook says.

    Raises:
        TemplateUnreadable: The template is no Word file, or its tags do not fit together; all that is wrong, with the
            workbook too.
        WrongUse: ``only`` names a council that gets no letter.
        ProblemsFound: The workbook gives no reference.
    """
    from generator.template import compile_remainder, compile_template

    shipment = opened.shipment
    recipients = shipment.recipients
    wanted = {each.key for each in chosen(recipients, only)}
    given = (references or references_of_workbook)(shipment.mailing, recipients)
    stems = letter_names(recipients, given)
    shared_names = mailing_context(shipment, signature=read_signature(shipment.mailing))
    letters = [
        PlannedLetter(
            number=number,
            key=LetterKey(reference, recipient.key),
            recipient=recipient,
            stem=stem,
            context=letter_context(shipment, recipient, reference, shared=shared_names),
            chosen=recipient.key in wanted,
        )
        for number, (recipient, reference, stem) in enumerate(zip(recipients, given, stems, strict=True))
    ]
    content, name, filters = opened.template.content, opened.template.path.name, opened.workspace.settings.filters
    try:
        compiled = compile_template(content, name=name, filters=filters)
    except TemplateUnreadable as error:
        if error.findings:
            sound = compile_remainder(content, name=name, filters=filters)
            rest = checked_letters(sound, _checkable(letters), opened.workspace, shipment.unused_columns)
            found = (*shipment.problems, *error.findings, *rest.shared, *chain.from_iterable(rest.own))
            raise TemplateUnreadable(error.message, found) from error
        raise
    checked = checked_letters(compiled, _checkable(letters), opened.workspace, shipment.unused_columns)
    return MailingPlan(
        opened=opened,
        letters=tuple(
            replace(letter, problems=found) if found else letter
            for letter, found in zip(letters, checked.own, strict=True)
        ),
        shapes=checked.shapes,
        shared_problems=checked.shared,
        problems=(
            *shipment.problems,
            *compiled.warnings,
            *unused_columns(compiled.names, shipment.unused_columns),
        ),
    )


def _checkable(letters: Iterable[PlannedLetter]) -> list[tuple[Recipient, Context]]:
    return [(each.recipient, each.context) for each in letters]


def read_signature(mailing: Mailing) -> object:
    """The picture of the signature as the template takes it; None where the workbook names none.

    Raises:
        ProblemsFound: There is no such file, or it cannot be read.
    """
    from generator.template import Image

    path = mailing.signatory.signature
    if path is None:
        return None
    try:
        return Image(path.read_bytes(), alt_text=mailing.signatory.name)
    except OSError as error:
        raise ProblemsFound(
            message("the signature cannot be read"),
            [
                Problem(
                    code="signature-unreadable",
                    severity=Severity.ERROR,
                    place=mailing.cells.get("signature", FilePlace(path)),
                    cause=message("the image {file} cannot be read", file=str(path)),
                    remedy=message("put it there, or leave Handtekening empty and sign by hand"),
                )
            ],
        ) from error


def references_of_workbook(mailing: Mailing, recipients: Sequence[Recipient]) -> Sequence[str]:
    """The one reference that the workbook gives.

    Raises:
        ProblemsFound: It gives none.
    """
    if not mailing.reference:
        raise ProblemsFound(
            message(
                "the workbook gives no reference; fill in Kenmerk in the sheet Zending, such as {example}",
                example=formatted_reference(ReferenceParts("COS", mailing.letter_date.year, 1)),
            )
        )
    return [mailing.reference] * len(recipients)


def provisional_references(opened: OpenedMailing) -> ReferenceGiver:
    """References to look at letters with: the workbook's own, or number 0 of its series."""
    pattern = opened.workspace.settings.references.pattern

    def given(mailing: Mailing, recipients: Sequence[Recipient]) -> Sequence[str]:
        reference = mailing.reference or formatted_reference(
            ReferenceParts(mailing.series or "XXX", mailing.letter_date.year, 0), pattern
        )
        return [reference] * len(recipients)

    return given


def print_order(letters: Iterable[PlannedLetter]) -> tuple[PlannedLetter, ...]:
    """The order of the post: by postcode, abroad last; within one postcode by council, and then as the workbook has it."""
    return tuple(
        sorted(
            letters,
            key=lambda each: (
                not each.recipient.postcode,
                each.recipient.postcode,
                sort_key(each.recipient.council.name),
                each.recipient.council.code,
                each.number,
            ),
        )
    )
