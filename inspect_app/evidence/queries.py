"""Answers what there is to know of pieces of evidence: one of them, its revisions, and what those that are cited say.

Every answer is of one force; asking for another force's number is asking for nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from .. import clock
from ..accounts.models import Person, RoleHeld
from ..accounts.roles import Role
from ..forces.models import Cycle
from ..promises import NotFound
from . import policy, source_kinds
from .models import Evidence, Revision, RevisionText
from .policy import Sight, Window
from .uses import Uses

Day = date | InstrumentedAttribute[date]

WRITERS = (Role.ASSESSOR, Role.FORCE_LEAD, Role.CHIEF_OFFICER)
"""Whose evidence it can be."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a page shows of one cited revision. `address` is the path of the piece in a cycle.

    `outside` is the sentence that says why it does not count by its date, or None; a withdrawn piece counts for nothing
    either way.
    """

    revision_id: int
    evidence_id: int
    force: str
    number: int
    title: str
    revision: int
    newest: int
    kind_words: str
    date_words: str
    inside: bool
    outside: str | None
    marking: str
    form: str
    url: str | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    withdrawn_because: str | None

    @property
    def counts(self) -> bool:
        return self.inside and self.withdrawn_at is None

    @property
    def is_newest(self) -> bool:
        return self.revision == self.newest

    def address(self, cycle: str) -> str:
        return address(self.force, cycle, self.number)


def address(force: str, cycle: str, number: int) -> str:
    """The path of a piece's page."""
    return f"/forces/{force}/{cycle}/evidence/{number}"


def window_of(cycle: Cycle) -> Window:
    return Window(cycle.assessed_from, cycle.assessed_to)


def counts_in(window: tuple[Day, Day]) -> ColumnElement[bool]:
    """As `policy.counts`, for a question to the database that joins Evidence; a withdrawn piece does not count.

    The days may be the columns of a cycle that the question joins as well.
    """
    return and_(
        Evidence.withdrawn_at.is_(None),
        Evidence.effective_from.is_not(None),
        Evidence.effective_from <= window[1],
        Evidence.effective_to >= window[0],
    )


def revision_cards(session: Session, revision_ids: Collection[int], window: tuple[date, date]) -> dict[int, Card]:
    """What pages show of these revisions, by the revision's id. One statement."""
    if not revision_ids:
        return {}
    newest = (
        select(func.max(Revision.number)).where(Revision.evidence_id == Evidence.id).correlate(Evidence)
    ).scalar_subquery()
    rows = session.execute(
        select(Revision.id, Revision.number, Revision.form, Revision.url, Evidence, newest, Person.name)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .join(Person, Person.id == Evidence.withdrawn_by, isouter=True)
        .where(Revision.id.in_(revision_ids))
        .order_by(Evidence.number, Revision.number)
    )
    return {row[0]: _card(row, window) for row in rows}


def _card(row: Row[Any], window: tuple[date, date]) -> Card:
    revision_id, number, form, url, piece, newest, withdrawn_by = tuple(row)
    days = (piece.effective_from, piece.effective_to)
    return Card(
        revision_id=revision_id,
        evidence_id=piece.id,
        force=piece.force,
        number=piece.number,
        title=piece.title,
        revision=number,
        newest=newest,
        kind_words=source_kinds.words_of(piece.kind),
        date_words=policy.date_words(*days),
        inside=policy.counts(*days, window),
        outside=policy.outside_words(*days, window),
        marking=piece.marking,
        form=form,
        url=url,
        withdrawn_by=withdrawn_by,
        withdrawn_at=piece.withdrawn_at,
        withdrawn_because=piece.withdrawn_because,
    )


def counting(session: Session, revision_ids: Collection[int], window: tuple[date, date]) -> set[int]:
    """Which of these revisions count: of pieces not withdrawn and about the assessed year. One statement."""
    if not revision_ids:
        return set()
    return set(
        session.scalars(
            select(Revision.id)
            .join(Evidence, Evidence.id == Revision.evidence_id)
            .where(Revision.id.in_(revision_ids), counts_in(window))
        )
    )


def newest_revisions(session: Session, force: str, numbers: Iterable[int]) -> dict[int, int]:
    """The id of the newest revision of each piece, by its number; withdrawn pieces and those of others are left out."""
    rows = session.execute(
        select(Evidence.number, func.max(Revision.id))
        .join(Revision, Revision.evidence_id == Evidence.id)
        .where(Evidence.force == force, Evidence.number.in_(list(numbers)), Evidence.withdrawn_at.is_(None))
        .group_by(Evidence.number)
        .order_by(Evidence.number)
    )
    return {row[0]: row[1] for row in rows}


def piece(session: Session, force: str, number: int) -> Evidence:
    """The piece with this number. Raises NotFound, also for what is another force's."""
    found = session.scalars(select(Evidence).where(Evidence.force == force, Evidence.number == number)).one_or_none()
    if found is None:
        raise NotFound
    return found


def seen_piece(session: Session, force: str, number: int, sight: Sight, uses: Uses) -> Evidence:
    """The same for somebody with this sight: what they may not see does not exist. One or two statements."""
    found = piece(session, force, number)
    is_supplied = sight.supplied_only and found.id in set(session.scalars(supplied(uses, force)))
    if not sight.shows(found.marking, is_supplied=is_supplied):
        raise NotFound
    return found


def supplied(uses: Uses, force: str) -> Select[int]:
    """The ids of pieces that are cited in work that was submitted, as a question."""
    cited = uses.cited(force).subquery()
    return (
        select(Revision.evidence_id)
        .join(cited, cited.c.revision_id == Revision.id)
        .where(cited.c.is_submitted)
        .distinct()
        .order_by(Revision.evidence_id)
    )


@dataclass(frozen=True, slots=True)
class Version:
    """One revision with who added it and how reading it went."""

    revision: Revision
    added_by: str
    text: RevisionText | None


def versions(session: Session, evidence_id: int) -> list[Version]:
    """Every revision of a piece, newest first. One statement."""
    rows = session.execute(
        select(Revision, Person.name, RevisionText)
        .join(Person, Person.id == Revision.added_by)
        .join(RevisionText, RevisionText.revision_id == Revision.id, isouter=True)
        .where(Revision.evidence_id == evidence_id)
        .order_by(Revision.number.desc())
    )
    return [Version(*row) for row in rows]


def revision(session: Session, piece: Evidence, number: int) -> Revision:
    """One revision of a piece. Raises NotFound."""
    found = session.scalars(
        select(Revision).where(Revision.evidence_id == piece.id, Revision.number == number)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Same:
    """A piece that holds the same bytes already."""

    sha256: str
    number: int
    title: str
    revision: int


def same_files(session: Session, force: str, digests: Collection[str]) -> dict[str, Same]:
    """The force's own pieces, not withdrawn, that hold these bytes, by digest; the newest of several. One statement."""
    if not digests:
        return {}
    rows = session.execute(
        select(Revision.sha256, Evidence.number, Evidence.title, Revision.number)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .where(Evidence.force == force, Revision.sha256.in_(digests), Evidence.withdrawn_at.is_(None))
        .order_by(Evidence.number, Revision.number)
    )
    return {row[0]: Same(row[0], row[1], row[2], row[3]) for row in rows if row[0]}


def owners(session: Session, force: str) -> list[tuple[int, str]]:
    """Who may own evidence of a force, as id and name, in the order of their names."""
    today = clock.today()
    rows = session.execute(
        select(Person.id, Person.name)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(
            RoleHeld.force == force,
            RoleHeld.role.in_([role.value for role in WRITERS]),
            or_(RoleHeld.until.is_(None), RoleHeld.until >= today),
            Person.closed_at.is_(None),
        )
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return [(row[0], row[1]) for row in rows]


def names(session: Session, ids: Collection[int | None]) -> dict[int, str]:
    """The names of people by their ids, of those who left as well."""
    wanted = {one for one in ids if one is not None}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row[0]: row[1] for row in rows}


def other_revisions(session: Session, evidence_id: int) -> Sequence[int]:
    """The ids of every revision of a piece."""
    return session.scalars(select(Revision.id).where(Revision.evidence_id == evidence_id).order_by(Revision.id)).all()


def newest_cycle(session: Session) -> str | None:
    """The id of the cycle that was assessed last, where addresses lead that come from outside a cycle."""
    return session.scalars(select(Cycle.id).order_by(Cycle.assessed_to.desc()).limit(1)).one_or_none()
