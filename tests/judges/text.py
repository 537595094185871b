"""Does a PDF hold every word of its DOCX?

    python tests/judges/text.py LETTER.docx LETTER.pdf
    python tests/judges/text.py FOLDER

Of a folder, every document is set by Typst, and words that are lost without a warning are told. Counted are the words that Word would print: not those of deleted text, field codes, hidden runs, comments or the
alternatives that Word passes over, nor those of deleted rows, of cells that a merged cell covers, and of notes that are not called. Page numbers and the like are left out, because their results in the DOCX are old.
"""

from __future__ import annotations

import re
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))

from judges.poppler import BULLETS, pages_of_words

from generator.errors import BrievenError
from generator.typeset import Typesetter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACES = {
    W + "tab",
    W + "br",
    W + "cr",
    W + "p",
    W + "tc",
    W + "ptab",
    W + "footnoteReference",
    W + "endnoteReference",
}
_PASSED_OVER = {W + "del", W + "moveFrom", W + "instrText", W + "rPr", W + "pPr", MC + "Fallback"}
_COUNTED_ANEW = re.compile(r"^\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION|PAGEREF|STYLEREF)\b", re.IGNORECASE)
_SIGNS = ".,;:!?()[]{}\"'«»“”‘’„…®™©*†‡"
_TOLD = frozenset({"text-off-page", "text-clipped", "text-covered"})
_CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
_HYPHENS = dict.fromkeys(map(ord, "‐‑\u00ad"), "-")


def lost_words(docx: Path, pdf: Path) -> Counter[str]:
    """The words of the DOCX that the PDF lacks, each as often as it is lacking."""
    written = Counter(words_of_docx(docx))
    printed_pages = pages_of_words(pdf)
    printed = Counter(plain(word.text) for page in printed_pages for word in page)
    lost = written - printed
    if not lost:
        return lost
    # A long word may be broken over two lines, words may stand so near that the reader of the PDF takes them for one,
    # and raised signs stand apart from the word that they follow.
    squeezed = "".join(plain(word.text) for page in printed_pages for word in page)
    cores: Counter[str] = Counter()
    for word, count in written.items():
        cores[_core(word)] += count
    return Counter({word: count for word, count in lost.items() if squeezed.count(_core(word)) < cores[_core(word)]})


def lost_in_folder(folder: Path) -> dict[Path, Counter[str]]:
    """The documents below a folder that lose words in the PDF without a warning about text; refused ones lose none."""
    setter = Typesetter(engine="typst")
    found: dict[Path, Counter[str]] = {}
    for docx in sorted(folder.rglob("*.docx")):
        try:
            made = setter.set_document(docx.read_bytes(), clock=_CLOCK, name=docx.name)
        except BrievenError:
            continue
        if any(warning.code in _TOLD for warning in made.warnings):
            continue
        with tempfile.TemporaryDirectory() as temporary:
            pdf = Path(temporary, "letter.pdf")
            pdf.write_bytes(made.pdf)
            lost = lost_words(docx, pdf)
        if lost:
            found[docx] = lost
    return found


def words_of_docx(docx: Path) -> list[str]:
    """The words of the text and its notes, text boxes included; headers and footers hold little but numbers."""
    with zipfile.ZipFile(docx) as archive:
        text = etree.fromstring(archive.read("word/document.xml"))
        words = printed_words(text)
        for kind in ("footnote", "endnote"):
            if f"word/{kind}s.xml" not in archive.namelist():
                continue
            called = {
                mark.get(W + "id")
                for mark in text.iter(f"{W}{kind}Reference")
                if not any(each.tag in _PASSED_OVER for each in mark.iterancestors())
            }
            for note in etree.fromstring(archive.read(f"word/{kind}s.xml")):
                if note.get(W + "id") in called:
                    words += printed_words(note)
    return words


def printed_words(element: etree._Element) -> list[str]:
    """The words below an element that Word would print, as ``plain`` writes them."""
    return [plain(word) for word in "".join(_text(element, [])).split()]


def plain(text: str) -> str:
    """A word without what differs between a document and its PDF: capitals, kinds of hyphens, bullets, compatibility forms."""
    return unicodedata.normalize("NFKC", text).translate(_HYPHENS).translate(BULLETS).casefold()


def _core(word: str) -> str:
    """A word without the signs at its ends; itself where it has nothing else."""
    return word.strip(_SIGNS) or word


def _text(element: etree._Element, fields: list[str | None]) -> Iterator[str]:
    """The printed text below an element; ``fields`` holds the code of each field that is open, None once it has a result."""
    for child in element:
        tag = str(child.tag)
        if tag == W + "fldChar":
            _turn(child.get(W + "fldCharType"), fields)
        elif tag == W + "instrText" and fields:
            fields[-1] = (fields[-1] or "") + (child.text or "")
        elif tag in _PASSED_OVER or _is_hidden(child) or _is_counted_anew(child) or _is_covered(child):
            continue
        elif tag in {W + "t", W + "delText"}:
            if not any(code and _COUNTED_ANEW.match(code) for code in fields):
                yield child.text or ""
        elif tag == W + "noBreakHyphen":
            yield "-"
        else:
            yield from _text(child, fields)
        if tag in _SPACES:
            yield " "


def _is_covered(element: etree._Element) -> bool:
    """A row that was deleted, or a cell that the one above covers."""
    if element.tag == W + "tr":
        return element.find(f"{W}trPr/{W}del") is not None
    merge = element.find(f"{W}tcPr/{W}vMerge") if element.tag == W + "tc" else None
    return merge is not None and merge.get(W + "val") in (None, "continue")


def _is_counted_anew(element: etree._Element) -> bool:
    return element.tag == W + "fldSimple" and _COUNTED_ANEW.match(element.get(W + "instr") or "") is not None


def _turn(kind: str | None, fields: list[str | None]) -> None:
    if kind == "begin":
        fields.append("")
    elif kind == "end" and fields:
        fields.pop()


def _is_hidden(element: etree._Element) -> bool:
    hidden = element.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(W + "val") not in ("0", "false", "off")


def main(arguments: Sequence[str]) -> int:
    """Print what is lost; exit 1 where anything is."""
    if len(arguments) == 1:
        found = lost_in_folder(Path(arguments[0]))
        for each, words in found.items():
            sys.stdout.write(f"{each.name}: {words.total()} words, {', '.join(list(words)[:8])}\n")
        sys.stdout.write(f"{len(found)} documents lose words without a warning\n")
        return 1 if found else 0
    docx, pdf = map(Path, arguments)
    lost = lost_words(docx, pdf)
    for word, count in sorted(lost.items()):
        sys.stdout.write(f"{count}x {word}\n")
    sys.stdout.write(f"{lost.total()} of {len(words_of_docx(docx))} words lost\n")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
