"""The shipped letter on paper: every block at the measures of a Dutch window envelope, in both engines."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest

from generator.template import Image, compile_template
from generator.typeset import Typesetter

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "templates" / "presentexemplaar.docx"
CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
ADDRESS = (
    "Gemeente Gouda",
    "Het college van burgemeester en wethouders",
    "Afdeling Bestuurszaken",
    "T.a.v. mevrouw mr. drs. A.B. van der Sluis",
    "Postbus 1086",
    "2800 BB  GOUDA",
)
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')

Engine = Literal["typst", "libreoffice"]
pytestmark = [pytest.mark.judge, pytest.mark.usefixtures("pdftotext")]


@dataclass(frozen=True)
class Word:
    """A word on a page; all measures in mm from the page's top left."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


def letter(
    address: tuple[str, ...] = ADDRESS[:1] + ADDRESS[4:], copies: int = 1, signature: Image | None = None
) -> bytes:
    return compile_template(TEMPLATE.read_bytes(), name=TEMPLATE.name).render(
        {
            "date": date(2018, 6, 28),
            "reference": "COS/U201800494",
            "subject": "Rapporten Vierde VNG-Denktank",
            "mailing": {"telephone": "070-3738393"},
            "enclosures": ("Handreiking", "Onderzoeksrapport"),
            "recipient": {"address": "\n".join(address), "salutation": "Geachte heer, mevrouw,"},
            "copies": copies,
            "signatory": {
                "name": "J. Kriens",
                "function": "Algemeen directeur",
                "on_behalf_of": "Vereniging van Nederlandse Gemeenten",
                "signature": signature,
            },
        }
    )


def words_of(docx: bytes, engine: Engine, folder: Path) -> list[Word]:
    pdf = folder / "letter.pdf"
    pdf.write_bytes(Typesetter(engine=engine).set_document(docx, clock=CLOCK, name="letter.docx").pdf)
    text = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout
    return [
        Word(unescape(found[4]), page, *(float(each) / 72 * 25.4 for each in found[:4]))
        for page, content in enumerate(text.split("<page ")[1:], start=1)
        for found in WORD.findall(content)
    ]


def first(words: list[Word], text: str, page: int = 1) -> Word:
    return next(each for each in words if each.text == text and each.page == page)


@pytest.fixture(scope="module", params=["typst", "libreoffice"])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "libreoffice":
        request.getfixturevalue("soffice")
    return request.param


@pytest.fixture(scope="module")
def words(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> list[Word]:
    return words_of(letter(), engine, tmp_path_factory.mktemp("letter"))


@pytest.mark.parametrize("lines", [3, 4, 5, 6])
def test_the_address_stands_in_the_middle_of_the_window(lines: int, engine: Engine, tmp_path: Path) -> None:
    address = ADDRESS[:1] + ADDRESS[len(ADDRESS) - lines + 1 :]
    block = [
        each
        for each in words_of(letter(address), engine, tmp_path)
        if each.page == 1 and 49 < each.bottom and each.top < 90
    ]
    assert " ".join(address).split() == [
        each.text for each in sorted(block, key=lambda each: (round(each.top), each.left))
    ]
    assert min(each.left for each in block) == pytest.approx(35, abs=0.5)
    assert max(each.right for each in block) <= 105
    assert (min(each.top for each in block) + max(each.bottom for each in block)) / 2 == pytest.approx(63.5, abs=0.8)
    assert min(each.top for each in block) >= 48
    assert max(each.bottom for each in block) <= 79.5


@pytest.mark.parametrize(
    ("text", "left", "top"),
    [
        ("Datum", 35, 98),
        ("Ons", 70, 98),
        ("Telefoon", 105, 98),
        ("Bijlage(n)", 140, 98),
        ("Onderwerp", 35, 108),
        ("Geachte", 35, 120),
        ("Nassaulaan", 70, 275),
    ],
)
def test_each_block_stands_at_its_measure(words: list[Word], text: str, left: float, top: float) -> None:
    found = first(words, text)
    assert found.left == pytest.approx(left, abs=0.5)
    assert found.top == pytest.approx(top, abs=0.8)


def test_the_text_keeps_to_its_column(words: list[Word]) -> None:
    text = [each for each in words if 119 < each.top < 270 or (each.page == 2 and each.top > 28)]
    assert min(each.left for each in text) == pytest.approx(35, abs=0.5)
    assert max(each.right for each in text) <= 175.5


def test_it_has_two_pages_and_the_signature_has_company(words: list[Word]) -> None:
    assert {1, 2} == {each.page for each in words}
    before_signature = [each for each in words if each.page == 2 and 28 < each.top < first(words, "J.", 2).top]
    assert len(before_signature) > 50


def test_the_second_page_says_which_letter_and_which_page_it_is(words: list[Word]) -> None:
    header = [each.text for each in words if each.page == 2 and each.top < 25]
    assert ["Ons", "kenmerk", "COS/U201800494", "pagina", "2", "van", "2"] == header


def test_several_copies_are_counted(engine: Engine, tmp_path: Path) -> None:
    said = " ".join(each.text for each in words_of(letter(copies=3), engine, tmp_path))
    assert "Bijgevoegd vindt u uw 3 presentexemplaren van de handreiking" in said


def test_a_signature_takes_the_room_that_waits_for_it(words: list[Word], engine: Engine, tmp_path: Path) -> None:
    drawn = Image((ROOT / "tests" / "starter" / "signature.png").read_bytes(), alt_text="Handtekening van J. Kriens")
    signed = words_of(letter(signature=drawn), engine, tmp_path)
    assert [each.text for each in words] == [each.text for each in signed]
    assert first(signed, "J.", 2).top == pytest.approx(first(words, "J.", 2).top, abs=4)


def test_the_lines_of_the_text_are_evenly_apart(words: list[Word]) -> None:
    tops = sorted({round(each.top, 1) for each in words if each.page == 1 and 125 < each.top < 270})
    gaps = {round(after - before, 1) for before, after in pairwise(tops) if after - before > 2}
    assert gaps
    assert max(gaps) - min(gaps) <= 3
