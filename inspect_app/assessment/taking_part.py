"""Makes a force take part in a cycle, and says how far each force is: what the pages of cycles ask of assessments.

It tells counts and states, and never a rating, a finding or a grade.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..evidence import markings
from ..forces.models import Cycle
from ..forces.taking_part import Standing
from ..grading.edition import Edition
from .models import Assessment, Entry, Rating
from .states import ASSESSMENT


def start(session: Session, edition: Edition, cycle: Cycle, force: str) -> None:
    """Makes an empty assessment of a force, with an entry for each framework of the edition, in printed order.

    It carries the lowest marking that was in force then, because nothing stands in it yet.
    """
    assessment = Assessment(
        force_id=force,
        cycle_id=cycle.id,
        edition=edition.id,
        edition_digest=edition.digest,
        coding_note="",
        marking=markings.in_force(cycle.assessed_to)[0],
    )
    session.add(assessment)
    session.flush()
    session.add_all(
        Entry(assessment_id=assessment.id, framework=framework.id, place=place)
        for place, framework in enumerate(edition.frameworks)
    )
    session.flush()


def places(session: Session) -> Sequence[tuple[str, str]]:
    """Every force and cycle of which there is an assessment, the newest cycle of a force first. One statement."""
    rows = session.execute(
        select(Assessment.force_id, Assessment.cycle_id)
        .join(Cycle, Cycle.id == Assessment.cycle_id)
        .order_by(Assessment.force_id, Cycle.assessed_to.desc(), Cycle.id)
    )
    return [(force, cycle) for force, cycle in rows]


def standings(session: Session, edition: Edition, cycle: str) -> Mapping[str, Standing]:
    """How far each force is that takes part in a cycle, by force. One statement."""
    rows = session.execute(
        select(Assessment.force_id, Assessment.state, func.count(Rating.id))
        .outerjoin(Entry, Entry.assessment_id == Assessment.id)
        .outerjoin(Rating, Rating.entry_id == Entry.id)
        .where(Assessment.cycle_id == cycle)
        .group_by(Assessment.id, Assessment.force_id, Assessment.state)
        .order_by(Assessment.force_id)
    )
    criteria = sum(len(framework.criteria) for framework in edition.frameworks)
    return {force: Standing(ASSESSMENT[state].words, rated, criteria) for force, state, rated in rows}
