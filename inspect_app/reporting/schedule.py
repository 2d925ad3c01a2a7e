"""The schedule of all areas for improvement, and whether each bears on the next grade."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from ..grading.edition import Edition
from ..grading.proposal import Proposal
from ..grading.reach import Reach
from ..grading.words import in_words
from .content import ScheduleGroup, ScheduleRow
from .year import EntryYear, Finding, ForceYear

IMPROVE = "area_for_improvement"
LONGEST = 400


def groups(edition: Edition, year: ForceYear, proposals: Mapping[str, Proposal]) -> tuple[ScheduleGroup, ...]:
    """One group for each framework that has an area for improvement."""
    made = (_group(edition, entry, proposals[entry.framework]) for entry in year.entries)
    return tuple(group for group in made if group.rows)


def _group(edition: Edition, entry: EntryYear, proposal: Proposal) -> ScheduleGroup:
    framework = edition.framework[entry.framework]
    reach = _next(edition, entry, proposal)
    labels = edition.scales.outcomes.labels
    rows = tuple(
        ScheduleRow(
            f.id,
            f.text,
            tuple(c.number for c in framework.criteria if c.id in f.bears_on),
            _reaches(f, reach),
            _beginning(f.text),
        )
        for f in entry.findings
        if f.kind == IMPROVE
    )
    next_grade = labels[reach.grade] if reach else ""
    return ScheduleGroup(
        framework.code, framework.title, entry.judgement.grade, entry.judgement.direction, next_grade, rows
    )


def _next(edition: Edition, entry: EntryYear, proposal: Proposal) -> Reach | None:
    """What would reach the next grade above the published one, wherever the proposal stands."""
    ranks = edition.scales.outcomes.ranks
    published = ranks.get(entry.judgement.grade, -1)
    return next((reach for reach in proposal.to_reach if ranks[reach.grade] > published), None)


def _beginning(text: str) -> str:
    """The first sentence, which says what to do; of one that never ends, what a few lines hold."""
    first = re.split(r"(?<=[.!?])\s+(?=[A-Z“])", text, maxsplit=1)[0]
    return first if len(first) <= LONGEST else f"{first[:LONGEST].rsplit(' ', 1)[0]} …"


def _reaches(finding: Finding, reach: Reach | None) -> Literal["every set", "some sets", "none", "no grade above"]:
    """Whether a criterion that the finding bears on is in every, in some or in none of the smallest sets."""
    if reach is None or reach.impossible:
        return "no grade above"
    bears = set(finding.bears_on)
    if bears & set(reach.fixed):
        return "every set"
    chosen = {name for _, names in reach.choices for name in names} | {change.item for change in reach.changes}
    return "some sets" if bears & chosen else "none"


def notes(made: tuple[ScheduleGroup, ...]) -> tuple[str, ...]:
    """What the last column means, and how many there are."""
    total = sum(len(group.rows) for group in made)
    return (
        "**Reaches next grade** looks at the smallest sets of rating changes that would reach it. Is a criterion that "
        "this finding bears on in every set, in some sets or in none? Closing an action does not by itself change a "
        "rating: an assessor must rate the criterion again.",
        f"{total} areas for improvement in {in_words(len(made))} frameworks. Owners, dates and progress are kept in "
        "the force's tracker and are not part of this report.",
    )
