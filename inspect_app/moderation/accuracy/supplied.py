"""Lets the inspectorate read the evidence that a force relies on in a challenge, besides what it cited and supplied."""

from __future__ import annotations

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session

from ...assessment.models import Assessment, Entry
from ..models import Challenge, ChallengeEvidence
from ..reading.questions.supplied import UsesWithSupplied


class UsesWithChallenges(UsesWithSupplied):
    """The uses of evidence, and with them what challenges rely on."""

    def takes_more(self, session: Session, force: str, cycle: str) -> bool:
        """Also while the force checks the facts of its draft report."""
        checks = select(Assessment.id).where(
            Assessment.force_id == force, Assessment.cycle_id == cycle, Assessment.state == "factual_accuracy"
        )
        return super().takes_more(session, force, cycle) or bool(session.scalar(select(checks.exists())))

    def cited(self, force: str) -> Select[int, str, str, bool]:
        """As before, and one row for each revision on which a challenge relies."""
        relied = (
            select(
                ChallengeEvidence.revision_id.label("revision_id"),
                Assessment.cycle_id.label("cycle"),
                Entry.framework.label("framework"),
                literal(True).label("is_submitted"),
            )
            .join(Challenge, Challenge.id == ChallengeEvidence.challenge_id)
            .join(Entry, Entry.id == Challenge.entry_id)
            .join(Assessment, Assessment.id == Entry.assessment_id)
            .where(Assessment.force_id == force)
        )
        both = union_all(super().cited(force), relied).subquery()
        return select(both.c.revision_id, both.c.cycle, both.c.framework, both.c.is_submitted)
