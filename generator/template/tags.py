"""A tag of a template and how it stands in the tree: as the processing instruction ``<?tag 17?>``."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from generator.model import TextPlace
from generator.template.ooxml import Element
from generator.template.scanning import Kind, Level

TARGET = "tag"
ATTRIBUTE_OPEN, ATTRIBUTE_CLOSE = "\ufdd0", "\ufdd1"


@dataclass(slots=True)
class Site:
    """Where an expression's value is written, and what closes and opens the markup around it.

    Attributes:
        kind: ``text`` in a run; ``run``, ``block``, ``row`` and ``cell`` where the tag takes the place of those;
            ``attribute``, ``field_code``, ``plain`` for other texts; ``fill`` for a colour, ``span`` for a number.
        run_start: ``<w:r>`` with its properties and ``<w:t>``.
        paragraph_end: What closes the paragraph from inside the run's text.
        paragraph_start: What opens one like it again, up to the run.
    """

    kind: str = "text"
    run_start: str = '<w:r><w:t xml:space="preserve">'
    paragraph_end: str = "</w:t></w:r></w:p>"
    paragraph_start: str = "<w:p>"


@dataclass(slots=True)
class Tag:
    """One tag.

    Attributes:
        number: Its own within the whole template.
        body: What Jinja reads.
        source: As it stands in the Word file, mended and on one line.
        ours: True for one that the compiler made itself (``{% vm %}`` becomes several).
        captured: Its value is needed before its paragraph starts (a paragraph of expressions only).
    """

    number: int
    kind: Kind
    level: Level
    body: str
    place: TextPlace
    source: str = ""
    trim_before: str = ""
    trim_after: str = ""
    ours: bool = False
    captured: bool = False
    site: Site = field(default_factory=Site)

    @property
    def keyword(self) -> str:
        """``for`` of ``{% for x in y %}``; ``""`` for an expression."""
        return self.body.split(None, 1)[0] if self.kind == "statement" and self.body else ""


@dataclass(slots=True)
class TagList:
    """All tags of a template, by number."""

    tags: list[Tag] = field(default_factory=list)

    def add(self, kind: Kind, level: Level, body: str, place: TextPlace, **more: object) -> Tag:
        """Make a tag with the next number."""
        tag = Tag(len(self.tags), kind, level, body, place, **more)  # type: ignore[arg-type]
        self.tags.append(tag)
        return tag

    def of(self, node: Element) -> Tag:
        """The tag that a processing instruction stands for."""
        return self.tags[int(node.text or "0")]


def instruction(tag: Tag) -> Element:
    """The node that stands for ``tag``."""
    return etree.ProcessingInstruction(TARGET, str(tag.number))


def is_tag(node: Element) -> bool:
    """Whether the node stands for a tag."""
    return not isinstance(node.tag, str)


def in_attribute(tag: Tag) -> str:
    """What stands for ``tag`` inside an attribute."""
    return f"{ATTRIBUTE_OPEN}{tag.number}{ATTRIBUTE_CLOSE}"
