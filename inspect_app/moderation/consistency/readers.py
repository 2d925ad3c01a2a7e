"""Finds readers who are milder or harsher than the rest, and says how far chance alone could explain it.

Pure. It looks only at entries that two people read, because only there does somebody else stand beside each reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...grading.scale import Scale
from .exact import sign_flip

SURE, MATTERS = Fraction(1, 20), Fraction(1, 10)
"""A reader stands out where chance would do as much less often than this, with all readers compared allowed for, and
where the distance in steps is one that matters: many readings make the least of habits certain."""
WORTH_A_LOOK, NOTABLE = Fraction(1, 8), Fraction(1, 4)
"""Short of that, one is named only where the distance is notable, in steps, and chance would seldom do it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """How two people rated one entry, by criterion, and what was settled where they differed, where that is known."""

    entry: int
    readers: tuple[int, int]
    ratings: tuple[Mapping[str, str], Mapping[str, str]]
    settled: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Leaning:
    """How far a reader stands from others on the same entries. `steps` is below 0 for a harsher one.

    `chance` is how often chance alone would do as much, `of` how many readers were compared, and `sure` says whether
    it is more than one such result among so many.
    """

    reader: int
    readings: int
    criteria: int
    steps: Fraction
    chance: Fraction
    of: int
    sure: bool


def leanings(ratings: Scale, pairs: Sequence[Pair]) -> list[Leaning]:
    """The readers who stand out, the surest first.

    Whoever stands out most is named first, and what others read beside them is then left out: or those who read
    beside a harsh reader would look mild.
    """
    people = {reader for pair in pairs for reader in pair.readers}
    found: list[Leaning] = []
    while True:
        aside = {leaning.reader for leaning in found}
        left = [one for one in _compared(ratings, pairs, aside) if one.reader not in aside]
        sure = [one for one in left if one.chance * len(people) <= SURE and abs(one.steps) >= MATTERS]
        if not sure:
            weak = [one for one in left if one.chance <= WORTH_A_LOOK and abs(one.steps) >= NOTABLE]
            return found + sorted(weak, key=_surest)
        first = min(map(_surest, sure))[:2]
        # Two who differ only from each other stand out alike, and nothing says which of them is the one.
        found += [
            Leaning(one.reader, one.readings, one.criteria, one.steps, one.chance, one.of, sure=True)
            for one in sorted(sure, key=_surest)
            if _surest(one)[:2] == first
        ]


def _surest(leaning: Leaning) -> tuple[Fraction, Fraction, int]:
    return leaning.chance, -abs(leaning.steps), leaning.reader


def _compared(ratings: Scale, pairs: Iterable[Pair], aside: set[int]) -> Iterator[Leaning]:
    """Every reader against the others, without the entries that anybody set aside has read."""
    used = [pair for pair in pairs if not aside.intersection(pair.readers)]
    differences: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in used:
        for place, reader in enumerate(pair.readers):
            against = pair.settled if pair.settled is not None else pair.ratings[1 - place]
            total, criteria = _difference(ratings, pair.ratings[place], against)
            if criteria:
                differences[reader].append((total, criteria))
    for reader, counted in sorted(differences.items()):
        total, criteria = sum(steps for steps, _ in counted), sum(number for _, number in counted)
        chance = sign_flip([steps for steps, _ in counted])
        yield Leaning(reader, len(counted), criteria, Fraction(total, criteria), chance, len(differences), sure=False)


def _difference(ratings: Scale, mine: Mapping[str, str], others: Mapping[str, str]) -> tuple[int, int]:
    """How many steps higher one person rated than another, over the criteria that both rated, and how many those are.

    One that either of them thinks does not apply is no matter of mildness.
    """
    ranks = ratings.ranks
    both = [name for name, step in mine.items() if step in ranks and others.get(name) in ranks]
    return sum(ranks[mine[name]] - ranks[others[name]] for name in both), len(both)
