"""One edition of a methodology, as declared: what is inspected and how it is graded.

Plain frozen values. `catalogue` reads them from the data folders and vouches for them; nothing here checks anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from .rules import GradingRule, Method, Question
from .scale import Scales, Source


@dataclass(frozen=True, slots=True)
class Measure:
    """The indicator on which a criterion rests, and the comparison that decides it."""

    indicator: str
    comparison: Literal["at_or_above_peer_average", "in_top_quartile_of_peers", "meets_standard"]
    standard: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One specific grading criterion."""

    id: str
    text: str
    level: str | None = None
    component: str | None = None
    key_issue: str | None = None
    significant: bool = True
    dominant: bool = False
    prerequisite: bool = False
    may_not_apply: bool = False
    measure: Measure | None = None
    also_in: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    provenance: str = "worked"
    worked_from: str = ""

    @property
    def number(self) -> str:
        """The part of the id after the framework, as printed: `1b-f9` is F9, `4b-dv-f1` is DV-F1."""
        return self.id.split("-", 1)[-1].upper()


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a framework that climbs the rungs on its own criteria."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """A thing graded by itself, whose grade is an input to the framework's."""

    id: str
    title: str
    kind: str = ""
    graded: bool = True


@dataclass(frozen=True, slots=True)
class KeyIssue:
    """What a framework looks at; `lost` where the source no longer says it in full."""

    id: str
    text: str
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about a framework, and where it comes from; `framework` where it points to another."""

    note: str
    framework: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class FrameworkDirection:
    """What is special about a framework's direction of travel."""

    not_graded: bool = False
    because: str = ""
    conditions: tuple[Question, ...] = ()
    comparable_components: tuple[str, ...] = ()
    source: Source | None = None


@dataclass(frozen=True)
class Framework:
    """One framework: what is inspected, its criteria, and how its grade is reached."""

    id: str
    code: str
    title: str
    short_title: str
    domain: str
    graded_by: str
    priority: Literal["named", "by_domain", "no"] = "no"
    protective_service: bool = False
    key_issues: tuple[KeyIssue, ...] = ()
    key_issues_note: str = ""
    national_section: str | None = None
    overlaps: tuple[Note, ...] = ()
    scope: tuple[Note, ...] = ()
    components: tuple[Component, ...] = ()
    parts: tuple[Part, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    direction: FrameworkDirection = FrameworkDirection()
    source: Source | None = None

    @cached_property
    def criterion(self) -> Mapping[str, Criterion]:
        return {c.id: c for c in self.criteria}


@dataclass(frozen=True, slots=True)
class Domain:
    id: str
    title: str
    ppaf_domain: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A printed part of every framework, in order; findings of that kind are numbered with its letter."""

    id: str
    title: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    id: str
    title: str
    publisher: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    id: str
    title: str
    unit: str
    good_is: Literal["higher", "lower", "parity"]
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word or abbreviation of the field and its meaning; `also` are other forms of it."""

    term: str
    meaning: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """A whole edition. `digest` is of its declared content, not of comments, layout or examples."""

    id: str
    title: str
    publisher: str
    scales: Scales
    method: Method
    frameworks: tuple[Framework, ...]
    domains: tuple[Domain, ...] = ()
    sections: tuple[Section, ...] = ()
    documents: tuple[Document, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    glossary: tuple[Term, ...] = ()
    unit: str = "force"
    notice: str = ""
    provenance: str = "published"
    period: tuple[str, str] | None = None  # first and last day assessed, ISO 8601
    source: Source | None = None
    digest: str = ""

    @cached_property
    def framework(self) -> Mapping[str, Framework]:
        return {f.id: f for f in self.frameworks}

    def meaning_of(self, word: str) -> str | None:
        """What the glossary says of a word or another form of it; None where it says nothing."""
        return next((term.meaning for term in self.glossary if word in (term.term, *term.also)), None)

    def grading_rule(self, framework: Framework) -> GradingRule:
        return self.method.grading[framework.graded_by]
