"""Correct a letter: some values are others, and what follows from them is put together anew; a new version."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import cast

from generator.address import normalised_postcode, parsed_date
from generator.errors import AnyOf, WrongUse, message
from generator.files import make_folder, write_whole
from generator.mailing.addressees import addressee_of
from generator.mailing.context import TOP_ALIASES, attribute_name, recipient_context
from generator.mailing.kept_findings import kept
from generator.mailing.regenerating import RemadeLetter, make_from
from generator.mailing.registration import searched_text
from generator.mailing.snapshot import GROUP_ALIASES, WORKSHOP, Recorder
from generator.mailing.workspace import Workspace
from generator.model import Gender, Problem
from generator.register import (
    Correction,
    FileRecord,
    JsonValue,
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

JsonObject = dict[str, JsonValue]


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
    shared, own = _with_settings(material, settings)
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
    correction = Correction(
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
    record_correction(register, correction, stamp=stamp)
    if letter.sent_version != letter.version:
        # It was never posted: nobody has it, and the register has said that it no longer counts.
        for each in material.version.files:
            (workspace.root / each.path).unlink(missing_ok=True)
    (now,) = (each for each in find_letters(register, letter.reference) if each.letter_id == letter.letter_id)
    return Corrected(now, paths, remade.problems)


def _with_settings(material: Material, settings: Mapping[str, str]) -> tuple[JsonObject, JsonObject]:
    shared = {name: _copied(value) for name, value in material.shared.items()}
    own = {name: _copied(value) for name, value in material.snapshot.items()}
    known = _settable(shared) | _settable(own)
    for written, value in settings.items():
        path = _path(written, known)
        holder: JsonObject = own if path[0] in own else shared
        for name in path[:-1]:
            holder = cast("JsonObject", holder[name])
        holder[path[-1]] = _read(path, holder[path[-1]], value)
    return shared, own


def _copied(value: JsonValue) -> JsonValue:
    return {name: _copied(each) for name, each in value.items()} if isinstance(value, dict) else value


def _settable(data: JsonObject) -> dict[str, tuple[str, ...]]:
    """Every name that may be set, English and Dutch and folded, to its path in the data."""
    names: dict[str, tuple[str, ...]] = {}
    for top, value in data.items():
        if top in {WORKSHOP, "recipient"}:
            continue
        tops = {top, TOP_ALIASES.get(top, top)}
        if not isinstance(value, dict) or any(name.startswith("$") for name in value):
            if not isinstance(value, list):
                names |= {_folded(each): (top,) for each in tops}
            continue
        aliases = GROUP_ALIASES.get(top, {})
        for name, each in value.items():
            if isinstance(each, dict | list) and not (isinstance(each, dict) and "$date" in each):
                continue
            for inside in {name, aliases.get(name, name)}:
                names |= {f"{_folded(outside)}.{_folded(inside)}": (top, name) for outside in tops}
    return names


def _folded(name: str) -> str:
    return attribute_name(name).replace("_", "")


def _path(written: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    folded = ".".join(_folded(piece) for piece in written.strip().split(".", 1))
    if folded in known:
        return known[folded]
    alike = [known[each] for each in get_close_matches(folded, list(known), n=3)]
    near = tuple(".".join(path) for path in dict.fromkeys(alike))
    if near:
        raise WrongUse(message("a letter has no “{name}”; did you mean {near}?", name=written, near=AnyOf(near)))
    raise WrongUse(
        message(
            "a letter has no “{name}” that can be set; give a name such as {example}, as templates have it",
            name=written,
            example="contact.achternaam",
        )
    )


def _read(path: tuple[str, ...], before: JsonValue, value: str) -> JsonValue:
    value = value.strip()
    name = ".".join(path)
    if path[-1] == "postcode" and value:
        postcode = normalised_postcode(value)
        if postcode is None:
            raise WrongUse(message("{name}: “{value}” is no postcode; write it as 2514 JS", name=name, value=value))
        return postcode
    if isinstance(before, dict):
        day = parsed_date(value)
        if day is None:
            raise WrongUse(message("{name}: “{value}” is no date; write it as 28-06-2018", name=name, value=value))
        return {"$date": day.isoformat()}
    if path == ("contact", "gender") and value not in set(Gender):
        raise WrongUse(message("{name}: “{value}” is none of m, v, x; or leave it empty", name=name, value=value))
    if isinstance(before, int) and not isinstance(before, bool):
        if not re.fullmatch(r"\d{1,6}", value):
            raise WrongUse(message("{name}: “{value}” is no whole number", name=name, value=value))
        return int(value)
    return value


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
