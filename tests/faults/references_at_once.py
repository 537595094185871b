"""Eight processes take a thousand references each, at once: all distinct, none skipped.

python tests/faults/references_at_once.py [--url postgresql://...] [--processes 8] [--each 1000]
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

from generator.model import AddressedTo, RecipientKey
from generator.register import LetterDraft, MailingDraft, Stamp, open_register, reserve_mailing

NOON = datetime(2018, 6, 28, 12, tzinfo=UTC)
PATTERN = "{department}/U{year}{sequence:05d}"


def say(text: str) -> None:
    """A line on the screen, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def take(workspace: Path, url: str, process: int, each: int) -> list[str]:
    """Reserve ``each`` mailings of one letter, one after the other."""
    letter = LetterDraft(RecipientKey("GM0513", AddressedTo.COLLEGE), "Gouda", "", {})
    given = []
    with open_register(workspace, url=url, at=NOON, wait_seconds=600) as register:
        for number in range(each):
            name = f"{process}/{number}"
            draft = MailingDraft(
                name=name,
                subject=name,
                letter_date=date(2018, 6, 28),
                template_name="letter.docx",
                template=b"",
                shared={},
                letters=(letter,),
                series="COS",
            )
            given.append(reserve_mailing(register, draft, pattern=PATTERN, stamp=Stamp(NOON, str(process))).reference)
    return given


def references_at_once(workspace: Path, url: str, *, processes: int, each: int) -> list[str]:
    """All references that the processes got, in order."""
    open_register(workspace, url=url, at=NOON).close()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        futures = [pool.submit(take, workspace, url, process, each) for process in range(processes)]
        return sorted(reference for future in futures for reference in future.result())


def main() -> int:
    """Take them, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="", help="a register elsewhere; without it, SQLite in a temporary folder")
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--each", type=int, default=1000)
    given = parser.parse_args()
    wanted = [f"COS/U2018{number:05d}" for number in range(1, given.processes * given.each + 1)]
    with tempfile.TemporaryDirectory(prefix="brieven-references-") as folder:
        began = time.monotonic()
        found = references_at_once(Path(folder), given.url, processes=given.processes, each=given.each)
        seconds = time.monotonic() - began
    say(
        f"{given.processes} processes x {given.each}: {len(set(found))} distinct references in {seconds:.1f} s, "
        f"{'without a gap' if found == wanted else 'WITH GAPS OR DOUBLES'}"
    )
    return 0 if found == wanted else 1


if __name__ == "__main__":
    sys.exit(main())
