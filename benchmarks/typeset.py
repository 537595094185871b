"""How long a two-page letter takes from DOCX to PDF, beside what else does that, in one run on one machine.

    python benchmarks/typeset.py [--letters 200] [--endurance 20000]

The letters are those of the mailing in ``recipients/denktank-2018.xlsx``; every contender sets the same ones. Ours runs in
one process with one thread and writes PDF/A-2a and PDF/UA-1. LibreOffice and dxpdf write plain PDF, which is less work. dxpdf
is put into a virtual environment of its own, for this run only. Two more rows show ours at letters with a reference each, and
at letters that have hardly a paragraph in common. Processor time is what a letter costs a core; on a loaded machine trust the
ratios (docs/speed.md). With --endurance the memory of one worker is watched over so many letters, no two of them equal.
"""

from __future__ import annotations

import argparse
import io
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
DXPDF = "dxpdf==0.8.1"
BATCH = 50
WARM = 10
"""Letters that are set before the clock starts: a worker sets hundreds."""
_DXPDF_SCRIPT = """
import pathlib, sys, time, dxpdf
letters = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob("*.docx"))]
dxpdf.convert(letters[0])
started, worked = time.perf_counter(), time.process_time()
for letter in letters:
    dxpdf.convert(letter)
print((time.perf_counter() - started) / len(letters) * 1000, (time.process_time() - worked) / len(letters) * 1000)
"""


class Cost(NamedTuple):
    """Milliseconds a letter: by the clock, and of processors."""

    clock: float
    processor: float


def letters_of_mailing(*, numbered: bool = False) -> Iterator[bytes]:
    """The letters of the mailing that travels with the program, over and over; ``numbered`` each has its own reference."""
    from generator.mailing.context import letter_context, mailing_context
    from generator.settings import Settings
    from generator.template import compile_template
    from generator.workbook import read_shipment

    shipment = read_shipment(ROOT / "recipients" / "denktank-2018.xlsx", settings=Settings())
    template = compile_template(ROOT / "templates" / "presentexemplaar.docx")
    shared = mailing_context(shipment)
    for number, recipient in enumerate(itertools.cycle(shipment.recipients)):
        reference = f"COS/U{201800494 + number * numbered}"
        yield template.render(letter_context(shipment, recipient, reference, shared=shared))


def letter_apart(number: int) -> bytes:
    """A two-page letter with header, footer, address block, table and list, whose paragraphs and cells bear its number."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    document.core_properties.title = "Presentexemplaar"
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = "Vereniging van Nederlandse Gemeenten"
    section.footer.paragraphs[0].text = "Postbus 30435, 2500 GK Den Haag"
    for line in (
        f"Gemeente {number}",
        "T.a.v. het college",
        f"Postbus {number}",
        f"{1000 + number % 9000} AB  DEN HAAG",
    ):
        document.add_paragraph(line).paragraph_format.space_after = Pt(0)
    document.add_heading("Onderwerp: presentexemplaar", level=2)
    document.add_paragraph("Geacht college,")
    for paragraph in range(7):
        document.add_paragraph(
            f"Hierbij ontvangt u exemplaar {number} van de publicatie over de toekomst van het lokaal bestuur. "
            f"Zij is het werk van de denktank die in het voorjaar zijn vierde advies uitbracht. ({paragraph}) " * 2
        )
    for item in ("een exemplaar voor het college", "een exemplaar voor de raad", "een exemplaar voor de griffie"):
        document.add_paragraph(item, style="List Bullet")
    table = document.add_table(rows=6, cols=3, style="Table Grid")
    for row in table.rows:
        for column, cell in enumerate(row.cells):
            cell.text = f"{number} · {column}"
    for _ in range(6):
        document.add_paragraph("Wij hopen u hiermee van dienst te zijn en horen graag wat u ervan vindt. " * 3)
    document.add_paragraph("Met vriendelijke groet,")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def ours(letters: Sequence[bytes]) -> Cost:
    """In this process, both standards; the fastest of three rounds, each with a new typesetter."""
    from generator.typeset import Typesetter

    rounds = []
    for _ in range(3):
        typesetter = Typesetter(engine="typst")
        for each in letters[:WARM]:
            pages = typesetter.set_document(each, clock=CLOCK, name="letter.docx").pages
            assert pages == 2, f"the letter has {pages} pages"
        started, worked = time.perf_counter(), time.process_time()
        for each in letters[WARM:]:
            typesetter.set_document(each, clock=CLOCK, name="letter.docx")
        ended = time.perf_counter() - started, time.process_time() - worked
        rounds.append(Cost(*(seconds / (len(letters) - WARM) * 1000 for seconds in ended)))
    return min(rounds, key=lambda cost: cost.processor)


def soffice_one_by_one(folder: Path, count: int = 5) -> Cost:
    """A process of LibreOffice for each letter."""
    files = sorted(folder.glob("*.docx"))[:count]
    _soffice(files[:1], folder)
    return _cost_of_programs([[file] for file in files], folder)


def soffice_in_one(folder: Path) -> Cost:
    """Fifty letters in one process of LibreOffice."""
    files = sorted(folder.glob("*.docx"))[:BATCH]
    return _cost_of_programs([files], folder)


def _cost_of_programs(runs: Sequence[Sequence[Path]], folder: Path) -> Cost:
    before, started = os.times(), time.perf_counter()
    for files in runs:
        _soffice(files, folder)
    clock, after = time.perf_counter() - started, os.times()
    worked = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(*(seconds / sum(map(len, runs)) * 1000 for seconds in (clock, worked)))


def _soffice(files: Sequence[Path], folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder / "pdf"),
        *map(str, files),
    ]
    subprocess.run(command, capture_output=True, check=True)
    missing = [file for file in files if not (folder / "pdf" / f"{file.stem}.pdf").exists()]
    assert not missing, f"LibreOffice made no PDF of {len(missing)} letters"


def dxpdf(folder: Path) -> Cost:
    """Dxpdf in one process."""
    environment = folder / "venv"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", DXPDF], check=True, capture_output=True)
    batch = folder / "dxpdf"
    batch.mkdir()
    for file in sorted(folder.glob("*.docx"))[:BATCH]:
        shutil.copy(file, batch)
    done = subprocess.run([str(python), "-c", _DXPDF_SCRIPT, str(batch)], check=True, capture_output=True, text=True)
    return Cost(*map(float, done.stdout.split()))


def endurance(count: int) -> Iterator[tuple[int, float]]:
    """Letters set so far and the memory that the process holds, in megabytes (Linux)."""
    from generator.typeset import Typesetter

    typesetter = Typesetter(engine="typst")
    for number, each in enumerate(itertools.islice(letters_of_mailing(numbered=True), count + 1)):
        if number % max(count // 10, 1) == 0:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            yield number, pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
        typesetter.set_document(each, clock=CLOCK, name="letter.docx")


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=200)
    parser.add_argument("--endurance", type=int, default=0, help="watch the memory over so many letters instead")
    asked = parser.parse_args()
    if asked.endurance:
        for number, megabytes in endurance(asked.endurance):
            print(f"{number:>7} letters  {megabytes:6.0f} MB", flush=True)
        return 0
    letters = list(itertools.islice(letters_of_mailing(), max(asked.letters, BATCH)))
    numbered = list(itertools.islice(letters_of_mailing(numbered=True), max(asked.letters, BATCH)))
    apart = [letter_apart(number) for number in range(max(asked.letters, BATCH))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, content in enumerate(letters):
            (folder / f"{number:04}.docx").write_bytes(content)
        contenders: list[tuple[str, Callable[[], Cost]]] = [
            ("brieven, PDF/A-2a and PDF/UA-1", lambda: ours(letters)),
            ("  a reference of its own for each", lambda: ours(numbered)),
            ("  no paragraph in common", lambda: ours(apart)),
            ("dxpdf, plain PDF", lambda: dxpdf(folder)),
            (f"soffice, {BATCH} in one process", lambda: soffice_in_one(folder)),
            ("soffice, a process a letter", lambda: soffice_one_by_one(folder)),
        ]
        own = 0.0
        print(f"{'milliseconds a letter':<34} {'clock':>9} {'processor':>10}")
        for label, measure in contenders:
            try:
                cost = measure()
            except (subprocess.CalledProcessError, FileNotFoundError) as error:
                print(f"{label:<34} not measured: {error}")
                continue
            own = own or cost.processor
            print(
                f"{label:<34} {cost.clock:9.1f} {cost.processor:10.1f} {cost.processor / own:8.1f} times ours",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    os.environ["RAYON_NUM_THREADS"] = "1"
    sys.exit(main())
