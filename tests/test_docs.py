"""The pages say what the code does: settings, commands and options."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from generator.cli.app import app
from generator.errors import ExitStatus
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


# --- commands -------------------------------------------------------------------------------------------------------------

COMMANDS_PAGE = ROOT / "docs" / "commands.md"
PAGES_WITH_COMMANDS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def option_names(command: click.Command) -> set[str]:
    return {name for each in command.params for name in (*each.opts, *each.secondary_opts) if name.startswith("-")}


def documented_calls() -> Iterator[tuple[str, str, list[str]]]:
    """Each ``brieven …`` in a page's code: page, command, options."""
    for page in PAGES_WITH_COMMANDS:
        text = page.read_text(encoding="utf-8")
        blocks = re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL)
        lines = [line for block in blocks for line in block.splitlines()]
        for code in [*lines, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))]:
            words = code.split()
            if len(words) > 1 and words[0].endswith("brieven") and re.fullmatch("[a-z]+", words[1]):
                yield page.name, words[1], [word.partition("=")[0] for word in words[2:] if OPTION.match(word)]


def test_every_documented_command_exists_with_its_options() -> None:
    unknown = []
    assert {"check", "generate", "init"} <= {name for _page, name, _options in documented_calls()}
    for page, name, options in documented_calls():
        command = app.commands.get(name)
        known = {"--help", "-h"} if command is None else option_names(command) | {"--help", "-h"}
        unknown += [
            (page, name, each) for each in ["", *options] if (command is None if not each else each not in known)
        ]
    assert [] == unknown


def test_every_command_and_option_is_documented() -> None:
    sections = re.split(r"^## ", COMMANDS_PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    missing = []
    for name, command in app.commands.items():
        section = next((each for each in sections if each.startswith(f"`brieven {name}")), None)
        if section is None:
            missing.append(name)
            continue
        missing += [f"{name} {each}" for each in sorted(option_names(command)) if f"`{each}" not in section]
    assert [] == missing


def test_the_options_of_brieven_itself_are_documented() -> None:
    beginning = COMMANDS_PAGE.read_text(encoding="utf-8").partition("\n## ")[0]
    assert [] == [each for each in sorted(option_names(app)) if f"`{each}" not in beginning]


def test_every_exit_status_is_documented() -> None:
    page = COMMANDS_PAGE.read_text(encoding="utf-8")
    assert [] == [int(each) for each in ExitStatus if f"| {int(each)} |" not in page]
