"""Kill a mailing again and again, resume it each time, and see that nothing is lost, doubled, skipped or otherwise.

    python tests/faults/kill_and_resume.py                      200 kills over 380 letters
    python tests/faults/kill_and_resume.py --kills 20 --letters 40

A process is killed with SIGKILL at a random moment (the whole run, its parent alone, or one worker) or at a named step,
where a fault injector waits for it. Each kill is followed by a resume, which may be killed as well. After each kill the
register is read: references without gap or double, and every letter that it calls made stands on disk as recorded. At the
end of each chain all files are compared, byte for byte, with those of a run that nobody disturbed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import load_workbook
from sqlalchemy import select

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "recipients" / "denktank-2018.xlsx"
TEMPLATE = ROOT / "templates" / "presentexemplaar.docx"
PATTERN = "COS/U2018{:05d}"
NOON = datetime(2018, 6, 28, 12, tzinfo=UTC)
STEPS = (
    "before reserving",
    "while reserving",
    "after reserving",
    "letter done",
    "before committing",
    "while committing",
    "after committing",
    "making the print file, labels and lists",
)
KILLS_A_CHAIN = 8


def say(text: str) -> None:
    """A line on the screen, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@dataclass
class Tally:
    """What the kills came to."""

    kills: int = 0
    chains: int = 0
    by_moment: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    doubled_or_skipped: int = 0
    other_bytes: int = 0

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled_or_skipped or self.other_bytes)


def make_workspace(folder: Path, letters: int) -> Path:
    """The sample mailing with its first ``letters`` councils and a reference for each letter; returns the workbook."""
    for name, source in (("templates", TEMPLATE), ("recipients", SAMPLE)):
        (folder / name).mkdir(parents=True)
        shutil.copy(source, folder / name)
    path = folder / "recipients" / SAMPLE.name
    workbook = load_workbook(path)
    values = {"Kenmerk": None, "Kenmerkreeks": "COS", "Nummering": "brief"}
    for row in workbook["Zending"].iter_rows(min_row=4):
        if row[0].value in values:
            row[1].value = values[row[0].value]
    councils = workbook["Gemeenten"]
    first = next(row[0].row for row in councils.iter_rows() if row[0].value == "Code") + 1
    councils.delete_rows(first + letters, councils.max_row)
    workbook.save(path)
    return path


def drive(workbook: Path, *, make_pdf: bool, dies_at: str) -> None:
    """Make the mailing in this process; die at the step ``name:number`` (the so-manieth time that it is passed)."""
    from generator.language import Reader
    from generator.mailing import GenerateOptions, executor_for, find_workspace, generate, open_mailing
    from generator.mailing.registration import RegisterBook, open_workspace_register
    from generator.register import Stamp, making, reserving

    name, _, number = dies_at.partition(":")
    left = int(number or 0)

    def step(passed: str) -> None:
        nonlocal left
        if passed == name:
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def announced(said: str, function: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            step(said)
            return function(*arguments)

        return run

    # The fault injector: these two stand in the middle of a transaction.
    reserving.place_orders = announced("while reserving", reserving.place_orders)  # type: ignore[assignment]
    making.index_words = announced("while committing", making.index_words)  # type: ignore[assignment]

    class Watched:
        def step(self, said: object) -> None:
            step(getattr(said, "text", ""))

        def letters(self, total: int) -> None:
            say(f"making {total}")

        def letter_done(self, _outcome: object) -> None:
            step("letter done")

    workspace = find_workspace(workbook, working_folder=workbook.parent)
    opened = open_mailing(workbook, workspace=workspace)
    options = GenerateOptions(workers=2, make_pdf=make_pdf)
    with executor_for(opened, options) as executor, open_workspace_register(workspace, at=NOON) as register:
        book = RegisterBook(register, workspace, stamp=Stamp(NOON, "test"), make_pdf=make_pdf, step=step)
        result = generate(opened, options, executor=executor, book=book, reader=Reader("nl"), progress=Watched())
    sys.exit(int(result.exit_status))


def start(workbook: Path, *, make_pdf: bool, dies_at: str = "") -> subprocess.Popen[bytes]:
    """Start :func:`drive` in a process group of its own."""
    command = [sys.executable, str(Path(__file__)), "--drive", str(workbook), "--die-at", dies_at]
    if not make_pdf:
        command.append("--no-pdf")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL)


def kill_at_random(process: subprocess.Popen[bytes], moment: float, who: str) -> bool:
    """Wait for ``moment`` seconds and kill; False where the run was over before."""
    with_deadline = time.monotonic() + moment
    while time.monotonic() < with_deadline:
        if process.poll() is not None:
            return False
        time.sleep(0.005)
    if who == "everything":
        os.killpg(process.pid, signal.SIGKILL)
    elif who == "the parent":
        process.kill()
    else:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
        if not children:
            # None of them is there yet, or any more.
            process.wait(600)
            return False
        os.kill(int(random.choice(children)), signal.SIGKILL)
    process.wait(120)
    wait_for_group(process.pid)
    return True


def wait_for_group(group: int) -> None:
    """Wait until the killed run's workers are gone too."""
    for _try in range(400):
        try:
            os.killpg(group, 0)
        except (ProcessLookupError, PermissionError):
            return
        time.sleep(0.01)
    os.killpg(group, signal.SIGKILL)


def moments(chooser: random.Random, seconds: float) -> Iterator[tuple[str, float, str]]:
    """For ever: the step to die at (or ``""``), else how long to wait, and whom to kill."""
    while True:
        for step in STEPS:
            yield f"{step}:{_how_often(step, chooser)}", 0.0, step
            who = chooser.choice(["everything", "everything", "the parent", "a worker"])
            # Mostly early, so that a chain is killed often before it is done; now and then anywhere.
            yield "", chooser.uniform(0.2, seconds * chooser.choice([0.35, 0.35, 0.35, 0.35, 1.0])), who


def _how_often(step: str, chooser: random.Random) -> int:
    """The so-manieth time that a step is passed; some are passed once a run."""
    return chooser.randint(
        1, {"letter done": 60, "before committing": 2, "while committing": 2, "after committing": 2}.get(step, 1)
    )


def look(folder: Path, letters: int, tally: Tally) -> None:
    """Read the register after a kill and see that what it says is so."""
    from generator.register import open_register
    from generator.register.schema import files, references
    from generator.register.schema import letters as letter_table

    if not (folder / "register.db").exists():
        return
    with open_register(folder, at=NOON) as register, register.reading() as connection:
        given = list(connection.scalars(select(references.c.reference).order_by(references.c.sequence)))
        borne = list(connection.scalars(select(letter_table.c.reference)))
        recorded = list(connection.execute(select(files.c.path, files.c.sha256)))
    if given not in ([], [PATTERN.format(n) for n in range(1, letters + 1)]) or sorted(borne) != given:
        tally.doubled_or_skipped += 1
        say(f"  references: {len(given)} given, {len(borne)} borne")
    for row in recorded:
        path = folder / row.path
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != row.sha256:
            tally.lost += 1
            say(f"  recorded but not there: {row.path}")


def sums(folder: Path) -> dict[str, str]:
    """Every file of the mailing by its SHA-256."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "output").rglob("*"))
        if path.is_file()
    }


def finish(workbook: Path, *, make_pdf: bool) -> None:
    """Run until nothing is left to do."""
    process = start(workbook, make_pdf=make_pdf)
    if process.wait(600) != 0:
        raise SystemExit(f"an undisturbed run ended in {process.returncode}")


def hunt(*, kills: int, letters: int, make_pdf: bool, seed: int) -> Tally:
    """Kill ``kills`` times and look each time."""
    chooser = random.Random(seed)
    random.seed(seed)
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="brieven-kills-") as scratch:
        calm = Path(scratch) / "calm"
        workbook = make_workspace(calm, letters)
        began = time.monotonic()
        finish(workbook, make_pdf=make_pdf)
        seconds = time.monotonic() - began
        wanted = sums(calm)
        say(f"undisturbed: {len(wanted)} files in {seconds:.1f} s")
        coming = moments(chooser, seconds)
        while tally.kills < kills:
            chain(
                Path(scratch) / f"chain-{tally.chains}",
                wanted,
                coming,
                tally,
                kills=kills,
                make_pdf=make_pdf,
                letters=letters,
            )
    return tally


def chain(
    folder: Path,
    wanted: dict[str, str],
    coming: Iterator[tuple[str, float, str]],
    tally: Tally,
    *,
    kills: int,
    make_pdf: bool,
    letters: int,
) -> None:
    """One mailing, killed up to KILLS_A_CHAIN times, then finished and compared."""
    workbook = make_workspace(folder, letters)
    for _kill in range(min(KILLS_A_CHAIN, kills - tally.kills)):
        dies_at, moment, said = next(coming)
        process = start(workbook, make_pdf=make_pdf, dies_at=dies_at)
        if dies_at:
            hit = process.wait(600) == -signal.SIGKILL
            wait_for_group(process.pid)
        else:
            hit = kill_at_random(process, moment, said)
        if hit:
            tally.kills += 1
            tally.by_moment[said] = tally.by_moment.get(said, 0) + 1
        look(folder, letters, tally)
        if not hit and not dies_at:
            # It was done before the moment came.
            break
    finish(workbook, make_pdf=make_pdf)
    look(folder, letters, tally)
    found = sums(folder)
    differing = sorted(name for name in wanted | found if wanted.get(name) != found.get(name))
    tally.other_bytes += len(differing)
    tally.chains += 1
    shutil.rmtree(folder)
    say(f"chain {tally.chains}: {tally.kills} kills so far, differing files: {differing[:5]}")


def main() -> int:
    """Hunt, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--letters", type=int, default=380)
    parser.add_argument("--seed", type=int, default=2018)
    parser.add_argument("--no-pdf", action="store_true")
    parser.add_argument("--drive", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--die-at", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.drive:
        drive(given.drive, make_pdf=not given.no_pdf, dies_at=given.die_at)
    tally = hunt(kills=given.kills, letters=given.letters, make_pdf=not given.no_pdf, seed=given.seed)
    say(f"{tally.kills} kills in {tally.chains} mailings of {given.letters} letters, each followed by a resume")
    for moment, count in sorted(tally.by_moment.items()):
        say(f"  {count:4} at: {moment}")
    say(
        f"letters lost: {tally.lost}; references doubled or skipped: {tally.doubled_or_skipped}; files with other bytes: {tally.other_bytes}"
    )
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
