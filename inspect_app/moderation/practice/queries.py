"""Questions about the good practice that a force offers. Each is one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ...assessment.models import Assessment, Entry, Finding
from ..models import PracticeCheck
from .policy import KIND


@dataclass(frozen=True, slots=True)
class Offered:
    """One finding that is offered as good practice, and what checking it found; `version` is 0 before it is checked."""

    id: int
    printed_id: str
    framework: str
    title: str
    text: str
    evaluated: str | None
    transferable: str | None
    note: str | None
    chosen: int | None
    version: int
    checker: str | None
    checked_at: datetime | None


def offered(session: Session, assessment: int) -> Sequence[Offered]:
    """What an assessment offers, in printed order."""
    rows: Any = session.execute(
        select(
            Finding.id,
            Finding.printed_id,
            Entry.framework,
            Finding.title,
            Finding.text,
            PracticeCheck.evaluated,
            PracticeCheck.transferable,
            PracticeCheck.note,
            PracticeCheck.chosen,
            func.coalesce(PracticeCheck.version, 0),
            Person.name,
            PracticeCheck.checked_at,
        )
        .join(Entry, Entry.id == Finding.entry_id)
        .outerjoin(PracticeCheck, PracticeCheck.finding_id == Finding.id)
        .outerjoin(Person, Person.id == PracticeCheck.checked_by)
        .where(Entry.assessment_id == assessment, Finding.kind == KIND, Finding.withdrawn_on.is_(None))
        .order_by(Entry.place, Finding.place, Finding.id)
    )
    return [Offered(*row) for row in rows]


def chosen(session: Session, assessment: int) -> Sequence[Offered]:
    """Those that were chosen, in the order in which they are printed."""
    found = [one for one in offered(session, assessment) if one.chosen is not None]
    return sorted(found, key=lambda one: one.chosen or 0)


def checks_of(session: Session, assessment: int) -> Sequence[PracticeCheck]:
    """The checks of an assessment, held against other writers until the work ends."""
    wanted = select(PracticeCheck).where(PracticeCheck.assessment_id == assessment).order_by(PracticeCheck.id)
    return session.scalars(wanted.with_for_update()).all()


def assessment_at(session: Session, force: str, cycle: str, *, to_change: bool = False) -> Assessment | None:
    """The assessment at an address; with `to_change`, others who want to change it wait."""
    wanted = select(Assessment).where(Assessment.force_id == force, Assessment.cycle_id == cycle)
    return session.scalars(wanted.with_for_update() if to_change else wanted).one_or_none()
