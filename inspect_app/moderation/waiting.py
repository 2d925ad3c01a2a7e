"""What waits for somebody in moderation, counted for first pages; home forces and own readings are left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from ..assessment.models import Assessment, Entry
from .models import Challenge, Decision, FactCheck, Reading


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
