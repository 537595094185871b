from __future__ import annotations

from collections.abc import Callable

import pytest
from register_samples import ANNA, COUNCILS, draft, made

from generator.errors import WrongUse
from generator.register import (
    Register,
    Reservation,
    commit_letters,
    search,
)

Reserve = Callable[..., Reservation]
REFERENCE = "COS/U201800001"


def codes(register: Register, words: str) -> list[str]:
    return sorted(each.recipient.council_code for each in search(register, words).letters)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Gouda", ["GM0513"]),
        ("gou", ["GM0513"]),
        ("'s-hertogenbosch", ["GM0796"]),
        ("hertogenbosch COS/U201800001", ["GM0796"]),
        ("COS/U201800001", ["GM0363", "GM0513", "GM0796", "GM1699"]),
        ("dénktank", ["GM0363", "GM0513", "GM0796", "GM1699"]),
        ("routekaart gouda", ["GM0513"]),
        ("28 juni", ["GM0363", "GM0513", "GM0796", "GM1699"]),
        ("Rotterdam", []),
        ("gouda amsterdam", []),
        ("Gouda OR Amsterdam", []),
        ('gouda" AND "amsterdam', []),
        ("gouda:* | amsterdam", []),
        ("gouda'); DROP TABLE letters; --", []),
    ],
)
def test_a_letter_is_found_by_all_of_its_words(
    register: Register, reserve: Reserve, words: str, expected: list[str]
) -> None:
    reserved = reserve()
    for each, (_code, name) in zip(made(reserved), COUNCILS, strict=True):
        said = f"{name} 28 juni 2018 {each.text} Rapporten Vierde VNG-Denktank: een routekaart"
        commit_letters(register, [type(each)(each.letter_id, each.version_id, each.files, {}, said)], stamp=ANNA)
    assert expected == codes(register, words)


def test_letters_to_whom_was_sought_come_before_letters_that_only_speak_of_them(
    register: Register, reserve: Reserve
) -> None:
    commit_letters(register, made(reserve(), say="De burgemeester van Gouda leidde de Denktank"), stamp=ANNA)
    found = search(register, "Gouda", limit=2)
    assert (4, ["GM0513", "GM1699"]) == (found.total, [each.recipient.council_code for each in found.letters])


def test_a_search_without_a_word_is_wrong_use(register: Register) -> None:
    with pytest.raises(WrongUse, match="no word to search for"):
        search(register, " *, ")


def test_a_search_tells_how_many_there_are_beyond_its_limit(register: Register, reserve: Reserve) -> None:
    commit_letters(register, made(reserve()), stamp=ANNA)
    found = search(register, "samenwerking", limit=2)
    assert (4, ["Noordenveld", "'s-Hertogenbosch"]) == (found.total, [each.council_name for each in found.letters])


def test_a_letter_with_two_versions_is_found_once(register: Register, reserve: Reserve) -> None:
    commit_letters(register, made(reserve()), stamp=ANNA)
    again = reserve(draft(template=b"another"), update_changed=True)
    commit_letters(register, made(again), stamp=ANNA)
    assert 4 == search(register, "samenwerking").total
