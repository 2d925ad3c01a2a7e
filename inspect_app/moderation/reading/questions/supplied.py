"""Lets the inspectorate read what a force supplied in answer to a question: at first only the one who asked.

To everybody else of the inspectorate it stays unknown until every reader of the entry has finished.
"""

from __future__ import annotations

from functools import lru_cache

from flask import has_request_context
from flask_login import current_user
from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import Session

from ....accounts.actors import Actor
from ....assessment.evidence_uses import UsesOfEvidence
from ....assessment.models import Assessment, Entry
from ...models import Question, QuestionEvidence, Reading
from ..queries import visible

NOBODY = -1


class UsesWithSupplied(UsesOfEvidence):
    """The uses of evidence, and with them what was supplied on request."""

    def takes_more(self, session: Session, force: str, cycle: str) -> bool:
        """Also while the inspectorate waits for an answer."""
        waits = (
            select(Question.id)
            .join(Entry, Entry.id == Question.entry_id)
            .join(Assessment, Assessment.id == Entry.assessment_id)
            .where(Assessment.force_id == force, Assessment.cycle_id == cycle, Question.answered_at.is_(None))
        )
        return super().takes_more(session, force, cycle) or bool(session.scalar(select(waits.exists())))

    def cited(self, force: str) -> Select[int, str, str, bool]:
        """As of the assessment, and one row for each piece that was supplied."""
        both = union_all(super().cited(force), _supplied(force, _who_asks())).subquery()
        return select(both.c.revision_id, both.c.cycle, both.c.framework, both.c.is_submitted)


@lru_cache(maxsize=1024)
def _supplied(force: str, person: int) -> Select[int, str, str, bool]:
    """What was supplied to questions, as somebody may see it. A question to the database, made once for everybody."""
    return (
        select(
            QuestionEvidence.revision_id.label("revision_id"),
            Assessment.cycle_id.label("cycle"),
            Entry.framework.label("framework"),
            visible(person).label("is_submitted"),
        )
        .join(Question, Question.id == QuestionEvidence.question_id)
        .join(Reading, Reading.id == Question.reading_id)
        .join(Entry, Entry.id == Question.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .where(Assessment.force_id == force)
    )


def _who_asks() -> int:
    """Who is signed in, where a request asks; nobody in the background."""
    actor = current_user._get_current_object() if has_request_context() else None
    return actor.id if isinstance(actor, Actor) else NOBODY
