"""One framework of one edition made ready to be graded under given parameters.

A grader is prepared once and asked often. Asked for the grade alone it does only arithmetic; the tree of reasons
is built from the same arithmetic when somebody wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial

from .coding import NOTHING, Coding, Item
from .combine import Decision, combined, decision
from .edition import Edition, Framework
from .facts import Facts, asked_factors
from .ladder import Ladder, low_rank
from .reasons import Node
from .rules import LadderRule, Limiter, Requirement, Selection
from .scale import Scale
from .tree import Weakest, tree


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
        weakest = next((n.id for n in limiters if n.type == "weakest_component"), "weakest_component")
        self.weakest = Weakest(weakest, tuple(ladder.subject for ladder in self.ladders), self.outcomes.order)
        self._order = self.outcomes.order
        self._settled = cache(lambda found: decision(self._order, found, found))  # few: one for each deciding rule
        self._code = self.coding.lowest_of
        self._count = len(self.coding.items)
        caps = [(cap.rank, cap.low, cap.limiter.id) for cap in self.caps]
        self.outcome = combined([ladder.decide for ladder in self.ladders], weakest, caps)

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
        found = self.outcome(self._code(ratings, factors))
        if len(ratings) + len(factors) == self._count:
            return self._settled(found)
        return decision(self._order, found, self.outcome(self.coding.highest_of(ratings, factors)))

    def decide_with_reasons(
        self, ratings: Mapping[str, str], factors: Mapping[str, str] = NOTHING
    ) -> tuple[Decision, tuple[Node, ...]]:
        """The grade, and the tree of reasons for it: the nodes under its root."""
        lowest = highest = self._code(ratings, factors)
        if len(ratings) + len(factors) != self._count:
            highest = self.coding.highest_of(ratings, factors)
        return tree(self, lowest, highest)

    def known(self, facts: Facts) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The answers of the facts that this framework's items take."""
        if isinstance(self.rule, LadderRule) and self.rule.of == "parts":
            return facts.parts, NOTHING
        return facts.ratings, facts.factors

    def range_of_outside(self, facts: Facts) -> tuple[str, str]:
        grades = self.outcomes.grades.ids()
        given = facts.external_grade
        return (given, given) if given is not None else (grades[0], grades[-1])
