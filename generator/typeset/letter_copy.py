"""A letter on its way into the print file: its objects renumbered, its structure tree made part of a larger one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree

from generator.typeset.pdf_writer import PdfWriter

# In what qpdf writes, texts stand in (...) with their brackets escaped, or in <...>; what is left is references.
_REFERENCE = re.compile(
    rb"[(<\d](?:(?<=\()(?:[^()\\]|\\.)*\)|(?<=<)[0-9A-Fa-f]+>|(?:(?<=[\s\[].)|(?<=\A.))\d* \d+ R\b)", re.DOTALL
)
_OPENS_TEXT = b"(<"
_OWN = re.compile(rb"/StructParents? |/Type /(?:Page|StructElem)\b")
"""In an object that has a place in its letter's own structure, so that no other letter can have the same."""
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_TREE_KEYS = ("/StructParents", "/StructParent")
_A4 = b"[ 0 0 595.276 841.89 ]"
_Reference = bytes
"""``12 0 R``: object number and generation, as qpdf writes a reference."""


@dataclass(slots=True)
class Common:
    """What all letters of a print file share.

    Attributes:
        writer: Takes their objects.
        document: The number of the element that their structure trees become parts of.
        shared: Numbers of objects that letters have in common, by the digest of their content.
        roles: What the names of the letters' own element types stand for.
        next_key: The next free key of the parent tree.
    """

    writer: PdfWriter
    document: int
    shared: dict[bytes, int] = field(default_factory=dict)
    roles: dict[str, bytes] = field(default_factory=dict)
    next_key: int = 0


@dataclass(frozen=True, slots=True)
class CopiedPages:
    """Where a letter's objects stand in the print file.

    Attributes:
        node: Its node of the page tree, and the pages below it, a blank one included.
        first: Its first page.
        count: Its own pages.
        parts: Its uppermost structure elements.
        parent_leaves: Its leaves of the parent tree.
        id_leaves: Its leaves of the tree of identifiers.
    """

    node: tuple[int, int]
    first: int
    count: int
    parts: list[int]
    parent_leaves: list[int]
    id_leaves: list[int]


class LetterCopy:
    """One letter on its way: its objects, by the numbers that they had there and get here.

    Args:
        common: What all letters share.
        source: The letter's PDF; it is changed.
        number: Counts the letters, from 0.
    """

    def __init__(self, common: Common, source: pikepdf.Pdf, *, number: int) -> None:
        self._common = common
        self._writer = common.writer
        self._source = source
        self._letter = number
        self._offset = common.next_key
        self._numbers: dict[_Reference, int] = {}
        self._here: dict[_Reference, _Reference] = {}
        self._waiting: list[_Reference] = []
        self._in_hand: set[_Reference] = set()
        self._renamed_roles: Mapping[str, Name] = {}
        self._has_ids = False

    def write_pages(self, pages_root: int, *, bookmark: str, pad: bool) -> CopiedPages:
        """Write the letter's pages, structure and everything that they refer to."""
        node = self._writer.new_number()
        pages = [page.obj for page in self._source.pages]
        for page in pages:
            _hand_down(page)
            self._set_number(_reference(page.Parent), node)
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
        numbers = [self._number_of(_reference(page)) for page in pages]
        count = len(numbers)
        parts = [self._number_of(_reference(each)) for each in tops]
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
            % (pages_root, references(numbers), len(numbers)),
            node,
        )
        return CopiedPages((node, len(numbers)), numbers[0], count, parts, parent_leaves, id_leaves)

    def shared_body(self, value: pikepdf.Object) -> bytes:
        """``value`` as it is written here, with everything below it written once for all letters that have the same."""
        raw: bytes = value.unparse()
        for reference in _references_in(raw):
            self._share(reference)
        return self._renumbered(raw)

    def _share(self, reference: _Reference) -> None:
        if reference in self._numbers:
            return
        if reference in self._in_hand:
            # It refers to itself by way of others, so it cannot be compared; it is this letter's own.
            self._number_of(reference)
            return
        self._in_hand.add(reference)
        value = self._object(reference)
        raw = _unparsed(value)
        if _OWN.search(raw):
            self._number_of(reference)
            return
        for each in _references_in(raw):
            self._share(each)
        if reference in self._numbers:
            return
        body = self._renumbered(raw)
        content = value.read_raw_bytes() if isinstance(value, pikepdf.Stream) else None
        digest = hashlib.sha256(b"%d %s" % (len(body), body) + (content or b"")).digest()
        number = self._common.shared.get(digest)
        if number is None:
            number = self._writer.add(body) if content is None else self._writer.add_stream(body, content)
            self._common.shared[digest] = number
        self._set_number(reference, number)

    def _object(self, reference: _Reference) -> pikepdf.Object:
        number, generation, _ = reference.split()
        return self._source.get_object(int(number), int(generation))

    def _number_of(self, reference: _Reference) -> int:
        number = self._numbers.get(reference)
        if number is None:
            number = self._set_number(reference, self._writer.new_number())
            self._waiting.append(reference)
        return number

    def _set_number(self, reference: _Reference, number: int) -> int:
        """What ``reference`` names is number ``number`` here."""
        self._numbers[reference] = number
        self._here[reference] = b"%d 0 R" % number
        return number

    def _write_waiting(self) -> None:
        while self._waiting:
            reference = self._waiting.pop()
            value, number = self._object(reference), self._numbers[reference]
            if isinstance(value, pikepdf.Stream):
                self._renumber_keys(value)
                self._writer.add_stream(self._renumbered(_unparsed(value)), value.read_raw_bytes(), number)
            else:
                self._writer.add(self._renumbered(self._adapted(value)), number)

    def _renumbered(self, raw: bytes) -> bytes:
        def put(found: re.Match[bytes]) -> bytes:
            return self._here.get(found[0]) or self._put_new(found[0])

        return _REFERENCE.sub(put, raw)

    def _put_new(self, found: bytes) -> bytes:
        """A text as it is, a reference to what this letter refers to for the first time with a number of its own here."""
        if found[0] in _OPENS_TEXT:
            return found
        self._number_of(found)
        return self._here[found]

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
        self._set_number(_reference(tree), self._common.document)
        kids = tree.get("/K", Array())
        tops = list(kids) if isinstance(kids, Array) else [kids]
        for top in tops:
            if top.get("/S") == Name.Document:
                top.S, top.T = Name.Part, pikepdf.String(bookmark)
        roles = {key: value.unparse() for key, value in tree.get("/RoleMap", {}).items()}
        others = {
            key: Name(f"{key}-{self._letter}")
            for key, role in roles.items()
            if self._common.roles.get(key, role) != role
        }
        self._renamed_roles = others
        self._has_ids = "/IDTree" in tree
        for key, role in roles.items():
            self._common.roles.setdefault(str(others.get(key, key)), role)
        return tops

    def _adapted(self, value: pikepdf.Object) -> bytes:
        """An object as PDF writes it; a structure element with this letter's own identifiers and role names."""
        raw = _unparsed(value)
        if self._has_ids and (b"/ID" in raw or b"/Headers" in raw) and isinstance(value, Dictionary):
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
        self._common.next_key = last + 1
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


def references(numbers: Iterable[int]) -> bytes:
    """References to objects, as PDF writes them."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _reference(value: pikepdf.Object) -> _Reference:
    return b"%d %d R" % value.objgen


def _references_in(raw: bytes) -> list[_Reference]:
    return [found for found in _REFERENCE.findall(raw) if found[0] not in _OPENS_TEXT]


def _unparsed(value: pikepdf.Object) -> bytes:
    """A value as PDF writes it; of a stream the dictionary's entries, without its length."""
    if isinstance(value, pikepdf.Stream):
        entries = Dictionary({key: each for key, each in value.stream_dict.items() if key != "/Length"})
        return entries.unparse().removeprefix(b"<<").removesuffix(b">>")
    unparsed: bytes = value.unparse(resolved=True)
    return unparsed


def _hand_down(page: pikepdf.Object) -> None:
    """Put on the page itself what it has from the nodes above it, which stay behind."""
    for key in _INHERITED:
        node = page
        while key not in node and "/Parent" in node:
            node = node.Parent
        if key in node and node is not page:
            page[key] = node[key]
