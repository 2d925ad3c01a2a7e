"""One framework of one edition made ready to be graded under given parameters.

A grader is prepared once and asked often. Asked for the grade alone it does only arithmetic; the tree of reasons
is built from the same arithmetic when somebody wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from .coding import Coding, Item
from .edition import Edition, Framework
from .facts import Facts, asked_factors
from .ladder import Ladder
from .rules import LadderRule, Limiter, Selection
from .tree import Verdicts

NOTHING: Mapping[str, str] = {}
_BY_RANK = itemgetter(0)


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
    below: int  # the plane of selected criteria below the step
    met: int  # the plane of selected criteria at or above it

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
        self.coding = Coding(self._items())
        self.ladders = tuple(self._ladders())
        self.caps = tuple(self._caps()) if self.ladders else ()
        limiters = edition.method.limiters
        self.weakest = next((n.id for n in limiters if n.type == "weakest_component"), "weakest_component")
        self._decides = tuple(ladder.decide for ladder in self.ladders)
        self._cap_table = tuple((cap.rank, cap.below, cap.limiter.id) for cap in self.caps)

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
            if limiter.type != "cap":
                continue
            ids = self._chosen(limiter.selection)
            if ids:
                members, step = self.coding.members(ids), self.edition.scales.ratings.ranks[limiter.step]
                below = self.coding.plane("at_most", step - 1, members)
                met = self.coding.plane("at_least", step, members)
                yield Cap(limiter, self.outcomes.ranks[limiter.at_most], members, below, met)

    def outcome(self, code: int) -> tuple[int, str, tuple[str, ...]]:
        """The rank of the outcome for a complete code, the rule that decided, the limiters that lowered it."""
        if len(self._decides) == 1:
            rank, rule = self._decides[0](code)
            limiters: tuple[str, ...] = ()
        else:
            decided = [decide(code) for decide in self._decides]
            rank, rule = min(decided, key=_BY_RANK)
            limiters = () if rank == max(decided, key=_BY_RANK)[0] else (self.weakest,)
        for cap_rank, below, limiter in self._cap_table:
            if rank > cap_rank and code & below:
                rank, rule, limiters = cap_rank, f"limiter.{limiter}", (*limiters, limiter)
        return rank, rule, limiters

    def codes(self, *known: Mapping[str, str]) -> tuple[int, int]:
        """The codes with everything unknown at its worst and at its best."""
        lowest = self.coding.lowest_of(*known)
        if sum(map(len, known)) == len(self.coding.items):
            return lowest, lowest
        return lowest, self.coding.highest_of(*known)

    def decide(self, ratings: Mapping[str, str], factors: Mapping[str, str] = NOTHING) -> Decision:
        """The grade alone, from ratings (or part grades) and factors that have been checked.

        Raises KeyError on an item or step that the framework does not know.
        """
        lowest, highest = self.codes(ratings, factors)
        rank, rule, limiters = self.outcome(lowest)
        if lowest == highest:
            return Decision(self.outcomes.order[rank], self.outcomes.order[rank], rule, limiters)
        best, _, at_best = self.outcome(highest)
        fired = (*limiters, *(name for name in at_best if name not in limiters))
        return Decision(self.outcomes.order[rank], self.outcomes.order[best], rule, fired)

    def decide_with_reasons(
        self, ratings: Mapping[str, str], factors: Mapping[str, str] = NOTHING
    ) -> tuple[Decision, Verdicts]:
        """The grade with every verdict behind it; the tree is drawn from the verdicts when it is read."""
        lowest, highest = self.codes(ratings, factors)
        rank, rule, limiters = self.outcome(lowest)
        at_worst = [ladder.verdicts(lowest) for ladder in self.ladders]
        if lowest == highest:
            decision = Decision(self.outcomes.order[rank], self.outcomes.order[rank], rule, limiters)
            return decision, Verdicts(self, lowest, highest, at_worst, at_worst)
        best, _, at_best = self.outcome(highest)
        fired = (*limiters, *(name for name in at_best if name not in limiters))
        decision = Decision(self.outcomes.order[rank], self.outcomes.order[best], rule, fired)
        return decision, Verdicts(
            self, lowest, highest, at_worst, [ladder.verdicts(highest) for ladder in self.ladders]
        )

    def known(self, facts: Facts) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The answers of the facts that this framework's items take."""
        if isinstance(self.rule, LadderRule) and self.rule.of == "parts":
            return facts.parts, NOTHING
        return facts.ratings, facts.factors

    def range_of_outside(self, facts: Facts) -> tuple[str, str]:
        grades = self.outcomes.grades.ids()
        given = facts.external_grade
        return (given, given) if given is not None else (grades[0], grades[-1])
