"""What is done to a meeting: it is called with what was raised, items are added, decisions recorded, and it closes.

Each flushes and records one event. A decision that is recorded stays: what is decided otherwise is another item.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...accounts.models import Person
from ...audit.operations import About, record
from ...grading.words import count_of
from ...promises import BadInput, Conflict, NotFound
from ...ui.times import day
from ..models import MeetingItem, ModerationMeeting
from . import policy, queries


def make(
    session: Session, cycle: str, title: str, on_day: date, codes: Mapping[str, str], *, by: Actor
) -> ModerationMeeting:
    """A meeting with everything on its agenda that was raised for one. `codes` are those of the frameworks."""
    made = ModerationMeeting(cycle_id=cycle, on_day=on_day, title=title, made_by=by.id, made_at=_now(), closed_at=None)
    session.add(made)
    session.flush()
    put = _put(session, made, codes)
    says = f"called the meeting {title} for {day(on_day)}, with {count_of(put, 'item')} from the queue"
    _record(session, made, "called", by, says)
    return made


def bring_in(session: Session, meeting: ModerationMeeting, codes: Mapping[str, str], *, by: Actor) -> int:
    """Puts on the agenda what was raised meanwhile. The answer is how much that was."""
    policy.check_open(meeting.closed_at)
    put = _put(session, meeting, codes)
    if put:
        _record(session, meeting, "extended", by, f"put {count_of(put, 'item')} from the queue on the agenda")
    return put


def add(session: Session, meeting: ModerationMeeting, title: str, *, by: Actor) -> MeetingItem:
    """One more item, which need not come from the queue."""
    policy.check_open(meeting.closed_at)
    if not title.strip():
        raise BadInput("Enter what is to be talked about", "title")
    item = MeetingItem(meeting_id=meeting.id, place=_next_place(session, meeting), title=title.strip())
    session.add(item)
    session.flush()
    _record(session, meeting, "extended", by, f"put on the agenda: {item.title}")
    return item


def decide(
    session: Session, meeting: ModerationMeeting, number: int, decided: str, *, version: int, by: Actor
) -> MeetingItem:
    """Records what the meeting decided on one item, at once and once.

    Raises NotFound, BadInput without words, NotAllowed where it is closed, and Conflict where somebody else was
    quicker.
    """
    item = session.scalars(
        select(MeetingItem).where(MeetingItem.meeting_id == meeting.id, MeetingItem.id == number).with_for_update()
    ).one_or_none()
    if item is None:
        raise NotFound
    if item.recorded_by is not None:
        who = session.get_one(Person, item.recorded_by).name
        raise Conflict(f"{who} recorded a decision on this already: {item.decided}")
    policy.check_open(meeting.closed_at)
    if item.version != version:
        raise Conflict("This item changed after you opened it. Read it again, then record the decision.")
    if not decided.strip():
        raise BadInput("Enter what was decided", "decided")
    item.decided, item.recorded_by, item.recorded_at = decided.strip(), by.id, _now()
    item.version += 1
    session.flush()
    # Those whose home force stands in an item from the queue read the trail too, so it says no more than the place.
    of_queue = item.queue_item_id is not None
    says = f"recorded a decision of {meeting.title} on {f'item {item.place}' if of_queue else item.title}"
    _record(session, meeting, "decided", by, says, None if of_queue else item.decided)
    return item


def close(session: Session, meeting: ModerationMeeting, *, by: Actor) -> None:
    """Ends a meeting. Raises NotAllowed with every item that has no decision."""
    policy.check_can_close(meeting.closed_at, queries.undecided(session, meeting.id))
    meeting.closed_at = _now()
    session.flush()
    _record(session, meeting, "closed", by, f"closed the meeting {meeting.title}")


def _put(session: Session, meeting: ModerationMeeting, codes: Mapping[str, str]) -> int:
    place = _next_place(session, meeting)
    raised = queries.raised(session, meeting.cycle_id)
    session.add_all(
        MeetingItem(
            meeting_id=meeting.id,
            place=place + number,
            title=": ".join(part for part in (codes.get(item.framework or ""), item.says) if part),
            queue_item_id=item.id,
            entry_id=item.entry_id,
        )
        for number, item in enumerate(raised)
    )
    session.flush()
    return len(raised)


def _next_place(session: Session, meeting: ModerationMeeting) -> int:
    # Whoever adds at the same time waits for this row, so that no two items have one place.
    session.execute(select(ModerationMeeting.id).where(ModerationMeeting.id == meeting.id).with_for_update())
    last = session.scalar(select(func.max(MeetingItem.place)).where(MeetingItem.meeting_id == meeting.id))
    return (last or 0) + 1


def _record(
    session: Session, meeting: ModerationMeeting, did: str, by: Actor, says: str, reason: str | None = None
) -> None:
    address = f"/meetings/{meeting.cycle_id}/{meeting.id}"
    about = About("meeting", meeting.id, cycle=meeting.cycle_id, address=address)
    record(session, f"moderation:meeting:{did}", about, by=by, says=says, reason=reason, audience="inspectorate")


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
