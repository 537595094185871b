"""Fonts that a document brings along serve it, and it alone; what is damaged in them does no harm."""

from __future__ import annotations

import gc
import io
import struct
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from embedded_fonts_building import bringing, face, locked, saying
from fontTools.ttLib import TTFont
from typeset_building import CLOCK

from generator.errors import DocumentUnreadable
from generator.opc import Package, open_package
from generator.typeset import Typesetter, describe_fonts
from generator.typeset.fonts import EmbeddedFonts, FontCatalog, Served, embedding, embeddings
from generator.typeset.fonts.catalog import FACES_FOLDER
from generator.typeset.measuring import find_lines

HOUSE = {"Huisletter": {"embedRegular": locked(face())}}


def opened(content: bytes) -> Package:
    return open_package(content, refuse=DocumentUnreadable, name="brief.docx")


def catalog_of(content: bytes, *folders: Path) -> FontCatalog:
    return FontCatalog(folders).with_fonts_of(opened(content))


def served(fonts: Mapping[str, Mapping[str, bytes]], name: str = "Huisletter", **options: bool) -> Served:
    return catalog_of(bringing(fonts, saying("a"), **options)).resolution(name).served


def fonts_of(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(each.BaseFont).partition("+")[2]
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font" and "/DescendantFonts" in each
        }


def warnings(content: bytes, typesetter: Typesetter | None = None) -> list[str]:
    made = (typesetter or Typesetter(engine="typst")).set_document(content, clock=CLOCK, name="brief.docx")
    return [each.code for each in made.warnings]


def test_a_letter_is_set_in_the_font_that_it_brings_along() -> None:
    content = bringing(HOUSE, saying("Geachte heer"))
    made = Typesetter(engine="typst").set_document(content, clock=CLOCK, name="brief.docx")
    assert ({"Huisletter"}, ()) == (fonts_of(made.pdf), made.warnings)


def test_its_letters_are_as_wide_and_high_as_those_of_the_font() -> None:
    catalog = catalog_of(bringing(HOUSE, saying("a")))
    ours, theirs = FontCatalog().face("Courier New"), catalog.face("Huisletter")
    assert ours.advance("Geachte") == theirs.advance("Geachte")
    assert (ours.ascent, ours.descent, ours.line_gap) == (theirs.ascent, theirs.descent, theirs.line_gap)


def test_a_key_of_noughts_locks_nothing() -> None:
    key = "{00000000-0000-0000-0000-000000000000}"
    content = bringing({"Huisletter": {"embedRegular": face()}}, saying("a"), key=key)
    assert Served.EMBEDDED == catalog_of(content).resolution("Huisletter").served


def test_the_workspace_comes_before_the_document_and_the_document_before_a_twin(tmp_path: Path) -> None:
    assert Served.EMBEDDED == served({"Arial": {"embedRegular": locked(face())}}, "Arial")
    (tmp_path / "arial.ttf").write_bytes(face(name="Arial"))
    content = bringing({"Arial": {"embedRegular": locked(face())}}, saying("a"))
    catalog = catalog_of(content, tmp_path)
    assert Served.OWN == catalog.resolution("Arial").served
    assert tmp_path / "arial.ttf" == catalog.face("Arial").path


def test_a_twin_comes_before_the_part_of_a_font_that_was_saved() -> None:
    fonts = {name: {"embedRegular": locked(face())} for name in ("Arial", "Huisletter")}
    assert Served.TWIN == served(fonts, "Arial", subset=True)
    assert Served.EMBEDDED == served(fonts, "Huisletter", subset=True)


def test_letters_that_were_not_saved_are_set_in_another_font() -> None:
    def without_q(font: TTFont) -> None:
        for table in font["cmap"].tables:
            table.cmap.pop(ord("q"), None)

    content = bringing({"Huisletter": {"embedRegular": locked(face(change=without_q))}}, saying("aqa"), subset=True)
    made = Typesetter(engine="typst").set_document(content, clock=CLOCK, name="brief.docx")
    assert {"Huisletter", "DejaVuSans"} == fonts_of(made.pdf)


def test_each_slot_serves_its_style_and_what_is_missing_is_synthesised() -> None:
    bold = face("LiberationMono-Bold.ttf", name="Vet")
    content = bringing({"Huisletter": HOUSE["Huisletter"] | {"embedBold": locked(bold)}}, saying("a"))
    catalog = catalog_of(content)
    parts = []
    for is_bold, italic in ((False, False), (True, False), (True, True)):
        found = catalog.face("Huisletter", bold=is_bold, italic=italic)
        assert catalog.embedded is not None
        parts.append((catalog.embedded.part(found), found.synthesize_bold, found.synthesize_italic))
    first, second = "word/fonts/font1.odttf", "word/fonts/font2.odttf"
    assert [(first, False, False), (second, False, False), (second, False, True)] == parts


def test_the_font_of_one_letter_never_serves_another() -> None:
    typesetter = Typesetter(engine="typst")
    other = {"Huisletter": {"embedRegular": locked(face("Caladea-Regular.ttf", name="Anders"))}}
    letters = [bringing(HOUSE, saying("Geachte heer")), saying("Geachte heer"), bringing(other, saying("Geachte heer"))]
    first = [typesetter.set_document(each, clock=CLOCK, name="brief.docx") for each in letters]
    assert [{"Huisletter"}, {"DejaVuSans"}, {"Anders"}] == [fonts_of(each.pdf) for each in first]
    assert [[], ["font-missing"], []] == [[each.code for each in made.warnings] for made in first]
    alone = [Typesetter(engine="typst").set_document(each, clock=CLOCK, name="brief.docx") for each in letters]
    again = [typesetter.set_document(each, clock=CLOCK, name="brief.docx") for each in reversed(letters)]
    assert [each.pdf for each in first] == [each.pdf for each in alone] == [each.pdf for each in reversed(again)]


def test_letters_that_bring_the_same_fonts_share_what_was_made_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    prepare = EmbeddedFonts.__init__
    monkeypatch.setattr(EmbeddedFonts, "__init__", lambda *args: (made.append(1), prepare(*args))[1])
    typesetter = Typesetter(engine="typst")
    for text in ("Geachte heer", "Geachte mevrouw", "Beste"):
        assert [] == warnings(bringing(HOUSE, saying(text)), typesetter)
    assert [1] == made


def test_only_the_fonts_of_the_last_documents_are_kept() -> None:
    typesetter = Typesetter(engine="typst")
    folders = []
    for number in range(6):
        content = bringing({"Huisletter": {"embedRegular": locked(face(name=f"Huis{number}"))}}, saying("a"))
        catalog = typesetter._cases.of(opened(content)).catalog
        assert catalog.embedded is not None
        folders.append(catalog.embedded.folder)
    assert 4 == len(typesetter._cases._others)
    del catalog, typesetter
    gc.collect()
    assert [False] * 6 == [each.exists() for each in folders]


def test_nothing_but_outlines_and_widths_is_taken_from_a_face() -> None:
    catalog = catalog_of(bringing({"Huisletter": {"embedRegular": locked(face("DejaVuSans.ttf"))}}, saying("a")))
    with TTFont(FACES_FOLDER / "DejaVuSans.ttf") as whole, TTFont(catalog.face("Huisletter").path) as taken:
        assert {"GPOS", "GSUB"} <= set(whole.keys())
        assert set(taken.keys()) - {"GlyphOrder"} <= embedding._KEPT_TABLES


def bomb(font: TTFont) -> None:
    """A table of characters that says of 18 bytes that they are four thousand million characters."""
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    table = DefaultTable("cmap")
    group = struct.pack(">HHLLL", 12, 0, 28, 0, 1) + struct.pack(">LLL", 0, 0xFFFFFFFF, 1)
    table.data = struct.pack(">HHHHL", 0, 1, 3, 10, 12) + group
    font["cmap"] = table


def bomb_of_segments(font: TTFont) -> None:
    """The same of an older kind: segments that all name all characters."""
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    count = 2000
    table = DefaultTable("cmap")
    arrays = b"\xff\xff" * count + b"\0\0" + b"\0\0" * count + b"\0\1" * count + b"\0\0" * count
    table.data = struct.pack(">HHHHL", 0, 1, 3, 1, 12) + struct.pack(
        ">HHHHHHH", 4, 16 + 8 * count, 0, 2 * count, 0, 0, 0
    )
    table.data += arrays
    font["cmap"] = table


def symbols_only(font: TTFont) -> None:
    font["cmap"].tables = [each for each in font["cmap"].tables if each.platformID == 3][:1]
    font["cmap"].tables[0].platEncID = 0


def forbidden(font: TTFont) -> None:
    font["OS/2"].fsType = 2


def without(tag: str) -> bytes:
    def change(font: TTFont) -> None:
        del font[tag]

    return face(change=change)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is damaged"),
        (b"geen lettertype, maar wel lang genoeg om er een te lijken", "it is damaged"),
        (face()[:2000], "it is damaged"),
        (without("hmtx"), "it is damaged"),
        (without("head"), "it is damaged"),
        (without("cmap"), "it is damaged"),
        (face(change=bomb), "it is damaged"),
        (face(change=bomb_of_segments), "it is damaged"),
        (face(change=symbols_only), "it does not say which letters its glyphs are"),
        (face(change=forbidden), "its licence forbids that it is embedded"),
    ],
    ids=["empty", "text", "cut", "hmtx", "head", "cmap", "bomb", "segments", "symbols", "licence"],
)
def test_a_face_that_cannot_be_used_is_told_and_another_stands_in(content: bytes, why: str) -> None:
    letter = bringing({"Huisletter": {"embedRegular": locked(content)}}, saying("Geachte heer"))
    resolution = catalog_of(letter).resolution("Huisletter")
    assert Served.MISSING == resolution.served
    assert resolution.flaw is not None
    assert why == resolution.flaw.text
    assert ["font-unusable"] == warnings(letter)


def test_a_face_that_is_damaged_is_told_where_others_of_its_font_serve() -> None:
    fonts = {"Huisletter": HOUSE["Huisletter"] | {"embedBold": b"kapot"}}
    assert Served.EMBEDDED == served(fonts)
    assert ["font-unusable"] == warnings(bringing(fonts, saying("a")))


def test_a_damaged_face_of_a_font_with_a_twin_changes_nothing() -> None:
    assert [] == warnings(bringing({"Arial": {"embedRegular": b"kapot"}}, saying("a", "Arial")))


@pytest.mark.parametrize("key", ["", "{E37E3BCA}", "{geen sleutel}"])
def test_a_key_that_does_not_fit_leaves_a_face_locked(key: str) -> None:
    assert ["font-unusable"] == warnings(bringing(HOUSE, saying("a"), key=key))


def test_faces_have_a_largest_size_each_and_together(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(face())
    fonts = {f"Huis {number}": {"embedRegular": locked(face())} for number in range(3)}
    content = bringing(fonts, saying("a"))
    monkeypatch.setattr(embedding, "LARGEST_ALL", 2 * size)
    found = [catalog_of(content).resolution(name).served for name in fonts]
    assert [Served.EMBEDDED, Served.EMBEDDED, Served.MISSING] == found
    monkeypatch.setattr(embedding, "LARGEST_FACE", size - 1)
    assert [Served.MISSING] * 3 == [catalog_of(content).resolution(name).served for name in fonts]


def test_only_so_many_faces_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "MOST_FACES", 1)
    slots = {slot: locked(face()) for slot in ("embedRegular", "embedBold")}
    assert 1 == len(embeddings(opened(bringing({"Huisletter": slots}, saying("a")))))


def test_a_document_without_fonts_keeps_the_catalog_as_it_is() -> None:
    catalog = FontCatalog()
    assert catalog is catalog.with_fonts_of(opened(saying("a")))


def test_a_description_names_the_parts_that_serve() -> None:
    uses = describe_fonts(bringing(HOUSE, saying("a")), catalog=FontCatalog(), name="brief.docx")
    house = next(each for each in uses if each.resolution.name == "Huisletter")
    assert (Served.EMBEDDED, (), ("word/fonts/font1.odttf",)) == (house.resolution.served, house.files, house.parts)


def test_lines_are_measured_in_the_font_that_the_letter_brings_along() -> None:
    line = "Gemeente Gouda"
    place = find_lines(bringing(HOUSE, saying(line)), [line], catalog=FontCatalog())
    mono = find_lines(saying(line, "Courier New"), [line], catalog=FontCatalog())
    assert place is not None
    assert mono is not None
    assert mono.measured_mm(line) == place.measured_mm(line)
