"""What passes on when somebody of a force leaves: their open areas, and their actions that are still to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..accounts.handover import Change, Work
from ..accounts.models import Person
from ..audit.operations import About, record
from ..grading.words import count_of
from . import operations
from .models import Action, Area

AREAS = ("area for improvement", "areas for improvement")
ACTIONS = ("action", "actions")


def areas(session: Session, person: int) -> Mapping[str, int]:
    """How many open areas somebody owns, by force. One statement."""
    rows = session.execute(select(Area.force_id, func.count()).where(*_open_areas(person)).group_by(Area.force_id))
    return {row[0]: row[1] for row in rows}


def actions(session: Session, person: int) -> Mapping[str, int]:
    """How many actions somebody still has to do, by force. One statement."""
    rows = session.execute(select(Action.force_id, func.count()).where(*_to_do(person)).group_by(Action.force_id))
    return {row[0]: row[1] for row in rows}


def hand_over_areas(session: Session, change: Change) -> int:
    """Makes somebody else the owner of every open area, and says so in the log of each."""
    mine = (*_open_areas(change.leaver), Area.force_id == change.force)
    found = session.scalars(select(Area).where(*mine).order_by(Area.number)).all()
    leaver, taker = session.get_one(Person, change.leaver), session.get_one(Person, change.taker)
    for area in found:
        area.owner_id = change.taker
        operations.tell(
            session, area, "owner:changed", f"made {taker.name} the owner of", by=change.by,
            words=f"Owner set: {taker.name}, because {leaver.name} left",
            change=({"owner": leaver.name}, {"owner": taker.name}),
        )  # fmt: skip
    return len(found)


def hand_over_actions(session: Session, change: Change) -> int:
    """Makes somebody else the owner of every action that is still to be done."""
    mine = (*_to_do(change.leaver), Action.force_id == change.force)
    found = session.scalars(select(Action).where(*mine).order_by(Action.id)).all()
    for action in found:
        action.owner_id, action.version = change.taker, action.version + 1
    session.flush()
    if found:
        leaver, taker = session.get_one(Person, change.leaver), session.get_one(Person, change.taker)
        says = f"handed {count_of(len(found), *ACTIONS)} over from {leaver.name} to {taker.name}"
        about = About("person", change.taker, force=change.force)
        before, after = {"owner": leaver.name}, {"owner": taker.name, "actions": [action.id for action in found]}
        record(session, "remediation:actions:handed_over", about, by=change.by, says=says, change=(before, after))
    return len(found)


def _open_areas(person: int) -> tuple[Any, ...]:
    return Area.owner_id == person, Area.closed_how.is_(None)


def _to_do(person: int) -> tuple[Any, ...]:
    return Action.owner_id == person, Action.done_at.is_(None), Action.dropped_because.is_(None)


WORK = (
    Work(AREAS[0], areas, hand_over_areas, many=AREAS[1]),
    Work(ACTIONS[0], actions, hand_over_actions, many=ACTIONS[1]),
)
