"""What a board's paper is made of, and its meetings. A fixed number of statements, however many areas there are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from ...accounts.models import Person
from ...forces.models import Force
from ...grading.words import count_of, listed
from ...ui.times import day
from ..models import Action, ActionArea, Area, BoardDecision, BoardMeeting, Closure, Extension, LogEntry
from ..policy import Sight
from ..queries import frameworks_of, last_words, seen
from .pack import Doing, Gathered, Happened, Item, ended_words

AREA = (
    Area.id,
    Area.number,
    Area.kind,
    Area.title,
    Area.source_words,
    Area.priority,
    Area.raised_on,
    Area.published_on,
    Area.due_on,
    Area.no_due_because,
    Area.owner_id,
    Area.owner_post,
    Area.marking,
    Area.made_at,
    Area.closed_how,
    Area.closed_at,
    Area.accepted_until,
    Person.name.label("owner_name"),
    Person.closed_at.label("owner_left"),
)

SAID = ("progress", "correction", "decision")
"""The kinds of lines in a log that are somebody's word; that an area was raised or reassigned is told elsewhere."""
MANY = 3
"""Above this many things of one kind are asked in one line."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of a meeting as its minutes have it."""

    id: int
    decision: str
    area: Any
    action: Any
    recorded_at: Any
    recorded_by: str


def meetings(session: Session, force: str) -> Sequence[Any]:
    """Every meeting of a force, the newest first, with how many decisions it has. One statement."""
    return session.execute(
        select(
            BoardMeeting.on_day,
            BoardMeeting.title,
            BoardMeeting.issued_at,
            BoardMeeting.content,
            func.count(BoardDecision.id).label("decisions"),
        )
        .outerjoin(BoardDecision, BoardDecision.meeting_id == BoardMeeting.id)
        .where(BoardMeeting.force_id == force)
        .group_by(BoardMeeting.id)
        .order_by(BoardMeeting.on_day.desc())
    ).all()


def unfinished(session: Session, force: str, today: date) -> Sequence[tuple[date, str, bool]]:
    """Meetings to come that have no paper, and the last one held if nothing is recorded of what it decided.

    Day, title and whether the paper is issued, the earliest first. One statement.
    """
    decisions = select(BoardDecision.id).where(BoardDecision.meeting_id == BoardMeeting.id).exists()
    newest = select(func.max(BoardMeeting.on_day)).where(BoardMeeting.force_id == force, BoardMeeting.on_day <= today)
    held = and_(BoardMeeting.on_day == newest.scalar_subquery(), BoardMeeting.issued_at.is_not(None), not_(decisions))
    rows = session.execute(
        select(BoardMeeting.on_day, BoardMeeting.title, BoardMeeting.issued_at)
        .where(BoardMeeting.force_id == force)
        .where(or_(and_(BoardMeeting.on_day >= today, BoardMeeting.issued_at.is_(None)), held))
        .order_by(BoardMeeting.on_day)
    )
    return [(on, title, issued is not None) for on, title, issued in rows]


def meeting(session: Session, force: str, on: date) -> BoardMeeting | None:
    """The meeting of a day. One statement."""
    return session.scalars(
        select(BoardMeeting).where(BoardMeeting.force_id == force, BoardMeeting.on_day == on)
    ).one_or_none()


def before(session: Session, force: str, on: date) -> BoardMeeting | None:
    """The meeting before a day. One statement."""
    return session.scalars(
        select(BoardMeeting)
        .where(BoardMeeting.force_id == force, BoardMeeting.on_day < on)
        .order_by(BoardMeeting.on_day.desc())
        .limit(1)
    ).one_or_none()


def decided(session: Session, meeting_id: int) -> list[Decided]:
    """What a meeting decided, in the order in which it was recorded. One statement."""
    action = aliased(Area)
    rows = session.execute(
        select(BoardDecision, Area, action, Person.name)
        .outerjoin(Area, Area.id == BoardDecision.area_id)
        .outerjoin(action, action.id == BoardDecision.new_area_id)
        .outerjoin(Person, Person.id == BoardDecision.recorded_by)
        .where(BoardDecision.meeting_id == meeting_id)
        .order_by(BoardDecision.id)
    )
    return [Decided(d.id, d.decision, area, new, d.recorded_at, name or "") for d, area, new, name in rows]


def gathered(session: Session, force: Force, sight: Sight, on: date, codes: Mapping[str, str]) -> Gathered:
    """Everything for the paper of a meeting on this day. Ten statements, however many areas and actions."""
    last = before(session, force.id, on)
    since = last.on_day if last else None
    rows = session.execute(
        select(*AREA).outerjoin(Person, Person.id == Area.owner_id).where(seen(force.id, sight)).order_by(Area.number)
    ).all()
    open_ids = [row.id for row in rows if row.closed_how is None]
    checks, later, asked = _closures(session, force.id, sight), *_extensions(session, force.id, sight)
    said, frameworks = last_words(session, open_ids, SAID), frameworks_of(session, open_ids)
    pending = {area for area, found in checks.items() if found[-1].result is None}
    items = [
        Item(
            row=row,
            owner=_owner(row.owner_name, row.owner_left, row.owner_post),
            frameworks=[codes.get(f, f).partition(" ")[0] for f in frameworks.get(row.id, ())],
            pending=row.id in pending,
            **_last_word(said.get(row.id)),
            sent_back=_sent_back(checks.get(row.id, ())),
            first_due=min((e.from_day for e in later.get(row.id, ())), default=None),
        )
        for row in rows
    ]
    by_id = {row.id: row for row in rows}
    return Gathered(
        force=force.name,
        items=items,
        changes=_changes(by_id, checks, later, _said_since(session, force.id, sight, since), since),
        actions=_actions(session, force.id, open_ids, by_id, since),
        asks=_asks(by_id, asked, items, on),
        since=since,
        counts_then=_counts_then(last),
    )


def _last_word(entry: LogEntry | None) -> dict[str, Any]:
    return {"said": entry.words, "said_at": entry.at} if entry is not None else {}


def _owner(name: str | None, left: Any, post: str | None) -> str:
    return f"{name} (has left)" if name and left else name or post or ""


def _closures(session: Session, force: str, sight: Sight) -> Mapping[int, Sequence[Any]]:
    rows = session.execute(
        select(Closure.area_id, Closure.result, Closure.missing, Closure.proposed_at, Closure.checked_at)
        .join(Area, Area.id == Closure.area_id)
        .where(seen(force, sight))
        .order_by(Closure.area_id, Closure.number)
    )
    return _by_area(rows)


def _extensions(
    session: Session, force: str, sight: Sight
) -> tuple[Mapping[int, Sequence[Any]], Mapping[int, Sequence[Any]]]:
    """Later due dates that were approved, and those that were asked for and not answered, by area."""
    rows = session.execute(
        select(
            Extension.area_id,
            Extension.from_day,
            Extension.to_day,
            Extension.because,
            Extension.answer,
            Extension.answered_at,
        )
        .join(Area, Area.id == Extension.area_id)
        .where(seen(force, sight))
        .order_by(Extension.area_id, Extension.id)
    ).all()
    approved = _by_area(row for row in rows if row.answer == "approved")
    return approved, _by_area(row for row in rows if row.answer is None)


def _by_area(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.area_id].append(row)
    return found


def _sent_back(checks: Sequence[Any]) -> str | None:
    """What is missing, where the newest check sent it back."""
    return checks[-1].missing if checks and checks[-1].result == "sent_back" else None


def _said_since(session: Session, force: str, sight: Sight, since: date | None) -> Mapping[int, tuple[int, Any, str]]:
    """How many words of progress each area was given since the last board, when the last of them, and that one."""
    if since is None:
        return {}
    counted = (
        select(func.count().label("count"), func.max(LogEntry.id).label("last"))
        .join(Area, Area.id == LogEntry.area_id)
        .where(seen(force, sight), LogEntry.kind == "progress", LogEntry.at > since)
        .group_by(LogEntry.area_id)
        .subquery()
    )
    last = select(LogEntry.area_id, counted.c.count, LogEntry.at, LogEntry.words)
    rows = session.execute(last.join(counted, counted.c.last == LogEntry.id))
    return {area: (count, at, words) for area, count, at, words in rows}


def _changes(
    areas: Mapping[int, Any],
    checks: Mapping[int, Sequence[Any]],
    later: Mapping[int, Sequence[Any]],
    progress: Mapping[int, tuple[int, Any, str]],
    since: date | None,
) -> list[Happened]:
    if since is None:
        return []
    found: list[Happened] = []

    def add(key: int, at: Any, words: str) -> None:
        if at is not None and at.date() > since:
            found.append(Happened(areas[key].number, areas[key].title, at.date(), words))

    for key, row in areas.items():
        add(key, row.made_at, "Added")
        if row.closed_how is not None:
            add(key, row.closed_at, ended_words(row.closed_how))
        for check in checks.get(key, ()):
            add(key, check.proposed_at, "Proposed for closing")
            if check.result == "sent_back":
                add(key, check.checked_at, f"Sent back: {check.missing}")
        for extension in later.get(key, ()):
            add(key, extension.answered_at, f"Due {day(extension.to_day)}, was {day(extension.from_day)}")
        if key in progress:
            count, at, last = progress[key]
            more = f"{count_of(count, 'update').capitalize()} in the log. " if count > 1 else ""
            add(key, at, more + last.rstrip("."))
    return found


def _actions(
    session: Session, force: str, open_ids: Collection[int], areas: Mapping[int, Any], since: date | None
) -> list[Doing]:
    """The actions that are under way, and those that ended since the last board. Two statements."""
    of: dict[int, list[int]] = defaultdict(list)
    links = select(ActionArea.action_id, ActionArea.area_id).join(Action, Action.id == ActionArea.action_id)
    for action_id, area in session.execute(links.where(Action.force_id == force)):
        if area in areas:
            of[action_id].append(areas[area].number)
    rows = session.execute(
        select(Action, Person.name, Person.closed_at)
        .outerjoin(Person, Person.id == Action.owner_id)
        .where(Action.force_id == force)
        .order_by(func.coalesce(Action.due_on, date.max), Action.id)
    )
    found = []
    for action, name, left in rows:
        ended = action.done_at is not None or bool(action.dropped_because)
        recent = action.done_at is not None and (since is None or action.done_at.date() > since)
        if action.id in of and (not ended or recent):
            owner = _owner(name, left, action.owner_post)
            done = action.done_at.date() if action.done_at else None
            numbers = sorted(of[action.id])
            found.append(
                Doing(action.what, numbers, owner, action.due_on, action.progress, done, action.dropped_because)
            )
    return found if open_ids or found else []


def _asks(
    areas: Mapping[int, Any], asked: Mapping[int, Sequence[Any]], items: Sequence[Item], on: date
) -> list[tuple[int | None, str]]:
    """What the register itself asks of the board: later dates, owners, and risks whose acceptance runs out."""
    found: list[tuple[int | None, str]] = [
        (areas[key].number, f"Approve a later date, {day(e.to_day)} instead of {day(e.from_day)}: {e.because}")
        for key, rows in asked.items()
        for e in rows
    ]
    found += _unowned([i.row.number for i in items if i.row.closed_how is None and not i.owner and not i.pending])
    found += [
        (row.number, f"The risk is accepted until {day(row.accepted_until)}: accept it again, or reopen it")
        for row in areas.values()
        if row.closed_how == "risk_accepted" and row.accepted_until and (row.accepted_until - on).days <= 56
    ]
    return sorted(found, key=lambda ask: (ask[0] is None, ask[0] or 0))


def _unowned(numbers: Sequence[int]) -> list[tuple[int | None, str]]:
    """What nobody owns: a line to each, or one for all where there are many."""
    if len(numbers) <= MANY:
        return [(number, "Say who owns this") for number in numbers]
    return [(None, f"Say who owns {len(numbers)} items that nobody owns yet: AFI {listed(map(str, numbers))}")]


def _counts_then(last: BoardMeeting | None) -> dict[str, int]:
    """The counts of the last paper that was issued, as it had them."""
    if last is None or last.issued_at is None or not last.content:
        return {}
    return {row["words"]: row["now"] for row in json.loads(last.content).get("counts", ())}
