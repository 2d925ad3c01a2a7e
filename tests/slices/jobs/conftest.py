"""An application with a few jobs of its own, on each database."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from inspect_app import db
from inspect_app.config import Settings
from inspect_app.jobs import handlers, operations
from inspect_app.jobs.models import Job


@pytest.fixture
def url(either_database: str) -> str:
    return either_database


class Office:
    """A place where jobs are asked for and looked at; `did` is what the handlers did."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.did: list[str] = []
        self.app = Flask("office")
        self.app.config.update(DATABASE_URL=url, SETTINGS=Settings(secret_key="s", database_url=url))

    def can(self, name: str, do: Callable[[str], None] = lambda _: None) -> None:
        """Lets the application do a job."""

        def handler(_site: handlers.Site, subject: str, progress: handlers.Progress) -> None:
            progress(50)
            do(subject)
            self.did.append(f"{name} {subject}")

        handlers.register(self.app, {name: handler})

    def ask(self, name: str, subject: int | str = 1) -> int:
        with db.unit_of_work(self.url) as session:
            return operations.enqueue(session, name, subject).id

    def jobs(self) -> list[Job]:
        with db.reading(self.url) as session:
            return list(session.scalars(select(Job).order_by(Job.id)))

    def states(self) -> list[str]:
        return [job.state for job in self.jobs()]

    def later(self, seconds: float) -> None:
        """Lets time pass for every job, by moving what the table remembers into the past."""
        by = timedelta(seconds=seconds)
        with db.unit_of_work(self.url) as session:
            for job in session.scalars(select(Job)):
                job.due_at -= by
                job.beat_at = job.beat_at - by if job.beat_at else None

    def set(self, **values: object) -> None:
        with db.unit_of_work(self.url) as session:
            session.execute(update(Job).values(**values))


@pytest.fixture
def office(url: str) -> Office:
    return Office(url)
