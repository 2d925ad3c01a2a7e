"""The protective markings of the two schemes that were in force, lowest first, and who among the readers sees how far.

It decides only by the marking; whether somebody may see a force's evidence at all is decided before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Marking:
    """One marking: its words, and its level, which can be compared between the schemes."""

    words: str
    level: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """The markings in force from one day on, lowest first."""

    since: date
    markings: tuple[Marking, ...]


SCHEMES = (
    Scheme(
        date(2014, 4, 2),
        (Marking("OFFICIAL", 0), Marking("OFFICIAL-SENSITIVE", 1), Marking("SECRET", 3)),
    ),
    Scheme(
        date.min,
        (Marking("NOT PROTECTIVELY MARKED", 0), Marking("RESTRICTED", 1), Marking("CONFIDENTIAL", 2)),
    ),
)
"""Newest first. CONFIDENTIAL has no successor, and SECRET is above it."""

VIEWERS_SEE = 1
"""Viewers change nothing and are the widest circle, so they see up to the lowest sensitive level and nothing above."""

_LEVELS = {marking.words: marking.level for scheme in SCHEMES for marking in scheme.markings}
HIGHEST = max(_LEVELS.values())


def in_force(on: date) -> tuple[str, ...]:
    """The markings that a document of that day carries, lowest first."""
    scheme = next(scheme for scheme in SCHEMES if scheme.since <= on)
    return tuple(marking.words for marking in scheme.markings)


def level(marking: str) -> int:
    """How high a marking is; one that no scheme knows counts as the highest, so that nothing is shown by mistake."""
    return _LEVELS.get(marking.upper(), HIGHEST)


def highest(markings: Iterable[str]) -> str | None:
    """The highest of those that a page shows; None where it shows none."""
    return max(markings, key=level, default=None)


def up_to(most: int) -> tuple[str, ...]:
    """Every marking of both schemes up to a level."""
    return tuple(words for words, its in _LEVELS.items() if its <= most)
