"""What passes on when an owner of evidence leaves: every piece that is theirs and was not withdrawn."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..accounts.handover import Change, Work
from ..accounts.models import Person
from ..audit.operations import About, record
from ..grading.words import count_of
from .models import Evidence

ONE, MANY = "piece of evidence", "pieces of evidence"


def held(session: Session, person: int) -> Mapping[str, int]:
    """How many pieces somebody owns, by force. One statement."""
    rows = session.execute(
        select(Evidence.force, func.count())
        .where(Evidence.owner_id == person, Evidence.withdrawn_at.is_(None))
        .group_by(Evidence.force)
    )
    return {row[0]: row[1] for row in rows}


def hand_over(session: Session, change: Change) -> int:
    """Makes somebody else the owner of every piece, each in a new version so that an open form notices."""
    mine = (Evidence.force == change.force, Evidence.owner_id == change.leaver, Evidence.withdrawn_at.is_(None))
    pieces = session.scalars(select(Evidence).where(*mine).order_by(Evidence.number)).all()
    for piece in pieces:
        piece.owner_id, piece.version = change.taker, piece.version + 1
    session.flush()
    if pieces:
        leaver, taker = session.get_one(Person, change.leaver), session.get_one(Person, change.taker)
        says = f"handed {count_of(len(pieces), ONE, MANY)} over from {leaver.name} to {taker.name}"
        about = About("person", change.taker, force=change.force)
        numbers = {"pieces": [piece.number for piece in pieces]}
        before, after = {"owner": leaver.name, **numbers}, {"owner": taker.name, **numbers}
        record(session, "evidence:owner:changed", about, by=change.by, says=says, change=(before, after))
    return len(pieces)


WORK = (Work(ONE, held, hand_over, many=MANY),)
