"""A font that nobody here has is told once; a sign that no font has, and text from right to left, are refused."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import docx
import pikepdf
import pytest
from fontTools.ttLib import TTFont

from generator.errors import TypesettingFailed, UnsupportedConstruct
from generator.language import Reader
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


def saying(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph().add_run(text).font.name = "Arial"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("text", ["שלום", "السلام", "\u202eomgekeerd"], ids=["Hebrew", "Arabic", "an override"])
def test_text_from_right_to_left_is_refused(text: str) -> None:
    with pytest.raises(UnsupportedConstruct) as caught:
        warnings(saying(text))
    assert ["construct-unsupported"] == [each.code for each in caught.value.findings if isinstance(each, Problem)]


def test_a_sign_that_no_font_has_is_refused_with_its_place_and_number() -> None:
    with pytest.raises(UnsupportedConstruct) as caught:
        warnings(saying("Geachte heer ก, mevrouw ข en heer ก"))
    assert ["U+0E01", "U+0E02"] == [
        number for each in caught.value.findings for number in re.findall(r"U\+\w+", Reader("nl").say(each.message))
    ]


def test_the_signs_of_a_paragraph_are_one_finding_however_many_there_are() -> None:
    with pytest.raises(UnsupportedConstruct) as caught:
        warnings(saying("".join(chr(0x4E00 + at) for at in range(300))))
    (found,) = caught.value.findings
    said = Reader("en").say(found.message)
    assert 10 == len(re.findall(r"U\+\w+", said))
    assert "and 290 others" in said


def test_a_text_in_a_script_without_a_font_is_told_at_its_first_paragraphs() -> None:
    document = docx.Document()
    for at in range(300):
        document.add_paragraph(chr(0x4E00 + at) * 5)
    stream = io.BytesIO()
    document.save(stream)
    with pytest.raises(UnsupportedConstruct) as caught:
        warnings(stream.getvalue())
    assert 26 == len(caught.value.findings)
    assert "274 more findings of this kind are not listed" in Reader("en").say(caught.value.findings[-1].message)


@pytest.mark.parametrize(
    "text",
    [
        "\u202d+31 6 12345678\u202c",
        "een\ufeff twee",
        "drie\u200bvier",
        "☑ ja ☒ nee → Łódź ≤ 5 ½ №",
        "e\u0301\u2028x",
        "\u2011",
    ],
)
def test_signs_that_copying_leaves_behind_and_common_symbols_are_set(text: str) -> None:
    assert [] == warnings(saying(text))


def test_a_panic_of_the_engine_becomes_a_sentence_and_the_next_letter_is_set() -> None:
    class PanicException(BaseException):
        pass

    class Panicking:
        def compile(self, **_options: object) -> bytes:
            raise PanicException("byte range starts at 1 but ends at 0")

    typesetter = Typesetter(engine="typst")
    typesetter._cases._common.compiler = Panicking()  # type: ignore[assignment]
    with pytest.raises(TypesettingFailed, match="fell over it"):
        typesetter.set_document(saying("a"), clock=CLOCK, name="brief.docx")
    assert 1 == typesetter.set_document(saying("a"), clock=CLOCK, name="brief.docx").pages


def test_a_stop_by_the_user_stays_one() -> None:
    class Stopped:
        def compile(self, **_options: object) -> bytes:
            raise KeyboardInterrupt

    typesetter = Typesetter(engine="typst")
    typesetter._cases._common.compiler = Stopped()  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        typesetter.set_document(saying("a"), clock=CLOCK, name="brief.docx")


@pytest.mark.parametrize("sign", ["✅", "📞", "🚀", "😀"])
def test_pictographs_are_set_though_no_text_face_has_them(sign: str) -> None:
    document = docx.Document()
    document.add_paragraph(f"Bel {sign} ons")
    stream = io.BytesIO()
    document.save(stream)
    made = Typesetter(engine="typst").set_document(stream.getvalue(), clock=CLOCK, name="brief.docx")
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        faces = [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()]
    assert 1 == sum("NotoEmoji" in face or "NotoSansSymbols2" in face or "DejaVu" in face for face in faces)
    assert () == made.warnings
