"""Questions about the work: one action or line of an area, and what is due for somebody in every force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, literal, select, union_all
from sqlalchemy.orm import Session

from ...promises import NotFound
from .. import queries
from ..models import Action, ActionArea, Area, Extension, LogEntry, Milestone


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that somebody has to do by a day: an area, or an action for one."""

    person: int
    force: str
    number: int
    what: str
    due_on: date
    is_action: bool
    marking: str

    @property
    def address(self) -> str:
        return f"/forces/{self.force}/improvement/{self.number}"


def action(session: Session, area: Area, action_id: int) -> Action:
    """An action of an area. Raises NotFound."""
    found = session.scalars(
        select(Action).join(ActionArea).where(ActionArea.area_id == area.id, Action.id == action_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def milestone(session: Session, action: Action, milestone_id: int) -> Milestone:
    """A milestone of an action. Raises NotFound."""
    found = session.scalars(
        select(Milestone).where(Milestone.action_id == action.id, Milestone.id == milestone_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def milestones(session: Session, action: Action) -> Sequence[Milestone]:
    """The milestones of an action, in order."""
    return session.scalars(select(Milestone).where(Milestone.action_id == action.id).order_by(Milestone.id)).all()


def line(session: Session, area: Area, line_id: int) -> LogEntry:
    """A line of the log of an area. Raises NotFound."""
    found = session.get(LogEntry, line_id)
    if found is None or found.area_id != area.id:
        raise NotFound
    return found


def extension(session: Session, area: Area, extension_id: int) -> Extension:
    """A request for more time. Raises NotFound."""
    found = session.get(Extension, extension_id)
    if found is None or found.area_id != area.id:
        raise NotFound
    return found


def answered_by(session: Session, action: Action) -> list[int]:
    """The numbers of the areas that an action answers, in order."""
    return list(
        session.scalars(
            select(Area.number).join(ActionArea).where(ActionArea.action_id == action.id).order_by(Area.number)
        )
    )


def numbered(session: Session, force: str, numbers: Sequence[int]) -> Sequence[Area]:
    """The areas with these numbers, in order; those that are not there are left out."""
    return session.scalars(
        select(Area).where(Area.force_id == force, Area.number.in_(numbers)).order_by(Area.number)
    ).all()


def due(session: Session, person: int | None = None, until: date | None = None) -> list[Due]:
    """Open areas and actions with a day, of one person or of everybody, the earliest first. One statement."""
    of_areas = select(
        Area.owner_id,
        Area.force_id,
        Area.number,
        Area.title,
        Area.due_on,
        literal(False).label("is_action"),
        Area.marking,
    ).where(queries.is_open(), Area.due_on.is_not(None), _owned(Area.owner_id, person), _by(Area.due_on, until))
    of_actions = (
        select(Action.owner_id, Action.force_id, Area.number, Action.what, Action.due_on, literal(True), Area.marking)
        .join(ActionArea, ActionArea.action_id == Action.id)
        .join(Area, Area.id == ActionArea.area_id)
        .where(
            Action.done_at.is_(None),
            Action.dropped_because.is_(None),
            Action.due_on.is_not(None),
            queries.is_open(),
            _owned(Action.owner_id, person),
            _by(Action.due_on, until),
        )
    )
    both = union_all(of_areas, of_actions).subquery()
    rows = session.execute(
        select(both).order_by(both.c.due_on, both.c.force_id, both.c.number, both.c.is_action, both.c.title)
    )
    found: dict[tuple[object, ...], Due] = {}
    for row in rows:
        one = Due(row[0], row[1], row[2], row[3], row[4], bool(row[5]), row[6])
        # An action that answers several areas is done once, and told of with the first of them.
        found.setdefault((one.person, one.force, one.what, one.due_on) if one.is_action else (one,), one)
    return list(found.values())


def _owned(column: ColumnElement[int | None] | object, person: int | None) -> ColumnElement[bool]:
    owner: ColumnElement[int | None] = column  # type: ignore[assignment]
    return owner == person if person is not None else owner.is_not(None)


def _by(column: object, until: date | None) -> ColumnElement[bool]:
    on: ColumnElement[date | None] = column  # type: ignore[assignment]
    return on <= until if until is not None else and_(True)
