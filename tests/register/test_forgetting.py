from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from register_samples import ANNA, COUNCILS, NOON, PATTERN, draft, letter, made

from generator.errors import RegisterRefused
from generator.register import (
    Register,
    Reservation,
    commit_letters,
    find_letters,
    forget_contacts,
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
