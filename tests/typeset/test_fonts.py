"""Which face serves which name, and what its letters measure."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DocumentUnreadable
from generator.language import Reader
from generator.model import FilePlace, Severity
from generator.typeset.fonts import FontCatalog, Served, describe_fonts, symbol_character
from generator.typeset.fonts.catalog import FACES_FOLDER
from generator.typeset.fonts.symbols import _table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument"
STAND_IN_ADVANCES = Path(__file__).resolve().parents[2] / "tools" / "stand_ins"
CATALOG = FontCatalog()


def renamed_font(target: Path, family: str, *, style: str = "Regular") -> Path:
    """Carlito under another name, as a house font would lie in fonts/."""
    with TTFont(FACES_FOLDER / "Carlito-Regular.ttf") as font:
        for record in list(font["name"].names):
            font["name"].removeNames(nameID=record.nameID)
        for number, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, family.replace(" ", ""))):
            font["name"].setName(text, number, 3, 1, 0x409)
        font.save(target)
    return target


def document(body: str, **parts: str) -> bytes:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{"" if name == "theme" else "wordprocessingml."}{name}+xml"/>'
        for name in parts
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="xml" ContentType="{TYPES}.wordprocessingml.document.main+xml"/>{overrides}</Types>',
        )
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Calibri", "Carlito"),
        ("Cambria", "Caladea"),
        ("Liberation Sans;Arial", "Liberation Sans"),
        ("Arial;Helvetica;sans-serif", "Liberation Sans"),
        ("Times New Roman Cyr", "Liberation Serif"),
        ("Arial CE", "Liberation Sans"),
        ("Arial", "Liberation Sans"),
        ("helvetica", "Liberation Sans"),
        ("Times New Roman", "Liberation Serif"),
        ("TimesNewRomanPSMT", "Liberation Serif"),
        ("Courier New", "Liberation Mono"),
    ],
)
def test_a_font_of_word_is_served_by_its_metric_twin(name: str, family: str) -> None:
    assert (family, Served.TWIN) == (CATALOG.face(name).family, CATALOG.resolution(name).served)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
@pytest.mark.parametrize(
    "name", ["Calibri", "Cambria", "Arial", "Times New Roman", "Courier New", "Verdana", "Georgia"]
)
def test_every_family_of_ours_has_all_four_styles(name: str, bold: bool, italic: bool) -> None:
    face = CATALOG.face(name, bold=bold, italic=italic)
    assert (bold, italic) == (face.weight == 700, face.style != "normal")
    assert (False, False) == (face.synthesize_bold, face.synthesize_italic)


def test_a_relative_and_the_last_resort_are_warned_about() -> None:
    named = {
        "Verdana": Served.STAND_IN,
        "Book Antiqua;Arial": Served.RELATIVE,
        "Huisletter;Arial": Served.MISSING,
        "Huisletter Nova": Served.MISSING,
    }
    for name, served in named.items():
        resolution = CATALOG.resolution(name)
        problem = resolution.problem(FilePlace(Path("brief.docx")))
        assert problem is not None
        assert (served, "font-missing", Severity.WARNING) == (resolution.served, problem.code, problem.severity)
        assert name in Reader("nl").say(problem.message)


def test_a_twin_is_nothing_to_warn_about() -> None:
    assert CATALOG.resolution("Calibri").problem(FilePlace(Path("brief.docx"))) is None


def test_every_bundled_family_has_its_licence_beside_it() -> None:
    families = {path.stem.removeprefix("LICENSE-") for path in FACES_FOLDER.glob("LICENSE-*.txt")}
    faces = {path.stem.split("-")[0] for path in FACES_FOLDER.glob("*.[ot]tf")}
    assert set() == {face for face in faces if not face.startswith(tuple(families))}


def test_a_width_is_the_sum_of_the_advances_in_the_font() -> None:
    with TTFont(CATALOG.face("Arial").path) as font:
        glyphs = font.getBestCmap()
        expected = sum(font["hmtx"][glyphs[ord(sign)]][0] for sign in "Geachte heer De Vries,") / 2048
    assert expected == pytest.approx(CATALOG.face("Arial").advance("Geachte heer De Vries,"))


@pytest.mark.parametrize(
    ("name", "size", "pitch"), [("Arial", 10.5, 12.07), ("Calibri", 11, 13.43), ("Times New Roman", 12, 13.8)]
)
def test_single_spacing_is_as_wide_as_in_word(name: str, size: float, pitch: float) -> None:
    face = CATALOG.face(name)
    assert pitch == pytest.approx(size * (face.ascent + face.descent + face.line_gap), abs=0.01)


def test_a_font_that_asks_for_its_typo_measures_gets_them(tmp_path: Path) -> None:
    path = renamed_font(tmp_path / "huis.ttf", "Huisletter")
    with TTFont(path) as font:
        font["OS/2"].fsSelection |= 1 << 7
        font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap = 1843, -512, 0
        font.save(path)
    face = FontCatalog([tmp_path]).face("Huisletter")
    assert (1843 / 2048, 0.25, 0.0) == (face.ascent, face.descent, face.line_gap)


@pytest.mark.parametrize(
    ("bold", "widths"), [(False, (0.623, 0.488, 0.554, 0.22)), (True, (0.652, 0.531, 0.592, 0.22))]
)
def test_letters_stand_in_cambria_as_far_apart_as_in_word(bold: bool, widths: tuple[float, ...]) -> None:
    face = CATALOG.face("Cambria", bold=bold)
    assert widths == pytest.approx(tuple(face.advance(letter) for letter in "Ae1 "), abs=0.0005)


@pytest.mark.parametrize(
    ("name", "served", "family", "pitch"),
    [
        ("Cambria", Served.TWIN, "Caladea", 1.172),
        ("Century Gothic", Served.TWIN, "TeX Gyre Adventor", 1.226),
        ("Liberation Sans Narrow", Served.TWIN, "TeX Gyre Heros", 1.147),
        ("Segoe UI", Served.STAND_IN, "Stand-in for Segoe UI", 1.330),
        ("Georgia", Served.TWIN, "Gelasio", 1.136),
        ("Aptos", Served.STAND_IN, "Stand-in for Aptos", 1.221),
        ("Gill Sans MT", Served.MISSING, "DejaVu Sans", 1.160),
    ],
)
def test_what_stands_in_for_a_font_makes_lines_as_high_as_that_font_does(
    name: str, served: Served, family: str, pitch: float
) -> None:
    face = CATALOG.face(name)
    assert (served, family) == (CATALOG.resolution(name).served, face.family)
    assert pitch == pytest.approx(face.ascent + face.descent + face.line_gap, abs=0.001)


def test_what_stands_in_for_a_font_is_drawn_as_wide_on_average_as_that_font() -> None:
    factors = [CATALOG.face("Comic Sans MS", bold=bold).enlarged for bold in (False, True)]
    assert [1.153, 1.19] == factors
    drawn = CATALOG.face("Comic Sans MS").advance("Gouda")
    assert drawn == pytest.approx(1.153 * CATALOG.face("Carlito").advance("Gouda"))


@pytest.mark.parametrize("path", sorted(STAND_IN_ADVANCES.glob("*.tsv")), ids=lambda path: path.stem)
def test_letters_of_a_stand_in_are_as_wide_as_those_of_the_font(path: Path) -> None:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    name = path.stem.replace("_", " ")
    for column, style in enumerate(rows[0][1:], start=1):
        face = CATALOG.face(name, bold="bold" in style, italic="italic" in style)
        assert Served.STAND_IN == CATALOG.resolution(name).served
        for row in rows[1:]:
            letter = chr(int(row[0], 16))
            if face.covers(letter):
                assert float(row[column]) / 1000 == pytest.approx(face.advance(letter), abs=0.0006), letter


@pytest.mark.parametrize(("bold", "widths"), [(False, (0.67, 0.50, 0.61, 0.24)), (True, (0.76, 0.60, 0.70, 0.25))])
def test_letters_stand_in_georgia_as_far_apart_as_in_word(bold: bool, widths: tuple[float, ...]) -> None:
    face = CATALOG.face("Georgia", bold=bold)
    assert widths == tuple(round(face.advance(letter), 2) for letter in "Aa0 ")


def test_the_font_itself_keeps_its_own_measures(tmp_path: Path) -> None:
    renamed_font(tmp_path / "comic.ttf", "Comic Sans MS")
    face = FontCatalog([tmp_path]).face("Comic Sans MS")
    assert (None, 1.0) == (face.line_box, face.enlarged)


@pytest.mark.parametrize(
    ("name", "text", "width"), [("Century Gothic", "(Gouda)", 4.241), ("Arial Narrow", "Gouda", 2.462)]
)
def test_century_gothic_and_arial_narrow_have_twins_of_their_width(name: str, text: str, width: float) -> None:
    assert width == pytest.approx(CATALOG.face(name).advance(text), abs=0.001)


def test_characters_that_no_shaper_draws_have_no_width() -> None:
    assert CATALOG.face("Arial").advance("a\u00adb\u200b\ufeff") == CATALOG.face("Arial").advance("ab")


def test_a_non_breaking_hyphen_is_as_wide_as_a_hyphen() -> None:
    assert CATALOG.face("Arial").advances[0x2010] == CATALOG.face("Arial").advances[0x2011]


@given(st.text(max_size=60))
def test_any_text_has_a_width(text: str) -> None:
    assert CATALOG.face("Calibri").advance(text) >= 0


def test_a_glyph_that_a_face_lacks_is_found_in_another() -> None:
    assert not CATALOG.face("Calibri").covers("☑")
    found = CATALOG.fallback("☑", bold=True)
    assert found is not None
    assert ("DejaVu Sans", 700) == (found.family, found.weight)


def test_a_character_that_no_face_has_is_told_so() -> None:
    assert CATALOG.fallback("\u5357") is None


def test_a_house_font_comes_before_ours_and_before_the_twin(tmp_path: Path) -> None:
    renamed_font(tmp_path / "huis.ttf", "Huisletter Nova")
    renamed_font(tmp_path / "arial.ttf", "Arial")
    catalog = FontCatalog([tmp_path])
    assert ("Huisletter Nova", Served.OWN) == (
        catalog.face("huisletter nova").family,
        catalog.resolution("Huisletter Nova").served,
    )
    assert tmp_path / "arial.ttf" == catalog.face("Arial").path


def test_a_style_that_a_house_font_lacks_is_synthesised(tmp_path: Path) -> None:
    renamed_font(tmp_path / "huis.ttf", "Huisletter Nova")
    face = FontCatalog([tmp_path]).face("Huisletter Nova", bold=True, italic=True)
    assert (True, True) == (face.synthesize_bold, face.synthesize_italic)


def test_a_damaged_font_file_is_named_and_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "kapot.ttf").write_bytes(b"\0\1\0\0 no font")
    catalog = FontCatalog([tmp_path])
    assert (tmp_path / "kapot.ttf",) == catalog.unreadable_files()
    assert "Carlito" == catalog.face("Calibri").family


def test_a_folder_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    assert (FACES_FOLDER,) == FontCatalog([tmp_path / "fonts"]).folders


def test_typst_is_given_the_same_faces_and_no_others() -> None:
    paths = {Path(info.path or "") for info in CATALOG.fonts.fonts()}
    assert set(FACES_FOLDER.glob("*.[ot]tf")) == paths


@pytest.mark.parametrize(
    ("font", "code", "character"),
    [
        ("Symbol", 0xF0B7, "•"),
        ("Symbol", 0x61, "α"),
        ("Wingdings", 0xF0A7, "▪"),
        ("Wingdings", 0xF0FC, "✓"),
        ("Wingdings", 0xF0D8, "➢"),
        ("Wingdings", 0xFE, "☑"),
        ("Wingdings 2", 0x52, "☑"),
    ],
)
def test_a_symbol_is_the_character_that_it_stands_for(font: str, code: int, character: str) -> None:
    assert character == symbol_character(font, code)


def test_a_font_of_letters_has_no_symbols() -> None:
    assert symbol_character("Arial", 0x41) is None


def test_all_but_a_handful_of_signs_can_be_drawn() -> None:
    missing = [key for key in _table() if CATALOG.fallback(symbol_character(*key) or " ") is None]
    assert 3 == len(missing)
    assert "symbol" not in {font for font, _ in missing}


def test_the_fonts_of_a_document_are_told_with_face_and_first_place() -> None:
    run = '<w:r><w:rPr><w:rFonts w:ascii="Verdana" w:hAnsi="Verdana"/></w:rPr><w:t>Geachte heer</w:t></w:r>'
    styles = (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr>'
        '</w:rPrDefault></w:docDefaults><w:style w:styleId="Kop"><w:basedOn w:val="Basis"/></w:style>'
        '<w:style w:styleId="Basis"><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr></w:style>'
        '<w:style w:styleId="Ongebruikt"><w:rPr><w:rFonts w:ascii="Impact"/></w:rPr></w:style></w:styles>'
    )
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
        '<a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    body = f'<w:p/><w:p><w:pPr><w:pStyle w:val="Kop"/></w:pPr>{run}</w:p><w:p>{run}</w:p>'
    uses = describe_fonts(document(body, styles=styles, theme=theme), catalog=CATALOG, name="brief.docx")
    assert ["Arial", "Calibri", "Verdana"] == [use.resolution.name for use in uses]
    assert [(0, None), (0, None), (1, 2)] == [
        (len(use.places), use.places[0].paragraph if use.places else None) for use in uses
    ]
    assert 4 == len(uses[0].files)
    assert uses == pickle.loads(pickle.dumps(uses))


def test_the_second_writing_of_a_text_box_counts_for_no_paragraph() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice><w:p/></mc:Choice><mc:Fallback><w:p/></mc:Fallback>'
        '</mc:AlternateContent></w:r></w:p><w:p><w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>x</w:t></w:r></w:p>'
    )
    places = {
        use.resolution.name: use.places for use in describe_fonts(document(body), catalog=CATALOG, name="brief.docx")
    }
    assert 3 == places["Arial"][0].paragraph


def test_a_document_that_names_no_font_is_set_in_times() -> None:
    uses = describe_fonts(document("<w:p/>"), catalog=CATALOG, name="brief.docx")
    assert ["Times New Roman"] == [use.resolution.name for use in uses]


def test_the_font_of_a_list_in_use_is_told_and_of_another_not() -> None:
    numbering = f'<w:numbering xmlns:w="{W}">' + "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:lvl><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number, font in ((1, "Wingdings"), (2, "Webdings"))
    )
    body = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    uses = describe_fonts(document(body, numbering=numbering + "</w:numbering>"), catalog=CATALOG, name="brief.docx")
    assert {"Times New Roman": Served.TWIN, "Wingdings": Served.SYMBOLS} == {
        use.resolution.name: use.resolution.served for use in uses
    }


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(DocumentUnreadable):
        describe_fonts(b"no document", catalog=CATALOG, name="brief.docx")
