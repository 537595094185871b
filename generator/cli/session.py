"""One run of the command: who reads, where they stand, and whether a program or a person takes the result."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.errors import Message

if TYPE_CHECKING:
    from generator.language import Language, Reader

SETTINGS_FILE = "brieven.toml"
# https://learn.microsoft.com/windows/win32/intl/language-identifier-constants-and-strings: Dutch, of any country.
_WINDOWS_DUTCH = 0x13


@dataclass
class Session:
    """What every command needs to know about its run.

    Attributes:
        working_folder: Where the user stands.
        language: What the user reads.
        language_is_chosen: Whether ``--language`` said so: then brieven.toml has no say any more.
        as_json: The result goes to a program.
        debug: Show the traceback of a fault in brieven itself.
        cores: Processor cores that this run may use.
        operator: Who gives the command, for the register.
        began: When the command was given.
    """

    working_folder: Path
    language: Language
    language_is_chosen: bool = False
    as_json: bool = False
    debug: bool = False
    cores: int = 1
    operator: str = ""
    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def reader(self) -> Reader:
        """Who the sentences are for."""
        from generator.language import Reader

        return Reader(self.language)

    def say(self, said: Message) -> str:
        """Put ``said`` into the user's words."""
        return self.reader.say(said)

    def follow(self, language: Language | None) -> None:
        """Speak the language of a workspace's settings, unless the user chose one."""
        if language is not None and not self.language_is_chosen:
            self.language = language


def session_of(context: click.Context) -> Session:
    """The session that ``context`` belongs to."""
    session = context.find_object(Session)
    assert session is not None
    return session


def language_of(environment: Mapping[str, str], working_folder: Path) -> Language:
    """The language to begin with: the workspace's here, else the computer's.

    Args:
        environment: The process's variables.
        working_folder: Where the user stands.
    """
    for folder in (working_folder, *working_folder.parents):
        chosen = _language_of_settings(folder / SETTINGS_FILE)
        if chosen is not None:
            return chosen
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            return "nl" if environment[variable].lower().startswith("nl") else "en"
    return "nl" if _windows_is_dutch() else "en"


def _language_of_settings(path: Path) -> Language | None:
    # Only the language, and without the machinery that judges settings: `--help` needs it at once. What is wrong with
    # the file is told by the command that reads it in earnest.
    try:
        language = tomllib.loads(path.read_text(encoding="utf-8")).get("language")
    except (OSError, ValueError):
        return None
    return "nl" if language == "nl" else "en" if language == "en" else None


def _windows_is_dutch() -> bool:
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return windows is not None and int(windows.kernel32.GetUserDefaultUILanguage()) & 0x3FF == _WINDOWS_DUTCH
