"""Saves a change of method, with its reason and its effect, as a proposal. Nothing here adopts one."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...audit.operations import About, record
from ...grading.edition import Edition
from ...promises import BadInput, NotAllowed
from ..models import ChangeProposal
from . import changes, policy, queries, refusals
from .changes import Change
from .effects import Effect, worked_out


def tried(session: Session, cycle: str, edition: Edition, change: Change) -> Effect:
    """What a change would do to every proposal of a cycle. It writes nothing. Raises BadInput. One statement."""
    after = changes.changed(edition, change)
    cases = queries.cases(session, cycle, edition.id)
    refusals.check(edition, after, [case.facts for case in cases])
    return worked_out(edition, after, cases)


def propose(
    session: Session, cycle: str, edition: Edition, change: Change, because: str, *, by: Actor
) -> ChangeProposal:
    """Saves a change with its effect as it is now. Raises NotAllowed, and BadInput without a reason."""
    if not policy.may_propose(by.roles):
        raise NotAllowed("You can try changes. Only a national lead or a methodologist can propose one.")
    if not because.strip():
        raise BadInput("Say why the method should change", "because")
    effect = tried(session, cycle, edition, change)
    says = changes.says(edition, change)
    made = ChangeProposal(
        cycle_id=cycle,
        edition=edition.id,
        edition_digest=edition.digest,
        change=json.dumps(change.as_json(), sort_keys=True),
        says=says,
        effect=json.dumps(effect.as_json(), sort_keys=True),
        because=because.strip(),
        made_by=by.id,
        made_at=clock.now().replace(tzinfo=None),
    )
    session.add(made)
    session.flush()
    about = About("change_proposal", made.id, cycle=cycle, address=f"/what-if/{cycle}/proposals/{made.id}")
    record(
        session,
        "moderation:change:proposed",
        about,
        by=by,
        says=f"proposed a change of the method: {says}",
        reason=because.strip(),
        audience="inspectorate",
    )
    return made
