"""Questions about one entry before a moderator: its case, its decisions, who read it. Each is one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from ...accounts.models import HomeForce, Person, RoleHeld
from ...accounts.roles import Role
from ...assessment.models import Assessment, Entry
from ..models import Case, Challenge, Decision, Judgement, Reading


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as pages show it, with the names of everybody who had a part in it."""

    id: int
    number: int
    case_digest: str
    proposed: str | None
    proposed_direction: str | None
    force_grade: str | None
    first_grade: str | None
    second_grade: str | None
    grade: str
    direction: str
    departs: bool
    because: str | None
    needs_agreement: bool
    decided_by: int
    decided_at: datetime
    agreed_at: datetime | None
    refused_at: datetime | None
    refused_because: str | None
    reopened_at: datetime | None
    reopened_because: str | None
    decider: str
    agreer: str | None
    refuser: str | None
    reopener: str | None

    @property
    def stands(self) -> bool:
        """Whether nothing ended it."""
        return self.refused_at is None and self.reopened_at is None

    @property
    def waits(self) -> bool:
        """Whether it takes effect only when a second person agrees, and nobody has yet."""
        return self.stands and self.needs_agreement and self.agreed_at is None

    @property
    def grade_differs(self) -> bool:
        return self.proposed is not None and self.grade != self.proposed


@dataclass(frozen=True, slots=True)
class Challenged:
    """What a force said is wrong in a draft report, and whether it was answered."""

    number: int
    words: str
    wrong: str
    made_at: datetime
    answer: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody to ask, or to write to."""

    id: int
    name: str
    email: str


def entry_at(
    session: Session, force: str, cycle: str, framework: str, *, to_change: bool = False
) -> tuple[Assessment, Entry] | None:
    """The entry at an address, with its assessment; with `to_change`, others who want to change it wait."""
    asked = (
        select(Assessment, Entry)
        .join(Entry, Entry.assessment_id == Assessment.id)
        .where(Assessment.force_id == force, Assessment.cycle_id == cycle, Entry.framework == framework)
    )
    row = session.execute(asked.with_for_update() if to_change else asked).one_or_none()
    return None if row is None else (row[0], row[1])


def case_of(session: Session, entry: int) -> Case | None:
    """What came before the moderator, as its last reading left it."""
    return session.scalars(select(Case).where(Case.entry_id == entry)).one_or_none()


def decisions_of(session: Session, entry: int) -> Sequence[Made]:
    """Every decision on an entry, newest first."""
    decider, agreer, refuser, reopener = (aliased(Person) for _ in range(4))
    rows: Any = session.execute(
        select(
            *(getattr(Decision, name) for name in _COLUMNS),
            decider.name,
            agreer.name,
            refuser.name,
            reopener.name,
        )
        .join(decider, decider.id == Decision.decided_by)
        .outerjoin(agreer, agreer.id == Decision.agreed_by)
        .outerjoin(refuser, refuser.id == Decision.refused_by)
        .outerjoin(reopener, reopener.id == Decision.reopened_by)
        .where(Decision.entry_id == entry)
        .order_by(Decision.number.desc())
    )
    return [Made(*row) for row in rows]


def standing(session: Session, entry: int) -> Decision | None:
    """The decision of an entry that nothing ended, in effect or still waiting."""
    return session.scalars(
        select(Decision).where(
            Decision.entry_id == entry, Decision.refused_at.is_(None), Decision.reopened_at.is_(None)
        )
    ).one_or_none()


def last_number(session: Session, entry: int) -> int:
    """The number of an entry's newest decision; 0 where there was none."""
    return session.scalar(select(func.max(Decision.number)).where(Decision.entry_id == entry)) or 0


def judgement_of(session: Session, entry: int) -> Judgement | None:
    """The judgement of an entry, if it has one."""
    return session.scalars(select(Judgement).where(Judgement.entry_id == entry)).one_or_none()


def has_read(session: Session, entry: int, person: int) -> bool:
    """Whether somebody is or was a reader of an entry; one who stood down before beginning was none."""
    mine = select(Reading.id).where(
        Reading.entry_id == entry,
        Reading.reader_id == person,
        or_(Reading.stood_down_at.is_(None), Reading.begun_at.is_not(None)),
    )
    return session.scalars(mine.limit(1)).first() is not None


def readings_of(session: Session, entry: int) -> Sequence[tuple[Reading, str]]:
    """The readings of an entry that stand, in their order, each with its reader's name."""
    rows = session.execute(
        select(Reading, Person.name)
        .join(Person, Person.id == Reading.reader_id)
        .where(Reading.entry_id == entry, Reading.stood_down_at.is_(None))
        .order_by(Reading.number)
    )
    return [(reading, name) for reading, name in rows]


def challenges_of(session: Session, entry: int) -> Sequence[Challenged]:
    """What the force challenged about an entry, newest first."""
    rows: Any = session.execute(
        select(Challenge.number, Challenge.words, Challenge.wrong, Challenge.made_at, Challenge.answer)
        .where(Challenge.entry_id == entry)
        .order_by(Challenge.number.desc())
    )
    return [Challenged(*row) for row in rows]


def who_could_agree(session: Session, entry: int, force: str, but: int, on: date) -> Sequence[Told]:
    """Moderators and national leads who did not read the entry and whose home force it is not, by name."""
    readers = select(Reading.reader_id).where(Reading.entry_id == entry)
    at_home = select(HomeForce.person_id).where(HomeForce.force == force)
    rows = session.execute(
        select(Person.id, Person.name, Person.email)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(
            RoleHeld.role.in_([Role.MODERATOR.value, Role.NATIONAL_LEAD.value]),
            RoleHeld.force.is_(None),
            or_(RoleHeld.until.is_(None), RoleHeld.until >= on),
            Person.closed_at.is_(None),
            Person.id != but,
            Person.id.not_in(readers),
            Person.id.not_in(at_home),
        )
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return [Told(*row) for row in rows]


_COLUMNS = (
    "id",
    "number",
    "case_digest",
    "proposed",
    "proposed_direction",
    "force_grade",
    "first_grade",
    "second_grade",
    "grade",
    "direction",
    "departs",
    "because",
    "needs_agreement",
    "decided_by",
    "decided_at",
    "agreed_at",
    "refused_at",
    "refused_because",
    "reopened_at",
    "reopened_because",
)
