from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from register_samples import ANNA, BERT, COUNCILS, draft, letter, made
from sqlalchemy import func, select

from generator.errors import RegisterRefused
from generator.model import CellPlace, Publication
from generator.register import (
    Content,
    EventKind,
    FailedLetter,
    LetterStatus,
    MailingDraft,
    Register,
    Reservation,
    changed_input,
    commit_letters,
    find_letters,
    material_of,
    send,
    sha256_of,
    show_letter,
)
from generator.register.schema import contents, letters

Reserve = Callable[..., Reservation]
TODAY = date(2018, 6, 28)


def test_a_whole_mailing_is_reserved_in_the_order_of_the_workbook(reserve: Reserve) -> None:
    reserved = reserve()
    assert [code for code, _name in COUNCILS] == [each.recipient.council_code for each in reserved.letters]
    assert [(1, LetterStatus.RESERVED, "", ())] * 4 == [
        (each.version, each.status, each.file_suffix, each.files) for each in reserved.letters
    ]
    assert (4, 0, 0) == (reserved.fresh, reserved.updated, reserved.withdrawn)


def test_reserving_again_finds_the_same_letters(reserve: Reserve) -> None:
    first, second = reserve(), reserve()
    assert first.letters == second.letters
    assert 0 == second.fresh


def test_what_was_made_is_found_with_its_files(register: Register, reserve: Reserve) -> None:
    reserved = reserve()
    these = made(reserved)
    commit_letters(register, these[:2], stamp=ANNA)
    again = reserve()
    assert [LetterStatus.MADE, LetterStatus.MADE, LetterStatus.RESERVED, LetterStatus.RESERVED] == [
        each.status for each in again.letters
    ]
    assert these[0].files == again.letters[0].files


def test_an_error_half_way_reserves_nothing(register: Register, reserve: Reserve) -> None:
    twice = draft(letters=(letter(*COUNCILS[0]), letter(*COUNCILS[1]), letter(*COUNCILS[1])))
    with pytest.raises(RegisterRefused, match="refused"):
        reserve(twice)
    with register.reading() as connection:
        assert 0 == connection.execute(select(func.count()).select_from(letters)).scalar_one()


def test_some_letters_may_go_first_and_the_rest_later(reserve: Reserve) -> None:
    whole = draft()
    everybody = frozenset(each.recipient for each in whole.letters)
    some = reserve(replace(whole, letters=whole.letters[1:2], all_recipients=everybody))
    rest = reserve(whole)
    assert (1, 3) == (some.fresh, rest.fresh)
    assert some.reference == rest.reference


def test_everything_that_shaped_a_letter_comes_back_from_the_register(register: Register, reserve: Reserve) -> None:
    signature = Content("image/png", b"a signature")
    mailing = draft(
        shared={"signatory": {"signature": {"$image": sha256_of(signature.content)}}}, contents=(signature,)
    )
    reserve(mailing)
    material = material_of(register, find_letters(register, "COS/U201800001", ["Gouda"])[0])
    assert b"a Word file" == material.template
    assert mailing.shared == material.shared
    assert mailing.letters[1].snapshot == material.snapshot
    assert signature == material.contents[sha256_of(signature.content)]


def test_a_template_is_kept_once(register: Register, reserve: Reserve) -> None:
    reserve()
    reserve(draft(name="Another", subject="Another"))
    with register.reading() as connection:
        kept = list(connection.scalars(select(contents.c.content).where(contents.c.content == b"a Word file")))
    assert [b"a Word file"] == kept


def test_unchanged_input_has_no_changes(register: Register, reserve: Reserve) -> None:
    reserve()
    changes = changed_input(register, draft())
    assert not changes
    assert () == changes.findings


def test_a_mailing_that_is_not_registered_has_no_changes(register: Register) -> None:
    assert not changed_input(register, draft())


def test_a_changed_field_is_named_with_its_recipient_and_row(register: Register, reserve: Reserve) -> None:
    reserve()
    gouda = replace(
        draft().letters[1],
        snapshot={"council": {"name": "Gouda", "address_line": "Markt 1"}, "contact": {"name": "J. de Vries"}},
        source=CellPlace("Gemeenten", "3:3"),
    )
    changed = draft(letters=(draft().letters[0], gouda, *draft().letters[2:]))
    with pytest.raises(RegisterRefused, match="run again with --update") as refused:
        reserve(changed)
    assert [
        "{place}: {cause}".format(
            place="Gemeenten, row 3", cause="Gouda: council.address_line is “Markt 1” now; it was “Postbus 1”"
        )
    ] == [str(RegisterRefused(each.message)) for each in refused.value.findings]
    assert refused.value.findings == changed_input(register, changed).findings


def test_a_change_for_all_letters_is_told_once(register: Register, reserve: Reserve) -> None:
    reserve()
    changes = changed_input(register, draft(shared={"subject": "Another", "date": {"$date": "2018-06-28"}}))
    assert [("subject", "Rapporten Vierde VNG-Denktank", "Another")] == [
        (each.path, each.before, each.after) for each in changes.shared
    ]
    assert 4 == len(changes.altered)
    assert 1 == len(changes.findings)


def test_a_changed_template_is_handed_out_with_the_earlier_one(register: Register, reserve: Reserve) -> None:
    reserve()
    changes = changed_input(register, draft(template=b"another Word file"))
    assert (b"a Word file",) == changes.earlier_templates
    assert ["template-changed"] == [each.code for each in changes.findings]


def test_who_left_and_who_came_is_named(register: Register, reserve: Reserve) -> None:
    reserve()
    changes = changed_input(register, draft(letters=(*draft().letters[1:], letter("GM0080", "Leeuwarden"))))
    assert ["Amsterdam"] == [name for _key, name in changes.removed]
    assert ["Leeuwarden"] == [each.council_name for each in changes.added]
    assert {"recipient-added", "recipient-removed"} == {each.code for each in changes.findings}


def test_somebody_new_alone_needs_no_update(reserve: Reserve) -> None:
    reserve()
    assert 1 == reserve(draft(letters=(*draft().letters, letter("GM0080", "Leeuwarden")))).fresh


def test_update_gives_changed_letters_a_new_version(register: Register, reserve: Reserve) -> None:
    commit_letters(register, made(reserve()), stamp=ANNA)
    changed = draft(letters=(letter(*COUNCILS[0], greeting="Beste"), *draft().letters[1:]))
    again = reserve(changed, stamp=BERT, update_changed=True)
    assert [(2, LetterStatus.RESERVED, ""), (1, LetterStatus.MADE, "")] == [
        (each.version, each.status, each.file_suffix) for each in again.letters[:2]
    ]
    assert 1 == again.updated
    history = show_letter(register, again.letters[0].letter_id)
    assert [EventKind.RESERVED, EventKind.MADE, EventKind.UPDATED] == [each.kind for each in history.events]
    assert ["anna", "anna", "bert"] == [each.operator for each in history.events]
    assert [None, None] == [each.replaces for each in history.versions]


def test_a_letter_that_was_sent_gets_a_correction_beside_it(register: Register, reserve: Reserve) -> None:
    first = made(reserve())
    commit_letters(register, first, stamp=ANNA)
    gouda = find_letters(register, "COS/U201800001", ["Gouda"])
    send(register, gouda, on_date=TODAY, four_eyes=False, stamp=ANNA)
    changed = draft(template=b"a better Word file")
    again = reserve(changed, update_changed=True)
    commit_letters(register, [each for each in made(again) if each.letter_id == gouda[0].letter_id], stamp=ANNA)
    history = show_letter(register, gouda[0].letter_id)
    assert [(1, None), (2, 1)] == [(each.number, each.replaces) for each in history.versions]
    assert ["output/d/COS_U201800001_GM0513.docx", "output/d/COS_U201800001_GM0513_v2.docx"] == [
        each.files[0].path for each in history.versions
    ]
    assert EventKind.CORRECTED in [each.kind for each in history.events]
    assert (2, 1) == (history.letter.version, history.letter.sent_version)
    assert "output/d/COS_U201800001_GM0513.docx" not in again.obsolete_files


def test_who_left_before_being_sent_is_withdrawn_with_the_file(register: Register, reserve: Reserve) -> None:
    commit_letters(register, made(reserve()), stamp=ANNA)
    again = reserve(draft(letters=draft().letters[1:]), update_changed=True)
    assert 1 == again.withdrawn
    assert ("output/d/COS_U201800001_GM0363.docx", "output/d/COS_U201800001_GM0363.pdf") == again.obsolete_files
    amsterdam = find_letters(register, "COS/U201800001", ["Amsterdam"])[0]
    assert (LetterStatus.VOID, "no longer in the workbook") == (amsterdam.status, amsterdam.void_reason)


def test_who_left_after_being_sent_keeps_the_letter(register: Register, reserve: Reserve) -> None:
    commit_letters(register, made(reserve()), stamp=ANNA)
    send(register, find_letters(register, "COS/U201800001"), on_date=TODAY, four_eyes=False, stamp=ANNA)
    assert 0 == reserve(draft(letters=draft().letters[1:])).withdrawn


def test_the_same_letter_in_another_mailing_is_refused_and_names_the_earlier_one(reserve: Reserve) -> None:
    reserve()
    with pytest.raises(RegisterRefused, match="--allow-duplicates") as refused:
        reserve(draft(name="Once more", subject="RAPPORTEN vierde VNG-Dénktank"))
    assert ["duplicate-letter"] * 4 == [each.code for each in refused.value.findings]
    assert "Gouda had this letter before: COS/U201800001 in the mailing “Denktank 2018”" in str(
        RegisterRefused(refused.value.findings[1].message)
    )


@pytest.mark.parametrize(
    "other",
    [{"subject": "Another purpose"}, {"publications": (Publication("Another publication"),)}, {"publications": ()}],
)
def test_another_purpose_or_publication_is_no_duplicate(reserve: Reserve, other: dict[str, object]) -> None:
    reserve()
    assert 4 == reserve(draft(name="Another", **other)).fresh


def test_another_contact_of_the_same_council_is_no_duplicate(reserve: Reserve) -> None:
    reserve()
    someone = draft(name="Another", letters=(letter(*COUNCILS[0], contact="K. Bakker"),))
    assert 1 == reserve(someone).fresh


def test_duplicates_may_be_allowed(reserve: Reserve) -> None:
    reserve()
    assert 4 == reserve(draft(name="Once more"), allow_duplicates=True).fresh


def test_a_void_letter_is_no_duplicate(register: Register, reserve: Reserve) -> None:
    failed = [FailedLetter(each.letter_id, "no date") for each in reserve().letters]
    commit_letters(register, [], failed, stamp=ANNA)
    assert 4 == reserve(draft(name="Once more")).fresh


def test_what_the_register_hands_out_survives_pickling(register: Register, reserve: Reserve) -> None:
    reserved = reserve()
    material = material_of(register, find_letters(register, reserved.reference)[0])
    history = show_letter(register, reserved.letters[0].letter_id)
    assert (reserved, material, history) == pickle.loads(pickle.dumps((reserved, material, history)))


def test_what_follows_from_a_change_is_not_told_again(register: Register, reserve: Reserve) -> None:
    def to_amsterdam(prefix: str) -> MailingDraft:
        somebody = letter(*COUNCILS[0])
        snapshot = {"contact": {"prefix": prefix}, "recipient": {"salutation": f"Geachte heer {prefix} Dijk,"}}
        return draft(letters=(replace(somebody, snapshot=snapshot),), derived=("recipient",))

    reserve(to_amsterdam("van"))
    changes = changed_input(register, to_amsterdam("van der"))
    assert ["contact.prefix"] == [each.path for each in changes.recipients[0].fields]


def test_columns_in_another_order_are_no_change(register: Register, reserve: Reserve) -> None:
    def ordered(*names: str) -> MailingDraft:
        somebody = replace(letter(*COUNCILS[0]), snapshot={"row": dict.fromkeys(names, 1)})
        return draft(letters=(somebody,), shared=dict.fromkeys(names, "x"))

    reserve(ordered("a", "b"))
    assert not changed_input(register, ordered("b", "a"))
    kept = material_of(register, find_letters(register, "COS/U201800001")[0])
    assert ["a", "b"] == list(kept.snapshot["row"])  # type: ignore[arg-type]
