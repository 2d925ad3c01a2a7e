"""What is to be seen on site, as lists show it; only of readings that the one who looks may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Person
from ....assessment.models import Entry
from ....promises import NotFound
from ...models import Reading, SiteCheck, SiteVisit
from ..queries import visible
from .visits import words_of


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to see on site. `reader_id` is whose reading wants it."""

    id: int
    reading_id: int
    reader_id: int
    entry_id: int
    framework: str
    asked: str | None
    what: str
    found: str | None
    checked_at: datetime | None
    checked_by: str | None
    version: int
    visit_id: int | None = None
    on_day: date | None = None
    until_on: date | None = None

    @property
    def visit(self) -> str:
        """The days of the visit at which it is to be seen or was; empty outside all visits."""
        return words_of(self.on_day, self.until_on) if self.on_day else ""

    @property
    def is_done(self) -> bool:
        return self.checked_at is not None


def of_readings(session: Session, readings: Sequence[int], asked: str | None = None) -> list[Check]:
    """What these readings want to see about one thing, or about everything. One statement."""
    wanted = _checks().where(SiteCheck.reading_id.in_(readings))
    wanted = wanted if asked is None else wanted.where(SiteCheck.asked == asked)
    rows = session.execute(wanted.order_by(SiteCheck.id))
    return [Check(*row) for row in rows]


def of_assessment(session: Session, assessment: int, person: int) -> list[Check]:
    """Everything to see at a force that somebody may know of, in printed order. One statement."""
    mine = (Entry.assessment_id == assessment, Reading.stood_down_at.is_(None), visible(person))
    rows = session.execute(
        _checks().where(*mine).order_by(Entry.place, Entry.id, SiteCheck.asked.nulls_first(), SiteCheck.id)
    )
    return [Check(*row) for row in rows]


def row_of(session: Session, assessment: int, check: int, person: int) -> tuple[SiteCheck, str]:
    """The row of one of somebody's own, held against other writers, and its framework. Raises NotFound."""
    row = session.execute(
        select(SiteCheck, Entry.framework)
        .join(Entry, Entry.id == SiteCheck.entry_id)
        .join(Reading, Reading.id == SiteCheck.reading_id)
        .where(SiteCheck.id == check, Entry.assessment_id == assessment, Reading.reader_id == person)
        .with_for_update(of=SiteCheck)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1]


def _checks() -> Any:
    return (
        select(
            SiteCheck.id,
            SiteCheck.reading_id,
            Reading.reader_id,
            SiteCheck.entry_id,
            Entry.framework,
            SiteCheck.asked,
            SiteCheck.what,
            SiteCheck.found,
            SiteCheck.checked_at,
            Person.name,
            SiteCheck.version,
            SiteCheck.visit_id,
            SiteVisit.on_day,
            SiteVisit.until_on,
        )
        .join(Entry, Entry.id == SiteCheck.entry_id)
        .join(Reading, Reading.id == SiteCheck.reading_id)
        .join(Person, Person.id == SiteCheck.checked_by, isouter=True)
        .join(SiteVisit, SiteVisit.id == SiteCheck.visit_id, isouter=True)
    )
