"""Whatever stands in the cells, a workbook is read or told about, never a crash."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.language import Reader
from generator.model import Severity
from generator.settings import Settings
from generator.workbook import reading
from generator.workbook.sheets import ErrorValue, Sheet, SheetRow, Uncalculated
from generator.workbook.words import CONTACT_COLUMNS, COUNCIL_COLUMNS, MAILING_FIELDS, PUBLICATION_COLUMNS

texts = st.text(max_size=12) | st.sampled_from(
    ["GM0513", "2800 BB", "ja", "nee", "m", "contact", "griffier", "burgemeester", "28-06-2018", "{x}", "COS", "brief"]
)
values: st.SearchStrategy[Any] = (
    st.none()
    | texts
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates()
    | st.sampled_from([ErrorValue("#N/A"), Uncalculated()])
)


SOUND = (
    ("GM0513", "Gouda", "", "Postbus 1", "2800 BB", "Gouda"),
    ("GM0281", "Tiel", "", "Postbus 2", "4000 HH", "Tiel", 2, "ja"),
    ("GM0513", "griffier", "", "v"),
)


def headings(known: dict[str, tuple[str, ...]]) -> st.SearchStrategy[tuple[Any, ...]]:
    names = [name for names in known.values() for name in names]
    usual = st.just(tuple(names[0] for names in known.values()))
    return usual | st.lists(st.sampled_from(names) | texts, max_size=12).map(tuple)


def table(name: str, known: dict[str, tuple[str, ...]]) -> st.SearchStrategy[Sheet]:
    rows = st.lists(st.lists(values, max_size=25).map(tuple) | st.sampled_from(SOUND), max_size=5)
    return st.builds(
        lambda head, body, hidden: Sheet(
            name, tuple(SheetRow(number, row) for number, row in enumerate([head, *body], start=1)), hidden
        ),
        headings(known),
        rows,
        st.booleans(),
    )


mailing = st.dictionaries(st.sampled_from([names[0] for names in MAILING_FIELDS.values()]) | texts, values).map(
    lambda fields: Sheet("Zending", tuple(SheetRow(number, row) for number, row in enumerate(fields.items(), start=1)))
)
sheets = st.tuples(
    mailing,
    table("Gemeenten", dict(COUNCIL_COLUMNS)),
    table("Contacten", dict(CONTACT_COLUMNS)),
    table("Publicaties", dict(PUBLICATION_COLUMNS)),
)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)
@given(sheets)
def test_any_sheets_are_read_and_every_problem_can_be_said_and_sent(monkeypatch: Any, drawn: tuple[Sheet, ...]) -> None:
    monkeypatch.setattr(reading, "read_sheets", lambda _path: drawn)
    read = reading.read_shipment(Path("proef.xlsx"), settings=Settings())
    for language in ("nl", "en"):
        assert all(Reader(language).say(problem.message) for problem in read.problems)
    assert read == pickle.loads(pickle.dumps(read))
    failed = {each.recipient for each in read.problems if each.severity is Severity.ERROR}
    assert failed.isdisjoint(each.key for each in read.recipients)
    assert len({each.key for each in read.recipients}) == len(read.recipients)
    assert all(3 <= len(each.address_lines) <= 6 for each in read.recipients)
    assert isinstance(read.mailing.letter_date, date)
