"""Draws ratings and answers that make the engine propose a wanted grade: they are repaired until it does.

Pure. The engine is asked and never told: nothing here knows a rule, only that better answers never lower a grade.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from ...grading.edition import Edition, Framework
from ...grading.engine import prepare
from ...grading.scale import Scale

TRIES, STEPS = 200, 400


class CannotDraw(ValueError):
    """No answers were found for which the engine proposes what is wanted."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Ratings by criterion and answers by factor, in the edition's order."""

    ratings: Mapping[str, str]
    factors: Mapping[str, str]


class Drawing:
    """Draws for one framework of one edition."""

    def __init__(self, edition: Edition, framework: Framework) -> None:
        scales = edition.scales
        self.framework, self.outcomes = framework, scales.outcomes
        self.grader = prepare(edition, framework.id)
        self.levels = list(edition.method.levels)
        self.grades = scales.outcomes.grades
        self.criteria = [criterion.id for criterion in framework.criteria]
        self.scales: dict[str, Scale] = dict.fromkeys(self.criteria, scales.ratings)
        self.scales.update(dict.fromkeys(self.grader.factors, scales.factor_answers))

    def proposed(self, answers: Answers) -> str:
        """What the engine comes to: a grade, or a gap between two."""
        return self.grader.decide(answers.ratings, answers.factors).floor

    def reaching(self, grade: str, draw: Random) -> Answers:
        """Answers for which the grade is proposed. Raises CannotDraw."""
        for _ in range(TRIES):
            found = self._repaired(self._guess(grade, draw), grade, draw)
            if found is not None:
                return self._answers(found)
        raise CannotDraw(f"{self.framework.id}: nothing was found that is proposed {grade}")

    def raised_to(self, grade: str, answers: Answers, draw: Random) -> Answers:
        """Answers at least as good as these in everything, for which the grade is proposed. Raises CannotDraw."""
        wanted = self.outcomes.ranks[grade]
        for _ in range(TRIES):
            ranks = self._ranks(answers)
            while self._outcome(ranks) < wanted:
                better = [i for i in self._moved(ranks, 1) if self._outcome(self._with(ranks, i, 1)) <= wanted]
                if not better:
                    break
                name = draw.choice(better)
                ranks = self._with(ranks, name, 1)
            if self._outcome(ranks) == wanted:
                return self._answers(ranks)
        raise CannotDraw(f"{self.framework.id}: these answers could not be raised to {grade}")

    def _guess(self, grade: str, draw: Random) -> dict[str, int]:
        aim = self.grades.ranks[grade]
        found = {}
        for name, scale in self.scales.items():
            if name in self.framework.criterion:
                best, worst = self._chances(aim, name)
            else:
                best, worst = (0.6, 0.0) if aim == self.grades.best else (0.04, 0.9)
            chance = draw.random()
            found[name] = scale.best if chance < best else (0 if chance > 1 - worst else scale.best - 1)
        return found

    def _chances(self, aim: int, criterion: str) -> tuple[float, float]:
        """How likely the best and the worst rating are, for a force that is to reach the grade of this rank."""
        level = self.framework.criterion[criterion].level
        ahead = aim - 1 - (self.levels.index(level) if level in self.levels else 0)
        if aim == 0:
            return (0.38, 0.42) if ahead == -1 else (0.12, 0.55)
        return {-2: (0.2, 0.4), -1: (0.42, 0.2), 0: (0.93, 0.01)}.get(ahead, (0.97, 0.0))

    def _repaired(self, ranks: dict[str, int], grade: str, draw: Random) -> dict[str, int] | None:
        wanted = self.outcomes.ranks[grade]
        for _ in range(STEPS):
            now = self._outcome(ranks)
            if now == wanted:
                return ranks
            by = 1 if now < wanted else -1
            can = self._moved(ranks, by)
            near = [i for i in can if (wanted - self._outcome(self._with(ranks, i, by))) * by >= 0]
            closer = [i for i in near if self._outcome(self._with(ranks, i, by)) != now]
            choice = closer or near or can
            if not choice:
                return None
            ranks = self._with(ranks, draw.choice(choice), by)
        return None

    def _moved(self, ranks: Mapping[str, int], by: int) -> list[str]:
        """What can be answered one step better or worse; the criteria of the lowest levels before factors."""
        able = [name for name, rank in ranks.items() if 0 <= rank + by <= self.scales[name].best]
        lowest = self.levels[:1]
        first = [n for n in able if n in self.framework.criterion and self.framework.criterion[n].level in lowest]
        criteria = [n for n in able if n in self.framework.criterion]
        return first if by < 0 and first and self._outcome(ranks) <= self._floor() else criteria or able

    def _floor(self) -> int:
        """The rank below which only the lowest level of criteria decides."""
        grades = self.grades.ids()
        return self.outcomes.ranks[grades[1]] if len(grades) > 1 else 0

    def _with(self, ranks: Mapping[str, int], name: str, by: int) -> dict[str, int]:
        return {**ranks, name: ranks[name] + by}

    def _outcome(self, ranks: Mapping[str, int]) -> int:
        return self.outcomes.ranks[self.proposed(self._answers(ranks))]

    def _ranks(self, answers: Answers) -> dict[str, int]:
        given = {**answers.ratings, **answers.factors}
        return {name: scale.ranks[given[name]] for name, scale in self.scales.items()}

    def _answers(self, ranks: Mapping[str, int]) -> Answers:
        steps = dict(self._steps(ranks))
        return Answers(
            {name: steps[name] for name in self.criteria}, {name: steps[name] for name in self.grader.factors}
        )

    def _steps(self, ranks: Mapping[str, int]) -> Iterator[tuple[str, str]]:
        for name, scale in self.scales.items():
            yield name, scale.steps[ranks[name]].id


def moved(
    ratings: Mapping[str, str], scale: Scale, draw: Random, *, up: float = 0.0, down: float = 0.0
) -> dict[str, str]:
    """The same ratings as somebody else sees them: each a step higher or lower with these chances."""
    found = {}
    for name, step in ratings.items():
        chance, rank = draw.random(), scale.ranks[step]
        if chance < up:
            rank = min(rank + 1, scale.best)
        elif chance < up + down:
            rank = max(rank - 1, 0)
        found[name] = scale.steps[rank].id
    return found
