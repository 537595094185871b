from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from register_samples import ANNA, COUNCILS, PATTERN, draft, letter
from sqlalchemy import select

from generator.errors import RegisterRefused, WrongUse
from generator.model import Numbering
from generator.register import (
    FailedLetter,
    Register,
    Reservation,
    commit_letters,
    open_register,
    reserve_mailing,
)
from generator.register.schema import references

NOON = datetime(2018, 6, 28, 12, 0, tzinfo=UTC)
Reserve = Callable[..., Reservation]


def test_a_mailing_bears_one_reference_by_default(reserve: Reserve) -> None:
    reserved = reserve()
    assert "COS/U201800001" == reserved.reference
    assert {"COS/U201800001"} == {each.reference for each in reserved.letters}


def test_each_letter_bears_its_own_where_the_mailing_says_so(reserve: Reserve) -> None:
    reserved = reserve(draft(numbering=Numbering.PER_LETTER))
    assert "" == reserved.reference
    assert [f"COS/U20180000{n}" for n in (1, 2, 3, 4)] == [each.reference for each in reserved.letters]


def test_each_year_begins_at_one(reserve: Reserve) -> None:
    assert ["COS/U201800001", "COS/U201900001"] == [
        reserve(draft(name=str(year), subject=str(year), letter_date=date(year, 1, 1))).reference
        for year in (2018, 2019)
    ]


def test_each_series_counts_for_itself(reserve: Reserve) -> None:
    assert ["COS/U201800001", "ECIB/U201800001"] == [
        reserve(draft(name=series, subject=series, series=series)).reference for series in ("COS", "ECIB")
    ]


def test_two_series_whose_pattern_does_not_name_them_share_their_numbers(register: Register) -> None:
    def reserved(series: str) -> str:
        mailing = draft(name=series, subject=series, series=series)
        return reserve_mailing(register, mailing, pattern="Lbr. {short_year}/{sequence:03d}", stamp=ANNA).reference

    assert ["Lbr. 18/001", "Lbr. 18/002"] == [reserved("COS"), reserved("ECIB")]


def test_a_reference_of_the_workbook_is_registered(reserve: Reserve) -> None:
    assert "COS/U201800494" == reserve(draft(reference="COS/U201800494", series="")).reference


def test_a_reference_of_the_workbook_may_not_collide(reserve: Reserve) -> None:
    reserve(draft(reference="COS/U201800494", series=""))
    with pytest.raises(RegisterRefused, match="COS/U201800494 belongs to the mailing “Denktank 2018” already"):
        reserve(draft(name="Another", subject="Another", reference="COS/U201800494", series=""))


def test_a_series_steps_over_a_reference_of_a_workbook(reserve: Reserve) -> None:
    reserve(draft(reference="COS/U201800002", series=""))
    other = draft(name="Another", subject="Another", numbering=Numbering.PER_LETTER)
    assert ["COS/U201800001", "COS/U201800003", "COS/U201800004", "COS/U201800005"] == [
        each.reference for each in reserve(other).letters
    ]


def test_a_mailing_without_reference_and_series_is_refused(reserve: Reserve) -> None:
    with pytest.raises(WrongUse, match=r"fill in Kenmerk .* or Kenmerkreeks"):
        reserve(draft(series=""))


def test_letters_with_numbers_of_their_own_need_a_series(reserve: Reserve) -> None:
    with pytest.raises(WrongUse, match="Kenmerkreeks"):
        reserve(draft(series="", reference="COS/U201800494", numbering=Numbering.PER_LETTER))


def test_a_mailing_keeps_its_reference(reserve: Reserve) -> None:
    reserve(draft(reference="COS/U201800494", series=""))
    with pytest.raises(RegisterRefused, match="a letter keeps its reference"):
        reserve(draft(reference="COS/U201800495", series=""), update_changed=True)


def test_a_number_whose_letter_could_not_be_made_is_void_and_never_used_again(
    register: Register, reserve: Reserve
) -> None:
    mailing = draft(numbering=Numbering.PER_LETTER)
    gouda = reserve(mailing).letters[1]
    commit_letters(register, [], [FailedLetter(gouda.letter_id, "the template met no date")], stamp=ANNA)
    again = reserve(mailing)
    assert "COS/U201800005" == again.letters[1].reference
    with register.reading() as connection:
        void = connection.execute(select(references).where(references.c.void_reason.is_not(None))).all()
    assert [("COS/U201800002", "the template met no date")] == [(row.reference, row.void_reason) for row in void]


def test_a_mailings_only_reference_stays_when_one_letter_is_void(register: Register, reserve: Reserve) -> None:
    gouda = reserve().letters[1]
    commit_letters(register, [], [FailedLetter(gouda.letter_id, "no date")], stamp=ANNA)
    again = reserve()
    assert 1 == again.fresh
    assert {"COS/U201800001"} == {each.reference for each in again.letters}
    assert gouda.letter_id != again.letters[1].letter_id


def test_a_refused_mailing_takes_no_number(reserve: Reserve) -> None:
    reserve()
    with pytest.raises(RegisterRefused):
        reserve(draft(name="Twice"))
    assert "COS/U201800002" == reserve(draft(name="Twice"), allow_duplicates=True).reference


def reserve_one(workspace: Path, url: str, name: str) -> str:
    """What one of eight operators does, in a process of their own."""
    with open_register(workspace, url=url, at=NOON) as register:
        mailing = draft(name=name, subject=name, publications=(), letters=(letter(*COUNCILS[0]),))
        return reserve_mailing(register, mailing, pattern=PATTERN, stamp=ANNA).reference


def reserve_many(workspace: Path, url: str, begin: int, count: int) -> list[str]:
    return [reserve_one(workspace, url, f"mailing {begin + n}") for n in range(count)]


def test_eight_processes_at_once_get_distinct_gapless_references(register_url: str, tmp_path: Path) -> None:
    open_register(tmp_path, url=register_url, at=NOON).close()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(8, mp_context=context) as pool:
        futures = [pool.submit(reserve_many, tmp_path, register_url, 100 * n, 10) for n in range(8)]
        given_out = [reference for each in futures for reference in each.result(timeout=120)]
    assert [f"COS/U2018{n:05d}" for n in range(1, 81)] == sorted(given_out)


def reserve_for_ever(workspace: Path, url: str, first: int) -> None:
    for n in range(first, first + 10_000):
        reserve_one(workspace, url, f"killed {n}")


def test_killed_processes_leave_no_gap(register_url: str, tmp_path: Path) -> None:
    open_register(tmp_path, url=register_url, at=NOON).close()
    context = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    for n in range(3):
        process = context.Process(target=reserve_for_ever, args=(tmp_path, register_url, 10_000 * n))
        process.start()
        time.sleep(0.4 + n / 10)
        process.kill()
        process.join()
    last = reserve_one(tmp_path, register_url, "after all that")
    with open_register(tmp_path, url=register_url, at=NOON) as register, register.reading() as connection:
        known = list(connection.scalars(select(references.c.reference).order_by(references.c.sequence)))
    assert [f"COS/U2018{n:05d}" for n in range(1, len(known) + 1)] == known
    assert last == known[-1]
