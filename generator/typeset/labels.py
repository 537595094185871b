"""Address labels: sheets of 3 x 7 on A4, as PDF/A-2a and PDF/UA-1, set by Typst.

The geometry is that of the common sheet of 21 (Avery L7160 and its likes): labels of 63.5 x 38.1 mm, 2.54 mm apart
across and touching down the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typst

from generator.errors import TypesettingFailed, message
from generator.typeset.fonts import Face, FontCatalog

ACROSS, DOWN = 3, 7
LABEL_WIDTH_MM, LABEL_HEIGHT_MM = 63.5, 38.1
LEFT_MM, TOP_MM = 7.21, 15.15
PITCH_ACROSS_MM, PITCH_DOWN_MM = 66.04, 38.1
PADDING_ACROSS_MM, PADDING_DOWN_MM = 4.0, 3.0

FONT = "Calibri"
LARGEST_PT, SMALLEST_READABLE_PT, SMALLEST_PT, STEP_PT = 10.0, 7.0, 3.0, 0.5
LINE_PITCH_EM = 1.22

_PT_PER_MM = 72 / 25.4
_WIDTH_PT = (LABEL_WIDTH_MM - 2 * PADDING_ACROSS_MM) * _PT_PER_MM
_HEIGHT_PT = (LABEL_HEIGHT_MM - 2 * PADDING_DOWN_MM) * _PT_PER_MM


@dataclass(frozen=True, slots=True)
class LabelSheets:
    """The finished sheets.

    Attributes:
        pdf: PDF/A-2a and PDF/UA-1.
        pages: Sheets.
        too_small: Labels whose address fits only in letters that are hard to read, by number from 0.
    """

    pdf: bytes
    pages: int
    too_small: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Fitted:
    lines: tuple[str, ...]
    size_pt: float


def set_labels(
    addresses: Sequence[Sequence[str]],
    *,
    title: str,
    language: str,
    clock: datetime,
    font_folders: Sequence[Path] = (),
) -> LabelSheets:
    """Set a label for each of ``addresses``, row by row.

    A line that is too wide is broken between words; the address is set smaller where its place line is too wide, or
    where its lines have become too many.

    Args:
        addresses: The lines of each address, in the order of the sheet.
        title: The document's title.
        language: Of the addresses, ISO 639.
        clock: The time that the PDF bears, with its zone.
        font_folders: Folders with fonts that come before the shipped ones.

    Raises:
        TypesettingFailed: Typst refused.
    """
    catalog = FontCatalog(font_folders)
    face = catalog.face(FONT)
    fitted = [_fitted(address, face) for address in addresses]
    source = _source(fitted, face=face, title=title, language=language)
    try:
        compiler = typst.Compiler(root=str(Path(__file__).parent), font_paths=catalog.fonts)
        pdf = compiler.compile(input=source.encode(), format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=clock)
    except (RuntimeError, ValueError) as error:
        raise TypesettingFailed(
            message("the address labels could not be set: {why}; please report this with the addresses", why=str(error))
        ) from error
    assert isinstance(pdf, bytes)
    a_sheet = ACROSS * DOWN
    return LabelSheets(
        pdf=pdf,
        pages=max(1, -(-len(fitted) // a_sheet)),
        too_small=tuple(number for number, each in enumerate(fitted) if each.size_pt < SMALLEST_READABLE_PT),
    )


def _fitted(address: Sequence[str], face: Face) -> _Fitted:
    *upper, last = address or ("",)
    size = LARGEST_PT
    while True:
        width_em = _WIDTH_PT / size
        # Sorting machines read postcode and place on one line: only what would be unreadable is broken there too.
        is_whole = size > SMALLEST_READABLE_PT
        lines = [piece for line in upper for piece in _broken(line, face, width_em)]
        lines += [last] if is_whole else _broken(last, face, width_em)
        is_wide = is_whole and face.advance(last) > width_em
        if size <= SMALLEST_PT or not (is_wide or len(lines) * LINE_PITCH_EM * size > _HEIGHT_PT):
            return _Fitted(tuple(lines), size)
        size -= STEP_PT


def _broken(line: str, face: Face, width_em: float) -> list[str]:
    """Break a line between words, and a word that is wider than the label wherever it must."""
    pieces: list[str] = []
    current = ""
    for word in line.split(" "):
        longer = f"{current} {word}" if current else word
        if face.advance(longer) <= width_em:
            current = longer
            continue
        if current:
            pieces.append(current)
        current = ""
        for character in word:
            if current and face.advance(current + character) > width_em:
                pieces.append(current)
                current = ""
            current += character
    return [*pieces, current]


def _source(labels: Sequence[_Fitted], *, face: Face, title: str, language: str) -> str:
    edges = f"top-edge: {face.ascent}em, bottom-edge: -{face.descent}em"
    parts = [
        f"#set document(title: {_quoted(title)})",
        f"#set text(lang: {_quoted(language)}, font: {_quoted(face.family)}, hyphenate: false, {edges})",
        '#set page(paper: "a4", margin: 0pt)',
        f"#set par(leading: {max(0.0, LINE_PITCH_EM - face.ascent - face.descent)}em, spacing: 0pt)",
        "#let address(x, y, size, ..lines) = place(top + left, dx: x, dy: y, block(",
        f"  width: {LABEL_WIDTH_MM}mm, height: {LABEL_HEIGHT_MM}mm, inset: (x: {PADDING_ACROSS_MM}mm, y: 0mm),",
        "  align(horizon, text(size: size, lines.pos().join(linebreak())))))",
    ]
    for number, label in enumerate(labels):
        on_sheet = number % (ACROSS * DOWN)
        if number and not on_sheet:
            parts.append("#pagebreak()")
        row, column = divmod(on_sheet, ACROSS)
        lines = ", ".join(map(_quoted, label.lines))
        x, y = LEFT_MM + column * PITCH_ACROSS_MM, TOP_MM + row * PITCH_DOWN_MM
        parts.append(f"#address({x:.2f}mm, {y:.2f}mm, {label.size_pt}pt, {lines})")
    return "\n".join(parts) + "\n"


def _quoted(text: str) -> str:
    """``text`` as a string of Typst's, which knows no markup."""
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    )
    return f'"{escaped}"'
