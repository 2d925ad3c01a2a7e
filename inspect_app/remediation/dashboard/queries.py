"""Counts for dashboards, made by the database: as many statements and as little to carry, however many areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, func, select, true
from sqlalchemy.orm import Session

from ...evidence import markings
from ...forces.models import Force
from ...ui.times import MONTHS
from ..models import Area, AreaCriterion, AreaLink
from ..policy import Sight
from ..queries import is_open, is_overdue, people, seen, state
from ..states import PRIORITIES, STATES

BANDS = (
    (0, 90, "Up to 3 months"),
    (90, 182, "3 to 6 months"),
    (182, 365, "6 to 12 months"),
    (365, 730, "1 to 2 years"),
)
OLDEST = "More than 2 years"
MONTHS_SHOWN = 24
MOST_ROWS = 15


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: what, how many, and how many of them are overdue."""

    words: str
    count: int
    overdue: int = 0
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """The end of a month: everything raised, closed and planned to be closed by then."""

    words: str
    raised: int
    closed: int
    planned: int


@dataclass(frozen=True, slots=True)
class Raised:
    """What was raised on a day and is open, or what is closed: how many, and how many of them are overdue."""

    on: date
    is_open: bool
    count: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that a dashboard shows."""

    states: Sequence[Line]
    total: int
    overdue: int
    by_age: Sequence[Line]
    by_owner: Sequence[Line]
    by_framework: Sequence[Line]
    by_priority: Sequence[Line]
    by_force: Sequence[Line]
    months: Sequence[Month]
    repeats: int
    closed_in: tuple[int, int, int] | None
    """How many were closed in the last year, and the median and the longest number of days that it took."""


def of_force(force: str, sight: Sight, owner: int | None = None) -> ColumnElement[bool]:
    """The areas of one force that somebody sees; with `owner`, those that this person owns."""
    return and_(seen(force, sight), Area.owner_id == owner if owner is not None else true())


def of_nation(sight: Sight, home: frozenset[str]) -> ColumnElement[bool]:
    """What is published about all forces, but for somebody's home forces."""
    return and_(
        Area.published_on.is_not(None), Area.marking.in_(markings.up_to(sight.level)), Area.force_id.not_in(home)
    )


def board(session: Session, which: ColumnElement[bool], today: date, *, nation: bool = False) -> Board:
    """The whole dashboard: ten statements."""
    rows = session.execute(select(state(), func.count()).where(which).group_by(state()))
    states: dict[str, int] = {row[0]: row[1] for row in rows}
    opened = sum(count for name, count in states.items() if name != "closed")
    raised = _raised(session, which, today)
    ages = _ages(raised, today)
    return Board(
        states=[Line(words, states.get(name, 0)) for name, words in STATES.items()],
        total=opened,
        overdue=sum(line.overdue for line in ages),
        by_age=ages,
        by_owner=_by_owner(session, which, today),
        by_framework=_by_framework(session, which, today),
        by_priority=_by_priority(session, which, today),
        by_force=_by_force(session, which, today) if nation else (),
        months=_months(session, which, _by_month((day.on, day.count) for day in raised), today),
        repeats=_repeats(session, which),
        closed_in=_closed_in(session, which, today),
    )


def _late(today: date) -> ColumnElement[int]:
    return func.sum(case((is_overdue(today), 1), else_=0))


def _raised(session: Session, which: ColumnElement[bool], today: date) -> list[Raised]:
    rows = session.execute(
        select(Area.raised_on, is_open(), func.count(), _late(today)).where(which).group_by(Area.raised_on, is_open())
    )
    return [Raised(on, bool(opened), count, late) for on, opened, count, late in rows]


def _ages(raised: Sequence[Raised], today: date) -> list[Line]:
    bands = [(today - timedelta(days=most), words) for _, most, words in BANDS]
    found: dict[str, tuple[int, int]] = {}
    for day in raised:
        if day.is_open:
            band = next((words for since, words in bands if day.on > since), OLDEST)
            before = found.get(band, (0, 0))
            found[band] = (before[0] + day.count, before[1] + day.overdue)
    return [Line(words, *found.get(words, (0, 0))) for words in (*[words for _, words in bands], OLDEST)]


def _by_owner(session: Session, which: ColumnElement[bool], today: date) -> list[Line]:
    rows = session.execute(
        select(Area.owner_id, Area.owner_post, func.count(), _late(today))
        .where(which, is_open())
        .group_by(Area.owner_id, Area.owner_post)
    ).all()
    # The few owners are named afterwards: joined to every area, they would take several times as long.
    names = {id_: person.name for id_, person in people(session, {row[0] for row in rows}).items()}
    found: dict[str, tuple[int, int]] = {}
    for owner, post, count, late in rows:
        words = names.get(owner or 0) or post or "Nobody yet"
        before = found.get(words, (0, 0))
        found[words] = (before[0] + count, before[1] + late)
    lines = [Line(words, *counts) for words, counts in found.items()]
    return _cut(sorted(lines, key=lambda line: (-line.count, line.words)), "owners")


def _by_framework(session: Session, which: ColumnElement[bool], today: date) -> list[Line]:
    """By framework; an area that was found in one and bears on criteria of another counts in both."""
    mine = (which, is_open())
    own = session.execute(select(Area.framework, func.count(), _late(today)).where(*mine).group_by(Area.framework))
    others = (
        select(AreaCriterion.area_id, AreaCriterion.framework, Area.due_on)
        .join(Area, Area.id == AreaCriterion.area_id)
        .where(*mine, AreaCriterion.framework.is_distinct_from(Area.framework))
        .distinct()
        .subquery()
    )
    late = func.sum(case((others.c.due_on < today, 1), else_=0))
    more = session.execute(select(others.c.framework, func.count(), late).group_by(others.c.framework))
    found: dict[str, tuple[int, int]] = {}
    for framework, count, overdue in (*own, *more):
        if framework is not None:
            before = found.get(framework, (0, 0))
            found[framework] = (before[0] + count, before[1] + overdue)
    return [Line(framework.upper(), *counts) for framework, counts in sorted(found.items())]


def _by_priority(session: Session, which: ColumnElement[bool], today: date) -> list[Line]:
    rows = session.execute(
        select(Area.priority, func.count(), _late(today)).where(which, is_open()).group_by(Area.priority)
    )
    found = {name: (count, late) for name, count, late in rows}
    return [Line(words, *found.get(name, (0, 0))) for name, words in PRIORITIES.items()]


def _by_force(session: Session, which: ColumnElement[bool], today: date) -> list[Line]:
    rows = session.execute(
        select(Force.id, Force.name, func.count(), _late(today))
        .select_from(Area)
        .join(Force, Force.id == Area.force_id)
        .where(which, is_open())
        .group_by(Force.id, Force.name)
        .order_by(func.count().desc(), Force.name)
    ).all()
    return [Line(name, count, late, f"/forces/{key}/improvement/dashboard") for key, name, count, late in rows]


def _months(session: Session, which: ColumnElement[bool], raised: Mapping[int, int], today: date) -> list[Month]:
    """What was raised, closed and planned, added up month by month: two years back, and as far ahead as is planned."""
    closed = _monthly(session, which, func.date(Area.closed_at, type_=Date))
    planned = _monthly(session, which, Area.due_on)
    if not raised:
        return []
    now = today.year * 12 + today.month - 1
    first = max(min(raised), now - MONTHS_SHOWN + 1)
    last = min(max([now, *planned]), now + MONTHS_SHOWN)
    return [
        Month(
            f"{MONTHS[month % 12]} {month // 12}",
            sum(count for at, count in raised.items() if at <= month),
            sum(count for at, count in closed.items() if at <= month),
            sum(count for at, count in planned.items() if at <= month),
        )
        for month in range(first, last + 1)
    ]


def _monthly(session: Session, which: ColumnElement[bool], column: Any) -> Mapping[int, int]:
    rows = session.execute(select(column, func.count()).where(which, column.is_not(None)).group_by(column))
    return _by_month((on, count) for on, count in rows)


def _by_month(days: Iterable[tuple[date, int]]) -> Mapping[int, int]:
    """How many there were in each month. The database counts days: taking dates apart would cost it more."""
    found: Counter[int] = Counter()
    for on, count in days:
        found[on.year * 12 + on.month - 1] += count
    return found


def _repeats(session: Session, which: ColumnElement[bool]) -> int:
    """How many open ones repeat an earlier one."""
    repeat = select(AreaLink.later_id).where(AreaLink.kind == "repeats")
    return session.scalar(select(func.count()).select_from(Area).where(which, is_open(), Area.id.in_(repeat))) or 0


def _closed_in(session: Session, which: ColumnElement[bool], today: date) -> tuple[int, int, int] | None:
    rows = session.execute(
        select(Area.raised_on, Area.closed_at).where(which, Area.closed_at > today - timedelta(days=365))
    )
    days = [(ended.date() - began).days for began, ended in rows if ended is not None]
    return (len(days), round(median(days)), max(days)) if days else None


def _cut(lines: list[Line], what: str) -> list[Line]:
    """The longest lines, and the rest as one that says how many they are."""
    if len(lines) <= MOST_ROWS:
        return lines
    rest = lines[MOST_ROWS - 1 :]
    more = Line(f"{len(rest)} other {what}", sum(x.count for x in rest), sum(x.overdue for x in rest))
    return [*lines[: MOST_ROWS - 1], more]
