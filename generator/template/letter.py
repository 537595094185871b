"""What is gathered beside the text while one letter is rendered: relationships, pictures, styles, the budget."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.template.limits import Budget

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
HYPERLINK_TYPE: Final = _OFFICE + "hyperlink"
IMAGE_TYPE: Final = _OFFICE + "image"
NUMBERING_TYPE: Final = _OFFICE + "numbering"
NoteKind = Literal["footnote", "endnote"]


@dataclass(frozen=True, slots=True)
class Relationship:
    """One that a value brought into a part."""

    id: str
    type: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Styles:
    """The template's styles: ids by name and by id, in lower case, for each type of style."""

    by_type: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, kind: str) -> Mapping[str, str]:
        """The styles of a type: ``paragraph``, ``character``, ``table``, ``numbering``."""
        return self.by_type.get(kind, {})

    def has_id(self, identifier: str) -> bool:
        """Whether any style has this id."""
        return any(identifier in known.values() for known in self.by_type.values())


@dataclass(slots=True)
class Letter:
    """One letter in the making.

    Attributes:
        styles: What a value's style may be called.
        drawing_id: The highest number of a drawing so far.
        number: The highest number of a list so far.
        lenient: What is unknown is passed over, as docxtpl does.
        main: The name of the main part, the only one in which notes can be called.
        note_parts: The names of the parts that hold the notes.
        budget: What the letter may still cost.
        part: The part that is being rendered.
        relationships: What values brought, by part.
        files: New parts of the package by name, with content type and bytes.
        added_styles: Names of styles that sub-documents brought, by id.
        style_xml: The same styles as XML.
        added_numbering: Lists that they brought: abstract definition and instance.
        added_notes: Notes that they brought, as XML.
    """

    styles: Styles
    drawing_id: int
    number: int
    lenient: bool = False
    main: str = ""
    note_parts: Mapping[NoteKind, str] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)
    part: str = ""
    relationships: dict[str, list[Relationship]] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    added_styles: dict[str, str] = field(default_factory=dict)
    style_xml: dict[str, str] = field(default_factory=dict)
    added_numbering: list[tuple[str, str]] = field(default_factory=list)
    added_notes: dict[NoteKind, list[str]] = field(default_factory=dict)

    def take_id(self) -> int:
        """A number that no drawing of this letter has."""
        self.drawing_id += 1
        return self.drawing_id

    def take_number(self) -> int:
        """A number that no list of this letter has."""
        self.number += 1
        return self.number

    def relate(self, kind: str, target: str, *, external: bool) -> str:
        """The id of a relationship of the current part to ``target``."""
        known = self.relationships.setdefault(self.part, [])
        for each in known:
            if (each.type, each.target, each.external) == (kind, target, external):
                return each.id
        made = Relationship(f"rIdBrieven{len(known) + 1}", kind, target, external)
        known.append(made)
        return made.id

    def add_file(self, extension: str, content_type: str, data: bytes) -> str:
        """Put a picture into the package, once however often it is used; the part's name."""
        name = f"word/media/brieven-{hashlib.sha256(data).hexdigest()[:16]}.{extension}"
        self.files[name] = (content_type, data)
        return name
