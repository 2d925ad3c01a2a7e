"""Questions to a force and their answers, as their pages show them; who asked is told only to those who may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ....accounts.models import Person
from ....assessment.models import Assessment, Entry
from ....promises import NotFound
from ...models import Question, QuestionEvidence


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is shown. `reading_id` is never shown to the force."""

    id: int
    reading_id: int
    entry_id: int
    framework: str
    asked: str | None
    kind: str
    words: str
    due_on: date
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None
    answered_by: str | None
    evidence: tuple[int, ...] = ()

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None


def of_readings(session: Session, readings: Sequence[int], asked: str | None = None) -> list[Asking]:
    """What was asked in these readings about one thing, or about everything, eldest first. Two statements."""
    wanted = _asking().where(Question.reading_id.in_(readings))
    wanted = wanted if asked is None else wanted.where(Question.asked == asked)
    return _with_evidence(session, session.execute(wanted.order_by(Question.asked_at, Question.id)))


def of_assessment(session: Session, assessment: int) -> list[Asking]:
    """Everything that a force is asked, what waits first and then by the day it is due. Two statements."""
    wanted = _asking().where(Entry.assessment_id == assessment)
    order = (Question.answered_at.is_not(None), Question.due_on, Question.id)
    return _with_evidence(session, session.execute(wanted.order_by(*order)))


def one(session: Session, assessment: int, question: int) -> Asking:
    """One question to a force. Raises NotFound. Two statements."""
    wanted = _asking().where(Entry.assessment_id == assessment, Question.id == question)
    found = _with_evidence(session, session.execute(wanted))
    if not found:
        raise NotFound
    return found[0]


def row_of(session: Session, question: int) -> Question:
    """The row of a question, held against other writers."""
    wanted = select(Question).where(Question.id == question).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def unanswered(session: Session, force: str, cycle: str) -> tuple[int, date | None]:
    """How many questions wait for a force's answer, and by when the first is due. One statement."""
    row: Any = session.execute(
        select(func.count(), func.min(Question.due_on))
        .join(Entry, Entry.id == Question.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .where(Assessment.force_id == force, Assessment.cycle_id == cycle, Question.answered_at.is_(None))
    ).one()
    return row[0], row[1]


def _asking() -> Any:
    answerer = aliased(Person)
    return (
        select(
            Question.id,
            Question.reading_id,
            Question.entry_id,
            Entry.framework,
            Question.asked,
            Question.kind,
            Question.words,
            Question.due_on,
            Question.asked_at,
            Question.answer,
            Question.answered_at,
            answerer.name,
        )
        .join(Entry, Entry.id == Question.entry_id)
        .join(answerer, answerer.id == Question.answered_by, isouter=True)
    )


def _with_evidence(session: Session, rows: Iterable[Any]) -> list[Asking]:
    found = [tuple(row) for row in rows]
    supplied = _supplied(session, [row[0] for row in found])
    return [replace(Asking(*row), evidence=tuple(supplied.get(row[0], ()))) for row in found]


def _supplied(session: Session, questions: Sequence[int]) -> Mapping[int, list[int]]:
    pieces: dict[int, list[int]] = defaultdict(list)
    wanted = (
        select(QuestionEvidence.question_id, QuestionEvidence.revision_id)
        .where(QuestionEvidence.question_id.in_(questions))
        .order_by(QuestionEvidence.question_id, QuestionEvidence.revision_id)
    )
    for question, revision in session.execute(wanted):
        pieces[question].append(revision)
    return pieces
