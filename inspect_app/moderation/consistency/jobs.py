"""Looks over the decisions in the background: when somebody asks for it, and every hour where decisions are new."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from ...forces.models import Cycle
from ...jobs.handlers import CannotBeDone, Progress, Site
from ..models import QueueLook
from . import operations, queries

LOOK = "moderation:look"


def look(site: Site, cycle: str, progress: Progress) -> None:
    """Works out the queue of one cycle again."""
    with site.unit_of_work() as session:
        found = session.get(Cycle, cycle)
        edition = site.app.extensions["editions"].get(found.edition) if found else None
        if found is None or edition is None:
            raise CannotBeDone(f"There is no cycle {cycle} whose edition is loaded.")
        operations.look(session, edition, found, by=None)


def look_where_stale(session: Session) -> int:
    """Works out again every queue that somebody has begun and that decisions have overtaken. Answers how many."""
    done = 0
    rows = session.execute(select(QueueLook, Cycle).join(Cycle, Cycle.id == QueueLook.cycle_id).order_by(Cycle.id))
    for last, cycle in rows.all():
        edition = current_app.extensions["editions"].get(cycle.edition)
        if edition is not None and queries.is_stale(session, last):
            operations.look(session, edition, cycle, by=None)
            done += 1
    return done


HANDLERS = {LOOK: look}
DUE = {"moderation:look_where_stale": look_where_stale}
