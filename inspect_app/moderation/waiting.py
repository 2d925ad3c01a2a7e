"""What waits for somebody in moderation, counted for first pages; home forces and own readings are left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from ..assessment.models import Assessment, Entry
from ..forces.models import Cycle, CyclePriority
from ..grading.edition import Edition
from .models import Challenge, Decision, FactCheck, InspectionPlan, Reading
from .reading.policy import AFTER
from .reading.queries import is_over

BEFORE_THEM = ("signed", "with_inspectorate")
"""States of an assessment in which readers are wanted."""


class Waiting(NamedTuple):
    """How many things of one kind wait in one force and cycle, and for one of them its framework."""

    force: str
    cycle: str
    number: int
    framework: str


def to_moderate(session: Session, person: int, home: Collection[str]) -> Sequence[Waiting]:
    """Entries that wait for a moderator who has read none of them, by force. One statement."""
    own = select(Reading.entry_id).where(Reading.reader_id == person)
    wanted = (Entry.state == "to_moderate", Entry.id.not_in(own), Entry.id.not_in(_undecided()))
    return _by_force(session, home, *wanted)


def to_agree(session: Session, person: int, home: Collection[str]) -> Sequence[Waiting]:
    """Departures of somebody else that wait for a second person who has read none of them, by force. One statement."""
    own = select(Reading.entry_id).where(Reading.reader_id == person)
    return _by_force(session, home, Entry.id.in_(_undecided(but=person)), Entry.id.not_in(own))


def to_settle(session: Session, person: int, home: Collection[str]) -> Sequence[Waiting]:
    """Entries in which somebody and the other reader have finished and differ, by force. One statement."""
    mine = select(Reading.entry_id).where(Reading.reader_id == person, Reading.stood_down_at.is_(None))
    return _by_force(session, home, Entry.state == "second_reading", is_over(), Entry.id.in_(mine))


def without_readers(session: Session, editions: Mapping[str, Edition], home: Collection[str]) -> Sequence[Waiting]:
    """Entries before the inspectorate that want more readers than are named, by force. One statement."""
    standing = (Reading.entry_id == Entry.id, Reading.stood_down_at.is_(None))
    named = select(func.count()).select_from(Reading).where(*standing).correlate(Entry).scalar_subquery()
    chosen = select(CyclePriority.framework).where(CyclePriority.cycle_id == Cycle.id).correlate(Cycle)
    declared = [
        and_(Cycle.edition == name, Entry.framework.in_([f.id for f in edition.frameworks if f.priority != "no"]))
        for name, edition in editions.items()
    ]
    is_priority = or_(Entry.framework.in_(chosen), *declared)
    usual = case((is_priority, Cycle.priority_readers), else_=Cycle.readers)
    wanted = func.coalesce(InspectionPlan.readers, usual)
    rows = session.execute(
        select(Assessment.force_id, Assessment.cycle_id, func.count(), func.min(Entry.framework))
        .join(Entry, Entry.assessment_id == Assessment.id)
        .join(Cycle, Cycle.id == Assessment.cycle_id)
        .outerjoin(InspectionPlan, InspectionPlan.entry_id == Entry.id)
        .where(
            Assessment.state.in_(BEFORE_THEM),
            Entry.state.not_in(AFTER),
            Assessment.force_id.not_in(home),
            named < wanted,
        )
        .group_by(Assessment.force_id, Assessment.cycle_id)
        .order_by(Assessment.cycle_id, Assessment.force_id)
    )
    return [Waiting(*row) for row in rows]


def challenges(session: Session, home: Collection[str]) -> Sequence[Waiting]:
    """Challenges that nobody has answered, by force. One statement."""
    rows = session.execute(
        select(Assessment.force_id, Assessment.cycle_id, func.count(), func.min(Entry.framework))
        .join(Entry, Entry.assessment_id == Assessment.id)
        .join(Challenge, Challenge.entry_id == Entry.id)
        .where(Challenge.answer.is_(None), Assessment.force_id.not_in(home))
        .group_by(Assessment.force_id, Assessment.cycle_id)
        .order_by(Assessment.cycle_id, Assessment.force_id)
    )
    return [Waiting(*row) for row in rows]


def assessments(session: Session, state: str, home: Collection[str]) -> Sequence[Waiting]:
    """Assessments in a state, each with the number of its entries that are not judged. One statement."""
    rows = session.execute(
        select(
            Assessment.force_id,
            Assessment.cycle_id,
            func.count().filter(Entry.state != "judged"),
            func.min(Entry.framework),
        )
        .join(Entry, Entry.assessment_id == Assessment.id)
        .where(Assessment.state == state, Assessment.force_id.not_in(home))
        .group_by(Assessment.force_id, Assessment.cycle_id)
        .order_by(Assessment.cycle_id, Assessment.force_id)
    )
    return [Waiting(*row) for row in rows]


def checked_until(session: Session, assessment: int) -> date | None:
    """The last day of the newest round in which a force checks its facts. One statement."""
    rounds = select(FactCheck.closes_on).where(FactCheck.assessment_id == assessment)
    return session.scalars(rounds.order_by(FactCheck.number.desc()).limit(1)).one_or_none()


def _undecided(but: int | None = None) -> Select[int]:
    """Entries with a decision that waits for a second person, or for one but its author."""
    waits = select(Decision.entry_id).where(
        Decision.needs_agreement,
        Decision.agreed_at.is_(None),
        Decision.refused_at.is_(None),
        Decision.reopened_at.is_(None),
    )
    return waits if but is None else waits.where(Decision.decided_by != but)


def _by_force(session: Session, home: Collection[str], *wanted: ColumnElement[bool]) -> Sequence[Waiting]:
    rows = session.execute(
        select(Assessment.force_id, Assessment.cycle_id, func.count(), func.min(Entry.framework))
        .join(Entry, Entry.assessment_id == Assessment.id)
        .where(*wanted, Assessment.force_id.not_in(home))
        .group_by(Assessment.force_id, Assessment.cycle_id)
        .order_by(Assessment.cycle_id, Assessment.force_id)
    )
    return [Waiting(*row) for row in rows]
