"""What passes on when somebody of a force leaves: frameworks to lead, criteria to look after, questions put to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from ..accounts.handover import Change, Work
from ..accounts.models import Person
from ..audit.operations import About, record
from ..grading.words import count_of
from .models import Assessment, Assignment, Comment, Entry, Mention

LEADS = ("framework to lead", "frameworks to lead")
CRITERIA = ("criterion to look after", "criteria to look after")
QUESTIONS = ("question to answer", "questions to answer")


def leads(session: Session, person: int) -> Mapping[str, int]:
    """How many frameworks somebody leads on, by force. One statement."""
    return _by_force(session, _counted().join(Entry).where(Entry.lead_id == person))


def criteria(session: Session, person: int) -> Mapping[str, int]:
    """How many criteria somebody looks after, by force. One statement."""
    return _by_force(session, _counted().join(Entry).join(Assignment).where(Assignment.person_id == person))


def questions(session: Session, person: int) -> Mapping[str, int]:
    """How many comments wait for somebody's answer, by force. One statement."""
    waiting = _counted().join(Entry).join(Comment, Comment.entry_id == Entry.id).join(Mention)
    return _by_force(session, waiting.where(*_waits_for(person)))


def hand_over_leads(session: Session, change: Change) -> int:
    """Lets somebody else lead on every framework of a leaver."""
    entries = session.scalars(_entries(change).where(Entry.lead_id == change.leaver)).all()
    for entry in entries:
        entry.lead_id = change.taker
    session.flush()
    return _told(session, change, LEADS, [entry.framework for entry in entries])


def hand_over_criteria(session: Session, change: Change) -> int:
    """Lets somebody else look after every criterion of a leaver."""
    ids = _entries(change).with_only_columns(Entry.id)
    mine = (Assignment.person_id == change.leaver, Assignment.entry_id.in_(ids))
    which = session.scalars(select(Assignment.criterion).where(*mine).order_by(Assignment.criterion)).all()
    session.execute(update(Assignment).where(*mine).values(person_id=change.taker))
    return _told(session, change, CRITERIA, which)


def hand_over_questions(session: Session, change: Change) -> int:
    """Puts the questions that wait for a leaver to somebody else; one that waits for both waits for the other alone."""
    ids = _entries(change).with_only_columns(Entry.id)
    waiting = session.scalars(
        select(Mention.comment_id)
        .join(Comment, Comment.id == Mention.comment_id)
        .where(*_waits_for(change.leaver), Comment.entry_id.in_(ids))
        .order_by(Mention.comment_id)
    ).all()
    asked_already = select(Mention.comment_id).where(Mention.person_id == change.taker)
    mine = (Mention.person_id == change.leaver, Mention.comment_id.in_(waiting))
    session.execute(delete(Mention).where(*mine, Mention.comment_id.in_(asked_already)))
    session.execute(update(Mention).where(*mine).values(person_id=change.taker))
    return _told(session, change, QUESTIONS, waiting)


def _counted() -> Select[str, int]:
    return select(Assessment.force_id, func.count()).select_from(Assessment).group_by(Assessment.force_id)


def _by_force(session: Session, counted: Select[str, int]) -> Mapping[str, int]:
    return {row[0]: row[1] for row in session.execute(counted)}


def _waits_for(person: int) -> tuple[Any, ...]:
    return Mention.person_id == person, Mention.answered_at.is_(None), Comment.settled_at.is_(None)


def _entries(change: Change) -> Select[Entry]:
    return select(Entry).join(Assessment).where(Assessment.force_id == change.force).order_by(Entry.id)


def _told(session: Session, change: Change, kind: tuple[str, str], which: Sequence[object]) -> int:
    """Writes to the trail what passed on, where anything did."""
    if which:
        leaver, taker = session.get_one(Person, change.leaver), session.get_one(Person, change.taker)
        says = f"handed {count_of(len(which), *kind)} over from {leaver.name} to {taker.name}"
        about = About("person", change.taker, force=change.force)
        before, after = {"who": leaver.name, "which": list(which)}, {"who": taker.name, "which": list(which)}
        record(session, "assessment:work:handed_over", about, by=change.by, says=says, change=(before, after))
    return len(which)


WORK = (
    Work(LEADS[0], leads, hand_over_leads, many=LEADS[1]),
    Work(CRITERIA[0], criteria, hand_over_criteria, many=CRITERIA[1]),
    Work(QUESTIONS[0], questions, hand_over_questions, many=QUESTIONS[1]),
)
