from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_samples import ANNA, COUNCILS, NOON, PATTERN, draft, letter

from generator.errors import RegisterRefused, WrongUse
from generator.model import Publication
from generator.register import (
    FailedLetter,
    MailingDraft,
    Register,
    Reservation,
    commit_letters,
    open_register,
    reorder,
    reserve_mailing,
    stock,
    supply,
)

Reserve = Callable[..., Reservation]
BOOK = "Werkende samenwerking"


def with_stock(copies: int | None, *, wanted: int = 1, **changes: object) -> MailingDraft:
    letters = tuple(letter(code, name, copies=wanted) for code, name in COUNCILS)
    return draft(publications=(Publication(BOOK, stock=copies),), letters=letters, **changes)


def test_copies_go_out_in_the_order_of_the_recipients(reserve: Reserve, register: Register) -> None:
    reserved = reserve(with_stock(5, wanted=2))
    assert [("GM0796", 2, 1), ("GM1699", 2, 0)] == [
        (each.recipient.council_code, each.copies, each.granted) for each in reserved.shortages
    ]
    (record,) = stock(register)
    assert (5, 5, 0) == (record.supplied, record.granted, record.left)
    assert ["'s-Hertogenbosch", "Noordenveld"] == [each.council_name for each in record.waiting]
    assert "COS/U201800001" == record.waiting[0].reference


def test_running_again_orders_nothing_twice(reserve: Reserve, register: Register) -> None:
    reserve(with_stock(5, wanted=2))
    assert 2 == len(reserve(with_stock(5, wanted=2)).shortages)
    assert 5 == stock(register)[0].granted


def test_new_copies_go_to_those_who_wait_first(reserve: Reserve, register: Register) -> None:
    reserve(with_stock(2))
    record = supply(register, BOOK, 3, stamp=ANNA)
    assert (5, 4, 1, ()) == (record.supplied, record.granted, record.left, record.waiting)


def test_a_reorder_takes_from_what_is_left(reserve: Reserve, register: Register) -> None:
    reserve(with_stock(6))
    order = reorder(register, "werkende", 5, council_code="GM0513", council_name="Gouda", stamp=ANNA)
    assert (5, 2) == (order.copies, order.granted)
    assert 0 == stock(register)[0].left


def test_a_reorder_waits_behind_those_who_wait(reserve: Reserve, register: Register) -> None:
    reserve(with_stock(3))
    assert 0 == reorder(register, BOOK, 1, council_code="GM0513", council_name="Gouda", stamp=ANNA).granted
    record = supply(register, BOOK, 1, stamp=ANNA)
    assert ["Gouda"] == [each.council_name for each in record.waiting]


def test_a_second_mailing_takes_what_the_first_left(reserve: Reserve, register: Register) -> None:
    reserve(with_stock(6))
    second = reserve(with_stock(6, name="Second", subject="Second"))
    assert 2 == len(second.shortages)
    assert 0 == stock(register)[0].left


def test_uncounted_publications_never_run_out(reserve: Reserve, register: Register) -> None:
    assert () == reserve(with_stock(None, wanted=1000)).shortages
    assert (None, None) == (stock(register)[0].supplied, stock(register)[0].left)


def test_counting_may_begin_later_with_what_is_left_then(reserve: Reserve, register: Register) -> None:
    reserve(with_stock(None))
    reserve(with_stock(10, name="Second", subject="Second"))
    assert 6 == stock(register)[0].left


def test_fewer_copies_for_a_letter_give_the_rest_back(reserve: Reserve, register: Register) -> None:
    reserve(with_stock(4, wanted=2))
    reserve(with_stock(4, wanted=1), update_changed=True)
    assert (4, ()) == (stock(register)[0].granted, stock(register)[0].waiting)


def test_a_void_letter_gives_its_copies_to_those_who_wait(reserve: Reserve, register: Register) -> None:
    reserved = reserve(with_stock(3))
    commit_letters(register, [], [FailedLetter(reserved.letters[0].letter_id, "no date")], stamp=ANNA)
    assert (3, ()) == (stock(register)[0].granted, stock(register)[0].waiting)


def test_what_was_given_out_cannot_be_taken_off(reserve: Reserve, register: Register) -> None:
    reserve(with_stock(6))
    with pytest.raises(RegisterRefused, match="only 2 copies of “Werkende samenwerking” are left"):
        supply(register, BOOK, -3, stamp=ANNA)
    assert 0 == supply(register, BOOK, -2, stamp=ANNA).left


def test_an_unknown_publication_is_named_with_near_ones(reserve: Reserve, register: Register) -> None:
    reserve(with_stock(6))
    with pytest.raises(WrongUse, match="did you mean"):
        supply(register, "Werkende samenwreking", 3, stamp=ANNA)


def test_a_register_without_publications_says_where_to_list_them(register: Register) -> None:
    with pytest.raises(WrongUse, match="sheet Publicaties"):
        supply(register, BOOK, 3, stamp=ANNA)


def test_an_order_for_nothing_is_wrong_use(reserve: Reserve, register: Register) -> None:
    reserve(with_stock(6))
    with pytest.raises(WrongUse, match="one copy or more"):
        reorder(register, BOOK, 0, council_code="GM0513", council_name="Gouda", stamp=ANNA)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, 12),
    st.lists(st.tuples(st.sampled_from(["mailing", "reorder", "supply"]), st.integers(1, 4)), max_size=6),
)
def test_stock_never_falls_below_zero_and_nobody_overtakes(
    tmp_path_factory: pytest.TempPathFactory, first: int, deeds: list[tuple[str, int]]
) -> None:
    with open_register(tmp_path_factory.mktemp("stock"), at=NOON) as register:
        for number, (deed, copies) in enumerate([("mailing", 1), *deeds]):
            if deed == "mailing":
                mailing = replace(with_stock(first, wanted=copies), name=str(number), subject=str(number))
                reserve_mailing(register, mailing, pattern=PATTERN, stamp=ANNA)
            elif deed == "reorder":
                reorder(register, BOOK, copies, council_code="GM0513", council_name="Gouda", stamp=ANNA)
            else:
                supply(register, BOOK, copies, stamp=ANNA)
            (record,) = stock(register)
            assert record.left is not None
            assert record.left >= 0
            # Whoever waits did not get all; only the first of them may have got some.
            assert not record.waiting or record.left == 0
            assert [0] * len(record.waiting[1:]) == [each.granted for each in record.waiting[1:]]
