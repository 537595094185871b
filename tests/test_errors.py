"""The exception tree: as drawn, and whole after a journey between processes."""

from __future__ import annotations

import pickle
import re

import pytest

from generator import errors
from generator.errors import BrievenError, ExitStatus, message, plural_message
from generator.model import CellPlace, Problem, Severity

ALL = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, BrievenError)]


@pytest.mark.parametrize("error", ALL)
def test_every_error_survives_pickling_with_its_findings(error: type[BrievenError]) -> None:
    finding = Problem("a-code", Severity.ERROR, CellPlace("Contacten", "D7"), message("no postcode"))
    before = error(message("{file} is broken", file="a.xlsx"), [finding])
    after = pickle.loads(pickle.dumps(before))
    assert (error, before.message, (finding,)) == (type(after), after.message, after.findings)


def test_the_drawing_in_the_docstring_names_every_error() -> None:
    drawn = set(re.findall(r"[├└]── (\w+)", errors.__doc__ or "")) | {"BrievenError"}
    assert drawn == {each.__name__ for each in ALL}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.WrongUse, 2),
        (errors.WorkbookUnreadable, 3),
        (errors.TemplateUnreadable, 3),
        (errors.DocumentUnreadable, 3),
        (errors.SettingsUnreadable, 3),
        (errors.ProblemsFound, 1),
        (errors.UnsupportedConstruct, 1),
        (errors.DiskRefused, 4),
        (errors.RegisterRefused, 4),
        (errors.StoppedByUser, 130),
    ],
)
def test_exit_statuses_are_the_contract_s(error: type[BrievenError], status: int) -> None:
    assert status == error.exit_status
    assert status in set(ExitStatus)


def test_an_error_reads_as_its_sentence() -> None:
    assert str(errors.WrongUse(message("no {what} there", what=message("postcode")))) == "no postcode there"


def test_a_counted_sentence_reads_in_the_plural() -> None:
    assert str(errors.WrongUse(plural_message("one letter", "{count} letters", count=3))) == "3 letters"
