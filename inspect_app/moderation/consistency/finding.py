"""Finds forces that are at least as good as others and judged lower. Pure: it reads no row and settles nothing.

Two forces are compared only where the same things were rated, answered and left out: whether meeting eight of nine is
better than meeting seven of seven is not for arithmetic to say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...grading.edition import Edition
from ...grading.facts import Facts
from ...grading.scale import Scale


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry with the facts and the grade that people gave it; `proposed` is None where the method left it open.

    `state` tells these facts and this decision from any others of the same entry.
    """

    entry: int
    force: str
    framework: str
    facts: Facts
    grade: str
    proposed: str | None = None
    state: str = ""

    @property
    def departs(self) -> bool:
        return self.proposed is not None and self.proposed != self.grade


@dataclass(frozen=True, slots=True)
class Inversion:
    """`lower` is at least as good as `higher` on everything, and its grade is `apart` grades lower all the same.

    `same` says that nothing at all tells their facts apart.
    """

    lower: Judged
    higher: Judged
    same: bool
    apart: int


@dataclass(frozen=True, slots=True)
class Knot:
    """Inversions that have one entry in common, which is the first to look at. `others` run from the nearest facts on.

    `is_lower` says that it is the entry in common whose grade looks too low; otherwise its grade looks too high.
    """

    entry: Judged
    others: tuple[Judged, ...]
    is_lower: bool
    same: bool
    apart: int


def inversions(edition: Edition, framework: str, judged: Iterable[Judged]) -> list[Inversion]:
    """Every pair of one framework that breaks the rule of fairness, in the order in which the entries came."""
    profiles, ranks = Profiles(edition, framework), edition.scales.outcomes.grades.ranks
    alike: dict[int, list[tuple[int, int, Judged]]] = defaultdict(list)
    for one in judged:
        if one.framework == framework and one.grade in ranks:
            steps, shape = profiles.of(one.facts)
            alike[shape].append((ranks[one.grade], steps, one))
    found = []
    for comparable in alike.values():
        for first, second in combinations(comparable, 2):
            if first[0] == second[0]:
                continue
            (low, mine, lower), (high, theirs, higher) = sorted((first, second), key=lambda ranked: ranked[0])
            if not theirs & ~mine:
                found.append(Inversion(lower, higher, mine == theirs, high - low))
    return found


def knots(edition: Edition, framework: str, found: Sequence[Inversion]) -> list[Knot]:
    """The inversions of one framework drawn together, so that a single decision is looked at once and not forty times.

    Whichever entry breaks the rule most often comes first; where two do so alike, the one that departs from its
    proposal. Every inversion belongs to exactly one knot.
    """
    left, drawn = list(found), []
    while left:
        counts = Counter((one.entry, is_lower) for i in left for one, is_lower in ((i.lower, True), (i.higher, False)))
        sides = {(one.entry, is_lower): one for i in left for one, is_lower in ((i.lower, True), (i.higher, False))}
        chosen = max(counts, key=lambda side: (counts[side], sides[side].departs, side[1], -side[0]))
        mine = [i for i in left if (i.lower if chosen[1] else i.higher).entry == chosen[0]]
        left = [i for i in left if (i.lower if chosen[1] else i.higher).entry != chosen[0]]
        drawn.append(_knot(edition, framework, sides[chosen], mine, is_lower=chosen[1]))
    return drawn


def _knot(edition: Edition, framework: str, entry: Judged, found: Sequence[Inversion], *, is_lower: bool) -> Knot:
    profiles = Profiles(edition, framework)
    mine, _ = profiles.of(entry.facts)
    # The nearest first, as fewest criteria have to be looked at there; the same facts are nearest of all.
    near = sorted(
        found,
        key=lambda i: (
            (profiles.of((i.higher if is_lower else i.lower).facts)[0] ^ mine).bit_count(),
            -i.apart,
            i.higher.entry,
            i.lower.entry,
        ),
    )
    return Knot(
        entry,
        tuple(i.higher if is_lower else i.lower for i in near),
        is_lower,
        all(i.same for i in near),
        max(i.apart for i in near),
    )


class Profiles:
    """What is known of an entry as two integers: how far up each of its scales it stands, and what was asked at all.

    Each thing asked has as many bits as its scale has steps above the worst, and a better step has the bits of every
    worse one: so one operation says whether one profile is at least as good as another.
    """

    def __init__(self, edition: Edition, framework: str) -> None:
        self.edition, self.framework = edition, edition.framework[framework]
        self._bits: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
        self._nothing: dict[tuple[str, str], int] = {}
        place = shape = 0
        for kind, name, scale, apart in self._asked():
            steps = {step.id: ((1 << rank) - 1 << place, 0) for rank, step in enumerate(scale.steps)}
            if apart is not None:
                steps[apart] = (0, 1 << shape)
            self._bits[kind, name] = steps
            self._nothing[kind, name] = 2 << shape
            place, shape = place + scale.best, shape + 2

    def of(self, facts: Facts) -> tuple[int, int]:
        """The steps, and the shape: two entries of different shapes are not compared."""
        given = {
            "criterion": facts.ratings,
            "factor": facts.factors,
            "condition": facts.conditions,
            "part": facts.parts,
            "outside": {"": facts.external_grade} if facts.external_grade is not None else {},
        }
        steps = shape = 0
        for key, bits in self._bits.items():
            answer = given[key[0]].get(key[1])
            if answer is None:
                shape |= self._nothing[key]
            else:
                at, marked = bits[answer]
                steps, shape = steps | at, shape | marked
        return steps, shape

    def _asked(self) -> Iterator[tuple[str, str, Scale, str | None]]:
        scales, framework = self.edition.scales, self.framework
        none = scales.not_applicable.id if scales.not_applicable else None
        yield from (("criterion", c.id, scales.ratings, none) for c in framework.criteria)
        yield from (("factor", q.id, scales.factor_answers, None) for q in self.edition.method.factors)
        yield from (("condition", q.id, scales.condition_answers, None) for q in framework.direction.conditions)
        yield from (("part", p.id, scales.outcomes.grades, None) for p in framework.parts if p.graded)
        yield ("outside", "", scales.outcomes.grades, None)
