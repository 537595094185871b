"""Copies in which LibreOffice and Word have nothing to differ about."""

from __future__ import annotations

from pathlib import Path

import pytest
from judges import alike, like_for_like
from judges.text import words_of_docx

W = alike.W[1:-1]
SETTINGS = f'<w:settings xmlns:w="{W}"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="u" w:val="15"/></w:compat></w:settings>'
PLAIN = f'<w:settings xmlns:w="{W}"/>'
NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum><w:lvl><w:lvlText w:val="&#xF0B7;"/><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl>'
    "</w:abstractNum></w:numbering>"
)


def parts(body: str, **others: str) -> alike.Parts:
    others = {"document": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>', "settings": PLAIN} | others
    return {"[Content_Types].xml": b"<Types></Types>"} | {
        f"word/{name}.xml": content.encode() for name, content in others.items()
    }


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def run(content: str) -> str:
    return f"<w:r>{content}</w:r>"


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = run(f"<w:instrText> {code} </w:instrText>")
    return mark.format("begin") + code + mark.format("separate") + run(f"<w:t>{result}</w:t>") + mark.format("end")


def words(found: alike.Parts, tmp_path: Path) -> list[str]:

    alike.write(found, tmp_path / "a.docx")
    assert found == alike.read(tmp_path / "a.docx")
    return words_of_docx(tmp_path / "a.docx")


def body_of(found: alike.Parts) -> str:
    return found["word/document.xml"].decode().partition("<w:body>")[2].partition("</w:body>")[0]


def test_changes_are_accepted() -> None:
    gone = paragraph(run("<w:t>one</w:t>"), '<w:jc w:val="right"/><w:rPr><w:del/></w:rPr>')
    changed = parts(
        gone
        + paragraph("<w:del><w:r><w:delText>two</w:delText></w:r></w:del><w:ins><w:r><w:t>three</w:t></w:r></w:ins>")
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc/></w:tr></w:tbl><w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr></w:tc><w:tc/></w:tr></w:tbl>"
    )

    assert alike.accept_changes(changed)
    joined = "<w:p><w:pPr/><w:r><w:t>one</w:t></w:r><w:r><w:t>three</w:t></w:r></w:p>"
    assert joined + "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>" == body_of(changed)


def test_endnotes_become_paragraphs_behind_the_text(tmp_path: Path) -> None:
    note = paragraph(run("<w:endnoteRef/>") + run('<w:t xml:space="preserve"> said</w:t>'))
    found = parts(
        paragraph(run("<w:t>text</w:t>") + run('<w:endnoteReference w:id="2"/>')) + "<w:sectPr/>",
        endnotes=f'<w:endnotes xmlns:w="{W}"><w:endnote w:id="2">{note}</w:endnote></w:endnotes>',
    )

    assert alike.write_out_endnotes(found)
    assert body_of(found).endswith("<w:sectPr/>")
    assert ["texti", "i", "said"] == words(found, tmp_path)


@pytest.mark.parametrize(
    ("change", "code", "expected"),
    [
        (alike.freeze_fields, "DATE", ["then"]),
        (alike.freeze_fields, "DOCPROPERTY Client", ["then"]),
        (alike.drop_hidden_sequences, r"SEQ a \h", []),
    ],
)
def test_fields_become_text_or_nothing(
    change: like_for_like.Change, code: str, expected: list[str], tmp_path: Path
) -> None:
    found = parts(paragraph(field(code, "then")) + paragraph(field("REF who", "who")))
    simple = parts(paragraph(f'<w:fldSimple w:instr="{code}"><w:r><w:t>then</w:t></w:r></w:fldSimple>'))

    assert change(found)
    assert change(simple)
    assert [*expected, "who"] == words(found, tmp_path)
    assert (expected, False) == (words(simple, tmp_path), b"fldSimple" in simple["word/document.xml"])


def test_what_both_have_to_be_given_alike_is_changed() -> None:
    found = parts(paragraph("", '<w:jc w:val="both"/>'), settings=SETTINGS, numbering=NUMBERING)

    assert alike.break_as_word_2010(found)
    assert alike.make_bullets_plain(found)
    assert b'w:val="14"' in found["word/settings.xml"]
    assert (False, True) == tuple(each in found["word/numbering.xml"] for each in (b"Symbol", b'w:val="&#8226;"'))


def test_fonts_whose_measures_are_known_are_set_in_calibri() -> None:
    found = parts(
        paragraph(run('<w:rPr><w:rFonts w:ascii="Aptos Display" w:hAnsi="Huisletter"/></w:rPr><w:t>Cambria</w:t>'))
    )
    found["word/theme/theme1.xml"] = (
        b'<a:latin typeface="Georgia"/><a:latin typeface="Cambria"/><a:font script="Jpan" typeface="Cambria"/>'
    )

    assert alike.set_measured_fonts_in_calibri(found)
    assert 'w:ascii="Calibri" w:hAnsi="Huisletter"' in body_of(found)
    assert (
        b'<a:latin typeface="Calibri"/><a:latin typeface="Calibri"/><a:font script="Jpan" typeface="Cambria"/>'
        == found["word/theme/theme1.xml"]
    )
    assert not alike.set_measured_fonts_in_calibri(found)


def test_lines_of_blanks_are_emptied() -> None:
    blank, drawn = run('<w:t xml:space="preserve"> </w:t><w:tab/>'), run("<w:rPr><w:u/></w:rPr><w:tab/>")
    found = parts(paragraph(blank) + paragraph(drawn))

    assert alike.empty_blank_lines(found)
    assert "<w:p><w:pPr/></w:p>" + paragraph(drawn).replace("<w:pPr></w:pPr>", "<w:pPr/>") == body_of(found)


def test_sections_on_one_page_get_the_same_margins() -> None:
    wide, narrow = (f'<w:pgMar w:left="{side}" w:right="{side}"/>' for side in (1440, 720))
    first = paragraph("", f"<w:sectPr>{wide}</w:sectPr>")
    found = parts(first + f'<w:sectPr><w:type w:val="continuous"/>{narrow}</w:sectPr>')

    assert alike.align_continuous_sections(found)
    assert 2 == body_of(found).count(wide)
    assert not alike.align_continuous_sections(parts(first + f"<w:sectPr>{narrow}</w:sectPr>"))


def test_settings_are_added_where_there_are_none() -> None:
    found = parts("")
    del found["word/settings.xml"]

    assert alike.add_settings(found)
    assert PLAIN.encode() == found["word/settings.xml"]
    assert b'Target="settings.xml"' in found["word/_rels/document.xml.rels"]
    assert b'PartName="/word/settings.xml"' in found["[Content_Types].xml"]


@pytest.mark.parametrize("difference", like_for_like.DIFFERENCES, ids=lambda each: each.name)
def test_nothing_is_found_in_plain_text(difference: like_for_like.Difference) -> None:
    assert not difference.take_away(parts(paragraph(run("<w:t>text</w:t>"))))


def test_both_get_a_copy_only_where_nothing_else_says_the_same_to_both(tmp_path: Path) -> None:
    changed = paragraph("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", '<w:jc w:val="both"/>')
    alike.write(parts(changed), tmp_path / "a.docx")
    alike.write(parts(changed, settings=SETTINGS), tmp_path / "b.docx")
    (tmp_path / "copies" / "ours").mkdir(parents=True)
    one = like_for_like.copied(tmp_path / "a.docx", tmp_path / "copies")
    both = like_for_like.copied(tmp_path / "b.docx", tmp_path / "copies")

    assert (("tracked changes",), tmp_path / "a.docx", tmp_path / "copies" / "a.docx") == one
    assert (("tracked changes", "justified since Word 2013"), tmp_path / "copies" / "ours" / "b.docx") == both[:2]
    assert "gone" in body_of(alike.read(both[1]))
    assert "gone" not in body_of(alike.read(both[2]))
