from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from register_samples import ANNA, draft, made

from generator.errors import WrongUse
from generator.model import Numbering
from generator.register import (
    FailedLetter,
    LetterStatus,
    Register,
    Reservation,
    commit_letters,
    find_letters,
    list_mailings,
)

Reserve = Callable[..., Reservation]
REFERENCE = "COS/U201800001"


def test_mailings_are_listed_newest_first_with_where_their_letters_stand(register: Register, reserve: Reserve) -> None:
    reserved = reserve()
    failed = [FailedLetter(reserved.letters[0].letter_id, "no date")]
    commit_letters(register, made(reserved)[1:], failed, stamp=ANNA)
    reserve(draft(name="Second", subject="Second", numbering=Numbering.PER_LETTER))
    listed = list_mailings(register)
    assert [("Second", "COS/U201800002 –"), ("Denktank 2018", REFERENCE)] == [
        (each.name, each.reference) for each in listed
    ]
    assert {LetterStatus.VOID: 1, LetterStatus.MADE: 3} == listed[1].statuses
    assert (date(2018, 6, 28), "anna") == (listed[1].letter_date, listed[1].operator)


def test_a_register_without_mailings_lists_none(register: Register) -> None:
    assert () == list_mailings(register)


@pytest.mark.parametrize("wanted", [REFERENCE, "COS_U201800001", "cos/u201800001"])
def test_a_reference_is_found_as_people_write_it(register: Register, reserve: Reserve, wanted: str) -> None:
    reserve()
    assert 4 == len(find_letters(register, wanted))


@pytest.mark.parametrize("only", [["Gouda"], ["GOUDA"], ["gm0513"], ["Góuda", "gouda"], ["gouda,"]])
def test_councils_are_chosen_by_name_or_code(register: Register, reserve: Reserve, only: list[str]) -> None:
    reserve()
    assert ["Gouda"] == [each.council_name for each in find_letters(register, REFERENCE, only)]


def test_an_unknown_reference_names_near_ones(register: Register, reserve: Reserve) -> None:
    reserve()
    with pytest.raises(WrongUse, match=r"no reference “COS/U201800010”; did you mean .*COS/U201800001") as wrong:
        find_letters(register, "COS/U201800010")
    assert 2 == wrong.value.exit_status


def test_a_reference_like_no_other_says_where_to_look(register: Register) -> None:
    with pytest.raises(WrongUse, match="`brieven list` shows those that it has"):
        find_letters(register, "COS/U201800010")


def test_an_unknown_council_names_near_ones(register: Register, reserve: Reserve) -> None:
    reserve()
    with pytest.raises(WrongUse, match=r"“Amsterdm” has no letter of this mailing; did you mean .*Amsterdam"):
        find_letters(register, REFERENCE, ["Amsterdm"])
