"""Which differences between two readers decide the grade: each is tried both ways with the engine, all else settled.

Pure. A difference decides where, for some way of settling the others, the grade comes out otherwise with the first
reader's rating than with the second's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from ...grading.edition import Edition
from ...grading.engine import prepare
from ...grading.facts import Facts
from ..reading.as_read import Difference, as_read

MOST_TRIED = 12
"""With so many differences every way of settling them is tried, 4,096 at the most; with more, the others count as
unknown, and a difference decides unless the grade is the same whatever they become."""
Ways = Mapping[tuple[int, ...], tuple[str, str]]


def deciding(edition: Edition, base: Facts, agreed: Sequence[object], found: Sequence[Difference]) -> frozenset[str]:
    """The names of the differences that decide the grade.

    `base` are the force's facts, and `agreed` what both readers say or have settled; `found` is still open.
    """
    trial = _Trial(edition, base, agreed, [one for one in found if one.asked.kind != "condition"])
    return frozenset(trial.deciding())


class _Trial:
    def __init__(self, edition: Edition, base: Facts, agreed: Sequence[object], found: Sequence[Difference]) -> None:
        self.grader, self.found = prepare(edition, base.framework), found
        facts = as_read(base, agreed)  # type: ignore[arg-type]
        ratings, factors = self.grader.known(facts)
        open_names = {one.asked.id for one in found}
        self.ratings = {name: step for name, step in ratings.items() if name not in open_names}
        self.factors = {n: step for n, step in factors.items() if n in self.grader.factors and n not in open_names}

    def deciding(self) -> Iterator[str]:
        if not self.grader.ladders or not self.found:
            return
        if len(self.found) > MOST_TRIED:
            yield from self._one_by_one()
            return
        ways = {way: self._outcome(way) for way in product((0, 1), repeat=len(self.found))}
        for place, one in enumerate(self.found):
            if any(ways[way] != ways[_turned(way, place)] for way in ways if way[place] == 0):
                yield one.asked.column

    def _one_by_one(self) -> Iterator[str]:
        for place, one in enumerate(self.found):
            first, second = (
                self._outcome(tuple(side if i == place else 2 for i in range(len(self.found)))) for side in (0, 1)
            )
            if first != second or first[0] != first[1]:
                yield one.asked.column

    def _outcome(self, way: Sequence[int]) -> tuple[str, str]:
        """The range of the grade with each difference as the first reader has it (0), the second (1), or unknown."""
        ratings, factors = dict(self.ratings), dict(self.factors)
        for one, side in zip(self.found, way, strict=True):
            said = (one.first, one.second, None)[side]
            if said is not None:
                (factors if one.asked.kind == "factor" else ratings)[one.asked.id] = said.step
        decided = self.grader.decide(ratings, factors)
        return decided.floor, decided.ceiling


def _turned(way: tuple[int, ...], place: int) -> tuple[int, ...]:
    return (*way[:place], 1 - way[place], *way[place + 1 :])
