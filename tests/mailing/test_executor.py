"""Workers: letters are made whatever happens to one of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from workspaces import write_template

from generator.errors import RenderFailed, TypesettingFailed
from generator.mailing import FailedLetter, LetterExecutor, LetterOutcome, LetterTask, MadeLetter, Workbench
from generator.mailing.executor import MOST_CRASHES


class Deadly:
    """Ends the process that unpickles it, as a crash in a library would."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    write_template(tmp_path / "brief.docx", ["Aan {{ name }}"])
    (tmp_path / "uit").mkdir()
    return Workbench(
        template=(tmp_path / "brief.docx").read_bytes(),
        template_name="brief.docx",
        filters={},
        font_folders=(),
        engine="typst",
        clock=datetime(2018, 6, 28, tzinfo=UTC),
        folder=tmp_path / "uit",
        make_pdf=False,
    )


def tasks(*contexts: Mapping[str, object]) -> list[LetterTask]:
    return [LetterTask(number, f"brief-{number}", context) for number, context in enumerate(contexts)]


def made(bench: Workbench, *contexts: Mapping[str, object], workers: int = 2) -> dict[int, LetterOutcome]:
    with LetterExecutor(bench, workers=workers) as executor:
        return {each.number: each for each in executor.make(tasks(*contexts))}


@pytest.mark.parametrize("workers", [1, 2])
def test_every_letter_is_made_and_is_on_disk_with_its_digest(bench: Workbench, tmp_path: Path, workers: int) -> None:
    outcomes = made(bench, *({"name": f"nummer {number}"} for number in range(20)), workers=workers)
    assert [f"brief-{number}.docx" for number in range(20)] == [
        each.docx.name for _number, each in sorted(outcomes.items()) if isinstance(each, MadeLetter)
    ]
    assert 20 == len(list((tmp_path / "uit").iterdir()))


def test_workers_make_the_same_bytes_as_this_process(bench: Workbench) -> None:
    contexts = [{"name": f"nummer {number}"} for number in range(6)]
    assert made(bench, *contexts, workers=1) == made(bench, *contexts, workers=2)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_letter_that_cannot_be_set_does_not_stop_the_others(bench: Workbench, workers: int) -> None:
    outcomes = made(bench, {"name": "een"}, {}, {"name": "drie"}, workers=workers)
    failed = outcomes[1]
    assert isinstance(failed, FailedLetter)
    assert isinstance(failed.error, RenderFailed)
    assert [True, True] == [isinstance(outcomes[number], MadeLetter) for number in (0, 2)]


def test_a_letter_that_crashes_its_worker_is_named_and_the_others_are_made(bench: Workbench) -> None:
    contexts: list[Mapping[str, object]] = [{"name": f"nummer {number}"} for number in range(12)]
    contexts[5] = {"name": Deadly()}
    outcomes = made(bench, *contexts)
    failed = [each for each in outcomes.values() if isinstance(each, FailedLetter)]
    assert [5] == [each.number for each in failed]
    assert isinstance(failed[0].error, TypesettingFailed)
    assert "brief-5" in str(failed[0].error)
    assert 12 == len(outcomes)


def test_workers_that_keep_crashing_are_given_up(bench: Workbench) -> None:
    outcomes = made(bench, *({"name": Deadly()} for _ in range(MOST_CRASHES + 8)))
    said = [str(each.error) for each in outcomes.values() if isinstance(each, FailedLetter)]
    assert MOST_CRASHES + 8 == len(said)
    assert MOST_CRASHES == sum("made its worker process stop" in each for each in said)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_stopped_ends_after_the_letters_under_way(bench: Workbench, workers: int) -> None:
    outcomes: list[LetterOutcome] = []
    contexts = [{"name": str(number)} for number in range(200)]
    with LetterExecutor(bench, workers=workers) as executor:
        for each in executor.make(tasks(*contexts), stopped=lambda: bool(outcomes)):
            outcomes.append(each)  # noqa: PERF402 - the list is looked at while it grows
    assert 1 <= len(outcomes) < 60
    assert all(isinstance(each, MadeLetter) for each in outcomes)


def test_a_template_that_no_worker_can_compile_fails_each_letter_with_its_reason(bench: Workbench) -> None:
    from dataclasses import replace

    outcomes = made(replace(bench, template=b"geen Word"), {"name": "een"}, {"name": "twee"})
    assert [True, True] == [isinstance(each, FailedLetter) for each in outcomes.values()]
