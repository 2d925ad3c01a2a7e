"""Settling where two readers differ; the last difference settled hands the entry on to moderation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...assessment.workspace.asked import Asked
from ...audit import operations as audit
from ...promises import BadInput, Conflict
from ..models import Case, Settlement
from ..reading import operations as reading
from ..reading import queries
from ..reading.as_read import kind_of
from ..reading.operations import Mine
from ..reading.policy import check_can_settle


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody wants a difference settled; `step` counts only for another rating than either reader's."""

    taken: str
    step: str | None
    because: str
    seen: int


def address_of(mine: Mine) -> str:
    """The path of the record."""
    return f"/forces/{mine.at.force}/{mine.at.cycle}/discrepancies/{mine.at.framework.id}"


def settle(session: Session, mine: Mine, asked: Asked, wanted: Wanted, *, by: Actor) -> Case | None:
    """Settles one difference; the case is made where it was the last, and None comes back where others are left.

    Raises NotAllowed, BadInput, and Conflict where the other reader settled it since `seen`.
    """
    check_can_settle(mine.standing, by.id)
    at = mine.at
    rows = queries.ratings(session, [one.id for one in mine.readings])
    first, second = (rows[one.id].get(asked.column) for one in sorted(mine.readings, key=lambda one: one.number))
    if first is not None and second is not None and first.step == second.step:
        raise BadInput("Both readers rated this the same, so there is nothing to settle.")
    step = {"first": first.step if first else None, "second": second.step if second else None}.get(
        wanted.taken, wanted.step
    )
    _check(asked, wanted, step)
    row = queries.settlements(session, at.entry.id).get(asked.column)
    if (row.version if row else 0) != wanted.seen:
        raise Conflict("The other reader settled this while you were writing. Read it, and settle it again if need be.")
    before = {"taken": row.taken, "step": row.step, "because": row.because} if row else None
    if row is None:
        row = Settlement(entry_id=at.entry.id, kind=kind_of(asked), asked=asked.column, version=0)
        session.add(row)
    row.taken, row.step, row.applies = wanted.taken, str(step), not asked.is_none(step)
    row.because, row.settled_by, row.settled_at = wanted.because.strip(), by.id, clock.now().replace(tzinfo=None)
    row.version = (row.version or 0) + 1
    session.flush()
    label = asked.label(row.step)
    about = at.about(queries.THING, mine.reading.id, part=asked.id, address=address_of(mine))
    says = f"settled {at.code} {asked.number} as {label[:1].lower()}{label[1:]}"
    change = (before, {"taken": row.taken, "step": row.step, "because": row.because})
    audit.record(
        session,
        "reading:difference:settled",
        about,
        by=by,
        says=says,
        change=change,
        reason=row.because,
        audience="inspectorate",
    )
    return reading.close(session, at, by=by, site=mine.site)


def _check(asked: Asked, wanted: Wanted, step: str | None) -> None:
    """Raises BadInput where something is missing."""
    if wanted.taken not in ("first", "second", "another"):
        raise BadInput("Choose which rating counts", "taken")
    if step is None or step not in {choice.id for choice in asked.choices}:
        raise BadInput("Choose the rating that counts", "step" if wanted.taken == "another" else "taken")
    if not wanted.because.strip():
        raise BadInput("Say why. The moderator reads it", "because")
