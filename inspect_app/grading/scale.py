"""Ordered scales: grades, ratings, answers and directions, always worst to best.

A scale belongs to one edition. Two scales are never compared, even where their labels are the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Source:
    """Where a declared value comes from: a document that the edition lists, and a place in it."""

    document: str
    line: int | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale. `letter` and `shape` are how a grade is marked; `caveat` marks a qualified answer."""

    id: str
    label: str
    letter: str = ""
    meaning: str = ""
    shape: str | None = None
    caveat: bool = False
    source: Source | None = None


@dataclass(frozen=True)
class Scale:
    """Steps from worst to best. A *rank* is a step's position, 0 for the worst."""

    steps: tuple[Step, ...]

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        return {step.id: rank for rank, step in enumerate(self.steps)}

    @property
    def best(self) -> int:
        """The rank of the best step."""
        return len(self.steps) - 1

    def __contains__(self, step_id: object) -> bool:
        return step_id in self.ranks

    def __getitem__(self, step_id: str) -> Step:
        return self.steps[self.ranks[step_id]]

    def ids(self) -> tuple[str, ...]:
        return tuple(step.id for step in self.steps)

    def best_plain(self, at_least: int) -> int:
        """The lowest rank at or above `at_least` that is not a qualified answer."""
        return next((r for r in range(at_least, len(self.steps)) if not self.steps[r].caveat), self.best)


@dataclass(frozen=True, slots=True)
class Between:
    """An outcome that is not a grade: it lies just above the grade `above`, and a person must judge."""

    id: str
    label: str
    above: str
    letter: str = ""
    meaning: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class Outcomes:
    """Grades and the gaps between them in one order, worst to best: what a rule can lead to."""

    grades: Scale
    between: tuple[Between, ...] = ()

    @cached_property
    def order(self) -> tuple[str, ...]:
        ids: list[str] = []
        for grade in self.grades.steps:
            ids.append(grade.id)
            ids.extend(gap.id for gap in self.between if gap.above == grade.id)
        return tuple(ids)

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        return {outcome: rank for rank, outcome in enumerate(self.order)}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return {step.id: step.label for step in self.grades.steps} | {gap.id: gap.label for gap in self.between}

    def is_grade(self, outcome: str) -> bool:
        return outcome in self.grades

    def neighbours(self, outcome: str) -> tuple[str, str]:
        """The grades just below and just above a gap."""
        above = next(gap.above for gap in self.between if gap.id == outcome)
        ids = self.grades.ids()
        return above, ids[ids.index(above) + 1]


@dataclass(frozen=True)
class Scales:
    """Every scale of one edition."""

    outcomes: Outcomes
    ratings: Scale
    not_applicable: Step | None = None
    factor_answers: Scale = Scale(())
    condition_answers: Scale = Scale(())
    directions: Scale = Scale(())
    not_graded: Step | None = None
    not_comparable: Step | None = None
