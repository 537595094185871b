"""brieven.toml: all of it optional, and every mistake told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SettingsUnreadable
from generator.settings import Settings, read_settings


def test_a_workspace_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert Settings() == read_settings(tmp_path)


def test_settings_are_read_from_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "brieven.toml").write_text('language = "nl"\n[register]\nfour_eyes = true\n', encoding="utf-8")
    settings = read_settings(tmp_path)
    assert ("nl", True) == (settings.language, settings.register_.four_eyes)


def test_every_wrong_setting_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "brieven.toml").write_text('language = "fr"\n[output]\nworkers = 0\nworker = 1\n', encoding="utf-8")
    with pytest.raises(SettingsUnreadable) as caught:
        read_settings(tmp_path)
    told = " ".join(str(dict(each.message.values)["cause"]) for each in caught.value.findings)
    assert 3 == len(caught.value.findings)
    assert all(key in told for key in ("language", "output.workers", "output.worker"))


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe\x00"])
def test_what_is_no_toml_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "brieven.toml").write_bytes(content)
    with pytest.raises(SettingsUnreadable, match=r"brieven\.toml"):
        read_settings(tmp_path)


def test_a_folder_in_the_file_s_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brieven.toml").mkdir()
    with pytest.raises(SettingsUnreadable):
        read_settings(tmp_path)
