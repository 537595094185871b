"""Have our PDFs as many pages as Word counted?

    python tests/judges/page_counts.py [--cache FOLDER] FILE.docx|FOLDER ...

Word writes into docProps/app.xml how many pages and characters a document had when it last counted them (ECMA-376 part 1,
22.2.2). The number of pages is believed where Word wrote it and where the characters of the text are about as many as it
counted, so that nobody changed the text since. Where it is 1, Word may not have laid the document out at all; the
summary tells these apart. A row for each document of which ours or the measure (LibreOffice's PDF, or Word's where
NAME.word.pdf lies beside it) has another number of pages: said, ours, the measure's.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))

from judges import fidelity
from judges.poppler import pages_of_words
from judges.text import W, printed_words

from generator.errors import BrievenError
from generator.typeset import Typesetter

_CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
_LEAST, _MOST = 0.9, 1.06
"""The share of the characters that Word counted which the text must have; Word also counts what is deleted and hidden."""


@dataclass(frozen=True, slots=True)
class Row:
    """The pages of one document."""

    docx: Path
    said: int
    ours: int
    theirs: int

    def __str__(self) -> str:
        return f"{self.said:>4} {self.ours:>4} {self.theirs:>7}  {self.docx}"


def pages_said(docx: Path) -> int | None:
    """The number of pages that Word counted; None where nobody says it, or where it is not to be believed."""
    try:
        with zipfile.ZipFile(docx) as archive:
            properties = archive.read("docProps/app.xml").decode("utf-8", "replace")
            text = etree.fromstring(archive.read("word/document.xml"))
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return None
    found = {name: _said(properties, name) for name in ("Application", "Pages", "Characters")}
    pages, counted = (int(found[name]) if found[name].isdecimal() else 0 for name in ("Pages", "Characters"))
    if not found["Application"].startswith("Microsoft") or not pages or not counted:
        return None
    for box in list(text.iter(W + "txbxContent")):
        box.clear()
    written = sum(len(word) for word in printed_words(text))
    return pages if _LEAST <= written / counted <= _MOST else None


def _said(properties: str, name: str) -> str:
    found = re.search(rf"<(?:\w+:)?{name}>([^<]*)<", properties)
    return found[1].strip() if found else ""


def judged(docx: Path, setter: Typesetter, cache: Path) -> Row | None:
    """None where Word's number is not known, or one of both PDFs cannot be made."""
    said = pages_said(docx)
    if said is None:
        return None
    try:
        made = setter.set_document(docx.read_bytes(), clock=_CLOCK, name=docx.name)
    except BrievenError:
        return None
    measure = fidelity.reference_pdf(docx, cache)
    if measure is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder, "ours.pdf")
        ours.write_bytes(made.pdf)
        return Row(docx, said, len(pages_of_words(ours)), len(pages_of_words(measure)))


def summary(rows: Iterable[Row]) -> str:
    """How often each has Word's number, and how often only one of both has."""
    pairs = [(row.ours == row.said, row.theirs == row.said) for row in rows]
    ours, theirs = (sum(pair[side] for pair in pairs) for side in (0, 1))
    alone = [pairs.count(pair) for pair in ((True, False), (False, True))]
    return (
        f"{len(pairs)} documents whose pages Word counted: ours have as many in {ours}, the measure's in {theirs};"
        f" only ours {alone[0]}, only the measure's {alone[1]}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and its summary; exit 1 where the measure agrees with Word more often than ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir(), "fidelity-cache"))
    parser.add_argument("files", nargs="+", type=Path)
    asked = parser.parse_args(arguments)
    asked.cache.mkdir(parents=True, exist_ok=True)
    setter = Typesetter(engine="typst")
    rows = [row for docx in fidelity.documents(asked.files) if (row := judged(docx, setter, asked.cache)) is not None]
    sys.stdout.write("said ours measure\n")
    sys.stdout.writelines(f"{row}\n" for row in rows if not row.said == row.ours == row.theirs)
    sys.stdout.write(f"{summary(rows)}\nof more than one page: {summary(row for row in rows if row.said > 1)}\n")
    return int(sum(row.theirs == row.said for row in rows) > sum(row.ours == row.said for row in rows))


if __name__ == "__main__":
    sys.exit(main())
