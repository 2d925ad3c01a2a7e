"""What a framework asks of a force, one thing at a time: criteria, graded parts, factors and conditions of direction.

Pure: it knows which answers there are to each, and never what was answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ...grading.edition import Criterion, Edition, Framework
from ...grading.facts import Facts, asked_factors
from ...grading.scale import Scale, Scales, Step
from ...grading.words import capital
from ...promises import NotFound
from ..next_steps import grades_parts
from ..proposals import OF_A_PART

Kind = Literal["criterion", "part", "factor", "condition"]


@dataclass(frozen=True)
class Asked:
    """One thing that is asked. `number` is how sentences name it; `text` is what is asked, in full."""

    id: str
    kind: Kind
    number: str
    text: str
    scales: Scales
    framework: str
    criterion: Criterion | None = None

    @property
    def last(self) -> str:
        """The last part of its address: `f2` for `3c-f2`."""
        return self.id.removeprefix(f"{self.framework}-")

    @property
    def column(self) -> str:
        """How its row in the database is named."""
        return f"{OF_A_PART}{self.id}" if self.kind == "part" else self.id

    @property
    def is_answer(self) -> bool:
        """Whether it is answered beside the criteria."""
        return self.kind in ("factor", "condition")

    @property
    def draft(self) -> str:
        """What a draft of its form is called."""
        return f"{'answer' if self.is_answer else 'rating'}:{self.id}"

    @cached_property
    def scale(self) -> Scale:
        """The steps that it can stand at, worst first."""
        if self.kind == "part":
            return self.scales.outcomes.grades
        if self.kind == "factor":
            return self.scales.factor_answers
        return self.scales.condition_answers if self.kind == "condition" else self.scales.ratings

    @cached_property
    def none(self) -> Step | None:
        """The step that says that it does not apply, where the edition lets it be chosen here."""
        criterion, none = self.criterion, self.scales.not_applicable
        if criterion is None or none is None:
            return None
        return none if criterion.may_not_apply or not (criterion.dominant or criterion.prerequisite) else None

    @property
    def choices(self) -> tuple[Step, ...]:
        """What can be chosen, best first, and not applicable last."""
        return (*reversed(self.scale.steps), *([self.none] if self.none else []))

    @property
    def always_applies(self) -> bool:
        """Whether the edition has a step for what does not apply, and refuses it here."""
        return self.kind == "criterion" and self.scales.not_applicable is not None and self.none is None

    def label(self, step: str | None) -> str:
        """A step in the words of its scale; for none what is said of something not answered."""
        if step is None:
            return "Not answered" if self.is_answer else "Not rated"
        apart = self.scales.not_applicable
        if apart is not None and step == apart.id and self.kind == "criterion":
            return apart.label
        return self.scale[step].label if step in self.scale else step

    def is_none(self, step: str | None) -> bool:
        """Whether a step says that it does not apply."""
        return self.scales.not_applicable is not None and step == self.scales.not_applicable.id

    def step_in(self, facts: Facts) -> str | None:
        """Where the facts have it."""
        held = {
            "criterion": facts.ratings,
            "part": facts.parts,
            "factor": facts.factors,
            "condition": facts.conditions,
        }
        return held[self.kind].get(self.id)


def everything(edition: Edition, framework: Framework) -> list[Asked]:
    """All that a framework asks, in the order in which it is rated: the edition's."""
    scales, name = edition.scales, framework.id
    found = [Asked(c.id, "criterion", c.number, c.text, scales, name, c) for c in framework.criteria]
    if grades_parts(edition, framework):
        found += [
            Asked(p.id, "part", p.title, capital(p.kind) if p.kind else p.title, scales, name)
            for p in framework.parts
            if p.graded
        ]
    wanted = asked_factors(edition, framework)
    found += [
        Asked(q.id, "factor", q.label, q.question or q.label, scales, name)
        for q in edition.method.factors
        if q.id in wanted
    ]
    found += [
        Asked(q.id, "condition", q.label, q.question or q.label, scales, name) for q in framework.direction.conditions
    ]
    return found


def one(edition: Edition, framework: Framework, name: str) -> Asked:
    """What an address names, by its whole id or by the end of it. Raises NotFound."""
    for asked in everything(edition, framework):
        if name in (asked.id, asked.last):
            return asked
    raise NotFound
