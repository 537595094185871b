"""The files that concern a mailing as a whole: print file, labels, packing list and report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import BrievenError, Message, message, plural_message
from generator.files import write_whole
from generator.language import Reader
from generator.mailing.outcomes import LetterResult, LetterState, MailingResult
from generator.mailing.packing_list import PACKING_LIST_FILE, packing_list_workbook
from generator.mailing.plan import PlannedLetter, print_order
from generator.mailing.printing import PRINT_FILE, PrintRun
from generator.mailing.report import REPORT_FILE, report_workbook
from generator.model import FilePlace, Place, Problem, Severity

LABELS_FILE = "etiketten.pdf"


@dataclass(frozen=True, slots=True)
class CollectOptions:
    """How the files of a mailing are made.

    Attributes:
        make_pdf: Whether the letters have PDFs; without them there is no print file.
        reader: Who reads labels, lists and report.
    """

    make_pdf: bool
    reader: Reader


def collect(result: MailingResult, options: CollectOptions, *, printing: PrintRun) -> MailingResult:
    """Make the files of all letters that are there, and the report of all letters.

    A file that cannot be made is a problem in the result; the others are made all the same.

    Args:
        result: The run so far.
        options: How.
        printing: The print file; begun where letters were made.

    Returns:
        The result with its files and with what was found in making them.
    """
    there = _letters_there(result)
    problems: list[Problem] = []
    files: dict[str, Path] = {}
    pages: Mapping[int, int] = {}
    folder = result.plan.folder
    if options.make_pdf and not printing.has_begun:
        printing.begin(result.plan, there=there, coming=())
    if there:
        try:
            problems += _make_labels(folder / LABELS_FILE, there, result, options)
            files["labels"] = folder / LABELS_FILE
        except BrievenError as error:
            problems.append(_not_made(folder / LABELS_FILE, error))
        try:
            content = packing_list_workbook(result.plan, there, reader=options.reader)
            write_whole(folder / PACKING_LIST_FILE, content)
            files["packing_list"] = folder / PACKING_LIST_FILE
        except BrievenError as error:
            problems.append(_not_made(folder / PACKING_LIST_FILE, error))
    try:
        pages = printing.finish()
        if pages:
            files = {"print_file": folder / PRINT_FILE, **files}
    except BrievenError as error:
        problems.append(_not_made(folder / PRINT_FILE, error))
    letters = tuple(
        replace(each, pages_on_disk=pages.get(each.letter.number, each.pages_on_disk)) for each in result.letters
    )
    done = replace(result, letters=letters, problems=(*result.problems, *problems), files=files)
    try:
        write_whole(folder / REPORT_FILE, report_workbook(done, reader=options.reader))
    except BrievenError as error:
        return replace(done, problems=(*done.problems, _not_made(folder / REPORT_FILE, error)))
    return replace(done, files={**files, "report": folder / REPORT_FILE})


def is_up_to_date(result: MailingResult, *, duplex: bool) -> bool:
    """Whether the files of all letters are there, none is older than a letter, and the print file is for that printer.

    Args:
        result: A run that made no letter.
        duplex: Each letter of the print file is to begin on a new sheet.
    """
    from generator.typeset.printed import is_two_sided

    folder = result.plan.folder
    stems = {each.letter.stem for each in result.letters}
    letters = [path for path in folder.iterdir() if path.stem in stems] if folder.is_dir() else []
    names = [LABELS_FILE, PACKING_LIST_FILE, REPORT_FILE]
    if any(path.suffix == ".pdf" for path in letters):
        names.append(PRINT_FILE)
        if is_two_sided(folder / PRINT_FILE) is not duplex:
            return False
    try:
        oldest = min((folder / name).stat().st_mtime_ns for name in names)
        return all(path.stat().st_mtime_ns <= oldest for path in letters)
    except OSError:
        return False


def page_count_problems(letters: Sequence[LetterResult]) -> tuple[Problem, ...]:
    """A warning for each letter that has another number of pages than most: a long address or value may be the cause."""
    counted: dict[int, int] = {}
    for each in letters:
        if each.pages is not None:
            counted[each.pages] = counted.get(each.pages, 0) + 1
    if len(counted) < 2:
        return ()
    usual = max(sorted(counted), key=lambda pages: counted[pages])
    # Where letters differ by design, most of them being "others", a warning each would say nothing.
    if counted[usual] < _USUAL_SHARE * sum(counted.values()):
        return ()
    return tuple(
        Problem(
            code="letter-pages-differ",
            severity=Severity.WARNING,
            place=letter_place(each.letter, Path(f"{each.letter.stem}.pdf")),
            cause=plural_message(
                "the letter to {council} has {count} page, most have {usual}",
                "the letter to {council} has {count} pages, most have {usual}",
                count=each.pages,
                council=each.letter.recipient.council.name,
                usual=usual,
            ),
            remedy=message("look at that letter before it is sent"),
            recipient=each.letter.recipient.key,
        )
        for each in letters
        if each.pages is not None and each.pages != usual
    )


_USUAL_SHARE = 0.8


def letter_place(letter: PlannedLetter, otherwise: Path) -> Place:
    """Where a letter comes from: its row, or ``otherwise`` where nobody knows."""
    return letter.recipient.source or FilePlace(otherwise)


def _letters_there(result: MailingResult) -> tuple[PlannedLetter, ...]:
    states = (LetterState.MADE, LetterState.KEPT)
    return print_order(each.letter for each in result.letters if each.state in states)


def _make_labels(
    path: Path, letters: Sequence[PlannedLetter], result: MailingResult, options: CollectOptions
) -> list[Problem]:
    from generator.typeset.labels import set_labels

    plan = result.plan
    sheets = set_labels(
        [each.recipient.address_lines for each in letters],
        title=options.reader.say(_labels_title(plan.mailing.name)),
        language="nl",
        clock=plan.opened.clock,
        font_folders=plan.opened.workspace.font_folders,
    )
    write_whole(path, sheets.pdf)
    return [
        Problem(
            code="label-too-small",
            severity=Severity.WARNING,
            place=letter_place(letters[number], path),
            cause=message(
                "the address of {council} fits on its label only in very small letters",
                council=letters[number].recipient.council.name,
            ),
            remedy=message("shorten the lines of this address"),
            recipient=letters[number].recipient.key,
        )
        for number in sheets.too_small
    ]


def _labels_title(name: str) -> Message:
    return message("Address labels of {mailing}", mailing=name)


def _not_made(path: Path, error: BrievenError) -> Problem:
    return Problem(
        code="file-not-made",
        severity=Severity.ERROR,
        place=FilePlace(path),
        cause=message("this file could not be made: {why}", why=error.message),
    )
