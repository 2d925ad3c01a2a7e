"""Publishes what was decided in the nation, as documents that are kept, through the product's own door."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts import sign_ins
from ...accounts.models import Person
from ...assessment.models import Assessment
from ...audit.operations import About, record
from ...evidence.files.store import Store
from ...grading.edition import Edition
from ...publishing.operations import publish

A_LINE = 10
"""After so many reports, progress is told again."""


def freeze(
    session: Session,
    store: Store,
    edition: Edition,
    cycle: str,
    lead: int,
    progress: Callable[[str], None],
    documents: Collection[str] | None = None,
) -> None:
    """Every published assessment of the cycle gets its event and its document.

    `documents` may name the forces whose reports are drawn, as each takes a moment; of the others only the grades are
    announced.
    """
    by = sign_ins.actor(session, session.get_one(Person, lead))
    published = select(Assessment).where(Assessment.cycle_id == cycle, Assessment.state == "published")
    assessments = session.scalars(published.order_by(Assessment.id)).all()
    for number, assessment in enumerate(assessments):
        if documents is not None and assessment.force_id not in documents:
            about = About("assessment", assessment.id, force=assessment.force_id, cycle=cycle)
            says = "published the judgements"
            record(session, "assessment:assessment:published", about, by=by, says=says, audience="everyone")
            continue
        if number % A_LINE == 0:
            last = min(number + A_LINE, len(assessments))
            progress(f"Publishing reports {number + 1} to {last} of {len(assessments)}")
        # The record holds how it ended; to publish it through the product's own door, it steps back once.
        assessment.state = "factual_accuracy"
        publish(session, store, assessment, edition, by=by)
