"""What is done about a meeting: it is set up, changed, its paper issued and frozen, and what it decided recorded.

An issued paper never changes: its bytes are kept by their SHA-256, and what it says stands in the table as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...audit.operations import About, record
from ...evidence.files.store import Store
from ...promises import BadInput, Conflict
from ...ui.times import day
from .. import operations as areas
from ..models import Area, BoardDecision, BoardMeeting
from ..register import operations as register
from . import policy

LARGEST = 50 * 1024 * 1024
CHANGED = "Something changed after you opened this. Read it again, then make the paper."


@dataclass(frozen=True, slots=True)
class Planned:
    """What a meeting is called, what it is asked, and the text of its targets."""

    title: str
    asked: tuple[str, ...] = ()
    targets: str = ""

    def as_text(self) -> str:
        """As a meeting holds it until its paper is issued."""
        return json.dumps({"asked": list(self.asked), "targets_text": self.targets}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class NewAction:
    """The action that came of a decision."""

    what: str
    marking: str
    owner_id: int | None = None
    owner_post: str | None = None
    due_on: date | None = None
    no_due_because: str | None = None


def planned(meeting: BoardMeeting) -> Planned:
    """What a meeting that is not issued yet is asked."""
    said = json.loads(meeting.content or "{}")
    return Planned(meeting.title, tuple(said.get("asked", ())), said.get("targets_text", ""))


def set_up(session: Session, force: str, on: date, plan: Planned, *, by: Actor) -> BoardMeeting:
    """A new meeting. Raises BadInput where the force has one on that day."""
    taken = BadInput(f"There is a meeting on {day(on)} already", "on_day")
    if session.scalars(select(BoardMeeting).where(BoardMeeting.force_id == force, BoardMeeting.on_day == on)).first():
        raise taken
    row = BoardMeeting(
        force_id=force, on_day=on, title=plan.title, made_by=by.id, made_at=_now(), content=plan.as_text()
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise taken from None
    record(session, "remediation:meeting:added", about(row), by=by, says=f"set up {row.title} of {day(on)}")
    return row


def change(session: Session, meeting: BoardMeeting, plan: Planned, version: int, *, by: Actor) -> bool:
    """Changes a meeting before its paper is issued; False where nothing was different.

    Raises Conflict where somebody else changed it since `version`, and NotAllowed once it is issued.
    """
    policy.check_can_prepare(by.roles_for(meeting.force_id), is_issued=meeting.issued_at is not None)
    if meeting.version != version:
        raise Conflict("Somebody else changed this meeting meanwhile. What you typed is below; look at it again.")
    before = planned(meeting)
    if before == plan:
        return False
    meeting.title, meeting.content, meeting.version = plan.title, plan.as_text(), meeting.version + 1
    session.flush()
    record(session, "remediation:meeting:changed", about(meeting), by=by, says=f"changed the meeting of {_on(meeting)}")
    return True


def digest(content: Mapping[str, Any]) -> str:
    """What tells one paper from another."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def canonical(content: Mapping[str, Any]) -> str:
    """The content as it is kept."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def issue(
    session: Session, meeting: BoardMeeting, content: Mapping[str, Any], drawn: bytes, store: Store, *, by: Actor
) -> None:
    """Freezes the paper: its bytes into the store, its content into the table. Raises NotAllowed once it is issued."""
    policy.check_can_prepare(by.roles_for(meeting.force_id), is_issued=meeting.issued_at is not None)
    stored = store.put(BytesIO(drawn), LARGEST)
    meeting.document, meeting.content = stored.sha256, canonical(content)
    meeting.issued_at, meeting.issued_by = _now(), by.id
    meeting.version += 1
    session.flush()
    says, after = f"issued the paper of {_on(meeting)}", {"document": stored.sha256, "content": digest(content)}
    record(session, "remediation:paper:issued", about(meeting), by=by, says=says, change=(None, after))


def decide(
    session: Session, meeting: BoardMeeting, area: Area | None, decision: str, action: NewAction | None, *, by: Actor
) -> BoardDecision:
    """Records what a meeting decided about an area, or by itself; a new action stands in the register at once.

    The same words on the same item, sent twice, are recorded once. Raises BadInput and NotAllowed.
    """
    policy.check_can_decide(by.roles_for(meeting.force_id), is_issued=meeting.issued_at is not None)
    session.scalars(select(BoardMeeting).where(BoardMeeting.id == meeting.id).with_for_update()).one()
    there = _same(session, meeting, area, decision)
    if there is not None:
        return there
    new = _new_action(session, meeting, area, decision, action, by) if action else None
    row = BoardDecision(
        meeting_id=meeting.id,
        area_id=area.id if area else None,
        decision=decision,
        new_area_id=new.id if new else None,
        recorded_by=by.id,
        recorded_at=_now(),
    )
    session.add(row)
    session.flush()
    if area is not None:
        words = f"Decided by {meeting.title}, {_on(meeting)}: {decision}"
        words += f" New action: {areas.name(new)}, {new.title}." if new else ""
        areas.log(session, area, words, by=by, kind="decision")
    says = f"recorded a decision of {_on(meeting)}" + (f" on {areas.name(area)}" if area else "")
    after = {"decision": decision, "action": new.number if new else None}
    record(session, "remediation:decision:recorded", about(meeting), by=by, says=says, change=(None, after))
    return row


def _same(session: Session, meeting: BoardMeeting, area: Area | None, decision: str) -> BoardDecision | None:
    on = BoardDecision.area_id.is_(None) if area is None else BoardDecision.area_id == area.id
    same = select(BoardDecision).where(BoardDecision.meeting_id == meeting.id, on, BoardDecision.decision == decision)
    return session.scalars(same).first()


def _new_action(
    session: Session, meeting: BoardMeeting, area: Area | None, decision: str, action: NewAction, by: Actor
) -> Area:
    if action.due_on is not None and action.due_on < meeting.on_day:
        raise BadInput(f"The action cannot be due before the meeting of {_on(meeting)}", "due_on")
    return register.add(
        session,
        meeting.force_id,
        register.New(
            title=action.what,
            wrong=decision,
            marking=area.marking if area is not None else action.marking,
            raised_on=meeting.on_day,
            kind="action",
            source="board",
            source_words=f"{meeting.title}, {_on(meeting)}" + (f", on {areas.name(area)}" if area else ""),
            owner_id=action.owner_id,
            owner_post=action.owner_post,
            due_on=action.due_on,
            no_due_because=action.no_due_because,
        ),
        by=by,
    )


def about(meeting: BoardMeeting) -> About:
    """The meeting, for the trail."""
    address = f"/forces/{meeting.force_id}/improvement/packs/{meeting.on_day.isoformat()}"
    return About("board_meeting", meeting.id, force=meeting.force_id, address=address)


def _on(meeting: BoardMeeting) -> str:
    return day(meeting.on_day)


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
