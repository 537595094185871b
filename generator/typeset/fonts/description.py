"""Which fonts a Word file names, and which face serves each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import DocumentUnreadable
from generator.model import FilePlace, Problem, TextPlace
from generator.opc import Package, open_package
from generator.typeset.fonts.catalog import FontCatalog, Resolution
from generator.typeset.ooxml.theme import Theme, theme
from generator.typeset.ooxml.xml import MC, Element, W, child_value, parse_part, truth, value

_TEXT_TYPES = (
    "document.main+xml",
    "template.main+xml",
    "header+xml",
    "footer+xml",
    "footnotes+xml",
    "endnotes+xml",
)
CONTENT_TYPES = "[Content_Types].xml"
_DEFAULT_FONT = "Times New Roman"
_ATTRIBUTES = (("ascii", "asciiTheme"), ("hAnsi", "hAnsiTheme"))


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font that the document sets Latin text in.

    Attributes:
        resolution: Its name and how it is served.
        files: The font files: regular, bold, italic and bold italic, each once.
        parts: The same of faces that the document brings along: the parts that they lie in.
        places: The first place in each part that names it; empty where only styles do.
    """

    resolution: Resolution
    files: tuple[Path, ...]
    parts: tuple[str, ...]
    places: tuple[TextPlace, ...]

    def problem(self, path: Path) -> Problem | None:
        """The warning that this use calls for, at its first place or at the file as a whole."""
        return self.resolution.problem(self.places[0] if self.places else FilePlace(path))


def describe_fonts(source: Path | bytes, *, catalog: FontCatalog, name: str) -> tuple[FontUse, ...]:
    """All fonts that the document's text, the styles it uses and its lists name, in alphabetical order.

    Args:
        source: The document.
        catalog: The fonts without those that the document brings along.
        name: What the reader calls the document.

    Raises:
        DocumentUnreadable: The file is no Word file, or damaged.
    """
    package = open_package(source, refuse=DocumentUnreadable, name=name)
    catalog = catalog.with_fonts_of(package)
    texts = _parts(package, *_TEXT_TYPES)
    sheet = next(iter(_parts(package, "wordprocessingml.styles+xml").values()), None)
    lists = next(iter(_parts(package, "wordprocessingml.numbering+xml").values()), None)
    scheme = theme(next(iter(_parts(package, "officedocument.theme+xml").values()), None))
    found: dict[str, list[TextPlace]] = {}
    for part, root in texts.items():
        for font, place in _named_in_text(part, root, scheme):
            places = found.setdefault(font, [])
            if all(each.part != part for each in places):
                places.append(place)
    holders = [*texts.values(), *([] if sheet is None else [sheet])]
    for font in (*_named_in_styles(sheet, texts, scheme), *_named_in_lists(lists, holders, scheme)):
        found.setdefault(font, [])
    return tuple(_use(font, tuple(places), catalog) for font, places in sorted(found.items()))


def _use(font: str, places: tuple[TextPlace, ...], catalog: FontCatalog) -> FontUse:
    faces = [catalog.face(font, bold=bold, italic=italic) for italic in (False, True) for bold in (False, True)]
    parts = [None if catalog.embedded is None else catalog.embedded.part(face) for face in faces]
    files = dict.fromkeys(face.path for face, part in zip(faces, parts, strict=True) if part is None)
    return FontUse(catalog.resolution(font), tuple(files), tuple(dict.fromkeys(filter(None, parts))), places)


def _parts(package: Package, *types: str) -> dict[str, Element]:
    """The parts whose content type ends so, parsed; the listing of types may itself fall under a default type."""
    return {
        part: parse_part(package.part(part))
        for part, kind in package.content_types.items()
        if kind.casefold().endswith(types) and part != CONTENT_TYPES
    }


def _fonts(properties: Element, scheme: Theme) -> Iterator[str]:
    """The fonts of one ``w:rFonts``; a theme's wins over a name beside it (17.3.2.26)."""
    for plain, themed in _ATTRIBUTES:
        font = scheme.font(value(properties, themed)) or value(properties, plain)
        if font:
            yield font


def _named_in_text(part: str, root: Element, scheme: Theme) -> Iterator[tuple[str, TextPlace]]:
    number = 0
    for paragraph in root.iter(f"{W}p"):
        # A text box stands in the file twice, for new and old programs, and counts once.
        number += next(paragraph.iterancestors(f"{MC}Fallback"), None) is None
        for properties in paragraph.iter(f"{W}rFonts"):
            text = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
            for font in _fonts(properties, scheme):
                yield font, TextPlace(part, number, text[:40])


def _named_in_styles(sheet: Element | None, texts: Mapping[str, Element], scheme: Theme) -> list[str]:
    """The fonts of the document's defaults and of the styles in use with all that they are based on."""
    if sheet is None:
        return [_DEFAULT_FONT]
    styles = {value(style, "styleId") or "": style for style in sheet.iter(f"{W}style")}
    waiting = [identity for identity, style in styles.items() if truth(value(style, "default"))]
    for root in texts.values():
        waiting += (value(each) or "" for each in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"))
    used: dict[str, Element] = {}
    while waiting:
        identity = waiting.pop()
        if identity in styles and identity not in used:
            used[identity] = styles[identity]
            waiting.append(child_value(styles[identity], "basedOn") or "")
    holders = (*sheet.iter(f"{W}docDefaults"), *used.values())
    named = [font for holder in holders for each in holder.iter(f"{W}rFonts") for font in _fonts(each, scheme)]
    return named or [_DEFAULT_FONT]


def _named_in_lists(lists: Element | None, holders: list[Element], scheme: Theme) -> list[str]:
    if lists is None:
        return []
    numbers = {value(number) for holder in holders for number in holder.iter(f"{W}numId")}
    used = {child_value(each, "abstractNumId") for each in lists.iter(f"{W}num") if value(each, "numId") in numbers}
    return [
        font
        for abstract in lists.iter(f"{W}abstractNum")
        if value(abstract, "abstractNumId") in used
        for properties in abstract.iter(f"{W}rFonts")
        for font in _fonts(properties, scheme)
    ]
