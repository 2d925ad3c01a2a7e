"""What a decision does when it takes effect, and what is undone when it is reopened. It asks nobody's leave."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.models import Person
from ...assessment.models import Entry
from ...assessment.states import ENTRY
from ..models import Caveat, Decision, Judgement
from . import queries


def judge(session: Session, entry: Entry, decision: Decision) -> Judgement:
    """Makes a decision the judgement of an entry that waits for one."""
    entry.state = ENTRY.next_state(entry.state, "judge")
    return as_judgement(session, decision)


def as_judgement(session: Session, decision: Decision) -> Judgement:
    """The judgement of an entry as a decision has it; one that was there takes its grade, reason and person."""
    found = queries.judgement_of(session, decision.entry_id)
    judgement = found or Judgement(entry_id=decision.entry_id)
    judgement.grade, judgement.direction = decision.grade, decision.direction
    judgement.reason, judgement.decision_id = decision.because, decision.id
    judgement.decided_by = session.get_one(Person, decision.decided_by).name
    judgement.decided_on = clock.here(decision.decided_at).date()
    # A line of a source says what was published there, which is not this judgement.
    judgement.source_line = None
    session.add(judgement)
    session.flush()
    return judgement


def undo(session: Session, entry: Entry) -> None:
    """Takes away the judgement of an entry, which goes back to moderation; its decisions stay."""
    entry.state = ENTRY.next_state(entry.state, "reopen")
    judgement = queries.judgement_of(session, entry.id)
    if judgement is not None:
        session.execute(delete(Caveat).where(Caveat.judgement_id == judgement.id))
        session.delete(judgement)
    session.flush()
