"""The two hunts of this folder, small enough for every run of the tests; the scripts themselves hunt longer."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").exists(), reason="the hunt looks for a run's workers in /proc"),
]


def test_killed_and_resumed_nothing_is_lost_doubled_or_otherwise() -> None:
    from kill_and_resume import hunt

    tally = hunt(kills=8, letters=20, make_pdf=False, seed=2018)
    assert (True, 0, 0, 0) == (tally.kills >= 8, tally.lost, tally.doubled_or_skipped, tally.other_bytes)


def test_eight_processes_take_references_at_once(tmp_path: Path) -> None:
    from references_at_once import references_at_once

    found = references_at_once(tmp_path, "", processes=8, each=25)
    assert [f"COS/U2018{number:05d}" for number in range(1, 201)] == found
