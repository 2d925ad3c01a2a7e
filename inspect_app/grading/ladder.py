"""A ladder made ready: each requirement a closure over masks, each rung a few of them.

It answers two questions about a code (see `coding`): which outcome, and by which rule; and which requirements hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import ceil
from operator import or_

from .coding import Coding
from .reasons import Tally
from .rules import LadderRule, Requirement, Selection
from .scale import Outcomes

Holds = Callable[[int], bool]
Outcome = tuple[int, str]  # rank of the outcome, rule that decided it
Decide = Callable[[int], Outcome]
Select = Callable[[Selection], Iterable[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """One requirement over the items it concerns, `members`.

    `low` is the plane of those at or below `rank`: in a rung they count against, in a test they are what it looks
    for. Of `n` that apply, `needed[n]` must count.
    """

    rule: str
    requirement: Requirement
    members: int
    rank: int
    of_rung: bool
    low: int
    shift: int  # from the plane back to the items
    may_be_empty: bool
    needed: tuple[int, ...]
    holds: Holds
    share: tuple[str, str] | None  # the parameter's name and value, as printed
    count: tuple[str, str] | None
    fewest: int  # as many as `count` asks for, however few apply

    def counts(self, code: int) -> Tally:
        """How many count, how many apply, and how many would have to count."""
        low, applicable = (code & self.low).bit_count(), (code & self.members).bit_count()
        return Tally(applicable - low if self.of_rung else low, applicable, self.needed[applicable])


def _one_holds(requirement: Requirement, low: int, members: int, needed: tuple[int, ...]) -> Holds:
    """Whether one need holds, as a closure over its masks."""
    kind = requirement.amount.kind
    if requirement.side == "at_most":
        if kind == "any":
            return lambda code: code & low != 0
        return lambda code: (code & low).bit_count() >= needed[(code & members).bit_count()]
    if kind == "all" and needed[0] == 0:
        return lambda code: not code & low
    if kind == "all":
        return lambda code: not code & low and code & members != 0
    spare = tuple(applicable - enough for applicable, enough in enumerate(needed))
    return lambda code: (code & low).bit_count() <= spare[(code & members).bit_count()]


def _every_holds(needs: tuple[Need, ...]) -> Holds:
    """Whether all of a rung's needs hold: what no item may miss is one mask, and shares come after it."""
    low, some, shares = _drawn_together(needs)
    if len(some) == 1 and not shares:
        (any_of,) = some
        return lambda code: not code & low and code & any_of != 0
    if len(shares) == 1 and len(some) == 1:
        (share,), (any_of,) = shares, some
        return lambda code: not code & low and code & any_of != 0 and share(code)
    if len(shares) == 1 and not some:
        (share,) = shares
        return lambda code: not code & low and share(code)
    return lambda code: not code & low and all(code & mask for mask in some) and all(holds(code) for holds in shares)


def _drawn_together(needs: tuple[Need, ...]) -> tuple[int, list[int], list[Holds]]:
    """What no item may miss, which masks may not be empty, and the needs that are shares."""
    low, some, shares = 0, [], []
    for need in needs:
        if need.requirement.amount.kind != "all":
            shares.append(need.holds)
            continue
        low |= need.low
        if need.may_be_empty:
            some.append(need.members)
    return low, some, shares


@dataclass(frozen=True, slots=True)
class ReadyStep:
    """A rung or a test with its needs made ready."""

    grade: str
    rank: int  # of the outcome
    rule: str
    needs: tuple[Need, ...]


def _decider(rungs: Sequence[ReadyStep], tests: Sequence[ReadyStep], otherwise: Outcome) -> Decide:
    """Climbs from the lowest rung while rungs hold; below them, the lowest test that finds something."""
    lowest, *higher = rungs
    first = lowest.rank, lowest.rule
    above = tuple((_every_holds(rung.needs), (rung.rank, rung.rule)) for rung in higher)
    lowest_first = sorted(tests, key=lambda test: test.rank)  # or a worse rating could bring the better grade
    below = tuple((need.holds, (test.rank, need.rule)) for test in lowest_first for need in test.needs)
    low, some, shares = _drawn_together(lowest.needs)

    def climb(code: int) -> Outcome:
        reached = first
        for holds, outcome in above:
            if not holds(code):
                return reached
            reached = outcome
        return reached

    def fall(code: int) -> Outcome:
        for finds, outcome in below:
            if finds(code):
                return outcome
        return otherwise

    if shares or len(some) != 1:
        holds_first = _every_holds(lowest.needs)
        return lambda code: climb(code) if holds_first(code) else fall(code)
    (any_of,) = some

    def decide(code: int) -> Outcome:  # the usual lowest rung, spelled out: most decisions end here
        if code & low or not code & any_of:
            for finds, outcome in below:
                if finds(code):
                    return outcome
            return otherwise
        return climb(code)

    return decide


class Ladder:
    """One ladder over some of the items of a coding. `scope` prefixes the ids of its rules ("component.dv." or "").

    `asks` is every bit that any of its needs looks at: codes that agree on these bits climb the ladder alike.
    """

    def __init__(
        self,
        rule: LadderRule,
        coding: Coding,
        select: Select,
        outcomes: Outcomes,
        values: Mapping[str, Fraction],
        scope: str = "",
    ) -> None:
        self.rule, self.coding, self.outcomes, self.scope, self._values = rule, coding, outcomes, scope, values
        self.subject = scope.removeprefix("component.").removesuffix(".")
        lowest_first = reversed(rule.rungs)
        self.rungs = tuple(self._step("rung", r.grade, r.requires, select) for r in lowest_first)
        self.tests = tuple(self._step("test", t.grade, t.any_of, select) for t in rule.tests)
        self.otherwise = (outcomes.ranks[rule.otherwise], f"{scope}otherwise.{rule.otherwise}")
        self.decide = _decider(self.rungs, self.tests, self.otherwise)
        self.needs = tuple(need for step in (*self.rungs, *self.tests) for need in step.needs)
        self.asks = reduce(or_, (need.members | need.low for need in self.needs), 0)

    def _step(self, kind: str, grade: str, requirements: Iterable[Requirement], select: Select) -> ReadyStep:
        name = f"{self.scope}{kind}.{grade}"
        needs = tuple(self._need(name, requirement, select) for requirement in requirements)
        return ReadyStep(grade, self.outcomes.ranks[grade], name, needs)

    def _need(self, step: str, requirement: Requirement, select: Select) -> Need:
        coding = self.coding
        ids = [requirement.factor] if requirement.factor else list(select(requirement.selection))
        members = coding.members(ids)
        rank = low_rank(requirement, coding.scale_of(ids[0]).ranks) if ids else -1
        low = coding.low(rank, members)
        amounts = [requirement.amount.needed(n, self._values) for n in range(1, len(ids) + 1)]
        empty_holds = self.rule.empty_holds and requirement.side == "at_least"
        if empty_holds:  # where none need apply, no count asks for more than there are
            amounts = [min(amount, n) for n, amount in enumerate(amounts, start=1)]
        needed = (0 if empty_holds else 1, *amounts)
        may_be_empty = not empty_holds and all(coding.items[coding.position[i]].not_applicable for i in ids)
        holds = _one_holds(requirement, low, members, needed)
        share, count = (self._printed(name) for name in (requirement.amount.share, requirement.amount.count))
        name = f"{step}.{requirement.id}"
        shift = coding.shift(rank)
        of_rung = requirement.side == "at_least"
        fewest = ceil(self._values[requirement.amount.count]) if requirement.amount.count else 0
        return Need(
            name, requirement, members, rank, of_rung, low, shift, may_be_empty, needed, holds, share, count, fewest
        )

    def _printed(self, parameter: str | None) -> tuple[str, str] | None:
        return None if parameter is None else (parameter, str(self._values[parameter]))


def low_rank(requirement: Requirement, ranks: Mapping[str, int]) -> int:
    """The rank at or below which an item counts against a rung, or for a test."""
    return ranks[requirement.step] - (1 if requirement.side == "at_least" else 0)
