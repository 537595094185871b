from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from register_samples import ANNA, COUNCILS, NOON, PATTERN, draft, letter, made

from generator.errors import RegisterRefused, WrongUse
from generator.model import Numbering
from generator.register import (
    FailedLetter,
    LetterStatus,
    Register,
    Reservation,
    commit_letters,
    find_letters,
    forget_contacts,
    list_mailings,
    open_register,
    reserve_mailing,
    search,
    send,
    show_letter,
)

Reserve = Callable[..., Reservation]
REFERENCE = "COS/U201800001"


def codes(register: Register, words: str) -> list[str]:
    return sorted(each.recipient.council_code for each in search(register, words).letters)


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


def test_a_forgotten_contact_leaves_the_letters_record(register: Register, reserve: Reserve) -> None:
    these = made(reserve(), say="De heer J. de Vries")
    commit_letters(register, these, stamp=ANNA)
    gouda = find_letters(register, REFERENCE, ["Gouda"])
    send(register, gouda, on_date=date(2018, 6, 28), four_eyes=False, stamp=ANNA)
    paths = forget_contacts(register, gouda, stamp=ANNA)
    assert [each.path for each in these[1].files] == list(paths)
    history = show_letter(register, gouda[0].letter_id)
    assert ("", f"forgotten-{gouda[0].letter_id}") == (history.letter.contact_name, history.letter.recipient.part)
    assert these[1].files == history.versions[0].files
    assert "forgotten" == history.events[-1].kind
    assert ["GM0513"] == codes(register, "gouda")
    assert ["GM0363", "GM0796", "GM1699"] == codes(register, "vries")


def test_a_forgotten_contact_is_in_no_byte_of_the_file(tmp_path: Path) -> None:
    register = open_register(tmp_path, at=NOON)
    mailing = draft(letters=(letter(*COUNCILS[1], contact="Xenophon Quist"),))
    reserved = reserve_mailing(register, mailing, pattern=PATTERN, stamp=ANNA)
    commit_letters(register, made(reserved, say="Geachte heer Quist"), stamp=ANNA)
    gouda = find_letters(register, REFERENCE)
    send(register, gouda, on_date=date(2018, 6, 28), four_eyes=False, stamp=ANNA)
    assert (
        b"Quist" in (register.folder / "register.db").read_bytes() + (register.folder / "register.db-wal").read_bytes()
    )
    forget_contacts(register, gouda, stamp=ANNA)
    register.close()
    left = b"".join(path.read_bytes() for path in tmp_path.glob("register.db*"))
    assert [] == [word for word in (b"Quist", b"quist") if word in left]


def test_a_letter_that_is_still_to_be_sent_is_not_forgotten(register: Register, reserve: Reserve) -> None:
    reserve()
    with pytest.raises(RegisterRefused, match="was not sent yet"):
        forget_contacts(register, find_letters(register, REFERENCE), stamp=ANNA)
