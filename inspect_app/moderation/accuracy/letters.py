"""Writes to a force when its facts are to be checked and when a challenge is answered, and to the inspectorate when one
is made.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...accounts.models import HomeForce, Person, RoleHeld
from ...accounts.roles import TEAM, Role
from ...assessment.models import Assessment
from ...assessment.submission.queries import holders
from ...forces.where import year_words
from ...mail.operations import write
from ...ui.times import day
from ..models import Challenge


def please_check(session: Session, assessment: Assessment, closes_on: date, link: str) -> None:
    """Asks the team of a force to check the facts of its draft report."""
    text = (
        f"The draft report for {year_words(assessment.cycle_id)} is ready for you to check its facts, until "
        f"{day(closes_on)}.\n\nThe grade itself is not open to challenge."
    )
    for told in holders(session, assessment.force_id, TEAM, clock.today()):
        write(
            session, to=told.email, subject="To check: facts of your draft report", text=text, link=link, person=told.id
        )


def challenged(session: Session, assessment: Assessment, force: str, made: Challenge, link: str) -> None:
    """Tells the national leads that facts are challenged."""
    at_home = select(HomeForce.person_id).where(HomeForce.force == assessment.force_id)
    people = session.execute(
        select(Person.id, Person.email)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(
            RoleHeld.role == Role.NATIONAL_LEAD.value,
            or_(RoleHeld.until.is_(None), RoleHeld.until >= clock.today()),
            Person.closed_at.is_(None),
            Person.id.not_in(at_home),
        )
        .order_by(Person.name, Person.id)
    )
    text = f"{force} says that a fact in its draft report is wrong.\n\nThe words: {made.words}\n\nWrong: {made.wrong}"
    for person, email in people:
        write(session, to=email, subject=f"Challenge {made.number}: {force}", text=text, link=link, person=person)


def answered(session: Session, made: Challenge, words: str, link: str, *, by: Actor) -> None:
    """Tells whoever challenged a fact how it was answered."""
    maker = session.get_one(Person, made.made_by)
    if maker.closed_at is None:
        text = f"{by.name} answered your challenge {made.number}: {words}.\n\nThe reason: {made.answer_because}"
        write(
            session, to=maker.email, subject=f"Answered: challenge {made.number}", text=text, link=link, person=maker.id
        )
