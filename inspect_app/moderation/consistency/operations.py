"""What is done with the queue: everything is looked over again, and one thing is settled with a note.

Each flushes and records one event. Nothing is settled twice, and nothing settled is taken out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...assessment.models import Entry
from ...audit.operations import About, record
from ...forces.models import Cycle
from ...grading.edition import Edition
from ...grading.words import count_of
from ...promises import BadInput, Conflict, NotAllowed
from ...ui.times import day
from ..deciding import operations as deciding
from ..models import QueueItem, QueueLook
from . import queries
from .policy import Sight, check_can_settle
from .worked_out import Found, worked_out

WAYS = ("right", "reopen", "reopen_other", "meeting")
BACK = "{which} is not judged any more: it went back to moderation."
MOVED = "The facts or a decision changed. What is found in them now stands as one of its own."
GONE = "It does not hold any more, with the facts and decisions as they are now."


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking again brought: how many things are new, and how many closed themselves."""

    new: int
    closed: int
    decisions: int


def look(session: Session, edition: Edition, cycle: Cycle, *, by: Actor | None) -> Looked:
    """Works the queue out again from every decision. What was found before is kept once; what does not hold closes."""
    # Whoever looks at the same time waits, or both would add the same things.
    session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())
    judged, facts = queries.everything(session, cycle.id)
    names = queries.names(session)
    found = worked_out(
        edition, judged, queries.pairs(session, cycle.id, facts), queries.peers(session, cycle.assessed_to), names
    )
    now = clock.now().replace(tzinfo=None)
    there = {
        (item.kind, item.name, item.digest): item
        for item in session.scalars(select(QueueItem).where(QueueItem.cycle_id == cycle.id).with_for_update())
    }
    new = _keep(session, cycle.id, found, there, now)
    codes = {framework.id: framework.code for framework in edition.frameworks}
    holds = {(one.kind, one.name, one.digest) for one in found}
    closed = _close(there, holds, {one.entry for one in judged}, codes, now)
    kept = session.get(QueueLook, cycle.id)
    if kept is None:
        session.add(QueueLook(cycle_id=cycle.id, looked_at=now, looked_by=by.id if by else None, decisions=len(judged)))
    else:
        kept.looked_at, kept.looked_by, kept.decisions = now, by.id if by else None, len(judged)
    session.flush()
    about = About("queue", cycle.id, cycle=cycle.id, address=f"/queue/{cycle.id}")
    says = f"looked for what seems unfair: {count_of(new, 'thing')} new, {count_of(closed, 'thing')} closed"
    record(session, "moderation:queue:looked", about, by=by, says=says, audience="inspectorate")
    return Looked(new, closed, len(judged))


def settle(
    session: Session, cycle: str, number: int, way: str, note: str, *, sight: Sight, by: Actor, version: int
) -> QueueItem:
    """Settles one thing with a note, and reopens a judgement where that is the way.

    Raises NotFound, NotAllowed, BadInput without a note, and Conflict where somebody else was quicker.
    """
    found = queries.one(session, cycle, number, to_change=True)
    if found is None:
        raise NotAllowed("There is no such thing in the queue any more.")
    item = found.item
    check_can_settle(found.concerned, sight)
    if item.settled is not None:
        raise Conflict(f"{found.settler} settled this on {day(item.settled_at)}: {item.note}")
    if item.closed_at is not None:
        raise NotAllowed(f"This closed itself on {day(item.closed_at)}. {item.closed_because}")
    if item.version != version:
        raise Conflict("This changed after you opened it. Read it again, then settle it.")
    if not note.strip():
        raise BadInput("Say why, so that others can follow it", "note")
    if way not in WAYS or (found.concerned.reader is not None and way != "right"):
        raise BadInput("Choose how it is settled", "way")
    reopened = _reopened(session, item, way, note.strip(), by)
    item.settled = "reopened" if reopened is not None else way
    item.reopened_id, item.note = reopened, note.strip()
    item.settled_by, item.settled_at, item.version = by.id, clock.now().replace(tzinfo=None), item.version + 1
    session.flush()
    about = About("queue_item", item.id, cycle=cycle, framework=item.framework, address=f"/queue/{cycle}/{item.id}")
    # More people read the trail than may see a reader's leaning or the grades of a home force, so it names neither.
    code = f" of {item.framework.upper()}" if item.framework else ""
    says = f"settled a case{code} in the queue"
    reason = None if item.reader_id or found.concerned.unpublished else item.note
    record(session, "moderation:queue:settled", about, by=by, says=says, reason=reason, audience="inspectorate")
    return item


def _reopened(session: Session, item: QueueItem, way: str, note: str, by: Actor) -> int | None:
    """The entry that is reopened for this, if any."""
    wanted = {"reopen": item.entry_id, "reopen_other": item.other_entry_id}.get(way)
    if way not in ("reopen", "reopen_other"):
        return None
    entry = session.get(Entry, wanted) if wanted is not None else None
    if entry is None:
        raise BadInput("Choose how it is settled", "way")
    deciding.reopen(session, entry, note, by)
    return entry.id


def _keep(
    session: Session,
    cycle: str,
    found: Sequence[Found],
    there: Mapping[tuple[str, str, str], QueueItem],
    now: datetime,
) -> int:
    """Adds what is new and brings open things up to date. The answer is how many are new."""
    new = 0
    for one in found:
        item = there.get((one.kind, one.name, one.digest))
        if item is None:
            session.add(
                QueueItem(
                    cycle_id=cycle,
                    kind=one.kind,
                    name=one.name,
                    digest=one.digest,
                    gravity=one.gravity,
                    framework=one.framework,
                    entry_id=one.entry_id,
                    other_entry_id=one.other_entry_id,
                    reader_id=one.reader_id,
                    says=one.says,
                    found_at=now,
                )
            )
            new += 1
        elif item.settled is None:
            if item.closed_at is not None:
                # It went away and came back, exactly as it was.
                item.closed_at = item.closed_because = None
                item.found_at, item.version = now, item.version + 1
                new += 1
            item.says, item.gravity = one.says, one.gravity
    return new


def _close(
    there: Mapping[tuple[str, str, str], QueueItem],
    found: set[tuple[str, str, str]],
    judged: set[int],
    codes: Mapping[str, str],
    now: datetime,
) -> int:
    """Closes what does not hold any more, and says why. The answer is how many."""
    closed = 0
    again = {(kind, name) for kind, name, _ in found}
    for key, item in there.items():
        if key in found or item.settled is not None or item.closed_at is not None:
            continue
        gone = [entry for entry in (item.entry_id, item.other_entry_id) if entry is not None and entry not in judged]
        if gone:
            because = BACK.format(which=codes.get(item.framework or "", "One of them"))
        else:
            because = MOVED if key[:2] in again else GONE
        item.closed_at, item.closed_because, item.version = now, because, item.version + 1
        closed += 1
    return closed
