"""Takes a citation back: it stays, with the reason, and supports nothing any more. Citing itself is `evidence_uses`."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...audit import operations as audit
from ..at import At
from ..models import Citation
from ..next_steps import part_address
from ..submission.operations import something_changed
from ..workspace.asked import Asked


def take_back(session: Session, at: At, asked: Asked, row: Citation, title: str, *, because: str, by: Actor) -> None:
    """Takes a citation that stands back, with the reason."""
    now = clock.now().replace(tzinfo=None)
    row.taken_back_at, row.taken_back_by, row.taken_back_because = now, by.id, because
    row.version += 1
    at.entry.changed_by, at.entry.changed_at = by.id, now
    session.flush()
    something_changed(session, at.assessment, by, f"A citation for {at.code} {asked.number} was taken back.")
    audit.record(
        session,
        "assessment:citation:taken_back",
        at.about("citation", row.id, part=asked.id, address=part_address(at.address, at.framework.id, asked.id)),
        by=by,
        says=f"took back {title} for {at.code} {asked.number}",
        change=({"part": row.part, "shows": row.shows}, None),
        reason=because,
    )
