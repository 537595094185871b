"""The computer's folder for temporary files, where Typst's images and the fonts of documents lie while a process runs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from generator.errors import DiskRefused, message


@contextlib.contextmanager
def disk() -> Iterator[None]:
    """Around what is written there.

    Raises:
        DiskRefused: It takes no more.
    """
    try:
        yield
    except OSError as error:
        raise DiskRefused(
            message(
                "no room for temporary files ({why}); make room on the disk and try again",
                why=error.strerror or str(error),
            )
        ) from error
