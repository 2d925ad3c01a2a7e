"""The areas that a dashboard counts, read once as bare columns: no rows, no objects, and no long words.

The database joins each column into one text. To have it group thousands of rows by each of six things in turn, or to
make a row of each, takes several times as long.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import compress
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..models import Area
from ..queries import is_open

BETWEEN = "\x1f"


class Opened(NamedTuple):
    """Open areas, a sequence for each column, as text, empty where there is nothing. Days are as ISO 8601 has them."""

    ids: Sequence[str]
    forces: Sequence[str]
    people: Sequence[str]
    posts: Sequence[str]
    priorities: Sequence[str]
    frameworks: Sequence[str]
    raised: Sequence[str]
    due: Sequence[str]

    @property
    def owners(self) -> Iterable[tuple[str, str]]:
        """The id of a person and a post; both empty where nobody owns it."""
        return zip(self.people, self.posts, strict=True)

    @property
    def without_owner(self) -> int:
        """How many nobody owns."""
        return sum(owner == ("", "") for owner in self.owners)

    def due_before(self, today: date) -> Opened:
        """Those whose day has passed."""
        day = today.isoformat()
        return self._only(["" < due < day for due in self.due])

    def of(self, ids: Collection[str]) -> Opened:
        """Those with these ids."""
        return self._only([id_ in ids for id_ in self.ids])

    def _only(self, which: Sequence[bool]) -> Opened:
        return Opened(*(list(compress(column, which)) for column in self))


class Ended(NamedTuple):
    """Closed areas, likewise: the days on which they were raised, closed, and due."""

    raised: Sequence[str]
    closed: Sequence[str]
    due: Sequence[str]


def opened(session: Session, which: ColumnElement[bool]) -> Opened:
    """One statement."""
    columns = (
        Area.id,
        Area.force_id,
        Area.owner_id,
        Area.owner_post,
        Area.priority,
        Area.framework,
        Area.raised_on,
        Area.due_on,
    )
    return Opened(*_columns(session, [_text(column) for column in columns], which, is_open()))


def ended(session: Session, which: ColumnElement[bool]) -> Ended:
    """One statement."""
    columns = [_text(Area.raised_on), func.substr(_text(Area.closed_at), 1, 10), _text(Area.due_on)]
    return Ended(*_columns(session, columns, which, Area.closed_how.is_not(None)))


def _text(column: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    text = func.coalesce(cast(column, String), "")
    return func.replace(text, BETWEEN, " ") if column is Area.owner_post else text


def _columns(
    session: Session, columns: Sequence[ColumnElement[str]], *which: ColumnElement[bool]
) -> list[Sequence[str]]:
    joined = session.execute(select(*(func.aggregate_strings(one, BETWEEN) for one in columns)).where(*which)).one()
    return [one.split(BETWEEN) if one is not None else [] for one in joined]
