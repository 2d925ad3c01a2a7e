"""Questions about what a force puts forward, its versions and signatures, and whom to tell. Each is one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple, TypeVar

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, RoleHeld
from ...accounts.roles import Role
from ...evidence.models import Evidence, Revision
from ..models import (
    Assessment,
    Citation,
    Entry,
    Finding,
    FindingCriterion,
    Passage,
    PutForward,
    Rating,
    Signature,
    Version,
)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Judged:
    """The grade that a person puts forward for an entry, and why."""

    grade: str
    because: str
    by: str
    at: datetime


class Written(NamedTuple):
    """One finding as it stands; `bears_on` are criteria in their order."""

    id: int
    printed_id: str
    kind: str
    title: str
    text: str
    bears_on: tuple[str, ...]


class Contrary(NamedTuple):
    """Findings of one kind that bear on a criterion whose rating says the opposite, by their printed ids."""

    criterion: str
    kind: str
    printed_ids: tuple[str, ...]


class Cited(NamedTuple):
    """One citation that was not taken back: what it supports (a criterion or factor, or a finding), and by what.

    `about` is the id of a criterion or factor, or the printed id of a finding.
    """

    about: str
    of_a_finding: bool
    number: int
    title: str
    revision: int
    sha256: str | None
    url: str | None
    note: str | None
    part: str | None
    shows: str


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody to write to."""

    id: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A version without its content, with who submitted and returned it, and its newest signature."""

    id: int
    number: int
    digest: str
    submitted_by: int
    submitter: str
    submitted_at: datetime
    returned_at: datetime | None
    returned_because: str | None
    returner: str | None
    signature: Signature | None = field(compare=False, default=None)

    @property
    def is_signed(self) -> bool:
        """Whether a signature on it stands."""
        return self.signature is not None and self.signature.fell_at is None


def assessment_of(session: Session, force: str, cycle: str, *, to_change: bool = False) -> Assessment | None:
    """The assessment of a force in a cycle; with `to_change`, others who want to change it wait. One statement."""
    asked = select(Assessment).where(Assessment.force_id == force, Assessment.cycle_id == cycle)
    return session.scalars(asked.with_for_update() if to_change else asked).one_or_none()


def entries_of(session: Session, assessment: int) -> Sequence[Entry]:
    """The entries in order. One statement."""
    return session.scalars(select(Entry).where(Entry.assessment_id == assessment).order_by(Entry.place, Entry.id)).all()


def judged(session: Session, assessment: int) -> Mapping[int, Judged]:
    """The grades that people put forward, by entry. One statement."""
    rows = session.execute(
        select(PutForward.entry_id, PutForward.grade, PutForward.because, Person.name, PutForward.saved_at)
        .join(Entry, Entry.id == PutForward.entry_id)
        .join(Person, Person.id == PutForward.saved_by)
        .where(Entry.assessment_id == assessment)
        .order_by(PutForward.entry_id)
    )
    return {entry: Judged(grade, because, by, at) for entry, grade, because, by, at in rows}


def contrary(session: Session, assessment: int, against: Mapping[str, str]) -> Mapping[int, Sequence[Contrary]]:
    """Where findings and ratings say opposite things, by entry and criterion. One statement.

    `against` holds the step that each kind of finding contradicts.
    """
    rows = session.execute(
        select(Finding.entry_id, FindingCriterion.criterion, Finding.kind, Finding.printed_id)
        .join(Finding, Finding.id == FindingCriterion.finding_id)
        .join(Rating, and_(Rating.entry_id == Finding.entry_id, Rating.criterion == FindingCriterion.criterion))
        .where(Finding.assessment_id == assessment, Finding.withdrawn_on.is_(None))
        .where(or_(false(), *(and_(Finding.kind == kind, Rating.step == step) for kind, step in against.items())))
        .order_by(Finding.entry_id, Rating.place, Rating.id, Finding.kind, Finding.place, Finding.id)
    )
    together = groupby(rows, key=lambda row: (row[0], row[1], row[2]))
    return _grouped(
        (entry, Contrary(criterion, kind, tuple(row[3] for row in of_kind)))
        for (entry, criterion, kind), of_kind in together
    )


def written(session: Session, assessment: int) -> Mapping[int, Sequence[Written]]:
    """The findings that were not withdrawn, by entry, in order. Two statements."""
    wanted = (Finding.assessment_id == assessment, Finding.withdrawn_on.is_(None))
    bears_on = _grouped(
        session.execute(
            select(FindingCriterion.finding_id, FindingCriterion.criterion)
            .join(Finding, Finding.id == FindingCriterion.finding_id)
            .where(*wanted)
            .order_by(FindingCriterion.finding_id, FindingCriterion.place, FindingCriterion.criterion)
        )
    )
    rows = session.execute(
        select(Finding.entry_id, Finding.id, Finding.printed_id, Finding.kind, Finding.title, Finding.text)
        .where(*wanted)
        .order_by(Finding.place, Finding.id)
    )
    return _grouped(
        (entry, Written(number, name, kind, title, text, tuple(bears_on.get(number, ()))))
        for entry, number, name, kind, title, text in rows
    )


def passages(session: Session, assessment: int) -> Mapping[int, Sequence[str]]:
    """The passages of context that came with a loaded record, by entry, in order. One statement."""
    return _grouped(
        session.execute(
            select(Passage.entry_id, Passage.text)
            .join(Entry, Entry.id == Passage.entry_id)
            .where(Entry.assessment_id == assessment)
            .order_by(Passage.place, Passage.id)
        )
    )


def cited(session: Session, assessment: int) -> Mapping[int, Sequence[Cited]]:
    """The citations that were not taken back, by entry. One statement."""
    rows = session.execute(
        select(
            Citation.entry_id,
            Citation.asked,
            Finding.printed_id,
            Evidence.number,
            Evidence.title,
            Revision.number,
            Revision.sha256,
            Revision.url,
            Revision.note,
            Citation.part,
            Citation.shows,
        )
        .join(Entry, Entry.id == Citation.entry_id)
        .join(Revision, Revision.id == Citation.revision_id)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .outerjoin(Finding, Finding.id == Citation.finding_id)
        .where(Entry.assessment_id == assessment, Citation.taken_back_at.is_(None), Finding.withdrawn_on.is_(None))
        .order_by(Citation.id)
    )
    return _grouped(
        (entry, Cited(asked or printed or "", asked is None, *rest)) for entry, asked, printed, *rest in rows
    )


def versions(session: Session, assessment: int) -> Sequence[Numbered]:
    """Every version, newest first, without its content. Two statements."""
    signed = _grouped(
        (signature.version_id, signature)
        for signature in session.scalars(
            select(Signature)
            .join(Version, Version.id == Signature.version_id)
            .where(Version.assessment_id == assessment)
            .order_by(Signature.signed_at, Signature.id)
        )
    )
    submitter, returner = Person.__table__.alias("submitter"), Person.__table__.alias("returner")
    rows = session.execute(
        select(
            Version.id,
            Version.number,
            Version.digest,
            Version.submitted_by,
            submitter.c.name,
            Version.submitted_at,
            Version.returned_at,
            Version.returned_because,
            returner.c.name,
        )
        .join(submitter, submitter.c.id == Version.submitted_by)
        .outerjoin(returner, returner.c.id == Version.returned_by)
        .where(Version.assessment_id == assessment)
        .order_by(Version.number.desc())
    )
    found = [Numbered(*row) for row in rows]
    return [
        replace(version, signature=signed[version.id][-1]) if version.id in signed else version for version in found
    ]


def newest(session: Session, assessment: int) -> Numbered | None:
    """The version that counts now, if any was ever submitted. Two statements."""
    return next(iter(versions(session, assessment)), None)


def newest_id(session: Session, assessment: int) -> int:
    """The id of the newest version; 0 where there is none. One statement."""
    last = select(Version.id).where(Version.assessment_id == assessment).order_by(Version.number.desc()).limit(1)
    return session.scalar(last) or 0


def content_of(session: Session, version: int) -> str:
    """What one version holds, as canonical JSON. One statement."""
    return session.scalars(select(Version.content).where(Version.id == version)).one()


def standing_signatures(session: Session, assessment: int) -> Sequence[Signature]:
    """The signatures on any version that have not fallen. One statement."""
    return session.scalars(
        select(Signature)
        .join(Version, Version.id == Signature.version_id)
        .where(Version.assessment_id == assessment, Signature.fell_at.is_(None))
        .order_by(Signature.id)
    ).all()


def holders(session: Session, force: str, roles: Collection[Role], on: date) -> Sequence[Told]:
    """Everybody with an open account who holds one of these roles in a force on a day, by name. One statement."""
    rows = session.execute(
        select(Person.id, Person.name, Person.email)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(
            RoleHeld.force == force,
            RoleHeld.role.in_([role.value for role in roles]),
            or_(RoleHeld.until.is_(None), RoleHeld.until >= on),
            Person.closed_at.is_(None),
        )
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return [Told(*row) for row in rows]


def _grouped(rows: Iterable[tuple[int, Row]]) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found
