"""How a worker takes a job from the table, keeps it, and gives it back: each in a short transaction of its own.

A job is taken by one worker only. A worker that was given up for lost cannot write over the one that took its job: the
number of the try says whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session, aliased

from .. import clock, db
from .models import Job

STALE_AFTER = timedelta(minutes=2)
"""A job whose worker has not been heard of for so long is given to another one."""
DELAYS = tuple(timedelta(seconds=s) for s in (10, 60, 300, 1800, 7200))
"""How long to wait after the first try that failed, the second, and so on. After the last there is one more try."""
MOST_TRIES = len(DELAYS) + 1


@dataclass(frozen=True, slots=True)
class Taken:
    """A job as the worker holds it. `number` counts the tries from one."""

    id: int
    name: str
    subject: str
    number: int


def next_job(url: str) -> Taken | None:
    """Takes the job that has been due longest; None where none is. The same work is never done twice at once."""
    now = _now()
    # Looking costs nobody anything; on SQLite taking would hold up every other writer.
    with db.reading(url) as session:
        if session.scalar(select(Job.id).where(_is_due(now)).limit(1)) is None:
            return None
    with db.unit_of_work(url) as session:
        due = select(Job).where(_is_due(now)).order_by(Job.due_at, Job.id).limit(1)
        job = session.scalars(due.with_for_update(skip_locked=True, of=Job)).one_or_none()
        if job is None:
            return None
        job.state, job.progress, job.tries = "running", 0, job.tries + 1
        job.began_at = job.beat_at = now
        job.ended_at = job.fault = None
        return Taken(job.id, job.name, job.subject, job.tries)


def beat(url: str, taken: Taken, progress: int) -> None:
    """Says that the worker is still at it, and how far it is, in percent."""
    with db.unit_of_work(url) as session:
        session.execute(update(Job).where(_is_ours(taken)).values(beat_at=_now(), progress=progress))


def done(url: str, taken: Taken) -> None:
    """The work is done."""
    with db.unit_of_work(url) as session:
        values = {"state": "done", "progress": 100, "ended_at": _now()}
        session.execute(update(Job).where(_is_ours(taken)).values(values))


def put_back(url: str, taken: Taken, fault: str) -> None:
    """The try failed: the job waits for the next one, or has failed for good after the last. `fault` is a sentence."""
    with db.unit_of_work(url) as session:
        _put_back(session, taken, fault)


def fail(url: str, taken: Taken, fault: str) -> None:
    """The work cannot be done, and trying again would not help."""
    with db.unit_of_work(url) as session:
        _fail(session, taken, fault)


def give_back_stale(url: str) -> int:
    """Puts back every job whose worker was lost. Answers how many."""
    lost = (Job.state == "running", Job.beat_at < _now() - STALE_AFTER)
    with db.reading(url) as session:
        if session.scalar(select(Job.id).where(*lost).limit(1)) is None:
            return 0
    with db.unit_of_work(url) as session:
        jobs = session.scalars(select(Job).where(*lost).order_by(Job.id).with_for_update(skip_locked=True)).all()
        for job in jobs:
            taken = Taken(job.id, job.name, job.subject, job.tries)
            _put_back(session, taken, "The worker stopped before this was done.")
        return len(jobs)


def _put_back(session: Session, taken: Taken, fault: str) -> None:
    if taken.number >= MOST_TRIES:
        _fail(session, taken, fault)
        return
    values = {"state": "waiting", "due_at": _now() + DELAYS[taken.number - 1], "fault": fault}
    session.execute(update(Job).where(_is_ours(taken)).values(values))


def _fail(session: Session, taken: Taken, fault: str) -> None:
    values = {"state": "failed", "ended_at": _now(), "fault": fault}
    session.execute(update(Job).where(_is_ours(taken)).values(values))


def _is_due(now: datetime) -> ColumnElement[bool]:
    other = aliased(Job)
    same = exists().where(other.state == "running", other.name == Job.name, other.subject == Job.subject)
    return (Job.state == "waiting") & (Job.due_at <= now) & ~same


def _is_ours(taken: Taken) -> ColumnElement[bool]:
    return (Job.id == taken.id) & (Job.state == "running") & (Job.tries == taken.number)


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
