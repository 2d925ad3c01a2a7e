"""Questions about the facts on which a change of method is tried, and about changes that were proposed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ...assessment.models import Assessment, Entry
from ...forces.models import Force
from ..cases import from_text
from ..models import Case, ChangeProposal
from .effects import Effect, Known, from_json


@dataclass(frozen=True, slots=True)
class Listed:
    """A proposed change without its effect."""

    id: int
    says: str
    because: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed change with its effect as it was worked out then."""

    listed: Listed
    edition: str
    edition_digest: str
    effect: Effect


def cases(session: Session, cycle: str, edition: str) -> list[Known]:
    """The facts of every case of a cycle. One statement."""
    rows = session.execute(
        select(Assessment.force_id, Case.facts)
        .join(Entry, Entry.assessment_id == Assessment.id)
        .join(Case, Case.entry_id == Entry.id)
        .where(Assessment.cycle_id == cycle, Assessment.edition == edition)
        .order_by(Assessment.force_id, Entry.place, Entry.id)
    )
    return [Known(force, from_text(written)) for force, written in rows]


def forces(session: Session, cycle: str) -> tuple[Mapping[str, str], Sequence[tuple[str, str]]]:
    """The short names of all forces, and the states of those that take part. Two statements."""
    names = {force: name.removesuffix(" Police") for force, name in session.execute(select(Force.id, Force.name))}
    states = session.execute(
        select(Assessment.force_id, Assessment.state).where(Assessment.cycle_id == cycle).order_by(Assessment.force_id)
    )
    return names, [(force, state) for force, state in states]


def proposals(session: Session, cycle: str) -> list[Listed]:
    """The changes proposed for a cycle, the newest first. One statement."""
    rows = session.execute(
        select(ChangeProposal.id, ChangeProposal.says, ChangeProposal.because, Person.name, ChangeProposal.made_at)
        .join(Person, Person.id == ChangeProposal.made_by)
        .where(ChangeProposal.cycle_id == cycle)
        .order_by(ChangeProposal.made_at.desc(), ChangeProposal.id.desc())
    )
    return [Listed(*row) for row in rows]


def proposal(session: Session, cycle: str, number: int) -> Proposed | None:
    """One proposed change. Two statements."""
    row = session.scalars(
        select(ChangeProposal).where(ChangeProposal.cycle_id == cycle, ChangeProposal.id == number)
    ).one_or_none()
    if row is None:
        return None
    name = session.scalars(select(Person.name).where(Person.id == row.made_by)).one()
    listed = Listed(row.id, row.says, row.because, name, row.made_at)
    return Proposed(listed, row.edition, row.edition_digest, from_json(json.loads(row.effect)))
