"""How high and how wide fonts are that Word has and we have not, so that what stands in for them takes up their room.

Word takes a line's height from the font that the document names, whatever letters it draws (docs/word/fonts.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.typeset.fonts.twins import folded

_EM = 2048


@dataclass(frozen=True, slots=True)
class Widths:
    """By how much a font's letters are wider on average than those that stand in for them, by style.

    A style that nobody measured is as its weight; bold that nobody measured is as the upright letters.
    """

    regular: float
    bold: float | None = None
    italic: float | None = None
    bold_italic: float | None = None

    def of(self, *, bold: bool, italic: bool) -> float:
        """The factor for a style."""
        weight = self.regular if not bold or self.bold is None else self.bold
        own = self.bold_italic if bold else self.italic
        return own if italic and own is not None else weight


def _boxes(measures: Mapping[tuple[int, int, int], str]) -> Mapping[str, tuple[float, float, float]]:
    return MappingProxyType(
        {
            folded(name): (ascent / _EM, descent / _EM, gap / _EM)
            for (ascent, descent, gap), names in measures.items()
            for name in names.split(", ")
        }
    )


LINE_BOXES = _boxes(
    {
        (1889, 410, 126): "Agency FB",
        (1505, 518, 0): "Aharoni",
        (1819, 458, 426): "Algerian",
        (1968, 489, 0): "Amasis MT Pro",
        (1923, 577, 0): "Aptos, Aptos Display, Aptos Light, Aptos Narrow",
        (2254, 634, 0): "Arial Black",
        (1888, 431, 31): "Arial Narrow, Helvetica Narrow, Liberation Sans Narrow, Nimbus Sans Narrow",
        (2011, 466, 0): "Arial Nova",
        (1938, 432, 0): "Arial Rounded MT Bold",
        (1972, 512, 0): "Avenir Next LT Pro",
        (2036, 422, 0): "Bahnschrift, Grandview",
        (1805, 531, 0): "Baskerville Old Face",
        (1716, 546, 15): "Bell MT",
        (1836, 477, 0): "Bembo",
        (1827, 416, 8): "Berlin Sans FB",
        (1986, 446, 0): "Bernard MT Condensed",
        (1520, 532, 410): "Bierstadt",
        (1878, 578, 0): "Bodoni MT",
        (1967, 578, 0): "Book Antiqua",
        (1831, 473, 100): "Bookman Old Style",
        (1739, 815, 0): "Bradley Hand ITC",
        (1835, 434, 0): "Britannic Bold",
        (1820, 692, 0): "Brush Script MT",
        (1803, 523, 0): "Californian FB",
        (1894, 470, 0): "Calisto MT",
        (1593, 455, 353): "Cambria Math",
        (1950, 550, 0): "Candara, Candara Light, Constantia, Corbel, Corbel Light",
        (1739, 575, 21): "Centaur",
        (2019, 442, 1): "Century, Century Schoolbook",
        (1989, 451, 71): "Century Gothic",
        (2257, 597, 0): "Comic Sans MS",
        (1884, 514, 0): "Consolas",
        (1880, 469, 0): "Cooper Black",
        (1813, 466, 0): "Copperplate Gothic Bold",
        (1786, 423, 42): "Copperplate Gothic Light",
        (2312, 1145, 0): "Dubai",
        (2210, 514, 57): "Ebrima",
        (2013, 627, 0): "Elephant",
        (1825, 492, 20): "Eras Medium ITC",
        (1915, 543, 0): "Fira Sans",
        (1702, 460, 0): "Footlight MT Light",
        (1802, 438, 541): "Forte",
        (
            1877,
            445,
            0,
        ): "Franklin Gothic Book, Franklin Gothic Demi, Franklin Gothic Heavy, Franklin Gothic Medium, Franklin Gothic Medium Cond",
        (1742, 670, 0): "Freestyle Script",
        (1400, 648, 1434): "Gabriola",
        (
            2210,
            514,
            0,
        ): "Gadugi, Leelawadee UI, Nirmala UI, Segoe UI, Segoe UI Light, Segoe UI Semibold, Segoe UI Semilight",
        (1765, 539, 0): "Garamond",
        (1878, 449, 0): "Georgia",
        (1903, 472, 0): "Gill Sans MT",
        (1913, 553, 0): "Gill Sans MT Condensed",
        (2054, 612, 0): "Gill Sans Nova",
        (1792, 486, 180): "Goudy Old Style",
        (1884, 246, 55): "Haettenschweiler",
        (1840, 543, 0): "High Tower Text",
        (2066, 432, 0): "Impact",
        (1864, 672, 0): "Ink Free",
        (1900, 432, 80): "Lucida Bright, Lucida Sans",
        (1900, 666, 222): "Lucida Calligraphy",
        (1616, 432, 0): "Lucida Console",
        (1925, 420, 67): "Lucida Fax",
        (1964, 666, 195): "Lucida Handwriting",
        (1900, 420, 86): "Lucida Sans Typewriter",
        (2246, 901, 0): "Lucida Sans Unicode",
        (1972, 483, 0): "Maiandra GD",
        (2015, 559, 0): "Merriweather, Source Sans Pro, Source Sans Pro Semibold",
        (1888, 430, 0): "Microsoft Sans Serif",
        (1848, 647, 0): "Mistral",
        (1618, 620, 60): "Monotype Corsiva",
        (1982, 514, 0): "Montserrat",
        (2003, 502, 0): "Neue Haas Grotesk Text Pro",
        (2189, 600, 0): "Noto Sans, Open Sans",
        (2071, 723, 0): "Nunito Sans",
        (2443, 592, 0): "Oswald",
        (2150, 613, 0): "Palatino Linotype",
        (2155, 1068, 0): "Papyrus",
        (1679, 668, 0): "Perpetua",
        (2216, 514, 0): "Playfair Display",
        (1946, 512, 0): "Roboto",
        (1937, 468, 0): "Rockwell",
        (1966, 485, 0): "Sagona",
        (1950, 516, 0): "Script MT Bold",
        (1600, 448, 552): "Seaford",
        (2555, 1014, 46): "Segoe Print",
        (2230, 1014, 0): "Segoe Script",
        (2210, 514, 42): "Segoe UI Black",
        (1550, 498, 512): "Sitka Text",
        (1860, 567, 0): "Stencil",
        (2062, 635, 0): "Sylfaen",
        (2049, 423, 0): "Tahoma",
        (1974, 698, 0): "Tempus Sans ITC",
        (1952, 506, 0): "Tenorite",
        (1964, 493, 0): "Trade Gothic Next",
        (1923, 455, 0): "Trebuchet MS",
        (1753, 477, 0): "Tw Cen MT",
        (1909, 387, 57): "Ubuntu",
        (2025, 512, 0): "Univers, Univers Condensed",
        (2059, 430, 0): "Verdana, Verdana Pro",
        (2103, 627, 0): "Walbaum",
    }
)
"""Ascent, descent and gap in em of fonts that are nowhere but where Word is, as Word makes lines of them."""


def _widths(measured: Mapping[str, Widths]) -> Mapping[str, Widths]:
    return MappingProxyType({folded(name): found for names, found in measured.items() for name in names.split(", ")})


WIDTHS = _widths(
    {
        "Aptos Display": Widths(1.051),
        "Calibri Light": Widths(0.987),
        "Comic Sans MS": Widths(1.153, bold=1.19),
        "Consolas": Widths(0.913),
        "Lucida Bright": Widths(0.958),
        "Lucida Grande, Lucida Sans Unicode": Widths(0.962),
        "Segoe UI Light": Widths(0.894),
        "Segoe UI Semibold": Widths(1.027),
        "Segoe UI Semilight": Widths(0.968),
    }
)
"""By font; the letters that stand in for it are those of :data:`~generator.typeset.fonts.twins.RELATIVES`, or of its twin."""
