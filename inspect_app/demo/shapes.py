"""The shapes of the files of a force's published year."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..catalogue.shape import Id, Shape, Text
from ..grading.edition import Edition
from ..grading.facts import Facts, Movement, Previous

FindingId = Annotated[str, Field(pattern=r"^[0-9A-Z]+-[A-Z][0-9]+$")]
SourceLine = Annotated[int, Field(ge=1)]


class Published(Shape):
    """The grade and direction that were published: a person's judgement, not a proposal."""

    grade: Id
    direction: Id
    source_line: SourceLine


class Passage(Shape):
    """A contextual factor, in brief."""

    id: FindingId
    text: Text
    source_line: SourceLine


class Finding(Shape):
    id: FindingId
    kind: Literal["strength", "work_in_progress", "area_for_improvement"]
    text: Text
    bears_on: list[Id] = []
    source_line: SourceLine


class Rating(Shape):
    """One criterion's rating, the findings it rests on, and why."""

    criterion: Id
    rating: Id
    rests_on: Annotated[list[FindingId], Field(min_length=1)]
    because: Text


class Answer(Shape):
    """The answer to a factor or a condition."""

    answer: Id
    rests_on: Annotated[list[FindingId], Field(min_length=1)]
    because: Text


class StatedMovement(Shape):
    """A change on the year before that the report itself states."""

    id: Id
    verdict: Literal["better", "worse", "no_difference"]
    basis: Literal["stated", "judged"]
    component: Id | None = None
    text: Text
    source_line: SourceLine


class PreviousGrade(Shape):
    grade: Id
    text: Text
    source_line: SourceLine


class OutsideGrade(Shape):
    grade: Id
    because: Text
    source_line: SourceLine


class Caveat(Shape):
    text: Text
    source_line: SourceLine


class Entry(Shape):
    """One framework of one force in one cycle."""

    framework: Id
    published: Published
    context: list[Passage] = []
    findings: list[Finding] = []
    ratings: list[Rating] = []
    factors: dict[Id, Answer] = {}
    conditions: dict[Id, Answer] = {}
    movements: list[StatedMovement] = []
    previous: PreviousGrade | None = None
    external_grade: OutsideGrade | None = None
    caveats: list[Caveat] = []

    def facts(self, edition: Edition) -> Facts:
        """What the engine is given: ratings and answers, never the published grade."""
        bases = {"stated": "line", "judged": "judged, line"}
        partial = bool(edition.framework[self.framework].direction.comparable_components)
        previous = None
        if self.previous is not None or partial:
            grade = self.previous.grade if self.previous else None
            previous = Previous(comparability="partial" if partial else "full", grade=grade)
        return Facts(
            edition=edition.id,
            framework=self.framework,
            ratings={r.criterion: r.rating for r in self.ratings},
            factors={name: a.answer for name, a in self.factors.items()},
            conditions={name: a.answer for name, a in self.conditions.items()},
            external_grade=self.external_grade.grade if self.external_grade else None,
            previous=previous,
            movements=tuple(
                Movement(m.id, m.verdict, m.basis, f"{bases[m.basis]} {m.source_line}", m.component)
                for m in self.movements
            ),
        )


class Paragraph(Shape):
    text: Text
    source_line: SourceLine


class OverviewSection(Shape):
    heading: Text
    paragraphs: list[Paragraph]


class ForceFile(Shape):
    """The force, the cycle, and the overview that opens its report."""

    force: Id
    name: Text
    cycle: Id
    edition: Id
    coding: Text
    sections: list[OverviewSection]


class GoodPracticeShape(Shape):
    id: FindingId
    framework: Id
    printed_in: Id
    title: Text
    problem: Text
    solution: Text
    outcome: Text
    when: Text
    within_year: Literal["yes", "partly", "no"]
    evaluated: Literal["yes", "partly", "no"]
    note: Text
    source_line: SourceLine


class GoodPracticeFile(Shape):
    good_practice: list[GoodPracticeShape]


class CrossReferenceShape(Shape):
    from_: Id = Field(alias="from")
    to: Id
    kind: Text
    note: Text
    source_line: SourceLine


class CrossReferencesFile(Shape):
    cross_references: list[CrossReferenceShape]


class ScoreShape(Shape):
    element: Text
    score: Literal["1", "2", "3", "4", "not_available"]
    source_line: SourceLine


class ScoreMeaning(Shape):
    score: int
    meaning: Text


class UseOfResourcesFile(Shape):
    """The auditor's scores, an input to one framework; *not available* is a legal score."""

    framework: Id
    source_line: SourceLine
    scores: list[ScoreShape]
    scale: list[ScoreMeaning]
