"""The book that is the register: reserve all letters first, hear what was made, go on where a run was cut off."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from generator.address import written_date
from generator.errors import LettersFailed, RegisterRefused, message
from generator.mailing.addressees import addressee_of
from generator.mailing.book import refuse_to_replace
from generator.mailing.context import Context
from generator.mailing.kept_findings import kept, problems_of
from generator.mailing.names import letter_names
from generator.mailing.plan import MailingPlan, PlannedLetter
from generator.mailing.snapshot import WORKSHOP, Recorder, context_of
from generator.mailing.template_changes import template_changes
from generator.mailing.worker import LetterOutcome, MadeFile, MadeLetter
from generator.mailing.workshop import made_with, record_workshop
from generator.mailing.workspace import Workspace
from generator.model import CellPlace, LetterKey, Problem, Recipient, Severity
from generator.register import (
    Changes,
    Data,
    FileRecord,
    LetterDraft,
    MailingDraft,
    Origin,
    Register,
    Reservation,
    ReservedLetter,
    Shortage,
    Stamp,
    changed_input,
    commit_letters,
    material_of,
    only_one,
    open_register,
    registered_recipients,
    reserve_mailing,
    show_letter,
)
from generator.register import FailedLetter as FailedRecord
from generator.register import MadeLetter as MadeRecord

BATCH = 128
"""Letters that are committed together: a cut-off run makes at most so many again."""

Step = Callable[[str], None]
"""Told of each step by name; fault injection kills the process there, nobody else listens."""


def open_workspace_register(workspace: Workspace, *, at: datetime) -> Register:
    """Open the register of a workspace, where its brieven.toml says.

    Raises:
        RegisterRefused: It cannot be reached, is locked, damaged, read-only or of a newer version.
    """
    return open_register(workspace.root, url=workspace.settings.register_.url, at=at)


class RegisterBook:
    """Enters letters in the register; what it holds is the truth about what there is.

    Args:
        register: An open register.
        workspace: Where the files come to stand.
        stamp: Who makes the letters, and when.
        make_pdf: Whether letters without a PDF are still to be made.
        update: Give letters whose input changed a new version.
        overwrite: Letters on disk that the register does not know may be replaced.
        allow_duplicates: Write again about the same to the same.
        step: Told of each step.
    """

    def __init__(
        self,
        register: Register,
        workspace: Workspace,
        *,
        stamp: Stamp,
        make_pdf: bool = True,
        update: bool = False,
        overwrite: bool = False,
        allow_duplicates: bool = False,
        step: Step = lambda _name: None,
    ) -> None:
        self._register = register
        self._workspace = workspace
        self._stamp = stamp
        self._make_pdf = make_pdf
        self._update = update
        self._overwrite = overwrite
        self._allow_duplicates = allow_duplicates
        self._step = step
        self._turn = contextlib.ExitStack()
        self._reserved: dict[int, ReservedLetter] = {}
        self._waiting_made: list[MadeRecord] = []
        self._waiting_failed: list[FailedRecord] = []
        self._tools: dict[str, Data] = {}
        self._plan: MailingPlan | None = None
        self._folder = ""
        self.reservation: Reservation | None = None

    def begin(self, plan: MailingPlan) -> tuple[MailingPlan, Sequence[PlannedLetter]]:
        """Reserve the letters of ``plan``.

        Returns:
            The plan with the letters as they are registered, and which of them are to be made now.

        Raises:
            RegisterRefused: The input changed, somebody had this letter before, somebody else is making this mailing,
                or the register cannot be written. Nothing was reserved then.
        """
        self._turn.enter_context(only_one(self._register, plan.mailing.name))
        try:
            return self._begun(plan)
        except BaseException:
            self._turn.close()
            raise

    def _begun(self, plan: MailingPlan) -> tuple[MailingPlan, Sequence[PlannedLetter]]:
        draft = mailing_draft(plan)
        if not self._overwrite:
            registered = registered_recipients(self._register, draft.name)
            refuse_to_replace(plan, [each for each in plan.to_make if each.key.recipient not in registered])
        if not self._update:
            changes = changed_input(self._register, draft)
            if changes:
                raise RegisterRefused(changes.message, changes_in_words(changes))
        self._step("before reserving")
        reservation = reserve_mailing(
            self._register,
            draft,
            pattern=self._workspace.settings.references.pattern,
            stamp=self._stamp,
            update_changed=self._update,
            allow_duplicates=self._allow_duplicates,
        )
        self._step("after reserving")
        self.reservation = reservation
        entered = self._registered(plan, draft, reservation)
        whole = {each.number for each in entered.letters if each.number in self._reserved and self._is_whole(each)}
        entered = self._with_earlier_findings(entered, whole)
        self._plan = entered
        self._remove_obsolete(entered, reservation)
        return entered, [each for each in entered.to_make if each.number not in whole]

    def _with_earlier_findings(self, plan: MailingPlan, whole: Collection[int]) -> MailingPlan:
        """The plan in which letters that are not made again have what was found when they were made."""
        letters = (
            replace(
                each,
                problems=(*each.problems, *problems_of(self._reserved[each.number].findings, each.key.recipient)),
            )
            if each.number in whole and self._reserved[each.number].findings
            else each
            for each in plan.letters
        )
        return replace(plan, letters=tuple(letters))

    def record(self, letter: PlannedLetter, outcome: LetterOutcome) -> None:
        """Hear what became of a letter; every so many go into the register together.

        Raises:
            RegisterRefused: The register cannot be written.
        """
        reserved = self._reserved[letter.number]
        if isinstance(outcome, MadeLetter):
            self._waiting_made.append(self._made(letter, reserved, outcome))
        elif isinstance(outcome.error, LettersFailed) and not outcome.disk_is_full:
            self._waiting_failed.append(FailedRecord(reserved.letter_id, str(outcome.error)))
            if not reserved.files:
                self._remove_files(letter)
        if len(self._waiting_made) + len(self._waiting_failed) >= BATCH:
            self._commit()

    def end(self) -> None:
        """Enter what is left, and let others have their turn.

        Raises:
            RegisterRefused: The register cannot be written.
        """
        try:
            self._commit()
        finally:
            self._turn.close()

    def _commit(self) -> None:
        if not (self._waiting_made or self._waiting_failed):
            return
        self._step("before committing")
        commit_letters(self._register, self._waiting_made, self._waiting_failed, stamp=self._stamp)
        self._waiting_made, self._waiting_failed = [], []
        self._step("after committing")

    def _registered(self, plan: MailingPlan, draft: MailingDraft, reservation: Reservation) -> MailingPlan:
        """The plan with references, file names and data as the register has them."""
        by_key = {each.recipient: each for each in (*reservation.letters, *reservation.others)}
        given = [
            by_key[each.key.recipient].reference if each.key.recipient in by_key else each.key.reference
            for each in plan.letters
        ]
        stems = letter_names([each.recipient for each in plan.letters], given)
        own = {each.recipient: each.snapshot for each in draft.letters}
        contents = {hashlib.sha256(each.content).hexdigest(): each for each in draft.contents}
        short = _shortages(reservation.shortages)
        letters = []
        for letter, computed in zip(plan.letters, stems, strict=True):
            reserved = by_key.get(letter.key.recipient)
            if reserved is None:
                letters.append(letter)
                continue
            stem = Path(reserved.files[0].path).stem if reserved.files else f"{computed}{reserved.file_suffix}"
            key = LetterKey(reserved.reference, letter.key.recipient)
            if letter.key.recipient not in own:
                letters.append(replace(letter, key=key, stem=stem))
                continue
            self._reserved[letter.number] = reserved
            recipient, context = letter.recipient, None
            if reserved.origin is Origin.CORRECTION:
                recipient, context = self._corrected(reserved)
            letters.append(
                replace(
                    letter,
                    recipient=recipient,
                    key=key,
                    stem=stem,
                    context=context
                    or context_of(draft.shared, own[letter.key.recipient], reserved.reference, contents),
                    problems=(*letter.problems, *_waiting(letter, short.get(letter.key.recipient, ()))),
                )
            )
        return replace(plan, letters=tuple(letters))

    def _corrected(self, reserved: ReservedLetter) -> tuple[Recipient, Context]:
        """The addressee and names of a letter that was corrected: the workbook does not know them."""
        letter = show_letter(self._register, reserved.letter_id).letter
        material = material_of(self._register, letter)
        context = context_of(material.shared, material.snapshot, letter.reference, material.contents)
        return addressee_of(material, material.shared, material.snapshot), context

    def _is_whole(self, letter: PlannedLetter) -> bool:
        """Whether the letter's files stand on disk as they were recorded."""
        files = self._reserved[letter.number].files
        if not files or (self._make_pdf and {"docx", "pdf"} != {each.kind for each in files}):
            return False
        return all(_sha256_of_file(self._workspace.root / each.path) == each.sha256 for each in files)

    def _remove_files(self, letter: PlannedLetter) -> None:
        """Take away what an earlier version, which no longer counts, left under the name of a letter that there is not."""
        assert self._plan is not None
        for suffix in (".docx", ".pdf"):
            with contextlib.suppress(OSError):
                (self._plan.folder / f"{letter.stem}{suffix}").unlink(missing_ok=True)

    def _remove_obsolete(self, plan: MailingPlan, reservation: Reservation) -> None:
        if not reservation.obsolete_files:
            return
        wanted = {self._path(plan, f"{each.stem}{suffix}") for each in plan.letters for suffix in (".docx", ".pdf")}
        for path in reservation.obsolete_files:
            if path not in wanted:
                with contextlib.suppress(OSError):
                    (self._workspace.root / path).unlink(missing_ok=True)

    def _path(self, plan: MailingPlan, name: str) -> str:
        if not self._folder:
            self._folder = plan.folder.relative_to(self._workspace.root).as_posix()
        return f"{self._folder}/{name}"

    def _made(self, letter: PlannedLetter, reserved: ReservedLetter, made: MadeLetter) -> MadeRecord:
        assert self._plan is not None
        if made.engine not in self._tools:
            self._tools[made.engine] = made_with(self._workspace.font_folders, engine=made.engine)
        files = [("docx", made.docx, None), ("pdf", made.pdf, made.pages)]
        return MadeRecord(
            letter_id=reserved.letter_id,
            version_id=reserved.version_id,
            files=tuple(
                _file_record(kind, self._path(self._plan, file.name), file, pages)
                for kind, file, pages in files
                if file is not None
            ),
            made_with=self._tools[made.engine],
            text=searched_text(letter.context, made.text),
            findings=kept(made.warnings),
        )


def mailing_draft(plan: MailingPlan) -> MailingDraft:
    """What the register is to keep of a plan: its chosen letters, and all that shapes them."""
    mailing = plan.mailing
    recorder = Recorder()
    chosen = [each for each in plan.letters if each.chosen and each.can_be_made]
    shared = recorder.shared(chosen[0].context) if chosen else {}
    workshop = record_workshop(plan.opened.workspace, mailing, recorder)
    erring = {each.recipient for each in plan.problems if each.recipient is not None}
    return MailingDraft(
        name=mailing.name,
        subject=mailing.subject,
        letter_date=mailing.letter_date,
        template_name=plan.opened.template.path.name,
        template=plan.opened.template.content,
        shared={**shared, WORKSHOP: workshop},
        letters=tuple(
            LetterDraft(
                recipient=each.key.recipient,
                council_name=each.recipient.council.name,
                contact_name=each.recipient.name_line,
                snapshot=recorder.own(each.context),
                copies=each.recipient.copies,
                source=each.recipient.source,
            )
            for each in chosen
        ),
        numbering=mailing.numbering,
        reference=mailing.reference,
        series=mailing.series,
        contents=recorder.contents,
        publications=plan.opened.shipment.publications,
        # Who has a faulty row did not leave the mailing.
        all_recipients=frozenset({each.key.recipient for each in plan.letters} | erring),
        derived=("recipient",),
        # The register counts the copies itself: another number in the sheet makes no other letter.
        ignored=("publications.*.stock",),
        source=mailing.cells.get("name", CellPlace("Zending")),
    )


def changes_in_words(changes: Changes) -> tuple[Problem, ...]:
    """The findings of ``changes``, with the paragraphs of the template that are others now."""
    paragraphs = [
        each
        for earlier in changes.earlier_templates
        for each in template_changes(earlier, changes.template, name=changes.template_name)
    ]
    return (*paragraphs, *(each for each in changes.findings if each.code != "template-changed"))


def searched_text(context: Mapping[str, object], text: str) -> str:
    """All words that a letter is found by: its own, its reference, council, contact, subject and date."""
    said = [text]
    for name in ("reference", "subject", "date"):
        value = context.get(name)
        said.append(written_date(value) if isinstance(value, date) else str(value or ""))
    for group, names in (("council", ("code", "name", "province")), ("recipient", ("name", "address"))):
        values = context.get(group)
        if isinstance(values, Mapping):
            said += [str(values.get(name) or "") for name in names]
    return "\n".join(said)


def _file_record(kind: str, path: str, file: MadeFile, pages: int | None) -> FileRecord:
    return FileRecord(kind, path, file.sha256, file.size_bytes, pages)


def _sha256_of_file(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _shortages(shortages: Sequence[Shortage]) -> dict[object, list[Shortage]]:
    by_recipient: dict[object, list[Shortage]] = {}
    for each in shortages:
        by_recipient.setdefault(each.recipient, []).append(each)
    return by_recipient


def _waiting(letter: PlannedLetter, shortages: Sequence[Shortage]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            "stock-short",
            Severity.WARNING,
            letter.recipient.source or CellPlace("Publicaties"),
            message(
                "{council} gets {granted} of {copies} copies of “{publication}”; the rest is on the waiting list",
                council=letter.recipient.council.name,
                granted=each.granted,
                copies=each.copies,
                publication=each.publication,
            ),
            message("`brieven stock` shows who waits, and takes new copies in"),
            letter.key.recipient,
        )
        for each in shortages
    )
