"""Direct properties of tables, rows and cells (ECMA-376 part 1, 17.4); None means "not said here". Points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from generator.typeset.ooxml.borders import Border, Shading, border, shading
from generator.typeset.ooxml.properties import what_is_said
from generator.typeset.ooxml.xml import Element, W, child_value, children, is_on, local, twips, value, whole

_Layer = TypeVar("_Layer", bound="TableProperties | CellProperties | Edges")
_Bordered = TypeVar("_Bordered", bound="TableProperties | CellProperties")


@dataclass(frozen=True, slots=True)
class Width:
    """A preferred width: ``dxa`` in points, ``pct`` as a share of 1, ``auto`` and ``nil`` without a number."""

    kind: str = "auto"
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class Edges:
    """Borders of a table or cell; the inside ones of a table lie between its cells."""

    top: Border | None = None
    left: Border | None = None
    bottom: Border | None = None
    right: Border | None = None
    inside_h: Border | None = None
    inside_v: Border | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """Space between a cell's edge and its text, in points."""

    top: float | None = None
    left: float | None = None
    bottom: float | None = None
    right: float | None = None


@dataclass(frozen=True, slots=True)
class TablePosition:
    """``w:tblpPr``: a floating table. Measures in points."""

    x: float = 0.0
    y: float = 0.0
    x_align: str | None = None
    y_align: str | None = None
    h_anchor: str = "text"
    v_anchor: str = "margin"
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True, slots=True)
class TableProperties:
    """``w:tblPr``."""

    style: str | None = None
    width: Width | None = None
    alignment: str | None = None
    indent: float | None = None
    borders: Edges | None = None
    margins: Margins | None = None
    shading: Shading | None = None
    layout: str | None = None
    spacing: float | None = None
    row_band: int | None = None
    column_band: int | None = None
    look: frozenset[str] | None = None
    position: TablePosition | None = None
    caption: str | None = None
    description: str | None = None
    right_to_left: bool | None = None


@dataclass(frozen=True, slots=True)
class RowProperties:
    """``w:trPr``."""

    height: float | None = None
    height_rule: str = "auto"
    header: bool = False
    cannot_split: bool = False
    grid_before: int = 0
    grid_after: int = 0
    width_before: Width | None = None
    alignment: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class CellProperties:
    """``w:tcPr``. ``merge`` is ``restart`` or ``continue`` where the cell is merged with those above or below."""

    width: Width | None = None
    span: int | None = None
    merge: str | None = None
    borders: Edges | None = None
    shading: Shading | None = None
    margins: Margins | None = None
    vertical: str | None = None
    text_direction: str | None = None
    no_wrap: bool | None = None
    hide_mark: bool | None = None
    fits_text: bool | None = None
    down: Border | None = None
    """The line from the top left to the bottom right of the cell (``w:tl2br``)."""
    up: Border | None = None
    """The line from the bottom left to the top right (``w:tr2bl``)."""


def overlaid_table(base: TableProperties, over: TableProperties) -> TableProperties:
    """``base`` with all that ``over`` says, edge by edge and margin by margin."""
    return _by_side(_overlaid(base, over), base, over)


def overlaid_cell(base: CellProperties, over: CellProperties) -> CellProperties:
    """The same for cells."""
    return _by_side(_overlaid(base, over), base, over)


def _by_side(laid: _Bordered, base: _Bordered, over: _Bordered) -> _Bordered:
    borders, margins = _edges(base.borders, over.borders), overlaid_margins(base.margins, over.margins)
    if borders is laid.borders and margins is laid.margins:
        return laid
    return replace(laid, borders=borders, margins=margins)


def overlaid_margins(base: Margins | None, over: Margins | None) -> Margins | None:
    """The same for margins alone."""
    if base is None or over is None:
        return over or base
    chosen = {side: _second(getattr(base, side), getattr(over, side)) for side in ("top", "left", "bottom", "right")}
    return Margins(**chosen)


def _second(base: float | None, over: float | None) -> float | None:
    return base if over is None else over


def _edges(base: Edges | None, over: Edges | None) -> Edges | None:
    if base is None or over is None:
        return over or base
    return _overlaid(base, over)


def _overlaid(base: _Layer, over: _Layer) -> _Layer:
    said = what_is_said(over)
    return replace(base, **said) if said else base


def width(element: Element | None) -> Width | None:
    """``w:tblW``, ``w:tcW``, ``w:wBefore`` ..."""
    if element is None:
        return None
    amount, kind = value(element, "w") or "0", value(element, "type") or "dxa"
    if amount.endswith("%"):
        return Width("pct", (whole(amount.rstrip("%")) or 0) / 100)
    if kind == "pct":
        return Width("pct", (whole(amount) or 0) / 5000)
    return Width(kind, twips(amount) or 0.0)


def edges(element: Element | None) -> Edges | None:
    """``w:tblBorders`` or ``w:tcBorders``."""
    if element is None:
        return None
    found = {local(child): border(child) for child in children(element)}
    return Edges(
        top=found.get("top"),
        left=found.get("left") or found.get("start"),
        bottom=found.get("bottom"),
        right=found.get("right") or found.get("end"),
        inside_h=found.get("insideH"),
        inside_v=found.get("insideV"),
    )


def margins(element: Element | None) -> Margins | None:
    """``w:tblCellMar`` or ``w:tcMar``."""
    if element is None:
        return None
    found = {local(child): twips(value(child, "w")) for child in children(element) if value(child, "type") != "nil"}
    left, right = found.get("left"), found.get("right")
    return Margins(
        top=found.get("top"),
        left=found.get("start") if left is None else left,
        bottom=found.get("bottom"),
        right=found.get("end") if right is None else right,
    )


def table_properties(element: Element | None) -> TableProperties:
    """Read a ``w:tblPr``."""
    if element is None:
        return TableProperties()
    indent = width(element.find(W + "tblInd"))
    spacing = width(element.find(W + "tblCellSpacing"))
    return TableProperties(
        style=child_value(element, "tblStyle"),
        width=width(element.find(W + "tblW")),
        alignment=child_value(element, "jc"),
        indent=indent.amount if indent is not None and indent.kind == "dxa" else None,
        borders=edges(element.find(W + "tblBorders")),
        margins=margins(element.find(W + "tblCellMar")),
        shading=shading(element.find(W + "shd")),
        layout=value(element.find(W + "tblLayout"), "type"),
        spacing=spacing.amount if spacing is not None and spacing.kind == "dxa" else None,
        row_band=whole(child_value(element, "tblStyleRowBandSize")),
        column_band=whole(child_value(element, "tblStyleColBandSize")),
        look=_look(element.find(W + "tblLook")),
        position=_position(element.find(W + "tblpPr")),
        caption=child_value(element, "tblCaption"),
        description=child_value(element, "tblDescription"),
        right_to_left=is_on(element.find(W + "bidiVisual")),
    )


def row_properties(element: Element | None) -> RowProperties:
    """Read a ``w:trPr``."""
    if element is None:
        return RowProperties()
    height = element.find(W + "trHeight")
    return RowProperties(
        height=twips(value(height)),
        height_rule=value(height, "hRule") or "atLeast",
        header=bool(is_on(element.find(W + "tblHeader"))),
        cannot_split=bool(is_on(element.find(W + "cantSplit"))),
        grid_before=max(0, whole(child_value(element, "gridBefore")) or 0),
        grid_after=max(0, whole(child_value(element, "gridAfter")) or 0),
        width_before=width(element.find(W + "wBefore")),
        alignment=child_value(element, "jc"),
        hidden=bool(is_on(element.find(W + "hidden"))),
    )


def cell_properties(element: Element | None) -> CellProperties:
    """Read a ``w:tcPr``."""
    if element is None:
        return CellProperties()
    merge, borders = element.find(W + "vMerge"), element.find(W + "tcBorders")
    return CellProperties(
        width=width(element.find(W + "tcW")),
        span=whole(child_value(element, "gridSpan")),
        merge=None if merge is None else value(merge) or "continue",
        borders=edges(borders),
        shading=shading(element.find(W + "shd")),
        margins=margins(element.find(W + "tcMar")),
        vertical=child_value(element, "vAlign"),
        text_direction=child_value(element, "textDirection"),
        no_wrap=is_on(element.find(W + "noWrap")),
        hide_mark=is_on(element.find(W + "hideMark")),
        fits_text=is_on(element.find(W + "tcFitText")),
        down=None if borders is None else border(borders.find(W + "tl2br")),
        up=None if borders is None else border(borders.find(W + "tr2bl")),
    )


_LOOK_BITS = {
    0x0020: "firstRow",
    0x0040: "lastRow",
    0x0080: "firstColumn",
    0x0100: "lastColumn",
    0x0200: "noHBand",
    0x0400: "noVBand",
}


def _look(element: Element | None) -> frozenset[str] | None:
    if element is None:
        return None
    spelled = {name for name in _LOOK_BITS.values() if value(element, name) in {"1", "true", "on"}}
    if any(value(element, name) is not None for name in _LOOK_BITS.values()):
        return frozenset(spelled)
    try:
        bits = int(value(element) or "0", 16)
    except ValueError:
        bits = 0
    return frozenset(name for bit, name in _LOOK_BITS.items() if bits & bit)


def _position(element: Element | None) -> TablePosition | None:
    if element is None:
        return None
    return TablePosition(
        x=twips(value(element, "tblpX")) or 0.0,
        y=twips(value(element, "tblpY")) or 0.0,
        x_align=value(element, "tblpXSpec"),
        y_align=value(element, "tblpYSpec"),
        h_anchor=value(element, "horzAnchor") or "text",
        # Word takes the margins where nothing is said, whatever 17.4.57 says.
        v_anchor=value(element, "vertAnchor") or "margin",
        left=twips(value(element, "leftFromText")) or 0.0,
        right=twips(value(element, "rightFromText")) or 0.0,
        top=twips(value(element, "topFromText")) or 0.0,
        bottom=twips(value(element, "bottomFromText")) or 0.0,
    )
