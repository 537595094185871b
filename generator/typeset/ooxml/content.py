"""What stands in a paragraph: letters, tabs, breaks, fields, marks and pictures, with formatting resolved. Measures in points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from generator.typeset.ooxml.graphics import Graphic
from generator.typeset.ooxml.styles import RunFormat


@dataclass(frozen=True, slots=True)
class Link:
    """Where a text leads: an address on the web or a bookmark of the document."""

    address: str = ""
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Letters in one format, without tabs and breaks."""

    text: str
    format: RunFormat
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab character, or with ``alignment`` one that goes to an absolute position (``w:ptab``)."""

    format: RunFormat
    alignment: str | None = None
    relative_to: str = "margin"
    leader: str = "none"


@dataclass(frozen=True, slots=True)
class Break:
    """A forced end of line, column or page; ``clear`` is what a line break skips (``all``: wrapped pictures)."""

    kind: Literal["line", "page", "column"]
    format: RunFormat
    clear: str = "none"


@dataclass(frozen=True, slots=True)
class SoftHyphen:
    """A place where a word may be broken with a hyphen."""

    format: RunFormat


LetterCase = Literal["", "upper", "lower", "first", "words"]


@dataclass(frozen=True, slots=True)
class PageField:
    """A field whose text depends on the page that it lands on.

    Attributes:
        kind: ``PAGE``, ``NUMPAGES``, ``SECTIONPAGES``, ``SECTION`` or ``STYLEREF``.
        number_format: An ST_NumberFormat name, or ``""`` for the section's own.
        argument: The style that STYLEREF looks for, in lower case.
        stored: The text as it was last computed by Word.
        recalled: What STYLEREF asks for: the ``first`` or ``last`` text of its style on the page, or the ``number`` of the first.
        letter_case: Of its letters; ``""`` as they are.
        picture: What stands before the digits, their places (``#`` and ``0``) and what stands behind, or None.
    """

    kind: str
    format: RunFormat
    number_format: str = ""
    argument: str = ""
    stored: str = ""
    recalled: Literal["first", "last", "number"] = "first"
    letter_case: LetterCase = ""
    picture: tuple[str, str, str] | None = None

    def cased(self, text: str) -> str:
        """The text in the field's letter case."""
        match self.letter_case:
            case "upper":
                return text.upper()
            case "lower":
                return text.lower()
            case "first":
                return text[:1].upper() + text[1:]
            case "words":
                return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
        return text

    def pictured(self, number: int) -> str:
        """The number at the places of the picture: a ``0`` is always a digit, a ``#`` may be a space (17.16.4.2)."""
        before, places, behind = self.picture or ("", "", "")
        digits = str(number).zfill(places.count("0")) if places else ""
        return before + digits.rjust(len(places)) + behind


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of a foot- or endnote in the text; ``custom`` where the author chose the mark."""

    kind: Literal["footnote", "endnote"]
    identity: str
    format: RunFormat
    custom: bool = False


@dataclass(frozen=True, slots=True)
class NoteNumber:
    """The note's own number at the start of its text."""

    kind: Literal["footnote", "endnote"]
    format: RunFormat


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A spot that a link may lead to."""

    name: str


Points = tuple[tuple[float, float], ...]
"""Corners, across and down."""
BEFORE = "before"
"""The alignment of what stands in the margin beside the text, at a distance from it."""


@dataclass(frozen=True, slots=True)
class Offset:
    """One axis of an anchor: an alignment, or a distance in points, or a share of the frame of reference."""

    relative_to: str
    alignment: str | None = None
    distance: float = 0.0
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Float:
    """What stands beside the text rather than in it.

    Attributes:
        wrap: ``none``, ``square`` or ``topAndBottom``.
        outline: What text keeps away from with ``tight`` and ``through``, in shares of its size; empty for its rectangle.
        side: Where text may stand beside it: ``bothSides``, ``left``, ``right``, ``largest``.
        distance: Left, top, right, bottom, kept free of text.
        width_share: Frame of reference and share of its width that it takes (``wp14:sizeRelH``), else None.
        height_share: The same for the height.
    """

    content: Graphic
    horizontal: Offset
    vertical: Offset
    wrap: str = "none"
    side: str = "bothSides"
    distance: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    behind: bool = False
    in_cell: bool = True
    order: int = 0
    outline: Points = ()
    width_share: tuple[str, float] | None = None
    height_share: tuple[str, float] | None = None


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """An image or shape that stands in the line like a letter."""

    content: Graphic
    format: RunFormat


Inline = Text | Tab | Break | SoftHyphen | PageField | NoteMark | NoteNumber | Bookmark | InlinePicture | Float


_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\u00ad]+")


def visible_signs(text: str) -> int:
    """How many of a text's signs can be seen on paper."""
    return len(_UNSEEN.sub("", text))
