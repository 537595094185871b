"""The checks at the door, from the file on the disk to what a sound ZIP can still hide."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path

from generator.errors import UnreadableInput, message
from generator.opc.asked import Asked, Limits
from generator.opc.entries import read_entries
from generator.opc.foreign_formats import refuse_foreign_formats
from generator.opc.hostile_xml import NotWellFormed, judge_xml
from generator.opc.package import CONTENT_TYPES, ODF_MANIFEST, Package, named_parts

_SHARING_VIOLATIONS = (32, 33)


def open_package(
    source: Path | bytes, *, refuse: type[UnreadableInput], name: str, limits: Limits | None = None
) -> Package:
    """Open a ZIP-based office file and judge all of it before anybody reads a part.

    Args:
        source: The file, or its bytes.
        refuse: The exception that the caller's room raises; ``WorkbookUnreadable`` also brings the wider limits that
            large sheets need, and sentences that speak of Excel.
        name: What the reader calls the file.
        limits: Others than the ones that go with ``refuse``.

    Raises:
        UnreadableInput: Of the class ``refuse``, with a sentence that says what is wrong and what to do.
    """
    asked = Asked(name, refuse)
    limits = limits or asked.limits
    data = source if isinstance(source, bytes) else _file_bytes(source, asked, limits)
    refuse_foreign_formats(data, asked)
    package = Package(data, read_entries(data, asked, limits), asked)
    if CONTENT_TYPES not in package and ODF_MANIFEST not in package:
        raise asked.refusal(
            message("{name} is a ZIP file, but none of {program}; bring the {suffix} itself", **asked.words)
        )
    damaged = _damaged_parts(package, asked, limits)
    if damaged:
        package = _without_strays(package, damaged, asked)
    if _has_macros(package):
        raise asked.refusal(
            message(
                "{name} carries macros; open it in {program} and save it as {suffix}, which leaves them out",
                **asked.words,
            )
        )
    if ODF_MANIFEST in package and b"encryption-data" in package.part(ODF_MANIFEST):
        raise asked.has_password()
    return package


def _damaged_parts(package: Package, asked: Asked, limits: Limits) -> dict[str, NotWellFormed]:
    """Judge all XML; the parts that are none, with what is wrong."""
    damaged: dict[str, NotWellFormed] = {}
    for part in package:
        if part.casefold().endswith((".xml", ".rels")):
            try:
                judge_xml(package, part, asked, limits)
            except NotWellFormed as error:
                damaged[part] = error
    return damaged


def _without_strays(package: Package, damaged: Mapping[str, NotWellFormed], asked: Asked) -> Package:
    """The package without damaged parts that nothing refers to: Word does not look at them either.

    Raises:
        UnreadableInput: Something does refer to a damaged part.
    """
    referred = {CONTENT_TYPES} if CONTENT_TYPES in damaged else named_parts(package, leaving_out=damaged)
    for part, error in damaged.items():
        if part in referred or CONTENT_TYPES not in package:
            raise asked.refusal(
                message(
                    "{name} is damaged inside ({part}: {why}); open it in {program}, let it repair the file and save it again",
                    part=part,
                    why=str(error),
                    **asked.words,
                )
            ) from error
    return package.without(damaged)


def _file_bytes(path: Path, asked: Asked, limits: Limits) -> bytes:
    if path.name.startswith("~$"):
        raise asked.refusal(
            message(
                "{name} is only the mark that {program} leaves while a file is open; choose the file without ~$ in its name",
                **asked.words,
            )
        )
    try:
        if path.is_dir():
            raise asked.refusal(message("{name} is a folder; name the file that is in it", **asked.words))
        if path.stat().st_size > limits.source:
            raise asked.too_large()
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(error, asked) from error


def _unreadable(error: OSError, asked: Asked) -> UnreadableInput:
    if isinstance(error, FileNotFoundError):
        return asked.refusal(message("{name} does not exist; check the name and the folder", **asked.words))
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return asked.refusal(
            message("{name} is open in another program; close it in {program} and try again", **asked.words)
        )
    # open() on Windows says EACCES, without Windows' own number, of a file that another program keeps for itself too.
    if error.errno in (errno.EACCES, errno.EPERM):
        return asked.refusal(
            message(
                "{name} may not be read: another program keeps it for itself, or you have no access; "
                "close it in {program}, or ask for access",
                **asked.words,
            )
        )
    return asked.refusal(
        message(
            "{file} cannot be read: {why}; close it in other programs and try again",
            file=asked.name,
            why=error.strerror or str(error),
        )
    )


def _has_macros(package: Package) -> bool:
    kinds = " ".join(package.content_types.values()).casefold()
    return (
        "macroenabled" in kinds
        or "vbaproject" in kinds
        or any(name.casefold().endswith("vbaproject.bin") for name in package)
    )
