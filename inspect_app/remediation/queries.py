"""What every part asks about areas: which of them somebody sees, how each stands, as conditions and columns of SQL.

The same rules as in `standing.py`, said in SQL, so that a list of any length is ordered and cut by the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, and_, case, func, or_, select, true, union
from sqlalchemy.orm import Session

from ..accounts.models import Person, RoleHeld
from ..evidence import markings
from ..promises import NotFound
from .models import Area, AreaCriterion, AreaLink, Closure, LogEntry
from .policy import WRITES, Sight
from .standing import DUE_SOON, NEEDS
from .states import AWAITING, CLOSED, IN_PROGRESS, PENDING


def seen(force: str, sight: Sight) -> ColumnElement[bool]:
    """The areas of a force that somebody with this sight may see at all."""
    published = Area.published_on.is_not(None) if sight.published_only else true()
    return and_(Area.force_id == force, Area.marking.in_(markings.up_to(sight.level)), published)


def is_pending() -> ColumnElement[bool]:
    """Whether a closure is proposed that nobody has checked yet."""
    # The few that wait are found once, and not looked for again for each of thousands of rows.
    return Area.id.in_(select(Closure.area_id).where(Closure.result.is_(None)))


def has_owner() -> ColumnElement[bool]:
    """Whether a person or a post owns it."""
    return or_(Area.owner_id.is_not(None), func.coalesce(Area.owner_post, "") != "")


def is_open() -> ColumnElement[bool]:
    """Whether it is not closed."""
    return Area.closed_how.is_(None)


def is_overdue(today: date) -> ColumnElement[bool]:
    """Whether its day has passed and it is not closed."""
    return and_(is_open(), Area.due_on < today)


def state() -> ColumnElement[str]:
    """One of the four states, as `standing.state`."""
    return case(
        (Area.closed_how.is_not(None), CLOSED),
        (is_pending(), PENDING),
        (has_owner(), IN_PROGRESS),
        else_=AWAITING,
    )


def rank(today: date) -> ColumnElement[int]:
    """The place in the order that needs attention first, as `Standing.rank`."""
    needs = {need: place for place, need in enumerate(NEEDS)}
    return case(
        (Area.closed_how.is_not(None), needs["closed"]),
        (Area.due_on < today, needs["overdue"]),
        (is_pending(), needs["pending"]),
        (~has_owner(), needs["no_owner"]),
        (Area.due_on <= today + DUE_SOON, needs["due_soon"]),
        else_=needs["later"],
    )


def attention(today: date) -> tuple[Any, ...]:
    """What to order by so that what needs attention comes first."""
    return (rank(today), func.coalesce(Area.due_on, date.max), Area.number)


def area(session: Session, force: str, number: int, sight: Sight) -> Area:
    """Raises NotFound for what is not there, and for what this person may not see. One statement."""
    found = session.scalars(select(Area).where(seen(force, sight), Area.number == number)).one_or_none()
    if found is None:
        raise NotFound
    return found


def next_number(session: Session, force: str) -> int:
    """The number that the next area of a force has."""
    return (session.scalar(select(func.max(Area.number)).where(Area.force_id == force)) or 0) + 1


def owners(session: Session, force: str) -> list[tuple[int, str]]:
    """Who can own an area of a force: everybody there who may write. One statement."""
    rows = session.execute(
        select(Person.id, Person.name, Person.post)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(RoleHeld.force == force, RoleHeld.role.in_(WRITES), Person.closed_at.is_(None))
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return [(row.id, f"{row.name}, {row.post}" if row.post else row.name) for row in rows]


def people(session: Session, ids: Collection[int | None]) -> Mapping[int, Person]:
    """The people with these ids. One statement."""
    wanted = {one for one in ids if one is not None}
    return {row.id: row for row in session.scalars(select(Person).where(Person.id.in_(wanted)))}


def in_frameworks(areas: Collection[int] | None = None) -> CompoundSelect[tuple[int, str]]:
    """Pairs of an area and a framework: where it was found, and every one on whose criteria it bears.

    Of these areas only, where they are named.
    """
    found = select(Area.id.label("area_id"), Area.framework).where(Area.framework.is_not(None))
    bears = select(AreaCriterion.area_id, AreaCriterion.framework)
    if areas is not None:
        found, bears = found.where(Area.id.in_(areas)), bears.where(AreaCriterion.area_id.in_(areas))
    return union(found, bears)


def frameworks_of(session: Session, areas: Collection[int]) -> Mapping[int, Sequence[str]]:
    """The frameworks of each of these areas, as `in_frameworks` has them, in order. One statement."""
    found: dict[int, list[str]] = defaultdict(list)
    pairs = in_frameworks(areas).subquery()
    rows = session.execute(select(pairs.c.area_id, pairs.c.framework).order_by(pairs.c.framework))
    for of, framework in rows:
        found[of].append(framework)
    return found


def last_words(
    session: Session, areas: Collection[int], kinds: Collection[str] | None = None
) -> Mapping[int, LogEntry]:
    """The newest line of the log of each of these areas, of some kinds only where they are named. One statement."""
    newest = select(func.max(LogEntry.id)).where(LogEntry.area_id.in_(areas)).group_by(LogEntry.area_id)
    if kinds is not None:
        newest = newest.where(LogEntry.kind.in_(kinds))
    return {row.area_id: row for row in session.scalars(select(LogEntry).where(LogEntry.id.in_(newest)))}


def repeated(session: Session, areas: Collection[int]) -> Mapping[int, Sequence[int]]:
    """The years in which the areas were raised that each of these repeats, the first one first. One statement."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = session.execute(
        select(AreaLink.later_id, Area.raised_on)
        .join(Area, Area.id == AreaLink.earlier_id)
        .where(AreaLink.later_id.in_(areas), AreaLink.kind == "repeats")
        .order_by(Area.raised_on, Area.number)
    )
    for later, raised_on in rows:
        found[later].append(raised_on.year)
    return found
