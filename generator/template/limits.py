"""What one letter may cost.

Counted in steps and characters, so that the same letter always fares the same; a limit in seconds is only the last
resort, far beyond what any letter takes.
"""

from __future__ import annotations

import time
from contextvars import ContextVar
from typing import Any

from generator.errors import Message, message

MOST_STEPS = 200_000
MOST_CHARACTERS = 32 << 20
LONGEST_TEXT = 1 << 20
LONGEST_RANGE = 20_000
LARGEST_WIDTH = 1_000
MOST_DIGITS = 60
MOST_SECONDS = 30
_FREE = 100


class LimitPassed(Exception):
    """A template asked for more than a letter may cost; mapped to RenderFailed at the room's door."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text)
        self.message = said


class BudgetSpent(LimitPassed):
    """The letter as a whole costs too much: nothing is left for what stands behind the tag that spent the last of it."""


def text_too_long() -> LimitPassed:
    """A value of more than LONGEST_TEXT characters."""
    return LimitPassed(message("a text grows longer than {longest} characters", longest=LONGEST_TEXT))


class Budget:
    """What is left for one letter."""

    __slots__ = ("characters", "ends", "steps")

    def __init__(self) -> None:
        self.ends = time.monotonic() + MOST_SECONDS
        self.steps = MOST_STEPS
        self.characters = MOST_CHARACTERS

    def spend(self, steps: int, characters: int) -> None:
        """Take off what a loop, a call or a long value costs.

        Raises:
            BudgetSpent: Nothing is left.
        """
        self.steps -= steps
        self.characters -= characters
        if self.steps < 0:
            raise BudgetSpent(message("the loops run more than {most} times", most=MOST_STEPS))
        if self.characters < 0:
            raise BudgetSpent(message("the letter grows beyond {most} MB", most=MOST_CHARACTERS >> 20))
        if time.monotonic() > self.ends:
            raise BudgetSpent(message("the letter takes longer than {most} seconds", most=MOST_SECONDS))


budget_in_use: ContextVar[Budget | None] = ContextVar("budget_in_use", default=None)
"""The budget of the letter that is being rendered, for filters and operators, which see only their values."""


def charge(value: Any) -> None:
    """Take off what working on a long value costs."""
    if isinstance(value, str | list | tuple | range) and len(value) > _FREE:
        budget = budget_in_use.get()
        if budget is not None:
            budget.spend(1, len(value))
