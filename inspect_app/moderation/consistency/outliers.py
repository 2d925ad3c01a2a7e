"""Finds decisions that are unlike the proposal and unlike those on similar forces. Pure.

A departure alone is no fault: people may know more than the method. One that also leads away from where similar forces
stand is worth a second look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from ...grading.edition import Edition
from .finding import Judged

RARE = Fraction(1, 4)
"""A decision is unlike its peers where at most this share of the group, itself included, stands as far out."""
FEWEST = 3
"""A group with fewer decided peers says nothing."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A decision that stands alone. `as_far` of `group` forces, itself included, stand as far out on its side.

    `of_peers` says whether the group are its most similar forces; otherwise it is every force.
    """

    judged: Judged
    is_lower: bool
    as_far: int
    group: int
    of_peers: bool


def outliers(edition: Edition, judged: Iterable[Judged], peers: Mapping[str, Collection[str]]) -> list[Outlier]:
    """The outliers of one framework. `peers` are each force's most similar forces, where they are known."""
    ranks, entries = edition.scales.outcomes.grades.ranks, list(judged)
    graded = {one.force: ranks[one.grade] for one in entries if one.grade in ranks}
    found = []
    for one in entries:
        proposed = ranks.get(one.proposed or "")
        if not one.departs or proposed is None or one.grade not in ranks:
            continue
        beside = [graded[force] for force in peers.get(one.force, ()) if force in graded and force != one.force]
        of_peers = len(beside) >= FEWEST
        if not of_peers:
            beside = [rank for force, rank in graded.items() if force != one.force]
        mine, is_lower = ranks[one.grade], ranks[one.grade] < proposed
        if len(beside) < FEWEST or not _away(mine, proposed, median(beside)):
            continue
        as_far = 1 + sum(rank <= mine if is_lower else rank >= mine for rank in beside)
        if Fraction(as_far, len(beside) + 1) <= RARE:
            found.append(Outlier(one, is_lower, as_far, len(beside) + 1, of_peers))
    return found


def _away(decided: int, proposed: int, middle: float) -> bool:
    """Whether the departure leads away from the middle of the group."""
    return abs(decided - middle) > abs(proposed - middle)
