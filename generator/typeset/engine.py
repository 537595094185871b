"""The typesetter: one per process; keeps Typst's compiler, fonts, images and what letters have in common."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

import typst

from generator.errors import (
    BrievenError,
    DocumentUnreadable,
    LettersFailed,
    TypesettingFailed,
    UnsupportedConstruct,
    message,
)
from generator.model import Problem, Severity, TextPlace
from generator.opc import Package, open_package
from generator.typeset.comparing import PageComparison, compare_pages, draw_pdf
from generator.typeset.findings import Findings
from generator.typeset.images import ImageStore, ImageUnusable
from generator.typeset.layout import notes
from generator.typeset.layout.flow import FlowSetter
from generator.typeset.layout.pages import lay_out
from generator.typeset.libreoffice import Conversion, LibreOffice, outside_standard
from generator.typeset.list_numbering import numbered_lists
from generator.typeset.lost_text import judge_placing
from generator.typeset.ooxml.document import Document
from generator.typeset.ooxml.graphics import Picture
from generator.typeset.ooxml.parts import Kept
from generator.typeset.ooxml.reader import read_document
from generator.typeset.ooxml.walk import paragraphs_of
from generator.typeset.pdf_patches import patched
from generator.typeset.source import SourceWriter, Styles, WrittenSource, language_arguments
from generator.typeset.table_tags import described_tables
from generator.typeset.typecase import TypeCase, TypeCases
from generator.typeset.undescribed import judge_pictures
from generator.typeset.unset_text import judge_text

Engine = Literal["auto", "typst", "libreoffice"]

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_MOST_KEPT = 6000


@dataclass(frozen=True, slots=True)
class TypesetDocument:
    """A letter as PDF.

    Attributes:
        pdf: PDF/A-2a and PDF/UA-1 where Typst made it.
        pages: How many.
        engine: ``typst`` or ``libreoffice``.
        warnings: What somebody should look at.
    """

    pdf: bytes
    pages: int
    engine: str
    warnings: tuple[Problem, ...] = ()


class Typesetter:
    """Sets documents. Keep one per process: it keeps what letters have in common.

    Args:
        font_folders: A workspace's own fonts, which come before those that travel with the program.
        engine: ``typst``, ``libreoffice``, or ``auto``: Typst, and LibreOffice for what Typst cannot set.
    """

    def __init__(self, *, font_folders: Sequence[Path] = (), engine: Engine = "auto") -> None:
        self._engine = engine
        self._images = ImageStore()
        self._shared = Kept(_MOST_KEPT)
        self._libreoffice = LibreOffice(font_folders=font_folders)
        self._cases = TypeCases(font_folders, self._images.root)

    def set_document(self, docx: bytes, *, clock: datetime, name: str) -> TypesetDocument:
        """Set a DOCX.

        Args:
            docx: The file's bytes.
            clock: What the PDF says about when it was made; the same bytes and clock give the same PDF.
            name: What the reader of a message knows the document by.

        Raises:
            DocumentUnreadable: It is damaged or no Word document.
            UnsupportedConstruct: It holds what cannot be set faithfully, and LibreOffice may not or cannot take it over.
            TypesettingFailed: The engine refused.
        """
        if self._engine == "libreoffice":
            return self._by_libreoffice(docx, clock, name)
        try:
            source, findings, case = self._written(docx, name)
            pdf = self._compiled(source, case, name, clock)
        except (UnsupportedConstruct, TypesettingFailed) as refused:
            if self._engine == "typst" or not self._libreoffice.is_available():
                raise
            return self._by_libreoffice(docx, clock, name, refused)
        return TypesetDocument(pdf, source.pages, "typst", tuple(findings.warnings))

    def set_documents(
        self, documents: Mapping[str, bytes], *, clock: datetime
    ) -> dict[str, TypesetDocument | Exception]:
        """Set several DOCX; LibreOffice gets all that it is to set in one call, which takes it little longer than one.

        Args:
            documents: Their bytes, by the names that the reader of a message knows them by.
            clock: As for :meth:`set_document`.

        Returns:
            For each name what was made, or why nothing was: whatever goes wrong with one never touches another.
        """
        outcomes: dict[str, TypesetDocument | Exception] = {}
        refusals: dict[str, LettersFailed | None] = {}
        for name, docx in documents.items():
            if self._engine == "libreoffice":
                refusals[name] = None
                continue
            try:
                source, findings, case = self._written(docx, name)
                pdf = self._compiled(source, case, name, clock)
                outcomes[name] = TypesetDocument(pdf, source.pages, "typst", tuple(findings.warnings))
            except (UnsupportedConstruct, TypesettingFailed) as refused:
                outcomes[name] = refused
                if self._engine == "auto" and self._libreoffice.is_available():
                    refusals[name] = refused
            except Exception as error:  # noqa: BLE001 -- one letter's trouble, whatever it is, never stops the others
                outcomes[name] = error
        if refusals:
            waiting = {name: documents[name] for name in refusals}
            try:
                converted = self._libreoffice.convert(waiting, clock=clock)
                outcomes |= {name: _taken_over(converted[name], name, refusals[name]) for name in refusals}
            except LettersFailed as error:
                outcomes |= dict.fromkeys(waiting, error)
        return {name: outcomes[name] for name in documents}

    def draw_pages(self, docx: bytes, *, clock: datetime, name: str, dots_per_inch: int = 110) -> tuple[bytes, ...]:
        """The pages as PNG, for previews, by the engine that would make the PDF; the same exceptions."""
        if self._engine != "libreoffice":
            try:
                return self._drawn(docx, name, dots_per_inch)
            except (UnsupportedConstruct, TypesettingFailed):
                if self._engine == "typst" or not self._libreoffice.is_available():
                    raise
        made = self._by_libreoffice(docx, clock, name)
        return draw_pdf(made.pdf, made.pages, dots_per_inch=dots_per_inch)

    def compare_pages(
        self, docx: bytes, *, clock: datetime, name: str, dots_per_inch: int = 110
    ) -> tuple[PageComparison, ...]:
        """Each page as Typst and as LibreOffice set it, with the differences marked.

        Raises:
            UnsupportedConstruct: Typst cannot set it.
            TypesettingFailed: LibreOffice is not there, or an engine refused.
        """
        ours = self._drawn(docx, name, dots_per_inch)
        other = self._by_libreoffice(docx, clock, name)
        return compare_pages(ours, draw_pdf(other.pdf, other.pages, dots_per_inch=dots_per_inch))

    def _drawn(self, docx: bytes, name: str, dots_per_inch: int) -> tuple[bytes, ...]:
        source, _, case = self._written(docx, name)
        with self._typst(case, name):
            drawn = case.compiler.compile(input=source.code, format="png", ppi=float(dots_per_inch))
        return tuple(drawn) if isinstance(drawn, list) else (drawn or b"",)

    def _written(self, docx: bytes, name: str) -> tuple[WrittenSource, Findings, TypeCase]:
        package = open_package(docx, refuse=DocumentUnreadable, name=name)
        case = self._cases.of(package)
        findings = Findings()
        document = read_document(package, self._shared, findings, name=name)
        judge_text(document, case.catalog, findings)
        judge_pictures(document, findings)
        numbered = notes.labels(document)
        pages = lay_out(document, FlowSetter(case.shaper, document.settings, numbered, case.set), numbered)
        judge_placing(document, pages, numbered, findings, case.judged)
        writer = SourceWriter(
            pages,
            title=document.title or document.subject or _first_words(document) or Path(name).stem,
            author=document.author,
            keywords=document.keywords,
            styles=_styles(case, document.language),
            image_path=lambda picture, place: self._image(package, picture, place, findings),
        )
        source = writer.source()
        findings.raise_if_any(name)
        return source, findings, case

    def _image(self, package: Package, picture: Picture, place: TextPlace | None, findings: Findings) -> str | None:
        where = place or TextPlace("word/document.xml")
        try:
            return self._images.path(
                package.part(picture.part), sha256=picture.sha256, crop=picture.crop, tone=picture.tone
            )
        except ImageUnusable as error:
            findings.unsupported(f"image {picture.part}", where, error.construct)
            return None

    def _compiled(self, source: WrittenSource, case: TypeCase, name: str, clock: datetime) -> bytes:
        with self._typst(case, name):
            pdf = case.compiler.compile(input=source.code, format="pdf", pdf_standards=STANDARDS, timestamp=clock)
        assert isinstance(pdf, bytes)
        return patched(pdf, [*numbered_lists(pdf, source.lists), *described_tables(pdf, source.tables)])

    @contextlib.contextmanager
    def _typst(self, case: TypeCase, name: str) -> Iterator[None]:
        """Turn what Typst says, or that it fell over, into a sentence."""
        try:
            yield
        except typst.TypstError as error:
            reason = "; ".join([error.message, *error.hints])
            raise TypesettingFailed(message("{name} could not be set: {reason}", name=name, reason=reason)) from error
        except BaseException as error:
            # A panic in Rust comes as an exception that is not even an Exception; its compiler is not trusted again.
            if type(error).__name__ != "PanicException":
                raise
            case.renew_compiler()
            raise TypesettingFailed(
                message(
                    "{name} could not be set: the engine fell over it ({reason}); set it with the LibreOffice engine",
                    name=name,
                    reason=str(error)[:200],
                )
            ) from error

    def _by_libreoffice(
        self, docx: bytes, clock: datetime, name: str, refused: LettersFailed | None = None
    ) -> TypesetDocument:
        made = _taken_over(self._libreoffice.convert({name: docx}, clock=clock)[name], name, refused)
        if isinstance(made, BrievenError):
            raise made from refused
        return made


def _taken_over(
    outcome: Conversion | BrievenError, name: str, refused: LettersFailed | None
) -> TypesetDocument | BrievenError:
    """What LibreOffice made; the warnings say what that PDF cannot claim, and why it went that way."""
    if not isinstance(outcome, Conversion):
        return outcome
    reasons: tuple[Problem, ...] = ()
    if refused is not None:
        found = tuple(each for each in refused.findings if isinstance(each, Problem))
        unnamed = Problem("typst-refused", Severity.WARNING, TextPlace("word/document.xml"), refused.message)
        reasons = tuple(replace(each, severity=Severity.WARNING) for each in found) or (unnamed,)
    return TypesetDocument(outcome.pdf, outcome.pages, "libreoffice", (outside_standard(name), *reasons))


def _styles(case: TypeCase, language: str) -> Styles:
    """The names of text styles for letters in this language; Dutch where the document does not say."""
    said = language_arguments(language) or 'lang: "nl"'
    return case.named.made(said, lambda: Styles(said))


def _first_words(document: Document) -> str:
    for paragraph in paragraphs_of(document.blocks):
        text = "".join(getattr(inline, "text", "") for inline in paragraph.content.inlines).strip()
        if text:
            return re.sub(r"\s+", " ", text)[:80]
    return ""
