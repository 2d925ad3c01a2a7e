"""Writes to the people of a force when their assessment is submitted, signed or returned, or a signature falls.

Messages go into the outbox in the caller's transaction, one to each person and none to the one who did it.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...accounts.roles import TEAM, Role
from ...forces.where import year_words
from ...mail.operations import write
from ..models import Assessment, Signature
from ..states import signed_line
from . import queries
from .addresses import Addresses

OFFICERS = frozenset({Role.CHIEF_OFFICER})


def submitted(session: Session, assessment: Assessment, number: int, links: Addresses, *, by: Actor) -> None:
    """Asks the chief officers of the force to sign."""
    text = (
        f"{by.name} submitted version {number} of {_which(assessment)} for your signature.\n\n"
        "Read what is put forward, then sign it or return it with a reason."
    )
    _write(session, assessment, OFFICERS, f"To sign: {_which(assessment)}", text, links.page("sign"), by)


def signed(
    session: Session, assessment: Assessment, signature: Signature, number: int, links: Addresses, *, by: Actor
) -> None:
    """Tells the team that it is signed."""
    text = f"Version {number} of {_which(assessment)} is signed. {signed_line(signature)}"
    _write(session, assessment, TEAM, f"Signed: {_which(assessment)}", text, links.page("check"), by)


def returned(session: Session, assessment: Assessment, because: str, links: Addresses, *, by: Actor) -> None:
    """Tells the team that it came back, and why."""
    text = f"{by.name} returned {_which(assessment)}.\n\nThe reason: {because.strip()}\n\nIt can be changed again."
    _write(session, assessment, TEAM, f"Returned: {_which(assessment)}", text, links.page("check"), by)


def taken_back(session: Session, assessment: Assessment, because: str, links: Addresses, *, by: Actor) -> None:
    """Tells the team, and with it those who were asked to sign, that there is nothing to sign for now."""
    text = (
        f"{by.name} took back {_which(assessment)} before it was signed.\n\nThe reason: {because.strip()}\n\n"
        "You will be written to when it is submitted again."
    )
    _write(session, assessment, TEAM, f"Taken back: {_which(assessment)}", text, links.page("check"), by)


def fallen(session: Session, assessment: Assessment, what: str, links: Addresses, *, by: Actor | None) -> None:
    """Tells everyone of the force that the signature no longer stands."""
    text = f"The signature on {_which(assessment)} no longer stands.\n\n{what}\n\nIt has to be signed again."
    _write(session, assessment, TEAM, f"No longer signed: {_which(assessment)}", text, links.page("check"), by)


def _which(assessment: Assessment) -> str:
    return f"the self-assessment for {year_words(assessment.cycle_id)}"


def _write(
    session: Session,
    assessment: Assessment,
    roles: Collection[Role],
    subject: str,
    text: str,
    link: str,
    by: Actor | None,
) -> None:
    for told in queries.holders(session, assessment.force_id, roles, clock.today()):
        if by is None or told.id != by.id:
            write(session, to=told.email, subject=subject, text=text, link=link, person=told.id)
