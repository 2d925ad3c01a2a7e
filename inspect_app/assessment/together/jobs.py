"""What the product does by itself for those who work together, on days that nobody has to remember."""

from __future__ import annotations

from sqlalchemy.orm import Session

from . import drafts


def expire_drafts(session: Session) -> int:
    """Removes drafts that are older than 30 days; once a day is enough. Answers how many."""
    return drafts.expire(session)


DUE = {"assessment:expire_drafts": expire_drafts}
