from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from register_samples import ANNA, BERT, draft, made
from sqlalchemy import text

from generator.errors import RegisterRefused, WrongUse
from generator.register import (
    Correction,
    EventKind,
    FailedLetter,
    FileRecord,
    LetterRecord,
    LetterStatus,
    Origin,
    Register,
    Reservation,
    changed_input,
    commit_letters,
    find_letters,
    material_of,
    next_version,
    record_correction,
    send,
    sha256_of,
    show_letter,
)

Reserve = Callable[..., Reservation]
TODAY = date(2018, 6, 28)
GOUDA = ("COS/U201800001", ["Gouda"])


def correction_of(letter: LetterRecord, **changes: object) -> Correction:
    _number, suffix = next_version(letter)
    path = f"output/d/COS_U201800001_GM0513{suffix}.docx"
    return replace(
        Correction(
            letter=letter,
            council_name=letter.council_name,
            contact_name="De heer K. Bakker",
            template_name="presentexemplaar.docx",
            template=b"a Word file",
            shared=draft().shared,
            snapshot={"contact": {"name": "K. Bakker"}},
            reason="another griffier since June",
            files=(FileRecord("docx", path, sha256_of(b"corrected"), 9),),
            made_with={"typst": "0.15"},
            text="Geachte heer Bakker",
        ),
        **changes,  # type: ignore[arg-type]
    )


def test_a_made_letter_has_its_files_tools_and_event(register: Register, reserve: Reserve) -> None:
    these = made(reserve())
    commit_letters(register, these, stamp=BERT)
    history = show_letter(register, these[1].letter_id)
    assert LetterStatus.MADE is history.letter.status
    assert these[1].files == history.versions[0].files
    assert {"brieven": "0.1.0", "typst": "0.15"} == history.versions[0].made_with
    assert (EventKind.MADE, "bert", 1) == (
        history.events[-1].kind,
        history.events[-1].operator,
        history.events[-1].version,
    )


def test_writing_a_batch_down_twice_changes_nothing_but_says_so(register: Register, reserve: Reserve) -> None:
    these = made(reserve())
    commit_letters(register, these, stamp=ANNA)
    commit_letters(register, these, stamp=ANNA)
    history = show_letter(register, these[0].letter_id)
    assert these[0].files == history.versions[0].files
    assert [EventKind.RESERVED, EventKind.MADE, EventKind.RESTORED] == [each.kind for each in history.events]


def test_a_pdf_that_was_left_out_before_is_added(register: Register, reserve: Reserve) -> None:
    these = made(reserve())
    commit_letters(register, [replace(each, files=each.files[:1]) for each in these], stamp=ANNA)
    commit_letters(register, these, stamp=ANNA)
    assert these[0].files == show_letter(register, these[0].letter_id).versions[0].files


def test_a_lost_file_that_comes_out_otherwise_is_recorded_with_both_checksums(
    register: Register, reserve: Reserve
) -> None:
    these = made(reserve())
    commit_letters(register, these, stamp=ANNA)
    other = replace(these[0], files=(replace(these[0].files[0], sha256="f" * 64), these[0].files[1]))
    commit_letters(register, [other], stamp=ANNA)
    history = show_letter(register, these[0].letter_id)
    assert other.files == history.versions[0].files
    assert f"docx: {these[0].files[0].sha256} -> {'f' * 64}" == history.events[-1].reason


def test_the_record_of_a_sent_letter_never_changes(register: Register, reserve: Reserve) -> None:
    these = made(reserve())
    commit_letters(register, these, stamp=ANNA)
    send(register, find_letters(register, *GOUDA), on_date=TODAY, four_eyes=False, stamp=ANNA)
    other = replace(these[1], files=(replace(these[1].files[0], sha256="f" * 64), these[1].files[1]))
    with pytest.raises(RegisterRefused, match="its record stays as it is"):
        commit_letters(register, [other], stamp=ANNA)
    assert these[1].files == show_letter(register, these[1].letter_id).versions[0].files


def test_a_letter_that_could_not_be_made_is_void_with_its_reason(register: Register, reserve: Reserve) -> None:
    these = made(reserve())
    commit_letters(register, these[1:], [FailedLetter(these[0].letter_id, "no date")], stamp=ANNA)
    history = show_letter(register, these[0].letter_id)
    assert (LetterStatus.VOID, "no date") == (history.letter.status, history.letter.void_reason)
    assert (EventKind.VOIDED, "no date") == (history.events[-1].kind, history.events[-1].reason)


def test_a_correction_that_cannot_be_made_does_not_void_what_was_sent(register: Register, reserve: Reserve) -> None:
    commit_letters(register, made(reserve()), stamp=ANNA)
    gouda = find_letters(register, *GOUDA)
    send(register, gouda, on_date=TODAY, four_eyes=False, stamp=ANNA)
    reserve(draft(template=b"worse"), update_changed=True)
    commit_letters(register, [], [FailedLetter(gouda[0].letter_id, "no date")], stamp=ANNA)
    assert LetterStatus.RESERVED is find_letters(register, *GOUDA)[0].status


def test_a_correction_is_a_new_version_that_replaces_the_earlier_one(register: Register, reserve: Reserve) -> None:
    commit_letters(register, made(reserve()), stamp=ANNA)
    gouda = find_letters(register, *GOUDA)[0]
    assert 2 == record_correction(register, correction_of(gouda), stamp=BERT)
    history = show_letter(register, gouda.letter_id)
    assert [(1, None, Origin.WORKBOOK), (2, 1, Origin.CORRECTION)] == [
        (each.number, each.replaces, each.origin) for each in history.versions
    ]
    assert "De heer K. Bakker" == history.letter.contact_name
    assert (EventKind.CORRECTED, "another griffier since June", "bert") == (
        history.events[-2].kind,
        history.events[-2].reason,
        history.events[-2].operator,
    )
    assert {"contact": {"name": "K. Bakker"}} == material_of(register, history.letter).snapshot
    assert "J. de Vries" == material_of(register, history.letter, 1).snapshot["contact"]["name"]  # type: ignore[index,call-overload]


def test_a_correction_is_no_change_of_the_workbook(register: Register, reserve: Reserve) -> None:
    commit_letters(register, made(reserve()), stamp=ANNA)
    record_correction(register, correction_of(find_letters(register, *GOUDA)[0]), stamp=ANNA)
    assert not changed_input(register, draft())
    assert 2 == reserve().letters[1].version


def test_two_who_correct_the_same_letter_do_not_overwrite_each_other(register: Register, reserve: Reserve) -> None:
    commit_letters(register, made(reserve()), stamp=ANNA)
    gouda = find_letters(register, *GOUDA)[0]
    record_correction(register, correction_of(gouda), stamp=ANNA)
    with pytest.raises(RegisterRefused, match="changed by somebody else meanwhile; nothing was recorded"):
        record_correction(register, correction_of(gouda), stamp=BERT)
    assert 2 == len(show_letter(register, gouda.letter_id).versions)


def test_a_version_that_does_not_exist_is_wrong_use(register: Register, reserve: Reserve) -> None:
    reserve()
    with pytest.raises(WrongUse, match="Gouda has no version 7; the last one is 1"):
        material_of(register, find_letters(register, *GOUDA)[0], 7)


def test_a_batch_that_fails_half_way_writes_nothing(register: Register, reserve: Reserve) -> None:
    these = made(reserve())
    with register.writing() as connection:
        connection.execute(text("DROP TABLE letter_words"))
    with pytest.raises(RegisterRefused):
        commit_letters(register, these, stamp=ANNA)
    assert {LetterStatus.RESERVED} == {each.status for each in find_letters(register, "COS/U201800001")}
