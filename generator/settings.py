"""The settings of a workspace: ``brieven.toml`` beside templates/ and recipients/, all of it optional.

Keys are English, as the file's own comments explain them in Dutch; pydantic judges the values.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.errors import SettingsUnreadable, message
from generator.language import Language
from generator.model import FilePlace, Problem, Severity

SETTINGS_FILE = "brieven.toml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Organisation(_Section):
    """Who sends the letters.

    Attributes:
        name: The archiefvormer in MDTO, and the sender on labels.
        identifier: Its identifier in the archive's terms (TOOI or OIN), with where it comes from.
        return_address: One line above the address window.
    """

    name: str = "Vereniging van Nederlandse Gemeenten"
    identifier: str = ""
    identifier_source: str = ""
    return_address: str = "Postbus 30435, 2500 GK Den Haag"


class References(_Section):
    """How references are built.

    Attributes:
        pattern: ``{department}``, ``{year}`` and ``{sequence}`` with Python's number format.
    """

    pattern: str = "{department}/U{year}{sequence:05d}"


class Register(_Section):
    """Where the register lives.

    Attributes:
        url: An SQLAlchemy URL; empty means ``register.db`` in the workspace.
        four_eyes: Who makes a mailing may not release it.
    """

    url: str = ""
    four_eyes: bool = False


class Archive(_Section):
    """What the archive has decided; nothing about retention is built in.

    Attributes:
        appraisal: MDTO waardering: B (blijvend), V (tijdelijk), N (nader te bepalen).
        retention: ISO 8601 duration such as ``P7Y``; required with V.
    """

    appraisal: Literal["B", "V", "N"] = "N"
    retention: str = ""


class Output(_Section):
    """How letters are made.

    Attributes:
        duplex: Pad each letter in the print file to an even number of pages.
        engine: Which engine makes the PDF: Typst with LibreOffice as the fallback, or one of them only.
        workers: Worker processes; None takes one a core.
        address_lines: Lines that the address window holds.
        address_width: How wide an address can be in that window, in millimetres: the field of DIN 5008 behind a
            window of 90 mm.
    """

    duplex: bool = True
    engine: Literal["auto", "typst", "libreoffice"] = "auto"
    workers: Annotated[int, Field(ge=1, le=64)] | None = None
    address_lines: Annotated[int, Field(ge=3, le=6)] = 6
    address_width: Annotated[float, Field(ge=30, le=200)] = 85


class Settings(_Section):
    """All of ``brieven.toml``.

    Attributes:
        language: What the secretariat reads; None follows the computer's.
        filters: Template filters of one's own, by name: a Jinja expression in ``value``
            (``"value|upper ~ '!'"``), run in the same sandbox as the template.
    """

    language: Language | None = None
    organisation: Organisation = Organisation()
    references: References = References()
    register_: Register = Field(default=Register(), alias="register")
    archive: Archive = Archive()
    output: Output = Output()
    filters: dict[str, str] = {}


def read_settings(workspace: Path) -> Settings:
    """Read the settings of ``workspace``; all defaults where it has no ``brieven.toml``.

    Raises:
        SettingsUnreadable: The file is no TOML, or holds keys or values that it may not; all of them at once.
    """
    path = workspace / SETTINGS_FILE
    try:
        with path.open("rb") as stream:
            return Settings.model_validate(tomllib.load(stream))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsUnreadable(
            message(
                "{file} cannot be read: {why}; close it in other programs and try again",
                file=str(path),
                why=error.strerror or str(error),
            )
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsUnreadable(
            message("{file} is not valid TOML ({why}); mend that line", file=str(path), why=str(error))
        ) from error
    except ValidationError as error:
        problems = [
            Problem(
                code="settings-invalid",
                severity=Severity.ERROR,
                place=FilePlace(path),
                cause=message("{key}: {why}", key=".".join(map(str, each["loc"])), why=each["msg"]),
                remedy=message("look up what this setting takes in docs/settings.md"),
            )
            for each in error.errors()
        ]
        raise SettingsUnreadable(message("{file} holds settings that it may not", file=str(path)), problems) from error
