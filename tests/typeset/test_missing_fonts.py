"""A font that nobody here has is told once, where it first stands."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
from fontTools.ttLib import TTFont

from generator.model import Problem, TextPlace
from generator.typeset import Typesetter
from generator.typeset.fonts.catalog import FACES_FOLDER

CLOCK = datetime(2018, 6, 28, tzinfo=UTC)


def letter(*fonts: str, header_font: str = "Calibri") -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].add_run("VNG").font.name = header_font
    for font in fonts:
        document.add_paragraph().add_run(f"In {font}").font.name = font
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def warnings(content: bytes, folder: Path | None = None) -> list[Problem]:
    typesetter = Typesetter(engine="typst", font_folders=[folder] if folder else [])
    return list(typesetter.set_document(content, clock=CLOCK, name="brief.docx").warnings)


def test_fonts_with_twins_are_nothing_to_tell() -> None:
    assert [] == warnings(letter("Calibri", "Arial", "Times New Roman", "Symbol"))


def test_each_missing_font_is_told_once_at_its_first_place() -> None:
    found = warnings(letter("Arial", "Huisletter Nova", "Verdana", "Huisletter Nova"))
    assert [("font-missing", 2), ("font-missing", 3)] == [
        (each.code, each.place.paragraph) for each in found if isinstance(each.place, TextPlace)
    ]


def test_a_missing_font_in_the_header_is_told_too() -> None:
    (found,) = warnings(letter("Arial", header_font="Huisletter Nova"))
    assert isinstance(found.place, TextPlace)
    assert "word/header1.xml" == found.place.part


def test_a_font_of_the_workspace_is_not_missing(tmp_path: Path) -> None:
    with TTFont(FACES_FOLDER / "Carlito-Regular.ttf") as font:
        font["name"].setName("Huisletter Nova", 1, 3, 1, 0x409)
        font.save(tmp_path / "huis.ttf")
    assert [] == warnings(letter("Huisletter Nova"), tmp_path)
