"""Questions about judgements, and about the reports in which they are published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from ..assessment.models import Assessment, Entry
from ..assessment.states import WITH_THE_FORCE
from ..forces.models import Cycle, Force
from ..promises import NotFound
from .models import Case, Caveat, Challenge, Decision, FactCheck, Judgement, Publication

BEFORE_A_MODERATOR = ("to_moderate", "judged")
"""States of an entry in which what its readers found counts."""


@dataclass(frozen=True, slots=True)
class Published:
    """One published version, and the number of the newest one of the same report."""

    force: str
    force_name: str
    cycle: str
    number: int
    newest: int
    published_at: datetime
    changed: str | None

    @property
    def is_newest(self) -> bool:
        return self.number == self.newest


@dataclass(frozen=True, slots=True)
class Stopping:
    """What keeps an assessment from being published: frameworks, in order, and numbers of open challenges.

    `open_until` is the last day on which the force can still challenge facts; `was_checked` says that it could before.
    """

    not_judged: Sequence[str]
    not_agreed: Sequence[str]
    stale: Sequence[str]
    challenges: Sequence[int]
    open_until: date | None
    was_checked: bool

    def __bool__(self) -> bool:
        return bool(self.not_judged or self.not_agreed or self.stale or self.challenges or self.open_until)


def newest_cycle(session: Session) -> str:
    """The newest cycle with anything before the inspectorate, else the newest. Raises NotFound where there is none."""
    there = exists().where(Assessment.cycle_id == Cycle.id, Assessment.state.not_in(WITH_THE_FORCE)).correlate(Cycle)
    newest = select(Cycle.id).order_by(case((there, 0), else_=1), Cycle.assessed_to.desc(), Cycle.id)
    found = session.scalars(newest.limit(1)).one_or_none()
    if found is None:
        raise NotFound
    return found


def judgements_of(session: Session, assessment: int) -> Mapping[int, tuple[Judgement, Sequence[Caveat]]]:
    """The judgement of each entry that has one, with its caveats, by entry. Two statements."""
    judgements = select(Judgement).join(Entry).where(Entry.assessment_id == assessment).order_by(Entry.place, Entry.id)
    caveats = (
        select(Caveat)
        .join(Judgement)
        .join(Entry)
        .where(Entry.assessment_id == assessment)
        .order_by(Caveat.judgement_id, Caveat.place)
    )
    of_judgement: dict[int, list[Caveat]] = defaultdict(list)
    for caveat in session.scalars(caveats):
        of_judgement[caveat.judgement_id].append(caveat)
    return {row.entry_id: (row, of_judgement[row.id]) for row in session.scalars(judgements)}


def published_entries(session: Session, assessment: int) -> Collection[int]:
    """The entries of an assessment whose judgement is published. One statement."""
    return frozenset(
        session.scalars(
            select(Judgement.entry_id)
            .join(Entry)
            .where(Entry.assessment_id == assessment, Judgement.published_on.is_not(None))
            .order_by(Judgement.entry_id)
        )
    )


def publications_of(session: Session, assessment: int) -> Sequence[Publication]:
    """The published versions of an assessment's report, newest first. One statement."""
    wanted = select(Publication).where(Publication.assessment_id == assessment)
    return session.scalars(wanted.order_by(Publication.number.desc())).all()


def publication_with(session: Session, sha256: str) -> Published | None:
    """The published version that is these bytes, as document or as data; None where there is none. One statement."""
    newest = (
        select(func.max(Publication.number))
        .where(Publication.assessment_id == Assessment.id)
        .correlate(Assessment)
        .scalar_subquery()
    )
    row: Any = session.execute(
        select(
            Assessment.force_id,
            Force.name,
            Assessment.cycle_id,
            Publication.number,
            newest,
            Publication.published_at,
            Publication.changed,
        )
        .join(Publication, Publication.assessment_id == Assessment.id)
        .join(Force, Force.id == Assessment.force_id)
        .where(or_(Publication.document == sha256, Publication.content == sha256))
        .order_by(Publication.number.desc(), Publication.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Published(*row)


def cases_of(session: Session, assessment: int) -> Mapping[int, str]:
    """The facts on which each entry of an assessment is or was decided, as text, by entry. One statement."""
    rows = session.execute(
        select(Case.entry_id, Case.facts)
        .join(Entry, Entry.id == Case.entry_id)
        .where(Entry.assessment_id == assessment, Entry.state.in_(BEFORE_A_MODERATOR))
        .order_by(Case.entry_id)
    )
    return {entry: facts for entry, facts in rows}  # noqa: C416  rows are no pairs to the type checker


def corrections_of(session: Session, assessment: int) -> Sequence[tuple[Decision, Judgement, Entry]]:
    """Decisions that correct a published judgement and are not published yet, agreed or waiting. One statement."""
    rows = session.execute(
        select(Decision, Judgement, Entry)
        .join(Entry, Entry.id == Decision.entry_id)
        .join(Judgement, Judgement.entry_id == Entry.id)
        .where(
            Entry.assessment_id == assessment,
            Judgement.published_on.is_not(None),
            Decision.refused_at.is_(None),
            Decision.reopened_at.is_(None),
            or_(Judgement.decision_id.is_(None), Judgement.decision_id != Decision.id),
        )
        .order_by(Entry.place, Entry.id)
    )
    return [(decision, judgement, entry) for decision, judgement, entry in rows]


def stopping(session: Session, assessment: Assessment, today: date) -> Stopping:
    """What keeps an assessment from being published. Five statements."""
    mine = Entry.assessment_id == assessment.id
    in_order = (Entry.place, Entry.id)
    last = session.scalar(select(func.max(FactCheck.closes_on)).where(FactCheck.assessment_id == assessment.id))
    stands = and_(Decision.refused_at.is_(None), Decision.reopened_at.is_(None))
    decided = select(Entry.framework).join(Decision, Decision.entry_id == Entry.id).where(mine, stands)
    return Stopping(
        not_judged=session.scalars(
            select(Entry.framework).where(mine, Entry.state != "judged").order_by(*in_order)
        ).all(),
        not_agreed=session.scalars(
            decided.where(Decision.needs_agreement, Decision.agreed_at.is_(None)).order_by(*in_order)
        ).all(),
        stale=session.scalars(
            decided.join(Case, Case.entry_id == Entry.id)
            .where(Case.digest != Decision.case_digest, Decision.case_digest != "")
            .order_by(*in_order)
        ).all(),
        challenges=session.scalars(
            select(Challenge.number)
            .where(Challenge.assessment_id == assessment.id, Challenge.answer.is_(None))
            .order_by(Challenge.number)
        ).all(),
        open_until=last if last is not None and last >= today else None,
        was_checked=last is not None,
    )
