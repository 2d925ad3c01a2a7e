"""What is done about areas: lines of the log, actions with milestones, and later dates that another person approves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...promises import BadInput, Conflict
from ...ui.times import day
from .. import operations
from ..models import Action, ActionArea, Area, Extension, LogEntry, Milestone

SENT_TWICE = timedelta(minutes=10)
"""The same words by the same person within this time are one sending that came twice."""
SINGLE = "Somebody asked for a later date already. It has to be answered first."


@dataclass(frozen=True, slots=True)
class Planned:
    """An action as somebody plans it. `effort` is in days, `progress` in hundredths."""

    what: str
    owner_id: int | None = None
    owner_post: str | None = None
    due_on: date | None = None
    effort: int | None = None
    progress: int = 0


def add_line(session: Session, area: Area, words: str, *, by: Actor) -> LogEntry | None:
    """Adds to the log; None where the same words came a moment ago, as from a form that was sent twice."""
    since = clock.now().replace(tzinfo=None) - SENT_TWICE
    same = (LogEntry.area_id == area.id, LogEntry.by_id == by.id, LogEntry.words == words, LogEntry.at >= since)
    if session.scalars(select(LogEntry.id).where(*same).limit(1)).first() is not None:
        return None
    entry = operations.log(session, area, words, by=by, kind="progress")
    operations.tell(session, area, "log:added", "added to the log of", by=by, change=(None, {"words": words}))
    return entry


def correct(session: Session, area: Area, entry: LogEntry, words: str, *, by: Actor) -> LogEntry:
    """Adds a correction of a line, which itself stays as it is."""
    made = operations.log(session, area, words, by=by, kind="correction", corrects=entry.id)
    change = ({"words": entry.words}, {"words": words})
    operations.tell(session, area, "log:corrected", "corrected the log of", by=by, change=change)
    return made


def add_action(session: Session, areas: Sequence[Area], planned: Planned, *, by: Actor | None) -> Action:
    """Adds an action that answers these areas, all of one force; the same one sent twice is added once."""
    first, now = areas[0], clock.now().replace(tzinfo=None)
    if by is not None and (there := _same_action(session, first, planned, by)) is not None:
        return there
    action = Action(
        force_id=first.force_id,
        what=planned.what,
        owner_id=planned.owner_id,
        owner_post=planned.owner_post,
        due_on=planned.due_on,
        effort=planned.effort,
        progress=planned.progress,
        made_by=by.id if by else None,
        made_at=now,
    )
    session.add(action)
    session.flush()
    for area in areas:
        session.add(ActionArea(action_id=action.id, area_id=area.id))
        session.flush()
        who = operations.owner_words(session, planned.owner_id, planned.owner_post)
        due = f", by {day(planned.due_on)}" if planned.due_on else ""
        words = f"Action planned: {planned.what} ({who}{due})"
        operations.tell(session, area, "action:added", "planned an action for", by=by, words=words)
    return action


def _same_action(session: Session, area: Area, planned: Planned, by: Actor) -> Action | None:
    since = clock.now().replace(tzinfo=None) - SENT_TWICE
    same = (Action.what == planned.what, Action.made_by == by.id, Action.made_at >= since)
    return session.scalars(
        select(Action).join(ActionArea).where(ActionArea.area_id == area.id, *same).limit(1)
    ).one_or_none()


def change_action(
    session: Session, area: Area, action: Action, planned: Planned, areas: Sequence[Area], version: int, *, by: Actor
) -> None:
    """Saves an action as it is planned now, and which areas it answers. Raises Conflict where it changed meanwhile."""
    if version != action.version:
        raise Conflict("Somebody changed this action after you opened the page.")
    before = _told(action)
    for name in ("what", "owner_id", "owner_post", "due_on", "effort", "progress"):
        setattr(action, name, getattr(planned, name))
    action.version += 1
    there = {row.area_id: row for row in session.scalars(select(ActionArea).where(ActionArea.action_id == action.id))}
    wanted = {one.id for one in areas} | {area.id}
    for gone in there.keys() - wanted:
        session.delete(there[gone])
    session.add_all(ActionArea(action_id=action.id, area_id=new) for new in sorted(wanted - there.keys()))
    session.flush()
    words = f"Action changed: {action.what}, {action.progress}% done"
    operations.tell(
        session, area, "action:changed", "changed an action of", by=by, words=words, change=(before, _told(action))
    )


def _told(action: Action) -> dict[str, object]:
    return {"what": action.what, "due": operations.iso(action.due_on), "progress": action.progress}


def finish_action(session: Session, area: Area, action: Action, *, by: Actor) -> None:
    """Says that an action is done; nothing happens where that is said already."""
    if action.done_at is not None:
        return
    action.done_at, action.done_by = clock.now().replace(tzinfo=None), by.id
    action.progress, action.dropped_because, action.version = 100, None, action.version + 1
    words = f"Action done: {action.what}"
    operations.tell(session, area, "action:finished", "finished an action of", by=by, words=words)


def take_up_again(session: Session, area: Area, action: Action, *, by: Actor) -> None:
    """Says that an action that was done or dropped has to be done after all."""
    if action.done_at is None and action.dropped_because is None:
        return
    action.done_at = action.done_by = action.dropped_because = None
    action.version += 1
    words = f"Action taken up again: {action.what}"
    operations.tell(session, area, "action:taken_up", "took an action up again of", by=by, words=words)


def drop_action(session: Session, area: Area, action: Action, reason: str, *, by: Actor) -> None:
    """Says that an action will not be done, and why."""
    if action.done_at is not None:
        raise BadInput("This action is done, so it cannot be dropped", "because")
    action.dropped_because, action.version = reason, action.version + 1
    words = f"Action dropped: {action.what}. {reason}"
    operations.tell(session, area, "action:dropped", "dropped an action of", by=by, words=words, reason=reason)


def add_milestone(session: Session, area: Area, action: Action, what: str, due_on: date | None, *, by: Actor) -> None:
    """Adds a step of an action; the same step twice is one."""
    same = (Milestone.action_id == action.id, Milestone.what == what)
    if session.scalars(select(Milestone.id).where(*same).limit(1)).first() is not None:
        return
    session.add(Milestone(action_id=action.id, what=what, due_on=due_on, done_on=None))
    session.flush()
    words = f"Milestone set: {what}" + (f", by {day(due_on)}" if due_on else "")
    operations.tell(session, area, "milestone:added", "set a milestone for", by=by, words=words)


def reach(session: Session, area: Area, milestone: Milestone, on: date, *, by: Actor) -> None:
    """Says that a milestone was reached on a day; nothing happens where that is said already."""
    if milestone.done_on is not None:
        return
    milestone.done_on = on
    words = f"Milestone reached: {milestone.what}, {day(on)}"
    operations.tell(session, area, "milestone:reached", "reached a milestone of", by=by, words=words)


def ask_for_longer(session: Session, area: Area, to_day: date, because: str, *, by: Actor) -> Extension:
    """Asks for a later due date. Raises BadInput where the day is no later one or another request waits."""
    waiting = select(Extension).where(Extension.area_id == area.id, Extension.answer.is_(None))
    if (there := session.scalars(waiting).first()) is not None:
        if (there.asked_by, there.to_day, there.because) == (by.id, to_day, because):
            return there
        raise BadInput(SINGLE, "to_day")
    if area.due_on is None or to_day <= area.due_on:
        due = f", which is {day(area.due_on)}" if area.due_on else ""
        raise BadInput(f"Enter a day after the due date{due}", "to_day")
    now = clock.now().replace(tzinfo=None)
    asked = Extension(
        area_id=area.id, from_day=area.due_on, to_day=to_day, because=because, asked_by=by.id, asked_at=now
    )
    session.add(asked)
    session.flush()
    words = f"Asked for more time, until {day(to_day)}: {because}"
    operations.tell(session, area, "extension:asked", "asked for more time for", by=by, words=words, reason=because)
    return asked


def answer_extension(
    session: Session, area: Area, asked: Extension, answer: str, because: str | None, *, by: Actor
) -> None:
    """Approves or refuses a later date; only an approved one moves the due date. Raises BadInput, and Conflict."""
    if asked.answer is not None:
        raise Conflict("Somebody answered this already.")
    if answer == "refused" and not because:
        raise BadInput("Say why it is refused", "because")
    asked.answer, asked.answer_because = answer, because
    asked.answered_by, asked.answered_at = by.id, clock.now().replace(tzinfo=None)
    before = operations.iso(area.due_on)
    if answer == "approved":
        area.due_on = asked.to_day
    session.flush()
    said = "More time approved" if answer == "approved" else "More time refused"
    words = f"{said}: due {day(area.due_on)}" + (f". {because}" if because else "")
    operations.tell(
        session, area, f"extension:{answer}", "answered the request for more time for", by=by, words=words,
        change=({"due": before}, {"due": operations.iso(area.due_on)}), reason=because,
    )  # fmt: skip
