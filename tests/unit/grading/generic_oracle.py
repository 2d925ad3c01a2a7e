"""A slow evaluator of any ladder, straight from the words of its rules, for editions with scales of their own."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations, product
from typing import NamedTuple

from inspect_app.grading.edition import Edition, Framework
from inspect_app.grading.rules import LadderRule, Requirement
from inspect_app.grading.scale import Scale


class Ladder(NamedTuple):
    """One ladder without factors or components, over the criteria or the graded parts of a framework."""

    edition: Edition
    framework: Framework
    rule: LadderRule

    @property
    def scale(self) -> Scale:
        scales = self.edition.scales
        return scales.outcomes.grades if self.rule.of == "parts" else scales.ratings

    @property
    def items(self) -> list[str]:
        if self.rule.of == "parts":
            return [part.id for part in self.framework.parts if part.graded]
        return [criterion.id for criterion in self.framework.criteria]

    def selected(self, need: Requirement) -> list[str]:
        if self.rule.of == "parts":
            return self.items
        wanted = need.selection
        return [
            c.id
            for c in self.framework.criteria
            if wanted.level in (None, c.level)
            and wanted.significant in (None, c.significant)
            and wanted.dominant in (None, c.dominant)
            and wanted.prerequisite in (None, c.prerequisite)
        ]

    def need_holds(self, need: Requirement, known: Mapping[str, str]) -> bool:
        ranks = self.scale.ranks
        applying = [item for item in self.selected(need) if known[item] in ranks]
        if need.side == "at_least":
            count = sum(ranks[known[item]] >= ranks[need.step] for item in applying)
        else:
            count = sum(ranks[known[item]] <= ranks[need.step] for item in applying)
        if not applying:
            return need.side == "at_least" and self.rule.empty_holds
        if need.amount.kind == "all":
            return count == len(applying)
        if need.amount.kind == "any":
            return count >= 1
        values = self.edition.method.values
        assert need.amount.share is not None
        share, needed = Fraction(count, len(applying)), values[need.amount.share]
        enough = need.amount.count is None or count >= values[need.amount.count]
        return enough and (share > needed if need.amount.comparison == "more_than" else share >= needed)

    def outcome(self, known: Mapping[str, str]) -> str:
        reached = None
        for rung in reversed(self.rule.rungs):
            if not all(self.need_holds(need, known) for need in rung.requires):
                break
            reached = rung.grade
        if reached is not None:
            return reached
        found = [test.grade for test in self.rule.tests if any(self.need_holds(need, known) for need in test.any_of)]
        return min(found, key=self.rank) if found else self.rule.otherwise

    def rank(self, outcome: str) -> int:
        return self.edition.scales.outcomes.ranks[outcome]

    def at_worst(self, known: Mapping[str, str]) -> str:
        return self.outcome({**dict.fromkeys(self.items, self.scale.steps[0].id), **known})

    def outcomes(self, known: Mapping[str, str]) -> list[int]:
        """The rank of every completion, not applicable included where there is such a thing."""
        answers = [*self.scale.ids()]
        if self.rule.of == "criteria" and self.edition.scales.not_applicable is not None:
            answers.append(self.edition.scales.not_applicable.id)
        missing = [item for item in self.items if item not in known]
        return [
            self.rank(self.outcome({**known, **dict(zip(missing, chosen, strict=True))}))
            for chosen in product(answers, repeat=len(missing))
        ]

    def fewest(self, known: Mapping[str, str], grade: str) -> tuple[int, int] | None:
        """How many items must be lifted, to any step, to reach a grade, and in how many ways; None if none can."""
        top, ranks = self.scale.steps[-1].id, self.scale.ranks
        pool = [i for i in self.items if i not in known or (known[i] in ranks and known[i] != top)]
        for size in range(1, len(pool) + 1):
            ways = sum(
                self.rank(self.at_worst({**known, **dict.fromkeys(chosen, top)})) >= self.rank(grade)
                for chosen in combinations(pool, size)
            )
            if ways:
                return size, ways
        return None
