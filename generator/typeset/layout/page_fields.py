"""What fields say on each page: its number, how many pages there are, and the styles that STYLEREF recalls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.typeset.layout.paragraphs import PageFacts
from generator.typeset.ooxml import numbers
from generator.typeset.ooxml.document import Paragraph, Section


@dataclass(frozen=True, slots=True)
class Totals:
    """What is only known once all pages are: their number, and that of each section (by its index)."""

    pages: int = 1
    sections: Mapping[int, int] = field(default_factory=dict)


class PageFields:
    """Counts the pages of a document while they begin.

    Args:
        section: The first one.
        known: What the pass before found.
        recalls_styles: The document has a field STYLEREF.
    """

    def __init__(self, section: Section, known: Totals, *, recalls_styles: bool) -> None:
        self.number = 0
        """The page's number, as ``w:start`` has it."""
        self.begun: list[PageFacts] = []
        """What fields say on each page that has begun."""
        self._section, self._index = section, 0
        self._totals = known
        self._section_pages: dict[int, int] = {}
        self._recalls_styles = recalls_styles
        self._styles: dict[tuple[str, str], str] = {}
        self._page_styles: set[str] = set()
        self._last, self._last_format = PageFacts(), ""

    @property
    def pages_of_section(self) -> int:
        """On how many pages the section has come to stand so far."""
        return self._section_pages[self._index]

    def totals(self) -> Totals:
        """What the next pass needs to know."""
        return Totals(len(self.begun), dict(self._section_pages))

    def enter_section(self, section: Section, index: int) -> None:
        """Count for this section from now on."""
        self._section, self._index = section, index

    def go_on_with_page(self) -> None:
        """The section begins on the page on which the one before ends."""
        self._section_pages[self._index] = 1

    def begin_page(self) -> PageFacts:
        """Count a page; what fields say on it."""
        self.number += 1
        self._section_pages[self._index] = self._section_pages.get(self._index, 0) + 1
        facts = self.facts()
        self.begun.append(facts)
        return facts

    def end_page(self) -> None:
        """The next text of a style is the first one on its page."""
        self._page_styles = set()

    def take_back_page(self) -> None:
        """Count the last page no longer."""
        self.begun.pop()
        self.number -= 1
        self._section_pages[self._index] -= 1

    def facts(self) -> PageFacts:
        """What fields say here; the same object until something of it changes."""
        section, last = self._section, self._last
        if (
            last.styles is self._styles
            and last.number == self.number
            and last.section == self._index + 1
            and self._last_format == section.page_number_format
        ):
            return last
        self._last_format = section.page_number_format
        self._last = PageFacts(
            number=self.number,
            label=numbers.written(self.number, section.page_number_format),
            number_format=section.page_number_format,
            pages=self._totals.pages,
            section=self._index + 1,
            section_pages=self._totals.sections.get(self._index, 1),
            styles=self._styles,
        )
        return self._last

    def final(self, facts: PageFacts) -> PageFacts:
        """The same, now that all pages are counted."""
        return replace(facts, pages=len(self.begun), section_pages=self._section_pages.get(facts.section - 1, 1))

    def remember_style(self, block: Paragraph) -> None:
        """For STYLEREF: the first text of a style on the page, else the last one before it."""
        text = block.content.text.strip() if self._recalls_styles else ""
        if not text:
            return
        name = block.content.style_name
        number = block.label.text.rstrip(".") if block.label is not None else "0"
        said = {(name, "first"): text, (name, "last"): text, (name, "number"): number}
        self._styles = {**self._styles, **said}
        if name in self._page_styles:
            said = {(name, "last"): text}
        self._page_styles.add(name)
        self.begun[-1] = replace(self.begun[-1], styles={**self.begun[-1].styles, **said})
