"""What the policing body has to respond to: how many in each state, one page of them, or all for a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.orm import Session

from .. import queries
from ..models import Area, PolicingBodyResponse
from ..policy import Sight
from ..standing import RESPOND_WITHIN
from ..states import ANSWERED_WITHIN_56_DAYS

A_PAGE = 20
OVERDUE, DUE, PUBLISHED = "overdue", "due", "published"
STATES: Mapping[str, str] = {OVERDUE: "Overdue", DUE: "Due", PUBLISHED: "With a response"}
SHOWS: Mapping[str, str] = {"": "All", **STATES}


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation with its response."""

    area: Area
    response: PolicingBodyResponse | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of them, in one state or in all."""

    rows: Sequence[Row]
    number: int
    total: int
    address: str

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


def totals(session: Session, force: str, sight: Sight, today: date) -> Mapping[str, int]:
    """How many there are in each state, and under the empty name in all. One statement."""
    state = _state(today)
    rows = session.execute(
        select(state, func.count())
        .select_from(Area)
        .join(PolicingBodyResponse, PolicingBodyResponse.area_id == Area.id, isouter=True)
        .where(_asked(force, sight))
        .group_by(state)
    )
    found = {row[0]: row[1] for row in rows}
    return {"": sum(found.values()), **{name: found.get(name, 0) for name in STATES}}


def page(session: Session, force: str, sight: Sight, today: date, show: str, number: int, total: int) -> Listed:
    """One page: the newest publication first, or what is still due by its last day. One statement."""
    number = min(max(1, number), max(1, -(-total // A_PAGE)))
    asked = _rows(force, sight, today, show).limit(A_PAGE).offset((number - 1) * A_PAGE)
    return Listed([Row(area, response) for area, response in session.execute(asked)], number, total, "")


def everything(session: Session, force: str, sight: Sight, today: date, show: str) -> list[Row]:
    """All of them, for the document. One statement."""
    return [Row(area, response) for area, response in session.execute(_rows(force, sight, today, show))]


def _rows(force: str, sight: Sight, today: date, show: str) -> Select[Area, PolicingBodyResponse]:
    soonest = Area.published_on if show in (OVERDUE, DUE) else Area.published_on.desc()
    return (
        select(Area, PolicingBodyResponse)
        .join(PolicingBodyResponse, PolicingBodyResponse.area_id == Area.id, isouter=True)
        .where(_asked(force, sight), _state(today) == show if show else true())
        .order_by(soonest, Area.number)
    )


def _asked(force: str, sight: Sight) -> ColumnElement[bool]:
    """What the policing body has to respond to at all."""
    kinds = Area.kind.in_(sorted(ANSWERED_WITHIN_56_DAYS))
    return and_(queries.seen(force, sight), kinds, Area.published_on.is_not(None))


def _state(today: date) -> ColumnElement[str]:
    return case(
        (PolicingBodyResponse.id.is_not(None), PUBLISHED),
        (Area.published_on < today - RESPOND_WITHIN, OVERDUE),
        else_=DUE,
    )
