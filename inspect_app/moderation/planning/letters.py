"""Writes to people when they are named as readers, and to a force when its assessment is received.

Messages go into the outbox in the caller's transaction: one to a person, however many frameworks it is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...accounts.roles import TEAM
from ...assessment.models import Assessment
from ...assessment.submission.queries import holders
from ...forces.where import year_words
from ...grading.words import count_of, listed
from ...mail.operations import write
from .queries import Planned, Reader


def named(session: Session, reader: Reader, entries: Sequence[Planned], cycle: str, site: str, *, by: Actor) -> None:
    """Tells somebody what they are to read; nobody is told what they did themselves."""
    if reader.id == by.id or not entries:
        return
    forces = {entry.force: entry.force_name for entry in entries}
    lines = [
        f"{name}: {listed(e.framework.code for e in entries if e.force == force)}" for force, name in forces.items()
    ]
    text = (
        f"{by.name} named you to read {count_of(len(entries), 'framework')} of {year_words(cycle)}.\n\n"
        + "\n".join(lines)
        + "\n\nYou read by yourself. Nobody sees your ratings until every reader of a framework has finished."
    )
    first = next(iter(forces))
    link = f"{site}/forces/{first}/{cycle}/reading"
    subject = f"To read: {count_of(len(entries), 'framework')} of {year_words(cycle)}"
    write(session, to=reader.email, subject=subject, text=text, link=link, person=reader.id)


def received(session: Session, assessment: Assessment, link: str, *, by: Actor) -> None:
    """Tells the team of a force that the inspectorate has its assessment."""
    year = year_words(assessment.cycle_id)
    text = f"{by.name} received your self-assessment for {year} for the inspectorate. It will be read as it was signed."
    for told in holders(session, assessment.force_id, TEAM, clock.today()):
        write(session, to=told.email, subject=f"Received: {year}", text=text, link=link, person=told.id)
