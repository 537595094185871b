"""Which fonts LibreOffice sets with: a workspace's and ours, before those of the computer."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape  # only text is written here, nothing is read

from generator.typeset.fonts.catalog import FACES_FOLDER

_CONFIGURATION = "fonts.conf"
_COMPUTERS_OWN = "/etc/fonts/fonts.conf"


def lay_out_fonts(profile: Path, folders: Sequence[Path]) -> None:
    """Show LibreOffice these faces: on Linux it reads those in its profile. Elsewhere it has the computer's only.

    Where the computer has a face of the same file name, ours counts: Debian's Caladea has other widths than the one that is
    Cambria's twin, and LibreOffice took now one, now the other.

    Args:
        profile: The folder ``user`` of LibreOffice's profile.
        folders: With fonts, those that are not there left out.

    Raises:
        OSError: The disk takes no more.
    """
    if sys.platform != "linux":
        return
    fonts = profile / "fonts"
    fonts.mkdir()
    for number, folder in enumerate(each for each in folders if each.is_dir()):
        (fonts / str(number)).symlink_to(folder.resolve(), target_is_directory=True)
    names = sorted(path.name for path in FACES_FOLDER.iterdir() if path.suffix in {".ttf", ".otf"})
    rejected = "".join(f"<glob>*/{escape(name)}</glob>" for name in names)
    (profile / _CONFIGURATION).write_text(
        '<?xml version="1.0"?>\n<fontconfig>\n'
        f"<selectfont><acceptfont><glob>{escape(str(fonts))}/*</glob></acceptfont><rejectfont>{rejected}</rejectfont></selectfont>\n"
        f'<include ignore_missing="yes">{escape(os.environ.get("FONTCONFIG_FILE", _COMPUTERS_OWN))}</include>\n'
        "</fontconfig>\n",
        encoding="utf-8",
    )


def environment(profile: Path) -> Mapping[str, str]:
    """The variables that LibreOffice is started with, to find them."""
    configuration = profile / _CONFIGURATION
    return {**os.environ, "FONTCONFIG_FILE": str(configuration)} if configuration.is_file() else os.environ
