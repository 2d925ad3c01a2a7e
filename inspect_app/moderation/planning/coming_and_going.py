"""Takes a signed assessment in for the inspectorate, and gives one back to its force with a reason.

What readers and moderators did stays in the record; what had not been published stops counting when it goes back.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...assessment import policy as table
from ...assessment.models import Assessment, Entry
from ...assessment.states import ASSESSMENT
from ...assessment.submission import operations as submission
from ...assessment.submission import queries as submitted
from ...assessment.submission.addresses import Addresses
from ...audit.operations import About, record
from ...promises import BadInput, NotAllowed
from ..models import Case, Caveat, Decision, Judgement
from . import letters

FALLEN = "The signature no longer stands. The force signs it again first, or you return it with a reason."


def receive(session: Session, assessment: Assessment, links: Addresses, *, by: Actor) -> None:
    """Takes a signed assessment in, so that reading can begin. Raises NotAllowed where the signature has fallen."""
    move = table.check_can(ASSESSMENT, assessment.state, "receive", by.roles_for(assessment.force_id))
    if not submitted.standing_signatures(session, assessment.id):
        raise NotAllowed(FALLEN)
    assessment.state = move.next
    session.flush()
    force, cycle = assessment.force_id, assessment.cycle_id
    about = About("assessment", assessment.id, force=force, cycle=cycle, address=f"/forces/{force}/{cycle}/plan")
    record(session, "assessment:assessment:received", about, by=by, says="received the self-assessment")
    letters.received(session, assessment, links.page("check"), by=by)


def give_back(session: Session, assessment: Assessment, links: Addresses, because: str, *, by: Actor) -> None:
    """Returns everything to the force. Cases go, and decisions are reopened with the reason; readings stay begun.

    Raises NotAllowed where a judgement is published, and BadInput without a reason.
    """
    reason = because.strip()
    if not reason:
        raise BadInput("Say what has to change, so that the force knows", "because")
    table.check_can(ASSESSMENT, assessment.state, "return", by.roles_for(assessment.force_id))
    entries = _entries(session, assessment)
    ids = [entry.id for entry in entries]
    judgements = session.scalars(select(Judgement).where(Judgement.entry_id.in_(ids)).order_by(Judgement.id)).all()
    if any(row.published_on for row in judgements):
        raise NotAllowed("A judgement of this assessment is published, so it cannot go back. It can only be corrected.")
    standing = session.scalars(
        select(Decision)
        .where(Decision.entry_id.in_(ids), Decision.reopened_at.is_(None), Decision.refused_at.is_(None))
        .order_by(Decision.id)
    )
    for decision in standing:
        decision.reopened_by, decision.reopened_because = by.id, f"The assessment was returned: {reason}"
        decision.reopened_at = clock.now().replace(tzinfo=None)
    session.execute(delete(Caveat).where(Caveat.judgement_id.in_([row.id for row in judgements])))
    session.execute(delete(Judgement).where(Judgement.id.in_([row.id for row in judgements])))
    session.execute(delete(Case).where(Case.entry_id.in_(ids)))
    submission.give_back(session, assessment, entries, links, by=by, because=reason)
    session.flush()


def _entries(session: Session, assessment: Assessment) -> Sequence[Entry]:
    return session.scalars(
        select(Entry).where(Entry.assessment_id == assessment.id).order_by(Entry.place, Entry.id)
    ).all()
