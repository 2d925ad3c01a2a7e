"""Writes to readers and to the force about readings: that something waits for them, and never what a reader thinks.

Messages go into the outbox in the caller's transaction, each once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...accounts.models import Person
from ...accounts.roles import Role
from ...assessment.at import At
from ...assessment.submission.queries import holders
from ...forces.where import year_words
from ...grading.words import count_of
from ...mail.operations import write
from ...ui.times import day
from ..models import Question, Reading

ASSESSORS = frozenset({Role.ASSESSOR})


def both_finished(session: Session, at: At, readings: Sequence[Reading], number: int, *, by: Actor, site: str) -> None:
    """Tells the other of two readers that both have finished, and on how much they differ."""
    people = [reading.reader_id for reading in readings]
    text = (
        f"Both readings of {at.code} for {_which(at)} are finished. You differ on "
        f"{count_of(number, 'criterion', 'criteria')}. Settle them together, then it goes to moderation."
    )
    link = f"{site}/forces/{at.force}/{at.cycle}/discrepancies/{at.framework.id}"
    for person in session.scalars(select(Person).where(Person.id.in_(people)).order_by(Person.id)):
        if person.id != by.id:
            subject = f"To settle: {at.code}, {at.force.title()}"
            write(session, to=person.email, subject=subject, text=text, link=link, person=person.id)


def asked(session: Session, at: At, due_on: date, link: str) -> None:
    """Tells the assessors of a force that the inspectorate asks something; who asks is not said."""
    text = (
        f"The inspectorate asks you something about {at.code} in {_which(at)}. Answer by {day(due_on)}, in words or "
        "with evidence from your library."
    )
    for told in holders(session, at.force, ASSESSORS, clock.today()):
        subject = f"Asked by the inspectorate: {at.code}"
        write(session, to=told.email, subject=subject, text=text, link=link, person=told.id)


def answered(session: Session, at: At, question: Question, link: str) -> None:
    """Tells the one who asked that there is an answer."""
    person = session.get(Person, question.asked_by)
    if person is not None:
        text = f"The force answered what you asked about {at.code} in {_which(at)}."
        subject = f"Answered: {at.code}"
        write(session, to=person.email, subject=subject, text=text, link=link, person=person.id)


def _which(at: At) -> str:
    return f"the self-assessment for {year_words(at.cycle)}"
