"""Pages beside each other, and how different they are."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageDraw

from generator.typeset import Typesetter
from generator.typeset.comparing import compare_pages, draw_pdf
from generator.typeset.libreoffice import Conversion, LibreOffice

CLOCK = datetime(2018, 6, 28, tzinfo=UTC)


def page(*bars: int, size: tuple[int, int] = (60, 40)) -> bytes:
    """A page with a black bar at each height."""
    image = Image.new("RGB", size, "white")
    for bar in bars:
        ImageDraw.Draw(image).rectangle((5, bar, 40, bar + 3), fill="black")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def letter(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def colours(picture: bytes) -> set[tuple[int, ...]]:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    return {colour for _, colour in image.getcolors(image.width * image.height) or []}  # type: ignore[misc]


def test_equal_pages_differ_in_nothing() -> None:
    (compared,) = compare_pages([page(10)], [page(10)])
    assert 0.0 == compared.difference
    assert (0, 0, 255) not in colours(compared.picture)


def test_what_stands_two_dots_away_is_taken_for_the_same() -> None:
    (compared,) = compare_pages([page(10)], [page(12)])
    assert 0.0 == compared.difference


def test_what_only_one_has_is_marked_in_its_colour() -> None:
    (compared,) = compare_pages([page(5, 15)], [page(5, 30)])
    assert 0.5 == pytest.approx(compared.difference)
    assert {(0, 0, 255), (255, 0, 0), (0, 0, 0)} <= colours(compared.picture)


def test_the_picture_shows_three_pages_of_the_larger_size() -> None:
    (compared,) = compare_pages([page(size=(60, 40))], [page(size=(50, 50))])
    assert (3 * 60 + 2 * 12, 50) == Image.open(io.BytesIO(compared.picture)).size


def test_a_page_that_one_side_lacks_is_empty_there() -> None:
    first, second = compare_pages([page(5)], [page(5), page(5)])
    assert (0.0, 1.0) == (first.difference, second.difference)


def test_any_pdf_is_drawn_page_by_page() -> None:
    made = Typesetter(engine="typst").set_document(letter("Geachte heer,"), clock=CLOCK, name="brief.docx")
    (drawn,) = draw_pdf(made.pdf, 1, dots_per_inch=72)
    assert (612, 792) == Image.open(io.BytesIO(drawn)).size


class FakeLibreOffice(LibreOffice):
    """Sets every document as it is told to."""

    def __init__(self, answer: Conversion) -> None:
        super().__init__(program=Path("soffice"))
        self.answer = answer

    def convert(self, documents: Mapping[str, bytes], *, clock: datetime):  # type: ignore[no-untyped-def]  # noqa: ANN201, ARG002
        return dict.fromkeys(documents, self.answer)


def test_both_engines_are_compared_page_by_page() -> None:
    typesetter = Typesetter(engine="typst")
    other = typesetter.set_document(letter("Geachte heer De Vries,"), clock=CLOCK, name="brief.docx")
    typesetter._libreoffice = FakeLibreOffice(Conversion(other.pdf, other.pages))
    same, changed = (
        typesetter.compare_pages(letter(text), clock=CLOCK, name="brief.docx", dots_per_inch=72)
        for text in ("Geachte heer De Vries,", "Beste mensen,")
    )
    assert 0.0 == same[0].difference
    assert 0.1 < changed[0].difference


def test_a_preview_by_libreoffice_shows_its_pages() -> None:
    typesetter = Typesetter(engine="libreoffice")
    made = Typesetter(engine="typst").set_document(letter("Geachte heer,"), clock=CLOCK, name="brief.docx")
    typesetter._libreoffice = FakeLibreOffice(Conversion(made.pdf, made.pages))
    (drawn,) = typesetter.draw_pages(letter("x"), clock=CLOCK, name="brief.docx", dots_per_inch=72)
    assert draw_pdf(made.pdf, 1, dots_per_inch=72) == (drawn,)
