"""What is done with figures that prove a movement: taken over as a fact about direction, and taken back.

Each flushes and records one event. Whether somebody may do it now was asked before.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...audit import operations as audit
from ...promises import Conflict, NotAllowed
from ..at import At
from ..models import Movement
from ..submission.operations import something_changed
from .proven import Moved, as_movement, indicator_of, name_of, tested

CHANGED = "The figures changed after you opened this page. Look at them again, then decide."
ANCHOR = "movements"


def take_over(session: Session, at: At, one: Moved, seen: str, *, by: Actor) -> bool:
    """Makes a tested movement a fact of the entry; one that was taken over before gives way. False where it is so.

    `seen` are the figures that the person saw. Raises NotAllowed where there is no test, and Conflict where the
    figures are others now.
    """
    if not one.is_tested:
        raise NotAllowed(f"{one.title} cannot be taken over. {one.says}")
    if seen != one.figures:
        raise Conflict(CHANGED)
    row = taken(session, at.entry.id, one.indicator)
    if row is not None and not one.is_overtaken:
        return False
    before = _told(row)
    if row is None:
        row = Movement(entry_id=at.entry.id, name=name_of(one.indicator), place=_last_place(session, at.entry.id))
        session.add(row)
    fact = as_movement(at.edition, one)
    row.verdict, row.basis, row.component, row.text = fact.verdict, fact.basis, fact.component, one.sentence
    row.value_id, row.earlier_id = (int(figure) for figure in one.figures.split("-"))
    row.test, row.probability = tested(one)
    row.taken_by, row.taken_at = by.id, _now()
    says = f"took over {one.title}: {one.word.lower()}, for the direction of {at.code}"
    _record(session, at, "taken_over", row, says, (before, _told(row)), by)
    return True


def take_back(session: Session, at: At, indicator: str, *, by: Actor) -> bool:
    """Leaves a tested movement out again; the trail keeps it. False where there is none."""
    row = taken(session, at.entry.id, indicator)
    if row is None:
        return False
    session.delete(row)
    says = f"took a tested movement back from the direction of {at.code}"
    _record(session, at, "taken_back", row, says, (_told(row), None), by)
    return True


def taken(session: Session, entry: int, indicator: str) -> Movement | None:
    """The movement that was taken over from an indicator. One statement."""
    mine = (Movement.entry_id == entry, Movement.name == name_of(indicator), Movement.value_id.is_not(None))
    return session.scalars(select(Movement).where(*mine)).one_or_none()


def _record(session: Session, at: At, verb: str, row: Movement, says: str, change: tuple[Any, Any], by: Actor) -> None:
    at.entry.changed_by, at.entry.changed_at = by.id, _now()
    session.flush()
    indicator = indicator_of(row.name)
    about = at.about("movement", f"{at.entry.id}:{indicator}", part=indicator, address=f"{at.address}#{ANCHOR}")
    audit.record(session, f"assessment:movement:{verb}", about, by=by, says=says, change=change)
    what = f"What is known of this year against last for {at.code} changed."
    something_changed(session, at.assessment, by, what)


def _told(row: Movement | None) -> dict[str, Any] | None:
    """What the trail keeps of a movement: enough to find the very figures again."""
    if row is None:
        return None
    return {
        "verdict": row.verdict,
        "basis": row.basis,
        "says": row.text,
        "figures": [row.value_id, row.earlier_id],
        "test": row.test,
        "probability": row.probability,
    }


def _last_place(session: Session, entry: int) -> int:
    last = session.scalar(select(func.max(Movement.place)).where(Movement.entry_id == entry))
    return 0 if last is None else last + 1


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
