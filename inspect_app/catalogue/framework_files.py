"""The files that say what is inspected: the edition, its frameworks, its indicators, and the criteria of each."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from ..grading import edition as declared
from ..grading.rules import Question
from ..grading.scale import Source
from .shape import Flag, Id, Shape, Text


class SourceShape(Shape):
    """A document that the edition lists, and a place in it."""

    document: Id
    line: int | None = Field(None, ge=1)
    page: Text | None = None

    def build(self) -> Source:
        return Source(self.document, self.line, self.page)


def source_of(shape: SourceShape | None) -> Source | None:
    return shape.build() if shape else None


class PeriodShape(Shape):
    from_: date = Field(alias="from")
    to: date


class DocumentShape(Shape):
    title: Text
    publisher: Text = ""
    published: Text = ""


class DomainShape(Shape):
    id: Text
    title: Text
    ppaf_domain: Text | None = None


class SectionShape(Shape):
    id: Id
    title: Text
    letter: Text = ""


class EditionFile(Shape):
    """`edition.yaml`: the methodology and the cycle it was made for."""

    edition: Id
    title: Text
    publisher: Text
    unit: Text = "force"
    period: PeriodShape | None = None
    notice: Text = ""
    provenance: Literal["published", "worked", "inferred"] = "published"
    sources: dict[Id, DocumentShape] = {}
    domains: list[DomainShape] = []
    sections: list[SectionShape] = []
    source: SourceShape | None = None


class KeyIssueShape(Shape):
    id: Id
    text: Text
    lost: Flag = False


class NoteShape(Shape):
    note: Text
    framework: Id | None = None
    source: SourceShape | None = None

    def build(self) -> declared.Note:
        return declared.Note(self.note, self.framework, source_of(self.source))


class PartShape(Shape):
    id: Id
    title: Text
    kind: Text = ""
    graded: Flag = True


class FrameworkFile(Shape):
    """One framework: what is inspected under its code."""

    framework: Id
    code: Text
    title: Text
    short_title: Text
    domain: Text | None = None
    priority: Literal["named", "by_domain", "no"] = "no"
    protective_service: Flag = False
    key_issues: list[KeyIssueShape] = []
    key_issues_note: Text = ""
    national_section: Literal["national_position", "national_context"] | None = None
    overlaps: list[NoteShape] = []
    scope: list[NoteShape] = []
    parts: list[PartShape] = []
    source: SourceShape | None = None


class MeasureShape(Shape):
    indicator: Id
    comparison: Literal["at_or_above_peer_average", "in_top_quartile_of_peers", "meets_standard"]
    standard: Text | None = None


class CriterionShape(Shape):
    """One specific grading criterion."""

    id: Id
    text: Text
    level: Id | None = None
    component: Id | None = None
    key_issue: Id | None = None
    significant: Flag = True
    dominant: Flag = False
    prerequisite: Flag = False
    may_not_apply: Flag = False
    measure: MeasureShape | None = None
    also_in: list[Id] = []
    guidance: Annotated[list[Text], Field(min_length=1)]
    evidence: Annotated[list[Literal["document", "data", "visit", "interview", "survey"]], Field(min_length=1)]
    provenance: Literal["worked", "published", "inferred"]
    worked_from: Text

    def build(self) -> declared.Criterion:
        measure = self.measure
        return declared.Criterion(
            id=self.id,
            text=self.text,
            level=self.level,
            component=self.component,
            key_issue=self.key_issue,
            significant=self.significant,
            dominant=self.dominant,
            prerequisite=self.prerequisite,
            may_not_apply=self.may_not_apply,
            measure=declared.Measure(measure.indicator, measure.comparison, measure.standard) if measure else None,
            also_in=tuple(self.also_in),
            guidance=tuple(self.guidance),
            evidence=tuple(self.evidence),
            provenance=self.provenance,
            worked_from=self.worked_from,
        )


class QuestionShape(Shape):
    """A factor or a condition."""

    id: Id
    label: Text
    question: Text = ""
    source: SourceShape | None = None

    def build(self) -> Question:
        return Question(self.id, self.label, self.question, source_of(self.source))


class ComponentShape(Shape):
    id: Id
    title: Text


class DirectionShape(Shape):
    """What is special about this framework's direction of travel."""

    not_graded: Flag = False
    because: Text = ""
    conditions: list[QuestionShape] = []
    comparable_components: list[Id] = []
    source: SourceShape | None = None

    def build(self) -> declared.FrameworkDirection:
        return declared.FrameworkDirection(
            self.not_graded,
            self.because,
            tuple(q.build() for q in self.conditions),
            tuple(self.comparable_components),
            source_of(self.source),
        )


class CriteriaFile(Shape):
    """How one framework is graded: its criteria, components and special rules."""

    framework: Id
    graded_by: Id | None = None
    components: list[ComponentShape] = []
    direction: DirectionShape = DirectionShape()
    criteria: list[CriterionShape] = []


class IndicatorShape(Shape):
    id: Id
    code: Text | None = None
    title: Text
    unit: Text
    good_is: Literal["higher", "lower", "parity"]

    def build(self) -> declared.Indicator:
        return declared.Indicator(self.id, self.title, self.unit, self.good_is, self.code)


class IndicatorsFile(Shape):
    """`indicators.yaml`: what a criterion's measure may name."""

    indicators: list[IndicatorShape]


class TermShape(Shape):
    term: Text
    meaning: Text
    also: list[Text] = []


class GlossaryFile(Shape):
    """`glossary.yaml`: words and abbreviations of the field; a report prints those that it uses."""

    glossary: list[TermShape]


def build_framework(shape: FrameworkFile, criteria: CriteriaFile, default_grading: str) -> declared.Framework:
    """One framework from its two files."""
    return declared.Framework(
        id=shape.framework,
        code=shape.code,
        title=shape.title,
        short_title=shape.short_title,
        domain=shape.domain or "",
        graded_by=criteria.graded_by or default_grading,
        priority=shape.priority,
        protective_service=shape.protective_service,
        key_issues=tuple(declared.KeyIssue(k.id, k.text, k.lost) for k in shape.key_issues),
        key_issues_note=shape.key_issues_note,
        national_section=shape.national_section,
        overlaps=tuple(n.build() for n in shape.overlaps),
        scope=tuple(n.build() for n in shape.scope),
        components=tuple(declared.Component(c.id, c.title) for c in criteria.components),
        parts=tuple(declared.Part(p.id, p.title, p.kind, p.graded) for p in shape.parts),
        criteria=tuple(c.build() for c in criteria.criteria),
        direction=criteria.direction.build(),
        source=source_of(shape.source),
    )
