"""Correct a letter: some values are others, and what follows from them is put together anew; a new version."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import WrongUse, message
from generator.files import make_folder, write_whole
from generator.mailing.addressees import addressee_of
from generator.mailing.context import recipient_context
from generator.mailing.corrected_values import JsonObject, corrected_values
from generator.mailing.kept_findings import kept
from generator.mailing.regenerating import RemadeLetter, make_from
from generator.mailing.registration import searched_text
from generator.mailing.snapshot import Recorder
from generator.mailing.workspace import Workspace
from generator.model import Problem, Recipient
from generator.register import (
    Correction,
    FileRecord,
    LetterRecord,
    Material,
    Register,
    Stamp,
    find_letters,
    material_of,
    next_version,
    record_correction,
)
from generator.template.paragraph_texts import paragraph_texts


@dataclass(frozen=True, slots=True)
class Corrected:
    """A letter after its correction.

    Attributes:
        letter: As it is now.
        files: Of the new version; none where it had these values already, and then nothing was made.
        problems: What setting it found.
    """

    letter: LetterRecord
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def correct(
    register: Register,
    workspace: Workspace,
    letter: LetterRecord,
    settings: Mapping[str, str],
    *,
    reason: str,
    stamp: Stamp,
) -> Corrected:
    """Make a new version of ``letter`` with other values, from the register alone.

    Args:
        register: An open register.
        workspace: Where its files come to stand, beside those of the earlier version.
        letter: The letter.
        settings: Values by name, Dutch or English: ``{"contact.achternaam": "De Wit"}``.
        reason: Why; stands in the record.
        stamp: Who corrects, and when.

    Raises:
        WrongUse: An unknown name, a value that it does not take, no reason, or a letter that was never made.
        LettersFailed: The corrected letter cannot be made; nothing was recorded.
        RegisterRefused: Somebody else changed it meanwhile, or the register cannot be written.
        DiskRefused: The files cannot be written; nothing was recorded.
    """
    material = _material(register, letter, reason)
    shared, own = corrected_values(material, settings)
    if (shared, own) == (material.shared, material.snapshot):
        return Corrected(letter)
    recipient = addressee_of(material, shared, own)
    own = {**own, **Recorder().own(recipient_context(recipient, letter.reference))}
    _number, suffix = next_version(letter)
    folder, stem = _place(material, suffix)
    remade = make_from(
        shared=shared,
        own=own,
        reference=letter.reference,
        contents=material.contents,
        template=material.template,
        template_name=material.version.template_name,
        name=stem,
    )
    files, paths = _write(workspace, folder, stem, remade, [each.kind for each in material.version.files])
    correction = _correction(letter, material, recipient, remade, files, shared=shared, own=own, reason=reason)
    record_correction(register, correction, stamp=stamp)
    if letter.sent_version != letter.version:
        # It was never posted: nobody has it, and the register has said that it no longer counts.
        for each in material.version.files:
            (workspace.root / each.path).unlink(missing_ok=True)
    (now,) = (each for each in find_letters(register, letter.reference) if each.letter_id == letter.letter_id)
    return Corrected(now, paths, remade.problems)


def _material(register: Register, letter: LetterRecord, reason: str) -> Material:
    """What the letter was made from, where it may be corrected."""
    if not reason.strip():
        raise WrongUse(message("a correction needs its reason in the record; give --reason"))
    material = material_of(register, letter)
    if not material.version.files:
        raise WrongUse(
            message(
                "{reference} to {council} was never made; run `brieven generate` on its workbook",
                reference=letter.reference,
                council=letter.council_name,
            )
        )
    return material


def _correction(
    letter: LetterRecord,
    material: Material,
    recipient: Recipient,
    remade: RemadeLetter,
    files: tuple[FileRecord, ...],
    *,
    shared: JsonObject,
    own: JsonObject,
    reason: str,
) -> Correction:
    """What the register is told of the new version."""
    return Correction(
        letter=letter,
        council_name=recipient.council.name,
        contact_name=recipient.name_line,
        template_name=material.version.template_name,
        template=material.template,
        shared=shared,
        snapshot=own,
        reason=reason.strip(),
        files=files,
        made_with=remade.made_with,
        text=searched_text(remade.context, "\n".join(paragraph_texts(remade.contents["docx"]))),
        findings=kept(remade.problems) if any(each.kind == "pdf" for each in files) else (),
    )


def _place(material: Material, suffix: str) -> tuple[Path, str]:
    path = Path(material.version.files[0].path)
    stem = path.stem.removesuffix(material.version.file_suffix)
    return path.parent, f"{stem}{suffix}"


def _write(
    workspace: Workspace, folder: Path, stem: str, remade: RemadeLetter, kinds: list[str]
) -> tuple[tuple[FileRecord, ...], tuple[Path, ...]]:
    make_folder(workspace.root / folder)
    records, paths = [], []
    for kind in kinds:
        content = remade.contents[kind]
        path = folder / f"{stem}.{kind}"
        write_whole(workspace.root / path, content)
        pages = remade.pages if kind == "pdf" else None
        records.append(FileRecord(kind, path.as_posix(), hashlib.sha256(content).hexdigest(), len(content), pages))
        paths.append(workspace.root / path)
    return tuple(records), tuple(paths)
