"""Questions about what a report prints that can be corrected. Each is one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person
from ..assessment.models import Assessment, Entry, Finding
from ..moderation.models import Caveat, Judgement, Publication


@dataclass(frozen=True, slots=True)
class Printed:
    """Words of a published report that can be corrected: `kind` is reason, caveat or finding, `id` its row."""

    kind: str
    id: int
    name: str
    text: str

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True, slots=True)
class Version:
    """A published version as pages list it."""

    number: int
    document: str
    size: int
    content: str
    changed: str | None
    because: str | None
    publisher: str
    published_at: Any


def assessment_at(session: Session, force: str, cycle: str, *, to_change: bool = False) -> Assessment | None:
    """The assessment at an address; with `to_change`, others who want to change it wait."""
    wanted = select(Assessment).where(Assessment.force_id == force, Assessment.cycle_id == cycle)
    return session.scalars(wanted.with_for_update() if to_change else wanted).one_or_none()


def versions(session: Session, assessment: int) -> Sequence[Version]:
    """The published versions, newest first."""
    rows: Any = session.execute(
        select(
            Publication.number,
            Publication.document,
            Publication.size,
            Publication.content,
            Publication.changed,
            Publication.because,
            Person.name,
            Publication.published_at,
        )
        .join(Person, Person.id == Publication.published_by)
        .where(Publication.assessment_id == assessment)
        .order_by(Publication.number.desc())
    )
    return [Version(*row) for row in rows]


def printed(session: Session, assessment: int, framework: str) -> Sequence[Printed]:
    """What can be corrected in one framework: the reason for its grade, caveats, findings. Three statements."""
    mine = (Entry.assessment_id == assessment, Entry.framework == framework)
    reasons: Any = session.execute(
        select(Judgement.id, Judgement.reason).join(Entry).where(*mine, Judgement.reason.is_not(None))
    )
    caveats: Any = session.execute(
        select(Caveat.id, Caveat.text).join(Judgement).join(Entry).where(*mine).order_by(Caveat.place)
    )
    findings: Any = session.execute(
        select(Finding.id, Finding.printed_id, Finding.text)
        .join(Entry, Entry.id == Finding.entry_id)
        .where(*mine, Finding.withdrawn_on.is_(None))
        .order_by(Finding.place, Finding.id)
    )
    return [
        *(Printed("reason", id_, "The reason for the grade", text) for id_, text in reasons),
        *(Printed("caveat", id_, "A caveat", text) for id_, text in caveats),
        *(Printed("finding", id_, name, text) for id_, name, text in findings),
    ]


def grades(session: Session, assessment: int) -> Sequence[tuple[str, str | None, str | None]]:
    """Framework, grade and direction of every entry, in order."""
    rows: Any = session.execute(
        select(Entry.framework, Judgement.grade, Judgement.direction)
        .outerjoin(Judgement, Judgement.entry_id == Entry.id)
        .where(Entry.assessment_id == assessment)
        .order_by(Entry.place, Entry.id)
    )
    return [(framework, grade, direction) for framework, grade, direction in rows]
