"""Lets the inspectorate read the evidence that a force relies on in a challenge, besides what it cited and supplied."""

from __future__ import annotations

from sqlalchemy import Select, literal, select, union_all

from ...assessment.models import Assessment, Entry
from ..models import Challenge, ChallengeEvidence
from ..reading.questions.supplied import UsesWithSupplied


class UsesWithChallenges(UsesWithSupplied):
    """The uses of evidence, and with them what challenges rely on."""

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
