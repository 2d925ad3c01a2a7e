"""Questions about forces and cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..promises import NotFound
from .models import Cycle, CycleDate, CyclePriority, Force, NationalCount, NationalResult


@dataclass(frozen=True, slots=True)
class Timetable:
    """A cycle with its other dates in order, and the frameworks to which it gives priority."""

    cycle: Cycle
    dates: Sequence[CycleDate]
    priorities: Sequence[str]


def force_ids(session: Session) -> Sequence[str]:
    """The forces that there are, in alphabetical order."""
    return session.scalars(select(Force.id).order_by(Force.id)).all()


def cycle_ids(session: Session) -> Sequence[str]:
    """The cycles that there are, in order."""
    return session.scalars(select(Cycle.id).order_by(Cycle.id)).all()


def national_results(session: Session, cycle: str) -> Mapping[str, tuple[NationalResult, Mapping[str, int]]]:
    """For each framework what was said of the whole country, and how many forces had each grade. Two statements."""
    results = session.scalars(
        select(NationalResult).where(NationalResult.cycle_id == cycle).order_by(NationalResult.place)
    ).all()
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for count in session.scalars(
        select(NationalCount)
        .join(NationalResult)
        .where(NationalResult.cycle_id == cycle)
        .order_by(NationalCount.national_result_id, NationalCount.place)
    ):
        counts[count.national_result_id][count.grade] = count.forces
    return {result.framework: (result, counts[result.id]) for result in results}


def forces(session: Session) -> Sequence[Force]:
    """The forces that there are, by name. One statement."""
    return session.scalars(select(Force).order_by(Force.name, Force.id)).all()


def cycles(session: Session) -> Sequence[Cycle]:
    """The cycles that there are, the newest first. One statement."""
    return session.scalars(select(Cycle).order_by(Cycle.assessed_to.desc(), Cycle.id)).all()


def timetable(session: Session, cycle: str) -> Timetable:
    """A cycle with everything that its timetable holds. Raises NotFound. Three statements."""
    found = session.get(Cycle, cycle)
    if found is None:
        raise NotFound
    return Timetable(found, dates(session, cycle), priorities(session, cycle))


def dates(session: Session, cycle: str) -> Sequence[CycleDate]:
    """The other dates of a cycle, in order. One statement."""
    return session.scalars(
        select(CycleDate).where(CycleDate.cycle_id == cycle).order_by(CycleDate.on, CycleDate.what)
    ).all()


def priorities(session: Session, cycle: str) -> Sequence[str]:
    """The frameworks to which a cycle gives priority, besides those of its edition. One statement."""
    return session.scalars(
        select(CyclePriority.framework).where(CyclePriority.cycle_id == cycle).order_by(CyclePriority.framework)
    ).all()
