"""Kent's draft with the people who work on it, each in a browser of their own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from inspect_app import db
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Entry, Finding
from inspect_app.audit.models import AuditEvent
from tests import factories

ENTRY = "/forces/kent/2005-06/assessment/3c"
PEOPLE = {
    "priya": ("Priya Nair", ("assessor", "kent")),
    "helen": ("Helen Marsh", ("assessor", "kent")),
    "tom": ("Tom Ashby", ("force_lead", "kent")),
    "vera": ("Vera Lowe", ("viewer", "kent")),
    "esk": ("Ewan Bray", ("assessor", "esk")),
    "ines": ("Ines Cole", "inspector"),
    "adam": ("Adam Reed", "administrator"),
}


@dataclass
class Team:
    """The application on a database, and a signed-in browser for each person."""

    app: Flask
    url: str
    people: dict[str, Person]
    browsers: dict[str, FlaskClient]

    def __getattr__(self, name: str) -> FlaskClient:
        return self.browsers[name]

    def write(self, who: str = "priya", **fields: Any) -> int:
        """Somebody writes a finding; its id."""
        given = {"kind": "area_for_improvement", "title": "No plan", "text": "Areas run their own plan.", **fields}
        answer = self.browsers[who].post(f"{ENTRY}/findings/new", data=given)
        assert answer.status_code == 302, answer.text
        return int(answer.location.rsplit("/", 1)[1])

    def change(self, who: str, finding: int, version: int, **fields: Any) -> TestResponse:
        """Somebody saves a finding that they opened at a version."""
        given = {"kind": "area_for_improvement", "title": "No plan", "text": "Areas run their own plan.", **fields}
        return self.browsers[who].post(f"{ENTRY}/findings/{finding}/change", data={**given, "version": version})

    def reading(self) -> Any:
        return db.reading(self.url)

    def finding(self, finding: int) -> Finding:
        with self.reading() as session:
            return session.get_one(Finding, finding)

    def entry(self) -> Entry:
        with self.reading() as session:
            return the_entry(session)

    def trail(self) -> list[AuditEvent]:
        """What was recorded, eldest first."""
        with self.reading() as session:
            return list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))


def the_entry(session: Session) -> Entry:
    return factories.the_entry(session, "3c")


def team(folder: Path, **config: Any) -> Team:
    """A team of its own in a folder; the database is filled once and then copied."""
    filled, people = _filled()
    url = db.sqlite_url(Path(shutil.copy(filled, folder / "test.db")))
    app = factories.application(url, folder)
    app.config.update(config)
    return Team(app, url, people, {key: factories.signed_in(app, made) for key, made in people.items()})


@cache
def _filled() -> tuple[Path, dict[str, Person]]:
    """The file of a database with Kent's draft and its people, which no test writes to."""
    url = factories.live_database(Path(mkdtemp()))
    with db.unit_of_work(url) as session:
        people = {key: factories.person(session, *given) for key, given in PEOPLE.items()}
    with db.engine(url).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    file = db.sqlite_file(url)
    assert file is not None
    return file, people
