"""Writes to whoever is asked to agree to a decision, and to whoever made one that was refused or reopened."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ...accounts.actors import Actor
from ...accounts.models import Person
from ...assessment.at import At
from ...mail.operations import write
from ..models import Decision
from .queries import Told


def please_agree(session: Session, at: At, decision: Decision, told: Told, force: str, link: str, *, by: Actor) -> None:
    """Asks one person to be the second on a decision."""
    text = (
        f"{by.name} decided {at.code} for {force} otherwise than the method proposes, and a second person has to "
        f"agree.\n\nThe reason: {decision.because}\n\nAgree to it, or refuse it with a reason."
    )
    subject = f"To agree: {at.code} {force}"
    write(session, to=told.email, subject=subject, text=text, link=link, person=told.id)


def refused(session: Session, at: At, decision: Decision, force: str, link: str, *, by: Actor) -> None:
    """Tells whoever decided that it was refused, and why; nobody is told what they did themselves."""
    if decision.decided_by == by.id:
        return
    maker = session.get_one(Person, decision.decided_by)
    text = f"{by.name} refused your decision on {at.code} for {force}.\n\nThe reason: {decision.refused_because}"
    subject = f"Refused: {at.code} {force}"
    write(session, to=maker.email, subject=subject, text=text, link=link, person=maker.id)
