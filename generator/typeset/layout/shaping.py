"""Texts as faces set them: which face and size each letter takes, how wide it is, how high its line must be."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from generator.typeset.fonts import Face, FontCatalog
from generator.typeset.fonts.kerning import kerning
from generator.typeset.ooxml.borders import Border
from generator.typeset.ooxml.capitals import capitals
from generator.typeset.ooxml.styles import RunFormat

SMALL_CAPITAL = 0.8
"""Size of small capitals against the size of the text, as Word and LibreOffice set them."""
SCRIPT_SIZE = 0.65
"""Size of super- and subscript against the text's: 11 pt -> 7 pt in Word's PDFs, rounded to half points."""
_WORDS = re.compile(r" +|[^ ]+")
_LONGEST_KEPT = 2000
"""Longer texts than a paragraph of a letter has are not remembered."""
_SCRIPTS = frozenset({"superscript", "subscript"})
SUPERSCRIPT_RISE = 0.35
SUBSCRIPT_DROP = 0.14
UNDERLINE_BELOW = 0.11
"""How far an underline stands below the baseline, in em."""
HEAVY_UNDERLINES = frozenset(
    {"thick", "dottedHeavy", "dashedHeavy", "dashLongHeavy", "dashDotHeavy", "dashDotDotHeavy", "wavyHeavy"}
)
EMPHASIS_ROOM = 0.28
"""Height that emphasis marks take above or below letters, in em (as LibreOffice)."""
WAVES = frozenset({"wave", "wavyHeavy", "wavyDouble"})
"""Underlines that are drawn as waves, not as lines."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How letters look, for whoever draws them. Measures in points; colours ``RRGGBB``, None for black.

    Attributes:
        rise: How far the baseline stands above the line's.
        tracking: Added behind each letter.
        scale: Width against the font's own.
        underline_below: How far its underline stands below the baseline of the line: one line runs on below
            superscripts, raised letters and small capitals.
    """

    face: Face
    size: float
    colour: str | None = None
    rise: float = 0.0
    tracking: float = 0.0
    scale: float = 1.0
    language: str | None = None
    underline: str = "none"
    underline_colour: str | None = None
    strike: bool = False
    double_strike: bool = False
    background: str | None = None
    border: Border | None = None
    outline: bool = False
    kerned: bool = False
    emphasis: str = "none"
    underline_below: float = 0.0
    underline_thickness: float = 0.0


@dataclass(frozen=True, slots=True)
class Extent:
    """How far letters reach above and below the baseline of their line; ``gap`` is the font's own, above both."""

    ascent: float
    descent: float
    gap: float = 0.0

    @property
    def above(self) -> float:
        """From the top of the line to the baseline at single spacing."""
        return self.ascent + self.gap


@dataclass(frozen=True, slots=True)
class Segment:
    """Letters of one face and size."""

    text: str
    style: TextStyle
    extent: Extent
    face: Face

    def width(self, text: str) -> float:
        """The width of a part of the text, in points."""
        return text_width(self.face, self.style, text)


def text_width(face: Face, style: TextStyle, text: str) -> float:
    """The width of ``text`` in points: its advances, scaled, with tracking behind each letter."""
    advance = face.advance(text)
    if style.kerned:
        advance += kerning(face.path, face.index).adjustment(text) * face.enlarged
    width = advance * style.size * style.scale
    return width + style.tracking * len(text) if style.tracking else width


class Shaper:
    """Chooses faces; keeps what it found, since letters repeat.

    Args:
        catalog: The fonts.
    """

    def __init__(self, catalog: FontCatalog) -> None:
        self._catalog = catalog
        self._kept_segments = functools.lru_cache(8192)(self._segments)
        self.strut = functools.lru_cache(1024)(self._strut)
        self._base = functools.lru_cache(1024)(self._base_of)

    def _base_of(self, format_: RunFormat) -> tuple[Face, TextStyle]:
        face = self._catalog.face(format_.font, bold=format_.bold, italic=format_.italic)
        size, rise = format_.size, format_.rise
        if format_.vertical in _SCRIPTS:
            rise += size * SUPERSCRIPT_RISE if format_.vertical == "superscript" else -size * SUBSCRIPT_DROP
            size = max(1.0, round(size * SCRIPT_SIZE * 2) / 2)
        style = TextStyle(
            face=face,
            size=size,
            colour=format_.colour,
            rise=rise,
            tracking=format_.spacing,
            scale=format_.scale,
            language=format_.language,
            underline=format_.underline,
            underline_colour=format_.underline_colour,
            strike=format_.strike,
            double_strike=format_.double_strike,
            background=format_.background,
            border=format_.border,
            underline_below=format_.size * UNDERLINE_BELOW + max(0.0, -format_.rise),
            underline_thickness=format_.size * (0.1 if format_.underline in HEAVY_UNDERLINES else 0.05),
            outline=format_.outline,
            kerned=format_.kerned,
            emphasis=format_.emphasis,
        )
        return face, style

    def _strut(self, format_: RunFormat) -> Extent:
        """The extent of a line that holds nothing but this format: an empty paragraph's."""
        face, style = self._base(format_)
        return _extent(face, style)

    def segments(self, text: str, format_: RunFormat) -> tuple[Segment, ...]:
        """The text in pieces of one face and size each."""
        return (self._kept_segments if len(text) <= _LONGEST_KEPT else self._segments)(text, format_)

    def style(self, format_: RunFormat) -> TextStyle:
        """How letters of this format look before small capitals and fallback faces."""
        return self._base(format_)[1]

    def _segments(self, text: str, format_: RunFormat) -> tuple[Segment, ...]:
        if format_.underline == "words":
            parts = (each for each in _WORDS.findall(text))
            return tuple(
                segment
                for part in parts
                for segment in self._segments(part, replace(format_, underline="none" if part[0] == " " else "single"))
            )
        face, style = self._base(format_)
        made: list[Segment] = []
        for piece, small in _small_capitals(text) if format_.small_caps and not format_.caps else ((text, False),):
            sized = replace(style, size=style.size * SMALL_CAPITAL) if small else style
            made += self._covered(piece, face, sized)
        if format_.vertical in _SCRIPTS:
            # Raised or lowered, letters make no line higher than they would as they are (docs/word/lines.md).
            extent = self._strut(replace(format_, vertical="baseline"))
            made = [replace(each, extent=extent) for each in made]
        own = _own_extent(format_.font.strip().lower(), text)
        if own is not None:
            made = [replace(each, extent=_symbol_extent(own, each.style)) for each in made]
        return tuple(made)

    def _covered(self, text: str, face: Face, style: TextStyle) -> list[Segment]:
        if face.covers(text):
            return [Segment(text, style, _extent(face, style), face)]
        made: list[tuple[Face, list[str]]] = []
        for sign in text:
            chosen, shown = self._face_of(sign, face)
            if chosen is None:
                continue
            if made and made[-1][0] is chosen:
                made[-1][1].append(shown)
            else:
                made.append((chosen, [shown]))
        segments = []
        # Signs of another face leave the line as high as the font that was asked for makes it.
        extent = _extent(face, style)
        for chosen, signs in made:
            dressed = style if chosen is face else replace(style, face=chosen)
            segments.append(Segment("".join(signs), dressed, extent, chosen))
        return segments

    def _face_of(self, sign: str, face: Face) -> tuple[Face | None, str]:
        if face.covers(sign):
            return face, sign
        if sign in _SUBSTITUTES and face.covers(_SUBSTITUTES[sign]):
            return face, _SUBSTITUTES[sign]
        if sign in _INVISIBLE:
            return None, ""
        other = self._catalog.fallback(sign, bold=face.weight >= 600, italic=face.style != "normal")
        if other is None and sign in _SUBSTITUTES:
            return self._face_of(_SUBSTITUTES[sign], face)
        return (other, sign) if other is not None else (face, sign)


_SUBSTITUTES = {
    "\u2011": "-",
    "\u202f": "\u00a0",
    "\u2007": "\u00a0",
    "\u2009": " ",
    "\u200a": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u00a0": " ",
    "\u2010": "-",
    "\u2212": "–",
}
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufe0e\ufe0f")


def _extent(face: Face, style: TextStyle) -> Extent:
    size, rise = style.size, style.rise
    around = style.border.space + style.border.thickness if style.border is not None else 0.0
    marks = EMPHASIS_ROOM * size if style.emphasis != "none" else 0.0
    below = marks if style.emphasis == "underDot" else 0.0
    return Extent(
        max(0.0, face.ascent * size + rise + around + marks - below),
        max(0.0, face.descent * size - rise + around + below),
        face.line_gap * size,
    )


def _symbol_extent(extent: tuple[float, float], style: TextStyle) -> Extent:
    return Extent(max(0.0, extent[0] * style.size + style.rise), max(0.0, extent[1] * style.size - style.rise))


_SYMBOL_EXTENTS = {
    "symbol": (1.005, 0.220),
    "symbolmt": (1.005, 0.220),
    "wingdings": (0.899, 0.211),
    "wingdings 2": (0.843, 0.211),
    "wingdings 3": (0.899, 0.239),
    "webdings": (0.799, 0.200),
}
"""Ascent and descent in em of fonts that are nowhere but on Windows: their signs are drawn by another face, but make lines as
high as their own font does."""

_EAST_ASIAN_EXTENTS = dict.fromkeys(("ms gothic", "ms pgothic", "ms mincho", "ms pmincho"), (0.859, 0.141))
"""The same of East Asian fonts, whose signs Word sets on lines three tenths higher than the font, half of that on either side."""
_EAST_ASIAN_ROOM = 0.3


def _own_extent(font: str, text: str) -> tuple[float, float] | None:
    """Ascent and descent in em that a font gives to lines, where they are known though it is not here."""
    own = _EAST_ASIAN_EXTENTS.get(font)
    if own is None or text.isascii():
        return own or _SYMBOL_EXTENTS.get(font)
    more = sum(own) * _EAST_ASIAN_ROOM / 2
    return own[0] + more, own[1] + more


def _small_capitals(text: str) -> list[tuple[str, bool]]:
    """Pieces of capitals and of letters that become small capitals."""
    made: list[tuple[str, bool]] = []
    for sign in text:
        small = sign.islower()
        if made and made[-1][1] == small:
            made[-1] = (made[-1][0] + sign, small)
        else:
            made.append((sign, small))
    return [(capitals(piece) if small else piece, small) for piece, small in made]
