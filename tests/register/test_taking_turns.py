from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from register_samples import NOON

from generator.errors import RegisterRefused
from generator.register import (
    Reservation,
    only_one,
    open_register,
)

Reserve = Callable[..., Reservation]


def hold(workspace: Path, url: str, holding: Event) -> None:
    with open_register(workspace, url=url, at=NOON) as register, only_one(register, "Denktank 2018"):
        holding.set()
        time.sleep(60)


def test_two_operators_do_not_make_the_same_mailing_at_once(register_url: str, tmp_path: Path) -> None:
    open_register(tmp_path, url=register_url, at=NOON).close()
    context = multiprocessing.get_context("spawn")
    holding = context.Event()
    other = context.Process(target=hold, args=(tmp_path, register_url, holding))
    other.start()
    assert holding.wait(30)
    with open_register(tmp_path, url=register_url, at=NOON) as register:
        with (
            pytest.raises(RegisterRefused, match="is being made by somebody else at this moment"),
            only_one(register, "Denktank 2018"),
        ):
            pytest.fail("both hold it")
        with only_one(register, "Another mailing"):
            pass
        # Killed without a chance to clean up: the lock goes with the process.
        other.kill()
        other.join()
        for _try in range(50):
            try:
                with only_one(register, "Denktank 2018"):
                    return
            except RegisterRefused:
                time.sleep(0.1)
    pytest.fail("the lock outlived its holder")


@pytest.mark.skipif(os.name == "nt", reason="another process may not remove an open file on Windows")
def test_a_lock_file_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    with open_register(tmp_path, at=NOON) as register:
        (tmp_path / "register.db.lock").mkdir()
        with pytest.raises(RegisterRefused, match="cannot be written"), only_one(register, "Denktank 2018"):
            pass
