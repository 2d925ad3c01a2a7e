"""Questions about forces and cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Cycle, Force, NationalCount, NationalResult


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
