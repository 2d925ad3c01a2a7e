"""Writes to the people of a force when their report is published, or published again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from .. import clock
from ..accounts.roles import TEAM
from ..assessment.models import Assessment
from ..assessment.submission.queries import holders
from ..forces.where import year_words
from ..mail.operations import write
from ..moderation.models import Publication


def published(session: Session, assessment: Assessment, made: Publication, link: str) -> None:
    """Tells the team of the force, and with a correction what changed and why."""
    year = year_words(assessment.cycle_id)
    text = f"The report for {year} is published. Its areas for improvement can be taken over into your register."
    subject = f"Published: report for {year}"
    if made.changed:
        first = f"Version {made.number} of the report for {year} is published."
        text = f"{first}\n\nWhat changed: {made.changed}\n\nWhy: {made.because}"
        subject = f"Corrected: report for {year}"
    for told in holders(session, assessment.force_id, TEAM, clock.today()):
        write(session, to=told.email, subject=subject, text=text, link=link, person=told.id)
