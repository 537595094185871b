"""The cascade: document defaults, table style, paragraph style, numbering, character style, what the run itself says.

The order and the toggle rule are those of ECMA-376 part 1, 17.7.2 and 17.7.3.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.typeset.ooxml import shades
from generator.typeset.ooxml.borders import Border, Shading
from generator.typeset.ooxml.properties import (
    NO_PARAGRAPH_PROPERTIES,
    NO_RUN_PROPERTIES,
    TOGGLES,
    Frame,
    LineRule,
    ParagraphProperties,
    RunProperties,
    TabStop,
    overlaid,
    paragraph_properties,
    run_properties,
)
from generator.typeset.ooxml.table_properties import (
    CellProperties,
    RowProperties,
    TableProperties,
    cell_properties,
    overlaid_cell,
    overlaid_table,
    row_properties,
    table_properties,
)
from generator.typeset.ooxml.text_effects import shown
from generator.typeset.ooxml.theme import Theme
from generator.typeset.ooxml.xml import Element, W, child_value, truth, value


@dataclass(frozen=True, slots=True)
class RunFormat:
    """A run's formatting with nothing left open. Measures in points; colours ``RRGGBB`` or None for automatic.

    Attributes:
        font: The font's name as Word has it, for Latin letters.
        font_east_asia: The same for East Asian letters.
        size: Before it is made smaller for small capitals or super- and subscript.
        spacing: Added behind each letter.
        scale: Width of the letters, 1.0 as the font has them.
        rise: How far the baseline is raised by ``w:position``.
    """

    font: str = "Times New Roman"
    font_east_asia: str = "Times New Roman"
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    small_caps: bool = False
    strike: bool = False
    double_strike: bool = False
    hidden: bool = False
    underline: str = "none"
    underline_colour: str | None = None
    colour: str | None = None
    background: str | None = None
    border: Border | None = None
    vertical: str = "baseline"
    rise: float = 0.0
    spacing: float = 0.0
    scale: float = 1.0
    language: str | None = None
    outline: bool = False
    effects: tuple[str, ...] = ()
    """Embossed letters, letters that glow ...: what print does not show as Word does (:mod:`.text_effects`)."""
    right_to_left: bool = False
    kerned: bool = False
    emphasis: str = "none"
    """The mark at each letter: ``dot``, ``comma`` or ``circle`` above it, ``underDot`` below."""


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """A paragraph's formatting with nothing left open. Measures in points."""

    style_id: str | None = None
    alignment: str = "left"
    indent_left: float = 0.0
    indent_right: float = 0.0
    indent_first: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0
    before_automatic: bool = False
    after_automatic: bool = False
    line: float = 12.0
    line_rule: LineRule = "auto"
    contextual: bool = False
    suppress_line_numbers: bool = False
    tabs: tuple[TabStop, ...] = ()
    decimal_at: float | None = None
    """Where the decimal separators of its lines stand without a tab: in cells (docs/word/lines.md)."""
    keep_next: bool = False
    keep_lines: bool = False
    widow_control: bool = True
    page_break_before: bool = False
    border_top: Border | None = None
    border_bottom: Border | None = None
    border_left: Border | None = None
    border_right: Border | None = None
    border_between: Border | None = None
    border_bar: Border | None = None
    background: str | None = None
    outline_level: int | None = None
    right_to_left: bool = False
    frame: Frame | None = None
    text_alignment: str = "auto"
    snap_to_grid: bool = True


@dataclass(frozen=True)
class TableStyle:
    """A table style with what it is based on already beneath it; ``conditions`` by ST_TblStyleOverrideType."""

    table: TableProperties
    row: RowProperties
    cell: CellProperties
    paragraph: ParagraphProperties
    run: RunProperties
    conditions: Mapping[str, TableStyle] = field(default_factory=dict)


_USUAL_SIZE, _USUAL_ALIGNMENT = 12.0, frozenset({"left", "start"})
"""What of a default paragraph style could give way to table styles before Word 2013."""

_LAST_SIZE = 10.0
"""Of letters for which nothing states a size."""
_PROGRAM_DEFAULT = RunProperties(font_ascii="Calibri", font_high_ansi="Calibri", size=11.0, kern_from=1.0)
"""What the program itself takes where a document has no ``w:rPrDefault`` (docs/word/fonts.md)."""


class StyleSheet:
    """``word/styles.xml`` with the theme: answers what a run or paragraph looks like.

    Answers are kept; a style sheet lives as long as its part's content is in use.

    Args:
        root: The styles part, None where there is none.
        theme: Of the document.
        default_style_wins: Size and alignment of the default paragraph style stand above those of a table's style
            (``overrideTableStyleFontSizeAndJustification``, and always since Word 2013), even 12 pt and left.
    """

    def __init__(self, root: Element | None, theme: Theme, *, default_style_wins: bool = True) -> None:
        self.theme = theme
        self._default_style_wins = default_style_wins
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        defaults = None
        if root is not None:
            defaults = root.find(W + "docDefaults")
            for style in root.iterfind(W + "style"):
                identity = value(style, "styleId")
                if identity is None:
                    continue
                self._styles.setdefault(identity, style)
                if truth(value(style, "default")):
                    self._default.setdefault(value(style, "type") or "paragraph", identity)
        said = None if defaults is None else defaults.find(W + "rPrDefault")
        self._run_default = _PROGRAM_DEFAULT if said is None else run_properties(said.find(W + "rPr"))
        self._paragraph_default = paragraph_properties(
            None if defaults is None else defaults.find(f"{W}pPrDefault/{W}pPr")
        )
        self.run_format = functools.lru_cache(4096)(self._run_format)
        self.paragraph_format = functools.lru_cache(2048)(self._paragraph_format)
        self.table_style = functools.lru_cache(256)(self._table_style)
        self._paragraph_style = functools.lru_cache(1024)(self._resolve_paragraph_style)
        self._character_style = functools.lru_cache(1024)(self._resolve_character_style)

    def style_name(self, identity: str | None) -> str:
        """The style's name in lower case (``heading 1``), ``""`` where it is unknown."""
        style = self._styles.get(identity or self._default.get("paragraph", ""))
        return (child_value(style, "name") or "").strip().lower()

    def paragraph_style_id(self, identity: str | None) -> str | None:
        """The style itself or, where none or an unknown one is named, the default paragraph style."""
        return identity if identity in self._styles else self._default.get("paragraph")

    def style_paragraph(self, identity: str | None) -> ParagraphProperties:
        """The properties that a paragraph style gives, its base styles included."""
        return self._paragraph_style(self.paragraph_style_id(identity))[0]

    def _chain(self, identity: str | None, kind: str) -> list[Element]:
        """The style and those that it is based on, the base first; a circle ends where it closes."""
        found: list[Element] = []
        seen: set[str] = set()
        while identity is not None and identity in self._styles and identity not in seen:
            seen.add(identity)
            style = self._styles[identity]
            if (value(style, "type") or "paragraph") != kind:
                break
            found.append(style)
            identity = child_value(style, "basedOn")
        return found[::-1]

    def _resolve_paragraph_style(self, identity: str | None) -> tuple[ParagraphProperties, RunProperties]:
        paragraph, run = NO_PARAGRAPH_PROPERTIES, NO_RUN_PROPERTIES
        for style in self._chain(identity, "paragraph"):
            said = paragraph_properties(style.find(W + "pPr"))
            paragraph = overlaid(paragraph, said)
            run = overlaid(run, run_properties(style.find(W + "rPr")))
        return paragraph, run

    def _resolve_character_style(self, identity: str | None) -> RunProperties:
        run = NO_RUN_PROPERTIES
        for style in self._chain(identity, "character"):
            run = overlaid(run, run_properties(style.find(W + "rPr")))
        return run

    def belongs_to_another(self, identity: str | None, owner: str) -> bool:
        """Whether ``owner``, a paragraph style of the document, is neither this style nor one that it stands on."""
        chain = self._chain(self.paragraph_style_id(identity), "paragraph")
        return owner in self._styles and all(value(each, "styleId") != owner for each in chain)

    def level_of_style(self, identity: str | None) -> tuple[int | None, int | None]:
        """Numbering id and level that the paragraph style gives."""
        paragraph = self.style_paragraph(identity)
        return paragraph.numbering_id, paragraph.numbering_level

    def _run_format(
        self, paragraph_style: str | None, direct: RunProperties, table: RunProperties | None = None
    ) -> RunFormat:
        """A run's format: ``paragraph_style`` as named by its paragraph, ``table`` what its table's style gives."""
        by_paragraph = self._paragraph_style(self.paragraph_style_id(paragraph_style))[1]
        default_style = self._default.get("character")
        by_character = self._character_style(direct.style if direct.style in self._styles else default_style)
        merged = self._run_default
        if table is not None:
            merged = overlaid(merged, table)
            if table.size is not None and by_paragraph.size == _USUAL_SIZE and self._gives_way(paragraph_style):
                by_paragraph = replace(by_paragraph, size=None)
        merged = overlaid(merged, by_paragraph)
        merged = overlaid(merged, by_character)
        toggled: dict[str, Any] = {
            name: _toggled(
                (getattr(self._run_default, name),),
                (getattr(table, name) if table else None, getattr(by_paragraph, name), getattr(by_character, name)),
            )
            for name in TOGGLES
        }
        merged = overlaid(replace(merged, **toggled), direct)
        return self._finished(merged)

    def _gives_way(self, paragraph_style: str | None) -> bool:
        """Whether size and alignment of this paragraph style give way to a table's style."""
        named = self.paragraph_style_id(paragraph_style)
        return not self._default_style_wins and named == self._default.get("paragraph")

    def _finished(self, merged: RunProperties) -> RunFormat:
        font = self.theme.font(merged.theme_ascii) or merged.font_ascii or self.theme.font(merged.theme_high_ansi)
        font = font or merged.font_high_ansi or "Times New Roman"
        highlight = shades.HIGHLIGHTS.get(merged.highlight or "")
        background = self.fill(merged.shading) if merged.shading is not None else None
        colour = self.theme.colour(merged.colour) if merged.colour else None
        if colour is None and highlight is None and shades.is_dark(background or merged.backdrop):
            colour = "FFFFFF"
        underline_colour = merged.underline_colour
        return RunFormat(
            font=font,
            font_east_asia=self.theme.font(merged.theme_east_asia) or merged.font_east_asia or font,
            size=merged.size or _LAST_SIZE,
            bold=bool(merged.bold),
            italic=bool(merged.italic),
            caps=bool(merged.caps),
            small_caps=bool(merged.small_caps),
            strike=bool(merged.strike),
            double_strike=bool(merged.double_strike),
            hidden=bool(merged.hidden),
            underline=merged.underline or "none",
            underline_colour=None if underline_colour in {None, "auto"} else underline_colour,
            colour=colour,
            background=highlight or background,
            border=merged.border if merged.border and merged.border.drawn else None,
            vertical=merged.vertical or "baseline",
            rise=merged.position or 0.0,
            spacing=merged.spacing or 0.0,
            scale=merged.scale or 1.0,
            language=merged.language,
            outline=bool(merged.outline),
            effects=(
                *(("relief",) if merged.emboss or merged.imprint or merged.shadow else ()),
                *shown(merged.effects),
            ),
            right_to_left=bool(merged.right_to_left),
            emphasis=merged.emphasis or "none",
            kerned=bool(merged.kern_from) and (merged.size or _LAST_SIZE) >= (merged.kern_from or 0.0),
        )

    def _paragraph_format(
        self,
        direct: ParagraphProperties,
        numbering: ParagraphProperties | None = None,
        table: ParagraphProperties | None = None,
    ) -> ParagraphFormat:
        """A paragraph's format; ``numbering`` is what its list level gives, ``table`` what its table's style gives."""
        identity = self.paragraph_style_id(direct.style)
        merged = self._paragraph_default
        if table is not None:
            merged = overlaid(merged, table)
        by_style = self._paragraph_style(identity)[0]
        if table is not None and table.alignment is not None and by_style.alignment in _USUAL_ALIGNMENT:
            by_style = replace(by_style, alignment=None) if self._gives_way(direct.style) else by_style
        if numbering is not None and direct.numbering_id is None:
            # A list that the style itself is linked to stands below the style's own indents.
            merged = overlaid(overlaid(merged, numbering), by_style)
        else:
            merged = overlaid(merged, by_style)
            if numbering is not None:
                merged = overlaid(merged, numbering)
        merged = overlaid(merged, direct)
        return self._finished_paragraph(merged, identity)

    def _finished_paragraph(self, merged: ParagraphProperties, identity: str | None) -> ParagraphFormat:
        # A hundredth of a character is a hundredth of the size of the default paragraph style's letters (17.3.1.12).
        character = self.run_format(None, NO_RUN_PROPERTIES).size / 100

        def indent(chars: int | None, points: float | None) -> float:
            return chars * character if chars else (points or 0.0)

        def space(lines: int | None, points: float | None) -> float:
            return lines * 0.12 if lines else (points or 0.0)

        drawn = {
            name: edge if (edge := getattr(merged, f"border_{name}")) is not None and edge.drawn else None
            for name in ("top", "bottom", "left", "right", "between", "bar")
        }
        rule: LineRule = merged.line_rule or "auto"
        return ParagraphFormat(
            style_id=identity,
            alignment=merged.alignment or "left",
            indent_left=indent(merged.indent_left_chars, merged.indent_left),
            indent_right=indent(merged.indent_right_chars, merged.indent_right),
            indent_first=indent(merged.indent_first_chars, merged.indent_first),
            space_before=14.0 if merged.before_automatic else space(merged.before_lines, merged.space_before),
            space_after=14.0 if merged.after_automatic else space(merged.after_lines, merged.space_after),
            before_automatic=bool(merged.before_automatic),
            after_automatic=bool(merged.after_automatic),
            line=12.0 if merged.line is None else abs(merged.line),
            line_rule="exact" if merged.line is not None and merged.line < 0 else rule,
            contextual=bool(merged.contextual),
            suppress_line_numbers=bool(merged.suppress_line_numbers),
            tabs=tuple(stop for stop in merged.tabs or () if stop.alignment != "clear"),
            keep_next=bool(merged.keep_next),
            keep_lines=bool(merged.keep_lines),
            widow_control=merged.widow_control is not False,
            page_break_before=bool(merged.page_break_before),
            border_top=drawn["top"],
            border_bottom=drawn["bottom"],
            border_left=drawn["left"],
            border_right=drawn["right"],
            border_between=drawn["between"],
            border_bar=drawn["bar"],
            background=self.fill(merged.shading) if merged.shading else None,
            outline_level=merged.outline_level,
            right_to_left=bool(merged.right_to_left),
            frame=merged.frame,
            text_alignment=merged.text_alignment or "auto",
            snap_to_grid=merged.snap_to_grid is not False,
        )

    def fill(self, shading: Shading) -> str | None:
        """The colour that a shading makes: its fill, mixed with the pattern's colour for ``pct25`` and ``solid``."""
        return shades.fill(shading, self.theme)

    def _table_style(self, identity: str | None) -> TableStyle:
        """The table style named, or the default one."""
        chosen = identity if identity in self._styles else self._default.get("table")
        # By this name Word knows its own style, whatever the document says of it: nothing but the usual cell margins.
        chain = [each for each in self._chain(chosen, "table") if child_value(each, "name") != "Normal Table"]
        style = _table_layer(chain)
        if identity in self._styles and style.run.size is None:
            # Where nothing stands in it, the document's default does: 12 pt of the default style give way to that too.
            style = replace(style, run=replace(style.run, size=self._run_default.size or _LAST_SIZE))
        conditions: dict[str, list[Element]] = {}
        for layer in chain:
            for part in layer.iterfind(W + "tblStylePr"):
                conditions.setdefault(value(part, "type") or "", []).append(part)
        return replace(style, conditions={name: _table_layer(parts) for name, parts in conditions.items()})


def _table_layer(layers: list[Element]) -> TableStyle:
    made = TableStyle(TableProperties(), RowProperties(), CellProperties(), NO_PARAGRAPH_PROPERTIES, NO_RUN_PROPERTIES)
    for layer in layers:
        made = TableStyle(
            table=overlaid_table(made.table, table_properties(layer.find(W + "tblPr"))),
            row=row_properties(layer.find(W + "trPr")) if layer.find(W + "trPr") is not None else made.row,
            cell=overlaid_cell(made.cell, cell_properties(layer.find(W + "tcPr"))),
            paragraph=overlaid(made.paragraph, paragraph_properties(layer.find(W + "pPr"))),
            run=overlaid(made.run, run_properties(layer.find(W + "rPr"))),
        )
    return made


def _toggled(defaults: tuple[bool | None], layers: tuple[bool | None, ...]) -> bool | None:
    """Switched on by an odd number of style layers, or by the document defaults."""
    if all(layer is None for layer in layers):
        return defaults[0]
    return bool(defaults[0]) or sum(bool(layer) for layer in layers) % 2 == 1
