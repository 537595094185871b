"""Borders, colours and shading, as runs, paragraphs, cells and pages state them (ECMA-376 part 1, 17.3.4 and 17.3.5)."""

from __future__ import annotations

from dataclasses import dataclass

from generator.typeset.ooxml import border_lines
from generator.typeset.ooxml.xml import Element, eighth_points, rgb, value, whole


@dataclass(frozen=True, slots=True)
class Border:
    """One edge of a paragraph, cell, table or page.

    Attributes:
        style: ST_Border, ``single``, ``double``, ``dashed`` ...; ``none`` and ``nil`` draw nothing.
        width: Thickness in points.
        colour: ``RRGGBB``, or ``auto``.
        space: Distance to the text, in points.
    """

    style: str = "none"
    width: float = 0.0
    colour: str = "auto"
    space: float = 0.0

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return self.style not in {"none", "nil"}

    @property
    def thickness(self) -> float:
        """All of its lines and the gaps between them, in points."""
        return border_lines.thickness(self.style, self.width)

    @property
    def stripes(self) -> tuple[border_lines.Stripe, ...]:
        """Its lines from the top or left: how far each stands from the edge, and its thickness, in points."""
        return border_lines.stripes(self.style, self.width)


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as a run states it: ``RRGGBB`` or ``auto``, unless the theme gives it."""

    value: str = "auto"
    theme: str | None = None
    tint: str | None = None
    shade: str | None = None


@dataclass(frozen=True, slots=True)
class Shading:
    """Background of text, paragraph or cell."""

    pattern: str = "clear"
    fill: Colour = Colour()
    colour: Colour = Colour()


def border(element: Element | None) -> Border | None:
    """A border element: ``w:top``, ``w:insideH``, ``w:bdr`` ..."""
    if element is None:
        return None
    return Border(
        style=value(element) or "none",
        width=eighth_points(value(element, "sz")) or 0.0,
        colour=rgb(value(element, "color")) or "auto",
        space=float(whole(value(element, "space")) or 0),
    )


def colour(element: Element | None) -> Colour | None:
    """``w:color`` of a run."""
    if element is None:
        return None
    return Colour(
        value=value(element) or "auto",
        theme=value(element, "themeColor"),
        tint=value(element, "themeTint"),
        shade=value(element, "themeShade"),
    )


def shading(element: Element | None) -> Shading | None:
    """``w:shd``."""
    if element is None:
        return None
    return Shading(
        pattern=value(element) or "clear",
        fill=Colour(
            value(element, "fill") or "auto",
            value(element, "themeFill"),
            value(element, "themeFillTint"),
            value(element, "themeFillShade"),
        ),
        colour=Colour(
            value(element, "color") or "auto",
            value(element, "themeColor"),
            value(element, "themeTint"),
            value(element, "themeShade"),
        ),
    )
