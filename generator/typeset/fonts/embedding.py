"""Fonts that a document brings along ("embed fonts in the file"): found, unlocked, judged and made ready for Typst.

The font table names up to four faces of a font; each is a part whose first 32 bytes are XORed with the GUID of its
``w:fontKey`` (ECMA-376 part 1, 17.8.1). They come with a template by e-mail, so nothing in them is believed: of each
only the tables that outlines and widths need are kept, under a name that no other font has.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import struct
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import typst
from fontTools.ttLib import TTFont

from generator.errors import Message, UnreadableInput, message
from generator.opc import Package
from generator.typeset.fonts.face import Face
from generator.typeset.fonts.twins import folded
from generator.typeset.scratch import disk

LARGEST_FACE = 24 << 20
"""Bytes of one face; a font with all Chinese signs has some 20 million."""
LARGEST_ALL = 64 << 20
"""Bytes of all faces of a document."""
MOST_FACES = 64

_SLOTS = {
    "embedRegular": (False, False),
    "embedBold": (True, False),
    "embedItalic": (False, True),
    "embedBoldItalic": (True, True),
}
_OUTLINES = (b"\0\1\0\0", b"true", b"OTTO")
_KEPT_TABLES = frozenset(
    {"head", "hhea", "hmtx", "maxp", "OS/2", "name", "cmap", "post", "glyf", "loca", "CFF ", "cvt ", "fpgm", "prep"}
)
_LOCKED = 32
_RESTRICTED = 0x2
_USAGE = 0xF
_POST_SCRIPT_NAME = re.compile(r"[A-Za-z0-9_.+-]{1,63}")
_NAME_FAMILY, _NAME_STYLE, _NAME_FULL, _NAME_POST_SCRIPT = 1, 2, 4, 6
_WINDOWS = (3, 1, 0x409)
_MOST_SUBTABLES = 64
_MOST_MAPPED = 0x110000
_SEGMENTS, _GROUPS = 4, (12, 13)
_TRIED = (*range(0x20, 0x7F), *range(0xA1, 0x180))
_TRUE = frozenset({"", "1", "true", "on"})


@dataclass(frozen=True, slots=True)
class Embedding:
    """A face that the font table of a document speaks of.

    Attributes:
        name: The font's, as the document has it.
        part: Where the face lies; ``""`` where it is not in the document.
        key: The GUID that it is locked with.
        subset: It has only the letters that stood in the document when it was saved.
        stamp: What only a part of the same bytes has.
    """

    name: str
    bold: bool
    italic: bool
    part: str
    key: str
    subset: bool
    stamp: bytes


class _Unusable(Exception):
    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


def embeddings(package: Package) -> tuple[Embedding, ...]:
    """The faces that a document brings along: two documents with the same ones have the same fonts."""
    table = next((target for kind, target in _targets(package, package.main_part).values() if kind == "fontTable"), "")
    if table not in package:
        return ()
    faces: list[tuple[str, str, str, str, str]] = []
    font = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal font
        said = {_local(name): text for name, text in attributes.items()}
        if _local(tag) == "font":
            font = said.get("name", "")
        elif _local(tag) in _SLOTS:
            faces.append((font, _local(tag), said.get("id", ""), said.get("fontKey", ""), said.get("subsetted", "0")))

    package.walk(table, start)
    if not faces:
        return ()
    targets = _targets(package, table)
    found = []
    for name, slot, identity, key, subset in faces[:MOST_FACES]:
        part = targets.get(identity, ("", ""))[1]
        part = part if part in package else ""
        stamp = package.stamp(part) if part else b""
        found.append(Embedding(name, *_SLOTS[slot], part, key, subset.casefold() in _TRUE, stamp))
    return tuple(found)


class EmbeddedFonts:
    """The faces of one document, ready for Typst, in a folder that goes when this goes.

    Args:
        package: The document.
        found: What :func:`embeddings` found in it.

    Attributes:
        folder: Where Typst finds them.
        subsets: Fonts, folded, that the document has only in part.
        flaws: Fonts, folded, of which a face cannot be used, and why.

    Raises:
        DiskRefused: The folder for temporary files takes no more.
    """

    def __init__(self, package: Package, found: tuple[Embedding, ...]) -> None:
        with disk():
            self.folder = Path(tempfile.mkdtemp(prefix="brieven-fonts-"))
        self._finalizer = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.subsets = frozenset(folded(each.name) for each in found if each.subset)
        self.flaws: dict[str, Message] = {}
        self._parts: dict[Path, str] = {}
        self._families: dict[str, dict[tuple[bool, bool], Face]] = {}
        room = LARGEST_ALL
        for each in found:
            try:
                size = _size(package, each, room)
                room -= size
                face = self._made(package, each)
            except _Unusable as unusable:
                self.flaws.setdefault(folded(each.name), unusable.why)
            else:
                self._parts[face.path] = each.part
                self._families.setdefault(folded(each.name), {}).setdefault((each.bold, each.italic), face)
        self._leave_out_what_typst_refuses()

    def __contains__(self, name: object) -> bool:
        return name in self._families

    def face(self, name: str, *, bold: bool, italic: bool) -> Face:
        """The face of a font, folded, for a style; what the font has no face for is synthesised (KeyError without the font)."""
        family = self._families[name]
        has_bold, has_italic = min(family, key=lambda slot: (slot[1] != italic, slot[0] != bold))
        return replace(
            family[has_bold, has_italic],
            synthesize_bold=bold and not has_bold,
            synthesize_italic=italic and not has_italic,
        )

    def part(self, face: Face) -> str | None:
        """The part of the document that a face came from; None where it did not."""
        return self._parts.get(face.path)

    def _made(self, package: Package, wanted: Embedding) -> Face:
        try:
            locked = package.part(wanted.part)
        except UnreadableInput as error:
            raise _damaged() from error
        content = _unlocked(locked, wanted.key)
        # The last letter keeps Typst from taking the end of the digest for the name of a style.
        family = f"embedded-{hashlib.sha256(content).hexdigest()[:32]}x"
        path = self.folder / f"{family}.ttf"
        prepared = _prepared(content, family)
        with disk():
            path.write_bytes(prepared)
        face = Face(family, 700 if wanted.bold else 400, "italic" if wanted.italic else "normal", 1.0, path)
        try:
            # What cannot be measured cannot be set.
            face.covers("a")
        except Exception as error:
            raise _damaged() from error
        return face

    def _leave_out_what_typst_refuses(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self.folder)])
        known = set(fonts.families())
        compiler = typst.Compiler(root=str(self.folder), font_paths=fonts)
        for name, faces in list(self._families.items()):
            kept = {slot: face for slot, face in faces.items() if face.family in known and _is_set(face, compiler)}
            if len(kept) < len(faces):
                self.flaws.setdefault(name, _damaged().why)
            if kept:
                self._families[name] = kept
            else:
                del self._families[name]


def _is_set(face: Face, compiler: typst.Compiler) -> bool:
    """Whether Typst makes a PDF with the face, which it finds out when it writes one: all common letters are tried."""
    letters = "".join(f"\\u{{{code:x}}}" for code in _TRIED if code in face.advances)
    try:
        compiler.compile(input=f'#text(font: "{face.family}", fallback: false, "{letters}")'.encode())
    except typst.TypstError:
        return False
    except BaseException as error:
        # A panic in Rust comes as an exception that is not even an Exception.
        if type(error).__name__ != "PanicException":
            raise
        return False
    return True


def _size(package: Package, wanted: Embedding, room: int) -> int:
    if not wanted.part:
        raise _Unusable(message("the document does not hold it"))
    size = package.raw(wanted.part).size
    if size > min(LARGEST_FACE, room):
        raise _Unusable(message("it is too large"))
    return size


def _unlocked(content: bytes, key: str) -> bytes:
    """The face without the lock of 17.8.1: the GUID's sixteen bytes from behind, twice. A GUID of noughts locks nothing."""
    try:
        lock = bytes.fromhex(key.strip("{} ").replace("-", ""))[::-1]
    except ValueError as error:
        raise _damaged() from error
    if lock and len(lock) != _LOCKED // 2:
        raise _damaged()
    head = bytes(sign ^ bit for sign, bit in zip(content[:_LOCKED], lock * 2 or bytes(_LOCKED), strict=False))
    return head + content[_LOCKED:]


def _prepared(content: bytes, family: str) -> bytes:
    """The face with nothing but outlines and widths, under this name.

    Raises:
        _Unusable: It is damaged, of a kind that cannot be set with, or its maker forbids that it is embedded.
    """
    if content[:4] not in _OUTLINES:
        raise _damaged()
    made = io.BytesIO()
    try:
        with TTFont(io.BytesIO(content), lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
            _judge_font(font)
            for table in set(font.keys()) - _KEPT_TABLES - {"GlyphOrder"}:
                del font[table]
            names = font["name"]
            known = names.getDebugName(_NAME_POST_SCRIPT) or ""
            names.names = []
            for number, text in ((_NAME_FAMILY, family), (_NAME_STYLE, "Regular"), (_NAME_FULL, family)):
                names.setName(text, number, *_WINDOWS)
            names.setName(known if _POST_SCRIPT_NAME.fullmatch(known) else family, _NAME_POST_SCRIPT, *_WINDOWS)
            font.save(made)
    except _Unusable:
        raise
    except Exception as error:  # fontTools falls over damaged tables in every way that there is
        raise _damaged() from error
    return made.getvalue()


def _judge_font(font: TTFont) -> None:
    rights = font["OS/2"].fsType if "OS/2" in font else 0
    if rights & _USAGE == _RESTRICTED:
        # PDF/A forbids it, and Word embeds none such.
        raise _Unusable(message("its licence forbids that it is embedded"))
    _judge_characters(font.reader["cmap"])
    if not font.getBestCmap():
        raise _Unusable(message("it does not say which letters its glyphs are"))


def _judge_characters(table: bytes) -> None:
    """Refuse a table of characters that names more than there are: a few bytes of it can ask for thousands of millions."""
    (count,) = struct.unpack_from(">H", table, 2)
    if count > _MOST_SUBTABLES:
        raise _damaged()
    starts = {struct.unpack_from(">L", table, 8 + 8 * each)[0] for each in range(count)}
    for start in starts:
        if sum(_mapped(table, start)) > _MOST_MAPPED:
            raise _damaged()


def _mapped(table: bytes, start: int) -> Iterator[int]:
    """How many characters each range of a subtable names (OpenType, ``cmap``)."""
    (kind,) = struct.unpack_from(">H", table, start)
    if kind == _SEGMENTS:
        count = struct.unpack_from(">H", table, start + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", table, start + 14)
        begins = struct.unpack_from(f">{count}H", table, start + 16 + 2 * count)
        yield from (max(0, end - begin + 1) for begin, end in zip(begins, ends, strict=True))
    elif kind in _GROUPS:
        (count,) = struct.unpack_from(">L", table, start + 12)
        groups = struct.unpack_from(f">{3 * count}L", table, start + 16)
        yield from (max(0, end - begin + 1) for begin, end in zip(groups[::3], groups[1::3], strict=True))


def _damaged() -> _Unusable:
    return _Unusable(message("it is damaged"))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _targets(package: Package, part: str) -> Mapping[str, tuple[str, str]]:
    """The kind and the part of each relationship within the document, by id."""
    folder, _, file = part.rpartition("/")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = unquote(attributes.get("Target", ""))
            whole = target if target.startswith("/") else join(dirname(part), target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, normpath(whole).lstrip("/"))

    package.walk(join(folder, "_rels", f"{file}.rels"), start)
    return found
