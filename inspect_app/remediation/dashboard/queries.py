"""What a dashboard of areas shows: counts by state, age, owner, framework and priority, and month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from ...evidence import markings
from ...forces.models import Force
from ...ui.times import MONTHS
from ..models import Area, AreaCriterion, AreaLink, Closure
from ..policy import Sight
from ..queries import is_open, people, seen
from ..states import AWAITING, CLOSED, IN_PROGRESS, PENDING, PRIORITIES, STATES
from .columns import Ended, Opened, ended, opened

BANDS = (
    (0, 90, "Up to 3 months"),
    (90, 182, "3 to 6 months"),
    (182, 365, "6 to 12 months"),
    (365, 730, "1 to 2 years"),
)
OLDEST = "More than 2 years"
MONTHS_SHOWN = 24
MOST_ROWS = 15
FIRST = aliased(AreaCriterion)
"""Made once: a statement with an alias of its own is never found among those that were put together before."""


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


def board(
    session: Session, which: ColumnElement[bool], today: date, frameworks: Mapping[str, str], *, nation: bool = False
) -> Board:
    """The whole dashboard: six statements, and one more for the nation. `frameworks` are their names by id."""
    still, past = opened(session, which), ended(session, which)
    late = still.due_before(today)
    waiting = still.of(_ids(session, select(Closure.area_id).where(Closure.result.is_(None))))
    repeating = still.of(_ids(session, select(AreaLink.later_id).where(AreaLink.kind == "repeats")))
    months = _months(
        _by_month((*still.raised, *past.raised)), _by_month(past.closed), _by_month((*still.due, *past.due)), today
    )
    return Board(
        states=_states(still, waiting, len(past.closed)),
        total=len(still.ids),
        overdue=len(late.ids),
        by_age=_ages(still, late, today),
        by_owner=_by_owner(session, still, late),
        by_framework=_by_framework(still, late, _elsewhere(session, which, today), frameworks),
        by_priority=_lines(PRIORITIES, Counter(still.priorities), Counter(late.priorities)),
        by_force=_by_force(session, still, late) if nation else (),
        months=months,
        repeats=len(repeating.ids),
        closed_in=_closed_in(past, today),
    )


def _ids(session: Session, which: Select[int]) -> frozenset[str]:
    return frozenset(map(str, session.scalars(which)))


def _states(still: Opened, waiting: Opened, closed: int) -> list[Line]:
    awaiting = still.without_owner - waiting.without_owner
    found = {
        AWAITING: awaiting,
        IN_PROGRESS: len(still.ids) - len(waiting.ids) - awaiting,
        PENDING: len(waiting.ids),
        CLOSED: closed,
    }
    return [Line(words, found[name]) for name, words in STATES.items()]


def _lines(words: Mapping[str, str], counts: Mapping[str, int], late: Mapping[str, int]) -> list[Line]:
    return [Line(said, counts.get(name, 0), late.get(name, 0)) for name, said in words.items()]


def _ages(still: Opened, late: Opened, today: date) -> list[Line]:
    since = [((today - timedelta(days=most)).isoformat(), words) for _, most, words in BANDS]

    def by_band(days: Iterable[str]) -> Counter[str]:
        found: Counter[str] = Counter()
        for on, count in Counter(days).items():
            found[next((words for begins, words in since if on > begins), OLDEST)] += count
        return found

    words = [*(words for _, words in since), OLDEST]
    return _lines(dict(zip(words, words, strict=True)), by_band(still.raised), by_band(late.raised))


def _by_owner(session: Session, still: Opened, late: Opened) -> list[Line]:
    owners, overdue = Counter(still.owners), Counter(late.owners)
    # The few owners are named afterwards: joined to every area, they would take several times as long.
    found_people = people(session, {int(owner) for owner, _ in owners if owner})
    names = {str(id_): person.name for id_, person in found_people.items()}
    found: dict[str, tuple[int, int]] = {}
    for (owner, post), count in owners.items():
        words = names.get(owner) or post or "Nobody yet"
        before = found.get(words, (0, 0))
        found[words] = (before[0] + count, before[1] + overdue[owner, post])
    lines = [Line(words, *counts) for words, counts in found.items()]
    return _cut(sorted(lines, key=lambda line: (-line.count, line.words)), "owners")


def _by_framework(
    still: Opened, late: Opened, elsewhere: Iterable[tuple[str, int, int]], names: Mapping[str, str]
) -> list[Line]:
    """By framework; an area that was found in one and bears on criteria of another counts in both.

    One that no edition knows any more keeps its code.
    """
    found, overdue = Counter(still.frameworks), Counter(late.frameworks)
    for framework, count, of_them in elsewhere:
        found[framework] += count
        overdue[framework] += of_them
    return [Line(names.get(one, one.upper()), found[one], overdue[one]) for one in sorted(found) if one]


def _elsewhere(session: Session, which: ColumnElement[bool], today: date) -> list[tuple[str, int, int]]:
    """The frameworks on which open areas bear that were not found there: how many, and how many are overdue."""
    # Counted at its first criterion only, which costs less than setting doubles aside afterwards.
    before = or_(
        FIRST.edition < AreaCriterion.edition,
        and_(FIRST.edition == AreaCriterion.edition, FIRST.criterion < AreaCriterion.criterion),
    )
    same = (FIRST.area_id == AreaCriterion.area_id, FIRST.framework == AreaCriterion.framework)
    rows = session.execute(
        select(AreaCriterion.framework, func.count(), func.sum(case((Area.due_on < today, 1), else_=0)))
        .join(Area, Area.id == AreaCriterion.area_id)
        .where(which, is_open(), AreaCriterion.framework.is_distinct_from(Area.framework))
        .where(~exists().where(*same, before))
        .group_by(AreaCriterion.framework)
    )
    return [(framework, count, late) for framework, count, late in rows]


def _by_force(session: Session, still: Opened, late: Opened) -> list[Line]:
    counts, overdue = Counter(still.forces), Counter(late.forces)
    rows = session.execute(select(Force.id, Force.name).where(Force.id.in_(counts)))
    lines = [Line(name, counts[key], overdue[key], f"/forces/{key}/improvement/dashboard") for key, name in rows]
    return sorted(lines, key=lambda line: (-line.count, line.words))


def _months(
    raised: Mapping[int, int], closed: Mapping[int, int], planned: Mapping[int, int], today: date
) -> list[Month]:
    """What was raised, closed and planned, added up month by month: two years back, and as far ahead as is planned."""
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


def _by_month(days: Iterable[str]) -> Mapping[int, int]:
    """How many there were in each month, counted from the year nought."""
    found: Counter[int] = Counter()
    for on, count in Counter(days).items():
        if on:
            found[int(on[:4]) * 12 + int(on[5:7]) - 1] += count
    return found


def _closed_in(past: Ended, today: date) -> tuple[int, int, int] | None:
    since = (today - timedelta(days=365)).isoformat()
    ordinal = {on: date.fromisoformat(on).toordinal() for on in {*past.raised, *past.closed}}
    days = [
        ordinal[closed] - ordinal[raised]
        for raised, closed in zip(past.raised, past.closed, strict=True)
        if closed >= since
    ]
    return (len(days), round(median(days)), max(days)) if days else None


def _cut(lines: list[Line], what: str) -> list[Line]:
    """The longest lines, and the rest as one that says how many they are."""
    if len(lines) <= MOST_ROWS:
        return lines
    rest = lines[MOST_ROWS - 1 :]
    more = Line(f"{len(rest)} other {what}", sum(x.count for x in rest), sum(x.overdue for x in rest))
    return [*lines[: MOST_ROWS - 1], more]
