"""A file that is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from generator.errors import DiskRefused, message


def write_atomically(target: Path, content: bytes) -> None:
    """Write beside the target, flush to the disk, then rename over it; rights are those of any new file there.

    Raises:
        DiskRefused: The disk is full, the folder is missing or may not be written, the target is open elsewhere.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        raise DiskRefused(
            message(
                "{file} cannot be written: {why}; close it in other programs, or look at the rights and the room on the disk",
                file=str(target),
                why=error.strerror or str(error),
            )
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
