"""Sets documents without what LibreOffice 7.4 is known to set otherwise than Word, so that its PDF can judge the rest.

    python tests/judges/like_for_like.py --copies FOLDER FILE.docx|FOLDER ...

Of each document that holds such a thing a copy is made in which it is taken away, LibreOffice sets the copy, and Typst sets the document
itself; only where nothing can say the same to both (justified lines, bullets) are both given the copy. So the row of a document with tracked
changes also judges how they are accepted here. A row a file as in ``fidelity.py``, then how many documents meet each goal as they are and alike,
by what they hold.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))

from judges import alike
from judges.fidelity import Likeness, compare, documents, reference_pdf

from generator.errors import BrievenError
from generator.typeset import Typesetter

Change = Callable[[alike.Parts], bool]
"""Changes the parts of a document; false where there was nothing to change."""
_CLOCK = datetime(2018, 6, 28, tzinfo=UTC)
GOALS: dict[str, Callable[[Likeness], bool]] = {
    "words": lambda each: each.words >= 0.999,
    "pages": lambda each: each.pages == each.pages_of_reference,
    "lines": lambda each: each.lines >= 0.98,
    "dx": lambda each: each.dx <= 1,
    "dy": lambda each: each.dy <= 3,
}
"""What each column has to reach in a document."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that LibreOffice sets otherwise than Word.

    Attributes:
        take_away: Takes it out of the parts of a document.
        from_both: The copy is set by both; else ours is made of the document as it is.
    """

    name: str
    take_away: Change
    from_both: bool = False


DIFFERENCES = (
    Difference("tracked changes", alike.accept_changes),
    Difference("endnotes", alike.write_out_endnotes),
    Difference("no settings part", alike.add_settings),
    Difference("dates and properties", alike.freeze_fields),
    Difference("hidden SEQ fields", alike.drop_hidden_sequences),
    Difference("lines of blanks", alike.empty_blank_lines),
    Difference("footnotes without number", alike.number_footnotes, from_both=True),
    Difference("spaces in brackets", alike.close_up_brackets, from_both=True),
    Difference("continuous sections with other margins", alike.align_continuous_sections, from_both=True),
    Difference("justified since Word 2013", alike.break_as_word_2010, from_both=True),
    Difference("fonts that are not here", alike.set_measured_fonts_in_calibri, from_both=True),
    Difference("bullets in symbol fonts", alike.make_bullets_plain, from_both=True),
)


def copied(docx: Path, folder: Path) -> tuple[tuple[str, ...], Path, Path]:
    """What the document holds, what ours is made of, and what LibreOffice's is."""
    parts = alike.read(docx)
    ours = dict(parts)
    held = []
    for each in DIFFERENCES:
        if each.take_away(parts):
            held.append(each.name)
            if each.from_both:
                each.take_away(ours)
    if not held:
        return (), docx, docx
    theirs_path, ours_path = folder / docx.name, docx
    alike.write(parts, theirs_path)
    if any(each.from_both and each.name in held for each in DIFFERENCES):
        ours_path = folder / "ours" / docx.name
        alike.write(ours, ours_path)
    return tuple(held), ours_path, theirs_path


@dataclass(frozen=True, slots=True)
class Judged:
    """A document as it is, and without what it holds; the same where it holds nothing."""

    held: tuple[str, ...]
    plain: Likeness
    alike: Likeness


def judged(docx: Path, copies: Path, cache: Path, setter: Typesetter) -> Judged | None:
    """None where the document cannot be set by both, or is damaged."""
    plain = _likeness(setter, docx, reference_pdf(docx, cache))
    if plain is None:
        return None
    try:
        held, ours, theirs = copied(docx, copies)
    except (zipfile.BadZipFile, etree.XMLSyntaxError):
        return None
    alike_ = _likeness(setter, ours, reference_pdf(theirs, cache)) if held else plain
    return None if alike_ is None else Judged(held, plain, alike_)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; always 0, for it judges nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=Path, required=True, help="the folder that takes the copies")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir(), "fidelity-cache"))
    parser.add_argument("files", nargs="+", type=Path)
    asked = parser.parse_args(arguments)
    for folder in (asked.copies / "ours", asked.cache):
        folder.mkdir(parents=True, exist_ok=True)
    setter = Typesetter(engine="typst")
    found: list[Judged] = []
    for docx in documents(asked.files):
        one = judged(docx, asked.copies, asked.cache, setter)
        if one is None:
            sys.stdout.write(f"not compared: {docx.name}\n")
            continue
        found.append(one)
        missed = " ".join(name for name, met in GOALS.items() if not met(one.alike))
        sys.stdout.write(f"{one.alike} {docx.name} ({', '.join(one.held)}) {missed}\n")
        sys.stdout.flush()
    sys.stdout.writelines(f"{line}\n" for line in _table(found))
    return 0


def _likeness(setter: Typesetter, docx: Path, reference: Path | None) -> Likeness | None:
    """None where either of both cannot be made."""
    try:
        made = setter.set_document(docx.read_bytes(), clock=_CLOCK, name=docx.name)
    except BrievenError:
        return None
    if reference is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder, "ours.pdf")
        pdf.write_bytes(made.pdf)
        return compare(pdf, reference)


def _table(found: Sequence[Judged]) -> Iterable[str]:
    yield f"| documents that hold | n | {' | '.join(GOALS)} |"
    yield "|---" * (2 + len(GOALS)) + "|"
    groups = {each.name: [one for one in found if each.name in one.held] for each in DIFFERENCES}
    groups |= {"none of these": [one for one in found if not one.held], "all documents": list(found)}
    for name, group in groups.items():
        met = (
            f"{sum(map(meets, (one.plain for one in group)))} -> {sum(map(meets, (one.alike for one in group)))}"
            for meets in GOALS.values()
        )
        yield f"| {name} | {len(group)} | {' | '.join(met)} |"


if __name__ == "__main__":
    sys.exit(main())
