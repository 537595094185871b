"""How near the layout of a PDF comes to Word's own, or where that is not at hand, to LibreOffice's.

    python tests/judges/fidelity.py --pdf 'brieven pdf {docx} {pdf}' FILE.docx|FOLDER ...

Where NAME.word.pdf lies beside NAME.docx, that is what Word made and the measure (marked W); elsewhere LibreOffice makes
one, kept by the file's digest. A row a file:

    pages   ours / the measure's
    words   share of the measure's words that ours has, as a multiset: 1.000 is none lost
    extra   share of our words that the measure lacks
    lines   share of the measure's lines that stand in ours word for word, on the same page
    dx, dy  distance between the same words, 90th percentile, in points

Exit 1 where a file has other pages, or fewer words or lines than --words and --lines say. A file that the command refuses
is listed with its last sentence and counted apart: a refusal is honest.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from judges.poppler import Word, pages_of_words

SAME_LINE_POINTS = 2.0
REFERENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the columns of the table hold."""

    pages: int
    pages_of_reference: int
    words: float
    extra: float
    lines: float
    dx: float
    dy: float

    def holds(self, *, words: float, lines: float) -> bool:
        """Whether the layout is as good as asked."""
        return self.pages == self.pages_of_reference and self.words >= words and self.lines >= lines

    def __str__(self) -> str:
        return (
            f"{f'{self.pages}/{self.pages_of_reference}':>7} {self.words:6.3f} {self.extra:6.3f} {self.lines:6.3f}"
            f" {self.dx:6.1f} {self.dy:6.1f}"
        )


def compare(ours: Path, reference: Path) -> Likeness:
    """Hold one PDF against another."""
    mine, theirs = pages_of_words(ours), pages_of_words(reference)
    bag, wanted = _bag(mine), _bag(theirs)
    matched = [
        pair
        for number, page in enumerate(theirs)
        for pair in _same_words(mine[number] if number < len(mine) else [], page)
    ]
    lines = [_lines(page) for page in theirs]
    kept = [_lines(mine[number]) if number < len(mine) else Counter[str]() for number in range(len(theirs))]
    return Likeness(
        pages=len(mine),
        pages_of_reference=len(theirs),
        words=_share((bag & wanted).total(), wanted.total()),
        extra=1 - _share((bag & wanted).total(), bag.total()),
        lines=_share(sum((a & b).total() for a, b in zip(lines, kept, strict=True)), sum(map(Counter.total, lines))),
        dx=_ninetieth([abs(a.left - b.left) for a, b in matched]),
        dy=_ninetieth([abs(a.bottom - b.bottom) for a, b in matched]),
    )


def _share(part: int, whole: int) -> float:
    """Nothing of nothing is all of it: an empty page is like an empty page."""
    return part / whole if whole else 1.0


def _bag(pages: Iterable[Iterable[Word]]) -> Counter[str]:
    return Counter(word.text for page in pages for word in page)


def _lines(page: Iterable[Word]) -> Counter[str]:
    """The lines of a page: words whose bottoms lie within two points, from left to right."""
    rows: list[tuple[float, list[Word]]] = []
    for word in sorted(page, key=lambda each: (each.bottom, each.left)):
        if rows and abs(rows[-1][0] - word.bottom) <= SAME_LINE_POINTS:
            rows[-1][1].append(word)
        else:
            rows.append((word.bottom, [word]))
    return Counter(" ".join(w.text for w in sorted(row, key=lambda each: (each.left, each.text))) for _, row in rows)


def _same_words(mine: Iterable[Word], theirs: Iterable[Word]) -> Iterator[tuple[Word, Word]]:
    first, second = (sorted(page, key=lambda each: (round(each.bottom / 3), each.left)) for page in (mine, theirs))
    texts = [word.text for word in first], [word.text for word in second]
    for block in difflib.SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            yield first[block.a + offset], second[block.b + offset]


def _ninetieth(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.9 * len(values)))] if values else 0.0


def reference_pdf(docx: Path, cache: Path) -> Path | None:
    """Word's PDF where it lies beside the file, else LibreOffice's, made once; None where that fails."""
    words_own = docx.with_suffix(".word.pdf")
    if words_own.exists():
        return words_own
    kept = cache / f"{hashlib.sha256(docx.read_bytes()).hexdigest()[:24]}.pdf"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "in.docx")
            shutil.copyfile(docx, source)
            profile = f"-env:UserInstallation={(cache / 'profile').resolve().as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
            try:
                subprocess.run(command, capture_output=True, timeout=REFERENCE_SECONDS, check=False)
            except subprocess.TimeoutExpired:
                return None
            made = source.with_suffix(".pdf")
            if not made.exists():
                return None
            shutil.copyfile(made, kept)
    return kept


def made_by(command: str, docx: Path, pdf: Path) -> str | None:
    """Run the command under judgement; None where it made the PDF, else the last sentence that it said."""
    words = [word.format(docx=str(docx.resolve()), pdf=str(pdf)) for word in shlex.split(command)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode == 0 and pdf.exists():
        return None
    said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return said[-1] if said else "nothing printed"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit 1 where a file falls short."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pdf", required=True, help="the command that makes the PDF; {docx} and {pdf} are filled in")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir(), "fidelity-cache"))
    parser.add_argument("--words", type=float, default=0.999)
    parser.add_argument("--lines", type=float, default=0.98)
    parser.add_argument("files", nargs="+", type=Path)
    asked = parser.parse_args(arguments)
    asked.cache.mkdir(parents=True, exist_ok=True)
    count: Counter[str] = Counter()
    sys.stdout.write("  pages  words  extra  lines     dx     dy   file\n")
    for docx in documents(asked.files):
        verdict, row = _row(docx, asked)
        count[verdict] += 1
        sys.stdout.write(f"{row}\n")
        sys.stdout.flush()
    sys.stdout.write(
        f"{count['held']} held, {count['short']} short, {count['refused']} refused, {count['no measure']} without measure\n"
    )
    return 1 if count["short"] else 0


def documents(names: Iterable[Path]) -> Iterator[Path]:
    for name in names:
        yield from sorted(name.rglob("*.docx")) if name.is_dir() else [name]


def _row(docx: Path, asked: argparse.Namespace) -> tuple[str, str]:
    reference = reference_pdf(docx, asked.cache)
    if reference is None:
        return "no measure", f"{'no measure':>43}   {docx}"
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder, "ours.pdf")
        refusal = made_by(asked.pdf, docx, ours)
        if refusal is not None:
            return "refused", f"{'refused':>43}   {docx}: {refusal[:140]}"
        likeness = compare(ours, reference)
    held = likeness.holds(words=asked.words, lines=asked.lines)
    mark = "W" if reference.name.endswith(".word.pdf") else " "
    return ("held" if held else "short"), f"{likeness} {mark} {'' if held else 'SHORT '}{docx}"


if __name__ == "__main__":
    sys.exit(main())
