"""Questions about readings. What somebody may not know of yet is left out here, so that no page can give it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from ...accounts.models import Person
from ...assessment.models import Assessment, Entry
from ...audit.models import AuditEvent
from ...forces.models import Cycle, CyclePriority
from ...grading.edition import Edition
from ..models import Case, InspectionPlan, Reading, ReadingRating, Settlement, SiteVisit
from .policy import AFTER, BOTH

VERBS = "reading:"
"""How the verbs of the trail begin that tell of readings."""
THING = "reading"


@dataclass(frozen=True, slots=True)
class Listed:
    """A reading in a list: of which entry, whose, and how far."""

    id: int
    framework: str
    entry_state: str
    number: int
    reader_id: int
    reader: str
    begun_at: datetime | None
    finished_at: datetime | None
    rated: int


def standing(session: Session, entry: int) -> Sequence[Reading]:
    """The readings of an entry that nobody stood down from, the first reader's first. One statement."""
    mine = (Reading.entry_id == entry, Reading.stood_down_at.is_(None))
    return session.scalars(select(Reading).where(*mine).order_by(Reading.number)).all()


def of_assessment(session: Session, assessment: int) -> Sequence[Listed]:
    """Every reading of an assessment that stands, in printed order; ratings are only counted. One statement."""
    rated = select(func.count()).where(ReadingRating.reading_id == Reading.id).correlate(Reading).scalar_subquery()
    rows = session.execute(
        select(
            Reading.id,
            Entry.framework,
            Entry.state,
            Reading.number,
            Reading.reader_id,
            Person.name,
            Reading.begun_at,
            Reading.finished_at,
            rated,
        )
        .join(Entry, Entry.id == Reading.entry_id)
        .join(Person, Person.id == Reading.reader_id)
        .where(Entry.assessment_id == assessment, Reading.stood_down_at.is_(None))
        .order_by(Entry.place, Entry.id, Reading.number)
    )
    return [Listed(*row) for row in rows]


def waiting(session: Session, reader: int) -> Sequence[tuple[str, str, int]]:
    """The forces and cycles in which somebody has readings to finish, and how many. One statement."""
    rows = session.execute(
        select(Assessment.force_id, Assessment.cycle_id, func.count())
        .join(Entry, Entry.assessment_id == Assessment.id)
        .join(Reading, Reading.entry_id == Entry.id)
        .where(
            Reading.reader_id == reader,
            Reading.stood_down_at.is_(None),
            Reading.finished_at.is_(None),
            Assessment.state == "with_inspectorate",
        )
        .group_by(Assessment.force_id, Assessment.cycle_id)
        .order_by(Assessment.cycle_id.desc(), Assessment.force_id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def ratings(session: Session, readings: Sequence[int]) -> Mapping[int, Mapping[str, ReadingRating]]:
    """What was rated and answered in each of these readings, by the name of what is asked. One statement."""
    found: dict[int, dict[str, ReadingRating]] = {reading: {} for reading in readings}
    rows = select(ReadingRating).where(ReadingRating.reading_id.in_(readings)).order_by(ReadingRating.id)
    for row in session.scalars(rows) if readings else ():
        found[row.reading_id][row.asked] = row
    return found


def rating(session: Session, reading: int, kind: str, asked: str) -> ReadingRating | None:
    """One rating or answer of a reading."""
    mine = (ReadingRating.reading_id == reading, ReadingRating.kind == kind, ReadingRating.asked == asked)
    return session.scalars(select(ReadingRating).where(*mine)).one_or_none()


def settlements(session: Session, entry: int) -> Mapping[str, Settlement]:
    """How differences of an entry were settled, by the name of what is asked. One statement."""
    rows = session.scalars(select(Settlement).where(Settlement.entry_id == entry).order_by(Settlement.id))
    return {row.asked: row for row in rows}


def readers_wanted(session: Session, edition: Edition, entry: int) -> int:
    """How many readers an entry asks for: by its own plan, or else by its cycle. One statement."""
    row: Any = session.execute(
        select(
            Entry.framework,
            InspectionPlan.readers,
            Cycle.readers,
            Cycle.priority_readers,
            CyclePriority.framework,
        )
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Cycle, Cycle.id == Assessment.cycle_id)
        .join(InspectionPlan, InspectionPlan.entry_id == Entry.id, isouter=True)
        .join(
            CyclePriority,
            and_(CyclePriority.cycle_id == Cycle.id, CyclePriority.framework == Entry.framework),
            isouter=True,
        )
        .where(Entry.id == entry)
    ).one()
    framework, planned, usual, priority, is_chosen = row
    if planned is not None:
        return int(planned)
    return int(priority if is_chosen or edition.framework[framework].priority != "no" else usual)


def case_of(session: Session, entry: int) -> Case | None:
    """The case that an entry's reading made. One statement."""
    return session.scalars(select(Case).where(Case.entry_id == entry)).one_or_none()


def visits(session: Session, assessment: int) -> Sequence[SiteVisit]:
    """The visits to the force, in order. One statement."""
    mine = select(SiteVisit).where(SiteVisit.assessment_id == assessment)
    return session.scalars(mine.order_by(SiteVisit.on_day, SiteVisit.id)).all()


def is_over() -> ColumnElement[bool]:
    """That every named reader of the entry in the question has finished, as `policy.Standing.is_over` has it."""
    other = aliased(Reading)
    stands = (other.entry_id == Entry.id, other.stood_down_at.is_(None))
    counted: Any = select(func.count()).where(*stands, other.finished_at.is_not(None)).correlate(Entry)
    unfinished = exists().where(*stands, other.finished_at.is_(None)).correlate(Entry)
    both = and_(Entry.state == "second_reading", counted.scalar_subquery() == BOTH, not_(unfinished))
    return or_(Entry.state.in_(AFTER), both)


def visible(person: int) -> ColumnElement[bool]:
    """That somebody may see the reading in the question, which must join its entry: it is their own, or all is over."""
    return or_(Reading.reader_id == person, is_over())


def unseen_rows(person: int) -> ColumnElement[bool]:
    """That a row of the trail tells of a reading that this person may not see yet."""
    reading = (
        exists()
        .where(Reading.entry_id == Entry.id, cast(Reading.id, String) == AuditEvent.thing_id, not_(visible(person)))
        .correlate(AuditEvent)
    )
    return and_(AuditEvent.verb.startswith(VERBS), AuditEvent.thing == THING, reading)
