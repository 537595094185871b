"""What a context may hold besides texts, numbers, dates and lists of them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import RenderFailed, message


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, inline in its paragraph.

    Attributes:
        data: The file's bytes: PNG, JPEG, GIF, BMP or TIFF.
        width_mm: None follows the height and the picture's proportions, or its own size where both are None.
        height_mm: Likewise.
        alt_text: What readers without sight hear.
        url: Where a click goes, or ``""``.
    """

    data: bytes
    width_mm: float | None = None
    height_mm: float | None = None
    alt_text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class RichRun:
    """A piece of text with formatting of its own; what is None or ``""`` follows the text around it.

    Attributes:
        underline: ``single`` or another of ST_Underline; True is ``single``.
        color: ``FF0000``, with or without ``#``.
        size: In half points, as docxtpl and WordprocessingML have it.
        font: The name; ``eastAsia:Name`` sets it for that script too.
        style: A character style, by name or id.
        highlight: A colour: ``yellow`` and the like, or ``FFFF00``.
        language: ``nl-NL``.
        url: Where a click goes.
    """

    text: str
    bold: bool | None = None
    italic: bool | None = None
    underline: str | bool | None = None
    strike: bool | None = None
    color: str = ""
    size: int | None = None
    font: str = ""
    style: str = ""
    highlight: str = ""
    superscript: bool = False
    subscript: bool = False
    right_to_left: bool = False
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """Text in pieces, each with its formatting; for ``{{r x}}``, and taken by ``{{ x }}`` too."""

    runs: tuple[RichRun, ...] = ()

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(each.text for each in self.runs)


@dataclass(frozen=True, slots=True)
class RichParagraph:
    """A paragraph; ``style`` is a paragraph style by name or id, ``""`` that of the tag's paragraph."""

    content: RichText | str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Whole paragraphs, for ``{{p x}}``."""

    paragraphs: tuple[RichParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    r"""A text whose ``\n``, ``\t``, ``\a`` (new paragraph) and ``\f`` (new page) are set as such.

    Plain strings are treated alike; the class is there for what was written for docxtpl.
    """

    text: str


@dataclass(frozen=True, slots=True)
class SubDocument:
    """The body of another Word file, for ``{{p x}}``.

    Attributes:
        data: The DOCX.
        name: What the reader calls it.
    """

    data: bytes
    name: str = ""


def cannot_be_written(kind: str) -> RenderFailed:
    """A value of a type that no template can write."""
    return RenderFailed(message("a value of the type {kind} cannot be written in a letter", kind=kind))
