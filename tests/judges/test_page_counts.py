"""The judge of page counts believes Word's number only where the text is still Word's."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import typst
from docx import Document
from judges import page_counts

from generator.typeset.fonts import FontCatalog

_WORD = "Microsoft Office Word"


def written(target: Path, *texts: str, pages: int, characters: int, application: str = _WORD) -> Path:
    """A document whose paragraphs begin pages, with these properties."""
    document = Document()
    for text in texts:
        document.add_paragraph(text).paragraph_format.page_break_before = True
    document.save(str(target))
    said = {"Application": application, "Pages": pages, "Characters": characters}
    properties = "".join(f"<{name}>{value}</{name}>" for name, value in said.items())
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/app.xml"] = f"<Properties>{properties}</Properties>".encode()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


@pytest.mark.parametrize(
    ("characters", "application", "expected"),
    [(12, _WORD, 2), (13, _WORD, 2), (20, _WORD, None), (0, _WORD, None), (12, "LibreOffice/7.4", None)],
)
def test_words_number_is_believed_where_it_counted_this_text(
    characters: int, application: str, expected: int | None, tmp_path: Path
) -> None:
    docx = written(tmp_path / "a.docx", "zes en", "zes meer", pages=2, characters=characters, application=application)
    assert expected == page_counts.pages_said(docx)


@pytest.mark.judge
@pytest.mark.usefixtures("pdftotext")
def test_the_table_tells_who_has_as_many_pages_as_word_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compiler = typst.Compiler(font_paths=FontCatalog().fonts, ignore_system_fonts=True)
    for name, pages in (("right", 2), ("wrong", 3)):
        docx = written(tmp_path / f"{name}.docx", "zes en", "zes meer", pages=pages, characters=12)
        docx.with_suffix(".word.pdf").write_bytes(compiler.compile(b"een #pagebreak() twee #pagebreak() drie"))  # type: ignore[arg-type] -- one PDF, not a list

    assert 0 == page_counts.main([str(tmp_path)])
    printed = capsys.readouterr().out
    assert "   2    2       3" in printed
    assert "   3    2       3" in printed
    expected = (
        "2 documents whose pages Word counted: ours have as many in 1, the measure's in 1;"
        " only ours 1, only the measure's 1"
    )
    assert expected in printed
