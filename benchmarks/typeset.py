"""How long a two-page letter takes from DOCX to PDF, beside what else does that, in one run on one machine.

    python benchmarks/typeset.py [--letters 200] [--endurance 20000]

Ours runs in one process with one thread and writes PDF/A-2a and PDF/UA-1. LibreOffice and dxpdf write plain PDF, which
is less work. dxpdf is put into a virtual environment of its own, for this run only. Trust the ratios, not the times.
With --endurance the memory of one worker is watched over so many letters.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
DXPDF = "dxpdf==0.8.1"
BATCH = 50
_DXPDF_SCRIPT = """
import pathlib, sys, time, dxpdf
letters = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob("*.docx"))]
dxpdf.convert(letters[0])
started = time.perf_counter()
for letter in letters:
    dxpdf.convert(letter)
print((time.perf_counter() - started) / len(letters) * 1000)
"""


def letter(number: int) -> bytes:
    """A two-page letter with header, footer, address block, table and list; each number another recipient."""
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


def ours(letters: Sequence[bytes]) -> float:
    """Milliseconds a letter in this process, after the first; both standards."""
    from generator.typeset import Typesetter

    typesetter = Typesetter(engine="typst")
    first = typesetter.set_document(letters[0], clock=CLOCK, name="letter.docx")
    assert first.pages == 2, f"the letter has {first.pages} pages"
    times = []
    for each in letters:
        started = time.perf_counter()
        typesetter.set_document(each, clock=CLOCK, name="letter.docx")
        times.append(time.perf_counter() - started)
    return statistics.mean(times) * 1000


def soffice_one_by_one(folder: Path, count: int = 5) -> float:
    """Milliseconds a letter, a process of LibreOffice for each."""
    files = sorted(folder.glob("*.docx"))[:count]
    _soffice(files[:1], folder)
    started = time.perf_counter()
    for file in files:
        _soffice([file], folder)
    return (time.perf_counter() - started) / len(files) * 1000


def soffice_in_one(folder: Path) -> float:
    """Milliseconds a letter, fifty of them in one process of LibreOffice."""
    files = sorted(folder.glob("*.docx"))[:BATCH]
    started = time.perf_counter()
    _soffice(files, folder)
    return (time.perf_counter() - started) / len(files) * 1000


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


def dxpdf(folder: Path) -> float:
    """Milliseconds a letter, dxpdf in one process."""
    environment = folder / "venv"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", DXPDF], check=True, capture_output=True)
    batch = folder / "dxpdf"
    batch.mkdir()
    for file in sorted(folder.glob("*.docx"))[:BATCH]:
        shutil.copy(file, batch)
    done = subprocess.run([str(python), "-c", _DXPDF_SCRIPT, str(batch)], check=True, capture_output=True, text=True)
    return float(done.stdout)


def endurance(count: int) -> Iterator[tuple[int, float]]:
    """Letters set so far and the memory that the process holds, in megabytes (Linux)."""
    from generator.typeset import Typesetter

    typesetter = Typesetter(engine="typst")
    pool = [letter(number) for number in range(200)]
    for number in range(count + 1):
        if number % max(count // 10, 1) == 0:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            yield number, pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
        typesetter.set_document(pool[number % len(pool)], clock=CLOCK, name="letter.docx")


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
    letters = [letter(number) for number in range(max(asked.letters, BATCH))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, content in enumerate(letters):
            (folder / f"{number:04}.docx").write_bytes(content)
        contenders: list[tuple[str, Callable[[], float]]] = [
            ("brieven, PDF/A-2a and PDF/UA-1", lambda: ours(letters)),
            ("dxpdf, plain PDF", lambda: dxpdf(folder)),
            (f"soffice, {BATCH} in one process", lambda: soffice_in_one(folder)),
            ("soffice, a process a letter", lambda: soffice_one_by_one(folder)),
        ]
        own = 0.0
        for label, measure in contenders:
            try:
                milliseconds = measure()
            except (subprocess.CalledProcessError, FileNotFoundError) as error:
                print(f"{label:<34} not measured: {error}")
                continue
            own = own or milliseconds
            print(f"{label:<34} {milliseconds:8.1f} ms a letter {milliseconds / own:8.1f} times ours", flush=True)
    return 0


if __name__ == "__main__":
    os.environ["RAYON_NUM_THREADS"] = "1"
    sys.exit(main())
