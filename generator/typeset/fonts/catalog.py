"""From a font's name in Word to the face that serves it."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import typst
from fontTools.ttLib import TTFont, TTLibError

from generator.errors import Message, message
from generator.model import Place, Problem, Severity
from generator.opc import Package
from generator.typeset.fonts.embedding import EmbeddedFonts, embeddings
from generator.typeset.fonts.face import Face, Style
from generator.typeset.fonts.measures import LINE_BOXES, WIDTHS
from generator.typeset.fonts.symbols import SYMBOL_FONTS
from generator.typeset.fonts.twins import FALLBACK_FAMILIES, LAST_RESORT, RELATIVES, STAND_INS, TWINS, called, folded

FACES_FOLDER = Path(__file__).with_name("faces")

_BOLD_FROM = 600
_STYLES: Mapping[str, Style] = {"normal": "normal", "italic": "italic", "oblique": "oblique"}
_NAME_FAMILY, _NAME_FULL, _NAME_TYPOGRAPHIC_FAMILY = 1, 4, 16
_FONT_FILES = frozenset({".ttf", ".otf", ".ttc", ".otc"})


class Served(enum.StrEnum):
    """How a font that a document names is served."""

    OWN = "own"
    """By a file of the workspace's ``fonts/``."""
    EMBEDDED = "embedded"
    """By a face that the document brings along."""
    TWIN = "twin"
    """By a face of ours with the same widths: every line ends where it should."""
    SYMBOLS = "symbols"
    """A symbol font: its characters are set as the Unicode characters that they are."""
    STAND_IN = "stand-in"
    """By letters of another face at its widths: every line ends where it should, and looks otherwise."""
    RELATIVE = "relative"
    """By a face of ours that looks alike; lines may break elsewhere."""
    MISSING = "missing"
    """By the last resort."""


_OURS = ((TWINS, Served.TWIN), (STAND_INS, Served.STAND_IN), (RELATIVES, Served.RELATIVE))


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a font's name.

    Attributes:
        name: As the document has it.
        family: The family that serves it.
        flaw: Why a face of it that the document brings along cannot be used; None where all can, or there are none.
    """

    name: str
    family: str
    served: Served
    flaw: Message | None = None

    def problem(self, place: Place) -> Problem | None:
        """The warning that this calls for, or None where all lines end as they should."""
        if self.served in (Served.OWN, Served.TWIN, Served.SYMBOLS):
            return None
        if self.flaw is not None:
            return Problem(
                code="font-unusable",
                severity=Severity.WARNING,
                place=place,
                cause=message(
                    "a face of the font {font} that is embedded in the document cannot be used ({why}), so {family} stands in for it",
                    font=self.name,
                    why=self.flaw,
                    family=self.family,
                ),
                remedy=message(
                    "put the files of {font} into the folder fonts/ of the workspace, or choose another font",
                    font=self.name,
                ),
            )
        if self.served is Served.EMBEDDED:
            return None
        return Problem(
            code="font-missing",
            severity=Severity.WARNING,
            place=place,
            cause=self._lack,
            remedy=message(
                "put the files of {font} into the folder fonts/ of the workspace, or choose another font",
                font=self.name,
            ),
        )

    @property
    def _lack(self) -> Message:
        if self.served is Served.STAND_IN:
            return message(
                "the font {font} is not here: letters of another stand in at its widths, so nearly all lines end as they should, but look different",
                font=self.name,
            )
        return message("the font {font} is not here, so {family} stands in for it", font=self.name, family=self.family)


class FontCatalog:
    """All faces that can be set with: those of the given folders, those of one document, those that travel with the program.

    Args:
        folders: A workspace's own font folders; one that does not exist is passed over.
        embedded: The fonts that the document brings along; a catalog with them serves no other document.
    """

    def __init__(self, folders: Sequence[Path] = (), embedded: EmbeddedFonts | None = None) -> None:
        self.embedded = embedded
        self.folders: tuple[Path, ...] = (*(folder for folder in folders if folder.is_dir()), FACES_FOLDER)
        self._resolutions: dict[str, Resolution] = {}
        self._faces: dict[tuple[str, bool, bool], Face] = {}
        self._fallbacks: dict[tuple[str, bool, bool], Face | None] = {}

    def with_fonts_of(self, package: Package) -> FontCatalog:
        """The same with the fonts that a document brings along; the catalog itself where it brings none.

        Raises:
            DiskRefused: The folder for temporary files takes no more.
        """
        found = embeddings(package)
        return FontCatalog(self.folders[:-1], EmbeddedFonts(package, found)) if found else self

    @cached_property
    def fonts(self) -> typst.Fonts:
        """The same faces for ``typst.Compiler(font_paths=...)``."""
        return typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder) for folder in (*self.folders, *self._folders_of_document)],
        )

    @property
    def _folders_of_document(self) -> tuple[Path, ...]:
        return () if self.embedded is None else (self.embedded.folder,)

    def face(self, name: str, *, bold: bool = False, italic: bool = False) -> Face:
        """The face for a font as Word names it; always one, see :meth:`resolution` for how near."""
        key = (name, bold, italic)
        found = self._faces.get(key)
        if found is None:
            found = self._faces[key] = self._face(name, bold=bold, italic=italic)
        return found

    def _face(self, name: str, *, bold: bool, italic: bool) -> Face:
        resolution = self.resolution(name)
        if self.embedded is not None and resolution.served is Served.EMBEDDED:
            font = next(each for each in called(name) if each in self.embedded)
            return self.embedded.face(font, bold=bold, italic=italic)
        own = next((self._own[each] for each in called(name) if each in self._own), None)
        if own is not None:
            return _nearest(own, bold=bold, italic=italic)
        face = _nearest(self._bundled[resolution.family], bold=bold, italic=italic)
        return _in_the_room_of(name, face, bold=bold, italic=italic)

    def resolution(self, name: str) -> Resolution:
        """How a font's name is served."""
        found = self._resolutions.get(name)
        if found is None:
            found = self._resolutions[name] = self._resolve(name)
        return found

    def fallback(self, character: str, *, bold: bool = False, italic: bool = False) -> Face | None:
        """A face that has a glyph for a character which its own face lacks, or None where no face has it."""
        key = (character, bold, italic)
        if key not in self._fallbacks:
            families = [*(self._bundled[family] for family in FALLBACK_FAMILIES), *self._own.values()]
            faces = (_nearest(family, bold=bold, italic=italic) for family in families)
            self._fallbacks[key] = next((face for face in faces if face.covers(character)), None)
        return self._fallbacks[key]

    def unreadable_files(self) -> tuple[Path, ...]:
        """Font files in the workspace's folders that are damaged or of a kind that cannot be set with."""
        read = {Path(info.path) for info in self.fonts.fonts() if info.path}
        files = (path for folder in self.folders[:-1] for path in folder.rglob("*"))
        return tuple(sorted(path for path in files if path.suffix.lower() in _FONT_FILES and path not in read))

    def _resolve(self, name: str) -> Resolution:
        brought = self.embedded
        flaw = None if brought is None else next((brought.flaws[x] for x in called(name) if x in brought.flaws), None)
        for key in called(name):
            if key in self._own:
                return Resolution(name, self._own[key][0].family, Served.OWN)
            if key in SYMBOL_FONTS:
                return Resolution(name, LAST_RESORT, Served.SYMBOLS)
            # What is filled in later is not in the part of a font that was saved with the template: a twin has it all.
            if brought is not None and key in brought and not (key in brought.subsets and key in TWINS):
                return Resolution(name, name, Served.EMBEDDED, flaw)
            for families, served in _OURS:
                if key in families:
                    return Resolution(name, families[key], served, flaw)
        return Resolution(name, LAST_RESORT, Served.MISSING, flaw)

    @cached_property
    def _all(self) -> tuple[Face, ...]:
        return tuple(
            Face(info.family, info.weight, _STYLES.get(info.style, "normal"), info.stretch, Path(info.path), info.index)
            for info in self.fonts.fonts()
            if info.path
        )

    @cached_property
    def _bundled(self) -> Mapping[str, tuple[Face, ...]]:
        return _grouped((face.family, face) for face in self._all if face.path.parent == FACES_FOLDER)

    @cached_property
    def _own(self) -> Mapping[str, tuple[Face, ...]]:
        others = {FACES_FOLDER, *self._folders_of_document}
        own = (face for face in self._all if face.path.parent not in others)
        return _grouped((name, face) for face in own for name in _names(face))


def _grouped(pairs: Iterable[tuple[str, Face]]) -> Mapping[str, tuple[Face, ...]]:
    groups: dict[str, tuple[Face, ...]] = {}
    for name, face in pairs:
        groups[name] = (*groups.get(name, ()), face)
    return groups


def _names(face: Face) -> set[str]:
    """The names by which Word may call a face: its family of four, its typographic family, its full name."""
    try:
        with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
            table = font["name"]
            said = (table.getDebugName(number) for number in (_NAME_FAMILY, _NAME_FULL, _NAME_TYPOGRAPHIC_FAMILY))
            return {folded(name) for name in (face.family, *said) if name}
    except (TTLibError, KeyError):
        return {folded(face.family)}


def _in_the_room_of(name: str, face: Face, *, bold: bool, italic: bool) -> Face:
    """The face with the line height and the average width of the font that it stands in for, where these are known."""
    names = called(name)
    box = next((LINE_BOXES[each] for each in names if each in LINE_BOXES), None)
    widths = next((WIDTHS[each] for each in names if each in WIDTHS), None)
    if box is None and widths is None:
        return face
    return replace(face, line_box=box, enlarged=1.0 if widths is None else widths.of(bold=bold, italic=italic))


def _nearest(family: Sequence[Face], *, bold: bool, italic: bool) -> Face:
    """The family's face for a style; a family without it has it synthesised."""

    def distance(face: Face) -> tuple[bool, bool, float, int]:
        wanted = 700 if bold else 400
        return (
            (face.style != "normal") != italic,
            (face.weight >= _BOLD_FROM) != bold,
            abs(face.stretch - 1),
            abs(face.weight - wanted),
        )

    face = min(family, key=distance)
    return replace(
        face,
        synthesize_bold=bold and face.weight < _BOLD_FROM,
        synthesize_italic=italic and face.style == "normal",
    )
