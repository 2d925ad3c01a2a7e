"""Questions about rounds of checking facts and their challenges. Each is one statement unless it says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ...accounts.models import Person
from ...assessment.models import Assessment, Entry, Finding, Passage
from ...evidence.models import Evidence, Revision
from ...promises import NotFound
from ..models import Case, Challenge, ChallengeEvidence, Decision, FactCheck, Judgement


@dataclass(frozen=True, slots=True)
class Made:
    """A challenge as pages show it."""

    id: int
    number: int
    entry_id: int
    framework: str
    entry_state: str
    about: str
    asked: str | None
    finding: str | None
    words: str
    wrong: str
    made_by: int
    maker: str
    made_at: datetime
    answer: str | None
    answer_because: str | None
    sends_back: bool
    answerer: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Relied:
    """A revision that a challenge relies on."""

    number: int
    title: str
    revision: int
    marking: str


@dataclass(frozen=True, slots=True)
class Line:
    """One framework of the draft report: its grade and how often it is challenged."""

    entry_id: int
    framework: str
    state: str
    grade: str | None
    direction: str | None
    challenges: int
    open: int


@dataclass(frozen=True, slots=True)
class Words:
    """A passage or a finding of the draft report."""

    id: int
    printed_id: str
    kind: str
    title: str
    text: str


def rounds_of(session: Session, assessment: int) -> Sequence[FactCheck]:
    """The rounds of an assessment, newest first."""
    wanted = select(FactCheck).where(FactCheck.assessment_id == assessment)
    return session.scalars(wanted.order_by(FactCheck.number.desc())).all()


def lines(session: Session, assessment: int) -> Sequence[Line]:
    """Every framework in order, with how many challenges it has and how many are not answered."""
    counted = (
        select(
            Challenge.entry_id,
            func.count().label("all"),
            func.count().filter(Challenge.answer.is_(None)).label("open"),
        )
        .where(Challenge.assessment_id == assessment)
        .group_by(Challenge.entry_id)
        .subquery()
    )
    rows: Any = session.execute(
        select(
            Entry.id,
            Entry.framework,
            Entry.state,
            Judgement.grade,
            Judgement.direction,
            func.coalesce(counted.c["all"], 0),
            func.coalesce(counted.c.open, 0),
        )
        .outerjoin(Judgement, Judgement.entry_id == Entry.id)
        .outerjoin(counted, counted.c.entry_id == Entry.id)
        .where(Entry.assessment_id == assessment)
        .order_by(Entry.place, Entry.id)
    )
    return [Line(*row) for row in rows]


def challenges_of(session: Session, assessment: int) -> Sequence[Made]:
    """Every challenge of an assessment, those not answered first, then the newest."""
    wanted = _made().where(Challenge.assessment_id == assessment)
    rows: Any = session.execute(wanted.order_by(Challenge.answer.is_not(None), Challenge.number.desc()))
    return [Made(*row) for row in rows]


def one(session: Session, assessment: int, number: int) -> Made:
    """One challenge. Raises NotFound."""
    row: Any = session.execute(
        _made().where(Challenge.assessment_id == assessment, Challenge.number == number)
    ).one_or_none()
    if row is None:
        raise NotFound
    return Made(*row)


def row_of(session: Session, challenge: int) -> Challenge:
    """The row of a challenge, held against other writers until the work ends."""
    return session.scalars(select(Challenge).where(Challenge.id == challenge).with_for_update()).one()


def relied_on(session: Session, challenge: int) -> Sequence[Relied]:
    """The evidence of a challenge, in order."""
    rows: Any = session.execute(
        select(Evidence.number, Evidence.title, Revision.number, Evidence.marking)
        .join(Revision, Revision.evidence_id == Evidence.id)
        .join(ChallengeEvidence, ChallengeEvidence.revision_id == Revision.id)
        .where(ChallengeEvidence.challenge_id == challenge)
        .order_by(Evidence.number, Revision.number)
    )
    return [Relied(*row) for row in rows]


def sent_before(session: Session, entry: int, person: int, words: str, wrong: str) -> Challenge | None:
    """The challenge that somebody made with just these words, and that nobody answered yet."""
    return session.scalars(
        select(Challenge)
        .where(
            Challenge.entry_id == entry,
            Challenge.made_by == person,
            Challenge.words == words,
            Challenge.wrong == wrong,
            Challenge.answer.is_(None),
        )
        .order_by(Challenge.id.desc())
        .limit(1)
    ).one_or_none()


def last_number(session: Session, assessment: int) -> int:
    """The number of the newest challenge of an assessment; 0 where there is none."""
    return session.scalar(select(func.max(Challenge.number)).where(Challenge.assessment_id == assessment)) or 0


def entry_of(session: Session, assessment: int, framework: str) -> Entry:
    """The entry of a framework. Raises NotFound."""
    wanted = select(Entry).where(Entry.assessment_id == assessment, Entry.framework == framework)
    entry = session.scalars(wanted).one_or_none()
    if entry is None:
        raise NotFound
    return entry


def words_of(session: Session, entry: int) -> tuple[Sequence[Words], Sequence[Words]]:
    """The passages of context and the findings of an entry, each in printed order. Two statements."""
    passages: Any = session.execute(
        select(Passage.id, Passage.printed_id, Passage.text).where(Passage.entry_id == entry).order_by(Passage.place)
    )
    findings: Any = session.execute(
        select(Finding.id, Finding.printed_id, Finding.kind, Finding.title, Finding.text)
        .where(Finding.entry_id == entry, Finding.withdrawn_on.is_(None))
        .order_by(Finding.place, Finding.id)
    )
    return [Words(id_, name, "context", "", text) for id_, name, text in passages], [Words(*row) for row in findings]


def facts_of(session: Session, entry: int) -> str | None:
    """The facts on which an entry was decided, as text."""
    return session.scalar(select(Case.facts).where(Case.entry_id == entry))


def not_judged(session: Session, assessment: int) -> Sequence[str]:
    """The frameworks of an assessment that are not judged, in order."""
    wanted = select(Entry.framework).where(Entry.assessment_id == assessment, Entry.state != "judged")
    return session.scalars(wanted.order_by(Entry.place, Entry.id)).all()


def waiting_decisions(session: Session, assessment: int) -> Sequence[str]:
    """The frameworks in which a decision waits for a second person, in order."""
    return session.scalars(
        select(Entry.framework)
        .join(Decision, Decision.entry_id == Entry.id)
        .where(
            Entry.assessment_id == assessment,
            Decision.needs_agreement,
            Decision.agreed_at.is_(None),
            Decision.refused_at.is_(None),
            Decision.reopened_at.is_(None),
        )
        .order_by(Entry.place, Entry.id)
    ).all()


def assessment_at(session: Session, force: str, cycle: str, *, to_change: bool = False) -> Assessment | None:
    """The assessment at an address; with `to_change`, others who want to change it wait."""
    wanted = select(Assessment).where(Assessment.force_id == force, Assessment.cycle_id == cycle)
    return session.scalars(wanted.with_for_update() if to_change else wanted).one_or_none()


def _made() -> Any:
    maker, answerer = aliased(Person), aliased(Person)
    return (
        select(
            Challenge.id,
            Challenge.number,
            Challenge.entry_id,
            Entry.framework,
            Entry.state,
            Challenge.about,
            Challenge.asked,
            Finding.printed_id,
            Challenge.words,
            Challenge.wrong,
            Challenge.made_by,
            maker.name,
            Challenge.made_at,
            Challenge.answer,
            Challenge.answer_because,
            Challenge.sends_back,
            answerer.name,
            Challenge.answered_at,
        )
        .join(Entry, Entry.id == Challenge.entry_id)
        .outerjoin(Finding, Finding.id == Challenge.finding_id)
        .join(maker, maker.id == Challenge.made_by)
        .outerjoin(answerer, answerer.id == Challenge.answered_by)
    )
