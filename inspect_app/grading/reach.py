"""What would change the grade: the smallest sets of changes that reach a higher one, and what the present one hangs on.

A change lifts one criterion, factor or part to the step that a rule asks for. What is unknown still counts at its
worst, so after the changes the *floor* is at or above the grade. "Not applicable" is never proposed, nor a caveat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb

from .grader import Grader
from .ladder import Ladder
from .rules import LadderRule, OutsideRule

SEARCH_LIMIT = 20_000  # evaluations before a search settles for the smallest set found


@dataclass(frozen=True, slots=True)
class Change:
    """Lift one item from a step (None: it was unknown) to another."""

    kind: str
    item: str
    from_step: str | None
    to_step: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How a grade can be reached: a smallest set, and how many sets of that size there are.

    `impossible` is (reason, subject) where no set reaches it. `fixed` are the items in every smallest set and
    `choices` the groups of which any so many do; both are empty where the set had to be searched for.
    """

    grade: str
    changes: tuple[Change, ...] = ()
    ways: int = 0
    fixed: tuple[str, ...] = ()
    choices: tuple[tuple[int, tuple[str, ...]], ...] = ()
    exact: bool = True
    impossible: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """An item whose fall by one step would lower the floor to `outcome`."""

    kind: str
    item: str
    outcome: str


@dataclass(slots=True)
class _Demand:
    """At least `short` of the `candidates` (a mask) must rise to `rank`."""

    candidates: int
    short: int
    rank: int


class _Impossible(Exception):
    def __init__(self, reason: str, subject: str) -> None:
        self.reason, self.subject = reason, subject
        super().__init__(reason)


def to_reach(grader: Grader, known: Mapping[str, str]) -> tuple[Reach, ...]:
    """One `Reach` for each grade above the floor, lowest first. `known` holds every rated item."""
    ranks, order = grader.outcomes.ranks, grader.outcomes.order
    grades = grader.outcomes.grades.ids()
    if not isinstance(grader.rule, LadderRule):
        reason = "outside" if isinstance(grader.rule, OutsideRule) else "ungraded"
        return tuple(Reach(grade, impossible=(reason, "")) for grade in grades)
    code = grader.coding.lowest_of(known)
    floor = grader.outcome(code)[0]
    return tuple(
        _Search(grader, known, code, order[r]).reach() for r in sorted(map(ranks.__getitem__, grades)) if r > floor
    )


def holds(grader: Grader, known: Mapping[str, str]) -> tuple[Hold, ...]:
    """Every known item whose fall by one step lowers the floor, in the edition's order."""
    if not isinstance(grader.rule, LadderRule):
        return ()
    coding = grader.coding
    code = coding.lowest_of(known)
    floor = grader.outcome(code)[0]
    found = []
    for item in coding.items:
        step = known.get(item.id)
        if step is None or step not in item.scale or item.scale.ranks[step] == 0:
            continue
        below = item.scale.steps[item.scale.ranks[step] - 1].id
        outcome = grader.outcome(code - coding.bits[item.id][step] + coding.bits[item.id][below])[0]
        if outcome < floor:
            found.append(Hold(item.kind, item.id, grader.outcomes.order[outcome]))
    return tuple(found)


class _Search:
    """The smallest sets that reach one grade from one state."""

    def __init__(self, grader: Grader, known: Mapping[str, str], code: int, grade: str) -> None:
        self.grader, self.known, self.code, self.grade = grader, known, code, grade
        self.coding = grader.coding
        self.target = grader.outcomes.ranks[grade]

    def reach(self) -> Reach:
        try:
            demands = list(self._demands())
        except _Impossible as why:
            return Reach(self.grade, impossible=(why.reason, why.subject))
        fixed = 0
        for demand in demands:
            if demand.short == demand.candidates.bit_count():
                fixed |= demand.candidates
        open_demands: list[_Demand] = []
        for demand in demands:
            left, short = demand.candidates & ~fixed, demand.short - (demand.candidates & fixed).bit_count()
            if short <= 0:
                continue
            twin = next((d for d in open_demands if d.candidates == left), None)
            if twin is None:
                open_demands.append(_Demand(left, short, demand.rank))
            else:
                twin.short, twin.rank = max(twin.short, short), max(twin.rank, demand.rank)
        ranks = self._ranks(demands)
        apart = all(not a.candidates & b.candidates for a, b in combinations(open_demands, 2))
        found = (self._by_groups if apart else self._by_trial)(fixed, open_demands, ranks)
        # Where rules ask different steps of one item, the set is smallest but its steps may not be the fewest.
        one_step = all(a.rank == b.rank or not a.candidates & b.candidates for a, b in combinations(demands, 2))
        return found if one_step else replace(found, exact=False)

    def _demands(self) -> Iterator[_Demand]:
        grader, coding, code = self.grader, self.coding, self.code
        for ladder in grader.ladders:
            if ladder.decide(code)[0] < self.target:
                yield from self._escape(ladder) if ladder.otherwise[0] >= self.target else self._climb(ladder)
        for cap in grader.caps:
            if cap.rank < self.target and code & cap.low:
                below = coding.standing_low(code, cap.low_rank, cap.members)
                yield _Demand(below, below.bit_count(), cap.low_rank + 1)

    def _climb(self, ladder: Ladder) -> Iterator[_Demand]:
        """What the rungs up to the target still ask for."""
        top = next((place for place, rung in enumerate(ladder.rungs) if rung.rank >= self.target), None)
        if top is None:
            raise _Impossible("no_rung", self.grade)
        for need in (need for rung in ladder.rungs[: top + 1] for need in rung.needs):
            count, applicable, needed = need.counts(self.code)
            if needed > applicable:
                raise _Impossible("beyond_all" if applicable else "none_apply", need.rule)
            if needed > count:
                missing = self.coding.standing_low(self.code, need.rank, need.members)
                yield _Demand(missing, needed - count, need.rank + 1)

    def _escape(self, ladder: Ladder) -> Iterator[_Demand]:
        """Where doing without a rung is enough: what keeps the tests below the target from finding anything."""
        for need in (need for test in ladder.tests if test.rank < self.target for need in test.needs):
            count, _, needed = need.counts(self.code)
            if count >= needed:
                found = self.coding.standing_low(self.code, need.rank, need.members)
                yield _Demand(found, count - needed + 1, need.rank + 1)

    def _ranks(self, demands: list[_Demand]) -> dict[str, int]:
        """The rank to which each item would be lifted: the highest that any demand asks of it, without a caveat."""
        ranks: dict[str, int] = {}
        for demand in demands:
            for item in self.coding.names(demand.candidates):
                scale = self.coding.items[self.coding.position[item]].scale
                ranks[item] = max(ranks.get(item, 0), scale.best_plain(demand.rank))
        return ranks

    def _steps(self, item: str, rank: int) -> int:
        scale = self.coding.items[self.coding.position[item]].scale
        return rank - scale.ranks.get(self.known.get(item, ""), 0)

    def _change(self, item: str, rank: int) -> Change:
        declared = self.coding.items[self.coding.position[item]]
        return Change(declared.kind, item, self.known.get(item), declared.scale.steps[rank].id)

    def _by_groups(self, fixed: int, demands: list[_Demand], ranks: dict[str, int]) -> Reach:
        """Groups share no item, so the smallest set takes from each the fewest, and those with the fewest steps."""
        chosen, ways, choices = list(self.coding.names(fixed)), 1, []
        for demand in demands:
            names = self.coding.names(demand.candidates)
            by_steps = sorted(names, key=lambda item: (self._steps(item, ranks[item]), self.coding.position[item]))
            chosen += by_steps[: demand.short]
            ways *= comb(len(names), demand.short)
            choices.append((demand.short, names))
        return self._reached(chosen, ranks, ways, self.coding.names(fixed), tuple(choices), exact=True)

    def _by_trial(self, fixed: int, demands: list[_Demand], ranks: dict[str, int]) -> Reach:
        """Groups overlap: try sets by size, the fewest steps first, up to a bound; then take greedily."""
        certain = list(self.coding.names(fixed))
        pool = [i for i in self.coding.names(_union(demands)) if i not in certain]
        tried = 0
        for size in range(max(d.short for d in demands), len(pool) + 1):
            if tried + comb(len(pool), size) > SEARCH_LIMIT:
                break
            tried += comb(len(pool), size)
            found = [s for s in combinations(pool, size) if _satisfies(self.coding.members(s), demands)]
            if found:
                best = min(found, key=lambda s: sum(self._steps(i, ranks[i]) for i in s))
                return self._reached([*certain, *best], ranks, len(found), tuple(certain), (), exact=True)
        return self._reached([*certain, *self._greedy(pool, demands, ranks)], ranks, 1, (), (), exact=False)

    def _greedy(self, pool: list[str], demands: list[_Demand], ranks: dict[str, int]) -> list[str]:
        chosen: list[str] = []
        while not _satisfies(self.coding.members(chosen), demands):
            taken = self.coding.members(chosen)
            unmet = [d for d in demands if (d.candidates & taken).bit_count() < d.short]
            left = (i for i in pool if i not in chosen)
            chosen.append(max(left, key=lambda i: (self._serves(i, unmet), -self._steps(i, ranks[i]))))
        for item in reversed(chosen[:]):
            without = [i for i in chosen if i != item]
            if _satisfies(self.coding.members(without), demands):
                chosen = without
        return chosen

    def _serves(self, item: str, demands: list[_Demand]) -> int:
        return sum(bool(d.candidates & self.coding.members([item])) for d in demands)

    def _reached(
        self,
        chosen: list[str],
        ranks: dict[str, int],
        ways: int,
        fixed: tuple[str, ...],
        choices: tuple[tuple[int, tuple[str, ...]], ...],
        *,
        exact: bool,
    ) -> Reach:
        ordered = sorted(chosen, key=self.coding.position.__getitem__)
        changes = tuple(self._change(item, ranks[item]) for item in ordered)
        return Reach(self.grade, changes, ways, fixed, choices, exact)


def _union(demands: list[_Demand]) -> int:
    mask = 0
    for demand in demands:
        mask |= demand.candidates
    return mask


def _satisfies(taken: int, demands: list[_Demand]) -> bool:
    return all((d.candidates & taken).bit_count() >= d.short for d in demands)
