"""Questions about meetings, their agendas, and what was raised for one and stands on none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ..consistency import queries as consistency
from ..consistency.policy import Sight
from ..models import MeetingItem, ModerationMeeting, QueueItem


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting in a list, with how many items it has and how many of them are decided."""

    id: int
    on_day: date
    title: str
    closed_at: datetime | None
    items: int
    decided: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an agenda. `hidden` says that it concerns a home force, so that neither words nor decision show."""

    id: int
    place: int
    title: str
    queue_item: int | None
    decided: str | None
    recorder: str | None
    recorded_at: datetime | None
    version: int
    hidden: bool


def meetings(session: Session, cycle: str) -> Sequence[Listed]:
    """The meetings of a cycle, the newest first. One statement."""
    rows = session.execute(
        select(
            ModerationMeeting.id,
            ModerationMeeting.on_day,
            ModerationMeeting.title,
            ModerationMeeting.closed_at,
            func.count(MeetingItem.id),
            func.count(MeetingItem.recorded_at),
        )
        .outerjoin(MeetingItem, MeetingItem.meeting_id == ModerationMeeting.id)
        .where(ModerationMeeting.cycle_id == cycle)
        .group_by(ModerationMeeting.id)
        .order_by(ModerationMeeting.on_day.desc(), ModerationMeeting.id.desc())
    )
    return [Listed(*row) for row in rows]


def meeting(session: Session, cycle: str, number: int, *, to_change: bool = False) -> ModerationMeeting | None:
    """A meeting; with `to_change`, others who want to change it wait. One statement."""
    asked = select(ModerationMeeting).where(ModerationMeeting.cycle_id == cycle, ModerationMeeting.id == number)
    return session.scalars(asked.with_for_update() if to_change else asked).one_or_none()


def items(session: Session, cycle: str, meeting_id: int, sight: Sight) -> Sequence[Item]:
    """The agenda in order, as somebody may see it. Four statements."""
    rows = session.execute(
        select(MeetingItem, Person.name)
        .outerjoin(Person, Person.id == MeetingItem.recorded_by)
        .where(MeetingItem.meeting_id == meeting_id)
        .order_by(MeetingItem.place, MeetingItem.id)
    )
    seen = {listed.item.id for listed in consistency.queue(session, cycle, sight).items}
    return [
        Item(
            item.id,
            item.place,
            item.title,
            item.queue_item_id,
            item.decided,
            recorder,
            item.recorded_at,
            item.version,
            item.queue_item_id is not None and item.queue_item_id not in seen,
        )
        for item, recorder in rows.all()
    ]


def raised(session: Session, cycle: str) -> Sequence[QueueItem]:
    """What was raised for a meeting and stands on no agenda, the gravest first. One statement."""
    on_one = select(MeetingItem.queue_item_id).where(MeetingItem.queue_item_id.is_not(None))
    return session.scalars(
        select(QueueItem)
        .where(QueueItem.cycle_id == cycle, QueueItem.settled == "meeting", QueueItem.id.not_in(on_one))
        .order_by(QueueItem.gravity.desc(), QueueItem.id)
    ).all()


def undecided(session: Session, meeting_id: int) -> Sequence[str]:
    """The titles of the items without a decision, in order. One statement."""
    return session.scalars(
        select(MeetingItem.title)
        .where(MeetingItem.meeting_id == meeting_id, MeetingItem.recorded_at.is_(None))
        .order_by(MeetingItem.place)
    ).all()
