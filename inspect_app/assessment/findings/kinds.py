"""The kinds of finding that an edition prints, and which of them can contradict a rating. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ...grading.edition import Edition, Framework, Section
from ...grading.words import listed

NATIONAL = "national_section"
"""The printed part that is about the whole country: the force writes no finding in it."""
CONTEXT = "context"
"""The printed part whose findings stand beside the passages of a loaded record."""
WEAKNESSES, STRENGTHS = frozenset({"area_for_improvement"}), frozenset({"strength", "good_practice"})


class Linked(Protocol):
    """A finding, as far as contradictions go."""

    @property
    def kind(self) -> str: ...

    @property
    def bears_on(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Criteria on which a finding bears, and which are rated as if it did not."""

    criteria: tuple[str, ...]
    sentence: str


def kinds(edition: Edition) -> tuple[Section, ...]:
    """The sections in which a force writes findings, in printed order."""
    return tuple(section for section in edition.sections if section.id != NATIONAL)


def letters(edition: Edition) -> Mapping[str, str]:
    """The letter of each kind: its own, or else the first of its title that no other kind has.

    Kinds with a letter of their own come first.
    """
    found = {section.id: section.letter for section in kinds(edition) if section.letter}
    for section in kinds(edition):
        if section.id not in found:
            free = (sign for sign in section.title.upper() if sign.isalpha() and sign not in found.values())
            found[section.id] = next(free, section.id.upper())
    return found


def contrary(edition: Edition) -> Mapping[str, str]:
    """The step of the rating scale that a finding of each kind contradicts: a weakness the best, a strength the worst.

    Kinds that contradict none are left out.
    """
    steps = edition.scales.ratings.ids()
    if not steps:
        return {}
    return dict.fromkeys(WEAKNESSES, steps[-1]) | dict.fromkeys(STRENGTHS, steps[0])


def contradiction(
    edition: Edition, framework: Framework, finding: Linked, ratings: Mapping[str, str]
) -> Contradiction | None:
    """Where a weakness bears on a criterion rated as well as can be, or a strength on one rated as badly as can be.

    It is pointed out, never forbidden. `ratings` are steps by criterion.
    """
    against = contrary(edition).get(finding.kind)
    criteria = tuple(c for c in finding.bears_on if against is not None and ratings.get(c) == against)
    if against is None or not criteria:
        return None
    numbers = listed([framework.criterion[c].number if c in framework.criterion else c for c in criteria])
    noun, label = finding.kind.replace("_", " "), edition.scales.ratings[against].label.lower()
    return Contradiction(criteria, f"You rated {numbers} {label}, and this {noun} bears on {_it(criteria, numbers)}.")


def _it(criteria: tuple[str, ...], numbers: str) -> str:
    return numbers if len(criteria) == 1 else "them"
