"""OpenDocument spreadsheets (.ods) into sheets."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from generator.errors import WorkbookUnreadable, message
from generator.opc import Package, open_package
from generator.workbook.ods_walk import SpreadsheetWalk
from generator.workbook.sheets import Sheet

_MIMETYPE = "mimetype"
_CONTENT = "content.xml"
_SPREADSHEET = b"opendocument.spreadsheet"


def ods_sheets(path: Path) -> tuple[Sheet, ...]:
    """Read all sheets of a spreadsheet, values as they are shown.

    Raises:
        WorkbookUnreadable: No such file, a folder, no spreadsheet, protected, open elsewhere, damaged, too large.
    """
    package = open_package(path, refuse=WorkbookUnreadable, name=path.name)
    if package.family != "opendocument" or not _is_spreadsheet(package):
        raise WorkbookUnreadable(
            message("{name} is no OpenDocument spreadsheet; name it by what it is, or save it again", name=path.name)
        )
    try:
        return tuple(SpreadsheetWalk(package.part(_CONTENT)).sheets)
    except (KeyError, ValueError, expat.ExpatError) as error:
        raise WorkbookUnreadable(
            message(
                "{name} is damaged: the spreadsheet inside cannot be read; open it in LibreOffice, let it repair the file and save it again",
                name=path.name,
            )
        ) from error


def _is_spreadsheet(package: Package) -> bool:
    return _MIMETYPE in package and _SPREADSHEET in package.part(_MIMETYPE)
