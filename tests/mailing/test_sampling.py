"""Of a long mailing a check sets the letters that tell about the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.errors import TypesettingFailed, message
from generator.mailing import FailedLetter, LetterOutcome, MadeLetter, PlannedLetter
from generator.mailing.sampling import LetterSample
from generator.mailing.worker import MadeFile
from generator.model import AddressedTo, Council, LetterKey, Recipient, RecipientKey
from generator.template import LetterShape

Judge = Callable[[LetterShape], int]
"""The pages that a letter of this shape comes out with; 0 where it cannot be made."""

FILE = MadeFile("brief.docx", 1, "")


def planned(number: int) -> PlannedLetter:
    key = RecipientKey(f"GM{number:04d}", AddressedTo.COLLEGE)
    recipient = Recipient(key, Council(key.council_code, "Proefdorp"), None, "", (), "", "")
    return PlannedLetter(number, LetterKey("COS/1", key), recipient, f"brief-{number}", {})


def outcome_of(number: int, pages: int) -> LetterOutcome:
    if not pages:
        return FailedLetter(number, TypesettingFailed(message("no")))
    return MadeLetter(number, FILE, FILE, pages)


def sampled(shapes: Sequence[LetterShape], pages: Judge, *, most: int = 320) -> LetterSample:
    sample = LetterSample([planned(number) for number in range(len(shapes))], shapes, most=most)
    while chosen := sample.next():
        for each in chosen:
            sample.take(outcome_of(each.number, pages(shapes[each.number])))
    return sample


def predicted(sample: LetterSample, count: int) -> list[int]:
    outcomes = [sample.stand_in(planned(number)) for number in range(count)]
    return [each.pages or 0 if isinstance(each, MadeLetter) else 0 for each in outcomes]


def shape(*values: str, pieces: tuple[int, ...] = (1, 2)) -> LetterShape:
    return LetterShape(pieces, tuple(enumerate(values)))


def test_of_letters_that_come_out_alike_few_are_set() -> None:
    shapes = [shape("x" * (number % 50), "y") for number in range(1000)]
    sample = sampled(shapes, lambda _shape: 1)
    assert [1] * 1000 == predicted(sample, 1000)
    assert len(sample.outcomes) < 15
    assert sample.is_settled


def test_the_length_from_which_letters_take_another_page_is_found() -> None:
    shapes = [shape("x" * (number * 7 % 1000)) for number in range(1000)]
    sample = sampled(shapes, lambda each: 1 + (len(each.values[0][1]) > 637))
    assert [1 + (number * 7 % 1000 > 637) for number in range(1000)] == predicted(sample, 1000)
    assert len(sample.outcomes) < 60


def test_each_combination_of_conditions_is_set() -> None:
    shapes = [shape("x", pieces=(1, 2) if number == 700 else (1, 3)) for number in range(1000)]
    sample = sampled(shapes, lambda each: 2 if each.pieces == (1, 2) else 1)
    assert [2 if number == 700 else 1 for number in range(1000)] == predicted(sample, 1000)


def test_letters_with_the_longest_value_of_one_tag_are_found_though_they_are_not_the_longest_letters() -> None:
    shapes = [shape("x" * (200 - number % 100), "y" * (30 if number % 250 == 99 else 3)) for number in range(1000)]
    sample = sampled(shapes, lambda each: 2 if len(each.values[1][1]) == 30 else 1)
    assert [99, 349, 599, 849] == [number for number, pages in enumerate(predicted(sample, 1000)) if pages == 2]


def test_every_letter_with_a_sign_that_cannot_be_set_is_found() -> None:
    shapes = [shape("ש" if number % 100 == 42 else "é" if number % 3 else "e") for number in range(1000)]
    sample = sampled(shapes, lambda each: 0 if each.values[0][1] == "ש" else 1)
    assert [0 if number % 100 == 42 else 1 for number in range(1000)] == predicted(sample, 1000)


def test_letters_that_follow_no_rule_are_not_all_set_and_it_says_so() -> None:
    shapes = [shape("x" * (number * 37 % 500)) for number in range(1000)]
    sample = sampled(shapes, lambda each: 1 + len(each.values[0][1]) % 2, most=60)
    assert 60 == len(sample.outcomes)
    assert not sample.is_settled
    assert {1, 2} == set(predicted(sample, 1000))


def test_the_same_letters_are_chosen_each_time() -> None:
    shapes = [shape("x" * (number * 37 % 500), "áéí"[number % 3]) for number in range(300)]
    chosen = [list(sampled(shapes, lambda each: 1 + (len(each.values[0][1]) > 400)).outcomes) for _ in range(2)]
    assert chosen[0] == chosen[1]
