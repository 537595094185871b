"""Postcodes, address blocks, dates, order, references and file names."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.address import (
    ReferenceParts,
    address_block,
    enclosures_line,
    file_name_form,
    formatted_reference,
    normalised_postcode,
    parsed_date,
    parsed_reference,
    place_line,
    sort_key,
    written_date,
)
from generator.errors import LettersFailed, SettingsUnreadable

COUNCILS = Path(__file__).parents[3] / "shared" / "data" / "gemeenten.csv"


@pytest.mark.parametrize("written", ["2514js", " 25 14 J S ", "2514\u00a0JS", "2514\u202fjs", "\ufeff2514 JS\u200b"])
def test_a_postcode_that_is_only_written_oddly_is_mended(written: str) -> None:
    assert "2514 JS" == normalised_postcode(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2514",
        "2514 J",
        "2514 JSS",
        "0514 JS",
        "2514 SA",
        "2514 SD",
        "2514 ss",
        "251O JS",
        "2514 ß",
        "２514 JS",
        "B-1000",
    ],
)
def test_anything_else_is_refused_and_never_guessed(written: str) -> None:
    assert normalised_postcode(written) is None


@given(st.from_regex(r"[1-9][0-9]{3}\s?[A-Za-z]{2}", fullmatch=True) | st.text())
def test_normalising_a_postcode_twice_changes_nothing(written: str) -> None:
    once = normalised_postcode(written)
    assert once is None or once == normalised_postcode(once)


@given(st.text())
def test_a_postcode_has_its_one_form_or_none(written: str) -> None:
    made = normalised_postcode(written)
    assert made is None or (len(made), made[4], made.isascii()) == (7, " ", True)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("Damwâld", "9104 ZG  DAMWÂLD"),
        (" 's-Hertogenbosch ", "9104 ZG  'S-HERTOGENBOSCH"),
        ("IJmuiden", "9104 ZG  IJMUIDEN"),
    ],
)
def test_a_place_stands_in_capitals_with_its_accents(place: str, line: str) -> None:
    assert line == place_line("9104 ZG", place)


def test_empty_lines_fall_out_of_the_block_and_line_breaks_make_lines() -> None:
    assert ("Gemeente Tiel", "Stadhuis", "Postbus 1", "4000 AA  TIEL") == address_block(
        ["Gemeente Tiel", "", "Stadhuis\nPostbus 1", " ", "4000 AA  TIEL"]
    )


@pytest.mark.parametrize(("lines", "most"), [(2, 6), (7, 6), (5, 4)])
def test_a_block_too_short_or_too_long_for_the_window_is_refused(lines: int, most: int) -> None:
    with pytest.raises(LettersFailed):
        address_block(["regel"] * lines, most_lines=most)


@pytest.mark.parametrize(
    "written",
    [
        "28 juni 2018",
        "28 Juni 2018",
        "28 jun. 2018",
        "28-06-2018",
        "28-6-2018",
        "28/06/2018",
        "28.6.2018",
        "2018-06-28",
    ],
)
def test_a_date_is_read_as_a_dutch_reader_reads_it(written: str) -> None:
    assert date(2018, 6, 28) == parsed_date(written)


@pytest.mark.parametrize("written", ["06/28/2018", "28-06-18", "30 februari 2018", "28 ju 2018", "morgen", ""])
def test_a_date_that_needs_a_guess_is_refused(written: str) -> None:
    assert parsed_date(written) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_written_date_reads_back_as_itself(day: date) -> None:
    assert day == parsed_date(written_date(day))


def test_councils_sort_on_their_name_without_elided_article() -> None:
    names = ["Hellendoorn", "'s-Gravenhage", "Goes", "'t Harde", "Den Haag", "De Bilt", "Súdwest-Fryslân", "Sudbury"]
    assert [
        "De Bilt",
        "Den Haag",
        "Goes",
        "'s-Gravenhage",
        "'t Harde",
        "Hellendoorn",
        "Sudbury",
        "Súdwest-Fryslân",
    ] == sorted(names, key=sort_key)


@pytest.mark.skipif(not COUNCILS.exists(), reason="the table of councils is not beside the repository")
def test_all_councils_sort_as_the_register_of_names_sorts_them() -> None:
    with COUNCILS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    same = [row for row in rows if row["naam_voorkeur"] == row["naam_officieel"]]
    assert [sort_key(row["sorteernaam"]) for row in same] == [sort_key(row["naam_officieel"]) for row in same]


def test_enclosures_are_counted() -> None:
    assert "Bijlage(n): 2" == enclosures_line(2)


@given(st.sampled_from(["COS", "BB", "Lbr"]), st.integers(2000, 2099), st.integers(1, 99_999))
@pytest.mark.parametrize(
    "pattern", ["{department}/U{year}{sequence:05d}", "{department}. {short_year:02d}/{sequence:03d}"]
)
def test_a_reference_reads_back_as_its_parts(pattern: str, department: str, year: int, sequence: int) -> None:
    parts = ReferenceParts(department, year, sequence)
    assert parts == parsed_reference(formatted_reference(parts, pattern), pattern)


@pytest.mark.parametrize("written", ["COS/2018", "COS/U2018494", "COS U201800494", "", "COS/U201800494 "])
def test_a_text_that_does_not_follow_the_pattern_has_no_parts(written: str) -> None:
    assert parsed_reference(written) is None


@pytest.mark.parametrize(
    "pattern", ["{department}/{nummer}", "{sequence:zz}", "{sequence", "{0}", "vast", "{sequence.real}"]
)
def test_a_pattern_that_cannot_work_is_refused(pattern: str) -> None:
    with pytest.raises(SettingsUnreadable):
        formatted_reference(ReferenceParts("COS", 2018, 1), pattern)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lbr. 17/027", "Lbr._17_027"),
        ("'s-Hertogenbosch", "s-Hertogenbosch"),
        ("Bergen (NH)", "Bergen_NH"),
        ("Su\u0301dwest-Frysla\u0302n", "Súdwest-Fryslân"),
        ("../..\\geheim", "geheim"),
        ("NUL", "_NUL"),
        ("con.docx", "_con.docx"),
        ("...", "_"),
    ],
)
def test_a_text_becomes_part_of_a_file_name(text: str, name: str) -> None:
    assert name == file_name_form(text)


@given(st.text())
def test_a_file_name_holds_only_what_every_system_takes(text: str) -> None:
    name = file_name_form(text)
    assert not set(name) & set('/\\:*?"<>| \0\n')
    assert not name.endswith((".", " "))
    assert 1 <= len(name) <= 81
    assert unicodedata.is_normalized("NFC", name)


@given(st.text())
def test_the_file_name_form_of_a_file_name_is_itself(text: str) -> None:
    once = file_name_form(text)
    assert once == file_name_form(once)
