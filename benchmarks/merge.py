"""Merging a DOCX: brieven beside its peers, in one run on one machine.

    python benchmarks/merge.py [--letters N] [TEMPLATE.docx]

Prints milliseconds a letter and the ratio to docxtpl. The letter is two pages with header, footer, address block, table, list
and a condition, unless a template is given. docx-mailmerge2 takes part where it is installed; it sets its own tags, so
it gets the same letter with merge fields.
"""

from __future__ import annotations

import argparse
import io
import itertools
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from generator.template import compile_template

CONTEXT: dict[str, Any] = {
    "reference": "COS/U201800494",
    "date": "28 juni 2018",
    "enclosures": "1",
    "copies": 2,
    "recipient": {
        "address": "Gemeente Gouda\nT.a.v. de griffier\nPostbus 1086\n2800 BB  GOUDA",
        "salutation": "Geachte heer De Vries,",
    },
    "council": {"name": "Gouda"},
    "publications": [{"title": "Raad & daad", "count": 2}, {"title": "Jaarverslag", "count": 1}],
    "signatory": {"name": "J. Kuiper"},
}
SENTENCE = "De denktank heeft zich gebogen over de vraag hoe gemeenten hun werk doen, en wat daarvoor nodig is. "


def letter() -> bytes:
    """A two-page letter with tags."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ reference }} - {{ date }}"
    document.sections[0].footer.paragraphs[0].text = "Postbus 30435, 2500 GK Den Haag"
    document.add_paragraph("{{ recipient.address }}")
    for name in ("date", "reference", "enclosures"):
        document.add_paragraph(f"{name}: {{{{ {name} }}}}")
    document.add_paragraph("{{ recipient.salutation }}")
    for _ in range(14):
        document.add_paragraph("Aan {{ council.name }}. " + SENTENCE * 4)
    table = document.add_table(3, 2)
    table.cell(0, 0).text = "{%tr for p in publications %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ p.title }}", "{{ p.count }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    for point in range(4):
        document.add_paragraph(f"punt {point}", style="List Bullet")
    document.add_paragraph("{% if copies > 1 %}U ontvangt {{ copies }} exemplaren.{% endif %}")
    document.add_paragraph("{{ signatory.name }}")
    return saved(document)


def letter_with_fields() -> bytes:
    """The same length of letter with merge fields."""
    document = Document()
    for name in ("address", "date", "reference", "salutation", "signatory"):
        paragraph = document.add_paragraph()
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" MERGEFIELD {name} ")
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = name
        run.append(text)
        field.append(run)
        paragraph._p.append(field)  # noqa: SLF001 -- python-docx makes no fields
    for _ in range(14):
        document.add_paragraph(SENTENCE * 4)
    return saved(document)


def saved(document: Any) -> bytes:
    """The document's bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def milliseconds(make: Callable[[], object], letters: int) -> float:
    """The median of five rounds, for one letter."""
    make()
    rounds = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(letters):
            make()
        rounds.append((time.perf_counter() - start) / letters * 1000)
    return sorted(rounds)[2]


def by_docxtpl(data: bytes, folder: Path) -> Callable[[], object]:
    """As its manual has it: a template object for each letter."""
    numbers = itertools.count()

    def make() -> None:
        template = DocxTemplate(io.BytesIO(data))
        template.render(dict(CONTEXT), autoescape=True)
        template.save(folder / f"docxtpl-{next(numbers)}.docx")

    return make


def by_mailmerge(folder: Path) -> Callable[[], object] | None:
    """docx-mailmerge2, or None where it is not installed."""
    try:
        from mailmerge import MailMerge
    except ImportError:
        return None
    data = letter_with_fields()
    values = {"address": "Gouda", "date": "x", "reference": "y", "salutation": "z", "signatory": "k"}

    numbers = itertools.count()

    def make() -> None:
        with MailMerge(io.BytesIO(data)) as document:
            document.merge(**values)
            document.write(folder / f"mailmerge-{next(numbers)}.docx")

    return make


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("template", nargs="?", type=Path)
    parser.add_argument("--letters", type=int, default=500)
    arguments = parser.parse_args()
    data = arguments.template.read_bytes() if arguments.template else letter()
    start = time.perf_counter()
    template = compile_template(data)
    compiled = (time.perf_counter() - start) * 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # A file of its own for each letter: writing over one makes some file systems wait for the disk.
        numbers = itertools.count()
        peers = max(5, arguments.letters // 50)
        rows: list[tuple[str, float]] = [("docxtpl, file written", milliseconds(by_docxtpl(data, folder), peers))]
        mailmerge = by_mailmerge(folder)
        if mailmerge is not None:
            rows.append(("docx-mailmerge2, file written", milliseconds(mailmerge, peers)))
        in_memory = milliseconds(lambda: template.render(CONTEXT), arguments.letters)
        written = milliseconds(
            lambda: (folder / f"{next(numbers)}.docx").write_bytes(template.render(CONTEXT)), arguments.letters
        )
        checked = milliseconds(lambda: template.check(CONTEXT), arguments.letters)
    rows += [("brieven, in memory", in_memory), ("brieven, file written", written), ("brieven, check only", checked)]
    reference = rows[0][1]
    print(f"{'':32}{'ms a letter':>12}{'docxtpl / it':>14}")
    for label, spent in rows:
        print(f"{label:32}{spent:12.3f}{reference / spent:14.1f}")
    print(f"compiling the template once: {compiled:.1f} ms")


if __name__ == "__main__":
    main()
