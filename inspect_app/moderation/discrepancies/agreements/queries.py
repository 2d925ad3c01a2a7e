"""Pairs of ratings by two readers who have both finished, counted for a whole cycle by framework and by reader."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from ....accounts.models import Person
from ....assessment.models import Assessment, Entry
from ....grading.scale import Scale
from ...agreement import Agreement, of_counts
from ...models import Reading, ReadingRating
from ...reading.queries import is_over

Counts = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Agreements:
    """How far readers agree: in all, in each framework, and each reader with whoever read the same."""

    whole: Agreement
    frameworks: Mapping[str, Agreement]
    readers: Mapping[int, Agreement]
    names: Mapping[int, str]


def of_cycle(session: Session, cycle: str, scale: Scale, home: Collection[str] = ()) -> Agreements:
    """The agreement of a cycle, without the forces in `home`. Two statements, however many readings."""
    whole: Counts = Counter()
    frameworks: dict[str, Counts] = defaultdict(Counter)
    readers: dict[int, Counts] = defaultdict(Counter)
    for framework, one, other, first, second, number in session.execute(_pairs(cycle, home)):
        pair = (first, second)
        whole[pair] += number
        frameworks[framework][pair] += number
        readers[one][pair] += number
        # Seen from the second reader the same pair is turned round.
        readers[other][(second, first)] += number
    names: Any = session.execute(select(Person.id, Person.name).where(Person.id.in_(readers)).order_by(Person.name))
    return Agreements(
        whole=_agreement(whole, scale),
        frameworks={name: _agreement(counts, scale) for name, counts in frameworks.items()},
        readers={person: _agreement(counts, scale) for person, counts in readers.items()},
        names={row[0]: row[1] for row in names},
    )


def _pairs(cycle: str, home: Collection[str]) -> Any:
    one, other = aliased(Reading), aliased(Reading)
    first, second = aliased(ReadingRating), aliased(ReadingRating)
    return (
        select(Entry.framework, one.reader_id, other.reader_id, first.step, second.step, func.count())
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(one, and_(one.entry_id == Entry.id, one.number == 1, one.finished_at.is_not(None)))
        .join(other, and_(other.entry_id == Entry.id, other.number == 2, other.finished_at.is_not(None)))
        .join(first, and_(first.reading_id == one.id, first.kind == "criterion"))
        .join(
            second,
            and_(second.reading_id == other.id, second.kind == "criterion", second.asked == first.asked),
        )
        .where(
            Assessment.cycle_id == cycle,
            Assessment.force_id.not_in(list(home)),
            one.stood_down_at.is_(None),
            other.stood_down_at.is_(None),
            is_over(),
        )
        .group_by(Entry.framework, one.reader_id, other.reader_id, first.step, second.step)
        .order_by(Entry.framework, one.reader_id, other.reader_id)
    )


def _agreement(counts: Counts, scale: Scale) -> Agreement:
    ranks: Counter[tuple[int, int]] = Counter()
    left_out = 0
    for (first, second), number in counts.items():
        if first in scale and second in scale:
            ranks[(scale.ranks[first], scale.ranks[second])] += number
        else:
            left_out += number
    return of_counts(ranks, len(scale.steps), left_out)
