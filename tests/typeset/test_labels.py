"""Address labels: 3 x 7 on A4, every address whole, valid PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from judges.verapdf import Verdict

from generator.typeset.labels import LabelSheets, set_labels

CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
ADDRESS = ("Gemeente Gouda", "Het college van burgemeester en wethouders", "Postbus 1086", "2800 BB  GOUDA")


def sheets(addresses: Sequence[Sequence[str]]) -> LabelSheets:
    return set_labels(addresses, title="Etiketten", language="nl", clock=CLOCK)


def words(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize(("labels", "pages"), [(1, 1), (21, 1), (22, 2), (380, 19)])
def test_a_sheet_holds_twenty_one_labels(labels: int, pages: int) -> None:
    made = sheets([ADDRESS] * labels)
    assert (pages, ()) == (made.pages, made.too_small)


def test_the_sheet_is_a4_without_margins_of_its_own() -> None:
    with pikepdf.open(io.BytesIO(sheets([ADDRESS]).pdf)) as pdf:
        assert [0, 0, 595.28, 841.89] == [round(float(each), 2) for each in pdf.pages[0].MediaBox]


@pytest.mark.usefixtures("pdftotext")
def test_labels_run_from_left_to_right_at_the_places_of_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(sheets([(f"Etiket{number:02d}", "Straat 1", "1000 AA  ERGENS") for number in range(21)]).pdf)
    boxes = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True).stdout.decode()
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>(Etiket\d+)<', boxes)
    lefts = {round(float(x) / 72 * 25.4, 1) for x, _y, _word in found}
    tops = sorted({round(float(y) / 72 * 25.4, 1) for _x, y, _word in found})
    assert [f"Etiket{number:02d}" for number in range(21)] == [word for _x, _y, word in found]
    assert {11.2, 77.3, 143.3} == lefts
    assert [38.1] * 6 == [round(after - before, 1) for before, after in pairwise(tops)]


@pytest.mark.usefixtures("pdftotext")
@pytest.mark.parametrize("sign", [*list('\\"#$*_`@<>[]{}~-=+/'), "'t", "...", "--", "//", "é", "Ŵ"])
def test_any_sign_of_an_address_comes_out_as_written(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(sheets([("Gemeente X", f"Straat {sign} 1", "1000 AA  ERGENS")]).pdf)
    assert f"Straat {sign} 1" in words(path)


@pytest.mark.usefixtures("pdftotext")
def test_an_address_that_is_far_too_wide_is_set_smaller_broken_and_told(tmp_path: Path) -> None:
    long = ("Afdeling Bestuurlijke en Juridische Zaken, team Communicatie, Participatie en Inwonerszaken " * 6).strip()
    made = sheets([(long, "x" * 400, "1000 AA  ERGENS")])
    path = tmp_path / "x.pdf"
    path.write_bytes(made.pdf)
    assert (0,) == made.too_small
    assert re.sub(r"\s", "", long) in re.sub(r"\s", "", words(path))


def test_a_wide_line_is_made_to_fit_without_being_told() -> None:
    assert (
        () == sheets([(*ADDRESS[:1], "De heer prof. mr. dr. P.A. van der Voorbeeld-Langenaam", *ADDRESS[2:])]).too_small
    )


def test_the_same_addresses_give_the_same_bytes() -> None:
    assert sheets([ADDRESS] * 30).pdf == sheets([ADDRESS] * 30).pdf


@pytest.mark.judge
def test_the_sheets_satisfy_archive_and_reader(tmp_path: Path, judge_pdfs: Callable[..., list[Verdict]]) -> None:
    path = tmp_path / "etiketten.pdf"
    path.write_bytes(sheets([ADDRESS] * 25).pdf)
    assert [] == [str(each) for each in judge_pdfs([path]) if not each.passed]
