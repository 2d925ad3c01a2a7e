"""Reads what was published in a cycle from the database, in a fixed number of statements. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from ...assessment.models import Assessment, Entry, Finding, FindingCriterion, GoodPractice, PreviousResult
from ...forces.models import Cycle, Force
from ...moderation.models import Judgement, PracticeCheck
from ...promises import NotFound
from ..schedule import IMPROVE
from .nation import ForceTold, Nation, Practice, Told, Weakness


def nation(session: Session, cycle: str) -> Nation:
    """The published part of a cycle. Eight statements. Raises NotFound for a cycle that there is not."""
    found = session.get(Cycle, cycle)
    if found is None:
        raise NotFound
    return Nation(
        cycle=found.id,
        title=found.title,
        edition=found.edition,
        edition_digest=found.edition_digest,
        assessed=(found.assessed_from.isoformat(), found.assessed_to.isoformat()),
        published=found.published or "",
        expected=found.forces,
        forces=_forces(session, cycle),
        judgements=_judgements(session, cycle),
        weaknesses=_weaknesses(session, cycle),
        improvements=_improvements(session, cycle),
        practices=(*_printed(session, cycle), *_chosen(session, cycle)),
    )


def _published(cycle: str) -> tuple[ColumnElement[bool], ...]:
    return Assessment.cycle_id == cycle, Judgement.published_on.is_not(None)


def _forces(session: Session, cycle: str) -> tuple[ForceTold, ...]:
    rows = session.execute(
        select(
            Force.id,
            Force.name,
            Force.simulated,
            Assessment.marking,
            func.count(Judgement.published_on),
            func.count(Entry.id),
        )
        .join(Assessment, Assessment.force_id == Force.id)
        .join(Entry, Entry.assessment_id == Assessment.id)
        .outerjoin(Judgement, Judgement.entry_id == Entry.id)
        .where(Assessment.cycle_id == cycle)
        .group_by(Force.id, Force.name, Force.simulated, Assessment.marking)
        .order_by(Force.name, Force.id)
    )
    return tuple(ForceTold(*row) for row in rows)


def _judgements(session: Session, cycle: str) -> tuple[Told, ...]:
    compared = and_(PreviousResult.entry_id == Entry.id, PreviousResult.comparability == "full")
    rows = session.execute(
        select(
            Assessment.force_id,
            Entry.framework,
            Judgement.grade,
            Judgement.direction,
            Judgement.published_on,
            PreviousResult.grade,
        )
        .select_from(Judgement)
        .join(Entry, Entry.id == Judgement.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Force, Force.id == Assessment.force_id)
        .outerjoin(PreviousResult, compared)
        .where(*_published(cycle))
        .order_by(Force.name, Force.id, Entry.place, Entry.id)
    )
    return tuple(
        Told(force, framework, grade, direction, on or "", last)
        for force, framework, grade, direction, on, last in rows
    )


def _weaknesses(session: Session, cycle: str) -> tuple[Weakness, ...]:
    """The criteria on which areas for improvement bear, those of most forces first."""
    forces = func.count(Finding.assessment_id.distinct())
    rows = session.execute(
        select(Entry.framework, FindingCriterion.criterion, forces)
        .select_from(FindingCriterion)
        .join(Finding, Finding.id == FindingCriterion.finding_id)
        .join(Entry, Entry.id == Finding.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Judgement, Judgement.entry_id == Entry.id)
        .where(*_published(cycle), Finding.kind == IMPROVE, Finding.withdrawn_on.is_(None))
        .group_by(Entry.framework, FindingCriterion.criterion)
        .order_by(forces.desc(), Entry.framework, FindingCriterion.criterion)
    )
    return tuple(Weakness(*row) for row in rows)


def _improvements(session: Session, cycle: str) -> Mapping[str, int]:
    rows = session.execute(
        select(Entry.framework, func.count(Finding.id))
        .select_from(Finding)
        .join(Entry, Entry.id == Finding.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Judgement, Judgement.entry_id == Entry.id)
        .where(*_published(cycle), Finding.kind == IMPROVE, Finding.withdrawn_on.is_(None))
        .group_by(Entry.framework)
        .order_by(Entry.framework)
    )
    return dict(rows.all())


def _printed(session: Session, cycle: str) -> Sequence[Practice]:
    """What a published record printed as good practice."""
    rows = session.execute(
        select(Assessment.force_id, GoodPractice.framework, GoodPractice.title, GoodPractice.solution)
        .join(Assessment, Assessment.id == GoodPractice.assessment_id)
        .join(Entry, and_(Entry.assessment_id == Assessment.id, Entry.framework == GoodPractice.framework))
        .join(Judgement, Judgement.entry_id == Entry.id)
        .where(*_published(cycle))
        .order_by(Assessment.force_id, GoodPractice.place)
    )
    return [Practice(*row) for row in rows]


def _chosen(session: Session, cycle: str) -> Sequence[Practice]:
    """What moderators chose of what forces offered."""
    rows = session.execute(
        select(Assessment.force_id, Entry.framework, Finding.title, Finding.text)
        .select_from(PracticeCheck)
        .join(Finding, Finding.id == PracticeCheck.finding_id)
        .join(Entry, Entry.id == Finding.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Judgement, Judgement.entry_id == Entry.id)
        .where(*_published(cycle), PracticeCheck.chosen.is_not(None), Finding.withdrawn_on.is_(None))
        .order_by(Assessment.force_id, PracticeCheck.chosen)
    )
    return [Practice(*row) for row in rows]
