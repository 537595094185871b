"""Files are whole or absent, and a refusing disk is a sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from generator.errors import DiskRefused
from generator.files import disk_refused, make_folder, remove_unfinished, write_whole, written_whole
from generator.language import Reader


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_with_its_content(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.pdf", b"inhoud")
    assert (["a.pdf"], b"inhoud") == (names(tmp_path), (tmp_path / "a.pdf").read_bytes())


def test_an_earlier_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"een veel langere inhoud dan de nieuwe")
    write_whole(tmp_path / "a.pdf", b"nieuw")
    assert b"nieuw" == (tmp_path / "a.pdf").read_bytes()


def test_a_write_that_is_interrupted_leaves_the_earlier_file_alone(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"eerder")

    def interrupted() -> None:
        with written_whole(tmp_path / "a.pdf") as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (["a.pdf"], b"eerder") == (names(tmp_path), (tmp_path / "a.pdf").read_bytes())


def test_nothing_takes_the_name_before_it_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        seen.append(names(tmp_path))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_whole(tmp_path / "a.pdf", b"inhoud")
    assert [True] == ["a.pdf" not in there for there in seen]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "de schijf is vol"),
        (errno.EROFS, "alleen-lezen"),
        (errno.EACCES, "geen toegang tot"),
        (errno.ENAMETOOLONG, "te lang"),
        (errno.EISDIR, "is een map"),
        (errno.ENOENT, "bestaat niet"),
        (errno.EIO, "kon niet worden geschreven"),
    ],
)
def test_what_the_disk_refuses_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    def refused(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises(DiskRefused) as caught:
        write_whole(tmp_path / "a.pdf", b"inhoud")
    assert sentence in Reader("nl").say(caught.value.message)
    assert [] == names(tmp_path)


@pytest.mark.parametrize(("on_windows", "sentence"), [(True, "te lang"), (False, "bestaat niet")])
def test_windows_finds_no_path_that_is_too_long(
    on_windows: bool, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.files._is_windows", lambda: on_windows)
    path = Path("/een", *["diepe map"] * 30, "brief.pdf")
    refused = disk_refused(path, FileNotFoundError(errno.ENOENT, "the system cannot find the path specified"))
    assert sentence in Reader("nl").say(refused.message)


def test_a_file_where_a_folder_should_be_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "map").write_bytes(b"")
    with pytest.raises(DiskRefused) as caught:
        make_folder(tmp_path / "map" / "binnen")
    assert "staat in de weg" in Reader("nl").say(caught.value.message)


def test_what_a_killed_run_left_behind_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".brieven-123-abc").write_bytes(b"half")
    (tmp_path / "a.pdf").write_bytes(b"heel")
    remove_unfinished(tmp_path)
    assert ["a.pdf"] == names(tmp_path)
