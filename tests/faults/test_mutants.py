"""Damaged documents are set or refused in words; and the hunt for those that are not can find one."""

from __future__ import annotations

import os
import time

import pytest
from faults.mutate_documents import CLOCK, Act, Worker, judged, main, mutant, templating, typesetting
from faults.seeds import seed_documents
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import DocumentUnreadable, message
from generator.typeset import Typesetter

SEEDS = seed_documents()
TYPESETTING, TEMPLATING = typesetting(), templating()


@pytest.mark.slow
@given(st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_a_damaged_document_is_set_or_refused_in_words(number: int) -> None:
    verdict, how = judged(mutant(number, SEEDS), TYPESETTING)
    assert "broken" != verdict, how


@pytest.mark.slow
@given(st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_a_damaged_template_is_compiled_or_refused_in_words(number: int) -> None:
    verdict, how = judged(mutant(number, SEEDS), TEMPLATING)
    assert "broken" != verdict, how


@pytest.mark.parametrize("document", SEEDS, ids=["letter", "form", "oddities"])
def test_what_mutants_are_made_of_is_sound(document: bytes) -> None:
    assert Typesetter(engine="typst").set_document(document, clock=CLOCK, name="seed.docx").pages
    assert ("done", "") == judged(document, TEMPLATING)


def test_a_number_always_gives_the_same_mutant() -> None:
    assert [mutant(number, SEEDS) for number in range(20)] == [mutant(number, SEEDS) for number in range(20)]


def test_most_mutants_are_no_longer_what_they_were() -> None:
    assert 35 < len({mutant(number, SEEDS) for number in range(40)} - set(SEEDS))


def refusing() -> Act:
    def act(_document: bytes) -> object:
        raise DocumentUnreadable(message("no"))

    return act


def failing() -> Act:
    return lambda _document: {}["no such key"]


def hanging() -> Act:
    return lambda _document: time.sleep(600)


def dying() -> Act:
    return lambda _document: os._exit(9)


def gorging() -> Act:
    return lambda _document: len(bytearray(b"x") * (600 << 20))


@pytest.mark.parametrize(
    ("ready", "verdict", "how"),
    [
        (refusing, "refused", "DocumentUnreadable"),
        (failing, "broken", "KeyError"),
        (hanging, "broken", "hung for 1 s"),
        (dying, "broken", "the process died"),
        pytest.param(
            gorging,
            "broken",
            "MB",
            marks=pytest.mark.skipif(os.name != "posix", reason="the peak is read on POSIX only"),
        ),
    ],
)
def test_the_hunt_finds_every_way_to_break_the_promise(ready: object, verdict: str, how: str) -> None:
    worker = Worker(ready, SEEDS, seconds=1.0 if ready is hanging else 60.0)  # type: ignore[arg-type]
    found = worker.judge(1)
    worker.stop()
    assert verdict == found[0]
    assert how in found[1]


def test_the_hunt_reports_what_it_found(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faults.mutate_documents.SUBJECTS", {"typeset": failing})
    assert 1 == main(["--count", "3"])
    assert "0 done, 0 refused, 3 broke the promise" in capsys.readouterr().out
