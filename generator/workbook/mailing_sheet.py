"""The sheet Zending: what all letters of a mailing share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from generator.errors import message
from generator.model import (
    AddressedTo,
    CellPlace,
    CellValue,
    Mailing,
    Numbering,
    Publication,
    SalutationStyle,
    Signatory,
)
from generator.workbook.cells import Cell, choice_of, date_of, known_value, line_of, text_of
from generator.workbook.findings import Findings, near_miss
from generator.workbook.references import judge_reference
from generator.workbook.sheets import RawValue, Sheet, SheetRow, as_text, is_empty
from generator.workbook.words import (
    ADDRESSED_TO,
    FIELD_HEADER,
    MAILING_FIELDS,
    NUMBERINGS,
    SALUTATION_STYLES,
    VALUE_HEADER,
    word_key,
)

NO_DATE = date.min
"""The letter date of a mailing whose sheet gives none; its problems then hold an error that stops all letters."""

_HEADINGS = (FIELD_HEADER[0], VALUE_HEADER[0])
_REQUIRED = ("subject", "letter_date", "template")
_SIGNATURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg"})
_NOTHING_ENCLOSED = frozenset({"", "-", "–", "geen", "none", "0"})
_FIELD_KEYS: Mapping[str, str] = MappingProxyType(
    {word_key(name): field for field, names in MAILING_FIELDS.items() for name in names}
)


class _Fields:
    """The two columns Veld and Waarde, by English name; and those that we do not know, by name as written."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.known: dict[str, Cell] = {}
        self.unknown: dict[str, Cell] = {}
        self.names: dict[str, CellPlace] = {}

    def cell(self, field: str) -> Cell:
        return self.known.get(field, Cell(None, self.sheet.name, 0, None))


def read_mailing(
    sheet: Sheet | None,
    publications: tuple[Publication, ...],
    home: tuple[str, Path],
    findings: Findings,
    *,
    reference_pattern: str,
) -> Mailing:
    """Read the sheet Zending.

    Args:
        sheet: The sheet, or None where the workbook has none (which is told elsewhere).
        publications: What is enclosed where the field Bijlagen is empty.
        home: The name that serves where Naam is empty, and the folder in which the signature is sought.
        findings: What is wrong is added here.
        reference_pattern: Of brieven.toml.

    Returns:
        The mailing; where a required field is missing it is empty (the date is ``NO_DATE``) and an error is told.
    """
    fields = _read_fields(sheet, findings) if sheet is not None else _Fields(Sheet("Zending", ()))
    if sheet is not None:
        _tell_of_missing(fields, findings)
    mailing = Mailing(
        name=line_of(fields.cell("name"), findings) or home[0],
        subject=line_of(fields.cell("subject"), findings),
        letter_date=date_of(fields.cell("letter_date"), findings) or NO_DATE,
        template=line_of(fields.cell("template"), findings),
        signatory=_signatory(fields, home[1], findings),
        reference=line_of(fields.cell("reference"), findings),
        series=line_of(fields.cell("series"), findings),
        numbering=choice_of(fields.cell("numbering"), NUMBERINGS, findings) or Numbering.PER_MAILING,
        addressed_to=choice_of(fields.cell("addressed_to"), ADDRESSED_TO, findings) or AddressedTo.CONTACT,
        salutation_style=choice_of(fields.cell("salutation_style"), SALUTATION_STYLES, findings)
        or SalutationStyle.MODERN,
        enclosures=_enclosures(fields.cell("enclosures"), publications, findings),
        contact_person=line_of(fields.cell("contact_person"), findings),
        telephone=line_of(fields.cell("telephone"), findings),
        email=line_of(fields.cell("email"), findings),
        fields={name: known_value(cell, findings) for name, cell in fields.unknown.items()},
        cells={field: cell.place for field, cell in fields.known.items()},
    )
    if sheet is not None:
        judge_reference(mailing, sheet.name, reference_pattern, findings)
    return mailing


def _read_fields(sheet: Sheet, findings: Findings) -> _Fields:
    fields = _Fields(sheet)
    rows, field_column, value_column = _columns(sheet, findings)
    for row in rows:
        written = as_text(known_value(_cell(sheet, row, field_column), findings)).removesuffix(":").strip()
        if not written:
            continue
        place = _cell(sheet, row, field_column).place
        cell = _cell(sheet, row, value_column)
        field = _FIELD_KEYS.get(word_key(written))
        if field in fields.known or written in fields.unknown:
            findings.error(
                "field-twice",
                place,
                message("the field {name} stands there twice", name=written),
                message("remove one of the two"),
            )
        elif field is not None:
            fields.known[field] = cell
        else:
            fields.unknown[written] = cell
            fields.names[written] = place
    return fields


def _columns(sheet: Sheet, findings: Findings) -> tuple[tuple[SheetRow, ...], int, int]:
    """The rows below the heading Veld | Waarde and the two columns.

    Without that heading columns A and B, from the first row that names a known field: above it instructions may stand.
    """
    rows = sheet.rows
    for position, row in enumerate(rows):
        keys = [word_key(value) if isinstance(value, str) else "" for value in row.values]
        field = next((index for index, key in enumerate(keys) if key in map(word_key, FIELD_HEADER)), None)
        value = next((index for index, key in enumerate(keys) if key in map(word_key, VALUE_HEADER)), None)
        if field is not None and value is not None:
            return rows[position + 1 :], field, value
    first = next((position for position, row in enumerate(rows) if _names_field(row)), len(rows))
    findings.warning(
        "mailing-heading-missing",
        CellPlace(sheet.name),
        message("there is no row with the headings {headings}; columns A and B are read as these", headings=_HEADINGS),
        message("write these words above the fields and their values, each in a cell of its own"),
    )
    return rows[first:], 0, 1


def _names_field(row: SheetRow) -> bool:
    name = row.values[0] if row.values else None
    return isinstance(name, str) and word_key(name) in _FIELD_KEYS


def _cell(sheet: Sheet, row: SheetRow, index: int) -> Cell:
    value: RawValue = row.values[index] if index < len(row.values) else None
    return Cell(value, sheet.name, row.number, index)


def _tell_of_missing(fields: _Fields, findings: Findings) -> None:
    absent = {name: field for field, names in MAILING_FIELDS.items() for name in names if field not in fields.known}
    meant: set[str] = set()
    for written, place in fields.names.items():
        name = near_miss(written, absent)
        if name:
            meant.add(absent[name])
            tell = findings.error if absent[name] in _REQUIRED else findings.warning
            tell(
                "field-near-miss",
                place,
                message("the field {name} is not known", name=written),
                message("did you mean {known}? Then write it so; else leave it as a field of your own", known=name),
            )
    for field in (*_REQUIRED, "signatory"):
        if field in meant or not is_empty(fields.cell(field).value):
            continue
        tell = findings.error if field in _REQUIRED else findings.warning
        tell(
            "field-missing",
            fields.cell(field).place,
            message("the field {name} is empty or missing", name=MAILING_FIELDS[field][0]),
            message("fill it in below Waarde"),
        )


def _signatory(fields: _Fields, folder: Path, findings: Findings) -> Signatory:
    cell = fields.cell("signature")
    written = text_of(cell, findings)
    signature = None
    if written:
        signature = folder / written
        if signature.suffix.lower() not in _SIGNATURE_SUFFIXES or not _is_file(signature):
            findings.error(
                "signature-missing",
                cell.place,
                message("there is no image {file} beside the workbook", file=written),
                message("put the signature there as .png or .jpg, or leave the cell empty"),
            )
            signature = None
    return Signatory(
        name=line_of(fields.cell("signatory"), findings),
        function=line_of(fields.cell("signatory_function"), findings),
        on_behalf_of=line_of(fields.cell("on_behalf_of"), findings),
        signature=signature,
    )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        # A name that no system takes, far too long as a rule.
        return False


def _enclosures(cell: Cell, publications: tuple[Publication, ...], findings: Findings) -> tuple[str, ...]:
    """One text each: separated by line breaks or semicolons, a number of them, or else the publications."""
    titles = tuple(publication.title for publication in publications)
    value: CellValue = known_value(cell, findings)
    if is_empty(value):
        return titles
    written = as_text(value)
    if written.casefold() in _NOTHING_ENCLOSED:
        return ()
    if re.fullmatch(r"[1-9][0-9]?", written):
        count = int(written)
        return titles if count == len(titles) else tuple(f"Bijlage {number}" for number in range(1, count + 1))
    return tuple(piece.strip() for piece in re.split(r"[;\n]", written) if piece.strip())
