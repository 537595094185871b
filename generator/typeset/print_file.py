"""One PDF of many letters, for the printer: tagged, PDF/A-2a and PDF/UA-1 as they are.

Letters are read one by one, their objects renumbered and written on. What is the same in many letters (fonts, images, a
second page that says the same to all) is written once. The letters' structure trees become parts of one document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pikepdf
from pikepdf import Name

from generator.errors import DocumentUnreadable, message
from generator.typeset.letter_copy import Common, LetterCopy, references
from generator.typeset.pdf_writer import PdfWriter, name_or_text
from generator.typeset.print_metadata import Claims, claims_of, common_standards, xmp


@dataclass(frozen=True, slots=True)
class PrintLetter:
    """A letter on its way into the print file.

    Attributes:
        path: Its PDF.
        bookmark: What its bookmark says.
    """

    path: Path
    bookmark: str


@dataclass(frozen=True, slots=True)
class PrintedLetters:
    """What went into a print file.

    Attributes:
        pages_by_letter: Pages of each letter, without its blank page.
        pages: Of the whole file.
        standards: What the file may call itself: ``("PDF/A-2A", "PDF/UA-1")``; no more than every letter does.
    """

    pages_by_letter: tuple[int, ...]
    pages: int
    standards: tuple[str, ...]


def write_print_file(
    letters: Iterable[PrintLetter],
    target: IO[bytes],
    *,
    title: str,
    language: str,
    clock: datetime,
    duplex: bool = True,
) -> PrintedLetters:
    """Write all ``letters`` into one PDF.

    Args:
        letters: In the order of the print; at least one.
        target: Where the PDF goes.
        title: The document's title.
        language: Of the document, ISO 639.
        clock: The time that the PDF bears, with its zone.
        duplex: Give a letter of an odd number of pages a blank one, so that each begins on a new sheet.

    Raises:
        DocumentUnreadable: One of the PDFs is missing or damaged.
    """
    book = _PrintFile(PdfWriter(target), duplex=duplex)
    for letter in letters:
        try:
            with pikepdf.open(letter.path) as source:
                book.add(source, letter.bookmark)
        except (pikepdf.PdfError, OSError) as error:
            raise DocumentUnreadable(
                message(
                    "{file} cannot be read for the print file; make this letter again",
                    file=letter.path.name,
                )
            ) from error
    return book.finish(title=title, language=language, clock=clock)


@dataclass(frozen=True, slots=True)
class _Written:
    bookmark: str
    first_page: int
    pages: int


class _PrintFile:
    """The file while it grows."""

    def __init__(self, writer: PdfWriter, *, duplex: bool) -> None:
        self._writer = writer
        self._duplex = duplex
        self._pages_root = writer.new_number()
        self._tree_root = writer.new_number()
        self._common = Common(writer, document=writer.new_number())
        self._page_nodes: list[tuple[int, int]] = []
        self._parent_leaves: list[int] = []
        self._id_leaves: list[int] = []
        self._parts: list[int] = []
        self._letters: list[_Written] = []
        self._claims: list[Claims] = []
        self._output_intents = b""

    def add(self, source: pikepdf.Pdf, bookmark: str) -> None:
        """Write a letter."""
        copy = LetterCopy(self._common, source, number=len(self._letters))
        self._claims.append(claims_of(source))
        if not self._output_intents and "/OutputIntents" in source.Root:
            self._output_intents = copy.shared_body(source.Root.OutputIntents)
        pages = copy.write_pages(self._pages_root, bookmark=bookmark, pad=self._duplex)
        self._page_nodes.append(pages.node)
        self._letters.append(_Written(bookmark, pages.first, pages.count))
        self._parts += pages.parts
        self._parent_leaves += pages.parent_leaves
        self._id_leaves += pages.id_leaves

    def finish(self, *, title: str, language: str, clock: datetime) -> PrintedLetters:
        """Write what holds the letters together."""
        writer = self._writer
        pages = sum(count for _node, count in self._page_nodes)
        kids = references(node for node, _count in self._page_nodes)
        writer.add(b"<< /Type /Pages /Kids [ %s ] /Count %d >>" % (kids, pages), self._pages_root)
        self._write_structure(title)
        standards = common_standards(self._claims)
        metadata = writer.add_stream(b"/Type /Metadata /Subtype /XML", xmp(title, language, clock, standards))
        entries = [
            b"/Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Metadata %d 0 R"
            % (self._pages_root, self._tree_root, metadata),
            b"/Lang %s /MarkInfo << /Marked true >>" % name_or_text(language),
            b"/ViewerPreferences << /DisplayDocTitle true %s>>"
            % (b"/Duplex /DuplexFlipLongEdge " if self._duplex else b""),
            b"/Outlines %d 0 R /PageMode /UseOutlines" % self._write_bookmarks(),
        ]
        if self._output_intents:
            entries.append(b"/OutputIntents %s" % self._output_intents)
        moment = clock.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ").encode()
        info = writer.add(
            b"<< /Title %s /Creator (brieven) /CreationDate (%s) /ModDate (%s) >>"
            % (name_or_text(title), moment, moment)
        )
        writer.finish(root=writer.add(b"<< %s >>" % b" ".join(entries)), info=info)
        return PrintedLetters(
            pages_by_letter=tuple(each.pages for each in self._letters),
            pages=pages,
            standards=standards.names,
        )

    def _write_structure(self, title: str) -> None:
        writer = self._writer
        writer.add(
            b"<< /Type /StructElem /S /Document /P %d 0 R /T %s /K [ %s ] >>"
            % (self._tree_root, name_or_text(title), references(self._parts)),
            self._common.document,
        )
        roles = b" ".join(b"%s %s" % (Name(name).unparse(), standard) for name, standard in self._common.roles.items())
        entries = [
            b"/Type /StructTreeRoot /K [ %d 0 R ] /ParentTree << /Kids [ %s ] >> /ParentTreeNextKey %d"
            % (self._common.document, references(self._parent_leaves), self._common.next_key),
            b"/RoleMap << %s >>" % roles,
        ]
        if self._id_leaves:
            entries.append(b"/IDTree << /Kids [ %s ] >>" % references(self._id_leaves))
        writer.add(b"<< %s >>" % b" ".join(entries), self._tree_root)

    def _write_bookmarks(self) -> int:
        writer = self._writer
        root = writer.new_number()
        numbers = [writer.new_number() for _ in self._letters]
        for index, (number, letter) in enumerate(zip(numbers, self._letters, strict=True)):
            around = b""
            if index:
                around += b" /Prev %d 0 R" % numbers[index - 1]
            if index + 1 < len(numbers):
                around += b" /Next %d 0 R" % numbers[index + 1]
            writer.add(
                b"<< /Title %s /Parent %d 0 R /Dest [ %d 0 R /Fit ]%s >>"
                % (name_or_text(letter.bookmark), root, letter.first_page, around),
                number,
            )
        writer.add(
            b"<< /Type /Outlines /Count %d /First %d 0 R /Last %d 0 R >>" % (len(numbers), numbers[0], numbers[-1]),
            root,
        )
        return root
