"""What the board asks of the database: columns instead of objects, and a fixed number of statements however much data.

Everything of an entry comes in one row; what of it may be shown is for `cells.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from ...assessment.models import Assessment, Entry, PreviousResult
from ...forces.models import Cycle, Force, NationalCount, NationalResult, PeerForce, PeerGroup
from ..models import Case, Challenge, Decision, Judgement, Settlement


class Known(NamedTuple):
    """Everything that is on record about one entry, seen by nobody yet."""

    entry: int
    force: str
    framework: str
    assessment_state: str
    state: str
    proposed: str | None
    lowest: str | None
    highest: str | None
    proposed_direction: str | None
    digest: str | None
    grade: str | None
    direction: str | None
    published_on: str | None
    decision: int | None
    decided_digest: str | None
    needs_agreement: bool | None
    agreed_at: datetime | None
    last: str | None
    comparability: str | None


class Taking(NamedTuple):
    """A force that takes part in a cycle, and the marking of its assessment."""

    id: str
    name: str
    is_simulated: bool
    state: str
    marking: str

    @property
    def short(self) -> str:
        """The name where room is short."""
        return self.name.removesuffix(" Police").removesuffix(" Constabulary")


@dataclass(frozen=True, slots=True)
class Peers:
    """The group of one force: its title, since when, and its members without the force itself."""

    title: str
    since: date
    members: frozenset[str]


class Year(NamedTuple):
    """What the board needs of a cycle."""

    id: str
    title: str
    edition: str
    assessed_to: date
    forces: int
    submit_by: date | None
    published: str | None


def years(session: Session) -> Sequence[Year]:
    """Every cycle, the newest first. One statement."""
    columns = (
        Cycle.id,
        Cycle.title,
        Cycle.edition,
        Cycle.assessed_to,
        Cycle.forces,
        Cycle.submit_by,
        Cycle.published,
    )
    return [Year(*row) for row in session.execute(select(*columns).order_by(Cycle.assessed_to.desc(), Cycle.id))]


def taking_part(session: Session, cycle: str) -> Sequence[Taking]:
    """The forces of a cycle, by name. One statement."""
    rows = session.execute(
        select(Force.id, Force.name, Force.simulated, Assessment.state, Assessment.marking)
        .join(Assessment, Assessment.force_id == Force.id)
        .where(Assessment.cycle_id == cycle)
        .order_by(Force.name, Force.id)
    )
    return [Taking(*row) for row in rows]


def entries(session: Session, cycle: str, framework: str | None = None) -> Sequence[Known]:
    """Every entry of a cycle, or those of one framework, by force and in printed order. One statement."""
    return [Known(*row) for row in session.execute(_known(cycle, framework))]


def facts(session: Session, cycle: str, framework: str) -> Mapping[int, tuple[str, str | None, str | None]]:
    """The facts of a framework's cases as text, and the grades of both readers, by entry. One statement."""
    rows = session.execute(
        select(Case.entry_id, Case.facts, Case.first_grade, Case.second_grade)
        .join(Entry, Entry.id == Case.entry_id)
        .join(Assessment)
        .where(Assessment.cycle_id == cycle, Entry.framework == framework)
        .order_by(Case.entry_id)
    )
    return {entry: (written, first, second) for entry, written, first, second in rows}


def settled(session: Session, cycle: str, framework: str) -> Mapping[int, Sequence[str]]:
    """What was asked where two readers of a framework differed, by entry. One statement."""
    found: dict[int, list[str]] = defaultdict(list)
    for entry, asked in session.execute(
        select(Settlement.entry_id, Settlement.asked)
        .join(Entry, Entry.id == Settlement.entry_id)
        .join(Assessment)
        .where(Assessment.cycle_id == cycle, Entry.framework == framework)
        .order_by(Settlement.entry_id, Settlement.id)
    ):
        found[entry].append(asked)
    return found


def challenged(session: Session, cycle: str, framework: str) -> frozenset[int]:
    """The entries of a framework with a challenge that is not answered. One statement."""
    return frozenset(
        session.scalars(
            select(Challenge.entry_id)
            .join(Entry, Entry.id == Challenge.entry_id)
            .join(Assessment, Assessment.id == Entry.assessment_id)
            .where(Assessment.cycle_id == cycle, Entry.framework == framework, Challenge.answer.is_(None))
            .order_by(Challenge.entry_id)
        )
    )


def peers(session: Session, on: date) -> Mapping[str, Peers]:
    """The peer group of every force that has one on a day. One statement."""
    rows = session.execute(
        select(PeerGroup.force_id, PeerGroup.title, PeerGroup.begins_on, PeerForce.force_id)
        .join(PeerForce, PeerForce.group_id == PeerGroup.id)
        .where(PeerGroup.begins_on <= on, (PeerGroup.ends_on.is_(None)) | (PeerGroup.ends_on >= on))
        .order_by(PeerGroup.force_id, PeerGroup.begins_on, PeerForce.force_id)
    )
    members: dict[tuple[str, str, date], set[str]] = defaultdict(set)
    for force, title, since, member in rows:
        members[force, title, since].add(member)
    # Of two groups that hold on the same day the younger counts, because rows come in the order of their beginning.
    return {force: Peers(title, since, frozenset(own)) for (force, title, since), own in members.items()}


def national_counts(session: Session, cycle: str, framework: str) -> Mapping[str, int]:
    """How many forces of the country had each grade, as a cycle was published with. One statement."""
    rows = session.execute(
        select(NationalCount.grade, NationalCount.forces)
        .join(NationalResult)
        .where(NationalResult.cycle_id == cycle, NationalResult.framework == framework)
        .order_by(NationalCount.place)
    )
    return dict(rows.all())


def _known(cycle: str, framework: str | None) -> Select[*tuple[Any, ...]]:
    stands = and_(Decision.entry_id == Entry.id, Decision.reopened_at.is_(None), Decision.refused_at.is_(None))
    wanted = [Assessment.cycle_id == cycle, *([Entry.framework == framework] if framework else [])]
    columns = (
        Entry.id,
        Assessment.force_id,
        Entry.framework,
        Assessment.state,
        Entry.state,
        Case.proposed,
        Case.lowest,
        Case.highest,
        Case.proposed_direction,
        Case.digest,
        Judgement.grade,
        Judgement.direction,
        Judgement.published_on,
        Decision.id,
        Decision.case_digest,
        Decision.needs_agreement,
        Decision.agreed_at,
        PreviousResult.grade,
        PreviousResult.comparability,
    )
    return (
        select(*columns)
        .select_from(Entry)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .outerjoin(Case, Case.entry_id == Entry.id)
        .outerjoin(Judgement, Judgement.entry_id == Entry.id)
        .outerjoin(Decision, stands)
        .outerjoin(PreviousResult, PreviousResult.entry_id == Entry.id)
        .where(*wanted)
        .order_by(Assessment.force_id, Entry.place, Entry.id)
    )
