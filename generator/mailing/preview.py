"""One letter to look at: nothing is registered, no other file is touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import ProblemsFound, TypesettingFailed, message
from generator.files import make_folder, write_whole
from generator.mailing.findings import has_errors
from generator.mailing.generate import refuse_if_nothing_can_be_made
from generator.mailing.plan import OpenedMailing, PlannedLetter, plan, provisional_references
from generator.mailing.selection import chosen
from generator.model import Problem

PREVIEW_FOLDER = "voorbeeld"
_COMPARISON = "-vergelijking"


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter that was made to look at.

    Attributes:
        letter: The letter.
        files: Its files: one PDF, or a PNG for each page.
        pages: How many pages it has.
        problems: What somebody should look at.
        differences: For each page, the share of its ink that LibreOffice puts elsewhere, 0 to 1; empty where nothing was
            compared.
    """

    letter: PlannedLetter
    files: tuple[Path, ...]
    pages: int
    problems: tuple[Problem, ...]
    differences: tuple[float, ...] = ()


def preview(
    opened: OpenedMailing,
    *,
    only: tuple[str, ...] = (),
    as_png: bool = False,
    compare: bool = False,
    target: Path | None = None,
) -> Preview:
    """Make one letter: the first that ``only`` names, else the first of the workbook.

    Args:
        opened: The workbook and its template.
        only: Names or codes of councils.
        as_png: Make a picture of each page instead of a PDF.
        compare: Make a picture of each page as Typst sets it, as LibreOffice does, and of both over each other.
        target: Where it goes: a file, or a folder; None is ``output/<mailing>/voorbeeld``.

    Raises:
        WrongUse: ``only`` names no recipient.
        ProblemsFound: The letter cannot be made; why.
        LettersFailed: The typesetter refuses it, or ``compare`` needs a LibreOffice that is not there.
        DiskRefused: The file cannot be written.
    """
    from generator.template import compile_template
    from generator.typeset import Typesetter

    letter, problems = _first_letter(opened, only)
    bench = opened.workbench()
    template = compile_template(bench.template, name=bench.template_name, filters=bench.filters)
    docx = template.render(letter.context)
    typesetter = Typesetter(font_folders=bench.font_folders, engine=bench.engine)
    name = f"{letter.stem}.docx"
    if compare:
        _refuse_without_libreoffice()
        compared = typesetter.compare_pages(docx, clock=bench.clock, name=name)
        files = _picture_paths(opened, letter, target, len(compared), suffix=_COMPARISON)
        _write_all({path: each.picture for path, each in zip(files, compared, strict=True)})
        return Preview(letter, files, len(compared), problems, tuple(each.difference for each in compared))
    if as_png:
        pictures = typesetter.draw_pages(docx, clock=bench.clock, name=name)
        files = _picture_paths(opened, letter, target, len(pictures))
        _write_all(dict(zip(files, pictures, strict=True)))
        return Preview(letter, files, len(pictures), problems)
    document = typesetter.set_document(docx, clock=bench.clock, name=name)
    file = _path(opened, letter, target, ".pdf")
    _write_all({file: document.pdf})
    return Preview(letter, (file,), document.pages, (*problems, *document.warnings))


def _refuse_without_libreoffice() -> None:
    from generator.typeset.libreoffice import find_program

    if find_program() is None:
        raise TypesettingFailed(
            message("LibreOffice is not on this computer, and the pages are to be compared with its own; install it")
        )


def _first_letter(opened: OpenedMailing, only: tuple[str, ...]) -> tuple[PlannedLetter, tuple[Problem, ...]]:
    first = chosen(opened.shipment.recipients, only)[:1]
    if not first:
        raise ProblemsFound(
            message("{workbook} has no recipient that a letter can go to", workbook=opened.workbook.name),
            opened.shipment.problems,
        )
    # Only this letter is checked: a preview is there at once, however long the list is.
    alone = replace(opened, shipment=replace(opened.shipment, recipients=first))
    planned = plan(alone, references=provisional_references(opened))
    refuse_if_nothing_can_be_made(planned)
    letter = planned.letters[0]
    if has_errors(letter.problems):
        raise ProblemsFound(
            message("the letter to {council} cannot be made", council=letter.recipient.council.name), letter.problems
        )
    return letter, (*planned.shared_problems, *letter.problems)


def _path(opened: OpenedMailing, letter: PlannedLetter, target: Path | None, suffix: str) -> Path:
    name = f"{letter.stem}{suffix}"
    if target is None:
        return opened.folder / PREVIEW_FOLDER / name
    return target / name if target.is_dir() or not target.suffix else target


def _picture_paths(
    opened: OpenedMailing, letter: PlannedLetter, target: Path | None, pages: int, *, suffix: str = ""
) -> tuple[Path, ...]:
    path = _path(opened, letter, target, f"{suffix}.png")
    return tuple(path.with_name(f"{path.stem}-{page}{path.suffix}") for page in range(1, pages + 1))


def _write_all(contents: Mapping[Path, bytes]) -> None:
    for path, content in contents.items():
        make_folder(path.parent)
        write_whole(path, content)
