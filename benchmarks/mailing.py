"""Where the time of a whole ``brieven generate`` goes, phase by phase, in one run on one machine.

    python benchmarks/mailing.py [--workers 1 2] [WORKBOOK]

The mailing is made in a new workspace with a new register. A phase ends where the program tells of the next one. Beside
the time on the clock stands the processor time of all processes together: on a loaded machine trust that, and the ratios.
"""

from __future__ import annotations

import argparse
import compileall
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PHASES = ("start and reading", "checking the rows", "letters", "print file, labels, lists", "closing down")
COUNTED = re.compile(r"(\d+) letters made")


def run(workbook: Path, workers: int) -> tuple[list[float], float, int]:
    """Make the mailing; seconds of each phase, processor seconds of all, and how many letters."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "templates", Path(folder, "templates"))
        Path(folder, "recipients").mkdir()
        shutil.copy(workbook, Path(folder, "recipients"))
        Path(folder, "brieven.toml").write_text('language = "en"\n', encoding="utf-8")
        program = "import sys; from generator.cli import main; sys.exit(main())"
        arguments = ["generate", f"recipients/{workbook.name}", "--workers", str(workers)]
        before = os.times()
        moments = [time.perf_counter()]
        letters = 0
        with subprocess.Popen(
            [sys.executable, "-u", "-c", program, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        ) as made:
            assert made.stdout is not None
            said = []
            for line in made.stdout:
                said.append(line)
                counted = COUNTED.match(line)
                if counted or line.rstrip().endswith("…"):
                    moments.append(time.perf_counter())
                letters = int(counted[1]) if counted else letters
        moments.append(time.perf_counter())
        after = os.times()
        if made.returncode or len(moments) != len(PHASES) + 1:
            sys.exit("".join(said))
    phases = [end - start for start, end in itertools.pairwise(moments)]
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return phases, processor, letters


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workbook", nargs="?", type=Path, default=ROOT / "recipients" / "denktank-2018.xlsx")
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2])
    options = parser.parse_args()
    # As whoever installed it has it: compiled at the first run.
    compileall.compile_dir(ROOT / "generator", quiet=1)
    whole: dict[int, float] = {}
    for workers in options.workers:
        phases, processor, letters = run(options.workbook, workers)
        total = whole[workers] = sum(phases)
        print(f"{letters} letters, workers: {workers}")
        for name, seconds in zip(PHASES, phases, strict=True):
            print(f"  {name:28}{seconds / letters * 1000:8.2f} ms a letter {seconds / total:6.0%}")
        print(f"  {'all of it':28}{total / letters * 1000:8.2f} ms a letter   {total:.2f} s")
        print(
            f"  {'processor time':28}{processor / letters * 1000:8.2f} ms a letter   {processor / total:.2f} cores busy"
        )
    first = options.workers[0]
    for workers in options.workers[1:]:
        print(f"{workers} workers against {first}: {whole[first] / whole[workers]:.2f} times as fast")


if __name__ == "__main__":
    main()
