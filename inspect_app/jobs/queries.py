"""Answers how jobs stand: one for the page that asked for it, and all of them for the administrator.

It tells names, ids and times of jobs, never what they are about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .. import clock
from .models import Job

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class State:
    """How a job stands: `state` is waiting, running, done or failed; `fault` is a sentence, or None."""

    id: int
    name: str
    subject: str
    state: str
    progress: int
    asked_at: datetime
    due_at: datetime
    ended_at: datetime | None
    tries: int
    fault: str | None

    @property
    def is_open(self) -> bool:
        """Whether it will still be done."""
        return self.state in ("waiting", "running")


@dataclass(frozen=True, slots=True)
class Overview:
    """Every job that is not done, each list at most as long as a page; `counts` has them all, by state."""

    failed: Sequence[State]
    running: Sequence[State]
    waiting: Sequence[State]
    counts: dict[str, int]
    done_today: int


_COLUMNS = (
    Job.id,
    Job.name,
    Job.subject,
    Job.state,
    Job.progress,
    Job.asked_at,
    Job.due_at,
    Job.ended_at,
    Job.tries,
    Job.fault,
)


def state_of(session: Session, name: str, subject: int | str) -> State | None:
    """How the newest job of this name and subject stands; None where none was ever asked for. One statement."""
    found = select(*_COLUMNS).where(Job.name == name, Job.subject == str(subject)).order_by(Job.id.desc()).limit(1)
    row = session.execute(found).one_or_none()
    return State(**row._mapping) if row else None


def overview(session: Session) -> Overview:
    """Every job that is not done, those that failed last first. Five statements."""
    day_ago = clock.now().replace(tzinfo=None) - timedelta(days=1)
    counted = select(Job.state, func.count()).where(Job.state != "done").group_by(Job.state)
    done = select(func.count()).where(Job.state == "done", Job.ended_at >= day_ago)
    return Overview(
        failed=_listed(session, "failed"),
        running=_listed(session, "running"),
        waiting=_listed(session, "waiting"),
        counts={row[0]: row[1] for row in session.execute(counted)},
        done_today=session.scalar(done) or 0,
    )


def failed(session: Session) -> int:
    """How many jobs have failed and wait for somebody to look. One statement."""
    return session.scalar(select(func.count()).where(Job.state == "failed")) or 0


def _listed(session: Session, state: str) -> list[State]:
    order = (Job.ended_at.desc(), Job.id) if state == "failed" else (Job.due_at, Job.id)
    rows = session.execute(select(*_COLUMNS).where(Job.state == state).order_by(*order).limit(MOST_SHOWN))
    return [State(**row._mapping) for row in rows]
