from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from register_samples import ANNA, draft, file_content, made
from sqlalchemy import text

from generator.errors import RegisterRefused
from generator.register import (
    Register,
    Reservation,
    commit_letters,
    find_letters,
    send,
    verify,
)

Reserve = Callable[..., Reservation]


@pytest.fixture
def workspace(register: Register, reserve: Reserve, tmp_path: Path) -> Path:
    """Four letters, in the register and on disk."""
    write(tmp_path, register, reserve())
    return tmp_path


def write(workspace: Path, register: Register, reservation: Reservation) -> None:
    versions = {each.version_id: each.version for each in reservation.letters}
    for each in made(reservation):
        for file in each.files:
            path = workspace / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file_content(file.path, versions[each.version_id]))
        commit_letters(register, [each], stamp=ANNA)


def codes(register: Register, workspace: Path) -> list[tuple[str, str]]:
    return [
        (each.code, str(RegisterRefused(each.place.message)))
        for each in verify(register, workspace, ours={"print.pdf", "verslag.xlsx"})
    ]


def test_a_register_whose_files_are_all_there_has_no_findings(register: Register, workspace: Path) -> None:
    (workspace / "output/d/print.pdf").write_bytes(b"all letters")
    (workspace / "output/d/verslag.xlsx").write_bytes(b"a report")
    assert [] == codes(register, workspace)


def test_a_missing_file_is_found(register: Register, workspace: Path) -> None:
    (workspace / "output/d/COS_U201800001_GM0513.pdf").unlink()
    assert [("file-missing", "COS_U201800001_GM0513.pdf")] == codes(register, workspace)


def test_an_altered_file_is_found(register: Register, workspace: Path) -> None:
    (workspace / "output/d/COS_U201800001_GM0513.docx").write_bytes(b"altered")
    assert [("file-altered", "COS_U201800001_GM0513.docx")] == codes(register, workspace)


@pytest.mark.parametrize("name", ["COS_U201800001_GM9999.docx", "notities.txt"])
def test_an_unknown_file_is_found(register: Register, workspace: Path, name: str) -> None:
    (workspace / "output/d" / name).write_bytes(b"unknown")
    assert [("file-unknown", name)] == codes(register, workspace)


@pytest.mark.parametrize("name", ["~$COS_U201800001.docx", ".~lock.COS_U201800001.docx#"])
def test_the_mark_of_an_open_file_is_no_unknown_file(register: Register, workspace: Path, name: str) -> None:
    (workspace / "output/d" / name).write_bytes(b"open")
    assert [] == codes(register, workspace)


def test_a_letter_that_is_not_made_yet_is_found(register: Register, workspace: Path, reserve: Reserve) -> None:
    reserve(draft(name="Second", subject="Second"))
    assert [("letter-not-made", "Second")] * 4 == codes(register, workspace)


def test_a_withdrawn_letter_whose_file_is_left_is_found(register: Register, workspace: Path, reserve: Reserve) -> None:
    reserve(draft(letters=draft().letters[1:]), update_changed=True)
    assert ["file-obsolete", "file-obsolete"] == [code for code, _place in codes(register, workspace)]


def test_the_files_of_a_sent_version_still_count_after_its_correction(
    register: Register, workspace: Path, reserve: Reserve
) -> None:
    send(register, find_letters(register, "COS/U201800001"), on_date=date(2018, 6, 28), four_eyes=False, stamp=ANNA)
    write(workspace, register, reserve(draft(template=b"better"), update_changed=True))
    assert [] == codes(register, workspace)
    (workspace / "output/d/COS_U201800001_GM0513.docx").unlink()
    assert [("file-missing", "COS_U201800001_GM0513.docx")] == codes(register, workspace)


def test_an_altered_template_in_the_register_is_found(register: Register, workspace: Path) -> None:
    with register.writing() as connection:
        connection.execute(
            text("UPDATE contents SET content = :other WHERE content = :template"),
            {"other": b"x", "template": b"a Word file"},
        )
    assert ["register-damaged"] == [code for code, _place in codes(register, workspace)]
