"""A new workspace, from the letter and the workbook that travel with the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import DiskRefused, message
from generator.files import make_folder, write_whole

_PACKAGE = Path(__file__).parent.parent
_STARTER_FOLDERS = ("templates", "recipients")
_SUFFIXES = (".docx", ".xlsx")
_SAMPLE = Path("recipients") / "denktank-2018.xlsx"


@dataclass(frozen=True, slots=True)
class StartedWorkspace:
    """What a new workspace holds; paths within it.

    Attributes:
        made: Files that were put there.
        kept: Files that were there already.
        workbook: The one to begin with.
    """

    made: tuple[Path, ...]
    kept: tuple[Path, ...]
    workbook: Path


def start_workspace(folder: Path) -> StartedWorkspace:
    """Make a workspace of ``folder``; what is there already stays as it is.

    Raises:
        DiskRefused: A file or folder cannot be made.
    """
    make_folder(folder / "output")
    made: list[Path] = []
    kept: list[Path] = []
    for path, source in _starter_files().items():
        target = folder / path
        if target.exists():
            kept.append(path)
            continue
        make_folder(target.parent)
        write_whole(target, _content(source))
        made.append(path)
    return StartedWorkspace(tuple(made), tuple(kept), _SAMPLE)


def _starter_files() -> dict[Path, Path]:
    """Where each file of a new workspace comes from, by its path there."""
    from generator.settings import SETTINGS_FILE

    root = _starter_root()
    files = {
        path.relative_to(root): path
        for name in _STARTER_FOLDERS
        for path in sorted((root / name).iterdir())
        if path.suffix in _SUFFIXES and not path.name.startswith(("~$", "."))
    }
    return {**files, Path(SETTINGS_FILE): Path(__file__).with_name("starter.toml")}


def _starter_root() -> Path:
    # A wheel carries the repository's two folders within the package (setup.cfg, package_dir); a checkout has them beside it.
    installed = _PACKAGE / "starter"
    return installed if installed.is_dir() else _PACKAGE.parent


def _content(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise DiskRefused(
            message("{file}, which comes with brieven, cannot be read; install brieven again", file=str(source))
        ) from error
