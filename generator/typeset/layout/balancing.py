"""Fills columns below other text; above a section that goes on on the same page equally long (docs/word/pages.md)."""

from __future__ import annotations

from collections.abc import Callable

from generator.typeset.layout.paper import Paper, Spot

_STEPS = 14


def fill_columns(paper: Paper, fill: Callable[[], None]) -> None:
    """Fill the columns of the page; all of their room is used where they go on on the next one.

    Args:
        paper: At the beginning of the columns.
        fill: Sets the blocks of the section.
    """
    spot = paper.spot()
    fill()
    if len(paper.sheets) > spot.sheets and any(column.unused for column in spot.columns):
        paper.return_to(spot)
        _use_all(paper)
        fill()


def _use_all(paper: Paper) -> None:
    for column in paper.columns:
        column.bottom, column.unused = column.foot, 0.0


def fill_balanced(paper: Paper, fill: Callable[[], None]) -> None:
    """Fill the columns of the page as low as lines allow; what goes over to a next page stays as it is.

    Args:
        paper: At the beginning of the columns.
        fill: Sets the blocks of the section.
    """
    _use_all(paper)
    spot = paper.spot()
    fill()
    if len(paper.sheets) > spot.sheets:
        return
    top = spot.columns[0].top
    low, high = 0.0, spot.columns[0].bottom - top
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _fits_within(paper, fill, spot, top + middle):
            high = middle
        else:
            low = middle
    if not _fits_within(paper, fill, spot, top + high):
        paper.return_to(spot)
        fill()


def _fits_within(paper: Paper, fill: Callable[[], None], spot: Spot, bottom: float) -> bool:
    paper.return_to(spot)
    for column in paper.columns:
        column.bottom = min(column.bottom, bottom)
    fill()
    fits = len(paper.sheets) == spot.sheets
    if fits:
        for column, before in zip(paper.columns, spot.columns, strict=True):
            column.bottom = before.bottom - (bottom - column.bottom if column.notes else 0.0)
    return fits
