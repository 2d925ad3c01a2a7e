"""The force report as content: every word, number and mark of it, in order, before anybody draws it.

Page, PDF, JSON and CSV draw from these values and add nothing. Sentences may carry `**bold**`; ids such as 1B-A2 are
citable and stand for links. A mark is the id of a grade, direction or rating; the edition says how it looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..grading.edition import Edition
from ..grading.proposal import Proposal
from ..grading.reasons import Verdict
from .year import Finding, GoodPractice, Passage, ResourceScore, SourceFile


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what is said under it. `as_written` quotes somebody: asterisks in it are theirs, and mark nothing."""

    label: str
    text: str
    as_written: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    heading: str
    force_name: str
    assessment: str
    scope: str
    facts: tuple[Row, ...]
    disclaimer: str
    alternative: str  # the picture of all grades, in words


@dataclass(frozen=True, slots=True)
class Meaning:
    """A step of a scale and what it means."""

    mark: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Rung:
    """An outcome and what the method asks for it: all in `text`, or as a `lead` with `points` under it."""

    mark: str
    label: str
    text: str
    lead: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParameterRow:
    name: str
    word: str
    value: str
    default: str
    why: str
    other_readings: str


@dataclass(frozen=True, slots=True)
class MethodPart:
    """How grades are reached."""

    lead: str
    rungs: tuple[Rung, ...]
    grades: tuple[Meaning, ...]
    directions: tuple[Meaning, ...]
    parameters: tuple[ParameterRow, ...]
    notes: tuple[str, ...]
    citing: str


@dataclass(frozen=True, slots=True)
class DomainRow:
    code: str
    title: str
    priority: bool
    note: str


@dataclass(frozen=True, slots=True)
class DomainPart:
    number: str
    title: str
    frameworks: tuple[DomainRow, ...]


@dataclass(frozen=True, slots=True)
class Count:
    mark: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One framework: what was published, what the country had, what the method proposes."""

    code: str
    title: str
    domain: str
    priority: bool
    grade: str
    direction: str
    distribution: tuple[tuple[str, int], ...]
    method: Literal["agrees", "differs", "open"]
    proposal: str
    reason: str
    note: int | None = None


@dataclass(frozen=True, slots=True)
class SummaryPart:
    grades: tuple[Count, ...]
    directions: tuple[Count, ...]
    rows: tuple[SummaryRow, ...]
    notes: tuple[str, ...]
    agreement: str


@dataclass(frozen=True, slots=True)
class NationalPicture:
    """How many forces had each grade, best first; `own` is this force's, and `pointer` is what its bar says."""

    counts: tuple[tuple[str, int], ...]
    own: str
    caption: str
    alternative: str
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion with what was rated and on what it rests."""

    id: str
    number: str
    text: str
    tags: tuple[str, ...]
    component: str | None
    rating: str | None
    rests_on: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One line of the rung table. `result` and `needed` are as people say them; `counts` where it counts criteria."""

    title: str
    result: str
    needed: str
    verdict: Verdict
    test: bool
    against: tuple[str, ...]
    counts: bool = True


@dataclass(frozen=True, slots=True)
class RungRows:
    """One rung or test and its requirements; `decides` where the outcome stands."""

    outcome: str
    requirements: tuple[RequirementRow, ...]
    decides: bool


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """One component: what is met at each level, its outcome at both ends, and what stands against it."""

    title: str
    met: tuple[str, ...]
    floor: str
    ceiling: str
    against: str


@dataclass(frozen=True, slots=True)
class RangePicture:
    """Stops from worst to best, and spans between two of them."""

    stops: tuple[str, ...]
    spans: tuple[tuple[str, str, str], ...]  # label, from, to
    marks: tuple[tuple[str, str], ...]  # label, outcome
    alternative: str


@dataclass(frozen=True, slots=True)
class ReachedPart:
    """How this grade was reached."""

    about: str
    lead: str
    rungs: tuple[RungRows, ...]
    levels: tuple[str, ...]
    components: tuple[ComponentRow, ...]
    note: str
    picture: RangePicture | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FrameworkPart:
    """Everything about one framework."""

    id: str
    code: str
    title: str
    domain_number: str
    domain_title: str
    grade: str
    direction: str
    checked: tuple[str, str]
    caveat: str
    key_issues: tuple[str, ...]
    key_issues_note: str
    national: NationalPicture | None
    national_heading: str
    national_text: str
    scope: tuple[str, ...]
    context: tuple[Passage, ...]
    findings: tuple[tuple[str, str, tuple[Finding, ...]], ...]  # section id, heading, findings in order
    cross_references: tuple[tuple[str, str], ...]  # code, note
    good_practice: tuple[GoodPractice, ...]
    resource_scores: tuple[ResourceScore, ...]
    criteria: tuple[CriterionRow, ...]
    reached: ReachedPart
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """An area for improvement; `short` is how it begins, which says what to do."""

    finding: str
    text: str
    criteria: tuple[str, ...]
    reaches: Literal["every set", "some sets", "none", "no grade above"]
    short: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleGroup:
    code: str
    title: str
    grade: str
    direction: str
    next_grade: str
    rows: tuple[ScheduleRow, ...]


@dataclass(frozen=True, slots=True)
class Term:
    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ReproducePart:
    rows: tuple[Row, ...]
    parameters: tuple[ParameterRow, ...]
    sources: tuple[SourceFile, ...]
    command: str
    note: str
    lead: str = ""


@dataclass(frozen=True)
class ForceReport:
    """The whole report. `edition` says how marks look and is the only thing here that is not text or a number."""

    edition: Edition
    force: str
    cycle: str
    marking: str
    foot: str
    cover: Cover
    method: MethodPart
    domains: tuple[DomainPart, ...]
    overview: tuple[tuple[str, tuple[Passage, ...]], ...]
    coding_note: str
    summary: SummaryPart
    frameworks: tuple[FrameworkPart, ...]
    schedule: tuple[ScheduleGroup, ...]
    schedule_notes: tuple[str, ...]
    glossary: tuple[Term, ...]
    reproduce: ReproducePart
    title: str
    subject: str
    dated: str
    author: str = "inspect-app"
