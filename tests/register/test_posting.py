from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from register_samples import ANNA, BERT, draft, made

from generator.errors import RegisterRefused, WrongUse
from generator.register import (
    EventKind,
    LetterRecord,
    LetterStatus,
    Posted,
    Register,
    Reservation,
    commit_letters,
    find_letters,
    release,
    reserve_mailing,
    send,
    send_again,
    show_letter,
    take_back,
)

Reserve = Callable[..., Reservation]
TODAY = date(2018, 6, 28)


@pytest.fixture
def letters(register: Register, reserve: Reserve) -> tuple[LetterRecord, ...]:
    """Four letters, made by Anna."""
    commit_letters(register, made(reserve()), stamp=ANNA)
    return find_letters(register, "COS/U201800001")


def sent(register: Register, letters: tuple[LetterRecord, ...]) -> Posted:
    return send(register, letters, on_date=TODAY, four_eyes=False, stamp=ANNA)


def test_letters_go_out_on_a_day(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    posted = sent(register, letters)
    assert {(LetterStatus.SENT, 1)} == {(each.status, each.sent_version) for each in posted.done}
    last = show_letter(register, letters[0].letter_id).events[-1]
    assert (EventKind.SENT, TODAY, "anna", 1) == (last.kind, last.on_date, last.operator, last.version)


def test_a_letter_that_is_sent_already_is_skipped_and_told(
    register: Register, letters: tuple[LetterRecord, ...]
) -> None:
    sent(register, letters[:1])
    posted = sent(register, letters)
    assert (3, 1) == (len(posted.done), len(posted.skipped))
    assert "Amsterdam: it is sent" == str(RegisterRefused(posted.skipped[0].message))


def test_nothing_happens_twice(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    sent(register, letters)
    with pytest.raises(RegisterRefused, match="none of these letters can be marked “sent”; nothing was changed"):
        sent(register, letters)


def test_a_letter_that_is_not_made_cannot_be_sent(register: Register, reserve: Reserve) -> None:
    reserve()
    with pytest.raises(RegisterRefused) as refused:
        sent(register, find_letters(register, "COS/U201800001"))
    assert ["letter-step-refused"] * 4 == [each.code for each in refused.value.findings]


def test_a_letter_is_looked_at_as_it_is_now_not_as_it_was_chosen(
    register: Register, letters: tuple[LetterRecord, ...]
) -> None:
    sent(register, letters[:1])
    with pytest.raises(RegisterRefused):
        sent(register, letters[:1])


def test_a_day_to_come_is_wrong_use(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    with pytest.raises(WrongUse, match="is still to come"):
        send(register, letters, on_date=date(2108, 6, 28), four_eyes=False, stamp=ANNA)


def test_four_eyes_who_made_a_letter_may_not_release_it(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    with pytest.raises(RegisterRefused) as refused:
        release(register, letters, four_eyes=True, stamp=ANNA)
    assert "somebody else must release it (four eyes)" in str(RegisterRefused(refused.value.findings[0].message))
    assert 4 == len(release(register, letters, four_eyes=True, stamp=BERT).done)


def test_two_eyes_suffice_where_nobody_asks_for_four(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    assert 4 == len(release(register, letters, four_eyes=False, stamp=ANNA).done)


def test_four_eyes_nothing_goes_out_unreleased(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    release(register, letters[:1], four_eyes=True, stamp=BERT)
    posted = send(register, letters, on_date=TODAY, four_eyes=True, stamp=ANNA)
    assert [letters[0].letter_id] == [each.letter_id for each in posted.done]
    assert {"{} is not released yet (four eyes)".format("it")} == {
        str(RegisterRefused(each.cause)) for each in posted.skipped
    }


def test_an_updated_letter_must_be_released_again(
    register: Register, letters: tuple[LetterRecord, ...], reserve: Reserve
) -> None:
    release(register, letters, four_eyes=True, stamp=BERT)
    again = reserve(draft(template=b"another"), stamp=BERT, update_changed=True)
    commit_letters(register, made(again), stamp=BERT)
    with pytest.raises(RegisterRefused):
        send(register, letters, on_date=TODAY, four_eyes=True, stamp=ANNA)
    with pytest.raises(RegisterRefused):
        release(register, letters, four_eyes=True, stamp=BERT)
    assert 4 == len(release(register, letters, four_eyes=True, stamp=ANNA).done)


def test_what_comes_back_has_its_reason_and_day(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    sent(register, letters)
    posted = take_back(register, letters[:1], on_date=TODAY, reason=" moved ", stamp=BERT)
    assert LetterStatus.RETURNED is posted.done[0].status
    last = show_letter(register, letters[0].letter_id).events[-1]
    assert (EventKind.RETURNED, TODAY, "moved", "bert") == (last.kind, last.on_date, last.reason, last.operator)


def test_what_never_went_out_cannot_come_back(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    with pytest.raises(RegisterRefused, match="“returned”"):
        take_back(register, letters, on_date=TODAY, reason="moved", stamp=ANNA)


def test_what_comes_back_needs_a_reason(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    sent(register, letters)
    with pytest.raises(WrongUse, match="give --reason"):
        take_back(register, letters, on_date=TODAY, reason="  ", stamp=ANNA)


def test_what_came_back_goes_out_again(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    sent(register, letters)
    take_back(register, letters[:1], on_date=TODAY, reason="moved", stamp=ANNA)
    posted = send_again(register, letters[:1], on_date=TODAY, four_eyes=False, stamp=ANNA)
    assert LetterStatus.SENT is posted.done[0].status
    assert [EventKind.SENT, EventKind.RETURNED, EventKind.RESENT] == [
        each.kind for each in show_letter(register, letters[0].letter_id).events[-3:]
    ]


def test_what_never_went_out_cannot_go_out_again(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    with pytest.raises(RegisterRefused) as refused:
        send_again(register, letters, on_date=TODAY, four_eyes=False, stamp=ANNA)
    assert "use `brieven sent`" in str(RegisterRefused(refused.value.findings[0].message))


def test_a_mailing_can_be_found_by_its_name(register: Register, letters: tuple[LetterRecord, ...]) -> None:
    assert letters == find_letters(register, "denktank 2018")


def test_a_mailing_with_numbers_per_letter_is_sent_by_its_name(register: Register) -> None:
    from register_samples import PATTERN

    from generator.model import Numbering

    reserved = reserve_mailing(register, draft(numbering=Numbering.PER_LETTER), pattern=PATTERN, stamp=ANNA)
    commit_letters(register, made(reserved), stamp=ANNA)
    assert 4 == len(sent(register, find_letters(register, "Denktank 2018")).done)
