"""Publishes what was decided in the nation: some reports as documents that are kept, the others as grades only.

Documents go through the operation of the product. There are few of them, because each takes a moment to draw.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts import sign_ins
from ...accounts.models import Person
from ...assessment.models import Assessment
from ...audit.operations import About, record
from ...evidence.files.store import Store
from ...grading.edition import Edition
from ...publishing.operations import publish
from .plan import NationPlan


def freeze(session: Session, store: Store, edition: Edition, plan: NationPlan, cycle: str, lead: int) -> None:
    """Every published assessment of the cycle gets its event, and those that the plan names their document."""
    by = sign_ins.actor(session, session.get_one(Person, lead))
    published = select(Assessment).where(Assessment.cycle_id == cycle, Assessment.state == "published")
    for assessment in session.scalars(published.order_by(Assessment.id)).all():
        if assessment.force_id in plan.frozen:
            # The record holds how it ended; to publish it through the product's own door, it steps back once.
            assessment.state = "factual_accuracy"
            publish(session, store, assessment, edition, by=by)
        elif assessment.force_id in plan.forces:
            about = About("assessment", assessment.id, force=assessment.force_id, cycle=cycle)
            says = "published the judgements"
            record(session, "assessment:assessment:published", about, by=by, says=says, audience="everyone")
