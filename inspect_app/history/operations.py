"""What is done with the trail: it is taken away, which is itself a row of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ..accounts.actors import Actor
from ..audit.operations import About, record
from ..grading.words import count_of
from .queries import Asked


def record_export(session: Session, asked: Asked, rows: int, *, by: Actor) -> None:
    """Somebody took these rows away. An export within one force is that force's to know of."""
    about = About("history", asked.force or "all", asked.force, asked.cycle, asked.framework)
    says = f"downloaded the history, {count_of(rows, 'entry', 'entries')}"
    record(session, "history:trail:exported", about, by=by, says=says, audience="force" if asked.force else "accounts")
