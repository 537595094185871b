"""Which letters of a long mailing a check sets, and what those tell of the others.

Letters that are put together alike differ in their values only, and the more room those take, the more pages there can
be. So of each shape letters are set from the shortest to the longest, and where two of them come out otherwise, those
between, down to the letter where it turns. Besides these: the longest value of each tag, and each sign beyond ASCII once,
for a font may lack it; where one of those comes out otherwise than letters of its length, more of its kind. What is
chosen follows from the letters alone: the same workbook is always checked in the same way.
"""

from __future__ import annotations

import bisect
import heapq
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.mailing.plan import PlannedLetter
from generator.mailing.worker import LetterOutcome, MadeLetter

if TYPE_CHECKING:
    from generator.template import LetterShape

MOST_SET = 320
"""Letters that are set at most."""
_MOST_SHAPES = 40
"""Shapes of which letters are set; what is rarer counts as the last of these."""
_PROBES = 7
_AROUND = 6
"""Letters on each side of a turn that are set, for the order by length is not quite that by pages."""
_NARROW = str.maketrans("", "", "iljtfrI.,:;'|! -()[]")
_WIDE = str.maketrans("", "", "mwMWABCDEGHKNOQRSUVXYZ@%&")


@dataclass(slots=True)
class _Group:
    """Letters of one shape, from the shortest to the longest.

    Attributes:
        probes: Positions that were chosen for their length, rising; what the others are judged by.
    """

    numbers: list[int]
    probes: list[int] = field(default_factory=list)

    def nearest_probe(self, position: int) -> int:
        """The letter that stands for the one at this position."""
        behind = bisect.bisect_left(self.probes, position)
        near = self.probes[max(0, behind - 1) : behind + 1]
        return self.numbers[min(near, key=lambda each: abs(each - position))]


@dataclass(slots=True)
class _Kind:
    """Letters that have a sign, or a tag, in common, in the order in which they are worth setting."""

    numbers: list[int]
    taken: int = 2


class LetterSample:
    """The letters that are set; ask for :meth:`next` and :meth:`take` the outcomes, until there are no more.

    Args:
        letters: The letters that can be made.
        shapes: How each letter of the plan is put together, by its number.
        most: Letters that are set at most.
    """

    def __init__(
        self, letters: Sequence[PlannedLetter], shapes: Sequence[LetterShape], *, most: int = MOST_SET
    ) -> None:
        self._letters = {each.number: each for each in letters}
        self._most = most
        self._outcomes: dict[int, LetterOutcome] = {}
        sizes = _Sizes({number: shapes[number] for number in self._letters})
        self._groups = _groups(sizes, {number: shapes[number].pieces for number in self._letters})
        self._position = {
            number: (group, position) for group in self._groups for position, number in enumerate(group.numbers)
        }
        self._kinds = [_Kind(each) for each in sizes.longest_values()]
        self._signs = sizes.signs
        self.is_settled = True

    def next(self) -> tuple[PlannedLetter, ...]:
        """The letters to set now; none where nothing more is to be learnt, or enough letters were set."""
        wanted = dict.fromkeys(self._first() if not self._outcomes else self._more())
        new = [number for number in wanted if number not in self._outcomes]
        room = self._most - len(self._outcomes)
        self.is_settled = len(new) <= room
        for number in new[room:]:
            group, position = self._position[number]
            if position in group.probes:
                group.probes.remove(position)
        return tuple(self._letters[number] for number in new[:room])

    def take(self, outcome: LetterOutcome) -> None:
        """Hear what became of a letter."""
        self._outcomes[outcome.number] = outcome

    @property
    def outcomes(self) -> Mapping[int, LetterOutcome]:
        """Of the letters that were set, by their number."""
        return self._outcomes

    def stand_in(self, letter: PlannedLetter) -> LetterOutcome:
        """The outcome of the letter itself, or of the one that is most like it."""
        own = self._outcomes.get(letter.number)
        if own is not None:
            return own
        group, position = self._position[letter.number]
        return self._outcomes[group.nearest_probe(position)]

    def _first(self) -> Iterator[int]:
        for group in self._groups:
            last = len(group.numbers) - 1
            yield from self._probed(group, (last * step // (_PROBES - 1) for step in range(_PROBES)))
        chosen = [number for group in self._groups for number in map(group.numbers.__getitem__, group.probes)]
        for kind in self._kinds:
            chosen += kind.numbers[: kind.taken]
            yield from kind.numbers[: kind.taken]
        for having in self._signs.values():
            covered = having.intersection(chosen)
            numbers = sorted(having, key=lambda number: (number not in covered, number))
            self._kinds.append(_Kind(numbers, taken=1))
            chosen.append(numbers[0])
            yield numbers[0]

    def _more(self) -> Iterator[int]:
        """Letters about which those that were set leave a doubt."""
        for group in self._groups:
            yield from self._probed(group, list(self._turns(group)))
        for kind in self._kinds:
            last = kind.numbers[kind.taken - 1]
            if last in self._outcomes and self._is_odd(last):
                begin, kind.taken = kind.taken, min(2 * kind.taken, len(kind.numbers))
                yield from kind.numbers[begin : kind.taken]

    def _probed(self, group: _Group, positions: Iterable[int]) -> Iterator[int]:
        for position in positions:
            if position not in group.probes:
                bisect.insort(group.probes, position)
                yield group.numbers[position]

    def _turns(self, group: _Group) -> Iterator[int]:
        """Positions between two probes that came out otherwise, or around them where they are near each other."""
        probes = group.probes
        for before, behind in itertools.pairwise(probes):
            if self._came_out(group.numbers[before]) == self._came_out(group.numbers[behind]):
                continue
            if behind - before > _AROUND:
                yield (before + behind) // 2
            else:
                yield from range(max(0, before - _AROUND), min(len(group.numbers), behind + _AROUND + 1))

    def _is_odd(self, number: int) -> bool:
        """Whether the letter came out otherwise than those of its length."""
        group, position = self._position[number]
        behind = bisect.bisect_right(group.probes, position)
        before = bisect.bisect_left(group.probes, position)
        near = [*group.probes[max(0, before - 1) : before], *group.probes[behind : behind + 1]]
        return bool(near) and all(self._came_out(group.numbers[each]) != self._came_out(number) for each in near)

    def _came_out(self, number: int) -> tuple[object, ...]:
        """What a reader would see differ: pages, who set them, what is warned of; nothing where it could not be made."""
        outcome = self._outcomes.get(number)
        if not isinstance(outcome, MadeLetter):
            return ()
        return outcome.pages, outcome.engine, frozenset(each.code for each in outcome.warnings)


class _Sizes:
    """How much room the values of each letter take, and which signs they have.

    Attributes:
        whole: Of all values of a letter, by its number.
        signs: The letters that have a sign beyond ASCII, by the sign, in the order in which signs are met.
    """

    def __init__(self, shapes: Mapping[int, LetterShape]) -> None:
        self.whole: dict[int, int] = {}
        self.signs: dict[str, set[int]] = {}
        self._of_tags: dict[int, dict[int, int]] = {}
        known: dict[str, int] = {}
        for number, shape in shapes.items():
            whole = 0
            for tag, value in shape.values:
                size = known.get(value)
                if size is None:
                    size = known[value] = _size(value)
                whole += size
                of_tag = self._of_tags.setdefault(tag, {})
                of_tag[number] = max(size, of_tag.get(number, 0))
                if not value.isascii():
                    for sign in value:
                        if sign > "\x7f":
                            self.signs.setdefault(sign, set()).add(number)
            self.whole[number] = whole

    def longest_values(self) -> Iterator[list[int]]:
        """For each tag that differs in length the letters in which it is longest, the longest first."""
        for of_tag in self._of_tags.values():
            if len(set(of_tag.values())) > 1:
                yield heapq.nsmallest(MOST_SET, of_tag, key=lambda number: (-of_tag[number], number))


def _size(value: str) -> int:
    """A rough width; enough to put values in order."""
    length = len(value)
    return 2 * length - (length - len(value.translate(_NARROW))) + (length - len(value.translate(_WIDE)))


def _groups(sizes: _Sizes, pieces: Mapping[int, tuple[int, ...]]) -> list[_Group]:
    by_shape: dict[tuple[int, ...], list[int]] = {}
    for number, each in pieces.items():
        by_shape.setdefault(each, []).append(number)
    common = sorted(by_shape.values(), key=lambda numbers: (-len(numbers), min(numbers)))
    rare = [number for numbers in common[_MOST_SHAPES - 1 :] for number in numbers]
    chosen = [*common[: _MOST_SHAPES - 1], *([rare] if rare else [])]
    return [_Group(sorted(each, key=lambda number: (sizes.whole[number], number))) for each in chosen]
