"""How fast the register finds a letter among many: by words, by reference, in lists.

python benchmarks/search.py [--letters 100000] [--url postgresql://...]
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from generator.model import AddressedTo, RecipientKey
from generator.register import (
    FileRecord,
    LetterDraft,
    MadeLetter,
    MailingDraft,
    Register,
    Stamp,
    commit_letters,
    find_letters,
    list_mailings,
    open_register,
    reserve_mailing,
    search,
)

NOON = datetime(2018, 6, 28, 12, tzinfo=UTC)
STAMP = Stamp(NOON, "benchmark")
A_MAILING = 10_000
WORDS = 330
"""Distinct words of the letter of 28 June 2018."""


def fill(register: Register, letters: int) -> None:
    """Register mailings of ten thousand letters with as many words as the letter of 2018."""
    common = " ".join(f"woord{number}" for number in range(WORDS - 10))
    for mailing in range(max(1, letters // A_MAILING)):
        count = min(letters, A_MAILING)
        drafts = tuple(
            LetterDraft(
                RecipientKey(f"GM{number:05d}", AddressedTo.COLLEGE),
                council_name=f"Gemeente{number}",
                contact_name="",
                snapshot={"council": {"name": f"Gemeente{number}", "address_line": f"Postbus {number}"}},
            )
            for number in range(count)
        )
        draft = MailingDraft(
            name=f"mailing {mailing}",
            subject=f"Onderwerp {mailing}",
            letter_date=date(2018, 6, 28),
            template_name="brief.docx",
            template=b"",
            shared={},
            letters=drafts,
            series="COS",
        )
        reserved = reserve_mailing(register, draft, pattern="{department}/U{year}{sequence:05d}", stamp=STAMP)
        made = [
            MadeLetter(
                each.letter_id,
                each.version_id,
                (FileRecord("docx", f"output/{mailing}/{number}.docx", _sum(mailing, number), 10_000),),
                {"brieven": "benchmark"},
                f"{common} Gemeente{number} Onderwerp{mailing} {each.reference} 28 juni 2018",
            )
            for number, each in enumerate(reserved.letters)
        ]
        for start in range(0, count, 500):
            commit_letters(register, made[start : start + 500], stamp=STAMP)


def _sum(mailing: int, number: int) -> str:
    return hashlib.sha256(f"{mailing}/{number}".encode()).hexdigest()


def milliseconds(ask: Callable[[], object], times: int = 7) -> float:
    """The median of ``times`` askings."""
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Fill a register and ask it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=100_000)
    parser.add_argument("--url", default="", help="a register elsewhere; without it, SQLite in a temporary folder")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="brieven-search-") as folder,
        open_register(Path(folder), url=given.url, at=NOON) as register,
    ):
        began = time.perf_counter()
        fill(register, given.letters)
        print(f"{given.letters} letters registered in {time.perf_counter() - began:.0f} s")
        for words in ("Gemeente77", "woord7 gemeente77", "COS/U201800003 gemeente123", "gemeente", "nergens"):
            total = search(register, words).total
            print(f"  search {words:<28} {milliseconds(lambda: search(register, words)):7.1f} ms, {total} letters")  # noqa: B023 - asked at once
        one = milliseconds(lambda: find_letters(register, "COS/U201800001", ["Gemeente77"]))
        print(f"  one letter of a mailing of {A_MAILING}     {one:7.1f} ms")
        print(f"  list of mailings                    {milliseconds(lambda: list_mailings(register)):7.1f} ms")


if __name__ == "__main__":
    main()
