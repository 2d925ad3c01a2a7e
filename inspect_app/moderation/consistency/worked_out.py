"""Everything that looks unfair over all forces, as the queue keeps it: a sentence, how grave it is, and about what.

Pure: facts, decisions and readings in, findings out. Each thing is named once, under the gravest of its kinds.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...grading.edition import Edition
from . import wording
from .finding import Judged, Knot, inversions, knots
from .outliers import Outlier, outliers
from .readers import Pair, leanings

KINDS = ("inversion", "same_profile", "outlier", "reader")
"""The gravest first."""
KIND = 10_000
APART, MOST_OTHERS = 100, 99


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that looks unfair. `name` tells it from others of its kind; `digest` is of what it was found in."""

    kind: str
    name: str
    digest: str
    gravity: int
    says: str
    framework: str | None = None
    entry_id: int | None = None
    other_entry_id: int | None = None
    reader_id: int | None = None


def worked_out(
    edition: Edition,
    judged: Iterable[Judged],
    pairs: Sequence[Pair],
    peers: Mapping[str, Collection[str]],
    names: Mapping[str, str],
) -> list[Found]:
    """Everything found, the gravest first. `names` are those of the forces."""
    by_framework: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_framework[one.framework].append(one)
    found: list[Found] = []
    for framework in edition.frameworks:
        entries = by_framework[framework.id]
        tied = knots(edition, framework.id, inversions(edition, framework.id, entries))
        found += (_of_knot(edition, knot, names) for knot in tied)
        named = {knot.entry.entry for knot in tied}
        apart = outliers(edition, entries, peers)
        found += (_of_outlier(edition, one, names) for one in apart if one.judged.entry not in named)
    found += _of_readers(edition, pairs)
    return sorted(found, key=lambda one: (-one.gravity, one.framework or "", one.name))


def _of_knot(edition: Edition, knot: Knot, names: Mapping[str, str]) -> Found:
    kind = "same_profile" if knot.same else "inversion"
    side = "low" if knot.is_lower else "high"
    return Found(
        kind,
        f"{knot.entry.entry} {side}",
        _digest(kind, (knot.entry, *knot.others)),
        _gravity(kind, knot.apart * APART + min(len(knot.others), MOST_OTHERS)),
        wording.of_knot(edition, knot, names),
        knot.entry.framework,
        knot.entry.entry,
        knot.others[0].entry,
    )


def _of_outlier(edition: Edition, one: Outlier, names: Mapping[str, str]) -> Found:
    ranks = edition.scales.outcomes.grades.ranks
    apart = abs(ranks[one.judged.grade] - ranks[one.judged.proposed or one.judged.grade])
    return Found(
        "outlier",
        str(one.judged.entry),
        _digest("outlier", (one.judged,)),
        _gravity("outlier", apart * APART + one.group - one.as_far),
        wording.of_outlier(edition, one, names),
        one.judged.framework,
        one.judged.entry,
    )


def _of_readers(edition: Edition, pairs: Sequence[Pair]) -> Iterator[Found]:
    for leaning in leanings(edition.scales.ratings, pairs):
        side = "harsher" if leaning.steps < 0 else "milder"
        # A new reading alone does not make it another thing; that it has become sure, or turned round, does.
        state = f"{leaning.reader} {side} {leaning.sure}"
        yield Found(
            "reader",
            str(leaning.reader),
            hashlib.sha256(state.encode()).hexdigest(),
            _gravity("reader", (APART if leaning.sure else 0) + min(int(abs(leaning.steps) * 90), 90)),
            wording.of_reader(leaning),
            reader_id=leaning.reader,
        )


def _gravity(kind: str, more: int) -> int:
    return (len(KINDS) - KINDS.index(kind)) * KIND + more


def _digest(kind: str, entries: Iterable[Judged]) -> str:
    states = sorted(f"{one.entry} {one.grade} {one.state}" for one in entries)
    return hashlib.sha256("\n".join([kind, *states]).encode()).hexdigest()
