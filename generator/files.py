"""Files that are whole or absent: atomic writes, and what a refusing disk is called in words."""

from __future__ import annotations

import errno
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from generator.errors import DiskRefused, Message, message

TEMPORARY_PREFIX = ".brieven-"
"""What an unfinished file is called; a run removes what a killed one left behind."""

_LONGEST_PATH_ON_WINDOWS = 259
"""Signs; MAX_PATH less the final zero (Microsoft Learn, Maximum Path Length Limitation)."""

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """Open ``path`` for writing such that it appears whole or not at all.

    The bytes go to a temporary file in the same folder, reach the disk (fsync), and then take the name.

    Raises:
        DiskRefused: Disk full, no permission, or open in another program.
    """
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{zlib.crc32(path.name.encode()):08x}")
    try:
        with temporary.open("w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise disk_refused(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` such that it appears whole or not at all.

    Raises:
        DiskRefused: Disk full, no permission, or open in another program.
    """
    with written_whole(path) as stream:
        stream.write(content)


def make_folder(path: Path) -> None:
    """Make ``path`` and what lies above it; content to find it there.

    Raises:
        DiskRefused: It cannot be made, or something else bears its name.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_refused(path, error) from error


def remove_unfinished(folder: Path) -> None:
    """Remove the temporary files that a killed run left in ``folder``."""
    for path in folder.glob(f"{TEMPORARY_PREFIX}*"):
        with suppress(OSError):
            path.unlink()


def is_full(error: OSError) -> bool:
    """Whether the disk, not one file, is the matter: no other letter will fare better."""
    return error.errno in (*_FULL, errno.EROFS, errno.EIO)


def unreadable(path: Path, error: OSError) -> Message:
    """Put into words that ``path`` cannot be read."""
    if isinstance(error, FileNotFoundError):
        return message("there is no file {file}; look at its name and folder", file=str(path))
    if isinstance(error, IsADirectoryError):
        return message("{file} is a folder, and a file is needed here; name the file in it", file=str(path))
    if isinstance(error, PermissionError):
        return message(
            "no permission to read {file}; close it in other programs, or ask for access to it", file=str(path)
        )
    return message("{file} cannot be read: {why}; look at its name and folder", file=str(path), why=_reason(error))


def disk_refused(path: Path, error: OSError) -> DiskRefused:
    """Put into words that ``path`` could not be written or read."""
    return DiskRefused(_why(path, error))


def _why(path: Path, error: OSError) -> Message:
    where = str(path)
    causes = (
        (
            error.errno in _FULL,
            message(
                "the disk is full: {path} could not be written; make room and give the same command again", path=where
            ),
        ),
        (
            error.errno == errno.EROFS,
            message("{path} could not be written: this disk can only be read; choose another folder", path=where),
        ),
        (
            isinstance(error, PermissionError),
            message(
                "no permission for {path}; close the file in other programs, or ask for access to this folder",
                path=where,
            ),
        ),
        (
            isinstance(error, FileExistsError | NotADirectoryError),
            message("{path} is in the way: there is a file where a folder should be; move or rename it", path=where),
        ),
        (
            isinstance(error, IsADirectoryError),
            message("{path} is a folder, and a file of that name is to be written; move or rename it", path=where),
        ),
        (
            error.errno == errno.ENAMETOOLONG
            or (isinstance(error, FileNotFoundError) and _is_too_long_for_windows(path)),
            message("the name {path} is too long for this disk; choose a folder with a shorter path", path=where),
        ),
        (
            isinstance(error, FileNotFoundError),
            message("the folder of {path} is not there; make it, or choose another", path=where),
        ),
    )
    other = message("{path} could not be written: {why}; try another folder", path=where, why=_reason(error))
    return next((said for holds, said in causes if holds), other)


def _is_too_long_for_windows(path: Path) -> bool:
    # Windows says of such a path, as of a folder that is not there, that it cannot be found.
    return _is_windows() and len(str(path.absolute())) > _LONGEST_PATH_ON_WINDOWS


def _is_windows() -> bool:
    return os.name == "nt"


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
