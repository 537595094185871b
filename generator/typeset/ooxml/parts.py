"""The parts of a DOCX and how they point at each other; what letters share is parsed once."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import unquote

from lxml import etree

from generator.errors import DocumentUnreadable, message
from generator.model import TextPlace
from generator.opc import Package
from generator.typeset.ooxml.document import DocumentSettings
from generator.typeset.ooxml.numbering import Numbering
from generator.typeset.ooxml.sections import settings
from generator.typeset.ooxml.styles import StyleSheet
from generator.typeset.ooxml.theme import theme
from generator.typeset.ooxml.xml import Element, local, parse_part

_Value = TypeVar("_Value")

_WEIGHT_OF_SHEET = 600
"""A style sheet of Word's takes 4 MB, a paragraph some kilobytes."""


_NO_RELATIONSHIPS: Mapping[str, Relationship] = MappingProxyType({})
"""Always the same object: what is kept between letters is known by the relationships that it was read with."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """One line of a ``.rels`` part. ``target`` is a part's name, or an address outside the package."""

    kind: str
    target: str
    external: bool


class Kept:
    """A bounded store of what costs time to make; the entry used longest ago goes first.

    Args:
        most: The weight of all entries together; an entry weighs 1 unless it is put with another weight.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._entries: OrderedDict[object, tuple[Any, int]] = OrderedDict()

    def get(self, key: object) -> Any:
        """What is kept under ``key``, or None."""
        found = self._entries.get(key)
        if found is None:
            return None
        self._entries.move_to_end(key)
        return found[0]

    def put(self, key: object, kept: _Value, weight: int = 1) -> _Value:
        """Keep it."""
        replaced = self._entries.pop(key, (None, 0))
        self._entries[key] = (kept, weight)
        self._weight += weight - replaced[1]
        while self._weight > self._most and len(self._entries) > 1:
            _, oldest = self._entries.popitem(last=False)
            self._weight -= oldest[1]
        return kept

    def made(self, key: object, make: Callable[[], _Value], weight: int = 1) -> _Value:
        """What is kept under ``key``, made first where it is not there yet."""
        found: _Value | None = self.get(key)
        return self.put(key, make(), weight) if found is None else found


class DocxParts:
    """A package seen as a Word document.

    Args:
        package: What the door let through.
        shared: Keeps style sheets and the like between letters.
    """

    def __init__(self, package: Package, shared: Kept) -> None:
        self._package = package
        self._shared = shared
        self._relationships: dict[str, Mapping[str, Relationship]] = {}
        self._found: dict[tuple[str, str], Any] = {}
        self.main = package.main_part

    def __contains__(self, name: str) -> bool:
        return name in self._package

    def once(self, key: tuple[str, str], make: Callable[[], _Value]) -> _Value:
        """Something about a part of this document, by part and name, found out once."""
        if key not in self._found:
            self._found[key] = make()
        found: _Value = self._found[key]
        return found

    def stamp(self, name: str) -> bytes:
        """What only a part of the same bytes has."""
        return self._package.stamp(name)

    def holds(self, name: str, text: bytes) -> bool:
        """Whether these bytes stand in a part; looked for once in all letters that have the same part."""
        return self._shared.made(("holds", text, self.stamp(name)), lambda: text in self._package.part(name))

    def root(self, name: str) -> Element:
        """A part as XML.

        Raises:
            DocumentUnreadable: It is no XML.
        """
        try:
            return parse_part(self._package.part(name))
        except etree.XMLSyntaxError as error:
            raise DocumentUnreadable(
                message(
                    "{place} is damaged and cannot be read as XML; open the document in Word and save it again",
                    place=TextPlace(name).message,
                )
            ) from error

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """The relationships of a part, by id; none where it has none."""
        if part not in self._relationships:
            folder, _, file = part.rpartition("/")
            rels = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
            self._relationships[part] = (
                self._shared.made(("rels", part, self._package.stamp(rels)), lambda: self._read(rels, part))
                if rels in self._package
                else _NO_RELATIONSHIPS
            )
        return self._relationships[part]

    def _read(self, rels: str, part: str) -> dict[str, Relationship]:
        found: dict[str, Relationship] = {}
        for each in self.root(rels):
            identity, target = each.get("Id"), each.get("Target") or ""
            if identity is None:
                continue
            external = each.get("TargetMode") == "External"
            if not external:
                target = unquote(target)
                target = target[1:] if target.startswith("/") else normpath(join(dirname(part), target))
            kind = (each.get("Type") or "").rpartition("/")[2]
            found[identity] = Relationship(kind, target, external)
        return found

    def related(self, part: str, kind: str) -> str | None:
        """The one part that ``part`` has of this kind (``styles``, ``theme``, ``settings`` ...), or None."""
        for each in self.relationships(part).values():
            if each.kind == kind and not each.external and each.target in self._package:
                return each.target
        return None

    def style_sheet(self, *, default_style_wins: bool) -> StyleSheet:
        """Styles and theme; parsed once for all letters that have the same."""
        names = [self.related(self.main, kind) for kind in ("styles", "theme")]
        stamps = tuple(self._package.stamp(name) if name else b"" for name in names)

        def make() -> StyleSheet:
            styles, themed = (self.root(name) if name else None for name in names)
            return StyleSheet(styles, theme(themed), default_style_wins=default_style_wins)

        return self._shared.made(("styles", default_style_wins, stamps), make, _WEIGHT_OF_SHEET)

    def numbering(self) -> Numbering:
        """Lists; parsed once for all letters that have the same."""
        name = self.related(self.main, "numbering")
        stamp = self._package.stamp(name) if name else b""
        return self._shared.made(("numbering", stamp), lambda: Numbering(self.root(name) if name else None))

    def settings(self) -> DocumentSettings:
        """What the document says of itself as a whole; read once for all letters that say the same."""
        name = self.related(self.main, "settings")
        stamp = self._package.stamp(name) if name else b""
        return self._shared.made(("settings", stamp), lambda: settings(self.root(name) if name else None))

    def core_properties(self, name: str) -> Mapping[str, str]:
        """Title, creator and the like, by their names; read once for all letters that have the same."""

        def make() -> Mapping[str, str]:
            return {local(each): (each.text or "").strip() for each in self.root(name)}

        return self._shared.made(("core", self._package.stamp(name)), make)

    def sha256(self, name: str) -> str:
        """The digest of a part's bytes."""
        return hashlib.sha256(self._package.part(name)).hexdigest()
