"""The numbers and bullets of list items: which list a paragraph is in, by itself or by its style, and what it prints."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.model import TextPlace
from generator.typeset.findings import Findings
from generator.typeset.ooxml.capitals import capitals
from generator.typeset.ooxml.document import ListLabel
from generator.typeset.ooxml.numbering import Counters, List, Numbering
from generator.typeset.ooxml.properties import (
    NO_PARAGRAPH_PROPERTIES,
    ParagraphProperties,
    RunProperties,
    overlaid,
)
from generator.typeset.ooxml.styles import RunFormat, StyleSheet
from generator.typeset.ooxml.symbols import in_unicode


@dataclass(frozen=True, slots=True)
class ListItem:
    """Where a paragraph stands in the lists of its document: its list's number, the list, its level, and its label's format."""

    identity: int
    listed: List
    at: int
    format: RunFormat


class ListLabels:
    """Labels the list items of one document, counting as it goes: each part by itself, and in it the text boxes apart."""

    def __init__(self, sheet: StyleSheet, numbering: Numbering, findings: Findings) -> None:
        self._sheet = sheet
        self._numbering = numbering
        self._findings = findings
        self._counters: dict[tuple[str, bool], Counters] = {}

    def level_properties(self, direct: ParagraphProperties) -> ParagraphProperties | None:
        """What the level of its list says of a paragraph; None outside lists."""
        _, found = self._level(direct)
        if found is None:
            return NO_PARAGRAPH_PROPERTIES if direct.numbering_id == 0 else None
        listed, at = found
        given = listed.levels[at].paragraph
        return ParagraphProperties(
            indent_left=given.indent_left,
            indent_right=given.indent_right,
            indent_first=given.indent_first,
            indent_left_chars=given.indent_left_chars,
            indent_first_chars=given.indent_first_chars,
            tabs=given.tabs,
        )

    def item(self, direct: ParagraphProperties, mark: RunProperties) -> ListItem | None:
        """The list item that a paragraph is by what it says of itself and of its mark; None outside lists."""
        identity, found = self._level(direct)
        if found is None or identity is None:
            return None
        listed, at = found
        own = listed.levels[at]
        format_ = self._sheet.run_format(
            direct.style, overlaid(replace(mark, style=None, underline=None), own.run), None
        )
        return ListItem(identity, listed, at, format_)

    def label(self, item: ListItem, place: TextPlace, *, in_box: bool = False) -> ListLabel:
        """Count a list item, which may stand in a text box, and give its label."""
        own, format_ = item.listed.levels[item.at], item.format
        counters = self._counters.setdefault((place.part, in_box), Counters())
        text = counters.next(item.identity, item.listed, item.at, format_.language)
        self._findings.number_format(own.number_format, format_.language, place)
        if own.picture:
            text = "•"
        text, unknown = in_unicode(text, format_.font)
        if unknown:
            text = "•"
        if format_.caps:
            text = capitals(text)
        return ListLabel(
            text=text,
            format=format_,
            suffix=own.suffix,
            alignment=own.alignment,
            list_id=item.identity,
            level=item.at,
            number_format=own.number_format,
        )

    def _level(self, direct: ParagraphProperties) -> tuple[int | None, tuple[List, int] | None]:
        """The list that a paragraph names or its style, and its level there; a level that another style owns has none."""
        identity, level = direct.numbering_id, direct.numbering_level
        by_style = None
        if identity is None:
            identity, by_style = self._sheet.level_of_style(direct.style)
            level = by_style if level is None else level
        found = self._numbering.level(identity, level, self._sheet.paragraph_style_id(direct.style))
        if found is not None and by_style is not None:
            listed, at = found
            owner = listed.levels[at].style
            if owner is not None and self._sheet.belongs_to_another(direct.style, owner):
                return None, None
        return identity, found
