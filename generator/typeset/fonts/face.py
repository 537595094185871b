"""One face: its name for Typst, and the widths and heights that lines are computed from."""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont

# fontTools warns about odd creation dates and the like, which no reader of ours can mend.
logging.getLogger("fontTools").setLevel(logging.ERROR)

Style = Literal["normal", "italic", "oblique"]

_USE_TYPO_METRICS = 1 << 7
_LONGEST_WORD = 40
_MOST_WORDS = 8192
_IGNORABLE = (0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0xFE00, 0xFE10))
"""Default-ignorable characters of letters: no shaper draws them, whatever width the font gives."""
_HYPHEN, _NON_BREAKING_HYPHEN = 0x2010, 0x2011


class _Advances(dict[int, float]):
    """Widths by code point; a character without a glyph is as wide as the box that stands in for it."""

    def __init__(self, widths: Mapping[int, float], missing: float) -> None:
        super().__init__(widths)
        self._missing = missing

    def __missing__(self, code_point: int) -> float:
        return self._missing


@dataclass(frozen=True, slots=True)
class _Metrics:
    advances: _Advances
    ascent: float
    descent: float
    line_gap: float


@dataclass(frozen=True)
class Face:
    """A face as Typst finds it, with its measures in em.

    Attributes:
        family: The family's name in Typst, which drops "Light" and the like into weight.
        weight: 100 to 900.
        stretch: 1.0 is normal, 0.875 semi-condensed.
        path: The font file; ``index`` is the face's place in a collection (.ttc).
        synthesize_bold: Bold was asked, and the family has none: draw the letters thicker.
        synthesize_italic: Italic was asked, and the family has none: slant them.
        enlarged: It stands in for a font that is so much wider on average: its letters are drawn larger by this.
        line_box: Ascent, descent and gap in em of the font that it stands in for, which make its lines; None for its own.
    """

    family: str
    weight: int
    style: Style
    stretch: float
    path: Path
    index: int = 0
    synthesize_bold: bool = False
    synthesize_italic: bool = False
    enlarged: float = 1.0
    line_box: tuple[float, float, float] | None = None

    @functools.cached_property
    def slanted(self) -> bool:
        """Whether its letters lean to the right."""
        return self.style != "normal" or self.synthesize_italic

    @functools.cached_property
    def _words(self) -> dict[str, float]:
        """Widths of words that were asked for: letters say the same words again and again."""
        return {}

    @functools.cached_property
    def _measures(self) -> _Metrics:
        return _metrics(self.path, self.index)

    @property
    def advances(self) -> Mapping[int, float]:
        """Widths by code point as the file has them, without kerning; ``in`` says whether there is a glyph."""
        return self._measures.advances

    @functools.cached_property
    def ascent(self) -> float:
        """Of the line box above the baseline, without the gap."""
        return self._measures.ascent if self.line_box is None else self.line_box[0]

    @functools.cached_property
    def descent(self) -> float:
        """Of the line box below the baseline, counted downwards."""
        return self._measures.descent if self.line_box is None else self.line_box[1]

    @functools.cached_property
    def line_gap(self) -> float:
        """What single spacing adds; it stands above the ascent (docs/word/fonts.md)."""
        return self._measures.line_gap if self.line_box is None else self.line_box[2]

    def advance(self, text: str) -> float:
        """The width of the text on one line, in em."""
        found = self._words.get(text)
        if found is None:
            found = sum(map(self._measures.advances.__getitem__, map(ord, text))) * self.enlarged
            if len(text) <= _LONGEST_WORD:
                if len(self._words) >= _MOST_WORDS:
                    self._words.clear()
                self._words[text] = found
        return found

    def covers(self, text: str) -> bool:
        """Whether the face has a glyph for each character, or needs none."""
        return self._measures.advances.keys() >= set(map(ord, text))


@functools.lru_cache(maxsize=256)
def _metrics(path: Path, index: int) -> _Metrics:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        em = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        by_code_point = {code: widths[glyph][0] / em for code, glyph in (font.getBestCmap() or {}).items()}
        if _HYPHEN in by_code_point:
            by_code_point.setdefault(_NON_BREAKING_HYPHEN, by_code_point[_HYPHEN])
        by_code_point.update(dict.fromkeys(_IGNORABLE, 0.0))
        missing = widths[font.getGlyphOrder()[0]][0] / em
        return _Metrics(_Advances(by_code_point, missing), *(measure / em for measure in _line_box(font)))


def _line_box(font: TTFont) -> tuple[int, int, int]:
    """Ascent, descent and gap in font units: OS/2 typo where the font says so, else hhea, else OS/2 win."""
    heights, windows = font["hhea"], font.get("OS/2")
    if windows is not None and windows.fsSelection & _USE_TYPO_METRICS and windows.sTypoAscender:
        return windows.sTypoAscender, -windows.sTypoDescender, windows.sTypoLineGap
    if windows is not None and not (heights.ascent or heights.descent):
        return windows.usWinAscent, windows.usWinDescent, 0
    return heights.ascent, -heights.descent, heights.lineGap
