"""Make a letter again from the register alone, and say whether it is the same."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from generator.errors import RegisterRefused, WrongUse, message
from generator.files import make_folder, write_whole
from generator.mailing.placing import problems_in_template
from generator.mailing.snapshot import WORKSHOP, context_of
from generator.mailing.workshop import Workshop, made_with, workshop_of
from generator.mailing.workspace import Workspace
from generator.model import Problem
from generator.register import (
    Content,
    Data,
    FieldChange,
    FileRecord,
    LetterRecord,
    Material,
    Register,
    differences,
    material_of,
)

SUFFIXES = (".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class RemadeLetter:
    """A letter made in memory.

    Attributes:
        contents: ``docx`` and ``pdf``, by kind.
        pages: Of the PDF.
        made_with: Versions of what shaped it.
        context: What the template saw.
        problems: What setting it found.
    """

    contents: Mapping[str, bytes]
    pages: int
    made_with: Data
    context: Mapping[str, object]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ComparedFile:
    """A file as it was recorded, and as it comes out now.

    Attributes:
        recorded: None where the letter was made without this kind.
    """

    kind: str
    recorded: FileRecord | None
    sha256: str
    size: int
    pages: int | None

    @property
    def is_identical(self) -> bool:
        """Whether every byte is the same."""
        return self.recorded is not None and self.recorded.sha256 == self.sha256


@dataclass(frozen=True, slots=True)
class Regenerated:
    """What came of making a letter again.

    Attributes:
        version: The number of the version.
        files: Those that were recorded, compared.
        tools: What shaped it then and is another version now.
        written: Files that were written.
    """

    letter: LetterRecord
    version: int
    files: tuple[ComparedFile, ...]
    tools: tuple[FieldChange, ...]
    written: tuple[Path, ...]

    @property
    def is_identical(self) -> bool:
        """Whether every recorded file came out the same."""
        return all(each.is_identical for each in self.files)


def regenerate(
    register: Register,
    workspace: Workspace,
    letter: LetterRecord,
    *,
    version: int | None = None,
    target: Path | None = None,
) -> Regenerated:
    """Make ``letter`` again and compare it with what was recorded.

    Args:
        register: An open register.
        workspace: Where its files stand.
        letter: The letter.
        version: The number of the version; None: the one that counts.
        target: A file (its suffix says which kind) or a folder to write to. None: a file that is missing or damaged is
            put back where it stood, if it comes out identical.

    Raises:
        WrongUse: No such version, never made, or the target's suffix is neither .docx nor .pdf.
        RegisterRefused: The register cannot be read.
        LettersFailed: This version of brieven cannot make it.
        DiskRefused: A file cannot be written.
    """
    material = material_of(register, letter, version)
    recorded = {each.kind: each for each in material.version.files}
    if not recorded:
        raise WrongUse(
            message(
                "{reference} to {council} was never made; run `brieven generate` on its workbook",
                reference=letter.reference,
                council=letter.council_name,
            )
        )
    remade = make_again(material)
    compared = tuple(
        ComparedFile(
            kind,
            recorded[kind],
            hashlib.sha256(content).hexdigest(),
            len(content),
            remade.pages if kind == "pdf" else None,
        )
        for kind, content in remade.contents.items()
        if kind in recorded
    )
    written = _written(workspace, compared, remade.contents, target)
    return Regenerated(
        letter=letter,
        version=material.version.number,
        files=compared,
        tools=_other_tools(material.version.made_with, remade.made_with),
        written=written,
    )


def make_again(material: Material, *, name: str = "") -> RemadeLetter:
    """Make the letter of ``material``, in memory.

    Args:
        material: From the register.
        name: Its file name without suffix, for messages; None: as it was recorded.
    """
    return make_from(
        shared=material.shared,
        own=material.snapshot,
        reference=material.letter.reference,
        contents=material.contents,
        template=material.template,
        template_name=material.version.template_name,
        name=name or next((Path(each.path).stem for each in material.version.files), material.letter.reference),
    )


def make_from(
    *,
    shared: Data,
    own: Data,
    reference: str,
    contents: Mapping[str, Content],
    template: bytes,
    template_name: str,
    name: str,
) -> RemadeLetter:
    """Make a letter from data as the register keeps them, in memory."""
    from generator.template import compile_template
    from generator.typeset import Typesetter

    workshop: Workshop = workshop_of(shared[WORKSHOP], contents)
    context = context_of(shared, own, reference, contents)
    letter_date = context["date"]
    if not isinstance(letter_date, date):
        raise RegisterRefused(message("the register lacks the date of {reference}", reference=reference))
    compiled = compile_template(template, name=template_name, filters=workshop.filters)
    docx = compiled.render(context)
    with tempfile.TemporaryDirectory(prefix="brieven-") as folder:
        font_folders = workshop.write_fonts(Path(folder))
        typesetter = Typesetter(font_folders=font_folders, engine=workshop.engine)
        document = typesetter.set_document(docx, clock=datetime.combine(letter_date, time(), UTC), name=f"{name}.docx")
        tools = made_with(font_folders, engine=document.engine)
    problems = problems_in_template(document.warnings, compiled, context)
    return RemadeLetter({"docx": docx, "pdf": document.pdf}, document.pages, tools, context, problems)


def _written(
    workspace: Workspace, compared: tuple[ComparedFile, ...], contents: Mapping[str, bytes], target: Path | None
) -> tuple[Path, ...]:
    if target is None:
        lost = {
            workspace.root / each.recorded.path: contents[each.kind]
            for each in compared
            if each.recorded is not None and each.is_identical and not _stands(workspace, each.recorded)
        }
        return _put(lost)
    if target.is_dir() or not target.suffix:
        return _put(
            {
                target / Path(each.recorded.path).name: contents[each.kind]
                for each in compared
                if each.recorded is not None
            }
        )
    if target.suffix.lower() not in SUFFIXES:
        raise WrongUse(message("{file} must end in .docx or .pdf, or be a folder; give another name", file=target.name))
    return _put({target: contents[target.suffix.lower().removeprefix(".")]})


def _put(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    for path, content in files.items():
        make_folder(path.parent)
        write_whole(path, content)
    return tuple(files)


def _stands(workspace: Workspace, recorded: FileRecord) -> bool:
    try:
        content = (workspace.root / recorded.path).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == recorded.sha256


def _other_tools(before: Data, after: Data) -> tuple[FieldChange, ...]:
    return differences(dict(before), dict(after)) if before else ()
