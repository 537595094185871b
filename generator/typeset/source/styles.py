"""Text styles as Typst functions: one for each style that a document uses, so that a fragment is a short call."""

from __future__ import annotations

from collections.abc import Iterable

from generator.typeset.layout.borders import DASH_DOT_DOTTED
from generator.typeset.layout.shaping import WAVES, TextStyle
from generator.typeset.ooxml.parts import Kept
from generator.typeset.source.markup import colour, dash, length

_UNDERLINE_DASHES = {
    "dotted": "dotted", "dottedHeavy": "dotted", "dash": "dashed", "dashedHeavy": "dashed", "dashLong": "loosely-dashed",
    "dashLongHeavy": "loosely-dashed", "dotDash": "dash-dotted", "dashDotHeavy": "dash-dotted",
    "dotDotDash": DASH_DOT_DOTTED, "dashDotDotHeavy": DASH_DOT_DOTTED,
}  # fmt: skip
_DOUBLE_GAP = 0.08
"""Between the two lines of a double underline, in em."""
_MOST_NAMES = 4000
_MOST_CODE = 6000


class Styles:
    """Names the styles of all letters in one language; the same style bears the same name in each.

    What Typst has set for one letter it then knows again in the next, and the code of a paragraph can be kept.

    Args:
        language: The letters' language, as arguments of ``text``; only other languages are said.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.code = Kept(_MOST_CODE)
        """Code of lines that were written with these names."""
        self._names: dict[TextStyle, str] = {}
        self._definitions: dict[str, str] = {}
        self._used: dict[str, None] = {}

    def begin(self) -> None:
        """Begin another source."""
        if len(self._names) > _MOST_NAMES:
            self._names, self._definitions, self.code = {}, {}, Kept(_MOST_CODE)
        self._used = {}

    def name(self, style: TextStyle) -> str:
        """The function that sets letters in this style."""
        found = self._names.get(style)
        if found is None:
            found = self._names[style] = f"s{len(self._names)}"
            self._definitions[found] = f"#let {found}(b, ..n) = {self._dressed(style)}\n"
        self._used[found] = None
        return found

    def use(self, names: Iterable[str]) -> None:
        """Note that code which was kept names these."""
        self._used.update(dict.fromkeys(names))

    def definitions(self) -> str:
        """The functions that this source uses."""
        return "".join(self._definitions[name] for name in self._used)

    def _dressed(self, style: TextStyle) -> str:
        code = f"text({', '.join(self._arguments(style))}, ..n, b)"
        if style.face.synthesize_italic:
            code = f"box(skew(ax: -12deg, {code}))"
        if style.scale != 1.0:
            code = f"box(scale(x: {style.scale * 100:.1f}%, origin: left, reflow: true, {code}))"
        is_struck = style.strike or style.double_strike
        # PDF/UA-1 holds one kind of text decoration a span: a struck text's underline is a second strike, lower down.
        underline = "strike(" if is_struck else "underline(evade: false, "
        if style.underline != "none" and style.underline not in WAVES:
            for below in (0.0, _DOUBLE_GAP * style.size) if style.underline == "double" else (0.0,):
                code = f"{underline}offset: {length(style.underline_below + below)}, stroke: {self._stroke(style)}, {code})"
        if is_struck:
            for offset in (-0.22, -0.30) if style.double_strike else (-0.26,):
                code = f"strike(offset: {length(style.size * offset - style.rise)}, stroke: {length(style.size * 0.05)} + {colour(style.colour)}, {code})"
        if style.background is not None:
            top, bottom = length(style.face.ascent * style.size), length(-style.face.descent * style.size)
            code = f"highlight(fill: {colour(style.background)}, top-edge: {top}, bottom-edge: {bottom}, extent: 0pt, {code})"
        return code

    def _stroke(self, style: TextStyle) -> str:
        thickness = style.underline_thickness
        paint = colour(style.underline_colour or style.colour)
        kind = _UNDERLINE_DASHES.get(style.underline)
        if kind is None:
            return f"{length(thickness)} + {paint}"
        return f"(thickness: {length(thickness)}, paint: {paint}, dash: {dash(kind)})"

    def _arguments(self, style: TextStyle) -> list[str]:
        face = style.face
        # The weight is always said: Typst would make headings bold by itself.
        said = [f'font: "{face.family}"', f"size: {length(style.size * face.enlarged)}", f"weight: {face.weight}"]
        if face.style != "normal":
            said.append(f'style: "{face.style}"')
        if face.stretch != 1.0:
            said.append(f"stretch: {face.stretch * 100:g}%")
        if style.outline:
            said.append(f"fill: white, stroke: {length(style.size * 0.03)} + {colour(style.colour)}")
        elif face.synthesize_bold:
            said.append(f"fill: {colour(style.colour)}, stroke: {length(style.size * 0.03)} + {colour(style.colour)}")
        elif style.colour is not None:
            said.append(f"fill: {colour(style.colour)}")
        if style.kerned:
            said.append("kerning: true")
        if style.rise:
            said.append(f"baseline: {length(-style.rise)}")
        if style.tracking:
            said.append(f"tracking: {length(style.tracking)}")
        spoken = language_arguments(style.language)
        if spoken and spoken != self.language:
            said.append(spoken)
        return said


def is_plain(style: TextStyle) -> bool:
    """Whether letters in this style are text alone: no box, line or colour is drawn around them."""
    decorated = style.underline != "none" or style.strike or style.double_strike
    return not (decorated or style.background or style.face.synthesize_italic or style.scale != 1.0)


def language_arguments(tag: str | None) -> str:
    """``nl-NL`` as arguments of Typst's ``text``; ``""`` for what is no language tag."""
    if not tag:
        return ""
    parts = tag.replace("_", "-").split("-")
    if not (2 <= len(parts[0]) <= 3 and parts[0].isascii() and parts[0].isalpha()):
        return ""
    region = next((part for part in parts[1:] if len(part) == 2 and part.isascii() and part.isalpha()), "")
    return f'lang: "{parts[0].lower()}"' + (f', region: "{region.upper()}"' if region else "")
