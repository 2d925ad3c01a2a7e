"""The national report as content: every number and word of it, in order, before anybody draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...grading.edition import Edition
from ..content import Count, MethodPart, ReproducePart
from .nation import ForceTold, Nation


@dataclass(frozen=True, slots=True)
class Moved:
    """How many forces have a higher, the same or a lower grade than last year, and how many cannot be compared."""

    higher: int
    same: int
    lower: int
    not_compared: int

    @property
    def compared(self) -> int:
        return self.higher + self.same + self.lower


@dataclass(frozen=True, slots=True)
class Common:
    """A criterion of a framework on which areas for improvement of several forces bear."""

    code: str
    number: str
    text: str
    forces: int


@dataclass(frozen=True, slots=True)
class Practised:
    """Good practice, and whose it is."""

    force: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FrameworkTold:
    """One framework over all forces. `counts` run from the best grade to the worst; `middle` is the grade between."""

    id: str
    code: str
    title: str
    short_title: str
    domain: str
    priority: bool
    counts: tuple[tuple[str, int], ...]
    last: tuple[tuple[str, int], ...]
    middle: str
    moved: Moved
    directions: tuple[Count, ...]
    improvements: int
    common: tuple[Common, ...]
    practices: tuple[Practised, ...]
    moved_words: str
    directions_words: str
    spoken: str

    @property
    def forces(self) -> int:
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class DomainTold:
    number: str
    title: str
    frameworks: tuple[FrameworkTold, ...]


@dataclass(frozen=True)
class NationalReport:
    """The whole report. `judged` is every published judgement by force and framework: its grade and direction."""

    edition: Edition
    nation: Nation
    title: str
    subject: str
    marking: str
    dated: str
    heading: str
    scope: str
    status: str
    simulated: str
    missing: str
    lead: tuple[str, ...]
    grades: tuple[Count, ...]
    directions: tuple[Count, ...]
    moved: Moved
    common: tuple[Common, ...]
    domains: tuple[DomainTold, ...]
    forces: tuple[ForceTold, ...]
    judged: Mapping[tuple[str, str], tuple[str, str]]
    method: MethodPart
    reproduce: ReproducePart

    @property
    def frameworks(self) -> tuple[FrameworkTold, ...]:
        return tuple(one for domain in self.domains for one in domain.frameworks)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is published yet."""
        return not self.judged
