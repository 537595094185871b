"""Fields that recall what stands on the page, and those that Word draws without storing what they show."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from typeset_building import furniture, laid_out, read, word


def field(code: str, result: str = "?") -> str:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def headed(code: str) -> list[str]:
    """The header of each page, which holds this field."""

    def build(document: WordDocument) -> None:
        for text in ("Alpha", "Beta"):
            document.add_heading(text, 1)
        document.add_page_break()
        document.add_paragraph("text")
        document.add_page_break()
        document.add_heading("Gamma", 1)
        header = document.sections[0].header.paragraphs[0]._p
        for each in parse_xml(f"<w:p {nsdecls('w')}>{field(code)}</w:p>"):
            header.append(each)

    return [furniture(page) for page in laid_out(word(build)).pages]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('STYLEREF "Heading 1"', ["Alpha", "Beta", "Gamma"]),
        (r'STYLEREF "Heading 1" \l', ["Beta", "Beta", "Gamma"]),
        (r'STYLEREF "Heading 1" \n', ["0", "0", "0"]),
        (r'STYLEREF "Heading 1" \p', ["?", "?", "?"]),
    ],
)
def test_styleref_recalls_the_first_or_last_text_of_a_page(code: str, said: list[str]) -> None:
    assert headed(code) == said


@pytest.mark.parametrize("code", [r"EQ \f(1,2)", "AUTONUM", "LISTNUM", 'DISPLAYBARCODE "1" QR'])
def test_a_field_that_word_draws_without_a_result_is_refused(code: str) -> None:
    def build(document: WordDocument) -> None:
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{field(code, '')}</w:p>"))

    assert [each.code for each in read(word(build))[1].errors] == ["construct-unsupported"]


def test_a_field_that_word_draws_may_have_a_result() -> None:
    def build(document: WordDocument) -> None:
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{field('AUTONUM', '1.')}</w:p>"))

    assert read(word(build))[1].errors == []
