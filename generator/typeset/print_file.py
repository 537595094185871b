"""One PDF of many letters, for the printer: tagged, PDF/A-2a and PDF/UA-1 as they are.

Letters are read one by one, their objects renumbered and written on. What is the same in many letters (fonts, images, a
second page that says the same to all) is written once. The letters' structure trees become parts of one document.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree

from generator.errors import DocumentUnreadable, message
from generator.typeset.pdf_writer import PdfWriter, name_or_text

# In what qpdf writes, texts stand in (...) with their brackets escaped, or in <...>; what is left is references.
_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]+>|(?<![^\s\[])(\d+) (\d+) R\b", re.DOTALL)
_CLAIMS = {
    "archive_part": re.compile(rb"pdfaid:part(?:=[\"']|>)\s*(\d)"),
    "archive_level": re.compile(rb"pdfaid:conformance(?:=[\"']|>)\s*([ABU])"),
    "accessible": re.compile(rb"pdfuaid:part(?:=[\"']|>)\s*(\d)"),
}
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_TREE_KEYS = ("/StructParents", "/StructParent")
_A4 = b"[ 0 0 595.276 841.89 ]"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# ISO 19005-2, 6.6.2.3: the description of the PDF/UA identification schema.
_PDFUA_SCHEMA = (
    "<pdfaExtension:schemas xmlns:pdfaExtension='http://www.aiim.org/pdfa/ns/extension/' "
    "xmlns:pdfaSchema='http://www.aiim.org/pdfa/ns/schema#' "
    "xmlns:pdfaProperty='http://www.aiim.org/pdfa/ns/property#'>"
    "<rdf:Bag><rdf:li rdf:parseType='Resource'><pdfaSchema:schema>PDF/UA Universal Accessibility Schema"
    "</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    "<rdf:li rdf:parseType='Resource'><pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq>"
    "</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)

_Id = tuple[int, int]
"""Object number and generation."""


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
class _Claims:
    """What a letter calls itself in its metadata; ``""`` for what it does not claim."""

    archive_part: str
    archive_level: str
    accessible: str


@dataclass(frozen=True, slots=True)
class _Standards:
    """What the print file may call itself."""

    archive_part: str
    archive_level: str
    accessible: bool

    @property
    def names(self) -> tuple[str, ...]:
        archive = (f"PDF/A-{self.archive_part}{self.archive_level}",) if self.archive_part else ()
        return (*archive, "PDF/UA-1") if self.accessible else archive


@dataclass(frozen=True, slots=True)
class _Written:
    bookmark: str
    first_page: int
    pages: int


class _PrintFile:
    """The file while it grows."""

    def __init__(self, writer: PdfWriter, *, duplex: bool) -> None:
        self.writer = writer
        self.shared: dict[bytes, int] = {}
        self.roles: dict[str, bytes] = {}
        self.next_key = 0
        self._duplex = duplex
        self._pages_root = writer.new_number()
        self._tree_root = writer.new_number()
        self.document = writer.new_number()
        self._page_nodes: list[tuple[int, int]] = []
        self._parent_leaves: list[int] = []
        self._id_leaves: list[int] = []
        self._parts: list[int] = []
        self._letters: list[_Written] = []
        self._claims: list[_Claims] = []
        self._output_intents = b""

    def add(self, source: pikepdf.Pdf, bookmark: str) -> None:
        """Write a letter."""
        copy = _LetterCopy(self, source, number=len(self._letters))
        self._claims.append(_claims(source))
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
        writer = self.writer
        pages = sum(count for _node, count in self._page_nodes)
        kids = _references(node for node, _count in self._page_nodes)
        writer.add(b"<< /Type /Pages /Kids [ %s ] /Count %d >>" % (kids, pages), self._pages_root)
        self._write_structure(title)
        standards = self._standards()
        metadata = writer.add_stream(b"/Type /Metadata /Subtype /XML", _xmp(title, language, clock, standards))
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
        writer = self.writer
        writer.add(
            b"<< /Type /StructElem /S /Document /P %d 0 R /T %s /K [ %s ] >>"
            % (self._tree_root, name_or_text(title), _references(self._parts)),
            self.document,
        )
        roles = b" ".join(b"%s %s" % (Name(name).unparse(), standard) for name, standard in self.roles.items())
        entries = [
            b"/Type /StructTreeRoot /K [ %d 0 R ] /ParentTree << /Kids [ %s ] >> /ParentTreeNextKey %d"
            % (self.document, _references(self._parent_leaves), self.next_key),
            b"/RoleMap << %s >>" % roles,
        ]
        if self._id_leaves:
            entries.append(b"/IDTree << /Kids [ %s ] >>" % _references(self._id_leaves))
        writer.add(b"<< %s >>" % b" ".join(entries), self._tree_root)

    def _write_bookmarks(self) -> int:
        writer = self.writer
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

    def _standards(self) -> _Standards:
        """No more than every letter claims: one part of PDF/A, and the weakest of its levels."""
        parts = {each.archive_part for each in self._claims}
        levels = {each.archive_level for each in self._claims}
        one_part = len(parts) == 1 and "" not in levels
        return _Standards(
            archive_part=parts.pop() if one_part else "",
            # A asks the most and B the least; U stands between.
            archive_level=min(levels, key="BUA".index) if one_part else "",
            accessible=all(each.accessible == "1" for each in self._claims),
        )


@dataclass(frozen=True, slots=True)
class _CopiedPages:
    node: tuple[int, int]
    first: int
    count: int
    parts: list[int]
    parent_leaves: list[int]
    id_leaves: list[int]


class _LetterCopy:
    """One letter on its way: its objects, by the numbers that they had there and get here."""

    def __init__(self, book: _PrintFile, source: pikepdf.Pdf, *, number: int) -> None:
        self._book = book
        self._writer = book.writer
        self._source = source
        self._letter = number
        self._offset = book.next_key
        self._numbers: dict[_Id, int] = {}
        self._waiting: list[_Id] = []
        self._in_hand: set[_Id] = set()
        self._renamed_roles: Mapping[str, Name] = {}
        self._has_ids = False

    def write_pages(self, pages_root: int, *, bookmark: str, pad: bool) -> _CopiedPages:
        """Write the letter's pages, structure and everything that they refer to."""
        node = self._writer.new_number()
        pages = [page.obj for page in self._source.pages]
        for page in pages:
            _hand_down(page)
            self._numbers[page.Parent.objgen] = node
            self._renumber_keys(page)
            for annotation in page.get("/Annots", ()):
                self._renumber_keys(annotation)
                self._make_link_direct(annotation)
        tree = self._source.Root.get("/StructTreeRoot")
        tops = [] if tree is None else self._adapted_tops(tree, bookmark)
        for page in pages:
            # What a page draws with goes first: it may be there already.
            for key in ("/Resources", "/Contents"):
                if key in page:
                    self.shared_body(page[key])
        numbers = [self._number_of(page.objgen) for page in pages]
        count = len(numbers)
        parts = [self._number_of(each.objgen) for each in tops]
        parent_leaves = [] if tree is None else self._written_parent_leaf(tree)
        id_leaves = [] if tree is None else self._written_id_leaf(tree)
        self._write_waiting()
        if pad and count % 2:
            box = pages[-1].MediaBox.unparse() if "/MediaBox" in pages[-1] else _A4
            numbers.append(
                self._writer.add(
                    b"<< /Type /Page /Parent %d 0 R /MediaBox %s /Resources << >> /Tabs /S >>" % (node, box)
                )
            )
        self._writer.add(
            b"<< /Type /Pages /Parent %d 0 R /Kids [ %s ] /Count %d >>"
            % (pages_root, _references(numbers), len(numbers)),
            node,
        )
        return _CopiedPages((node, len(numbers)), numbers[0], count, parts, parent_leaves, id_leaves)

    def shared_body(self, value: pikepdf.Object) -> bytes:
        """``value`` as it is written here, with everything below it written once for all letters that have the same."""
        raw: bytes = value.unparse()
        for identity in _references_in(raw):
            self._share(identity)
        return self._renumbered(raw)

    def _share(self, identity: _Id) -> None:
        if identity in self._numbers:
            return
        if identity in self._in_hand:
            # It refers to itself by way of others, so it cannot be compared; it is this letter's own.
            self._number_of(identity)
            return
        self._in_hand.add(identity)
        value = self._source.get_object(identity)
        if _holds_keys(value):
            self._number_of(identity)
            return
        raw = _unparsed(value)
        for each in _references_in(raw):
            self._share(each)
        if identity in self._numbers:
            return
        body = self._renumbered(raw)
        content = value.read_raw_bytes() if isinstance(value, pikepdf.Stream) else None
        digest = hashlib.sha256(b"%d %s" % (len(body), body) + (content or b"")).digest()
        number = self._book.shared.get(digest)
        if number is None:
            number = self._writer.add(body) if content is None else self._writer.add_stream(body, content)
            self._book.shared[digest] = number
        self._numbers[identity] = number

    def _number_of(self, identity: _Id) -> int:
        number = self._numbers.get(identity)
        if number is None:
            number = self._numbers[identity] = self._writer.new_number()
            self._waiting.append(identity)
        return number

    def _write_waiting(self) -> None:
        while self._waiting:
            identity = self._waiting.pop()
            value = self._source.get_object(identity)
            number = self._numbers[identity]
            if isinstance(value, pikepdf.Stream):
                self._renumber_keys(value)
                self._writer.add_stream(self._renumbered(_unparsed(value)), value.read_raw_bytes(), number)
            elif isinstance(value, Dictionary):
                self._writer.add(self._renumbered(self._adapted(value)), number)
            else:
                self._writer.add(self._renumbered(_unparsed(value)), number)

    def _renumbered(self, raw: bytes) -> bytes:
        def put(found: re.Match[bytes]) -> bytes:
            if found[1] is None:
                return found[0]
            return b"%d 0 R" % self._number_of((int(found[1]), int(found[2])))

        return _REFERENCE.sub(put, raw)

    def _renumber_keys(self, value: pikepdf.Object) -> None:
        """Move a page's, annotation's or form's keys into the parent tree of all letters."""
        for key in _TREE_KEYS:
            if key in value:
                value[key] = int(value[key]) + self._offset

    def _make_link_direct(self, annotation: pikepdf.Object) -> None:
        """Let a link name its page itself: the letters' lists of named places do not come along."""
        holder, key = annotation, "/Dest"
        action = annotation.get("/A")
        if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
            holder, key = action, "/D"
        if not isinstance(holder.get(key), pikepdf.String | Name):
            return
        place = self._named_places().get(str(holder[key]))
        if place is not None:
            holder[key] = place.D if isinstance(place, Dictionary) else place

    def _named_places(self) -> Mapping[str, pikepdf.Object]:
        root = self._source.Root
        if "/Dests" in root.get("/Names", {}):
            return dict(NameTree(root.Names.Dests).items())
        return dict(root.get("/Dests", {}).items())

    def _adapted_tops(self, tree: pikepdf.Object, bookmark: str) -> list[pikepdf.Object]:
        """The letter's uppermost elements, made fit to be parts of a larger document."""
        self._numbers[tree.objgen] = self._book.document
        kids = tree.get("/K", Array())
        tops = list(kids) if isinstance(kids, Array) else [kids]
        for top in tops:
            if top.get("/S") == Name.Document:
                top.S, top.T = Name.Part, pikepdf.String(bookmark)
        roles = {key: value.unparse() for key, value in tree.get("/RoleMap", {}).items()}
        others = {
            key: Name(f"{key}-{self._letter}") for key, role in roles.items() if self._book.roles.get(key, role) != role
        }
        self._renamed_roles = others
        self._has_ids = "/IDTree" in tree
        for key, role in roles.items():
            self._book.roles.setdefault(str(others.get(key, key)), role)
        return tops

    def _adapted(self, value: pikepdf.Object) -> bytes:
        """A dictionary as PDF writes it; a structure element with this letter's own identifiers and role names."""
        raw = _unparsed(value)
        if self._has_ids and (b"/ID" in raw or b"/Headers" in raw):
            if "/ID" in value and value.get("/Type") == Name.StructElem:
                value.ID = self._own_id(value.ID)
            attributes = value.get("/A", value)
            for each in attributes if isinstance(attributes, Array) else [attributes]:
                if isinstance(each, Dictionary) and "/Headers" in each:
                    each.Headers = Array([self._own_id(header) for header in each.Headers])
            raw = _unparsed(value)
        if self._renamed_roles and b"/StructElem" in raw and str(value.get("/S")) in self._renamed_roles:
            value.S = self._renamed_roles[str(value.S)]
            raw = _unparsed(value)
        return raw

    def _own_id(self, identifier: pikepdf.Object) -> pikepdf.String:
        # The digits come first, so that all letters' identifiers sort as the letters do.
        return pikepdf.String(b"%06d-" % self._letter + bytes(identifier))

    def _written_parent_leaf(self, tree: pikepdf.Object) -> list[int]:
        entries = sorted(NumberTree(tree.ParentTree).items()) if "/ParentTree" in tree else []
        if not entries:
            return []
        first, last = self._offset + entries[0][0], self._offset + entries[-1][0]
        nums = b" ".join(b"%d %s" % (self._offset + key, self._renumbered(value.unparse())) for key, value in entries)
        self._book.next_key = last + 1
        return [self._writer.add(b"<< /Limits [ %d %d ] /Nums [ %s ] >>" % (first, last, nums))]

    def _written_id_leaf(self, tree: pikepdf.Object) -> list[int]:
        if "/IDTree" not in tree:
            return []
        elements = sorted((bytes(self._own_id(each.ID)), each) for each in NameTree(tree.IDTree).values())
        if not elements:
            return []
        names = b" ".join(b"<%s> %s" % (own.hex().encode(), self._renumbered(each.unparse())) for own, each in elements)
        limits = b"<%s> <%s>" % (elements[0][0].hex().encode(), elements[-1][0].hex().encode())
        return [self._writer.add(b"<< /Limits [ %s ] /Names [ %s ] >>" % (limits, names))]


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _references_in(raw: bytes) -> Iterator[_Id]:
    return ((int(found[1]), int(found[2])) for found in _REFERENCE.finditer(raw) if found[1] is not None)


def _unparsed(value: pikepdf.Object) -> bytes:
    """A value as PDF writes it; of a stream the dictionary's entries, without its length."""
    if isinstance(value, pikepdf.Stream):
        entries = Dictionary({key: each for key, each in value.stream_dict.items() if key != "/Length"})
        return entries.unparse().removeprefix(b"<<").removesuffix(b">>")
    unparsed: bytes = value.unparse(resolved=True)
    return unparsed


def _holds_keys(value: pikepdf.Object) -> bool:
    """Whether an object has a place in its letter's own structure, so that no other letter can have the same."""
    if not isinstance(value, Dictionary | pikepdf.Stream):
        return False
    return any(key in value for key in _TREE_KEYS) or value.get("/Type") in (Name.Page, Name.StructElem)


def _hand_down(page: pikepdf.Object) -> None:
    """Put on the page itself what it has from the nodes above it, which stay behind."""
    for key in _INHERITED:
        node = page
        while key not in node and "/Parent" in node:
            node = node.Parent
        if key in node and node is not page:
            page[key] = node[key]


def _claims(source: pikepdf.Pdf) -> _Claims:
    metadata = source.Root.get("/Metadata")
    xmp = metadata.read_bytes() if isinstance(metadata, pikepdf.Stream) else b""
    found = {name: pattern.search(xmp) for name, pattern in _CLAIMS.items()}
    return _Claims(**{name: match[1].decode() if match else "" for name, match in found.items()})


def _xmp(title: str, language: str, clock: datetime, standards: _Standards) -> bytes:
    moment = clock.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    claims = ""
    if standards.archive_part:
        claims += (
            f"<pdfaid:part>{standards.archive_part}</pdfaid:part>"
            f"<pdfaid:conformance>{standards.archive_level}</pdfaid:conformance>"
        )
    if standards.accessible:
        # PDF/A takes a foreign schema only where the file describes it.
        claims += f"<pdfuaid:part>1</pdfuaid:part>{_PDFUA_SCHEMA}"
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{_RDF}"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreatorTool>brieven</xmp:CreatorTool><xmp:CreateDate>{moment}</xmp:CreateDate>"
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>{claims}"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
