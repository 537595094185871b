"""Does a PDF hold every word of its DOCX?

    python tests/judges/text.py LETTER.docx LETTER.pdf

Counted are the words that Word would print: not those of deleted text, field codes, hidden runs, comments or the
alternatives that Word passes over. Page numbers and the like are left out, because their results in the DOCX are old.
"""

from __future__ import annotations

import re
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))

from judges.poppler import pages_of_words

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
_PASSED_OVER = {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rPr", W + "pPr", MC + "Fallback"}
_COUNTED_ANEW = re.compile(r"^\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION|PAGEREF|STYLEREF)\b", re.IGNORECASE)
_HYPHENS = dict.fromkeys(map(ord, "‐‑\u00ad"), "-")


def lost_words(docx: Path, pdf: Path) -> Counter[str]:
    """The words of the DOCX that the PDF lacks, each as often as it is lacking."""
    written = Counter(words_of_docx(docx))
    printed_pages = pages_of_words(pdf)
    printed = Counter(_plain(word.text) for page in printed_pages for word in page)
    lost = written - printed
    if not lost:
        return lost
    # A long word may be broken over two lines, and words may stand so near that the reader of the PDF takes them for one.
    squeezed = "".join(_plain(word.text) for page in printed_pages for word in page)
    return Counter({word: count for word, count in lost.items() if squeezed.count(word) < written[word]})


def words_of_docx(docx: Path) -> list[str]:
    """The words of the text and its notes, text boxes included; headers and footers hold little but numbers."""
    words: list[str] = []
    with zipfile.ZipFile(docx) as archive:
        for part in archive.namelist():
            if part in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
                words += "".join(_text(etree.fromstring(archive.read(part)), [])).split()
    return [_plain(word) for word in words]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_HYPHENS).casefold()


def _text(element: etree._Element, fields: list[str | None]) -> Iterator[str]:
    """The printed text below an element; ``fields`` holds the code of each field that is open, None once it has a result."""
    for child in element:
        tag = str(child.tag)
        if tag == W + "fldChar":
            _turn(child.get(W + "fldCharType"), fields)
        elif tag == W + "instrText" and fields:
            fields[-1] = (fields[-1] or "") + (child.text or "")
        elif tag in _PASSED_OVER or _is_hidden(child) or _is_counted_anew(child):
            continue
        elif tag == W + "t":
            if not any(code and _COUNTED_ANEW.match(code) for code in fields):
                yield child.text or ""
        elif tag == W + "noBreakHyphen":
            yield "-"
        else:
            yield from _text(child, fields)
        if tag in _SPACES:
            yield " "


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
    docx, pdf = map(Path, arguments)
    lost = lost_words(docx, pdf)
    for word, count in sorted(lost.items()):
        sys.stdout.write(f"{count}x {word}\n")
    sys.stdout.write(f"{lost.total()} of {len(words_of_docx(docx))} words lost\n")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
