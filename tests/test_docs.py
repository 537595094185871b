"""The pages say what the code does: settings, commands, options and problem codes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from generator.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
SETTINGS_PAGE = ROOT / "docs" / "settings.md"


def setting_keys(model: type[BaseModel], section: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        key = f"{section}{field.alias or name}"
        inside = field.annotation
        if isinstance(inside, type) and issubclass(inside, BaseModel):
            yield from setting_keys(inside, f"{key}.")
        else:
            yield key


def example_settings() -> dict[str, object]:
    block = re.search(r"```toml\n(.*?)```", SETTINGS_PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    return tomllib.loads(block.group(1))


def flat_keys(table: dict[str, object], section: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict) and f"{section}{name}" != "filters":
            yield from flat_keys(value, f"{section}{name}.")
        else:
            yield f"{section}{name}"


def test_the_example_settings_are_accepted() -> None:
    assert isinstance(Settings.model_validate(example_settings()), Settings)


def test_the_example_settings_name_every_key_and_no_other() -> None:
    assert sorted(setting_keys(Settings)) == sorted(flat_keys(example_settings()))


@pytest.mark.parametrize("key", [each for each in setting_keys(Settings) if each != "filters"])
def test_every_setting_is_explained(key: str) -> None:
    assert f"| `{key.rpartition('.')[2]}` |" in SETTINGS_PAGE.read_text(encoding="utf-8")
