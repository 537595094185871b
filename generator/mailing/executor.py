"""The pool: letters go out in batches to worker processes and come back as outcomes, as they are finished."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from generator.errors import BrievenError, TypesettingFailed, message
from generator.mailing.worker import (
    FailedLetter,
    LetterMaker,
    LetterOutcome,
    LetterTask,
    Workbench,
    is_ready,
    make_batch,
    start_worker,
)

LARGEST_BATCH = 8
"""Letters that a worker takes at a time: few, so that Ctrl-C and a full disk are soon heard."""

LARGEST_LIBREOFFICE_BATCH = 50
"""Where LibreOffice sets all letters: it takes a second to start, and a tenth for each."""

MOST_CRASHES = 4
"""Workers that may crash one after the other before the rest of the letters is given up."""

Batch = Sequence[LetterTask]
Batches = deque[Batch]


class LetterExecutor:
    """Makes letters in worker processes, or in this one where there is one worker.

    A context manager: workers start at its beginning and get ready while the caller does something else.

    Args:
        bench: What the letters are made with.
        workers: How many processes; 1 works in this process.
    """

    def __init__(self, bench: Workbench, *, workers: int) -> None:
        self._bench = bench
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._maker: LetterMaker | None = None
        self._crashes = 0
        self._leaving: threading.Thread | None = None

    def __enter__(self) -> Self:
        if self._workers > 1:
            self._pool = self._new_pool(self._workers)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.dismiss()
        if self._leaving is not None:
            self._leaving.join()

    def dismiss(self) -> None:
        """Let the workers go: there is no letter after these. They end while the caller goes on."""
        pool, self._pool = self._pool, None
        if pool is not None:
            self._leaving = threading.Thread(target=pool.shutdown, kwargs={"wait": True, "cancel_futures": True})
            self._leaving.start()

    def make(
        self, tasks: Sequence[LetterTask], *, stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[LetterOutcome]:
        """Make ``tasks`` and yield what became of each as it is finished.

        A full disk ends it early: the outcome says so.

        Args:
            tasks: The letters.
            stopped: Asked between batches; once it says True nothing new is begun, and what was begun is finished.
        """
        if self._pool is None:
            yield from self._made_here(tasks, stopped)
            return
        waiting = _batches(tasks, self._workers, self._bench)
        while waiting and not stopped():
            suspects = yield from self._made_until_crash(self._pool, waiting, stopped)
            if suspects:
                yield from self._made_one_by_one(suspects, waiting)
                self._pool.shutdown(wait=True)
                self._pool = self._new_pool(self._workers)

    def _made_here(self, tasks: Sequence[LetterTask], stopped: Callable[[], bool]) -> Iterator[LetterOutcome]:
        if self._maker is None:
            self._maker = LetterMaker(self._bench)
        for batch in _batches(tasks, 1, self._bench):
            if stopped():
                return
            outcomes = self._maker.make_all(batch)
            yield from outcomes
            if any(map(_ends_all, outcomes)):
                return

    def _made_until_crash(
        self, pool: ProcessPoolExecutor, waiting: Batches, stopped: Callable[[], bool]
    ) -> Generator[LetterOutcome, None, list[LetterTask]]:
        """Work off ``waiting``; return the letters that were under way when a worker crashed, if one did."""
        running: dict[Future[tuple[LetterOutcome, ...]], Batch] = {}
        suspects: list[LetterTask] = []
        while running or (waiting and not suspects and not stopped()):
            # One batch more than there are workers keeps each busy while the parent looks at results.
            while waiting and not suspects and not stopped() and len(running) <= self._workers:
                batch = waiting.popleft()
                try:
                    running[_submitted(pool, batch)] = batch
                except BrokenProcessPool:
                    suspects.extend(batch)
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                batch = running.pop(future)
                try:
                    outcomes = future.result()
                except BrokenProcessPool:
                    suspects.extend(batch)
                    continue
                self._crashes = 0
                yield from outcomes
                if any(map(_ends_all, outcomes)):
                    waiting.clear()
        return suspects

    def _made_one_by_one(self, suspects: Sequence[LetterTask], waiting: Batches) -> Iterator[LetterOutcome]:
        """Find the letter at fault: each alone in a worker of its own kind."""
        pool = self._new_pool(1)
        try:
            for task in suspects:
                if self._crashes >= MOST_CRASHES:
                    yield FailedLetter(task.number, _given_up())
                    continue
                try:
                    yield from _submitted(pool, (task,)).result()
                    self._crashes = 0
                except BrokenProcessPool:
                    self._crashes += 1
                    yield FailedLetter(task.number, _crashed(task))
                    pool.shutdown(wait=True)
                    pool = self._new_pool(1)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        if self._crashes >= MOST_CRASHES:
            while waiting:
                yield from (FailedLetter(task.number, _given_up()) for task in waiting.popleft())

    def _new_pool(self, workers: int) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(
            max_workers=workers,
            # The one way of starting a process that Windows, macOS and Linux share.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=start_worker,
            initargs=(self._bench,),
        )
        with _ctrl_c_kept_from_children():
            for _ in range(workers):
                pool.submit(is_ready)
        return pool


def _submitted(pool: ProcessPoolExecutor, batch: Batch) -> Future[tuple[LetterOutcome, ...]]:
    with _ctrl_c_kept_from_children():
        return pool.submit(make_batch, tuple(batch))


def _batches(tasks: Sequence[LetterTask], workers: int, bench: Workbench) -> Batches:
    if bench.make_pdf and bench.engine == "libreoffice":
        size = max(1, min(LARGEST_LIBREOFFICE_BATCH, -(-len(tasks) // workers)))
        return deque(tasks[start : start + size] for start in range(0, len(tasks), size))
    batches: Batches = deque()
    begin = 0
    while begin < len(tasks):
        # Smaller ones towards the end, so that no worker stands idle long while another has a last full batch.
        size = max(1, min(LARGEST_BATCH, (len(tasks) - begin) // (workers * 4)))
        batches.append(tasks[begin : begin + size])
        begin += size
    return batches


def _ends_all(outcome: LetterOutcome) -> bool:
    return isinstance(outcome, FailedLetter) and outcome.disk_is_full


@contextmanager
def _ctrl_c_kept_from_children() -> Iterator[None]:
    """Start processes that never hear of Ctrl-C, not even before their own code runs (POSIX: a blocked signal is inherited)."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _crashed(task: LetterTask) -> BrievenError:
    return TypesettingFailed(
        message(
            "letter {name} made its worker process stop; the other letters go on; look at what is unusual in its data, "
            "and make it again with --workers 1 to see more",
            name=task.stem,
        )
    )


def _given_up() -> BrievenError:
    return TypesettingFailed(
        message(
            "{count} worker processes stopped one after the other, so this letter was not tried; is there enough memory? "
            "Try again with --workers 1",
            count=MOST_CRASHES,
        )
    )
