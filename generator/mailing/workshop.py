"""What besides template and data shapes a letter: filters, fonts, the engine; as the register keeps it, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal, cast

from generator.mailing.snapshot import Recorder
from generator.mailing.workspace import Workspace
from generator.model import AddressedTo, Mailing, SalutationStyle
from generator.register import Content, Data, JsonValue

FONT_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})


@dataclass(frozen=True, slots=True)
class Workshop:
    """What letters of a mailing are made with, and how an address and a salutation are put together.

    Attributes:
        filters: The workspace's own template filters.
        engine: Which engine makes the PDF.
        fonts: The workspace's own font files, by name.
        address_lines: Lines that the address window holds.
        salutation_style: How the letters greet.
    """

    filters: Mapping[str, str]
    engine: Literal["auto", "typst", "libreoffice"]
    fonts: Mapping[str, bytes]
    address_lines: int
    addressed_to: AddressedTo
    salutation_style: SalutationStyle

    def write_fonts(self, folder: Path) -> tuple[Path, ...]:
        """Put the font files into ``folder``; returns the font folders to set letters with."""
        for name, content in self.fonts.items():
            (folder / Path(name).name).write_bytes(content)
        return (folder,) if self.fonts else ()


def record_workshop(workspace: Workspace, mailing: Mailing, recorder: Recorder) -> dict[str, JsonValue]:
    """What the register keeps of the workshop; the fonts' bytes go to ``recorder``."""
    settings = workspace.settings
    return {
        "filters": dict(settings.filters),
        "engine": settings.output.engine,
        "fonts": {
            path.name: {"$file": recorder.keep("font/sfnt", path.read_bytes())}
            for path in font_files(workspace.font_folders)
        },
        "address_lines": settings.output.address_lines,
        "addressed_to": mailing.addressed_to.value,
        "salutation_style": mailing.salutation_style.value,
    }


def workshop_of(data: JsonValue, contents: Mapping[str, Content]) -> Workshop:
    """The workshop that :func:`record_workshop` wrote down."""
    kept = cast("Mapping[str, JsonValue]", data)
    fonts = cast("Mapping[str, Mapping[str, str]]", kept["fonts"])
    return Workshop(
        filters=cast("Mapping[str, str]", kept["filters"]),
        engine=cast('Literal["auto", "typst", "libreoffice"]', kept["engine"]),
        fonts={name: contents[named["$file"]].content for name, named in fonts.items()},
        address_lines=cast("int", kept["address_lines"]),
        addressed_to=AddressedTo(cast("str", kept["addressed_to"])),
        salutation_style=SalutationStyle(cast("str", kept["salutation_style"])),
    )


def font_files(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The font files of these folders, by name."""
    return tuple(
        sorted(
            path
            for folder in folders
            for path in folder.rglob("*")
            if path.suffix.lower() in FONT_SUFFIXES and path.is_file()
        )
    )


def made_with(font_folders: Sequence[Path], *, engine: str) -> Data:
    """Versions of what shapes a letter: brieven and its libraries, the engine, each font by its SHA-256.

    Args:
        font_folders: A workspace's own fonts; those that travel with the program are added.
        engine: What made the PDF, with its version; ``""`` without a PDF.
    """
    from generator.typeset.fonts import FontCatalog

    faces = font_files(FontCatalog(font_folders).folders)
    return {
        "brieven": version("brieven"),
        "jinja2": version("jinja2"),
        "typst": version("typst"),
        "engine": engine,
        "fonts": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in faces},
    }
