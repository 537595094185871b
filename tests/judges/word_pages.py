"""Do our pages begin where Word's own did?

    python tests/judges/word_pages.py [--cache FOLDER] FILE.docx|FOLDER ...

Where Word saved a document, ``w:lastRenderedPageBreak`` (ECMA-376 part 1, 17.3.3.13) stands before the first words of each
page that it had last laid out: Word's own evidence, in documents whose PDF by Word nobody has. Each such mark is held
against the PDF that Typst makes of the document, and against the measure of ``fidelity.py`` (LibreOffice's PDF, or Word's
where NAME.word.pdf lies beside it): they agree where the word behind the mark stands on a later page than the word before it.
Where they do not, it is told how many words earlier or later the nearest page begins. Page breaks that the author set himself
are marked too; all agree about them.

A row a document: marks, those that ours and the measure agree with, what the document says of its number of pages, and
the pages of both. Marks go stale: a program other than Word may have changed the text since, or have copied it from
elsewhere. ``stale?`` stands where neither agrees with a single mark; the summary is told with and without these. With
--marks each mark is shown on which somebody disagrees.
"""

from __future__ import annotations

import argparse
import difflib
import itertools
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))

from judges import fidelity
from judges.poppler import pages_of_words
from judges.text import W, plain, printed_words

from generator.errors import BrievenError
from generator.typeset import Typesetter

_MARK = "\ue0b1"
_NEAR = 6
_SHOWN = 5
_CLOCK = datetime(2018, 6, 28, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Beginnings:
    """The words of a document and the indices of those with which Word began a page."""

    words: list[str]
    marks: list[int]


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one document. The lists hold for each mark how many words later the nearest page begins: 0 where
    they agree, less than 0 where it begins earlier, None where no words around the mark were found."""

    docx: Path
    beginnings: Beginnings
    pages_said: str
    ours: list[int | None]
    theirs: list[int | None]
    pages: tuple[int, int]

    @property
    def stale(self) -> bool:
        """Whether nobody agrees with any mark."""
        return 0 not in self.ours and 0 not in self.theirs

    def __str__(self) -> str:
        said = f"{self.pages_said:>3} {self.pages[0]:>3}/{self.pages[1]:<3}"
        return (
            f"{len(self.ours):>5} {self.ours.count(0):>5} {self.theirs.count(0):>5}  {said}"
            f" {'stale? ' if self.stale else ''}{self.docx}"
        )

    def disagreements(self) -> Iterator[str]:
        """A line for each mark with which one of both disagrees."""
        for mark, ours, theirs in zip(self.beginnings.marks, self.ours, self.theirs, strict=True):
            if ours == theirs == 0:
                continue
            words = self.beginnings.words
            before, behind = " ".join(words[max(0, mark - _SHOWN) : mark]), " ".join(words[mark : mark + _SHOWN])
            yield f"        ours {_told(ours)}, measure {_told(theirs)}: {before} | {behind}"


def _told(later: int | None) -> str:
    if later is None:
        return "unknown"
    return f"{abs(later)} words {'later' if later > 0 else 'earlier'}" if later else "agrees"


def beginnings_of(docx: Path) -> Beginnings:
    """What Word marked; left out are marks in what it does not print, in text boxes, in sections of several columns, whose
    ends are marked too, and behind the last word."""
    with zipfile.ZipFile(docx) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for mark in _marks_in_one_column(root):
        mark.tag = W + "t"
        mark.text = f" {_MARK} "
    words: list[str] = []
    marks: list[int] = []
    for word in printed_words(root):
        if word != _MARK:
            words.append(word)
        elif words and len(words) not in marks:
            marks.append(len(words))
    return Beginnings(words, [mark for mark in marks if mark < len(words)])


def _marks_in_one_column(root: etree._Element) -> list[etree._Element]:
    """A section's properties stand behind its text."""
    marks: list[etree._Element] = []
    waiting: list[etree._Element] = []
    for element in root.iter(W + "lastRenderedPageBreak", W + "sectPr"):
        if element.tag == W + "sectPr":
            columns = element.find(W + "cols")
            if columns is None or columns.get(W + "num", "1") == "1":
                marks += waiting
            waiting = []
        elif not any(each.tag == W + "txbxContent" for each in element.iterancestors()):
            waiting.append(element)
    return marks + waiting


def distances(beginnings: Beginnings, pdf: Path) -> list[int | None]:
    """For each mark how many words later the nearest page of the PDF begins, 0 where it begins at the mark."""
    printed = [(plain(word.text), number) for number, page in enumerate(pages_of_words(pdf)) for word in page]
    page_of: dict[int, int] = {}
    matcher = difflib.SequenceMatcher(None, beginnings.words, [word for word, _ in printed], autojunk=False)
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            page_of[block.a + offset] = printed[block.b + offset][1]
    return [_distance(mark, page_of) for mark in beginnings.marks]


def _distance(mark: int, page_of: dict[int, int]) -> int | None:
    """Words that were not found (page numbers, words broken over two lines) are passed over, a few at most."""
    before = next((each for each in range(mark - 1, mark - 1 - _NEAR, -1) if each in page_of), None)
    behind = next((each for each in range(mark, mark + _NEAR) if each in page_of), None)
    if before is None or behind is None:
        return None
    if page_of[behind] > page_of[before]:
        return 0
    found = sorted(page_of)
    begun = (later for earlier, later in itertools.pairwise(found) if page_of[later] > page_of[earlier])
    return min((each - mark for each in begun), key=abs, default=len(found) - mark)


def judged(docx: Path, setter: Typesetter, cache: Path) -> Row | str:
    """The row of a document, or why there is none."""
    beginnings = beginnings_of(docx)
    if not beginnings.marks:
        return "no marks"
    try:
        made = setter.set_document(docx.read_bytes(), clock=_CLOCK, name=docx.name)
    except BrievenError:
        return "refused"
    measure = fidelity.reference_pdf(docx, cache)
    if measure is None:
        return "no measure"
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder, "ours.pdf")
        ours.write_bytes(made.pdf)
        pages = len(pages_of_words(ours)), len(pages_of_words(measure))
        ours_begin = distances(beginnings, ours)
    return Row(docx, beginnings, _pages_said(docx), ours_begin, distances(beginnings, measure), pages)


def _pages_said(docx: Path) -> str:
    """The number of pages in the document's own properties, of the same age as the marks."""
    with zipfile.ZipFile(docx) as archive:
        properties = archive.read("docProps/app.xml") if "docProps/app.xml" in archive.namelist() else b""
    found = re.search(rb"<(?:\w+:)?Pages>(\d+)<", properties)
    return found[1].decode() if found else "?"


def summary(rows: Iterable[Row]) -> str:
    """How many of the marks whose words both PDFs hold each of them agrees with."""
    found = [pair for row in rows for pair in zip(row.ours, row.theirs, strict=True) if None not in pair]
    pairs = [(ours == 0, theirs == 0) for ours, theirs in found]
    count = Counter(pairs)
    both, only_ours, only_theirs = count[True, True], count[True, False], count[False, True]
    ours, theirs, total = both + only_ours, both + only_theirs, max(len(pairs), 1)
    return (
        f"{len(pairs)} pages that Word began: ours agree with {ours} ({ours / total:.1%}), the measure's with"
        f" {theirs} ({theirs / total:.1%}); only ours {only_ours}, only the measure's {only_theirs}, nobody {count[False, False]}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and its summary; exit 1 where the measure agrees with Word more often than ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir(), "fidelity-cache"))
    parser.add_argument("--marks", action="store_true", help="show each mark on which somebody disagrees")
    parser.add_argument("files", nargs="+", type=Path)
    asked = parser.parse_args(arguments)
    asked.cache.mkdir(parents=True, exist_ok=True)
    setter = Typesetter(engine="typst")
    rows: list[Row] = []
    none: Counter[str] = Counter()
    sys.stdout.write("marks  ours measure said pages\n")
    for docx in fidelity.documents(asked.files):
        row = judged(docx, setter, asked.cache)
        if isinstance(row, str):
            none[row] += 1
            continue
        rows.append(row)
        sys.stdout.write(f"{row}\n")
        sys.stdout.writelines(f"{each}\n" for each in row.disagreements() if asked.marks)
        sys.stdout.flush()
    fresh = [row for row in rows if not row.stale]
    left_out = ", ".join(f"{count} {reason}" for reason, count in sorted(none.items()))
    sys.stdout.write(f"{len(rows)} documents ({left_out or 'none'} left out): {summary(rows)}\n")
    sys.stdout.write(f"{len(fresh)} without stale marks: {summary(fresh)}\n")
    behind = sum(row.theirs.count(0) - row.ours.count(0) for row in fresh)
    return 1 if behind > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
