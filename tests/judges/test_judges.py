"""A judge that cannot fail is none: each is shown a file that it has to reject."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import typst
from docx import Document
from docx.oxml import parse_xml
from judges import fidelity, poppler, text, verapdf, word_pages

from generator.typeset.fonts import FontCatalog

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
COMPILER = typst.Compiler(font_paths=FontCatalog().fonts, ignore_system_fonts=True)


def typeset(target: Path, body: str, *, standards: bool = True) -> Path:
    head = '#set document(title: "Brief"); #set text(lang: "nl", font: "Carlito")\n'
    pdf = COMPILER.compile(
        input=(head + body).encode(), format="pdf", pdf_standards=["a-2a", "ua-1"] if standards else [], timestamp=CLOCK
    )
    assert isinstance(pdf, bytes)
    target.write_bytes(pdf)
    return target


def docx(target: Path, body: str) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return target


def paragraph(*words: str) -> str:
    return "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{word}</w:t></w:r>' for word in words) + "</w:p>"


@pytest.mark.judge
@pytest.mark.slow
def test_verapdf_passes_a_sound_file_and_fails_all_others(
    judge_pdfs: Callable[..., list[verapdf.Verdict]], tmp_path: Path
) -> None:
    sound = typeset(tmp_path / "sound.pdf", "Geachte heer De Vries,")
    plain = typeset(tmp_path / "plain.pdf", "Geachte heer De Vries,", standards=False)
    blank = tmp_path / "blank.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(blank)
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(sound.read_bytes()[:500])
    gone = tmp_path / "gone.pdf"
    verdicts = judge_pdfs([sound, plain, blank, cut, gone])
    assert [(path, flavour) for path in (sound, plain, blank, cut, gone) for flavour in ("2a", "ua1")] == [
        (verdict.path, verdict.flavour) for verdict in verdicts
    ]
    assert [True, True] + 8 * [False] == [verdict.passed for verdict in verdicts]
    assert all(verdict.broken for verdict in verdicts if not verdict.passed)


@pytest.mark.judge
@pytest.mark.slow
def test_verapdf_names_the_rule_that_a_file_breaks(
    judge_pdfs: Callable[..., list[verapdf.Verdict]], tmp_path: Path
) -> None:
    untitled = tmp_path / "untitled.pdf"
    with pikepdf.open(io.BytesIO(typeset(tmp_path / "sound.pdf", "Geachte heer,").read_bytes())) as opened:
        opened.Root.ViewerPreferences.DisplayDocTitle = False
        opened.save(untitled)
    (verdict,) = judge_pdfs([untitled], ["ua1"])
    assert ["7.1-10"] == [rule.clause for rule in verdict.broken]
    assert "FAIL ua1" in str(verdict)


def test_a_verdict_is_read_with_its_rules() -> None:
    passed, failed = verapdf._read("verdict\tua1\t/a.pdf\tpass\nverdict\t2a\t/a.pdf\tfail\nrule\t3\t6.1-1\tNo header\n")
    assert verapdf.Verdict(Path("/a.pdf"), "ua1", passed=True) == passed
    assert (verapdf.BrokenRule("6.1-1", "No header", 3),) == failed.broken


@pytest.mark.judge
@pytest.mark.usefixtures("pdftotext")
class TestFidelity:
    def test_a_file_is_like_itself(self, tmp_path: Path) -> None:
        pdf = typeset(tmp_path / "a.pdf", "Geachte heer,\n\nHierbij het exemplaar. #pagebreak() Bladzijde twee")
        assert fidelity.Likeness(2, 2, 1.0, 0.0, 1.0, 0.0, 0.0) == fidelity.compare(pdf, pdf)

    def test_an_empty_page_is_like_another(self, tmp_path: Path) -> None:
        pdf = typeset(tmp_path / "a.pdf", "#pagebreak()")
        assert fidelity.compare(pdf, pdf).holds(words=1.0, lines=1.0)

    def test_a_lost_word_is_seen_in_words_and_lines(self, tmp_path: Path) -> None:
        reference = typeset(tmp_path / "a.pdf", "een twee drie vier\n\nvijf zes")
        likeness = fidelity.compare(typeset(tmp_path / "b.pdf", "een twee vier\n\nvijf zes zeven"), reference)
        assert (pytest.approx(5 / 6), pytest.approx(1 / 6), 0.0) == (likeness.words, likeness.extra, likeness.lines)

    def test_another_line_break_is_seen_in_lines(self, tmp_path: Path) -> None:
        reference = typeset(tmp_path / "a.pdf", "een twee \\ drie vier \\ vijf")
        likeness = fidelity.compare(typeset(tmp_path / "b.pdf", "een \\ twee drie vier \\ vijf"), reference)
        assert (1.0, pytest.approx(1 / 3)) == (likeness.words, likeness.lines)

    def test_another_place_is_seen_in_points(self, tmp_path: Path) -> None:
        reference = typeset(tmp_path / "a.pdf", "een twee")
        likeness = fidelity.compare(typeset(tmp_path / "b.pdf", "#move(dx: 7pt, dy: 3pt)[een twee]"), reference)
        assert (pytest.approx(7, abs=0.1), pytest.approx(3, abs=0.1)) == (likeness.dx, likeness.dy)

    def test_another_number_of_pages_does_not_hold(self, tmp_path: Path) -> None:
        reference = typeset(tmp_path / "a.pdf", "een #pagebreak() twee")
        likeness = fidelity.compare(typeset(tmp_path / "b.pdf", "een #pagebreak() twee #pagebreak() \u00a0"), reference)
        assert not likeness.holds(words=0.999, lines=0.98)

    def test_the_table_tells_what_holds_falls_short_and_is_refused(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name in ("a_good", "b_short", "c_refused"):
            docx(tmp_path / f"{name}.docx", paragraph(name))
            typeset(tmp_path / f"{name}.word.pdf", "een twee drie")
        typeset(tmp_path / "bad.pdf", "een twee")
        script = tmp_path / "make.py"
        script.write_text(
            "import pathlib, shutil, sys\ndocx, pdf = map(pathlib.Path, sys.argv[1:])\n"
            "if 'refused' in docx.name: sys.exit('kan dit niet zetten')\n"
            "made = docx.with_suffix('.word.pdf') if 'good' in docx.name else docx.with_name('bad.pdf')\n"
            "shutil.copyfile(made, pdf)\n",
            encoding="utf-8",
        )
        command = f'"{Path(sys.executable).as_posix()}" "{script.as_posix()}" {{docx}} {{pdf}}'
        assert 1 == fidelity.main(["--pdf", command, str(tmp_path)])
        printed = capsys.readouterr().out
        assert "1 held, 1 short, 1 refused" in printed
        assert "c_refused.docx: kan dit niet zetten" in printed


@pytest.mark.judge
@pytest.mark.usefixtures("pdftotext")
class TestText:
    def test_a_pdf_with_all_words_loses_none(self, tmp_path: Path) -> None:
        source = docx(tmp_path / "a.docx", paragraph("Geachte ", "heer De Vr", "ies,") + paragraph("één fietspad"))
        assert not text.lost_words(source, typeset(tmp_path / "a.pdf", "Geachte heer De Vries,\n\néén fietspad"))

    def test_a_word_that_the_pdf_lacks_is_lost(self, tmp_path: Path) -> None:
        source = docx(tmp_path / "a.docx", paragraph("De gemeente en de gemeente"))
        lost = text.lost_words(source, typeset(tmp_path / "a.pdf", "De gemeente en de"))
        assert {"gemeente": 1} == dict(lost)

    def test_a_word_broken_over_two_lines_is_not_lost(self, tmp_path: Path) -> None:
        source = docx(tmp_path / "a.docx", paragraph("zie https://vng.nl/artikelen/denktank"))
        pdf = typeset(tmp_path / "a.pdf", '#"zie https://vng.nl/" \\ #"artikelen/denktank"')
        assert not text.lost_words(source, pdf)

    def test_the_command_fails_where_words_are_lost(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        source = docx(tmp_path / "a.docx", paragraph("een twee"))
        assert 1 == text.main([str(source), str(typeset(tmp_path / "a.pdf", "een"))])
        assert "1x twee\n1 of 2 words lost\n" == capsys.readouterr().out


def complete_docx(target: Path, body: str) -> Path:
    document = Document()
    for element in parse_xml(f'<w:body xmlns:w="{W}">{body}</w:body>'):
        document.element.body.insert_element_before(element, "w:sectPr")
    document.save(str(target))
    return target


def marked(*pages: str) -> str:
    mark = "<w:r><w:lastRenderedPageBreak/></w:r>"
    return mark.join(f'<w:r><w:t xml:space="preserve">{page} </w:t></w:r>' for page in pages)


@pytest.mark.judge
@pytest.mark.usefixtures("pdftotext")
class TestWordPages:
    def test_pages_that_begin_where_word_began_them_agree(self, tmp_path: Path) -> None:
        source = docx(tmp_path / "a.docx", f"<w:p>{marked('een twee', 'drie vier')}</w:p>")
        pdf = typeset(tmp_path / "a.pdf", "hoofd\n\neen twee #pagebreak() hoofd\n\ndrie vier")
        assert [0] == word_pages.distances(word_pages.beginnings_of(source), pdf)

    def test_a_page_that_begins_elsewhere_tells_how_far(self, tmp_path: Path) -> None:
        source = docx(tmp_path / "a.docx", f"<w:p>{marked('een twee', 'drie vier vijf zes')}</w:p>")
        beginnings = word_pages.beginnings_of(source)
        later = typeset(tmp_path / "a.pdf", "een twee drie vier #pagebreak() vijf zes")
        earlier = typeset(tmp_path / "b.pdf", "een #pagebreak() twee drie vier vijf zes")
        assert ([2], [-1]) == (word_pages.distances(beginnings, later), word_pages.distances(beginnings, earlier))

    def test_a_mark_whose_words_the_pdf_lacks_is_unknown(self, tmp_path: Path) -> None:
        source = docx(tmp_path / "a.docx", f"<w:p>{marked('een twee', 'drie vier')}</w:p>")
        assert [None] == word_pages.distances(word_pages.beginnings_of(source), typeset(tmp_path / "a.pdf", "een twee"))

    def test_the_table_tells_who_agrees_and_which_marks_may_be_stale(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        broken = '<w:r><w:br w:type="page"/></w:r>'
        fresh = f"<w:p><w:r><w:t>een</w:t></w:r>{broken}{marked('', 'twee')}</w:p>"
        stale = f"<w:p>{marked('een', 'twee')}{broken}<w:r><w:t>drie</w:t></w:r></w:p>"
        for name, body in (("fresh", fresh), ("stale", stale)):
            source = complete_docx(tmp_path / f"{name}.docx", body)
            typeset(source.with_suffix(".word.pdf"), "een twee drie")
        assert 0 == word_pages.main(["--marks", str(tmp_path)])
        printed = capsys.readouterr().out
        assert "    1     1     0    1   2/1   " in printed
        assert "stale? " in printed
        assert "ours 1 words later, measure 2 words later: een | twee drie" in printed
        assert "2 pages that Word began: ours agree with 1 (50.0%), the measure's with 0 (0.0%)" in printed
        assert "1 without stale marks: 1 pages that Word began: ours agree with 1 (100.0%)" in printed


def test_marks_in_text_boxes_and_behind_the_last_word_are_left_out(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{marked('in', 'kader')}</w:p></w:txbxContent></w:pict></w:r>"
    source = docx(tmp_path / "a.docx", f"<w:p>{marked('een', 'twee')}{box}<w:r><w:lastRenderedPageBreak/></w:r></w:p>")
    assert word_pages.Beginnings(["een", "twee", "in", "kader"], [1]) == word_pages.beginnings_of(source)


def test_marks_at_the_ends_of_columns_are_left_out(tmp_path: Path) -> None:
    ends = '<w:p><w:pPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr></w:p>'
    body = f"<w:p>{marked('een', 'twee')}</w:p>{ends}<w:p>{marked('drie', 'vier')}</w:p><w:sectPr/>"
    beginnings = word_pages.beginnings_of(docx(tmp_path / "a.docx", body))
    assert word_pages.Beginnings(["een", "twee", "drie", "vier"], [3]) == beginnings


def test_what_word_does_not_print_is_not_counted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>weg</w:delText></w:r></w:del><w:ins><w:r><w:t>nieuw</w:t></w:r></w:ins><w:r>"
        "<w:rPr><w:vanish/></w:rPr><w:t>verborgen</w:t></w:r><w:r><w:tab/><w:t>tab</w:t></w:r></w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r>'
        '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>9</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:t>vast</w:t></w:r><w:fldSimple w:instr="DATE"><w:r><w:t> toen</w:t></w:r></w:fldSimple></w:p>'
    )
    assert ["nieuw", "tab", "vast", "toen"] == text.words_of_docx(docx(tmp_path / "a.docx", body))


@pytest.mark.judge
@pytest.mark.usefixtures("pdftotext")
def test_words_are_read_with_their_places(tmp_path: Path) -> None:
    body = "#set page(margin: 0pt); #place(dx: 100pt, dy: 50pt)[R&D “is” \\<ok\\>] #place(dx: 10pt, dy: 90pt)[▪]"
    ((first, *others),) = poppler.pages_of_words(typeset(tmp_path / "a.pdf", body))
    assert (100, "R&D") == (pytest.approx(first.left, abs=0.1), first.text)
    assert ["“is”", "<ok>", "•"] == [word.text for word in others]
