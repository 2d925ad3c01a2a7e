"""One cycle over all forces as the national report needs it: plain values, and nothing that is not published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ForceTold:
    """A force that takes part: how many of its frameworks are published, of how many."""

    id: str
    name: str
    is_simulated: bool
    marking: str
    published: int
    entries: int

    @property
    def short(self) -> str:
        return self.name.removesuffix(" Police").removesuffix(" Constabulary")

    @property
    def is_whole(self) -> bool:
        """Whether everything of it is published."""
        return 0 < self.entries == self.published


@dataclass(frozen=True, slots=True)
class Told:
    """A published judgement, with last year's grade where the two can be compared in full."""

    force: str
    framework: str
    grade: str
    direction: str
    published_on: str
    last: str | None


@dataclass(frozen=True, slots=True)
class Weakness:
    """In how many forces a published area for improvement bears on a criterion."""

    framework: str
    criterion: str
    forces: int


@dataclass(frozen=True, slots=True)
class Practice:
    """Good practice that was printed or chosen."""

    force: str
    framework: str
    title: str
    text: str


@dataclass(frozen=True)
class Nation:
    """Everything published in a cycle. `assessed` are its first and last day; `improvements` count by framework."""

    cycle: str
    title: str
    edition: str
    edition_digest: str
    assessed: tuple[str, str]
    published: str
    expected: int
    forces: tuple[ForceTold, ...]
    judgements: tuple[Told, ...]
    weaknesses: tuple[Weakness, ...] = ()
    improvements: Mapping[str, int] = field(default_factory=dict)
    practices: tuple[Practice, ...] = ()
