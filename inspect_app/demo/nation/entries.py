"""Makes one entry of a simulated force: what it rated and found, and what is known of it beside.

The truth about an entry is what careful readers find; a force sees itself a little more mildly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from ...assessment import models as a
from ...assessment.findings import kinds
from ...grading.edition import Edition, Framework
from ...grading.engine import prepare
from ...grading.facts import Facts, Movement, Previous
from ...grading.rules import OutsideRule
from . import words
from .drawing import Answers, moved
from .people import Somebody
from .rows import Rows

MILDER = 0.15
"""How likely a force is to rate a criterion a step higher than readers do."""
VERDICTS = {"better": 0.27, "no_difference": 0.56, "worse": 0.17}


@dataclass(frozen=True, slots=True)
class Truth:
    """An entry as careful readers see it, and the facts about it that no rating changes."""

    force: str
    framework: Framework
    facts: Facts
    grade: str

    @property
    def answers(self) -> Answers:
        return Answers(self.facts.ratings, self.facts.factors)


@dataclass(frozen=True, slots=True)
class Place:
    """The rows an entry stands in, with those who work on it."""

    entry: int
    assessment: int
    assessor: Somebody
    saved_at: datetime


def truth(
    edition: Edition, framework: Framework, force: str, grade: str, answers: Answers | None, draw: Random
) -> Truth:
    """Everything that is known of an entry; `answers` are None where the grade comes from outside."""
    verdict = draw.choices(list(VERDICTS), weights=list(VERDICTS.values()))[0]
    direction, conditions = framework.direction, edition.scales.condition_answers
    partial = bool(direction.comparable_components)
    movements: tuple[Movement, ...] = ()
    previous: Previous | None = None
    if not direction.not_graded:
        component = direction.comparable_components[0] if partial else None
        movements = (Movement("year", verdict, "stated", "line 1", component),)
        previous = Previous("partial" if partial else "full", _last_year(edition, grade, verdict, draw))
    best = len(conditions.steps) - 1
    answered = {
        q.id: conditions.steps[best if verdict == "better" or draw.random() < 0.6 else 0].id
        for q in direction.conditions
    }
    facts = Facts(
        edition=edition.id,
        framework=framework.id,
        ratings=answers.ratings if answers else {},
        factors=answers.factors if answers else {},
        conditions=answered,
        external_grade=grade if isinstance(edition.grading_rule(framework), OutsideRule) else None,
        previous=previous,
        movements=movements,
    )
    return Truth(force, framework, facts, grade)


def _last_year(edition: Edition, grade: str, verdict: str, draw: Random) -> str:
    """Last year's grade: usually the same, and one off where the year was better or worse."""
    grades = edition.scales.outcomes.grades
    by = {"better": -1, "worse": 1, "no_difference": 0}[verdict] if draw.random() < 0.5 else 0
    return grades.steps[min(max(grades.ranks[grade] + by, 0), grades.best)].id


class ForcePart:
    """Writes the force's side of entries."""

    def __init__(self, rows: Rows, edition: Edition) -> None:
        self.rows, self.edition, self.scales = rows, edition, edition.scales
        self.letters = kinds.letters(edition)

    def write(self, place: Place, true: Truth, draw: Random, *, milder: float = MILDER) -> str | None:
        """Everything that the force has in an entry; says which grade it put forward."""
        seen = moved(true.facts.ratings, self.scales.ratings, draw, up=milder)
        self._ratings(place, true.framework, seen, draw)
        self._answers(place, true)
        self._around(place, true)
        self._findings(place, true, draw)
        return self._put_forward(place, true, seen)

    def _ratings(self, place: Place, framework: Framework, seen: Mapping[str, str], draw: Random) -> None:
        best = self.scales.ratings.steps[-1].id if self.scales.ratings.steps else ""
        for number, (criterion, step) in enumerate(seen.items()):
            self.rows.add(
                a.Rating,
                entry_id=place.entry,
                criterion=criterion,
                step=step,
                applies=True,
                because=None if step == best else draw.choice(words.WHY_NOT_BEST),
                place=number,
                saved_by=place.assessor.id,
                saved_at=place.saved_at,
            )

    def _answers(self, place: Place, true: Truth) -> None:
        asked = [("factor", *item) for item in true.facts.factors.items()]
        asked += [("condition", *item) for item in true.facts.conditions.items()]
        for number, (kind, name, answer) in enumerate(asked):
            self.rows.add(
                a.Answer,
                entry_id=place.entry,
                kind=kind,
                asked=name,
                answer=answer,
                place=number,
                saved_by=place.assessor.id,
                saved_at=place.saved_at,
            )

    def _around(self, place: Place, true: Truth) -> None:
        facts = true.facts
        for number, m in enumerate(facts.movements):
            self.rows.add(
                a.Movement,
                entry_id=place.entry,
                name=m.id,
                verdict=m.verdict,
                basis=m.basis,
                component=m.component,
                text=words.BEFORE[m.verdict],
                source_line=1,
                place=number,
            )
        if facts.previous:
            known = {"comparability": facts.previous.comparability, "grade": facts.previous.grade}
            self.rows.add(a.PreviousResult, entry_id=place.entry, **known)
        if facts.external_grade:
            self.rows.add(
                a.ExternalGrade,
                entry_id=place.entry,
                grade=facts.external_grade,
                because=words.OUTSIDE,
                source="Inspections of professional standards",
                given_on=date(2006, 1, 31),
                saved_by=place.assessor.id,
                saved_at=place.saved_at,
            )

    def _put_forward(self, place: Place, true: Truth, seen: Mapping[str, str]) -> str | None:
        if true.facts.external_grade:
            return true.facts.external_grade
        outcome = prepare(self.edition, true.framework.id).decide(seen, true.facts.factors).floor
        if self.scales.outcomes.is_grade(outcome):
            return outcome
        grade = self.scales.outcomes.neighbours(outcome)[1]
        given: dict[str, Any] = {"entry_id": place.entry, "grade": grade, "because": words.BETWEEN}
        self.rows.add(a.PutForward, **given, saved_by=place.assessor.id, saved_at=place.saved_at)
        return grade

    def _findings(self, place: Place, true: Truth, draw: Random) -> None:
        scale, criteria = self.scales.ratings, true.framework.criteria
        rank = {c.id: scale.ranks[true.facts.ratings[c.id]] for c in criteria}
        best = [c for c in criteria if rank[c.id] == scale.best]
        middle = [c for c in criteria if 0 < rank[c.id] < scale.best]
        worst = [c for c in criteria if rank[c.id] == 0]
        wanted: list[tuple[str, Sequence[Any]]] = [
            ("strength", draw.sample(best, min(1, len(best)))),
            ("work_in_progress", draw.sample(middle, min(1, len(middle)))),
            ("area_for_improvement", draw.sample(worst or middle, min(2, len(worst or middle)))),
        ]
        if best and draw.random() < 0.12:
            wanted.append(("good_practice", [draw.choice(best)]))
        number = 0
        for kind, about in wanted:
            for count, criterion in enumerate(about, start=1):
                self._finding(place, true.framework, kind, count, criterion, number, draw)
                number += 1

    def _finding(
        self, place: Place, framework: Framework, kind: str, count: int, criterion: Any, number: int, draw: Random
    ) -> None:
        title, text = words.finding(kind, criterion, draw.randrange(6))
        found = self.rows.add(
            a.Finding,
            assessment_id=place.assessment,
            entry_id=place.entry,
            kind=kind,
            number=count,
            printed_id=f"{framework.code}-{self.letters[kind]}{count}",
            title=title,
            text=text,
            place=number,
            created_by=place.assessor.id,
            created_at=place.saved_at,
            changed_by=place.assessor.id,
            changed_at=place.saved_at,
        )
        self.rows.add(a.FindingCriterion, finding_id=found, criterion=criterion.id, place=0)
