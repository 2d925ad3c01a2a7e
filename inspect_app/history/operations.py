"""What is done with the trail: it is taken away or checked, and either is itself a row of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ..accounts.actors import Actor
from ..audit.operations import About, record
from ..grading.words import count_of
from .chain import Checked
from .queries import TRAIL, Asked


def record_export(session: Session, asked: Asked, rows: int, *, by: Actor) -> None:
    """Somebody took these rows away. An export within one force is that force's to know of."""
    about = About("history", asked.force or "all", asked.force, asked.cycle, asked.framework)
    says = f"downloaded the history, {count_of(rows, 'entry', 'entries')}"
    record(session, "history:trail:exported", about, by=by, says=says, audience="force" if asked.force else "accounts")


def record_check(session: Session, checked: Checked, *, by: Actor) -> None:
    """Somebody checked the trail, and this is what was found."""
    entries = count_of(checked.rows, "entry", "entries")
    if checked.is_whole:
        says = f"checked the trail: {entries}, unbroken"
    elif checked.broken_at is not None:
        says = f"checked the trail: broken at entry {checked.broken_at}"
    else:
        says = f"checked the trail: {count_of(checked.missing, 'entry', 'entries')} missing at the end"
    record(session, "history:trail:checked", TRAIL, by=by, says=says, audience="everyone")
