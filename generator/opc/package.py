"""A judged package: its parts by name, inflated when asked for."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Container, Iterator, Mapping
from posixpath import dirname, join, normpath
from types import MappingProxyType
from typing import Literal
from urllib.parse import unquote
from xml.parsers import expat

from generator.opc.asked import Asked
from generator.opc.entries import RawEntry, inflate

CONTENT_TYPES = "[Content_Types].xml"
ODF_MANIFEST = "META-INF/manifest.xml"

Family = Literal["word", "excel", "powerpoint", "opendocument", "other"]

_FAMILIES: tuple[tuple[str, Family], ...] = (
    ("wordprocessingml", "word"),
    ("spreadsheetml", "excel"),
    ("presentationml", "powerpoint"),
)
_MAIN_PART_RELATIONSHIPS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
)
_KEPT_INFLATED = 1 << 20
_LARGEST_KEPT = 1 << 15


class Package:
    """What :func:`generator.opc.open_package` lets through.

    Attributes:
        names: The parts in the order in which the ZIP lists them, without folders.
    """

    def __init__(self, data: bytes, entries: Mapping[str, RawEntry], asked: Asked) -> None:
        self._data = data
        self._entries = entries
        self._asked = asked
        self._inflated: dict[str, bytes] = {}
        self._stamps: dict[str, bytes] = {}
        self.names: tuple[str, ...] = tuple(entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def without(self, names: Container[str]) -> Package:
        """The same package without these parts."""
        kept = {name: entry for name, entry in self._entries.items() if name not in names}
        return Package(self._data, kept, self._asked)

    def part(self, name: str) -> bytes:
        """The inflated bytes of a part.

        Raises:
            KeyError: There is no such part.
            UnreadableInput: The part is damaged; of the class that ``open_package`` was given.
        """
        kept = self._inflated.get(name)
        if kept is None:
            kept = inflate(self._entries[name], self._asked)
            if len(kept) <= _KEPT_INFLATED:
                self._inflated[name] = kept
        return kept

    def raw(self, name: str) -> RawEntry:
        """The entry as it lies in the ZIP (KeyError where there is none)."""
        return self._entries[name]

    def stamp(self, name: str) -> bytes:
        """What only a part of the same bytes has; the part need not be inflated for it (KeyError where there is none)."""
        kept = self._stamps.get(name)
        if kept is None:
            raw = self._entries[name]
            terms = b"%d %d %d " % (raw.method, raw.size, raw.crc32)
            kept = self._stamps[name] = hashlib.sha256(terms + raw.compressed).digest()
        return kept

    @functools.cached_property
    def sha256(self) -> str:
        """Of the whole file, in hexadecimal."""
        return hashlib.sha256(self._data).hexdigest()

    @functools.cached_property
    def content_types(self) -> Mapping[str, str]:
        """Each part's content type by its name; ``""`` where ``[Content_Types].xml`` gives none."""
        defaults: dict[str, str] = {}
        overrides: dict[str, str] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            kind = attributes.get("ContentType", "")
            if tag.endswith("Default"):
                defaults[attributes.get("Extension", "").casefold()] = kind
            elif tag.endswith("Override"):
                overrides[attributes.get("PartName", "").removeprefix("/").casefold()] = kind

        self.walk(CONTENT_TYPES, start)
        return MappingProxyType(
            {
                name: overrides.get(name.casefold()) or defaults.get(name.rpartition(".")[2].casefold(), "")
                for name in self.names
            }
        )

    @functools.cached_property
    def main_part(self) -> str:
        """The part that the package is about, ``word/document.xml`` as a rule; ``""`` where it names none."""
        targets: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.endswith("Relationship") and attributes.get("Type") in _MAIN_PART_RELATIONSHIPS:
                targets.append(normpath(attributes.get("Target", "").lstrip("/")).casefold())

        self.walk("_rels/.rels", start)
        return next((name for name in self.names if name.casefold() in targets), "")

    @functools.cached_property
    def family(self) -> Family:
        """What kind of file it is, by the content type of its main part."""
        if CONTENT_TYPES not in self:
            return "opendocument"
        kind = self.content_types.get(self.main_part, "")
        return next((family for word, family in _FAMILIES if word in kind), "other")

    def walk(self, name: str, start: Callable[[str, dict[str, str]], None]) -> None:
        """Call ``start`` with the tag and attributes of each element of a part; a part that is not there has none."""
        content = self.part(name) if name in self else b""
        if len(content) > _LARGEST_KEPT:
            _parse(content, start)
        elif content:
            for tag, attributes in _elements(content):
                start(tag, attributes)


def _parse(xml: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)  # noqa: FBT003 -- expat takes isfinal by position only


@functools.lru_cache(maxsize=64)
def _elements(xml: bytes) -> tuple[tuple[str, dict[str, str]], ...]:
    """The elements of a small part, which all letters of a template share; nobody may change them."""
    found: list[tuple[str, dict[str, str]]] = []
    _parse(xml, lambda tag, attributes: found.append((tag, attributes)))
    return tuple(found)


def named_parts(package: Package, *, leaving_out: Container[str] = ()) -> frozenset[str]:
    """The parts that somebody refers to: a relationship, or ``[Content_Types].xml`` by an override.

    Relationships themselves count where the part is there whose they are.

    Args:
        package: The package.
        leaving_out: Parts that cannot be read, so that what they say does not count.
    """
    targets: set[str] = set()

    def start_override(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Override"):
            targets.add(attributes.get("PartName", "").lstrip("/").casefold())

    package.walk(CONTENT_TYPES, start_override)
    for name in package:
        folder, _, file = name.rpartition("/")
        if not file.endswith(".rels") or folder.rpartition("/")[2] != "_rels":
            continue
        source = join(dirname(folder), file.removesuffix(".rels"))
        if source and source not in package:
            continue
        targets.add(name.casefold())
        if name not in leaving_out:
            package.walk(name, _relationship_targets(dirname(folder), targets))
    return frozenset(name for name in package if name.casefold() in targets)


def _relationship_targets(base: str, targets: set[str]) -> Callable[[str, dict[str, str]], None]:
    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship") and attributes.get("TargetMode") != "External":
            target = unquote(attributes.get("Target", ""))
            whole = target if target.startswith("/") else join(base, target)
            targets.add(normpath(whole).lstrip("/").casefold())

    return start
