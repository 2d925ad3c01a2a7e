"""Questions about the plan of an inspection: how entries are validated, who is named, and who can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ...accounts.models import HomeForce, Person, RoleHeld
from ...accounts.roles import Role
from ...assessment.models import Assessment, Entry
from ...forces import queries as forces
from ...forces.models import Cycle, Force
from ...grading.edition import Edition, Framework
from ..models import InspectionPlan, Reading, SiteVisit


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named to read an entry, and how far they are; what they found is no part of a plan."""

    reading: int
    reader_id: int
    reader: str
    begun_at: datetime | None
    finished_at: datetime | None

    @property
    def words(self) -> str:
        """How far they are, after a comma."""
        return "finished" if self.finished_at else ("reading" if self.begun_at else "not begun")


@dataclass(frozen=True, slots=True)
class Planned:
    """One entry of the plan. `because` is None, and `version` 0, where the defaults of the cycle stand."""

    entry: int
    entry_state: str
    force: str
    force_name: str
    assessment: int
    assessment_state: str
    framework: Framework
    level: str
    readers: int
    because: str | None
    version: int
    named: Mapping[int, Named] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """How many readers are still to be named."""
        return max(self.readers - len(self.named), 0)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can be named, and the forces of which they read nothing."""

    id: int
    name: str
    email: str
    homes: frozenset[str]


def planned(
    session: Session, edition: Edition, cycle: Cycle, *, force: str = "", framework: str = ""
) -> Sequence[Planned]:
    """The plan of a cycle, or of one force or framework in it, in printed order of frameworks and by force's name.

    Three statements, however many entries.
    """
    asked = (
        select(
            Entry.id,
            Entry.state,
            Entry.framework,
            Force.id.label("force"),
            Force.name,
            Assessment.id.label("assessment"),
            Assessment.state.label("assessment_state"),
            InspectionPlan.level,
            InspectionPlan.readers,
            InspectionPlan.because,
            InspectionPlan.version,
        )
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Force, Force.id == Assessment.force_id)
        .outerjoin(InspectionPlan, InspectionPlan.entry_id == Entry.id)
        .where(Assessment.cycle_id == cycle.id)
        .order_by(Force.name, Force.id, Entry.place, Entry.id)
    )
    if force:
        asked = asked.where(Force.id == force)
    if framework:
        asked = asked.where(Entry.framework == framework)
    named = _named(session, cycle.id, force, framework)
    priorities = forces.priorities(session, cycle.id)
    found = []
    for row in session.execute(asked):
        known = edition.framework.get(row.framework)
        if known is not None:
            found.append(_one(row, known, cycle, known.id in priorities, named.get(row.id, {})))
    return found


def _one(row: Any, framework: Framework, cycle: Cycle, is_priority: bool, named: Mapping[int, Named]) -> Planned:
    two = is_priority or framework.priority != "no"
    return Planned(
        entry=row.id,
        entry_state=row.state,
        force=row.force,
        force_name=row.name,
        assessment=row.assessment,
        assessment_state=row.assessment_state,
        framework=framework,
        level=row.level or cycle.level,
        readers=row.readers or (cycle.priority_readers if two else cycle.readers),
        because=row.because,
        version=row.version or 0,
        named=named,
    )


def _named(session: Session, cycle: str, force: str, framework: str) -> Mapping[int, Mapping[int, Named]]:
    """The readers named for entries of a cycle, by entry and number. One statement."""
    asked = (
        select(
            Reading.entry_id,
            Reading.number,
            Reading.id,
            Reading.reader_id,
            Person.name,
            Reading.begun_at,
            Reading.finished_at,
        )
        .join(Person, Person.id == Reading.reader_id)
        .join(Entry, Entry.id == Reading.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .where(Assessment.cycle_id == cycle, Reading.stood_down_at.is_(None))
        .order_by(Reading.entry_id, Reading.number)
    )
    if force:
        asked = asked.where(Assessment.force_id == force)
    if framework:
        asked = asked.where(Entry.framework == framework)
    found: dict[int, dict[int, Named]] = defaultdict(dict)
    for entry, number, reading, reader_id, reader, begun_at, finished_at in session.execute(asked):
        found[entry][number] = Named(reading, reader_id, reader, begun_at, finished_at)
    return found


def readers(session: Session, on: date) -> Sequence[Reader]:
    """The inspectors with an open account on a day, by name. Two statements."""
    people = session.execute(
        select(Person.id, Person.name, Person.email)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(
            RoleHeld.role == Role.INSPECTOR.value,
            or_(RoleHeld.until.is_(None), RoleHeld.until >= on),
            Person.closed_at.is_(None),
        )
        .order_by(Person.name, Person.id)
    ).all()
    homes: dict[int, set[str]] = defaultdict(set)
    ids = [row.id for row in people]
    for person, force in session.execute(
        select(HomeForce.person_id, HomeForce.force).where(HomeForce.person_id.in_(ids)).order_by(HomeForce.force)
    ):
        homes[person].add(force)
    return [Reader(row.id, row.name, row.email, frozenset(homes[row.id])) for row in people]


def visits(session: Session, assessments: Collection[int]) -> Mapping[int, Sequence[SiteVisit]]:
    """The visits to the forces of these assessments, by assessment, the earliest first. One statement."""
    found: dict[int, list[SiteVisit]] = defaultdict(list)
    asked = select(SiteVisit).where(SiteVisit.assessment_id.in_(list(assessments)))
    for visit in session.scalars(asked.order_by(SiteVisit.on_day, SiteVisit.id)):
        found[visit.assessment_id].append(visit)
    return found


def plan_row(session: Session, entry: int) -> InspectionPlan | None:
    """An entry's own plan, where it has one. One statement."""
    return session.scalars(select(InspectionPlan).where(InspectionPlan.entry_id == entry)).one_or_none()


def standing(session: Session, entries: Collection[int]) -> Mapping[int, Mapping[int, Reading]]:
    """The readings that stand of these entries, by entry and number, to be changed. One statement."""
    found: dict[int, dict[int, Reading]] = defaultdict(dict)
    asked = select(Reading).where(Reading.entry_id.in_(list(entries)), Reading.stood_down_at.is_(None))
    for row in session.scalars(asked.order_by(Reading.entry_id, Reading.number)):
        found[row.entry_id][row.number] = row
    return found
