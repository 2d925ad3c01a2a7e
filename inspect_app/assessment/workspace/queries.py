"""Questions about one entry at work: citations, who looks after what, what bears on a criterion; one statement each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ...audit.models import AuditEvent
from ...promises import NotFound
from ..models import (
    Answer,
    Assignment,
    Citation,
    Comment,
    Entry,
    ExternalGrade,
    Finding,
    FindingCriterion,
    PutForward,
    Rating,
)
from ..queries import Asked
from .asked import Asked as Thing


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation that stands: what it supports, by which revision, which part of it, and what it shows."""

    id: int
    asked: str
    revision_id: int
    part: str | None
    shows: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Bearing:
    """A finding that bears on a criterion."""

    id: int
    printed_id: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as it is kept: its step, why, and who saved it when. Version 0 is of what is not answered."""

    step: str | None = None
    because: str | None = None
    version: int = 0
    saved_by: int | None = None
    saved_at: datetime | None = None


def cites(session: Session, entry: int) -> Sequence[Cite]:
    """The citations of an entry's criteria and questions that were not taken back, eldest first."""
    rows: Any = session.execute(
        select(
            Citation.id,
            Citation.asked,
            Citation.revision_id,
            Citation.part,
            Citation.shows,
            Person.name,
            Citation.cited_at,
        )
        .join(Person, Person.id == Citation.cited_by)
        .where(Citation.entry_id == entry, Citation.asked.is_not(None), Citation.taken_back_at.is_(None))
        .order_by(Citation.cited_at, Citation.id)
    )
    return [Cite(*row) for row in rows]


def cite_row(session: Session, entry: int, asked: str, citation: int) -> Citation:
    """The row of a citation that stands. Raises NotFound."""
    row = session.scalars(
        select(Citation).where(
            Citation.id == citation,
            Citation.entry_id == entry,
            Citation.asked == asked,
            Citation.taken_back_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def assigned(session: Session, entry: int) -> Mapping[str, int]:
    """Who looks after which criterion of an entry."""
    rows = session.execute(
        select(Assignment.criterion, Assignment.person_id)
        .where(Assignment.entry_id == entry)
        .order_by(Assignment.criterion)
    )
    return {row[0]: row[1] for row in rows}


def bearing(session: Session, entry: int, criterion: str) -> Sequence[Bearing]:
    """The findings that bear on a criterion, in the order of the report."""
    rows: Any = session.execute(
        select(Finding.id, Finding.printed_id, Finding.kind, Finding.title)
        .join(FindingCriterion, FindingCriterion.finding_id == Finding.id)
        .where(Finding.entry_id == entry, Finding.withdrawn_on.is_(None), FindingCriterion.criterion == criterion)
        .order_by(Finding.place, Finding.id)
    )
    return [Bearing(*row) for row in rows]


def comments_on(session: Session, entry: int, criterion: str) -> int:
    """How many comments there are on a criterion."""
    wanted = select(func.count()).select_from(Comment)
    return session.scalar(wanted.where(Comment.entry_id == entry, Comment.criterion == criterion)) or 0


def judgement(session: Session, entry: int) -> PutForward | None:
    """The grade that a person puts forward for an entry."""
    return session.scalars(select(PutForward).where(PutForward.entry_id == entry)).one_or_none()


def external(session: Session, entry: int) -> ExternalGrade | None:
    """The grade of an entry that another inspection decided."""
    return session.scalars(select(ExternalGrade).where(ExternalGrade.entry_id == entry)).one_or_none()


def names(session: Session, people: Collection[int | None]) -> Mapping[int, str]:
    """The names of people by their ids; no statement where there is nobody."""
    wanted = {person for person in people if person is not None}
    if not wanted:
        return {}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)).order_by(Person.id))
    return {row[0]: row[1] for row in rows}


def row_of(session: Session, entry: int, asked: Thing) -> Rating | Answer | None:
    """What is kept of one thing asked."""
    if asked.is_answer:
        mine = (Answer.entry_id == entry, Answer.kind == asked.kind, Answer.asked == asked.id)
        return session.scalars(select(Answer).where(*mine)).one_or_none()
    return session.scalars(
        select(Rating).where(Rating.entry_id == entry, Rating.criterion == asked.column)
    ).one_or_none()


def rated(session: Session, entry: Entry) -> Asked:
    """Of what the engine is given only what decides the grade: ratings and answers. Two statements."""
    ratings: Any = session.execute(
        select(Rating.criterion, Rating.step, Rating.because, Rating.applies)
        .where(Rating.entry_id == entry.id)
        .order_by(Rating.place, Rating.id)
    ).all()
    answers: Any = session.execute(
        select(Answer.kind, Answer.asked, Answer.answer)
        .where(Answer.entry_id == entry.id)
        .order_by(Answer.place, Answer.id)
    ).all()
    return Asked([entry], {entry.id: ratings}, {entry.id: answers}, movements={}, previous={}, external={})


def held(session: Session, entry: int) -> None:
    """Holds the entry against other writers until the work ends."""
    session.execute(select(Entry.id).where(Entry.id == entry).with_for_update())


def stored(row: Rating | Answer | None) -> Stored:
    """A row as a plain value."""
    if row is None:
        return Stored()
    return of_step(row.step if isinstance(row, Rating) else row.answer, row)


def of_step(step: str, row: Any) -> Stored:
    """A row, or its columns, as a plain value with the step that it holds."""
    return Stored(step, row.because, row.version, row.saved_by, row.saved_at)


def times_told(session: Session, thing: str, thing_id: str) -> int:
    """How many rows of the trail are about a thing."""
    wanted = select(func.count()).select_from(AuditEvent)
    return session.scalar(wanted.where(AuditEvent.thing == thing, AuditEvent.thing_id == thing_id)) or 0


def last_place(session: Session, entry: int, asked: Thing) -> int:
    """The place after the last rating or answer of an entry."""
    table = Answer if asked.is_answer else Rating
    last = session.scalar(select(func.max(table.place)).where(table.entry_id == entry))
    return 0 if last is None else last + 1
