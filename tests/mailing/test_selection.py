"""--only takes names and codes as people type them."""

from __future__ import annotations

import pytest

from generator.errors import WrongUse
from generator.language import Reader
from generator.mailing.selection import chosen
from generator.model import AddressedTo, Council, Recipient, RecipientKey

COUNCILS = {
    "GM0363": "Amsterdam",
    "GM0513": "Gouda",
    "GM1900": "Súdwest-Fryslân",
    "GM0796": "'s-Hertogenbosch",
    "GM0820": "Nuenen, Gerwen en Nederwetten",
    "GM0373": "Bergen (NH)",
    "GM0893": "Bergen (L)",
}
RECIPIENTS = tuple(
    Recipient(RecipientKey(code, AddressedTo.COLLEGE), Council(code, name), None, "", (), "", "")
    for code, name in COUNCILS.items()
)


def codes(*only: str) -> list[str]:
    return [each.council.code for each in chosen(RECIPIENTS, only)]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Gouda", "GM0513"),
        ("gouda", "GM0513"),
        (" GOUDA ", "GM0513"),
        ("gm0513", "GM0513"),
        ("sudwest-fryslan", "GM1900"),
        ("Sudwest Fryslan", "GM1900"),
        ("'s-Hertogenbosch", "GM0796"),
        ("s hertogenbosch", "GM0796"),
        ("’s-Hertogenbosch", "GM0796"),
        ("Nuenen, Gerwen en Nederwetten", "GM0820"),
        ("bergen nh", "GM0373"),
    ],
)
def test_a_council_is_found_whatever_is_left_out(word: str, code: str) -> None:
    assert [code] == codes(word)


def test_several_may_stand_in_one_word_with_commas() -> None:
    assert ["GM0363", "GM0513"] == codes("gouda, GM0363")


def test_no_word_means_all() -> None:
    assert list(COUNCILS) == codes()


def test_a_name_that_two_councils_share_a_part_of_offers_both() -> None:
    with pytest.raises(WrongUse) as caught:
        codes("Bergen")
    assert "er gaat geen brief naar Bergen; bedoelt u Bergen (NH) of Bergen (L)?" == Reader("nl").say(
        caught.value.message
    )


def test_a_name_like_no_other_says_what_is_taken() -> None:
    with pytest.raises(WrongUse) as caught:
        codes("xyzzy")
    assert "--only kent de namen en codes van het blad Gemeenten" in Reader("nl").say(caught.value.message)


def test_only_commas_name_nobody() -> None:
    with pytest.raises(WrongUse):
        codes(" , ")
