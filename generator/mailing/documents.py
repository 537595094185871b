"""Two plain tools that the rest stands on: one template with its data, and one Word file to PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from generator.errors import DocumentUnreadable, UnreadableInput, message
from generator.files import unreadable, write_whole
from generator.language import Reader
from generator.mailing.plan import read_template
from generator.mailing.worker import Engine
from generator.mailing.workspace import Workspace
from generator.model import Problem
from generator.opc import open_package

if TYPE_CHECKING:
    from generator.typeset import TypesetDocument

_CHANGED = re.compile(rb"<dcterms:(modified|created)[^>]*>\s*(\d{4})-(\d{2})-(\d{2})")
_NO_DATE = date(1980, 1, 1)
"""What a PDF bears whose Word file has no date: the first day that a ZIP entry can have."""


def render_document(
    template: Path,
    context_file: Path,
    target: Path,
    *,
    workspace: Workspace,
    working_folder: Path,
    lenient: bool = False,
) -> None:
    """Merge a template with the data of a JSON file.

    Args:
        template: The Word file.
        context_file: JSON, with the typed values of docs/commands.md.
        target: Where the DOCX goes.
        workspace: Whose filters the template may use.
        working_folder: Where files that the JSON names are sought, after its own folder.
        lenient: A name without a value is empty rather than an error.

    Raises:
        TemplateUnreadable: The template is no Word file, or its tags do not fit together.
        UnreadableInput: The JSON cannot be read.
        RenderFailed: The template met data that it cannot set.
        DiskRefused: The DOCX cannot be written.
    """
    from generator.template import compile_template

    compiled = compile_template(read_template(template).content, name=template.name, filters=workspace.settings.filters)
    context = read_context(context_file, working_folder=working_folder)
    write_whole(target, compiled.render(context, lenient=lenient))


def read_context(path: Path, *, working_folder: Path) -> Mapping[str, object]:
    """Read a JSON file as what a template takes.

    Raises:
        UnreadableInput: It is missing, no JSON, or holds a typed value that is none.
    """
    # By itself, not with the room: it brings a library that worker processes need not load.
    from generator.template.context_json import decode_context

    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableInput(unreadable(path, error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            message("{file} is no text in UTF-8; save it as such and try again", file=path.name)
        ) from error
    return decode_context(text, folders=(path.parent, working_folder), name=path.name)


def document_to_pdf(
    docx: Path, target: Path, *, workspace: Workspace, engine: str | None = None, day: date | None = None
) -> TypesetDocument:
    """Set one Word file as PDF.

    Args:
        docx: The Word file.
        target: Where the PDF goes.
        workspace: Whose fonts and engine count.
        engine: Another engine than the workspace's.
        day: The date that the PDF bears; None takes the Word file's own.

    Raises:
        DocumentUnreadable: It is missing, damaged or no Word file.
        UnsupportedConstruct: It holds what cannot be set faithfully.
        TypesettingFailed: The engine refused.
        DiskRefused: The PDF cannot be written.
    """
    from generator.typeset import Typesetter

    content = _read_document(docx)
    typesetter = Typesetter(
        font_folders=workspace.font_folders, engine=cast("Engine", engine or workspace.settings.output.engine)
    )
    clock = datetime.combine(day or _day_of(content, docx.name), time(), UTC)
    made = typesetter.set_document(content, clock=clock, name=docx.name)
    write_whole(target, made.pdf)
    return made


def annotate_copy(path: Path, problems: Sequence[Problem], target: Path, *, reader: Reader) -> None:
    """Write a copy of a workbook in which every problem stands at its cell.

    Raises:
        WorkbookUnreadable: The workbook is none that can be marked.
        DiskRefused: The copy cannot be written.
    """
    from generator.workbook import annotate_workbook

    annotate_workbook(path, problems, target, reader=reader)


def _read_document(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentUnreadable(unreadable(path, error)) from error


def _day_of(docx: bytes, name: str) -> date:
    """The day on which the Word file says that it was last changed."""
    package = open_package(docx, refuse=DocumentUnreadable, name=name)
    if "docProps/core.xml" not in package.names:
        return _NO_DATE
    found = {match[1]: match for match in _CHANGED.finditer(package.part("docProps/core.xml"))}
    match = found.get(b"modified") or found.get(b"created")
    try:
        return date(*(int(match[each]) for each in (2, 3, 4))) if match else _NO_DATE
    except ValueError:
        return _NO_DATE
