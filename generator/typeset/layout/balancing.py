"""Fills columns below other text; above a section that goes on on the same page equally long (docs/word/pages.md)."""

from __future__ import annotations

from collections.abc import Callable

from generator.typeset.layout.boxes import Placed
from generator.typeset.layout.paper import Paper, Spot

_STEPS = 14
_STEPS_OVER_PAGES = 9


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
        paper.use_all()
        fill()


def fill_balanced(paper: Paper, fill: Callable[[], None]) -> None:
    """Fill the columns of the section's last page as low as lines allow; pages before it are full.

    Args:
        paper: At the beginning of the columns.
        fill: Sets the blocks of the section.
    """
    paper.use_all()
    spot = paper.spot()
    fill()
    last = len(paper.sheets)
    top, bottom = paper.columns[0].top, paper.page_end if last > spot.sheets else spot.columns[0].bottom
    low, high = 0.0, bottom - top
    # All that is set again costs its time: a section of many pages gets by with fewer steps.
    for _ in range(_STEPS if last == spot.sheets else _STEPS_OVER_PAGES):
        middle = (low + high) / 2
        if _fits_within(paper, fill, spot, last, top + middle):
            high = middle
        else:
            low = middle
    if not _fits_within(paper, fill, spot, last, top + high):
        paper.return_to(spot)
        fill()


def _fits_within(paper: Paper, fill: Callable[[], None], spot: Spot, last: int, end: float) -> bool:
    """Whether the section is at its end on this page when its columns there are no longer than this."""
    paper.return_to(spot)
    if last == spot.sheets:
        paper.shorten(end)
    else:
        paper.shortened = (last, end)
    fill()
    paper.shortened = None
    fits = len(paper.sheets) == last and _begins_in_first_column(paper, spot)
    if fits:
        paper.use_all()
    return fits


def _begins_in_first_column(paper: Paper, spot: Spot) -> bool:
    """Whether the first column holds text: too short for a line it is passed over, and what is left stands in the others."""
    placed = [node for node in paper.nodes[spot.nodes :] if isinstance(node, Placed)]
    return not placed or len(paper.columns) == 1 or placed[0].x < paper.columns[1].left
