"""Merge the same Word mail-merge letters with brieven and with docx-mailmerge2, and compare the text of every paragraph.

    python tools/compare_mail_merge.py [LETTER.docx ...]

docx-mailmerge2 is put into a throwaway environment with pip; it is no dependency of brieven. Without letters, a set is
built here: a field each for names, formats, pictures and text before and after. The exit status is 1 where a text differs
and docs/word/mergefield.md does not say why.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import docx
from lxml import etree

from generator.template import compile_template

PACKAGE = "docx-mailmerge2==1.0.3"
VALUES: dict[str, object] = {
    "Naam": "jan de VRIES",
    "Bedrag": 1234.5,
    "Aantal": 7,
    "Leeg": "",
    "Teken": "a & b < c",
    "Regels": "een\ntwee",
}
FIELDS = (
    r"Naam",
    r'"Naam" \* MERGEFORMAT',
    r"Naam \* Upper",
    r"Naam \* Lower",
    r"Naam \* FirstCap",
    r"Naam \* Caps",
    r'Bedrag \# "0.00"',
    r'Bedrag \# "#,##0.00"',
    r'Bedrag \# "$#,##0.00"',
    r'Aantal \# "000"',
    r'Aantal \b "(" \f ")"',
    r'Leeg \b "(" \f ")"',
    r"Leeg",
    r"Teken",
    r"Regels",
)
PEER = """
import json, sys
from mailmerge import MailMerge
source, target, values = sys.argv[1:]
with MailMerge(source) as letter:
    letter.merge(**json.loads(values))
    letter.write(target)
"""
NAMES_OF_PEER = """
import json, sys
from mailmerge import MailMerge
with MailMerge(sys.argv[1]) as letter:
    print(json.dumps(sorted(letter.get_merge_fields())))
"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def example_letter() -> bytes:
    """A letter with a paragraph for each field: text, the field, text."""
    document = docx.Document()
    for instruction in FIELDS:
        paragraph = document.add_paragraph("[")
        for kind, text in (("begin", ""), ("", f" MERGEFIELD {instruction} "), ("separate", ""), ("", ""), ("end", "")):
            run = etree.SubElement(paragraph._p, f"{{{W}}}r")  # noqa: SLF001 -- python-docx has no fields
            if kind:
                etree.SubElement(run, f"{{{W}}}fldChar", {f"{{{W}}}fldCharType": kind})
            else:
                content = etree.SubElement(run, f"{{{W}}}{'instrText' if text else 't'}")
                content.text = text or "«oud»"
        paragraph.add_run("]")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts(made: bytes) -> list[str]:
    """The text of every paragraph, in the text and in tables."""
    document = docx.Document(io.BytesIO(made))
    cells = [each for table in document.tables for row in table.rows for cell in row.cells for each in cell.paragraphs]
    return [each.text for each in (*document.paragraphs, *cells)]


def merged_by_peer(python: Path, source: bytes, folder: Path, values: dict[str, object]) -> bytes:
    """What docx-mailmerge2 makes of it."""
    before, after = folder / "before.docx", folder / "after.docx"
    before.write_bytes(source)
    subprocess.run([str(python), "-c", PEER, str(before), str(after), json.dumps(values)], check=True)  # noqa: S603 -- our own script
    return after.read_bytes()


def field_names(python: Path, source: bytes, folder: Path) -> list[str]:
    """The merge fields that docx-mailmerge2 finds."""
    before = folder / "before.docx"
    before.write_bytes(source)
    done = subprocess.run([str(python), "-c", NAMES_OF_PEER, str(before)], check=True, capture_output=True, text=True)  # noqa: S603 -- our own script
    found: list[str] = json.loads(done.stdout)
    return found


def main(arguments: list[str]) -> int:
    """Compare, and print each difference."""
    letters = {Path(each).name: Path(each).read_bytes() for each in arguments} or {"examples": example_letter()}
    different = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "peer", with_pip=True)
        python = folder / "peer" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        subprocess.run([str(python), "-m", "pip", "-q", "install", PACKAGE], check=True)  # noqa: S603 -- a fixed command
        for title, source in letters.items():
            template = compile_template(source, name=title)
            names = field_names(python, source, folder)
            values = {each: VALUES.get(each, f"waarde van {each}") for each in names}
            ours = texts(template.render({"row": values}, lenient=True))
            theirs = texts(merged_by_peer(python, source, folder, values))
            pairs = [(mine, other) for mine, other in zip(ours, theirs, strict=False) if mine != other]
            different += len(pairs) + abs(len(ours) - len(theirs))
            print(f"{title}: {len(ours)} paragraphs, {len(pairs)} differ")
            for mine, other in pairs:
                print(f"  brieven:         {mine!r}\n  docx-mailmerge2: {other!r}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
