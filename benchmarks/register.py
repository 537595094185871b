"""What the register costs: the sample mailing with and without it, and the time spent in it.

    python benchmarks/register.py [--runs 3] [--letters N]

Each run is a process of its own, from starting Python to the last file, in a workspace of its own. The register may take at
most a tenth of the time. On a machine that has other things to do, waiting for a processor counts as time too; the share of
processor time, workers included, says what it would be on a quiet one.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "recipients" / "denktank-2018.xlsx"
NOON = datetime(2018, 6, 28, 12, tzinfo=UTC)


class Silent:
    """Progress that nobody looks at."""

    def step(self, said: object) -> None:
        """Say nothing."""

    def letters(self, total: int) -> None:
        """Say nothing."""

    def letter_done(self, outcome: object) -> None:
        """Say nothing."""


def timed(spent: list[tuple[float, float]], function: Callable[..., Any]) -> Callable[..., Any]:
    """``function``, with its seconds added to ``spent``: by the clock, and of the processor."""

    @functools.wraps(function)
    def run(*arguments: Any, **named: Any) -> Any:
        began, busy = time.perf_counter(), time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent.append((time.perf_counter() - began, time.process_time() - busy))

    return run


def make(workspace_folder: Path, *, with_register: bool) -> dict[str, float]:
    """Make the mailing in this process; returns the seconds spent in the register and in all."""
    from generator.language import Reader
    from generator.mailing import GenerateOptions, OverwriteGuard, executor_for, find_workspace, generate, open_mailing

    spent: list[tuple[float, float]] = []
    workbook = workspace_folder / "recipients" / SAMPLE.name
    workspace = find_workspace(workbook, working_folder=workspace_folder)
    mailing = open_mailing(workbook, workspace=workspace)
    options = GenerateOptions(workers=2)
    with executor_for(mailing, options) as executor, contextlib.ExitStack() as stack:
        # Either run loads these sooner or later; they are no cost of the register.
        for module in ("generator.template", "generator.typeset.labels", "generator.typeset.print_file"):
            importlib.import_module(module)
        book: Any = OverwriteGuard(overwrite=True)
        if with_register:

            def opened() -> tuple[Any, Any]:
                from generator.mailing import registration
                from generator.register import Stamp

                register = registration.open_workspace_register(workspace, at=NOON)
                return register, registration.RegisterBook(register, workspace, stamp=Stamp(NOON, "benchmark"))

            register, book = timed(spent, opened)()
            stack.callback(timed(spent, register.close))
            for name in ("begin", "record", "end"):
                setattr(book, name, timed(spent, getattr(book, name)))
        generate(mailing, options, executor=executor, book=book, reader=Reader("nl"), progress=Silent())
    processor = time.process_time() + os.times().children_user + os.times().children_system
    return {"register": sum(each[0] for each in spent), "share": sum(each[1] for each in spent) / processor}


def run(*, with_register: bool) -> dict[str, float]:
    """One run, in a process and a workspace of its own."""
    with tempfile.TemporaryDirectory(prefix="brieven-benchmark-") as folder:
        for name in ("templates", "recipients"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        command = [sys.executable, __file__, "--make", folder, "--with" if with_register else "--without"]
        began = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - began
    return {**json.loads(done.stdout), "process": seconds}


def main() -> int:
    """Measure, and print what came of it; 1 where the register takes more than a tenth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--with", dest="with_register", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--without", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.make:
        print(json.dumps(make(given.make, with_register=given.with_register)))
        return 0
    with_it, without_it = [], []
    for _run in range(given.runs):
        without_it.append(run(with_register=False)["process"])
        with_it.append(run(with_register=True))
    whole = statistics.median(each["process"] for each in with_it)
    inside = statistics.median(each["register"] for each in with_it)
    bare = statistics.median(without_it)
    print(f"380 letters, DOCX + PDF, median of {given.runs} runs, from command to prompt")
    print(f"  without the register   {bare:6.2f} s")
    print(f"  with the register      {whole:6.2f} s  (it costs {(whole - bare) / whole:.1%})")
    share = statistics.median(each["share"] for each in with_it)
    print(f"  spent in the register  {inside:6.2f} s  ({inside / whole:.1%}; opening, reserving, entering, closing)")
    print(f"  of the processor's time {share:10.1%}")
    return 0 if share <= 0.1 else 1


if __name__ == "__main__":
    sys.exit(main())
