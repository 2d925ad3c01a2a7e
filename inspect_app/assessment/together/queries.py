"""Questions about comments: what was said on what, who may be asked, and which questions wait for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from ... import clock
from ...accounts.models import Person, RoleHeld
from ...accounts.roles import Role
from ..models import Assessment, Comment, Entry, Finding, Mention
from .mentions import Member

ASKED = (Role.ASSESSOR, Role.CHIEF_OFFICER, Role.FORCE_LEAD)
"""Those of a force who may be asked for an answer, because they may give one."""


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as a page shows it. `asks` are the names of those it asks, `waits_for` of those yet to answer."""

    id: int
    reply_to: int | None
    criterion: str | None
    finding: int | None
    printed_id: str | None
    text: str
    who: str
    post: str
    at: datetime
    settled_at: datetime | None
    settled_by: str | None
    asks: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and its replies, eldest first."""

    first: Said
    replies: list[Said] = field(default_factory=list)

    @property
    def is_settled(self) -> bool:
        return self.first.settled_at is not None

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The names of those who were asked in it and have not answered."""
        if self.is_settled:
            return ()
        names = [name for said in (self.first, *self.replies) for name in said.waits_for]
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question put to somebody that they have not answered, and where it stands."""

    comment: int
    thread: int
    force: str
    cycle: str
    framework: str
    criterion: str | None
    finding: int | None
    text: str
    who: str
    at: datetime

    @property
    def address(self) -> str:
        """The path where it can be answered."""
        start = f"/forces/{self.force}/{self.cycle}/assessment/{self.framework}"
        if self.finding:
            return f"{start}/findings/{self.finding}#comment-{self.comment}"
        on = f"?on={self.criterion}" if self.criterion else ""
        return f"{start}/comments{on}#comment-{self.comment}"


def threads(session: Session, entry: int, *, criterion: str | None = None, finding: int | None = None) -> list[Thread]:
    """The threads of an entry, or those on one criterion or finding of it: open ones first, then eldest first.

    Two statements.
    """
    rows = session.execute(_comments(Comment.entry_id == entry, criterion, finding)).all()
    asked: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    mentions = (
        select(Mention.comment_id, Person.name, Mention.answered_at)
        .join(Person, Person.id == Mention.person_id)
        .join(Comment, Comment.id == Mention.comment_id)
        .where(Comment.entry_id == entry)
        .order_by(Mention.comment_id, Person.name)
    )
    for comment, name, answered_at in session.execute(mentions):
        asked[comment].append((name, answered_at is None))
    found: dict[int, Thread] = {}
    for row in rows:
        names = asked[row.id]
        said = replace(
            _as_said(row),
            asks=tuple(name for name, _ in names),
            waits_for=tuple(name for name, waits in names if waits),
        )
        if said.reply_to is None:
            found[said.id] = Thread(said)
        elif said.reply_to in found:
            found[said.reply_to].replies.append(said)
    return sorted(found.values(), key=lambda thread: thread.is_settled)


def counts(session: Session, entry: int) -> Mapping[str | int | None, int]:
    """How many comments there are on the entry (under None), on each criterion and on each finding. One statement."""
    rows = session.execute(
        select(Comment.criterion, Comment.finding_id, func.count())
        .where(Comment.entry_id == entry)
        .group_by(Comment.criterion, Comment.finding_id)
        .order_by(Comment.criterion, Comment.finding_id)
    )
    return {criterion or finding: number for criterion, finding, number in rows}


def team(session: Session, force: str) -> Sequence[Member]:
    """Everybody of a force who may be asked, by name. One statement."""
    rows = session.execute(
        select(Person.id, Person.name, Person.email, Person.post)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(
            RoleHeld.force == force,
            RoleHeld.role.in_([role.value for role in ASKED]),
            or_(RoleHeld.until.is_(None), RoleHeld.until >= clock.today()),
            Person.closed_at.is_(None),
        )
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return [Member(*row) for row in rows]


def waiting(session: Session, assessment: int) -> Mapping[str, int]:
    """How many comments wait for an answer, by framework; frameworks without one are left out. One statement."""
    first = aliased(Comment)
    rows = session.execute(
        _open(select(Entry.framework, func.count(func.distinct(Comment.id))), first)
        .where(Entry.assessment_id == assessment)
        .group_by(Entry.framework)
        .order_by(Entry.framework)
    )
    return {row[0]: row[1] for row in rows}


def waiting_for(session: Session, person: int) -> Sequence[Waiting]:
    """The questions put to somebody that they have not answered, eldest first. One statement."""
    first, asker = aliased(Comment), aliased(Person)
    rows = session.execute(
        _open(
            select(
                Comment.id,
                first.id,
                Assessment.force_id,
                Assessment.cycle_id,
                Entry.framework,
                Comment.criterion,
                Comment.finding_id,
                Comment.text,
                asker.name,
                Comment.written_at,
            ),
            first,
        )
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(asker, asker.id == Comment.written_by)
        .where(Mention.person_id == person)
        .order_by(Comment.written_at, Comment.id)
    )
    return [Waiting(*row) for row in rows]


def _as_said(row: Any) -> Said:
    return Said(*row)


def _open(asked: Any, first: type[Comment]) -> Any:
    """Of mentions that nobody answered, in threads that nobody settled."""
    return (
        asked.select_from(Mention)
        .join(Comment, Comment.id == Mention.comment_id)
        .join(first, first.id == func.coalesce(Comment.reply_to, Comment.id))
        .join(Entry, Entry.id == Comment.entry_id)
        .where(Mention.answered_at.is_(None), first.settled_at.is_(None))
    )


def _comments(mine: ColumnElement[bool], criterion: str | None, finding: int | None) -> Any:
    writer, settler = aliased(Person), aliased(Person)
    query: Any = (
        select(
            Comment.id,
            Comment.reply_to,
            Comment.criterion,
            Comment.finding_id,
            Finding.printed_id,
            Comment.text,
            writer.name,
            writer.post,
            Comment.written_at,
            Comment.settled_at,
            settler.name,
        )
        .join(writer, writer.id == Comment.written_by)
        .outerjoin(settler, settler.id == Comment.settled_by)
        .outerjoin(Finding, Finding.id == Comment.finding_id)
        .where(mine)
        .order_by(Comment.written_at, Comment.id)
    )
    if criterion is not None:
        query = query.where(Comment.criterion == criterion)
    if finding is not None:
        query = query.where(Comment.finding_id == finding)
    return query
