"""Pages of two PDFs side by side, for makers of templates who ask where the two engines differ."""

from __future__ import annotations

import io
import itertools
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typst
from PIL import Image, ImageChops, ImageFilter

_GAP = 12
_GROUND = (208, 208, 208)
_INK = 128
"""Darker than this, of 255, counts as ink: the soft edges of letters do not."""


@dataclass(frozen=True, slots=True)
class PageComparison:
    """A page as both engines set it.

    Attributes:
        picture: PNG with three pages: ours, the other, and both over each other: grey where they agree, blue where
            only ours has ink, red where only the other has.
        difference: Share of the ink that has none of the other's near it, 0 to 1.
    """

    picture: bytes
    difference: float


def draw_pdf(pdf: bytes, pages: int, *, dots_per_inch: int) -> tuple[bytes, ...]:
    """The pages of any PDF as PNG."""
    with tempfile.TemporaryDirectory(prefix="brieven-") as folder:
        Path(folder, "pages.pdf").write_bytes(pdf)
        source = (
            "#set page(width: auto, height: auto, margin: 0pt)\n"
            f'#for number in range(1, {pages + 1}) {{ page(image("/pages.pdf", page: number)) }}'
        )
        compiler = typst.Compiler(root=folder, ignore_system_fonts=True)
        drawn = compiler.compile(input=source.encode(), format="png", ppi=float(dots_per_inch))
    return tuple(drawn) if isinstance(drawn, list) else (drawn or b"",)


def compare_pages(ours: Sequence[bytes], theirs: Sequence[bytes]) -> tuple[PageComparison, ...]:
    """Put pages beside each other; where one side has fewer, it shows an empty page."""
    return tuple(_compared(*pair) for pair in itertools.zip_longest(ours, theirs))


def _compared(ours: bytes | None, theirs: bytes | None) -> PageComparison:
    left, right = (Image.open(io.BytesIO(each)).convert("RGB") if each else None for each in (ours, theirs))
    known = [each.size for each in (left, right) if each is not None]
    size = max(width for width, _ in known), max(height for _, height in known)
    left, right = (_on_paper(each, size) for each in (left, right))
    grey_left, grey_right = left.convert("L"), right.convert("L")
    over = Image.merge("RGB", (grey_left, ImageChops.darker(grey_left, grey_right), grey_right))
    sheet = Image.new("RGB", (3 * size[0] + 2 * _GAP, size[1]), _GROUND)
    for number, page in enumerate((left, right, over)):
        sheet.paste(page, (number * (size[0] + _GAP), 0))
    stream = io.BytesIO()
    sheet.save(stream, "PNG")
    return PageComparison(stream.getvalue(), _difference(grey_left, grey_right))


def _on_paper(page: Image.Image | None, size: tuple[int, int]) -> Image.Image:
    paper = Image.new("RGB", size, "white")
    if page is not None:
        paper.paste(page)
    return paper


def _difference(left: Image.Image, right: Image.Image) -> float:
    """Ink of one page that has none of the other's within two dots around it."""
    (left_ink, left_around), (right_ink, right_around) = (
        (_mask(each), _mask(each.filter(ImageFilter.MinFilter(5)))) for each in (left, right)
    )
    alone = _count(ImageChops.subtract(left_ink, right_around)) + _count(ImageChops.subtract(right_ink, left_around))
    all_ink = _count(left_ink) + _count(right_ink)
    return alone / all_ink if all_ink else 0.0


def _mask(page: Image.Image) -> Image.Image:
    return page.point(lambda value: 255 * (value < _INK))


def _count(mask: Image.Image) -> int:
    return mask.histogram()[-1]
