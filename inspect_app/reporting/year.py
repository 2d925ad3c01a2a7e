"""One force's year as the report needs it: plain values, wherever they were kept.

What was found, rated and judged, framework by framework; nothing here is worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..grading.facts import Facts


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph and the line of the source it restates. `id` where it can be cited."""

    text: str
    source_line: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A strength, work in progress or area for improvement; `kind` is a section of the edition."""

    id: str
    kind: str
    text: str
    bears_on: tuple[str, ...]
    source_line: int


@dataclass(frozen=True, slots=True)
class Because:
    """The answer or rating given to one thing asked, the passages it rests on, and why."""

    about: str
    answer: str
    rests_on: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What people decided and published. `reason` is set where it departs from a proposal and a reason is on record."""

    grade: str
    direction: str
    source_line: int
    caveats: tuple[Passage, ...] = ()
    reason: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class National:
    """How many forces had each grade in this framework, and what was said of the country as a whole."""

    distribution: Mapping[str, int]
    text: str | None
    source_line: int


@dataclass(frozen=True, slots=True)
class GoodPractice:
    id: str
    framework: str
    printed_in: str
    title: str
    problem: str
    solution: str
    outcome: str
    when: str
    evaluated: str
    note: str
    source_line: int


@dataclass(frozen=True, slots=True)
class CrossReference:
    from_framework: str
    to_framework: str
    kind: str
    note: str
    source_line: int


@dataclass(frozen=True, slots=True)
class ResourceScore:
    """One element of the auditor's use of resources, printed with a framework; None where it was not available."""

    framework: str
    element: str
    score: int | None
    source_line: int


@dataclass(frozen=True, slots=True)
class EntryYear:
    """One framework of one force in one cycle."""

    framework: str
    facts: Facts
    judgement: Judgement
    context: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()
    ratings: tuple[Because, ...] = ()
    factors: tuple[Because, ...] = ()
    conditions: tuple[Because, ...] = ()
    movements: tuple[Passage, ...] = ()
    national: National | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that the record was read from, and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Version:
    """A published version of the report; every one after the first says what changed, and why."""

    number: int
    published: str
    changed: str = ""
    because: str = ""


@dataclass(frozen=True)
class ForceYear:
    """Everything that a force report restates. `published` is the month or day of publication, ISO 8601.

    It is empty for a draft, of which `drawn_on` is the day. `versions` are those published here, newest first; a
    record that was taken over from a source has none. A `simulated` force is made up.
    """

    force: str
    force_name: str
    cycle: str
    cycle_title: str
    assessed: tuple[str, str]
    published: str
    entries: tuple[EntryYear, ...]
    overview: tuple[tuple[str, tuple[Passage, ...]], ...] = ()
    good_practice: tuple[GoodPractice, ...] = ()
    cross_references: tuple[CrossReference, ...] = ()
    resource_scores: tuple[ResourceScore, ...] = ()
    sources: tuple[SourceFile, ...] = ()
    coding_note: str = ""
    marking: str = "OFFICIAL"
    drawn_on: str = ""
    versions: tuple[Version, ...] = ()
    simulated: bool = False
