"""Kerning is reckoned as Typst's shaper sets it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset_building import body, laid_out, placed_lines, word

from generator.typeset.fonts import Face, FontCatalog
from generator.typeset.fonts.kerning import kerning
from generator.typeset.layout.shaping import Shaper, text_width
from generator.typeset.ooxml.styles import RunFormat

CATALOG = FontCatalog()


def measured_by_typst(text: str, face: Face, folder: Path) -> float:
    source = folder / "measure.typ"
    source.write_text(
        f'#set text(font: "{face.family}", size: {100 * face.enlarged}pt, kerning: true, ligatures: false)\n'
        f'#context metadata(measure("{text}").width.pt())\n',
        encoding="utf-8",
    )
    return float(typst.query(str(source), "metadata", field="value", one=True, font_paths=CATALOG.fonts))


@pytest.mark.parametrize("font", ["Calibri", "Cambria", "Arial", "Times New Roman", "Verdana"])
def test_a_kerned_text_is_as_wide_as_typst_sets_it(font: str, tmp_path: Path) -> None:
    face = CATALOG.face(font)
    text = "AVATAR To We Yo. LT Tä 11 P, Ve"
    style = replace(Shaper(CATALOG).style(RunFormat(font=font, size=100)), kerned=True)
    ours = text_width(face, style, text)

    assert pytest.approx(measured_by_typst(text, face, tmp_path), abs=0.01) == ours


def test_letters_are_kerned_only_from_the_size_that_the_run_names() -> None:
    def width(size: int) -> float:
        run = f'<w:rPr><w:kern w:val="24"/><w:sz w:val="{size}"/></w:rPr><w:t>AVATAR</w:t>'
        line = next(line for *_, line in placed_lines(laid_out(word(body(f"<w:p><w:r>{run}</w:r></w:p>")))))
        return line.fragments[0].width / size

    assert width(24) < width(22)


@settings(max_examples=50)
@given(text=st.text("AVTWYaeo.,-", min_size=1))
def test_kerning_adds_up_over_pairs(text: str) -> None:
    face = CATALOG.face("Arial")
    pairs = kerning(face.path, face.index)

    assert pytest.approx(sum(pairs.adjustment(text[at : at + 2]) for at in range(len(text) - 1))) == pairs.adjustment(
        text
    )
