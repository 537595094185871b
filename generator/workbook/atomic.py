"""A file that is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from generator.errors import DiskRefused, message


def write_atomically(target: Path, content: bytes) -> None:
    """Write beside the target, flush to the disk, then rename over it.

    Raises:
        DiskRefused: The disk is full, the folder is missing or may not be written, the target is open elsewhere.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".part", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise DiskRefused(
            message(
                "{file} cannot be written: {why}; close it in other programs, or look at the rights and the room on the disk",
                file=str(target),
                why=error.strerror or str(error),
            )
        ) from error
