"""Workbooks that the tests write and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from generator.model import CellPlace, Problem, Shipment
from generator.settings import Settings
from generator.workbook import read_shipment

Rows = Sequence[Sequence[Any]]

MAILING: Mapping[str, Any] = {
    "Naam": "proef",
    "Onderwerp": "Rapporten",
    "Datum": date(2018, 6, 28),
    "Sjabloon": "brief.docx",
    "Kenmerk": "COS/U201800494",
    "Ondertekenaar": "J. Kriens",
}
COUNCIL_HEADERS = ("Code", "Gemeente", "Provincie", "Adres", "Postcode", "Plaats", "Exemplaren", "Versturen")
GOUDA = ("GM0513", "Gouda", "Zuid-Holland", "Postbus 1086", "2800 BB", "Gouda", 1, "ja")
TIEL = ("GM0281", "Tiel", "Gelderland", "Postbus 6325", "4000 HH", "Tiel", 2, "ja")


def written_workbook(sheets: Mapping[str, Rows], path: Path) -> Path:
    """A workbook with these sheets, cell for cell."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a sound workbook in which the test changes what it is about.

    ``mailing`` changes fields (None leaves one out), ``councils`` are rows below the usual headers, ``contacts`` and
    ``publications`` are whole sheets with their headers, ``sheets`` replaces whole sheets by name.
    """

    def write(
        *,
        mailing: Mapping[str, Any] | None = None,
        councils: Rows = (GOUDA, TIEL),
        headers: Sequence[str] = COUNCIL_HEADERS,
        contacts: Rows | None = None,
        publications: Rows | None = None,
        sheets: Mapping[str, Rows | None] | None = None,
        name: str = "proef.xlsx",
    ) -> Path:
        fields = {**MAILING, **(mailing or {})}
        made: dict[str, Rows | None] = {
            "Zending": [("Veld", "Waarde"), *((field, value) for field, value in fields.items() if value is not None)],
            "Gemeenten": [headers, *councils],
            "Contacten": contacts,
            "Publicaties": publications,
            **(sheets or {}),
        }
        return written_workbook({sheet: rows for sheet, rows in made.items() if rows is not None}, tmp_path / name)

    return write


@pytest.fixture
def shipment(workbook: Callable[..., Path]) -> Callable[..., Shipment]:
    """Write such a workbook and read it."""

    def read(**changes: Any) -> Shipment:
        return read_shipment(workbook(**changes), settings=Settings())

    return read


@pytest.fixture
def told() -> Callable[[Shipment], list[tuple[str, str, str]]]:
    """What was told of a shipment: severity, code and place."""

    def list_of(read: Shipment) -> list[tuple[str, str, str]]:
        return [(problem.severity.value, problem.code, place_of(problem)) for problem in read.problems]

    return list_of


def place_of(problem: Problem) -> str:
    place = problem.place
    assert isinstance(place, CellPlace)
    return f"{place.sheet}!{place.cell}"
