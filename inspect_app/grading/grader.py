"""One framework of one edition made ready to be graded under given parameters.

A grader is prepared once and asked often. Asked for the grade alone it does only arithmetic; the tree of reasons
is built from the same arithmetic when somebody wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from .coding import NOTHING, Coding, Item
from .combine import combined
from .edition import Edition, Framework
from .facts import Facts, asked_factors
from .ladder import Ladder, low_rank
from .rules import LadderRule, Limiter, Requirement, Selection
from .scale import Scale
from .tree import Weighed


class Decision(NamedTuple):
    """A grade without its reasons: the range, the rule that decided its floor, the limiters that changed it."""

    floor: str
    ceiling: str
    rule: str
    limiters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cap:
    limiter: Limiter
    rank: int
    members: int
    low_rank: int
    low: int  # the plane of selected criteria below the step

    @property
    def rule(self) -> str:
        return f"limiter.{self.limiter.id}"


class Grader:
    """Ready arithmetic of one framework. `values` are the parameters in force, by name."""

    def __init__(self, edition: Edition, framework: Framework, values: Mapping[str, Fraction]) -> None:
        self.edition, self.framework, self.values = edition, framework, dict(values)
        self.outcomes = edition.scales.outcomes
        self.rule = edition.grading_rule(framework)
        self.factors = asked_factors(edition, framework)
        self.coding = Coding(self._items(), self._asked())
        self.ladders = tuple(self._ladders())
        self.caps = tuple(self._caps()) if self.ladders else ()
        limiters = edition.method.limiters
        self.weakest = next((n.id for n in limiters if n.type == "weakest_component"), "weakest_component")
        self._order = self.outcomes.order
        self._code = self.coding.lowest_of
        self._count = len(self.coding.items)
        self._low = tuple(need.low for ladder in self.ladders for need in ladder.needs)
        caps = [(cap.rank, cap.low, cap.limiter.id) for cap in self.caps]
        self.outcome = combined([ladder.decide for ladder in self.ladders], self.weakest, caps)

    def _items(self) -> Iterable[Item]:
        scales = self.edition.scales
        if not isinstance(self.rule, LadderRule):
            return
        if self.rule.of == "parts":
            yield from (Item(p.id, "part", scales.outcomes.grades) for p in self.framework.parts if p.graded)
            return
        none = scales.not_applicable.id if scales.not_applicable else None
        yield from (Item(c.id, "criterion", scales.ratings, none) for c in self.framework.criteria)
        yield from (Item(f, "factor", scales.factor_answers) for f in self.factors)

    def _asked(self) -> set[int]:
        """The ranks at or below which rules look."""
        if not isinstance(self.rule, LadderRule):
            return set()
        answers, scale = self.edition.scales.factor_answers, self._scale()
        needs: list[Requirement] = [need for rung in self.rule.rungs for need in rung.requires]
        needs += [need for test in self.rule.tests for need in test.any_of]
        asked = {low_rank(need, (answers if need.factor else scale).ranks) for need in needs}
        caps = [n for n in self.edition.method.limiters if n.type == "cap" and self.rule.of == "criteria"]
        return {rank for rank in asked | {self._cap_rank(cap) for cap in caps} if rank >= 0}

    def _scale(self) -> Scale:
        assert isinstance(self.rule, LadderRule)
        scales = self.edition.scales
        return scales.outcomes.grades if self.rule.of == "parts" else scales.ratings

    def _cap_rank(self, cap: Limiter) -> int:
        return self.edition.scales.ratings.ranks[cap.step] - 1

    def _chosen(self, selection: Selection, component: str | None = None) -> list[str]:
        assert isinstance(self.rule, LadderRule)
        if self.rule.of == "parts":
            return [p.id for p in self.framework.parts if p.graded]
        wanted = [
            (name, value)
            for name in ("level", "significant", "dominant", "prerequisite")
            if (value := getattr(selection, name)) is not None
        ]
        return [
            c.id
            for c in self.framework.criteria
            if (component is None or c.component == component)
            and all(getattr(c, name) == value for name, value in wanted)
        ]

    def _ladders(self) -> Iterable[Ladder]:
        if not isinstance(self.rule, LadderRule):
            return
        scopes: list[str | None] = [c.id for c in self.framework.components] or [None]
        for scope in scopes:
            prefix = f"component.{scope}." if scope else ""
            yield Ladder(
                self.rule,
                self.coding,
                partial(self._chosen, component=scope),
                self.outcomes,
                self.values,
                prefix,
            )

    def _caps(self) -> Iterable[Cap]:
        for limiter in self.edition.method.limiters:
            if limiter.type != "cap" or not isinstance(self.rule, LadderRule) or self.rule.of != "criteria":
                continue
            ids = self._chosen(limiter.selection)
            if ids:
                members, low = self.coding.members(ids), self._cap_rank(limiter)
                yield Cap(limiter, self.outcomes.ranks[limiter.at_most], members, low, self.coding.low(low, members))

    def decide(self, ratings: Mapping[str, str], factors: Mapping[str, str] = NOTHING) -> Decision:
        """The grade alone, from ratings (or part grades) and factors that have been checked.

        Raises KeyError on an item or step that the framework does not know.
        """
        lowest = self._code(ratings, factors)
        rank, rule, limiters = self.outcome(lowest)
        floor = self._order[rank]
        if len(ratings) + len(factors) == self._count:
            return Decision(floor, floor, rule, limiters)
        best, _, at_best = self.outcome(self.coding.highest_of(ratings, factors))
        return Decision(floor, self._order[best], rule, _fired(limiters, at_best))

    def decide_with_reasons(
        self, ratings: Mapping[str, str], factors: Mapping[str, str] = NOTHING
    ) -> tuple[Decision, Weighed]:
        """The grade, and what stood against every requirement; the tree is drawn from that when it is read."""
        lowest = self._code(ratings, factors)
        rank, rule, limiters = self.outcome(lowest)
        floor, low = self._order[rank], [lowest & plane for plane in self._low]
        if len(ratings) + len(factors) == self._count:
            return Decision(floor, floor, rule, limiters), Weighed(self, lowest, lowest, low, low)
        highest = self.coding.highest_of(ratings, factors)
        best, _, limiters_at_best = self.outcome(highest)
        decision = Decision(floor, self._order[best], rule, _fired(limiters, limiters_at_best))
        return decision, Weighed(self, lowest, highest, low, [highest & plane for plane in self._low])

    def known(self, facts: Facts) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The answers of the facts that this framework's items take."""
        if isinstance(self.rule, LadderRule) and self.rule.of == "parts":
            return facts.parts, NOTHING
        return facts.ratings, facts.factors

    def range_of_outside(self, facts: Facts) -> tuple[str, str]:
        grades = self.outcomes.grades.ids()
        given = facts.external_grade
        return (given, given) if given is not None else (grades[0], grades[-1])


def _fired(at_worst: tuple[str, ...], at_best: tuple[str, ...]) -> tuple[str, ...]:
    """The limiters that changed either end of the range."""
    return (*at_worst, *(name for name in at_best if name not in at_worst))
