"""Answers what a register holds: counts by state, and one page of a list, in a fixed number of statements.

State, order and paging are the database's; what only belongs to the rows of a page is asked for those rows alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.models import Person
from ...evidence import markings
from ...search import queries as search
from .. import queries
from ..models import Area, AreaCriterion, LogEntry
from ..operations import KIND
from ..policy import Sight
from ..standing import Standing, standing
from ..states import AWAITING, CLOSED, IN_PROGRESS, PENDING, STATES
from .narrowing import POST, Wanted

A_PAGE = 50
MOST_FOUND = 200
"""So many of those that match a search are shown, the best first; nobody reads on."""
NOBODY = "nobody"
CAPTION = 140


@dataclass(frozen=True, slots=True)
class Totals:
    """How many areas there are in each state, and of the open ones how many are overdue or have no owner."""

    states: Mapping[str, int]
    overdue: int
    no_owner: int

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def open(self) -> int:
        return self.total - self.states[CLOSED]

    def of(self, show: str) -> int:
        return self.open if show == "open" else self.states[show]


@dataclass(frozen=True, slots=True)
class Row:
    """One area as the list shows it."""

    id: int
    number: int
    title: str
    kind: str
    priority: str
    marking: str
    raised_on: date
    due_on: date | None
    no_due_because: str | None
    owner_id: int | None
    owner_post: str | None
    owner_name: str | None
    owner_left: bool
    closed_how: str | None
    closed_at: datetime | None
    standing: Standing
    frameworks: Sequence[str] = ()
    repeats: Sequence[int] = ()
    last_words: str = ""
    last_at: datetime | None = None

    @property
    def owner(self) -> str:
        return self.owner_name or self.owner_post or ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list. `hidden` is how many of the state the filters leave out."""

    rows: Sequence[Row]
    number: int
    total: int
    hidden: int
    address: str = ""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // A_PAGE))

    @property
    def first(self) -> int:
        return (self.number - 1) * A_PAGE + 1

    @property
    def last(self) -> int:
        return min(self.total, self.number * A_PAGE)

    def url_of(self, number: int) -> str:
        return f"{self.address}{'&' if '?' in self.address else '?'}page={number}"


def totals(session: Session, force: str, sight: Sight) -> Totals:
    """One statement."""
    # Counted side by side and not in groups, which would have to be sorted first.
    opened, today = queries.is_open(), clock.today()
    waiting = and_(opened, queries.is_pending())
    row = session.execute(
        select(
            func.count(Area.closed_how),
            func.count().filter(opened),
            func.count().filter(waiting),
            func.count().filter(and_(waiting, ~queries.has_owner())),
            func.count().filter(and_(opened, ~queries.has_owner())),
            func.count().filter(queries.is_overdue(today)),
        )
        .select_from(Area)
        .where(queries.seen(force, sight))
    ).one()
    closed, still, pending, pending_unowned, no_owner, overdue = row
    awaiting = no_owner - pending_unowned
    states = {AWAITING: awaiting, IN_PROGRESS: still - pending - awaiting, PENDING: pending, CLOSED: closed}
    return Totals({state: states[state] for state in STATES}, overdue, no_owner)


def page(session: Session, force: str, sight: Sight, wanted: Wanted, number: int, in_state: int) -> Listed:
    """One page, in the order that is wanted; `in_state` is how many there are without the other filters."""
    ids = _found(session, force, sight, wanted.q) if wanted.q else None
    here = and_(queries.seen(force, sight), *conditions(wanted, ids))
    if ids is not None:
        known = _in_order_found(session, here, wanted, ids)
        total, number = len(known), _within(number, len(known))
        chosen = known[(number - 1) * A_PAGE : number * A_PAGE]
    elif wanted.narrows:
        chosen, total, number = _counted(session, here, wanted, number)
    else:
        total, number = in_state, _within(number, in_state)
        chosen = list(session.scalars(_ids(here, wanted, number)))
    # Ordered by what the index holds; the words are then read for the rows of this page alone.
    places = {id_: place for place, id_ in enumerate(chosen)}
    found = session.execute(rows().where(Area.id.in_(places)).order_by(Area.id)).all()
    found = sorted(found, key=lambda row: places[row.id])
    return Listed(completed(session, found), number, total, in_state - total)


def _within(number: int, total: int) -> int:
    return min(max(1, number), max(1, -(-total // A_PAGE)))


def _ids(here: ColumnElement[bool], wanted: Wanted, number: int) -> Select[int]:
    return select(Area.id).where(here).order_by(*_order(wanted)).limit(A_PAGE).offset((number - 1) * A_PAGE)


def _counted(session: Session, here: ColumnElement[bool], wanted: Wanted, number: int) -> tuple[list[int], int, int]:
    """A page of ids, how many there are in all, and which page it is: the last where a later one was asked for."""
    found = session.execute(_ids(here, wanted, number).add_columns(func.count().over())).all()
    if not found and number > 1:
        total = session.scalar(select(func.count()).select_from(Area).where(here)) or 0
        number = _within(number, total)
        return list(session.scalars(_ids(here, wanted, number))), total, number
    return [row[0] for row in found], found[0][1] if found else 0, max(1, number)


def _in_order_found(session: Session, here: ColumnElement[bool], wanted: Wanted, ids: Sequence[int]) -> list[int]:
    """What a search found and the filters let through: the best first, unless another order is wanted."""
    let_through = list(session.scalars(select(Area.id).where(here).order_by(*_order(wanted))))
    if wanted.order != "attention":
        return let_through
    best = {id_: place for place, id_ in enumerate(ids)}
    return sorted(let_through, key=best.__getitem__)


def everything(session: Session, force: str, sight: Sight, wanted: Wanted) -> Sequence[Row]:
    """Every row that the filters let through, for a spreadsheet."""
    ids = _found(session, force, sight, wanted.q) if wanted.q else None
    here = and_(queries.seen(force, sight), *conditions(wanted, ids))
    found = session.execute(rows().where(here).order_by(*_order(wanted))).all()
    if ids is not None and wanted.order == "attention":
        best = {id_: place for place, id_ in enumerate(ids)}
        found = sorted(found, key=lambda row: best[row.id])
    return completed(session, found)


def rows() -> Select[Any]:
    """The columns of a row of the list."""
    columns: tuple[Any, ...] = (
        Area.id,
        Area.number,
        Area.title,
        Area.kind,
        Area.priority,
        Area.marking,
        Area.framework,
        Area.raised_on,
        Area.due_on,
        Area.no_due_because,
        Area.owner_id,
        Area.owner_post,
        Person.name.label("owner_name"),
        Person.closed_at.label("owner_closed"),
        Area.closed_how,
        Area.closed_at,
        queries.is_pending().label("pending"),
    )
    return select(*columns).select_from(Area).join(Person, Person.id == Area.owner_id, isouter=True)


def completed(session: Session, found: Sequence[Any]) -> list[Row]:
    """The rows with what belongs to each: frameworks, what it repeats, its last word. Three statements."""
    ids, today = [row.id for row in found], clock.today()
    frameworks = queries.frameworks_of(session, ids)
    words = queries.last_words(session, ids)
    earlier = queries.repeated(session, ids)
    return [_row(row, today, frameworks.get(row.id, ()), earlier.get(row.id, ()), words) for row in found]


def _row(
    row: Any, today: date, frameworks: Sequence[str], repeats: Sequence[int], words: Mapping[int, LogEntry]
) -> Row:
    last = words.get(row.id)
    return Row(
        id=row.id,
        number=row.number,
        title=row.title,
        kind=row.kind,
        priority=row.priority,
        marking=row.marking,
        raised_on=row.raised_on,
        due_on=row.due_on,
        no_due_because=row.no_due_because,
        owner_id=row.owner_id,
        owner_post=row.owner_post,
        owner_name=row.owner_name,
        owner_left=row.owner_closed is not None,
        closed_how=row.closed_how,
        closed_at=row.closed_at,
        standing=standing(row, today, pending=row.pending),
        frameworks=tuple(dict.fromkeys([*([row.framework] if row.framework else []), *frameworks])),
        repeats=tuple(dict.fromkeys(repeats)),
        last_words=_short(last.words) if last else "",
        last_at=last.at if last else None,
    )


def conditions(wanted: Wanted, ids: Collection[int] | None = None) -> list[ColumnElement[bool]]:
    """What the filters ask of a row; `ids` are those that a search found."""
    bears = select(AreaCriterion.area_id).where(AreaCriterion.framework == wanted.framework)
    return [
        queries.is_open() if wanted.show == "open" else queries.state() == wanted.show,
        or_(Area.framework == wanted.framework, Area.id.in_(bears)) if wanted.framework else true(),
        _of_owner(wanted.owner) if wanted.owner else true(),
        Area.priority == wanted.priority if wanted.priority else true(),
        Area.kind == wanted.kind if wanted.kind else true(),
        queries.is_overdue(clock.today()) if wanted.overdue else true(),
        Area.id.in_(ids) if ids is not None else true(),
    ]


def _of_owner(owner: str) -> ColumnElement[bool]:
    if owner == NOBODY:
        return ~queries.has_owner()
    if owner.startswith(POST):
        return and_(Area.owner_id.is_(None), Area.owner_post == owner.removeprefix(POST))
    return Area.owner_id == int(owner) if owner.isascii() and owner.isdecimal() and len(owner) < 10 else false()


def _order(wanted: Wanted) -> tuple[Any, ...]:
    return {
        "attention": queries.attention(clock.today()),
        "due": (func.coalesce(Area.due_on, date.max), Area.number),
        "newest": (Area.raised_on.desc(), Area.number.desc()),
        "number": (Area.number,),
    }[wanted.order]


def _found(session: Session, force: str, sight: Sight, words: str) -> list[int]:
    """The ids of what holds the words, the best first. One statement."""
    shown = markings.up_to(sight.level)
    found = search.found(session, words, force=force, kinds=(KIND,), markings=shown, limit=MOST_FOUND)
    return [int(one) for one in found]


def owners_here(session: Session, force: str, sight: Sight) -> list[tuple[str, str]]:
    """Everybody and every post that owns something that is open, also those who left. One statement."""
    # The few owners are found first, and their names then: joined the other way round, every area would be joined.
    mine = select(Area.owner_id, Area.owner_post).where(queries.seen(force, sight), queries.has_owner()).distinct()
    few = mine.subquery()
    found = session.execute(
        select(few.c.owner_id, Person.name, few.c.owner_post).join(Person, Person.id == few.c.owner_id, isouter=True)
    )
    pairs = {(str(owner), name) if owner is not None else (f"{POST}{post}", post or "") for owner, name, post in found}
    return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))


def open_to_hand_over(session: Session, force: str, sight: Sight, owner: str) -> Sequence[Row]:
    """What could be given to somebody else: the open areas, of one owner where one is named. Four statements."""
    here = and_(queries.seen(force, sight), queries.is_open(), _of_owner(owner) if owner else true())
    found = session.execute(rows().where(here).order_by(Area.number).limit(MOST_FOUND)).all()
    return completed(session, found)


def open_by_force(session: Session, sights: Mapping[str, Sight]) -> Mapping[str, int]:
    """How many open areas somebody sees in each of these forces. One statement."""
    allowed = or_(false(), *(queries.seen(force, sight) for force, sight in sights.items()))
    found = session.execute(
        select(Area.force_id, func.count()).where(allowed, queries.is_open()).group_by(Area.force_id)
    )
    return {row[0]: row[1] for row in found}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= CAPTION else f"{line[:CAPTION].rsplit(' ', 1)[0]} …"
