"""Asks for work in the background, in the transaction of what it is about: a job exists only if its reason does."""

from __future__ import annotations

from datetime import timedelta

from flask import has_request_context
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from .. import clock, per_request
from ..audit.operations import About, Person, record
from ..promises import NotFound
from .models import Job
from .waking import wake

KEPT_FOR = timedelta(days=30)
"""How long jobs that are done stay in the table."""


def enqueue(session: Session, name: str, subject: int | str, *, by: int | None = None) -> Job:
    """A job that waits; `name` is `slice:verb`, `subject` the id of what it is about, and it carries nothing else.

    Where the same work waits already, that job is returned: it will see what this transaction did, because nobody can
    take it before the transaction ends.
    """
    if has_request_context():
        per_request.work().afterwards(wake)
    same = (Job.name == name, Job.subject == str(subject), Job.state == "waiting")
    there = session.scalars(select(Job).where(*same).order_by(Job.id).limit(1).with_for_update()).one_or_none()
    now = clock.now().replace(tzinfo=None)
    if there is not None:
        # One that failed and waits for its next try need not wait any longer, as somebody asks for it now.
        there.due_at = min(there.due_at, now)
        return there
    job = Job(
        name=name,
        subject=str(subject),
        state="waiting",
        progress=0,
        asked_at=now,
        asked_by=by,
        due_at=now,
        began_at=None,
        beat_at=None,
        ended_at=None,
        tries=0,
        fault=None,
    )
    session.add(job)
    session.flush()
    return job


def try_again(session: Session, job_id: int, *, by: Person) -> Job:
    """Lets a job that failed wait again, with all its tries. One that has not failed stays as it is.

    Raises NotFound where there is no such job.
    """
    job = session.scalars(select(Job).where(Job.id == job_id).with_for_update()).one_or_none()
    if job is None:
        raise NotFound
    if job.state != "failed":
        return job
    job.state, job.due_at, job.tries, job.progress = "waiting", clock.now().replace(tzinfo=None), 0, 0
    job.fault = job.ended_at = None
    session.flush()
    if has_request_context():
        per_request.work().afterwards(wake)
    says = f"asked for job {job.id} to be tried again"
    record(session, "jobs:job:tried_again", About("job", job.id), by=by, says=says, audience="accounts")
    return job


def forget_done(session: Session) -> int:
    """Takes jobs out of the table that were done a while ago; those that failed stay. Answers how many."""
    before = clock.now().replace(tzinfo=None) - KEPT_FOR
    found = session.scalars(select(Job.id).where(Job.state == "done", Job.ended_at < before)).all()
    session.execute(delete(Job).where(Job.id.in_(found)))
    return len(found)
