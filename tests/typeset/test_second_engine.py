"""When LibreOffice takes over, and what a reader is told of it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from generator.errors import DocumentUnreadable, TypesettingFailed, UnsupportedConstruct, message
from generator.model import Severity
from generator.typeset import TypesetDocument, Typesetter
from generator.typeset.libreoffice import Conversion, LibreOffice

CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def letter(*, with_equation: bool) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Geachte heer De Vries,")
    if with_equation:
        paragraph._p.append(parse_xml(f'<m:oMath xmlns:m="{M}"><m:r><m:t>a=b</m:t></m:r></m:oMath>'))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class FakeLibreOffice(LibreOffice):
    """Answers at once, as it is told to."""

    def __init__(self, answer: object = None) -> None:
        super().__init__(program=Path("soffice"))
        self.answer = answer
        self.asked: list[str] = []
        self.calls: list[list[str]] = []

    def is_available(self) -> bool:
        return self.answer is not None

    def convert(self, documents, *, clock):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201, ARG002
        self.asked += documents
        self.calls.append(list(documents))
        return dict.fromkeys(documents, self.answer)


def typesetter(engine: str, fake: FakeLibreOffice) -> Typesetter:
    made = Typesetter(engine=engine)  # type: ignore[arg-type]
    made._libreoffice = fake
    return made


def test_a_letter_that_typst_can_set_never_goes_to_libreoffice() -> None:
    fake = FakeLibreOffice(Conversion(b"%PDF", 1))
    made = typesetter("auto", fake).set_document(letter(with_equation=False), clock=CLOCK, name="brief.docx")
    assert ("typst", []) == (made.engine, fake.asked)


def test_what_typst_cannot_set_goes_to_libreoffice_with_the_reasons_as_warnings() -> None:
    fake = FakeLibreOffice(Conversion(b"%PDF", 3))
    made = typesetter("auto", fake).set_document(letter(with_equation=True), clock=CLOCK, name="brief.docx")
    assert (b"%PDF", 3, "libreoffice") == (made.pdf, made.pages, made.engine)
    assert ["set-by-libreoffice", "construct-unsupported"] == [warning.code for warning in made.warnings]
    assert {Severity.WARNING} == {warning.severity for warning in made.warnings}


def test_without_libreoffice_the_refusal_itself_is_told() -> None:
    with pytest.raises(UnsupportedConstruct):
        typesetter("auto", FakeLibreOffice()).set_document(letter(with_equation=True), clock=CLOCK, name="brief.docx")


def test_the_typst_engine_alone_leaves_libreoffice_in_peace() -> None:
    fake = FakeLibreOffice(Conversion(b"%PDF", 1))
    with pytest.raises(UnsupportedConstruct):
        typesetter("typst", fake).set_document(letter(with_equation=True), clock=CLOCK, name="brief.docx")
    assert [] == fake.asked


def test_the_libreoffice_engine_alone_sets_everything() -> None:
    fake = FakeLibreOffice(Conversion(b"%PDF", 1))
    made = typesetter("libreoffice", fake).set_document(letter(with_equation=False), clock=CLOCK, name="brief.docx")
    assert ("libreoffice", ["set-by-libreoffice"]) == (made.engine, [warning.code for warning in made.warnings])


@pytest.mark.parametrize("failure", [TypesettingFailed(message("no")), DocumentUnreadable(message("no"))])
def test_where_libreoffice_fails_too_that_is_told(failure: Exception) -> None:
    with pytest.raises(type(failure)):
        typesetter("auto", FakeLibreOffice(failure)).set_document(
            letter(with_equation=True), clock=CLOCK, name="b.docx"
        )


@pytest.mark.judge
@pytest.mark.slow
@pytest.mark.usefixtures("soffice")
def test_the_real_libreoffice_takes_over() -> None:
    made = Typesetter().set_document(letter(with_equation=True), clock=CLOCK, name="brief.docx")
    assert ("libreoffice", 1) == (made.engine, made.pages)


def test_of_several_letters_libreoffice_gets_those_that_typst_cannot_set_in_one_call() -> None:
    fake = FakeLibreOffice(Conversion(b"%PDF", 3))
    letters = {f"{number}.docx": letter(with_equation=number != 1) for number in range(3)}
    made = typesetter("auto", fake).set_documents(letters, clock=CLOCK)
    assert [("0.docx", "libreoffice"), ("1.docx", "typst"), ("2.docx", "libreoffice")] == [
        (name, each.engine) for name, each in made.items() if isinstance(each, TypesetDocument)
    ]
    assert [["0.docx", "2.docx"]] == fake.calls


def test_of_several_letters_each_bad_one_has_its_own_reason() -> None:
    letters = {"goed.docx": letter(with_equation=False), "som.docx": letter(with_equation=True), "stuk.docx": b"PK"}
    made = typesetter("typst", FakeLibreOffice()).set_documents(letters, clock=CLOCK)
    assert [TypesetDocument, UnsupportedConstruct, DocumentUnreadable] == [type(each) for each in made.values()]


def test_where_there_is_no_libreoffice_all_its_letters_say_so() -> None:
    class Gone(FakeLibreOffice):
        def convert(self, documents, *, clock):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, ARG002
            raise TypesettingFailed(message("no"))

    made = typesetter("libreoffice", Gone()).set_documents({"a.docx": b"", "b.docx": b""}, clock=CLOCK)
    assert [TypesettingFailed, TypesettingFailed] == [type(each) for each in made.values()]


@pytest.mark.judge
@pytest.mark.slow
@pytest.mark.usefixtures("soffice")
def test_the_real_libreoffice_sets_the_others_where_one_letter_is_no_document() -> None:
    letters = {f"{number}.docx": letter(with_equation=True) for number in range(4)}
    letters["1.docx"] = b"PK"
    made = Typesetter(engine="libreoffice").set_documents(letters, clock=CLOCK)
    assert ["0.docx", "2.docx", "3.docx"] == [name for name, each in made.items() if isinstance(each, TypesetDocument)]
