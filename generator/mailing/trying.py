"""Letters that are made and set without being kept, to see what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.errors import message
from generator.mailing.collect import letter_place, page_count_problems
from generator.mailing.executor import LetterExecutor
from generator.mailing.findings import problems_of_error
from generator.mailing.generate import Progress
from generator.mailing.outcomes import LetterResult, LetterState
from generator.mailing.plan import MailingPlan, PlannedLetter
from generator.mailing.sampling import LetterSample
from generator.mailing.worker import LetterOutcome, MadeLetter
from generator.model import FilePlace, Problem, Severity

MOST_SET_UNASKED = 500
"""Letters of a mailing up to which each is set; of more, those that tell about the others."""


@dataclass(frozen=True, slots=True)
class TriedLetters:
    """What came of trying.

    Attributes:
        problems: What was found.
        letters: How many letters can be made.
        pages: How many pages they take together.
    """

    problems: tuple[Problem, ...]
    letters: int
    pages: int


@dataclass(frozen=True, slots=True)
class Trial:
    """How letters are tried.

    Attributes:
        executor: Makes them.
        progress: Who is told how far it is.
        stopped: Asked between letters.
        all_letters: Set each letter, however many there are.
    """

    executor: LetterExecutor
    progress: Progress
    stopped: Callable[[], bool]
    all_letters: bool


def try_letters(planned: MailingPlan, letters: Sequence[PlannedLetter], trial: Trial) -> TriedLetters:
    """Make and set letters of a plan: all of them, or of a long mailing those that tell about the others.

    Args:
        planned: The plan.
        letters: Those of it that can be made.
        trial: How.
    """
    if trial.all_letters or len(letters) <= MOST_SET_UNASKED:
        trial.progress.letters(len(letters))
        results = [_result(planned.letters[each.number], each) for each in _set(letters, trial)]
        return _tried(planned, results, results)
    sample = LetterSample(letters, planned.shapes)
    total = 0
    while chosen := sample.next():
        total += len(chosen)
        trial.progress.letters(total)
        for outcome in _set(chosen, trial):
            sample.take(outcome)
        if trial.stopped():
            break
    tried = [_result(planned.letters[number], each) for number, each in sample.outcomes.items()]
    # The others are as long as those that they are most like, and fail where those do.
    everyone = tried if trial.stopped() else [_result(each, sample.stand_in(each)) for each in letters]
    found = _tried(planned, tried, everyone)
    return replace(found, problems=(*found.problems, _not_all_set(planned, sample, len(letters))))


def _set(letters: Sequence[PlannedLetter], trial: Trial) -> Iterable[LetterOutcome]:
    for outcome in trial.executor.make([each.task for each in letters], stopped=trial.stopped):
        trial.progress.letter_done(outcome)
        yield outcome


def _result(letter: PlannedLetter, outcome: LetterOutcome) -> LetterResult:
    if isinstance(outcome, MadeLetter):
        return LetterResult(letter, LetterState.MADE, made=outcome)
    return LetterResult(letter, LetterState.FAILED, error=outcome.error)


def _tried(planned: MailingPlan, tried: Sequence[LetterResult], everyone: Sequence[LetterResult]) -> TriedLetters:
    return TriedLetters(
        problems=(*_of_letters(planned, tried), *page_count_problems(everyone)),
        letters=sum(each.made is not None for each in everyone),
        pages=sum(each.pages or 0 for each in everyone),
    )


def _of_letters(planned: MailingPlan, results: Iterable[LetterResult]) -> tuple[Problem, ...]:
    """What setting the letters found: once for what many letters have in common."""
    found: dict[Problem, None] = {}
    for result in results:
        place = letter_place(result.letter, planned.opened.workbook)
        problems = result.made.warnings if result.made else ()
        if result.error is not None:
            problems = problems_of_error(result.error, place)
        found.update(dict.fromkeys(problems))
    return tuple(found)


def _not_all_set(planned: MailingPlan, sample: LetterSample, letters: int) -> Problem:
    tried = len(sample.outcomes)
    place = planned.mailing.cells.get("template") or FilePlace(planned.opened.workbook)
    remedy = message("`brieven check --all-letters` sets every letter, which takes some minutes")
    if sample.is_settled:
        return Problem(
            "letters-sampled",
            Severity.NOTICE,
            place,
            message(
                "{tried} of {letters} letters were set: the longest and the shortest of each kind, the longest value of each "
                "tag and every unusual sign; the others are judged by the letters that they are most like",
                tried=tried,
                letters=letters,
            ),
            remedy,
        )
    return Problem(
        "letters-sampled",
        Severity.WARNING,
        place,
        message(
            "{tried} of {letters} letters were set, and they still came out in different ways, so more letters may have "
            "another number of pages, or fail, than is told here",
            tried=tried,
            letters=letters,
        ),
        remedy,
    )
