"""Make the faces that stand in for fonts whose widths are known, and which nobody may pass on: Aptos, Segoe UI, Verdana and the like.

    python tools/make_stand_ins.py           write generator/typeset/fonts/faces/StandIn*.ttf
    python tools/make_stand_ins.py FOLDER    write them elsewhere

Each letter of a free face is stretched to the advance that the letter has in the font that is stood in for
(``tools/stand_ins/*.tsv``, each with its source), so that lines end where they end in Word. The free faces allow that under
another name (SIL OFL 1.1, the Bitstream Vera licence). The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FACES = ROOT / "generator" / "typeset" / "fonts" / "faces"
ADVANCES = Path(__file__).with_name("stand_ins")

STYLES = ("regular", "bold", "italic", "bold_italic")
_USUAL = "abcdefghijklmnopqrstuvwxyz"
_NARROWEST, _WIDEST = 0.86, 1.14
"""So far a letter is stretched before it looks odd; what is then too much or too little is room beside it."""

_COVERED = (
    *range(0x20, 0x250),
    *range(0x300, 0x370),
    *range(0x370, 0x500),
    *range(0x1E00, 0x1F00),
    *range(0x2000, 0x2070),
    *range(0x20A0, 0x20C0),
    *range(0x2100, 0x2150),
    *range(0x2200, 0x2270),
)
"""Latin, Greek, Cyrillic, punctuation, currencies and the commonest signs; the rest comes from other faces."""


@dataclass(frozen=True)
class StandIn:
    """One family to make.

    Attributes:
        name: The font that is stood in for; the family is called after it.
        faces: The free faces by style.
        height: By how much letters are drawn higher.
    """

    name: str
    faces: Mapping[str, str]
    height: float = 1.0


def _faces(pattern: str, names: tuple[str, str, str, str]) -> Mapping[str, str]:
    return {style: pattern.format(name) for style, name in zip(STYLES, names, strict=True)}


_FOUR = ("Regular", "Bold", "Italic", "BoldItalic")
_DEJAVU = ("", "-Bold", "-Oblique", "-BoldOblique")
STAND_INS = (
    StandIn("Aptos", _faces("Carlito-{}.ttf", _FOUR), 1.051),
    StandIn("Segoe UI", _faces("LiberationSans-{}.ttf", _FOUR)),
    StandIn("Tahoma", _faces("DejaVuSans{}.ttf", _DEJAVU)),
    StandIn("Trebuchet MS", _faces("LiberationSans-{}.ttf", _FOUR)),
    StandIn("Verdana", _faces("DejaVuSans{}.ttf", _DEJAVU)),
)


def advances(name: str) -> Mapping[str, Mapping[int, float]]:
    """The advances of a font in em by style and code point; a style that nobody measured is not there."""
    path = ADVANCES / f"{name.lower().replace(' ', '_')}.tsv"
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    table = list(csv.DictReader(rows, delimiter="\t"))
    styles = [style for style in STYLES if style in table[0]]
    return {style: {int(row["point"], 16): float(row[style]) / 1000 for row in table} for style in styles}


def _of_style(measured: Mapping[str, Mapping[int, float]], style: str) -> Mapping[int, float]:
    """A slanted style that nobody measured is as wide as the upright one, where it is known that bold differs."""
    if style in measured:
        return measured[style]
    upright = "bold" if style.startswith("bold") else "regular"
    return measured.get(upright, {}) if "bold" in measured else {}


def make_face(stand_in: StandIn, style: str, target: Path) -> None:
    """Write one face.

    Args:
        stand_in: The family.
        style: One of :data:`STYLES`.
        target: The file to write.
    """
    wanted = _of_style(advances(stand_in.name), style)
    font = TTFont(FACES / stand_in.faces[style], recalcTimestamp=False)
    _keep_covered(font)
    em = font["head"].unitsPerEm
    reached = font.getBestCmap()
    usual = [wanted[ord(sign)] * em / font["hmtx"][reached[ord(sign)]][0] for sign in _USUAL if ord(sign) in wanted]
    otherwise = mean(usual) if usual else stand_in.height
    stretches = dict.fromkeys(font.getGlyphOrder(), otherwise)
    for point, advance in wanted.items():
        glyph = reached.get(point)
        if glyph is not None and font["hmtx"][glyph][0]:
            stretches[glyph] = round(advance * em) / font["hmtx"][glyph][0]
    _stretch(font, stretches, stand_in.height)
    _stretch_kerning(font, otherwise)
    _name(font, stand_in.name, style)
    font.save(target)


def _keep_covered(font: TTFont) -> None:
    options = Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "FFTM", "gasp", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_COVERED)
    subsetter.subset(font)


def _stretch(font: TTFont, stretches: Mapping[str, float], height: float) -> None:
    glyphs = font.getGlyphSet()
    made = {}
    for name, stretch in stretches.items():
        # Letters with accents are made of parts, which are stretched by the letter's own measure.
        parts = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(parts)
        advance, bearing = font["hmtx"][name]
        drawn = min(max(stretch, _NARROWEST), _WIDEST)
        aside = round(advance * (stretch - drawn) / 2)
        pen = TTGlyphPen(None)
        parts.replay(TransformPen(pen, (drawn, 0, 0, height, aside, 0)))
        made[name] = pen.glyph(), (round(advance * stretch), round(bearing * drawn) + aside)
    for name, (glyph, measures) in made.items():
        font["glyf"][name] = glyph
        font["hmtx"][name] = measures


def _stretch_kerning(font: TTFont, stretch: float) -> None:
    for lookup in font["GPOS"].table.LookupList.Lookup if "GPOS" in font else []:
        for table in lookup.SubTable:
            pairs = getattr(table, "ExtSubTable", table)
            records = [each for row in getattr(pairs, "PairSet", []) for each in row.PairValueRecord]
            records += [each for row in getattr(pairs, "Class1Record", []) for each in row.Class2Record]
            for value in (value for each in records for value in (each.Value1, each.Value2) if value is not None):
                value.XAdvance = round(getattr(value, "XAdvance", 0) * stretch)


def _name(font: TTFont, name: str, style: str) -> None:
    table = font["name"]
    licence = [(record.nameID, str(record)) for record in table.names if record.nameID in {0, 13, 14}]
    family, called = f"Stand-in for {name}", style.replace("_", " ").title()
    table.names = []
    said = {1: family, 2: called, 3: f"{family} {called}", 4: f"{family} {called}", 5: "Version 1.0"}
    said[6] = f"{family}-{called}".replace("Stand-in for", "StandInFor").replace(" ", "")
    for number, text in {**dict(licence), **said}.items():
        table.setName(text, number, 3, 1, 0x409)


# fontTools warns about odd creation dates, which nothing can be done about.
logging.getLogger("fontTools").setLevel(logging.ERROR)


def main(folder: Path) -> None:
    """Write all faces into ``folder``."""
    for stand_in in STAND_INS:
        for style in STYLES:
            name = f"StandInFor{stand_in.name}-{style.replace('_', ' ').title()}.ttf".replace(" ", "")
            make_face(stand_in, style, folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FACES)
