"""How long `brieven check` takes on a workbook of many rows, on the clock and in processor time.

    python benchmarks/check.py [--rows 10000] [--workers 2] [-- --quick]

Each row is a contact with 23 columns, of the councils in recipients/denktank-2018.xlsx, for the letter of templates/. What
stands behind `--` goes to the command. On a loaded machine trust the processor time, which is that of all processes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import load_workbook

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "recipients" / "denktank-2018.xlsx"
OFFICES = ("griffier", "beleidsmedewerker", "raadslid", "wethouder", "hoofd communicatie")
DEPARTMENTS = ("", "Sociaal domein", "Bestuurszaken", "Ruimte en wonen")
NAMES = ("Jansen", "Vries", "Bakker", "Berg", "Visser", "Meijer", "Özdemir", "Zandvoort-Hoogendijk")
PREFIXES = ("", "de", "van den")


def write_workbook(path: Path, rows: int) -> None:
    """The sample workbook with ``rows`` contacts, to whom the letters go."""
    book = load_workbook(SAMPLE)
    for row in book["Zending"].iter_rows(min_col=1, max_col=2):
        if row[0].value == "Adresseren aan":
            row[1].value = "contact"
    codes = [str(code) for (code,) in book["Gemeenten"].iter_rows(min_row=4, max_col=1, values_only=True) if code]
    contacts = book["Contacten"]
    headings = [cell.value for cell in contacts[3]]
    for number in range(rows):
        contact = {
            "Code": codes[number % len(codes)],
            "Functie": OFFICES[number % len(OFFICES)],
            "Afdeling": DEPARTMENTS[number // 7 % len(DEPARTMENTS)],
            "Geslacht": "mv"[number % 2],
            "Voorletters": f"{chr(ord('A') + number % 26)}.",
            "Tussenvoegsel": PREFIXES[number % len(PREFIXES)],
            # Nobody is there twice: each name ends in letters that count.
            "Achternaam": f"{NAMES[number % len(NAMES)]}-{number:x}".translate(
                str.maketrans("0123456789", "ghijklmnop")
            ),
            "E-mail": f"contact{number}@gemeente.nl",
            "Exemplaren": 1,
            "Versturen": "ja",
        }
        contacts.append([contact.get(str(heading)) or None for heading in headings])
    book.save(path)


def main() -> None:
    """Print one row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("more", nargs="*", help="options for `brieven check`")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "templates", Path(folder, "templates"))
        Path(folder, "recipients").mkdir()
        write_workbook(Path(folder, "recipients", "groot.xlsx"), options.rows)
        program = "import sys; from generator.cli import main; sys.exit(main())"
        words = ["--language", "en", "check", "recipients/groot.xlsx", "--workers", str(options.workers), *options.more]
        before, began = os.times(), time.perf_counter()
        made = subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        seconds, after = time.perf_counter() - began, os.times()
    if made.returncode not in (0, 1):
        sys.exit(made.stderr)
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    print(made.stdout.splitlines()[-2])
    print(f"{options.rows} rows checked in {seconds:.1f} s, {processor:.1f} s of processor time")


if __name__ == "__main__":
    main()
