"""A ladder made ready: each requirement a closure over masks, each rung a few of them.

It answers two questions about a code (see `coding`): which outcome, and by which rule; and which requirements hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .coding import Coding
from .rules import LadderRule, Requirement, Selection
from .scale import Outcomes

Holds = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Need:
    """One requirement over the items it concerns. `needed[n]` of `n` applicable items must count."""

    rule: str
    requirement: Requirement
    members: int
    rank: int
    hit: int
    applies: int
    needed: tuple[int, ...]
    holds: Holds

    def counts(self, code: int) -> tuple[int, int, int]:
        """How many count, how many apply, and how many would have to count."""
        applicable = (code & self.applies).bit_count()
        return (code & self.hit).bit_count(), applicable, self.needed[applicable]


def _closure(kind: str, hit: int, miss: int, applies: int, needed: tuple[int, ...], empty_holds: bool) -> Holds:
    if kind == "any":
        return lambda code: code & hit != 0
    if kind == "all" and empty_holds:
        return lambda code: not code & miss
    if kind == "all":
        return lambda code: not code & miss and code & applies != 0
    return lambda code: (code & hit).bit_count() >= needed[(code & applies).bit_count()]


@dataclass(frozen=True, slots=True)
class ReadyRung:
    grade: str
    rank: int  # of the outcome
    rule: str
    needs: tuple[Need, ...]
    flag: str | None


@dataclass(frozen=True, slots=True)
class ReadyTest:
    grade: str
    rank: int
    rule: str
    needs: tuple[Need, ...]


class Ladder:
    """One ladder over some of the items of a coding. `scope` prefixes the ids of its rules ("dv." or "")."""

    def __init__(
        self,
        rule: LadderRule,
        coding: Coding,
        select: Callable[[Selection], Iterable[str]],
        outcomes: Outcomes,
        values: Mapping[str, Fraction],
        scope: str = "",
    ) -> None:
        self.rule, self.coding, self.outcomes, self.scope = rule, coding, outcomes, scope
        self._select, self._values = select, values
        rungs = []
        for rung in reversed(rule.rungs):  # lowest first
            name = f"{scope}rung.{rung.grade}"
            needs = tuple(self._need(name, requirement) for requirement in rung.requires)
            rungs.append(ReadyRung(rung.grade, outcomes.ranks[rung.grade], name, needs, rung.flag))
        self.rungs = tuple(rungs)
        tests = []
        for test in rule.tests:
            name = f"{scope}test.{test.grade}"
            needs = tuple(self._need(name, requirement) for requirement in test.any_of)
            tests.append(ReadyTest(test.grade, outcomes.ranks[test.grade], name, needs))
        self.tests = tuple(tests)
        self.otherwise = (outcomes.ranks[rule.otherwise], f"{scope}otherwise.{rule.otherwise}")
        self._rung_table = tuple(
            (rung.rank, rung.rule, tuple(need.holds for need in rung.needs)) for rung in self.rungs
        )
        self._test_table = tuple((test.rank, need.rule, need.holds) for test in self.tests for need in test.needs)
        steps: tuple[ReadyRung | ReadyTest, ...] = (*self.rungs, *self.tests)
        self.needs = tuple(need for step in steps for need in step.needs)
        self._holds = tuple(need.holds for need in self.needs)

    def _need(self, step: str, requirement: Requirement) -> Need:
        coding = self.coding
        ids = [requirement.factor] if requirement.factor else list(self._select(requirement.selection))
        members = coding.members(ids)
        scale = coding.items[coding.position[ids[0]]].scale if ids else None
        rank = scale.ranks[requirement.step] if scale else 0
        applies = coding.applies(members)
        hit = coding.plane(requirement.side, rank, members)
        if requirement.side == "at_least" and rank == 0:  # the worst step is always reached
            hit = applies
        miss = coding.plane("at_most", rank - 1, members) if requirement.side == "at_least" else 0
        amounts = [requirement.amount.needed(n, self._values) for n in range(1, len(ids) + 1)]
        empty_holds = self.rule.empty_holds and requirement.side == "at_least"
        needed = (0 if empty_holds else 1, *amounts)
        holds = _closure(requirement.amount.kind, hit, miss, applies, needed, empty_holds)
        return Need(f"{step}.{requirement.id}", requirement, members, rank, hit, applies, needed, holds)

    def decide(self, code: int) -> tuple[int, str]:
        """The rank of the outcome, and the rule that decided it."""
        reached: tuple[int, str] | None = None
        for rank, rule, needs in self._rung_table:
            for holds in needs:
                if not holds(code):
                    break
            else:
                reached = rank, rule
                continue
            break
        if reached is not None:
            return reached
        for rank, rule, holds in self._test_table:
            if holds(code):
                return rank, rule
        return self.otherwise

    def verdicts(self, code: int) -> list[bool]:
        """Whether each need holds, in the order of `needs`."""
        return [holds(code) for holds in self._holds]
