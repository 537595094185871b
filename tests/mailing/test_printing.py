"""The print file grows while letters are made, in the order of the post whatever order they come in."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from workspaces import make_workspace

from generator.errors import DocumentUnreadable, RenderFailed, message
from generator.mailing import FailedLetter, MadeFile, MadeLetter, MailingPlan, PlannedLetter, open_mailing
from generator.mailing import plan as planned_of
from generator.mailing.printing import PRINT_FILE, PrintRun
from generator.mailing.workspace import find_workspace


@pytest.fixture
def plan(tmp_path: Path) -> MailingPlan:
    workbook = make_workspace(tmp_path)
    made = planned_of(open_mailing(workbook, workspace=find_workspace(workbook, working_folder=tmp_path)))
    made.folder.mkdir(parents=True)
    return made


def put_pdf(plan: MailingPlan, letter: PlannedLetter, pages: int = 1) -> None:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(plan.folder / f"{letter.stem}.pdf")


def made(plan: MailingPlan, letter: PlannedLetter, pages: int = 1) -> MadeLetter:
    put_pdf(plan, letter, pages)
    return MadeLetter(letter.number, MadeFile("x.docx", 1, ""), MadeFile("x.pdf", 1, ""), pages)


def failed(letter: PlannedLetter) -> FailedLetter:
    return FailedLetter(letter.number, RenderFailed(message("{name}", name="x")))


def bookmarks(plan: MailingPlan) -> list[str]:
    with pikepdf.open(plan.folder / PRINT_FILE) as pdf, pdf.open_outline() as outline:
        return [each.title for each in outline.root]


IN_ORDER = ["Amsterdam", "'s-Gravenhage", "Gouda", "'s-Hertogenbosch", "Súdwest-Fryslân"]


def test_letters_stand_in_the_order_of_the_post_whatever_order_they_are_made_in(plan: MailingPlan) -> None:
    with PrintRun(duplex=True) as printing:
        printing.begin(plan, there=(), coming=plan.letters)
        for letter in reversed(plan.letters):
            printing.tell(made(plan, letter, pages=letter.number + 1))
        assert {letter.number: letter.number + 1 for letter in plan.letters} == printing.finish()
    assert IN_ORDER == bookmarks(plan)


def test_a_letter_that_failed_is_left_out(plan: MailingPlan) -> None:
    with PrintRun(duplex=True) as printing:
        printing.begin(plan, there=(), coming=plan.letters)
        for letter in plan.letters:
            printing.tell(failed(letter) if letter.number == 1 else made(plan, letter))
        printing.finish()
    assert [name for name in IN_ORDER if name != "Gouda"] == bookmarks(plan)


def test_letters_of_an_earlier_run_stand_in_it_too(plan: MailingPlan) -> None:
    first, *others = plan.letters
    for letter in others:
        put_pdf(plan, letter)
    with PrintRun(duplex=True) as printing:
        printing.begin(plan, there=others, coming=[first])
        printing.tell(made(plan, first))
        printing.finish()
    assert IN_ORDER == bookmarks(plan)


def test_a_run_that_ends_before_all_letters_leaves_the_earlier_print_file_alone(plan: MailingPlan) -> None:
    (plan.folder / PRINT_FILE).write_bytes(b"eerder")
    with PrintRun(duplex=True) as printing:
        printing.begin(plan, there=(), coming=plan.letters)
        printing.tell(made(plan, plan.letters[0]))
    assert b"eerder" == (plan.folder / PRINT_FILE).read_bytes()
    assert [] == list(plan.folder.glob(".brieven-*"))


def test_without_a_single_pdf_there_is_no_print_file(plan: MailingPlan) -> None:
    with PrintRun(duplex=True) as printing:
        printing.begin(plan, there=(), coming=plan.letters)
        for letter in plan.letters:
            printing.tell(failed(letter))
        assert {} == printing.finish()
    assert not (plan.folder / PRINT_FILE).exists()


def test_a_damaged_letter_is_told_by_the_one_who_waits(plan: MailingPlan) -> None:
    for letter in plan.letters:
        put_pdf(plan, letter)
    (plan.folder / f"{plan.letters[2].stem}.pdf").write_bytes(b"kapot")
    with PrintRun(duplex=True) as printing:
        printing.begin(plan, there=plan.letters, coming=())
        with pytest.raises(DocumentUnreadable, match="Hertogenbosch"):
            printing.finish()
    assert not (plan.folder / PRINT_FILE).exists()
