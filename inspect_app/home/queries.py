"""What first pages need to know, each question in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from ..accounts.models import OneTimeLink, Person
from ..assessment.models import Assessment, Assignment, Citation, Comment, Entry, Mention, Rating
from ..audit.models import AuditEvent
from ..evidence.models import Evidence
from ..evidence.policy import DUE_SOON
from ..jobs.models import Job
from ..mail.models import Message

VISIT_ENDS_AFTER = timedelta(hours=1)
MOST_CHANGES = 400
"""Changes beyond these are counted, and not read."""
TAKES_A_COPY = ("downloaded", "exported")
"""How the verbs of the trail end that change nothing."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that somebody put to others and that waits for an answer."""

    who: str
    text: str
    framework: str
    criterion: str | None
    finding: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Faults:
    """What waits for an administrator."""

    expired: int
    unsent: int
    failed: int


def last_visit(session: Session, person: int, now: datetime) -> datetime | None:
    """When the visit before this one ended; None for somebody who was never here before.

    An hour without a page ends a visit, also when the page that ends the hour is this one.
    """
    row = session.execute(
        select(Person.last_here_at, Person.previous_visit_ended_at).where(Person.id == person)
    ).one_or_none()
    if row is None:
        return None
    here, before = row
    return here if here is not None and now - here > VISIT_ENDS_AFTER else before


def changes_since(
    session: Session, force: str, cycle: str, since: datetime, but: int
) -> tuple[Sequence[AuditEvent], int]:
    """What others changed in a force and cycle since then, newest first, and how many that were. Two statements.

    Only for those of the force who may see all that is its own. Who took a copy of something is told by the trail.
    """
    mine = and_(
        AuditEvent.audience == "force",
        AuditEvent.force == force,
        AuditEvent.cycle == cycle,
        AuditEvent.at > since,
        or_(AuditEvent.person.is_(None), AuditEvent.person != but),
        *(AuditEvent.verb.not_like(f"%:{took}") for took in TAKES_A_COPY),
    )
    rows = session.scalars(select(AuditEvent).where(mine).order_by(AuditEvent.id.desc()).limit(MOST_CHANGES)).all()
    total = session.scalar(select(func.count()).select_from(AuditEvent).where(mine)) or 0
    return rows, total


def mine(session: Session, assessment: int, person: int) -> tuple[frozenset[int], Mapping[int, frozenset[str]]]:
    """The entries that somebody leads, and the criteria that they look after, by entry. Two statements."""
    leads = session.scalars(select(Entry.id).where(Entry.assessment_id == assessment, Entry.lead_id == person))
    rows = session.execute(
        select(Assignment.entry_id, Assignment.criterion)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Entry.assessment_id == assessment, Assignment.person_id == person)
        .order_by(Assignment.entry_id, Assignment.criterion)
    )
    given: dict[int, set[str]] = {}
    for entry, criterion in rows:
        given.setdefault(entry, set()).add(criterion)
    return frozenset(leads), {entry: frozenset(criteria) for entry, criteria in given.items()}


def has_done(session: Session, assessment: int, person: int) -> tuple[bool, bool]:
    """Whether somebody ever rated a criterion of an assessment, and whether they ever cited evidence. One statement."""
    rated = (
        select(Rating.id)
        .join(Entry, Entry.id == Rating.entry_id)
        .where(Entry.assessment_id == assessment, Rating.saved_by == person)
        .exists()
    )
    cited = (
        select(Citation.id)
        .join(Entry, Entry.id == Citation.entry_id)
        .where(Entry.assessment_id == assessment, Citation.cited_by == person)
        .exists()
    )
    has_rated, has_cited = session.execute(select(rated, cited)).one()
    return has_rated, has_cited


def waiting_for_others(session: Session, assessment: int, person: int) -> Sequence[Pending]:
    """The questions of somebody that others have not answered, eldest first. One statement."""
    first = aliased(Comment)
    rows = session.execute(
        select(Person.name, Comment.text, Entry.framework, Comment.criterion, Comment.finding_id, Comment.written_at)
        .select_from(Mention)
        .join(Comment, Comment.id == Mention.comment_id)
        .join(first, first.id == func.coalesce(Comment.reply_to, Comment.id))
        .join(Entry, Entry.id == Comment.entry_id)
        .join(Person, Person.id == Mention.person_id)
        .where(
            Entry.assessment_id == assessment,
            Comment.written_by == person,
            Mention.answered_at.is_(None),
            first.settled_at.is_(None),
        )
        .order_by(Comment.written_at, Comment.id, Person.name)
    )
    return [Pending(*row) for row in rows]


def evidence_in_need(
    session: Session, force: str, person: int, window: tuple[date, date], today: date, most: int
) -> tuple[Sequence[Evidence], int]:
    """Somebody's own evidence due for review or not counting by its date, soonest due first, and how many there are.

    One statement; at most `most` pieces.
    """
    outside = or_(
        Evidence.effective_from.is_(None), Evidence.effective_from > window[1], Evidence.effective_to < window[0]
    )
    due = and_(Evidence.review_by.is_not(None), Evidence.review_by <= today + DUE_SOON)
    rows = session.execute(
        select(Evidence, func.count().over())
        .where(Evidence.force == force, Evidence.owner_id == person, Evidence.withdrawn_at.is_(None), or_(due, outside))
        .order_by(Evidence.review_by.is_(None), Evidence.review_by, Evidence.number)
        .limit(most)
    ).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0


def states(session: Session, cycle: str) -> Mapping[str, str]:
    """The state of each assessment of a cycle, by force. One statement."""
    rows = session.execute(
        select(Assessment.force_id, Assessment.state).where(Assessment.cycle_id == cycle).order_by(Assessment.force_id)
    )
    return {row.force_id: row.state for row in rows}


def faults(session: Session, now: datetime) -> Faults:
    """What waits for an administrator. One statement."""
    invited = (
        select(func.count(func.distinct(OneTimeLink.person_id)))
        .join(Person, Person.id == OneTimeLink.person_id)
        .where(Person.password_hash.is_(None), Person.closed_at.is_(None), OneTimeLink.purpose == "invitation")
    )
    still = select(OneTimeLink.person_id).where(OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now)
    expired = invited.where(OneTimeLink.person_id.not_in(still))
    unsent = select(func.count()).select_from(Message).where(Message.state == "failed")
    failed = select(func.count()).select_from(Job).where(Job.state == "failed")
    row = session.execute(select(expired.scalar_subquery(), unsent.scalar_subquery(), failed.scalar_subquery())).one()
    return Faults(*row)
